"""The sketch of the county on the second page: its outline, the townships by children and share."""

from math import cos, radians

from reportlab.lib.colors import HexColor

from ycpe_desktop.charts import style
from ycpe_desktop.charts.series import CountyMap
from ycpe_desktop.printing.page import INK, SECOND
from ycpe_desktop.printing.pen import Pen, width
from ycpe_desktop.printing.picture_charts import TINY, Place, nothing


def map_of(pen: Pen, place: Place, data: CountyMap) -> None:
    """The outline with the townships that have a place, by children and share; a sketch."""
    canvas = pen.canvas
    rings = [ring for ring in data.outline if len(ring) > 3]
    spots = [(one, spot) for one in data.townships if (spot := one.spot())]
    points = [point for ring in rings for point in ring] or [spot for _, spot in spots]
    if not points:
        nothing(pen, place, "各乡镇的位置都未定。")
        return
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = min(place.wide / max((east - west) * squeeze, 0.02), place.high / max(north - south, 0.02))
    left = place.x + (place.wide - (east - west) * squeeze * scale) / 2
    foot = place.y + (place.high - (north - south) * scale) / 2

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return left + (point[0] - west) * squeeze * scale, foot + (point[1] - south) * scale

    canvas.saveState()
    canvas.setStrokeColor(SECOND)
    canvas.setFillColor(HexColor("#F5F6F8"))
    canvas.setLineWidth(0.7)
    for ring in rings:
        path = canvas.beginPath()
        path.moveTo(*at(ring[0]))
        for point in ring[1:]:
            path.lineTo(*at(point))
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    most = max((one.children or 0 for one, _ in spots), default=0)
    taken: list[Place] = []
    for one, spot in spots:
        x, y = at(spot)
        radius = 2.0 + 5 * ((one.children or 0) / most) ** 0.5 if most else 2.0
        canvas.setFillColor(HexColor(data.colours.get(one.category, style.PAPER)))
        canvas.setStrokeColor(SECOND)
        canvas.setLineWidth(0.5)
        canvas.circle(x, y, radius, stroke=1, fill=1)
        taken.append(Place(x - radius, y - radius, 2 * radius, 2 * radius))
    for number, (one, spot) in enumerate(spots):
        _name(pen, one.name, at(spot), taken[number], taken, place)
    canvas.restoreState()


def _name(pen: Pen, told: str, spot: tuple[float, float], own: Place, taken: list[Place], frame: Place) -> None:
    """Beside, above or below its point, wherever it covers least."""
    wide, high, (x, y) = width(told, TINY), TINY, spot
    tried = [
        Place(own.right + 1, y - high / 2, wide, high),
        Place(own.x - 1 - wide, y - high / 2, wide, high),
        Place(x - wide / 2, own.top + 1, wide, high),
        Place(x - wide / 2, own.y - 1 - high, wide, high),
    ]
    best = min(tried, key=lambda one: sum(_overlap(one, other) for other in taken) + wide * high - _overlap(one, frame))
    taken.append(best)
    pen.line(best.x, best.y + 1, told, TINY, colour=INK)


def _overlap(one: Place, other: Place) -> float:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.top, other.top) - max(one.y, other.y)
    return max(wide, 0.0) * max(high, 0.0)
