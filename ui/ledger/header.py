"""The heading of the table: click sorts, the funnel filters, dragging moves; the frozen column stays in sight."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.icons import pixmap
from ui.ledger.columns import SMALL, Column
from ui.ledger.table_model import LedgerModel
from ui.theme import ROW_HEIGHT, colour, scaled

MARGIN = 6
FUNNEL = 14
EDGE = 4  # pixels at a section's end that resize it


class GridHeader(QHeaderView):
    sort_asked = Signal(int, bool)  # column, as a further key (Shift)
    filter_asked = Signal(int, QPoint)  # column, where the box shall hang (global)
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(ROW_HEIGHT + 2)
        self.setMinimumSectionSize(40)
        self.setMouseTracking(True)
        self._pressed: int | None = None
        self._from = QPoint()
        self._under = -1  # the column under the mouse
        self.sectionMoved.connect(self._keep_first)

    def frozen_width(self) -> int:
        """How much of the left is covered by the frozen column; 0 where it stands at its own place anyway."""
        return self.sectionSize(self.logicalIndex(0)) if self.offset() else 0

    def ask_filter(self, column: int) -> None:
        place = self._area(column).bottomLeft()
        self.filter_asked.emit(column, self.viewport().mapToGlobal(place))

    def sizeHint(self) -> QSize:
        return QSize(0, ROW_HEIGHT + 2)  # nobody asks for the width, and Qt would measure every heading

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if wide := self.frozen_width():
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, wide, self.height()), self.logicalIndex(0))
            painter.setPen(colour("second"))
            painter.drawLine(wide - 1, 0, wide - 1, self.height())
            painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        model = self.model()
        assert isinstance(model, LedgerModel)
        told = model.columns[column]
        painter.save()
        painter.fillRect(rect, colour("surface"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left, right = rect.left() + MARGIN, rect.right() - MARGIN
        filtered = any(each.field == told.name for each in model.listing.filters)
        painter.setPen(colour("primary" if filtered else "second"))
        if filtered or column == self._under:
            funnel = pixmap("filter-outline" if filtered else "chevron-down", "primary", FUNNEL)
            painter.drawPixmap(right - FUNNEL + 4, rect.center().y() - FUNNEL // 2 + 1, funnel)
            right -= FUNNEL
        order = next(((n, down) for n, (name, down) in enumerate(model.listing.sort) if name == told.name), None)
        if order is not None:
            arrow = pixmap("triangle-small-down" if order[1] else "triangle-small-up", "primary", FUNNEL)
            painter.drawPixmap(right - FUNNEL + 2, rect.center().y() - FUNNEL // 2 + 1, arrow)
            right -= FUNNEL
            if len(model.listing.sort) > 1:
                painter.drawText(
                    QRect(right - 8, rect.top(), 10, rect.height()), Qt.AlignmentFlag.AlignVCenter, str(order[0] + 1)
                )
                right -= 10
        _draw_words(painter, QRect(left, rect.top(), right - left, rect.height()), told)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.position().toPoint())
        self._pressed, self._from = None, event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and column >= 0:
            over_frozen = event.position().x() < self.frozen_width()
            if self._on_funnel(column, event.position().toPoint()):
                self.ask_filter(column)
                return
            if over_frozen:
                self._pressed = column
                return
            if not self._on_edge(event.position().toPoint()):
                self._pressed = column
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_under(self._column_at(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_under(-1)
        super().leaveEvent(event)

    def _show_under(self, column: int) -> None:
        if column != self._under:
            self._under = column
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position().toPoint() - self._from).manhattanLength() > 6
        if self._pressed is not None and not moved:
            self.sort_asked.emit(self._pressed, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self._pressed = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self._column_at(event.pos())
        if column >= 0:
            self.menu_asked.emit(column, event.globalPos())

    def _column_at(self, place: QPoint) -> int:
        return self.logicalIndex(0) if place.x() < self.frozen_width() else self.logicalIndexAt(place)

    def _area(self, column: int) -> QRect:
        frozen = self.frozen_width() and column == self.logicalIndex(0)
        left = 0 if frozen else self.sectionViewportPosition(column)
        return QRect(left, 0, self.sectionSize(column), self.height())

    def _on_funnel(self, column: int, place: QPoint) -> bool:
        area = self._area(column)
        return area.right() - EDGE - FUNNEL <= place.x() <= area.right() - EDGE

    def _on_edge(self, place: QPoint) -> bool:
        column = self.logicalIndexAt(place)
        area = self._area(column)
        return place.x() > area.right() - EDGE or (place.x() < area.left() + EDGE and self.visualIndex(column) > 0)

    def _keep_first(self, column: int, before: int, after: int) -> None:
        """The frozen column is the first, whatever is dragged."""
        if self.visualIndex(0) != 0:
            self.moveSection(self.visualIndex(0), 0)


def _draw_words(painter: QPainter, place: QRect, told: Column) -> None:
    """The title, and small beside it the unit, which gives way first where there is no room."""
    side = Qt.AlignmentFlag.AlignRight if told.numeric else Qt.AlignmentFlag.AlignLeft
    small = scaled(painter.font(), SMALL)
    wide = QFontMetrics(small).horizontalAdvance(told.unit)
    if wide and painter.fontMetrics().horizontalAdvance(told.title) + wide <= place.width():
        painter.save()
        painter.setFont(small)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told.unit)
        painter.restore()
        place = place.adjusted(0, 0, -wide, 0)
    text = painter.fontMetrics().elidedText(told.title, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)
