"""The thirteen counties as a small map to choose from."""

from math import cos, radians

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QTransform
from PySide6.QtWidgets import QToolTip, QWidget

from ui.theme import colour
from ycpe_desktop.divisions import counties, polygons

LEAST = (240, 150)
MARGIN = 6
CAPTION = "示意图，不作划界依据"


class CountyMap(QWidget):
    clicked = Signal(str)  # the code of a county

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(*LEAST)
        self.setMouseTracking(True)
        self.setAccessibleName("县（市、区）地图")
        self._chosen = ""
        self._shapes = {code: _flat(rings[0]) for code, rings in polygons().items()}
        self._drawn = dict(self._shapes)
        self._names = {each.code: each.name for each in counties()}

    def show_county(self, code: str) -> None:
        self._chosen = code
        self.update()

    def county_at(self, place: QPointF) -> str:
        """The code of the county there; "" outside."""
        fill = Qt.FillRule.OddEvenFill
        return next((code for code, shape in self._drawn.items() if shape.containsPoint(place, fill)), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        whole = QRectF()
        for shape in self._shapes.values():
            whole = whole.united(shape.boundingRect())
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN - self.fontMetrics().height())
        scale = min(room.width() / whole.width(), room.height() / whole.height())
        to = QTransform()
        to.translate(room.center().x(), room.center().y())
        to.scale(scale, scale)
        to.translate(-whole.center().x(), -whole.center().y())
        self._drawn = {code: to.map(shape) for code, shape in self._shapes.items()}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("card"), 1.5))
        for code, shape in self._drawn.items():
            painter.setBrush(colour("primary" if code == self._chosen else "line"))
            painter.drawPolygon(shape)
        if self._chosen in self._drawn:
            painter.setPen(colour("on_primary"))
            middle = self._drawn[self._chosen].boundingRect()
            painter.drawText(middle, int(Qt.AlignmentFlag.AlignCenter), self._names[self._chosen])
        painter.setPen(colour("second"))
        foot = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(self.rect(), foot, CAPTION)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        code = self.county_at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), self._names.get(code, ""), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        code = self.county_at(event.position())
        if code:
            self.clicked.emit(code)


def _flat(ring: tuple[tuple[float, float], ...]) -> QPolygonF:
    """Degrees as flat lengths, north above."""
    shrink = cos(radians(35))
    return QPolygonF([QPointF(lon * shrink, -lat) for lon, lat in ring])
