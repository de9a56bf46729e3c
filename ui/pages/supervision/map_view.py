"""The map beside the cards: the county with a mark for each kindergarten, coloured by its supervisor."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QToolTip, QWidget

from ui.icons import icon
from ui.pages.supervision.map_marks import draw_mark
from ui.pages.supervision.map_plan import DOT, MapPlan, plan
from ui.pages.supervision.map_points import PointBar
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE, colour, scaled
from ycpe_desktop.charts.duty_places import DutyPlaces

PALE = 0.3
"""How much is seen of the others while one supervisor stands out."""
NAME_SCALE = 0.88
SKETCH = "示意图，不作划界依据；点位为约略位置"


class DutyMap(QWidget):
    """``picked`` carries the kindergarten that was clicked; "" beside all of them. While ``placing``, a click means a
    place on the ground: ``placed``."""

    picked = Signal(str)
    placed = Signal(object)  # a point

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName("督学责任区地图")
        self.places: DutyPlaces | None = None
        self.plan = MapPlan()
        self.supervisor = ""
        self.gardens: Collection[str] = ()
        self.placing = False

    def show_places(self, places: DutyPlaces) -> None:
        self.places = places
        self._plan()

    def choose(self, supervisor: str, gardens: Collection[str]) -> None:
        """That supervisor's kindergartens stand out, and these most of all; "" and none: all are alike."""
        self.supervisor, self.gardens = supervisor, gardens
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plan()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._plan()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.placing:
            self.picked.emit(self.plan.nearest(event.position()))
        elif (point := self.plan.point_at(event.position())) is not None:
            self.placed.emit(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.placing:
            self.setCursor(Qt.CursorShape.CrossCursor)
            return
        near = self.plan.nearest(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            near = self.plan.nearest(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(near), self)
            return True
        return super().event(event)

    def told(self, garden: str) -> str:
        """What is said of that kindergarten; "" for none."""
        dot = self.plan.dots.get(garden)
        return self.places.told(dot) if self.places is not None and dot is not None else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled(self.font(), NAME_SCALE))
        painter.setPen(QPen(colour("second"), 1))
        painter.setBrush(colour("surface"))
        painter.drawPath(self.plan.outline)
        self._paint_lost(painter)
        self._paint_marks(painter)
        self._paint_names(painter)
        painter.end()

    def _plan(self) -> None:
        if self.places is not None:
            metrics = QFontMetricsF(scaled(self.font(), NAME_SCALE))
            self.plan = plan(self.places, QRectF(self.rect()), metrics)
        self.update()

    def _paint_lost(self, painter: QPainter) -> None:
        if not self.plan.rule:
            return
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(0, self.plan.rule), QPointF(self.width(), self.plan.rule))
        painter.setPen(colour("second"))
        metrics = painter.fontMetrics()
        painter.drawText(QPointF(0, self.plan.rule + metrics.ascent() + 2), "位置未定的乡镇")
        painter.setPen(colour("text"))
        for at, told in self.plan.lost:
            painter.drawText(at + QPointF(0, metrics.ascent() / 2 - 1), told)

    def _paint_marks(self, painter: QPainter) -> None:
        """Those that stand out come last, so that they lie above the others."""
        assert self.places is not None or not self.plan.spots
        for first in (True, False):
            for uuid, at in self.plan.spots.items():
                dot = self.plan.dots[uuid]
                out = bool(self.supervisor) and dot.supervisor == self.supervisor
                chosen = uuid in self.gardens
                if first == (out or chosen) or self.places is None:
                    continue
                painter.setOpacity(1 if out or chosen or not self.supervisor else PALE)
                draw_mark(painter, self.places.looks.get(dot.supervisor), at, DOT * (1.45 if out else 1))
                if chosen:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(colour("text"), 1.6))
                    painter.drawEllipse(at, DOT * 2.2, DOT * 2.2)
        painter.setOpacity(1)

    def _paint_names(self, painter: QPainter) -> None:
        halo = QPen(colour("card"), 2.6)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for at, name in self.plan.names:
            path = QPainterPath()
            path.addText(at, painter.font(), name)
            painter.strokePath(path, halo)
            painter.setPen(colour("text"))
            painter.drawText(at, name)


class MapPanel(QFrame):
    """The map with its heading, what is chosen on it, and what it is not good for; where ``settable``, townships can be
    given their points."""

    close_asked = Signal()

    def __init__(self, settable: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.map = DutyMap()
        self.title, self.told = label("督学责任区", "small"), label("", wrap=True)
        self.key, self.sketch = label("", "bad"), label(SKETCH, "small", wrap=True)
        self.points, self.bar = button("", self.begin_placing, role="link"), PointBar()
        self.points.setVisible(settable)
        self.bar.hide()
        leave = QToolButton()
        leave.setIcon(icon("close"))
        leave.setToolTip("收起地图")
        leave.setAccessibleName("收起地图")
        leave.clicked.connect(lambda: self.close_asked.emit())
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())  # so that nothing moves under the pointer
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QWidget()
        row(self.title, None, self.key, leave, space=SPACE[1], parent=head)
        lines = (head, self.map, self.told, self.bar, self.points, self.sketch)
        column(*lines, margin=SPACE[2], space=SPACE[1], parent=self).setStretch(1, 1)
        self.map.placed.connect(self.bar.place)
        self.bar.left.connect(self.end_placing)

    def show_places(self, places: DutyPlaces) -> None:
        self.map.show_places(places)
        self.key.setText(f"○ 没有督学 {places.uncovered} 所")
        self.key.setVisible(bool(places.uncovered))
        pointless = sum(town.point is None for town in places.towns)
        self.points.setText(f"{pointless} 个乡镇没有点位，去设定" if pointless else "改正乡镇点位")
        self.bar.show_towns(places.towns)
        self._tell()

    def begin_placing(self) -> None:
        """From now on a click says where a township lies."""
        self._place(True)
        self.bar.town.setFocus()

    def end_placing(self) -> None:
        self._place(False)
        self.points.setFocus()

    def _place(self, placing: bool) -> None:
        self.map.placing = placing
        self.bar.setVisible(placing)
        self.points.setVisible(not placing)
        self.told.setVisible(not placing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.map.placing:
            self.end_placing()
        else:
            super().keyPressEvent(event)

    def choose(self, supervisor: str, gardens: Collection[str]) -> None:
        self.map.choose(supervisor, gardens)
        self._tell()

    def _tell(self) -> None:
        chosen, places = list(self.map.gardens), self.map.places
        if len(chosen) == 1:
            self.told.setText(self.map.told(chosen[0]))
        elif places is not None and self.map.supervisor in places.names:
            count = sum(dot.supervisor == self.map.supervisor for dot in places.dots)
            self.told.setText(f"督学 {places.names[self.map.supervisor]}：{count} 所")
        else:
            self.told.setText("点一个点，找到这所园和它的督学")
