"""Our own mistakes: kept in a log without personal data, and confessed in Chinese."""

import logging
import platform
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion

from ui.speaking import Speaker
from ycpe_desktop import crash
from ycpe_desktop.faults import Refusal

LOG_BYTES = 512 * 1024
LOGS_KEPT = 5
log = logging.getLogger(__name__)


def log_file(data_folder: Path) -> Path:
    return crash.log_file(data_folder)


class LogFile(logging.Handler):
    """The rotated file; made when there is something to be logged, for that loads sockets and much else."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self._place = place
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = self._made()
        self._file.handle(record)

    def close(self) -> None:
        if self._file:
            self._file.close()
        super().close()

    def _made(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return logging.NullHandler()  # the store says in one sentence what is wrong with the folder
        made = RotatingFileHandler(self._place, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True)
        made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        return made


def start_logging(data_folder: Path) -> Callable[[], None]:
    """What is logged goes to the data folder; returns what ends it."""
    handler = LogFile(log_file(data_folder))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)

    def stop() -> None:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()

    return stop


def details(kind: type[BaseException], trace: TracebackType | None) -> str:
    return f"{platform.system()} {platform.release()}, Qt {qVersion()}, {crash.details(kind, trace)}"


class Mistakes(QObject):
    """Stands at ``sys.excepthook`` and ``threading.excepthook`` while the program runs."""

    refused = Signal(object)  # a Refusal that nobody caught is no mistake: the window shows it
    _elsewhere = Signal(object)

    def __init__(self, speaker: Speaker, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker, self._data_folder = speaker, data_folder
        self._confessing = False
        self._confessed: set[str] = set()
        self._elsewhere.connect(self._confess, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.caught
        threading.excepthook = self.caught_in_thread
        qInstallMessageHandler(_keep_qt_message)

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, Refusal):
            self.refused.emit(error)
        else:
            told = details(kind, trace)
            log.error("%s", told)
            self._elsewhere.emit(told)  # queued: never a dialog in the middle of a paint or of another thread

    def caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value:
            self.caught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _confess(self, told: str) -> None:
        """One dialog at a time, and one for the same place: a fault in painting must not ask for ever."""
        if self._confessing or told in self._confessed:
            return
        self._confessed.add(told)
        self._confessing = True
        try:
            self._speaker.confess(told, log_file(self._data_folder))
        finally:
            self._confessing = False


def _keep_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        log.warning("Qt: %s", message)
