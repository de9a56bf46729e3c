"""The real program under the stop watch: ``started.py DATA_FOLDER``, or ``started.py`` for an empty window.

Prints when the window was painted, and when the rows of the first page stood in it and the event loop came to rest.
"""

import os
import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

ROWS = 1_000
"""So many at least must stand in the table."""


def tell(what: str) -> None:
    print(what, time.time(), flush=True)


def tell_and_leave(what: str) -> None:
    tell(what)
    os._exit(0)


def when_painted(kind: Any, then: Callable[[], object], ready: Callable[[Any], bool]) -> None:
    """Call ``then`` in the next round of the event loop after a widget of that kind, once ``ready``, was painted."""
    paint = kind.paintEvent

    def paint_and_tell(widget: Any, event: QPaintEvent) -> None:
        paint(widget, event)
        if ready(widget):
            kind.paintEvent = paint
            QTimer.singleShot(0, then)

    kind.paintEvent = paint_and_tell


def empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        pass

    when_painted(Window, lambda: tell_and_leave("painted"), lambda window: True)
    application = QApplication(sys.argv)
    window = Window()
    window.resize(1366, 768)
    window.show()
    application.exec()


def program(folder: str) -> None:
    from ui.shell.window import MainWindow

    window: Any = MainWindow
    furnish = window.furnish

    def furnish_and_watch(self: Any, *given: Any) -> Any:
        from ui.ledger.grid import LedgerGrid

        when_painted(LedgerGrid, lambda: tell_and_leave("settled"), lambda grid: grid.model().rowCount() > ROWS)
        return furnish(self, *given)

    window.furnish = furnish_and_watch
    when_painted(window, lambda: tell("painted"), lambda window: True)
    sys.argv = ["main.py", "--data-dir", folder]
    runpy.run_path("main.py", run_name="__main__")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    program(sys.argv[1]) if len(sys.argv) > 1 else empty()
