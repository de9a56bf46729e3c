"""A sheet as it stands in the file, each row with what it is taken for."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.icons import icon
from ui.pages.importing.plain_table import ROOT, Index, PlainTable
from ui.theme import colour
from ycpe_desktop.exchange.cells import words
from ycpe_desktop.exchange.proposal import SheetChoice
from ycpe_desktop.exchange.sheets import Cell, column_letters, is_blank

HEADER, RECORD = "表头", ""
LOOKED_AT = 30
"""Rows by which a column's width is chosen."""
NARROWEST, WIDEST, LETTER = 56, 240, 8


def meanings(choice: SheetChoice) -> dict[int, str]:
    """Row → what it is taken for, save records; rows of a sheet without a header mean nothing yet."""
    table = choice.table
    if table is None:
        return {}
    first, last = table.header_rows
    told = {number: "空行" if all(map(is_blank, choice.sheet.rows[number])) else "标题" for number in range(first)}
    return {**told, **dict.fromkeys(range(first, last + 1), HEADER), **dict(table.ignored)}


def cell_text(cell: Cell) -> str:
    """On one line."""
    return "" if is_blank(cell) else " ".join(words(cell).split())


class PreviewModel(QAbstractTableModel):
    """Column 0 says what a row is; the sheet's own columns follow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice: SheetChoice | None = None
        self.meant: dict[int, str] = {}

    def show_sheet(self, choice: SheetChoice) -> None:
        self.beginResetModel()
        self._choice, self.meant = choice, meanings(choice)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._choice is None else len(self._choice.sheet.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._choice is None else self._choice.sheet.width + 1

    def text(self, row: int, column: int) -> str:
        assert self._choice is not None
        if column == 0:
            return self.meant.get(row, RECORD)
        return cell_text(self._choice.sheet.rows[row][column - 1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        meant = self.meant.get(index.row(), RECORD)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.ForegroundRole if meant:
                return QBrush(colour("primary" if meant == HEADER else "second"))
            case Qt.ItemDataRole.BackgroundRole if meant:
                return QBrush(colour("primary_pale" if meant == HEADER else "surface"))
            case Qt.ItemDataRole.DecorationRole if meant == HEADER and index.column() == 0:
                return icon("table", "primary")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return column_letters(section - 1) if section else "这一行是"


class PreviewTable(PlainTable):
    """A row that is clicked, or where Enter is pressed, is asked to be the header."""

    header_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sheet = PreviewModel(self)
        self.setModel(self.sheet)
        self.setAccessibleName("表格预览")
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().sectionClicked.connect(self.header_asked)
        self.clicked.connect(lambda index: self.header_asked.emit(index.row()))

    def show_sheet(self, choice: SheetChoice) -> None:
        """Its header comes into view."""
        self.sheet.show_sheet(choice)
        for column in range(self.sheet.columnCount()):
            self.setColumnWidth(column, self._width_of(column))
        self._spread_titles()
        first = choice.table.header_rows[0] if choice.table else 0
        self.setCurrentIndex(self.sheet.index(first, 0))
        self.scrollTo(self.sheet.index(max(0, first - 3), 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _spread_titles(self) -> None:
        """A title, or a note below, that stands alone in its row runs over the empty cells behind it, as in Excel."""
        self.clearSpans()
        for row, meant in self.sheet.meant.items():
            told = [column for column in range(1, self.sheet.columnCount()) if self.sheet.text(row, column)]
            empty = self.sheet.columnCount() - told[0] if len(told) == 1 else 0
            if meant != HEADER and empty > 1:
                self.setSpan(row, told[0], 1, empty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.header_asked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _width_of(self, column: int) -> int:
        rows = [row for row in range(min(LOOKED_AT, self.sheet.rowCount())) if self.sheet.meant.get(row) != "标题"]
        longest = max((len(self.sheet.text(row, column).encode("gb18030")) for row in rows), default=0)
        return max(92 if column == 0 else NARROWEST, min(WIDEST, longest * LETTER + 16))
