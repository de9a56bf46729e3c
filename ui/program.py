"""What lives from the first paint to the end: shell, listener for later starts, hooks, log, store."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.mistakes import Mistakes, start_logging
from ui.shell.contracts import Tone
from ui.shell.last_time import first_page, note_start
from ui.shell.window import MainWindow
from ui.speaking import Speaker
from ycpe_desktop.faults import Refusal

if TYPE_CHECKING:
    from ui.application import OpenStore
    from ui.office import Office
    from ui.single import FirstWindow
    from ycpe_desktop.store.restoring import Restored


class Program:
    def __init__(self, window: MainWindow, open_store: "OpenStore") -> None:
        self.window, self._open_store = window, open_store
        self._folder = window.data_folder
        self._store: Office | None = None
        speaker = Speaker()
        self._mistakes = Mistakes(speaker, self._folder, window)
        self._mistakes.install()
        self._stop_logging = start_logging(self._folder)
        self._first: FirstWindow | None = None
        self._dress()
        self.shell = window.furnish(speaker)

    def start(self) -> None:
        self._mistakes.refused.connect(self._show_refusal)
        self.shell.reopen_asked.connect(self._reopen_soon)
        settings = self.window.settings
        self._reopen(first_page(settings, date.today()))
        note_start(settings, datetime.now())

    def listen(self) -> None:
        """Later starts over the same folder bring this window to the front; until then they wait for their answer."""
        from ui.single import FirstWindow  # loads the network library

        self._first = FirstWindow(self._folder, self.window)
        self._first.called.connect(self.window.come_to_front)

    def end(self) -> None:
        self.shell.background.shut_down()
        self._close_store()
        if self._first:
            self._first.close()
        self._mistakes.remove()
        self._stop_logging()

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.translate(application)
            theme.apply(application, theme.text_size(self.window.settings))

    def _show_refusal(self, refusal: Refusal) -> None:
        self.shell.notices.tell(Tone.BAD, str(refusal))

    def _reopen_soon(self) -> None:
        """When the page that asks has returned, for it will not outlive it."""
        QTimer.singleShot(0, self.window, self._reopen)

    def _reopen(self, first: str = "") -> None:
        """``first``: the page to begin with; the registry where it is not there."""
        from ui import pages  # they load SQLAlchemy and are a good part of the start: the shell is seen before
        from ycpe_desktop.store.engine import Broken

        self.shell.background.shut_down()
        self._close_store()
        try:
            self._store = self._open_store(self._folder)
            self.shell.fill(pages.services(self._store, self._folder, first))
        except Refusal as refusal:
            self.shell.refuse(refusal, self._restore if isinstance(refusal, Broken) else None)
            return
        for told in self._store.noticed():
            there = partial(self.shell.open_page, "settings", part="backups")
            self.shell.notices.tell(Tone.ATTENTION, told, "备份与恢复", there)

    def _restore(self) -> None:
        """The state of a backup in the place of what cannot be opened, which is kept beside it."""
        from ycpe_desktop.store.backup import FILES
        from ycpe_desktop.store.folder import BACKUPS
        from ycpe_desktop.store.restoring import restore

        folder = self._folder
        file = self.shell.speaker.choose_open_file("选择备份", FILES, folder / BACKUPS)
        if file is not None:
            self.shell.background.run("从备份恢复", lambda tell: restore(folder, file), on_done=self._restored)

    def _restored(self, done: "Restored") -> None:
        self.shell.notices.tell(Tone.ATTENTION if done.missing else Tone.GOOD, done.told)
        self._reopen_soon()

    def _close_store(self) -> None:
        if self._store:
            self._store.close()
        self._store = None
