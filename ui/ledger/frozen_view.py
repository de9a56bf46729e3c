"""A table whose first column stays in sight when the others are scrolled away under it.

One view only: the first column is drawn once more at the left edge, and places there belong to it. So keys, selection,
editing and dragging need no second view that has to be kept in step.
"""

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.ledger.header import GridHeader
from ui.ledger.painting import CellDelegate
from ui.ledger.table_model import LedgerModel
from ui.theme import ROW_HEIGHT

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
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # scrolling draws new rows only
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
        """All cells of the rows to be drawn, then the frozen one over what is scrolled under it.

        Drawn here and not by the base class, which asks the delegate for an option of each cell: half as fast.
        """
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.cells.inks(self.font()).ground)
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first >= 0:
            last = self._model.rowCount() - 1 if last < 0 else last
            self._draw_rows(painter, event.rect(), range(first, last + 1))
        painter.end()

    def _draw_rows(self, painter: QPainter, region: QRect, rows: range) -> None:
        inks = self.cells.inks(self.font())
        covered = self.head.frozen_width()
        columns = self._drawn_columns(max(region.left(), covered), region.right())
        if covered and region.left() < covered:
            columns.append((FROZEN, 0, covered))
        parts = self.selectionModel().selection().toList()
        chosen = [(part.top(), part.bottom(), part.left(), part.right()) for part in parts]
        current = self.currentIndex() if self.hasFocus() else QModelIndex()
        here = (current.row(), current.column())
        height, top = ROW_HEIGHT - 1, self.rowViewportPosition(rows.start)
        right = self._right_edge()
        for row in rows:
            mine = [(left, last) for above, below, left, last in chosen if above <= row <= below]
            for column, left, wide in columns:
                area = QRect(left, top, wide - 1, height)
                if column == FROZEN and covered:
                    painter.fillRect(area, inks.ground)
                selected = any(begin <= column <= end for begin, end in mine)
                look = self._model.look(row, column)
                self.cells.draw(painter, area, look, self._model, column, inks, selected, (row, column) == here)
            top += ROW_HEIGHT
            painter.setPen(inks.line)
            painter.drawLine(0, top - 1, right, top - 1)
        begin = self.rowViewportPosition(rows.start)
        for column, left, wide in columns:
            painter.setPen(inks.edge if column == FROZEN else inks.line)
            painter.drawLine(left + wide - 1, begin, left + wide - 1, top - 1)

    def _drawn_columns(self, left: int, right: int) -> list[tuple[int, int, int]]:
        """(column, left, width) of the shown columns between two places."""
        found: list[tuple[int, int, int]] = []
        for place in range(self.head.count()):
            column = self.head.logicalIndex(place)
            wide = self.head.sectionSize(column)
            begin = self.head.sectionViewportPosition(column)
            if wide and begin <= right and begin + wide > left:
                found.append((column, begin, wide))
        return found

    def _right_edge(self) -> int:
        return self.head.length() - self.head.offset() - 1
