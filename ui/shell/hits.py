"""The list that drops down under a line of search: what was found, chosen by arrows, Enter or click."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import pixmap
from ui.theme import ROW_HEIGHT, SPACE, colour

LINES = 12
ACT, SUBTITLE, ICON = (Qt.ItemDataRole.UserRole + step for step in range(3))
ICON_SIZE = 16


class Hit(NamedTuple):
    """A line of the list; without ``act`` it only says something."""

    title: str
    subtitle: str = ""
    icon: str = ""
    act: Callable[[], object] | None = None


class HitDelegate(QStyledItemDelegate):
    """Icon, title, and the subtitle behind it in the second colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]  # the same
            painter.fillRect(area, colour("primary_pale"))
        area = area.adjusted(SPACE[2], 0, -SPACE[2], 0)
        if name := index.data(ICON):
            painter.drawPixmap(area.left(), area.center().y() - ICON_SIZE // 2, pixmap(name, "second", ICON_SIZE))
        area.setLeft(area.left() + ICON_SIZE + SPACE[2])
        painter.setPen(colour("text" if index.data(ACT) else "second"))
        self._draw(painter, area, str(index.data()))
        area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(str(index.data())) + SPACE[3])
        painter.setPen(colour("second"))
        self._draw(painter, area, str(index.data(SUBTITLE)))
        painter.restore()

    def _draw(self, painter: QPainter, area: QRect, text: str) -> None:
        if area.width() > 0:
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, elided)


class HitList(QListWidget):
    """Steered by the line edit above it, which keeps the focus."""

    def __init__(self, line: QLineEdit, leave: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setAccessibleName("查找结果")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(HitDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._leave = leave
        self.itemClicked.connect(self._act)
        line.installEventFilter(self)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(SUBTITLE, hit.subtitle)
            item.setData(ICON, hit.icon)
            item.setData(ACT, hit.act)
            if not hit.act:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        if hits and hits[0].act:
            self.setCurrentRow(0)
        self.setFixedHeight(min(len(hits), LINES) * ROW_HEIGHT + 2)

    def titles(self) -> list[str]:
        return [self.item(place).text() for place in range(self.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        return False

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: LINES, Qt.Key.Key_PageUp: -LINES}
        if key in steps and self.count():
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + steps[key])))
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem() and self.isVisible():
            self._act(self.currentItem())
        else:
            return False
        return True

    def _act(self, item: QListWidgetItem) -> None:
        act = item.data(ACT)
        if act:
            self._leave()
            act()
