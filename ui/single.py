"""One window for one data folder: a second start brings the first window to the front."""

import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1000  # milliseconds for an answer of the first window
SHOW = b"show"


def name_of(data_folder: Path) -> str:
    """The same for every start by this user over this folder."""
    key = f"{Path.home()}|{data_folder.resolve()}"
    return f"ycpe-{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def call_first(data_folder: Path) -> bool:
    """Ask the window that is already open to come to the front; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(data_folder))
    if not socket.waitForConnected(PATIENCE):
        return False
    _give_way()
    socket.write(SHOW)
    answered = socket.waitForReadyRead(PATIENCE)
    socket.abort()
    return answered


class FirstWindow(QObject):
    """Listens for later starts, each of which is told so and makes ``called``."""

    called = Signal()

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = name_of(data_folder)
        QLocalServer.removeServer(name)  # what a killed program left; a living one has just not answered
        self.server = QLocalServer(self)
        self.server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.server.newConnection.connect(self._answer)
        self.listening = self.server.listen(name)

    def close(self) -> None:
        self.server.close()

    def _answer(self) -> None:
        while self.server.hasPendingConnections():
            socket = self.server.nextPendingConnection()
            socket.write(SHOW)
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()


def _give_way() -> None:
    """Windows lets another program come to the front only when the one in front, this one, allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
