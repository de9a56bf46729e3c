"""A plain table of texts for pages that list things: one line a thing, chosen by click or key."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.icons import icon
from ui.theme import ROW_HEIGHT, colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Tone = tuple[str, str]
"""(icon, colour token) before the first cell of a line."""
LEAST = 150
"""Pixels that the column that takes the rest needs; for it less important ones are hidden."""


def fit_columns(header: QHeaderView, widths: Sequence[int], spare: Sequence[int], room: int) -> None:
    """Hide columns of ``spare``, the first one first, where ``room`` pixels are too few for all."""
    left = room - sum(widths) - LEAST * widths.count(0)
    for column in spare:
        header.setSectionHidden(column, left < 0)
        left += widths[column] if left < 0 else 0


class RowsModel(QAbstractTableModel):
    def __init__(self, headings: Sequence[str], numbers: Sequence[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings, self._numbers = headings, numbers
        self._rows: Sequence[Sequence[str]] = ()
        self._tones: Sequence[Tone | None] = ()

    def show_rows(self, rows: Sequence[Sequence[str]], tones: Sequence[Tone | None] = ()) -> None:
        self.beginResetModel()
        self._rows, self._tones = rows, tones
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(index.column())
        tone = self._tones[index.row()] if self._tones and index.column() == 0 else None
        if tone and role == Qt.ItemDataRole.DecorationRole:
            return icon(*tone)
        if tone and role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(colour(tone[1]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(section)
        return None

    def _aligned(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class RowsTable(QTableView):
    """``widths`` in pixels; a column of width 0 takes what is left, and columns in ``spare`` make room for it.

    Columns in ``numbers`` stand at the right.
    """

    def __init__(
        self,
        headings: Sequence[str],
        widths: Sequence[int],
        parent: QWidget | None = None,
        *,
        numbers: Sequence[int] = (),
        spare: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._widths, self._spare = list(widths), spare
        self.rows = RowsModel(headings, numbers, self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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

    def show_rows(self, rows: Sequence[Sequence[str]], tones: Sequence[Tone | None] = ()) -> None:
        """Another list; the chosen line stays the same number where there still is one."""
        chosen = self.currentIndex().row()
        self.rows.show_rows(rows, tones)
        if rows:
            self.selectRow(min(max(chosen, 0), len(rows) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self.horizontalHeader(), self._widths, self._spare, self.viewport().width())

    def chosen(self) -> list[int]:
        """The numbers of the selected lines, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())
