"""The window's start: paint first, then bring the rest in.

What this module imports at its top is what stands between the user and the first paint; it stays that short.
"""

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from ui.office import Office
    from ui.program import Program

AFTER_PAINT = 1  # milliseconds: lets the painted frame reach the screen before the imports begin
AT_REST = 500  # milliseconds: the first page has been painted
TRIES, BETWEEN = 20, 500  # how often, and with how many milliseconds between, a second start calls the first window
OpenStore = Callable[[Path], "Office"]


def run_window(data_folder: Path, open_store: OpenStore) -> int:
    """Show the window until it is closed; the exit code of the program.

    ``open_store`` is called after the first paint and imports what it needs then: nothing imported before may load
    SQLAlchemy and other heavy libraries. A Refusal by it is shown in the window.
    """
    gc.disable()  # loading makes much and throws nothing away: looking for garbage would be a twentieth of the start
    with suppress(OSError):  # the store will say in one sentence what is wrong with the folder
        data_folder.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    application = make_application(settings)
    lock = QLockFile(str(data_folder / "window.lock"))
    if not lock.tryLock(0) and _first_window_answers(data_folder, lock):
        return 0
    start = Start(MainWindow(data_folder, settings), open_store)
    try:
        return application.exec()
    finally:
        start.end()
        lock.unlock()


def make_application(settings: QSettings) -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("YCPE")
    application.setDesktopFileName("ycpe")
    theme.prepare(application, theme.text_size(settings))
    return application


class Start(QObject):
    """Shows the window, and brings in the program when it has been painted."""

    def __init__(self, window: MainWindow, open_store: OpenStore) -> None:
        super().__init__()
        self._window, self._open_store = window, open_store
        self._program: Program | None = None
        window.painted.connect(self._painted)
        window.show_as_before()

    def end(self) -> None:
        if self._program:
            self._program.end()

    def _painted(self) -> None:
        QTimer.singleShot(AFTER_PAINT, self, self._furnish)

    def _furnish(self) -> None:
        from ui.program import Program  # loads the shell and the pages: not before the first paint

        self._program = Program(self._window, self._open_store)
        self._program.start()
        QTimer.singleShot(AT_REST, self, self._settle)

    def _settle(self) -> None:
        """What the first page could wait for."""
        if self._program:
            self._program.listen()
        gc.freeze()  # what the start has made stays to the end
        gc.enable()


def _first_window_answers(data_folder: Path, lock: QLockFile) -> bool:
    """False where the first window has ended meanwhile, or stays silent; one that is being opened answers late."""
    from ui.single import call_first  # loads the network library, which only a second start needs so early

    return any(call_first(data_folder) for _ in range(TRIES) if not lock.tryLock(BETWEEN))
