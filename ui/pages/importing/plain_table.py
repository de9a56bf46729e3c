"""What the tables of the import share: a line is chosen as a whole, and Tab leaves the table."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.pages.rows_table import PlainDelegate
from ui.theme import ROW_HEIGHT

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LEAST_LEFT = 160
"""Pixels that the column without a width shall have."""


def scrolled(contents: QWidget) -> QScrollArea:
    """What may be taller than a small window."""
    made = QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setWidget(contents)
    return made


class PlainTable(QTableView):
    """``widths`` in pixels; a column of width 0 takes what is left. ``narrow``: where there is little room."""

    def __init__(self, widths: Sequence[int] = (), narrow: Sequence[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths, self._narrow = widths, narrow or widths
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
        roomy = self.width() >= sum(self._widths) + LEAST_LEFT
        for place, width in enumerate(self._widths if roomy else self._narrow):
            if width:
                self.setColumnWidth(place, width)
            else:
                self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.spread()
