"""The left side: the pages that exist, with their counts, and groups that fold."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

from ui.icons import pixmap
from ui.shell.contracts import PageSpec
from ui.theme import NAVIGATION_WIDTH, ROW_HEIGHT, SPACE, colour

KEY, BADGE, ICON, OPEN, TIP = (Qt.ItemDataRole.UserRole + step for step in range(5))
ICON_SIZE = 16
Index = QModelIndex | QPersistentModelIndex


class NavigationDelegate(QStyledItemDelegate):
    """A line: bar of the open page, icon, title, count at the right; for a group the arrow instead of a count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        state = option.state  # type: ignore[attr-defined]  # the same
        is_open = bool(index.data(OPEN))
        line = QRect(0, area.top(), area.right() + 1, area.height())
        pointed = state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
        if is_open or pointed:
            painter.fillRect(line, colour("primary_pale" if is_open else "hover"))
        if is_open:
            painter.fillRect(QRect(0, area.top(), 3, area.height()), colour("primary"))
        left = area.left() + SPACE[3]
        name = index.data(ICON)
        if name:
            top = area.center().y() - ICON_SIZE // 2
            painter.drawPixmap(left, top, pixmap(name, "primary" if is_open else "second", ICON_SIZE))
            left += ICON_SIZE + SPACE[2]
        elif index.parent().isValid():
            left += ICON_SIZE  # under the title of its group
        right = self._paint_right(painter, area, index)
        painter.setPen(colour("primary" if is_open else "text"))
        room = QRect(left, area.top(), right - left, area.height())
        title = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width(), Qt.TextFlag.TextSingleLine
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def _paint_right(self, painter: QPainter, area: QRect, index: Index) -> int:
        """Count or arrow; returns where the title must end."""
        right = area.right() - SPACE[3]
        if not index.data(KEY):
            tree = self.parent()
            opened = isinstance(tree, QTreeWidget) and isinstance(index, QModelIndex) and tree.isExpanded(index)
            arrow = pixmap("chevron-down" if opened else "chevron-right", "second", ICON_SIZE)
            painter.drawPixmap(right - ICON_SIZE, area.center().y() - ICON_SIZE // 2, arrow)
            return right - ICON_SIZE - SPACE[1]
        badge = str(index.data(BADGE) or "")
        if not badge:
            return right
        painter.setPen(colour("second"))
        painter.drawText(
            area.adjusted(0, 0, -SPACE[3], 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, badge
        )
        return right - painter.fontMetrics().horizontalAdvance(badge) - SPACE[1]


class Navigation(QTreeWidget):
    """Click or Enter opens a page; arrows only move. ``folded`` is the set of closed groups, to be remembered."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setFixedWidth(NAVIGATION_WIDTH)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(SPACE[2])
        self.setMouseTracking(True)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(NavigationDelegate(self))
        self.itemClicked.connect(self._clicked)
        self.itemActivated.connect(self._activated)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}

    def show_pages(self, specs: Sequence[PageSpec], folded: Sequence[str] | None = None) -> None:
        """``folded``: the groups that were left closed; None before anyone has, when those within a group are."""
        self.clear()
        self._items.clear()
        self._groups.clear()
        for spec in specs:
            if spec.in_navigation:
                item = QTreeWidgetItem([spec.title])
                item.setData(0, KEY, spec.key)
                item.setData(0, ICON, "" if spec.group else spec.icon)
                item.setData(0, TIP, spec.badge_tip)
                self._place(item, spec.group)
                self._items[spec.key] = item
        for path, group in self._groups.items():
            group.setExpanded("/" not in path if folded is None else path not in folded)

    def mark_open(self, key: str) -> None:
        for other, item in self._items.items():
            item.setData(0, OPEN, other == key)
        if key in self._items:
            self.setCurrentItem(self._items[key])
        else:
            self.clearSelection()  # of a page that is not listed here

    def show_badge(self, key: str, badge: str) -> None:
        if key in self._items:
            item = self._items[key]
            item.setData(0, BADGE, badge)
            item.setToolTip(0, f"{item.data(0, TIP)}：{badge}" if badge and item.data(0, TIP) else "")

    def badge(self, key: str) -> str:
        return str(self._items[key].data(0, BADGE) or "")

    def keys(self) -> list[str]:
        """The pages from top to bottom."""
        return list(self._items)

    def folded(self) -> list[str]:
        return [path for path, group in self._groups.items() if not group.isExpanded()]

    def item_of(self, key: str) -> QTreeWidgetItem:
        return self._items[key]

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Nothing: the delegate paints the whole line, with the arrow at its right."""

    def _place(self, item: QTreeWidgetItem, path: str | None) -> None:
        if not path:
            self.addTopLevelItem(item)
            return
        if path not in self._groups:
            above, _, title = path.rpartition("/")
            group = QTreeWidgetItem([title])
            if not above:
                group.setData(0, ICON, "bookshelf")
            self._place(group, above)
            self._groups[path] = group
        self._groups[path].addChild(item)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, KEY):
            self.chosen.emit(item.data(0, KEY))
        else:
            item.setExpanded(not item.isExpanded())

    def _activated(self, item: QTreeWidgetItem) -> None:
        if item.data(0, KEY):
            self.chosen.emit(item.data(0, KEY))
