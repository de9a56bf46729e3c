"""The window's step of --self-test: every page opened once, as a user would see it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QImageReader

from ui.application import OpenStore, Start, make_application
from ui.shell.window import MainWindow
from ycpe_desktop.crash import details

if TYPE_CHECKING:
    from ui.shell.shell import Shell

PAUSE = 100  # milliseconds from page to page, in which the window does what it has put off
OF_ONE_FONT = ("QAbstractItemView", "QHeaderView", "QMenu")
PICTURES = {b"svg", b"png", b"ico"}


class Visit(QObject):
    """Goes through the navigation; ``faults`` is what went wrong on the way, one text each."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.left: list[str] | None = None
        self.visited: list[str] = []
        self.faults: list[str] = []
        self._next = QTimer(self, interval=PAUSE)
        self._next.timeout.connect(self._go_on)
        self._next.start()

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Stands at ``sys.excepthook``: a fault in a page would else ask the user what to do."""
        self.faults.append(details(kind, trace))

    def _go_on(self) -> None:
        sys.excepthook = self.caught
        shell = self._window.shell
        if shell is None:
            return
        if shell.desk is None and shell.stack.count():
            self.faults.append("台账没有打开")
        elif shell.desk is not None and not shell.background.jobs:
            self._open_next(shell)
        if self.faults or self.left == []:
            self._next.stop()
            self._window.close()

    def _open_next(self, shell: "Shell") -> None:
        if self.left is None:
            self.left = list(shell.navigation.keys())
        key = self.left.pop(0)
        shell.open_page(key)
        if self._window.grab().toImage().isNull() or shell.stack.key != key:
            self.faults.append(f"页面 {key} 没有打开")
        self.visited.append(key)


def missing_parts() -> Sequence[str]:
    """What Qt does without when it has not come along, and says no word of it."""
    from PySide6.QtWidgets import QApplication

    known = {bytes(each.data()) for each in QImageReader.supportedImageFormats()}
    missing = [f"不能显示 {kind.decode()} 图片" for kind in sorted(PICTURES - known)]
    if QApplication.translate("QPlatformTheme", "Cancel") != "取消":
        missing.append("缺少 Qt 的中文翻译")
    fonts = [QApplication.font(kind) for kind in OF_ONE_FONT]  # type: ignore[call-overload]  # the stubs say bytes, and bytes are refused
    if any(font != QApplication.font() for font in fonts):
        missing.append("表格或菜单的字体与正文不同")
    return missing


def visit_pages(data_folder: Path, open_store: OpenStore) -> str:
    """Open the real window over that folder and close it again; AssertionError with all that went wrong."""
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    application = make_application(settings)
    window = MainWindow(data_folder, settings)
    start = Start(window, open_store)
    visit = Visit(window)
    try:
        application.exec()
        faults = [*visit.faults, *missing_parts()]
    finally:
        start.end()
        sys.excepthook = sys.__excepthook__
    if faults:
        raise AssertionError("；".join(faults))
    return f"{application.platformName()}，打开了 {len(visit.visited)} 个页面"
