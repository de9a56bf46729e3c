"""A list of townships with how far each has come; a click narrows the page to one, another click takes it back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import SPACE, colour
from ycpe_desktop.charts.series import percent_text

LINE = 40
THICK = 6
SHORTEST = 3
BAR = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Bar:
    """``key`` None is the whole county."""

    key: str | None
    title: str
    done: int
    total: int
    hint: str = ""


def short_name(name: str, township: str) -> str:
    """A kindergarten's name without its county and, where it is said beside it, its township."""
    rest = re.sub(r"^\S{1,4}?[县市区](?=\S{4})", "", name)
    return rest.removeprefix(township) if township and len(rest) - len(township) >= SHORTEST else rest


def share_text(done: int, total: int) -> str:
    """37 of 61 → 60.66%; a dash where there is nothing to divide by."""
    return percent_text(Fraction(100 * done, total)) if total else "—"


def paint_bar(painter: QPainter, area: QRect, done: int, total: int) -> None:
    """A bar as long as ``area``; full ones are green, others blue."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(area, THICK / 2, THICK / 2)
    if total and done:
        filled = QRect(area)
        filled.setWidth(max(THICK, round(area.width() * min(done, total) / total)))
        painter.setBrush(colour("good" if done >= total else "primary"))
        painter.drawRoundedRect(filled, THICK / 2, THICK / 2)
    painter.restore()


class BarDelegate(QStyledItemDelegate):
    """Title at the left, done/total at the right, the bar below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        bar: Bar = index.data(BAR)
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        state = option.state  # type: ignore[attr-defined]  # the same
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("primary_pale"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour("hover"))
        area = area.adjusted(SPACE[2], SPACE[1], -SPACE[2], -SPACE[2])
        count = f"{bar.done}/{bar.total}"
        wide = painter.fontMetrics().horizontalAdvance(count)
        text = QRect(area.left(), area.top(), area.width(), area.height() - THICK)
        painter.setPen(colour("second"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.setPen(colour("text"))
        room = text.width() - wide - SPACE[2]
        title = painter.fontMetrics().elidedText(bar.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        paint_bar(painter, QRect(area.left(), area.bottom() - THICK + 1, area.width(), THICK), bar.done, bar.total)


class BarList(QListWidget):
    """``chosen`` carries the key of the township, None for the whole county."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(BarDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.key: str | None = None

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """The first is the whole county; the chosen one stays chosen where it is still there."""
        if self.key not in {bar.key for bar in bars}:
            self.key = None
        self.clear()
        for bar in bars:
            item = QListWidgetItem()
            item.setData(BAR, bar)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{bar.title} {bar.done}/{bar.total}")
            item.setToolTip(bar.hint or f"{bar.title}：{bar.done}/{bar.total}")
            self.addItem(item)
        self._mark()

    def choose(self, key: str | None) -> None:
        self.key = key
        self._mark()
        self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.key
        super().mousePressEvent(event)
        self._take(again=before is not None and self._key_at(self.currentRow()) == before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if self._key_at(self.currentRow()) != self.key:
            self._take(again=False)

    def _take(self, *, again: bool) -> None:
        if self.currentRow() >= 0:
            self.choose(None if again else self._key_at(self.currentRow()))

    def _key_at(self, row: int) -> str | None:
        item = self.item(row)
        bar: Bar | None = item.data(BAR) if item else None
        return bar.key if bar else None

    def _mark(self) -> None:
        for row in range(self.count()):
            if self._key_at(row) == self.key:
                self.setCurrentRow(row)
                return
