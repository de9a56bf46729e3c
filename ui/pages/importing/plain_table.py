"""What the tables of the import share: a line is chosen as a whole, and Tab leaves the table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import ROW_HEIGHT

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class PlainDelegate(QStyledItemDelegate):
    """Without the frame around the current cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        view: Any = option  # PySide6 declares its fields without a setter
        view.state &= ~QStyle.StateFlag.State_HasFocus


class PlainTable(QTableView):
    """``widths`` in pixels; a column of width 0 takes what is left."""

    def __init__(self, widths: Sequence[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths = widths
        self.setItemDelegate(PlainDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)

    def spread(self) -> None:
        """Give the columns of the model their widths."""
        for place, width in enumerate(self._widths):
            if width:
                self.setColumnWidth(place, width)
            else:
                self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
