"""A list in groups, one line a thing: for pages whose left side chooses what the right side shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ui.icons import icon
from ui.pages.rows_table import PlainDelegate, fit_columns
from ui.theme import ROW_HEIGHT, colour

KEY = Qt.ItemDataRole.UserRole
ROOM_BESIDE = 36
"""Pixels of a column beside its text: the mark and the margins."""
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Line:
    """``mark``: icon and colour token before the first text, which takes the colour too if it is ``tinted``."""

    key: str
    texts: Sequence[str]
    mark: tuple[str, str] | None = None
    tip: str = ""
    tinted: bool = True


@dataclass(frozen=True)
class Lines:
    """A heading and its lines."""

    title: str
    lines: Sequence[Line] = field(default_factory=tuple)


class GroupedList(QTreeWidget):
    """``widths`` in pixels, 0 takes what is left, and columns in ``spare`` make room for it.

    Columns in ``numbers`` stand at the right; those in ``fitted`` are wider where their texts ask for it.
    """

    chosen = Signal(str)  # the key of the line that is now current

    def __init__(
        self,
        widths: Sequence[int],
        parent: QWidget | None = None,
        *,
        numbers: Sequence[int] = (),
        spare: Sequence[int] = (),
        fitted: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._widths, self._numbers, self._spare = list(widths), numbers, spare
        self._least = {column: widths[column] for column in fitted}
        self.setColumnCount(len(widths))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemDelegate(PlainDelegate(self))
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        for column, width in enumerate(widths):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(self._changed)
        self.itemClicked.connect(self._clicked)

    @property
    def key(self) -> str:
        """Of the current line; "" where there is none."""
        current = self.currentItem()
        return str(current.data(0, KEY) or "") if current else ""

    def show_groups(self, groups: Sequence[Lines]) -> None:
        """Another content; the chosen line, the open groups and the place stay where they can."""
        key, place = self.key, self.verticalScrollBar().value()
        opened = {item.text(0): item.isExpanded() for item in self._heads()}
        with QSignalBlocker(self):
            self.clear()
            for group in groups:
                head = self._head(group)
                for line in group.lines:
                    self._line(head, line)
                head.setExpanded(opened.get(group.title, True))
            self._show_arrows()
        self._fit([line for group in groups for line in group.lines])
        if not self.choose(key):
            first = next((item for item in self._heads() if item.childCount() and item.isExpanded()), None)
            if first is not None:
                self.setCurrentItem(first.child(0))
        self.verticalScrollBar().setValue(place)

    def choose(self, key: str) -> bool:
        """Make the line of that key current; False where there is none."""
        for head in self._heads():
            for place in range(head.childCount()):
                item = head.child(place)
                if key and item.data(0, KEY) == key:
                    head.setExpanded(True)
                    self._show_arrows()
                    self.setCurrentItem(item)
                    self.scrollToItem(item)
                    return True
        return False

    def texts(self) -> list[list[str]]:
        """Every line as it stands, headings left out."""
        columns = range(self.columnCount())
        return [
            [head.child(place).text(column) for column in columns]
            for head in self._heads()
            for place in range(head.childCount())
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self.header(), self._widths, self._spare, self.viewport().width())

    def _fit(self, lines: Sequence[Line]) -> None:
        for column, least in self._least.items():
            texts = (self.fontMetrics().horizontalAdvance(line.texts[column]) for line in lines)
            self._widths[column] = max(least, ROOM_BESIDE + max(texts, default=0))
            self.header().resizeSection(column, self._widths[column])
        fit_columns(self.header(), self._widths, self._spare, self.viewport().width())

    def _heads(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _head(self, group: Lines) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [group.title])
        head.setFirstColumnSpanned(True)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setForeground(0, QBrush(colour("second")))
        head.setBackground(0, QBrush(colour("surface")))
        head.setSizeHint(0, QSize(0, ROW_HEIGHT))
        return head

    def _line(self, head: QTreeWidgetItem, line: Line) -> None:
        item = QTreeWidgetItem(head, list(line.texts))
        item.setData(0, KEY, line.key)
        item.setSizeHint(0, QSize(0, ROW_HEIGHT))
        if line.mark:
            item.setIcon(0, icon(*line.mark))
        if line.mark and line.tinted:
            item.setForeground(0, QBrush(colour(line.mark[1])))
        for column, text in enumerate(line.texts):
            item.setToolTip(column, line.tip or text)
            if column in self._numbers:
                item.setTextAlignment(column, NUMBER)

    def _changed(self, current: QTreeWidgetItem | None) -> None:
        if current is not None and current.data(0, KEY):
            self.chosen.emit(current.data(0, KEY))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())
            self._show_arrows()

    def _show_arrows(self) -> None:
        for head in self._heads():
            head.setIcon(0, icon("chevron-down" if head.isExpanded() else "chevron-right"))
