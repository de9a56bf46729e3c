"""A table whose first column stays in sight when the others are scrolled away under it.

One view only: the first column is drawn once more at the left edge, and places there belong to it. So keys, selection,
editing and dragging need no second view that has to be kept in step.
"""

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.ledger.header import GridHeader
from ui.ledger.painting import CellDelegate
from ui.ledger.table_model import LedgerModel
from ui.theme import ROW_HEIGHT, colour

Index = QModelIndex | QPersistentModelIndex
FROZEN = 0
NUMBERS = 44  # pixels of the row numbers


class FrozenView(QTableView):
    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = GridHeader(self)
        self.setHorizontalHeader(self.head)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.setModel(model)
        self._model = model
        side = self.verticalHeader()
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setMinimumSectionSize(ROW_HEIGHT)
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        side.setFixedWidth(NUMBERS)
        side.setDefaultAlignment(side.defaultAlignment().AlignCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_sideways)

    def _scrolled_sideways(self) -> None:
        self.viewport().update()
        self.head.viewport().update()

    def visualRect(self, index: Index) -> QRect:
        area = super().visualRect(index)
        if index.column() == FROZEN and area.isValid() and self.head.offset():
            area.moveLeft(0)
        return area

    def indexAt(self, place: QPoint) -> QModelIndex:
        if 0 <= place.x() < self.head.frozen_width():
            row = self.rowAt(place.y())
            return self._model.index(row, FROZEN) if row >= 0 else QModelIndex()
        return super().indexAt(place)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        bar = self.horizontalScrollBar()
        if index.column() == FROZEN:
            before = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(before)
            return
        super().scrollTo(index, hint)
        covered = self.head.sectionSize(FROZEN) - self.columnViewportPosition(index.column())
        if covered > 0 and self.head.offset():
            bar.setValue(max(0, bar.value() - covered))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.head.frozen_width():
            self.viewport().update(QRect(0, 0, self.head.frozen_width(), self.viewport().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        wide = self.head.frozen_width()
        if not wide or event.rect().left() > wide:
            if not wide:
                self._draw_edge(self.head.sectionSize(FROZEN))
            return
        painter = QPainter(self.viewport())
        selection, current = self.selectionModel(), self.currentIndex()
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        last = self._model.rowCount() - 1 if last < 0 else last
        for row in range(max(first, 0), last + 1):
            area = QRect(0, self.rowViewportPosition(row), wide - 1, ROW_HEIGHT - 1)
            painter.fillRect(area, colour("card"))
            index = self._model.index(row, FROZEN)
            chosen = selection.isSelected(index)
            here = current == index and self.hasFocus()
            look = self._model.look(row, FROZEN)
            self.cells.draw(painter, area, look, self._model, FROZEN, self.font(), chosen, here)
            painter.setPen(colour("line"))
            painter.drawLine(0, area.bottom() + 1, wide, area.bottom() + 1)
        painter.end()
        self._draw_edge(wide)

    def _draw_edge(self, wide: int) -> None:
        """The line behind the frozen column, as in Excel."""
        painter = QPainter(self.viewport())
        painter.setPen(colour("faint"))
        bottom = self.rowViewportPosition(self._model.rowCount() - 1) + ROW_HEIGHT if self._model.rowCount() else 0
        painter.drawLine(wide - 1, 0, wide - 1, bottom)
        painter.end()
