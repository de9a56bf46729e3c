"""The window's start: paint first, then bring the store in."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.icons import app_icon
from ui.mistakes import Mistakes, start_logging
from ui.shell.contracts import Tone, WindowStore
from ui.shell.window import MainWindow
from ui.single import FirstWindow, call_first
from ui.speaking import Speaker
from ycpe_desktop.faults import Refusal

AFTER_PAINT = 30  # milliseconds: lets the painted frame reach the screen before the imports begin
OpenStore = Callable[[Path], WindowStore]


def run_window(data_folder: Path, demo_if_new: bool, open_store: OpenStore) -> int:
    """Show the window until it is closed; the exit code of the program.

    ``open_store`` is called after the first paint and imports what it needs then: nothing imported before may load
    SQLAlchemy and other heavy libraries. A Refusal by it is shown in the window.
    """
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    application = make_application(settings)
    if call_first(data_folder):
        return 0
    program = Program(data_folder, demo_if_new, open_store, settings)
    program.start()
    try:
        return application.exec()
    finally:
        program.end()


def make_application(settings: QSettings) -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("YCPE")
    application.setApplicationDisplayName("")  # Qt would append it to every window title
    application.setDesktopFileName("ycpe")
    application.setWindowIcon(app_icon())
    theme.translate(application)
    theme.apply(application, next((size for size in theme.POINTS if size == settings.value("look/size")), "中"))
    return application


class Program:
    """What lives from the first paint to the end: window, listener, hooks, log, store."""

    def __init__(self, data_folder: Path, demo_if_new: bool, open_store: OpenStore, settings: QSettings) -> None:
        self._data_folder, self._demo_if_new, self._open_store = data_folder, demo_if_new, open_store
        self._store: WindowStore | None = None
        self._log: logging.Handler | None = None
        speaker = Speaker()
        self.window = MainWindow(data_folder, settings, speaker)
        self._mistakes = Mistakes(speaker, data_folder, self.window)
        self._first = FirstWindow(data_folder, self.window)

    def start(self) -> None:
        self._mistakes.install()
        self._mistakes.refused.connect(lambda refusal: self.window.notices.tell(Tone.BAD, str(refusal)))
        self._first.called.connect(self.window.come_to_front)
        self.window.painted.connect(lambda: QTimer.singleShot(AFTER_PAINT, self.window, self._furnish))
        self.window.reopen_asked.connect(lambda: QTimer.singleShot(0, self.window, self._reopen))
        self.window.show_as_before()

    def end(self) -> None:
        self.window.background.shut_down()
        self._close_store()
        self._first.close()
        self._mistakes.remove()
        if self._log:
            logging.getLogger().removeHandler(self._log)
            self._log.close()

    def _furnish(self) -> None:
        self._log = start_logging(self._data_folder)
        self._reopen()

    def _reopen(self) -> None:
        from ui import pages  # loads SQLAlchemy: not before the first paint

        self._close_store()
        try:
            self._store = self._open_store(self._data_folder)
            self.window.fill(pages.services(self._store, self._data_folder, self._demo_if_new))
        except Refusal as refusal:
            self.window.refuse(refusal)

    def _close_store(self) -> None:
        if self._store:
            self._store.close()
        self._store = None
