"""The real program under the stop watch: ``started.py DATA_FOLDER``, or ``started.py`` for an empty window.

Prints when the window was painted, and when the rows of the first page stood in it and the event loop came to rest.
"""

import os
import runpy
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

ROWS = 1_000


def tell(what: str) -> None:
    print(what, time.time(), flush=True)


def tell_and_leave(what: str) -> None:
    tell(what)
    os._exit(0)


def once_painted(kind: type, then: "object", ready: "object" = None) -> None:
    """Call ``then`` in the next round of the event loop after the first paint of a widget of that kind."""
    paint = kind.paintEvent

    def paint_and_tell(widget, event):
        paint(widget, event)
        if ready is None or ready(widget):
            kind.paintEvent = paint
            QTimer.singleShot(0, then)

    kind.paintEvent = paint_and_tell


def empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event):  # noqa: N802 - Qt's own name
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: tell_and_leave("painted"))

    application = QApplication(sys.argv)
    window = Window()
    window.resize(1366, 768)
    window.show()
    application.exec()


def program(folder: str) -> None:
    from ui.shell.window import MainWindow

    def painted() -> None:
        tell("painted")
        MainWindow.furnish = furnish_and_watch

    furnish = MainWindow.furnish

    def furnish_and_watch(window, speaker):
        from ui.ledger.grid import LedgerGrid

        once_painted(LedgerGrid, lambda: tell_and_leave("settled"), lambda grid: grid.model().rowCount() > ROWS)
        return furnish(window, speaker)

    once_painted(MainWindow, painted)
    sys.argv = ["main.py", "--data-dir", folder]
    runpy.run_path("main.py", run_name="__main__")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    program(sys.argv[1]) if len(sys.argv) > 1 else empty()
