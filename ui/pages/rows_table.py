"""A plain table of texts for pages that list things: one line a thing, chosen by click or key."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import icon
from ui.theme import ROW_HEIGHT, colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Tone = tuple[str, str]
"""(icon, colour token) before the first cell of a line."""
AIR = 8
"""Pixels to the right of a number."""
LEAST = 150
"""Pixels that the column that takes the rest needs; for it less important ones are hidden."""


def fit_columns(header: QHeaderView, widths: Sequence[int], spare: Sequence[int], room: int) -> None:
    """Hide columns of ``spare``, the first one first, where ``room`` pixels are too few for all."""
    left = room - sum(widths) - LEAST * widths.count(0)
    for column in spare:
        header.setSectionHidden(column, left < 0)
        left += widths[column] if left < 0 else 0


def airy(heading: str) -> str:
    """The heading of numbers, as far from the next one as they are; Qt keeps the room of signs that do not break."""
    return f"{heading}\u00a0\u00a0"


class PlainDelegate(QStyledItemDelegate):
    """Without the frame around the current cell: a line is chosen as a whole. What stands at the right keeps away from
    what begins in the next column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: Any = QStyleOptionViewItem(option)
        self.initStyleOption(view, index)
        if view.displayAlignment & Qt.AlignmentFlag.AlignRight:
            style = view.widget.style() if view.widget else QApplication.style()
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, view, painter, view.widget)
            given: Any = option
            given.rect = given.rect.adjusted(0, 0, -AIR, 0)
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        view: Any = option  # PySide6 declares its fields without a setter
        view.state &= ~QStyle.StateFlag.State_HasFocus


class RowsModel(QAbstractTableModel):
    typed = Signal(int, str)  # the number of the line whose editable cell was typed into, and what

    def __init__(
        self, headings: Sequence[str], numbers: Sequence[int], links: Sequence[int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings, self._numbers, self._links = headings, numbers, links
        self.editable: int | None = None
        """The column that can be typed into."""
        self._rows: Sequence[Sequence[str]] = ()
        self._tones: Sequence[Tone | None] = ()

    def show_rows(self, rows: Sequence[Sequence[str]], tones: Sequence[Tone | None] = ()) -> bool:
        """Whether the lines are others than before; where only texts differ, an open editor stays open."""
        before, told = self._rows, self._tones
        if [row[0] for row in before] != [row[0] for row in rows]:
            self.beginResetModel()
            self._rows, self._tones = rows, tones
            self.endResetModel()
            return True
        self._rows, self._tones = rows, tones
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                if text != before[place][column] or (not column and tones != told):
                    self.dataChanged.emit(self.index(place, column), self.index(place, column))
        return False

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in self._links:
            return QBrush(colour("primary"))
        tone = self._tones[index.row()] if self._tones and index.column() == 0 else None
        if tone and role == Qt.ItemDataRole.DecorationRole:
            return icon(*tone)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsEditable if index.column() == self.editable else Qt.ItemFlag.NoItemFlags
        )

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Only tells what was typed; what then stands in the cell comes with the next rows."""
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == self._rows[index.row()][index.column()]:
            return False
        self.typed.emit(index.row(), text)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return airy(self._headings[section]) if section in self._numbers else self._headings[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(section)
        return None

    def _aligned(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class RowsTable(QTableView):
    """``widths`` in pixels; a column of width 0 takes what is left, and columns in ``spare`` make room for it.

    Columns in ``numbers`` stand at the right; a click on a cell in ``links`` is told by ``link_asked``.
    """

    link_asked = Signal(int)  # the number of the line

    def __init__(
        self,
        headings: Sequence[str],
        widths: Sequence[int],
        parent: QWidget | None = None,
        *,
        numbers: Sequence[int] = (),
        spare: Sequence[int] = (),
        links: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._widths, self._spare, self._links = list(widths), spare, links
        self.rows = RowsModel(headings, numbers, links, self)
        self.setModel(self.rows)
        self.setItemDelegate(PlainDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(widths):
            if width:
                self.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)

    def show_rows(self, rows: Sequence[Sequence[str]], tones: Sequence[Tone | None] = ()) -> None:
        """Another list; the chosen line stays the same number where there still is one."""
        chosen = self.currentIndex().row()
        if self.rows.show_rows(rows, tones) and rows:
            self.selectRow(min(max(chosen, 0), len(rows) - 1))

    def selectRow(self, row: int) -> None:
        """That line alone; Qt's own would take it out of the selection while Ctrl is held, as in Ctrl+Z."""
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(row, 0), how.ClearAndSelect | how.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self.horizontalHeader(), self._widths, self._spare, self.viewport().width())

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() in self._links:
            self.link_asked.emit(index.row())

    def chosen(self) -> list[int]:
        """The numbers of the selected lines, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())
