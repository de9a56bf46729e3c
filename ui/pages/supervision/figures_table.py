"""The figures of supervision as a table: sorted by a click on a heading, copied into Excel, the county last."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QStyleOptionViewItem

from ui.ledger.clipboard import to_text
from ui.pages.rows_table import Index, PlainDelegate, RowsTable
from ui.theme import colour
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy.supervision_figures import By, Figures, Line
from ycpe_desktop.policy.supervision_table import HEADINGS, Cell, cells, shown

WIDE, NARROW = 84, 68
"""Pixels of a column of four and of fewer signs."""
BOARD = ("负责园所", "有督学")
VISITS, MENDS = ("应督导", "已督导"), ("到期整改", "按期销号")
"""Numbers that lead to what they count."""
SPARED = ("督学人数", "人均负责", "负荷", "在办园所", "有督学")
"""Columns that give way, the first one first; what is copied and exported has them all."""
HOW = QItemSelectionModel.SelectionFlag
ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


class TotalDelegate(PlainDelegate):
    """The last line stands on a ground of its own."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.row() == index.model().rowCount() - 1:
            view: Any = option  # PySide6 declares its fields without a setter
            view.backgroundBrush = QBrush(colour("surface"))
            view.font.setBold(True)


class FiguresTable(RowsTable):
    """``asked``: a number was clicked, with its heading; "" for Enter or a double click on the line."""

    asked = Signal(str)

    def __init__(self, by: By) -> None:
        self.headings = HEADINGS[by]
        links = [at for at, word in enumerate(self.headings) if word in (*VISITS, *MENDS, *(BOARD * (by != "month")))]
        super().__init__(
            self.headings,
            [0, *(WIDE if len(word) > 3 else NARROW for word in self.headings[1:])],
            numbers=range(1, len(self.headings)),
            spare=[self.headings.index(word) for word in SPARED if word in self.headings],
            links=links,
        )
        self._links_at = links
        self._told: Figures | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None
        self.lines: Sequence[Line] = ()
        """As they stand, the county last."""
        self._dress()

    def _dress(self) -> None:
        self.setItemDelegate(TotalDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setAccessibleName("督导统计")
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setToolTip("点一下排序：从小到大、从大到小、原来的顺序")
        header.sectionClicked.connect(self.sort_by)
        self.clicked.connect(lambda at: self.asked.emit(self.headings[at.column()]) if self._is_link(at) else None)
        self.doubleClicked.connect(lambda at: None if self._is_link(at) else self.asked.emit(""))

    def show_figures(self, told: Figures) -> None:
        """The chosen line stays chosen, wherever it then stands."""
        self._told = told
        self._show()

    @property
    def figures(self) -> Figures | None:
        """As they are sorted."""
        return replace(self._told, lines=tuple(self.lines[:-1])) if self._told else None

    @property
    def line(self) -> Line | None:
        """The current one."""
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def choose(self, key: str) -> None:
        row = next((row for row, line in enumerate(self.lines) if line.key == key), 0)
        self.selectRow(row)
        self.scrollTo(self.rows.index(row, 0))

    def sort_by(self, column: int) -> None:
        """From the least, then from the most, then in the first order again."""
        again = self._order is not None and self._order[0] == column
        descending = self._order == (column, ORDERS[1])
        self._order = None if descending else (column, ORDERS[int(again)])
        header = self.horizontalHeader()
        header.setSortIndicatorShown(self._order is not None)
        if self._order is not None:
            header.setSortIndicator(*self._order)
        self._show()
        self.selectRow(0)
        self.scrollToTop()

    def copy(self, *, whole: bool = False) -> int:
        """The chosen lines, or all, with their headings as Excel takes them; how many they are."""
        chosen = range(len(self.lines)) if whole else self.chosen()
        texts = [list(self._texts(self.lines[row])) for row in chosen]
        if texts:
            QGuiApplication.clipboard().setText(to_text([self.headings, *texts]))
        return len(texts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.asked.emit("")
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if self._told is None:
            return
        key = self.line.key if self.line else None
        self.lines = (*self._sorted(self._told), self._told.total)
        self.show_rows([self._texts(line) for line in self.lines])
        if key is not None:
            self.choose(key)

    def _sorted(self, told: Figures) -> list[Line]:
        """What has no value comes last, whichever way."""
        if self._order is None:
            return list(told.lines)
        column, order = self._order
        valued = [(cells(told, line)[column], line) for line in told.lines]
        some = [each for each in valued if each[0] not in (None, "")]
        some.sort(key=lambda each: _comparable(each[0]), reverse=order == ORDERS[1])
        return [line for _, line in some] + [line for cell, line in valued if cell in (None, "")]

    def _texts(self, line: Line) -> tuple[str, ...]:
        assert self._told is not None
        return tuple(shown(cell) for cell in cells(self._told, line))

    def _is_link(self, at: QModelIndex) -> bool:
        return at.column() in self._links_at


def _comparable(cell: Cell) -> Any:
    return order_key(cell) if isinstance(cell, str) else cell
