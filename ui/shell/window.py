"""The window itself, light enough to be painted at once; all that is in it comes with ``furnish``."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from ui.theme import NAVIGATION_WIDTH, SPACE, TOP_BAR_HEIGHT

if TYPE_CHECKING:  # loads much, and nothing of it is needed for the first paint
    from ui.shell.shell import Shell
    from ui.speaking import Speaker

PRODUCT = "学前教育台账"
ORDINARY = QSize(1366, 768)
SMALLEST = QSize(880, 440)


class EmptyFrame(QWidget):
    """What the first paint shows: the places of top bar, navigation and page.

    Coloured by palette roles: painting with a colour, or a flag like Qt.AlignLeft, would make PySide6 build the whole
    Qt namespace, a fifth of the time to the first paint.
    """

    def __init__(self) -> None:
        super().__init__()
        self._top = self._band(QPalette.ColorRole.Base)
        self._lines = [self._band(QPalette.ColorRole.Midlight), self._band(QPalette.ColorRole.Midlight)]
        self._told = QLabel("正在打开台账…", self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width, height = self.width(), self.height()
        self._top.setGeometry(0, 0, width, TOP_BAR_HEIGHT - 1)
        self._lines[0].setGeometry(0, TOP_BAR_HEIGHT - 1, width, 1)
        self._lines[1].setGeometry(NAVIGATION_WIDTH - 1, TOP_BAR_HEIGHT, 1, height)
        self._told.setGeometry(NAVIGATION_WIDTH + SPACE[5], TOP_BAR_HEIGHT + SPACE[4], width, TOP_BAR_HEIGHT)

    def _band(self, role: QPalette.ColorRole) -> QWidget:
        made = QWidget(self)
        made.setBackgroundRole(role)
        made.setAutoFillBackground(True)
        return made


class MainWindow(QMainWindow):
    """Painted empty; then ``furnish`` puts the shell in."""

    painted = Signal()  # once, after the first paint
    closed = Signal()

    def __init__(self, data_folder: Path, settings: QSettings) -> None:
        super().__init__()
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(SMALLEST)
        self.setCentralWidget(EmptyFrame())
        self.data_folder, self.settings = data_folder, settings
        self.shell: Shell | None = None
        self._was_painted = False

    def show_as_before(self) -> None:
        """Where and as large as it was left; the first time over the whole screen."""
        geometry = self.settings.value("window/geometry")
        if isinstance(geometry, QByteArray) and self.restoreGeometry(geometry):
            self.show()
        else:
            self.resize(ORDINARY.boundedTo(self.screen().availableSize()))
            self.showMaximized()

    def furnish(self, speaker: "Speaker") -> "Shell":
        """Put top bar, navigation and page area in; they wait for ``fill``."""
        from ui.icons import app_icon
        from ui.shell.shell import Shell

        self.setWindowIcon(app_icon())
        speaker.parent = self
        self.shell = Shell(self.data_folder, self.settings, speaker)
        self.setCentralWidget(self.shell)
        return self.shell

    def come_to_front(self) -> None:
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell and not self.shell.may_close():
            event.ignore()
            return
        self.settings.setValue("window/geometry", self.saveGeometry())
        if self.shell:
            self.shell.shut_down()
        self.settings.sync()
        self.closed.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
