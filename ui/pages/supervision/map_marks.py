"""The marks by which supervisors are told apart, on the map and on their cards."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import colour
from ycpe_desktop.charts.duty_places import Look

RING = 1.6


def draw_mark(painter: QPainter, look: Look | None, at: QPointF, radius: float) -> None:
    """None: nobody has the kindergarten."""
    if look is None:
        painter.setBrush(colour("card"))
        painter.setPen(QPen(colour("bad"), RING))
        painter.drawEllipse(at, radius, radius)
        return
    painter.setBrush(QColor(look.colour))
    painter.setPen(QPen(colour("card"), 0.8))
    box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    if look.mark == "circle":
        painter.drawEllipse(box)
    elif look.mark == "square":
        painter.drawRect(box.adjusted(0.3, 0.3, -0.3, -0.3))
    elif look.mark == "triangle":
        painter.drawPolygon(QPolygonF([QPointF(at.x(), box.top() - 0.6), box.bottomRight(), box.bottomLeft()]))
    elif look.mark == "down":
        painter.drawPolygon(QPolygonF([QPointF(at.x(), box.bottom() + 0.6), box.topLeft(), box.topRight()]))
    else:
        far = radius * 1.25
        corners = (QPointF(0, -far), QPointF(far, 0), QPointF(0, far), QPointF(-far, 0))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def mark_pixmap(look: Look, widget: QWidget, size: int = 14) -> QPixmap:
    """As sharp as the widget's screen."""
    sharp = widget.devicePixelRatioF()
    made = QPixmap(round(size * sharp), round(size * sharp))
    made.setDevicePixelRatio(sharp)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, look, QPointF(size / 2, size / 2), size / 2 - 2.5)
    painter.end()
    return made
