"""Where everything of the map of supervisors stands in a widget of a given size."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainterPath

from ui.theme import SPACE
from ycpe_desktop.charts.duty_places import Dot, DutyPlaces, strip
from ycpe_desktop.policy.town_points import Point

DOT = 3.6
"""The radius of a mark in pixels."""
EDGE = 10.0
NEAR = 9.0
"""So close to a mark a click means it."""


@dataclass
class MapPlan:
    """``spots``: kindergarten → where its mark stands; ``names``: of townships, with their place from the left and the
    base line; ``rule``: above the townships that have no place, 0 where all have one; ``scale``: of the map."""

    outline: QPainterPath = field(default_factory=QPainterPath)
    spots: dict[str, QPointF] = field(default_factory=dict)
    dots: dict[str, Dot] = field(default_factory=dict)
    names: list[tuple[QPointF, str]] = field(default_factory=list)
    lost: list[tuple[QPointF, str]] = field(default_factory=list)
    rule: float = 0
    scale: "Scale | None" = None

    def nearest(self, place: QPointF) -> str:
        """The kindergarten that is meant there, "" where none is."""
        far, found = min(
            (((spot - place).manhattanLength(), uuid) for uuid, spot in self.spots.items()), default=(NEAR, "")
        )
        return found if far < NEAR else ""

    def point_at(self, place: QPointF) -> Point | None:
        """What lies there on the ground; None below the map."""
        return self.scale.back(place) if self.scale and not 0 < self.rule <= place.y() else None


def plan(places: DutyPlaces, area: QRectF, metrics: QFontMetricsF) -> MapPlan:
    made = MapPlan(dots={dot.garden.uuid: dot for dot in places.dots})
    line = metrics.height() + SPACE[1]
    below = strip(places, area.width(), metrics.horizontalAdvance("镇") * 1.02, 2 * DOT + 3)
    if below.rows:
        made.rule = area.bottom() - line * (below.rows + 1)
        top = made.rule + line * 1.5
        made.lost = [(QPointF(area.left() + x, top + row * line), told) for x, row, told in below.names]
        for x, row, dot in below.dots:
            made.spots[dot.garden.uuid] = QPointF(area.left() + x, top + row * line)
    ground = QRectF(area.topLeft(), QPointF(area.right(), made.rule or area.bottom())).adjusted(
        EDGE, EDGE, -EDGE, -EDGE
    )
    _place_map(made, places, ground, metrics)
    return made


def _place_map(made: MapPlan, places: DutyPlaces, ground: QRectF, metrics: QFontMetricsF) -> None:
    towns = [(town.code, town.name, town.point) for town in places.towns if town.point]
    every = [corner for ring in places.outline for corner in ring]
    every += [dot.point for dot in places.dots if dot.point] + [point for _, _, point in towns]
    if not every or ground.height() < EDGE:
        return
    made.scale = to_pixels = Scale(every, ground)
    for ring in places.outline:
        made.outline.addPolygon([to_pixels(corner) for corner in ring])
        made.outline.closeSubpath()
    for dot in places.dots:
        if dot.point is not None:
            made.spots[dot.garden.uuid] = to_pixels(dot.point)
    taken = [QRectF(spot.x() - DOT, spot.y() - DOT, 2 * DOT, 2 * DOT) for spot in made.spots.values()]
    for code, name, point in towns:
        own = [made.spots[dot.garden.uuid] for dot in places.dots if dot.point and dot.garden.township == code]
        box = _free_place(to_pixels(point), own, metrics.boundingRect(name), taken, ground)
        taken.append(box)
        made.names.append((QPointF(box.left(), box.top() + metrics.ascent()), name))


class Scale:
    """Degrees to pixels: as large as the ground allows, in its middle, no distortion in the middle of the county."""

    def __init__(self, points: Sequence[Point], ground: QRectF) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._x, self._y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        self._slim = cos(radians(self._y))
        wide, high = max((max(xs) - min(xs)) * self._slim, 0.01), max(max(ys) - min(ys), 0.01)
        self._factor = min(ground.width() / wide, ground.height() / high)
        self._middle = ground.center()

    def __call__(self, point: Point) -> QPointF:
        x, y = (point[0] - self._x) * self._slim * self._factor, (self._y - point[1]) * self._factor
        return self._middle + QPointF(x, y)

    def back(self, place: QPointF) -> Point:
        """Pixels to degrees."""
        away = place - self._middle
        return self._x + away.x() / self._factor / self._slim, self._y - away.y() / self._factor


def _free_place(at: QPointF, own: Sequence[QPointF], size: QRectF, taken: Sequence[QRectF], ground: QRectF) -> QRectF:
    """Beside the marks of the township, where the name covers least."""
    wide, high = size.width(), size.height()
    left, right = min((s.x() for s in own), default=at.x()) - DOT, max((s.x() for s in own), default=at.x()) + DOT
    top, bottom = min((s.y() for s in own), default=at.y()) - DOT, max((s.y() for s in own), default=at.y()) + DOT
    middle = (left + right - wide) / 2
    tried = (
        QRectF(middle, top - high, wide, high),
        QRectF(middle, bottom, wide, high),
        QRectF(right + 2, at.y() - high / 2, wide, high),
        QRectF(left - wide - 2, at.y() - high / 2, wide, high),
    )
    return min(tried, key=lambda box: _covered(box, taken) + wide * high - _common(box, ground))


def _covered(box: QRectF, taken: Sequence[QRectF]) -> float:
    return sum(_common(box, other) for other in taken)


def _common(one: QRectF, other: QRectF) -> float:
    both = one.intersected(other)
    return both.width() * both.height()
