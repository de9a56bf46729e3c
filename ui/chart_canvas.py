"""A chart in the window: drawn sharp, scrolled where it needs room, saved and copied. Loads matplotlib."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from matplotlib.backend_bases import MouseEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QToolTip, QVBoxLayout, QWidget

from ui.icons import icon
from ui.speaking import Speaker
from ui.theme import SPACE
from ycpe_desktop.charts.saving import png_bytes, save_figure
from ycpe_desktop.charts.sheet import DPI, ChartFigure
from ycpe_desktop.faults import Refusal

FORMATS = {".png": "PNG 图片", ".svg": "SVG 矢量图", ".pdf": "PDF 文档"}


class ChartCanvas(QWidget):
    """Shows one figure at a time. ``told`` carries what was done, for the window's notice line."""

    told = Signal(str)

    def __init__(self, speaker: Speaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._figure: ChartFigure | None = None
        self._name = "图表"
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.save_button = QPushButton(icon("content-save-outline"), "另存为 ▼", self)
        self.save_button.setMenu(self._formats())
        self.save_button.setAutoDefault(True)
        self.copy_button = QPushButton(icon("content-copy"), "复制", self)
        self.copy_button.setAutoDefault(True)
        self.copy_button.setToolTip("把图表作为图片复制，可粘贴到 Word、Excel、微信")
        self.copy_button.clicked.connect(self.copy)
        self._arrange()
        self._enable()

    @property
    def figure(self) -> ChartFigure | None:
        return self._figure

    def show_figure(self, figure: ChartFigure, name: str = "图表") -> None:
        """Replace what is shown; ``name`` is what a saved file is proposed to be called, without its suffix."""
        former = self._scroll.takeWidget()
        if former is not None:
            former.deleteLater()
        self._figure, self._name = figure, name
        drawing = _Drawing(figure)
        wide, high = figure.smallest
        drawing.setMinimumSize(round(wide * DPI), round(high * DPI))
        self._scroll.setWidget(drawing)
        self._enable()

    def copy(self) -> None:
        """The chart as a picture on the clipboard."""
        if self._figure is not None:
            QGuiApplication.clipboard().setImage(QImage.fromData(png_bytes(self._figure)))
            self.told.emit("图表已复制，可以粘贴到别的程序里")

    def save_as(self, suffix: str) -> None:
        """Ask where, and write the file; ``suffix`` is one of ``FORMATS``."""
        if self._figure is None:
            return
        proposal = Path(f"{self._name}{suffix}")
        chosen = self._speaker.choose_save_file("图表另存为", proposal, f"{FORMATS[suffix]} (*{suffix})")
        path = self._with_suffix(chosen, suffix) if chosen else None
        if path is None:
            return
        try:
            save_figure(self._figure, path)
        except Refusal as refusal:
            self._speaker.tell(refusal)
        else:
            self.told.emit(f"图表已保存：{path}")

    def _with_suffix(self, path: Path, suffix: str) -> Path | None:
        """The path with its suffix; asks where that hits a file of which the file dialog could not know."""
        if path.suffix.lower() == suffix:
            return path
        path = path.with_name(path.name + suffix)
        if path.exists() and self._speaker.ask(f"已有文件“{path.name}”，要替换它吗？", ["替换", "不保存"]) != "替换":
            return None
        return path

    def _formats(self) -> QMenu:
        menu = QMenu(self)
        for suffix, words in FORMATS.items():
            menu.addAction(words).triggered.connect(_no_argument(partial(self.save_as, suffix)))
        return menu

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[2])
        buttons.addStretch()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addLayout(buttons)
        column.addWidget(self._scroll, 1)

    def _enable(self) -> None:
        for button in (self.save_button, self.copy_button):
            button.setEnabled(self._figure is not None)


class _Drawing(FigureCanvasQTAgg):
    """The drawn figure: tells the number under a resting pointer, and leaves the wheel to the scroll area."""

    def __init__(self, figure: ChartFigure) -> None:
        super().__init__(figure)  # type: ignore[no-untyped-call]  # matplotlib's Qt backend has no types
        self._hints = figure.hints

    def hint_at(self, place: QPoint) -> str:
        """What is known about the mark at ``place`` (logical pixels from the left top); empty where there is none."""
        x, y = self.mouseEventCoords(place)  # type: ignore[no-untyped-call]  # the same
        pointer = MouseEvent("motion_notify_event", self, x, y)
        return next((hint.text for hint in reversed(self._hints) if hint.artist.contains(pointer)[0]), "")

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return bool(super().event(event))
        help_event = cast(QHelpEvent, event)
        text = self.hint_at(help_event.pos())
        QToolTip.showText(help_event.globalPos(), text, self)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _no_argument(call: Callable[[], Any]) -> Callable[..., None]:
    """Qt hands ``checked`` to what it calls; the calls here take nothing."""

    def called(*_: object) -> None:
        call()

    return called
