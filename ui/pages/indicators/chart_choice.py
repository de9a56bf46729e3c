"""Which chart is shown: a button with its name, and below it all charts under the parts of the plan, to be searched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QStyleOptionViewItem, QWidget

from ui.icons import icon
from ui.pages.indicators.chart_initials import INITIALS
from ui.shell.hits import ACT, Hit, HitDelegate, HitList
from ui.shell.palette import PaletteLine
from ui.shell.parts import column
from ui.theme import SPACE, colour
from ycpe_desktop.charts.catalogue import CHARTS

OWN = "所选指标各学年与目标线"
OWN_GROUP = "左边所选的指标"
WIDTH = 520
LEAST, MOST = 110, 260
"""Pixels of the button."""
ARROW = "　▼"


@dataclass(frozen=True)
class Offer:
    """One chart to choose; ``initials`` of its title."""

    name: str
    group: str
    title: str
    description: str = ""
    initials: str = ""

    def fits(self, text: str) -> bool:
        words = (self.title, self.description, self.group, self.name)
        return text in self.initials or any(text in word.casefold() for word in words)


def offers() -> list[Offer]:
    """The years of the chosen indicator, then the whole catalogue."""
    every = [Offer(OWN, OWN_GROUP, OWN, initials="sxzbgxnymbx")]
    return every + [
        Offer(name, chart.group, chart.title, chart.description, INITIALS[name]) for name, chart in CHARTS.items()
    ]


class ChartChoice(QPushButton):
    """``chosen`` carries the name of a chart that the clerk took; ``choose`` shows one without a word."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.offers = offers()
        self.name = OWN
        self.list: ChartList | None = None  # made over the window when it is first asked for
        self.setAccessibleName("图表")
        self.setToolTip("选一张图")
        self.setAutoDefault(True)
        self.setIcon(icon("chart-bar"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # its text follows its width
        self.setMinimumWidth(LEAST)
        self.setMaximumWidth(MOST)
        self.clicked.connect(lambda: self.show_list())

    @property
    def title(self) -> str:
        return next(offer.title for offer in self.offers if offer.name == self.name)

    def choose(self, name: str) -> None:
        self.name = name
        self._write()

    def show_list(self) -> None:
        if self.list is None:
            self.list = ChartList(self.window(), self)
        self.list.begin(self.offers, self.name)

    def take(self, name: str) -> None:
        self.choose(name)
        self.chosen.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        room = self.width() - 3 * SPACE[3] - self.iconSize().width() - self.fontMetrics().horizontalAdvance(ARROW)
        self.setText(self.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideRight, max(room, 60)) + ARROW)
        self.setAccessibleDescription(self.title)


class HeadedDelegate(HitDelegate):
    """A heading stands at the left edge, on the ground of the headings of lists."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(ACT):
            super().paint(painter, option, index)
            return
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        painter.fillRect(area, colour("surface"))
        painter.setPen(colour("second"))
        painter.drawText(area.adjusted(SPACE[2], 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))


class ChartHits(HitList):
    """Headings of groups are passed over by the arrows."""

    def __init__(self, line: QLineEdit, leave: Callable[[], object]) -> None:
        super().__init__(line, leave)
        self.setItemDelegate(HeadedDelegate(self))

    def _key(self, key: Qt.Key) -> bool:
        before = self.currentRow()
        done = super()._key(key)
        step = 1 if self.currentRow() >= before else -1
        while (item := self.currentItem()) is not None and not item.flags():
            if not 0 <= self.currentRow() + step < self.count():
                self.setCurrentRow(before)
                break
            self.setCurrentRow(self.currentRow() + step)
        return done


class ChartList(QFrame):
    """Lies over the window below the button; Esc or a click elsewhere closes it."""

    def __init__(self, window: QWidget, choice: ChartChoice) -> None:
        super().__init__(window)
        self._window, self._choice = window, choice
        self._offers: Sequence[Offer] = ()
        self.setObjectName("palette")
        self.line = PaletteLine(self.hide)
        self.line.setPlaceholderText("查找图表：名称、内容或拼音首字母")
        self.line.setAccessibleName("查找图表")
        self.hits = ChartHits(self.line, self.leave)
        column(self.line, self.hits, margin=SPACE[2], space=SPACE[1], parent=self)
        self.line.textChanged.connect(self._look)
        choice.destroyed.connect(self.deleteLater)
        self.hide()

    def begin(self, offered: Sequence[Offer], name: str) -> None:
        self._offers = offered
        self.line.clear()
        self._look("")
        shown = next((place for place, offer in enumerate(self._shown) if offer and offer.name == name), 0)
        self.hits.setCurrentRow(shown)
        corner = self._choice.mapTo(self._window, QPoint(0, self._choice.height()))
        self.setFixedWidth(min(WIDTH, self._window.width() - 2 * SPACE[2]))
        self.adjustSize()
        left = min(corner.x(), self._window.width() - self.width() - SPACE[2])
        self.move(max(SPACE[2], left), max(SPACE[2], min(corner.y(), self._window.height() - self.height() - SPACE[2])))
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        self.hide()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, text: str) -> None:
        wanted, group = text.strip().casefold(), ""
        self._shown: list[Offer | None] = []
        hits = []
        for offer in self._offers:
            if not offer.fits(wanted):
                continue
            if offer.group != group:
                group = offer.group
                hits.append(Hit(group))
                self._shown.append(None)
            hits.append(Hit(offer.title, offer.description, "chart-bar", partial(self._choice.take, offer.name)))
            self._shown.append(offer)
        self.hits.show_hits(hits or [Hit("没有这样的图表")])
        if len(hits) > 1:
            self.hits.setCurrentRow(1)
        self.adjustSize()
