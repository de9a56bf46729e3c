"""Where each kindergarten stands on the map of supervisors, and how each supervisor looks on it. No matplotlib here.

A kindergarten stands at its own coordinates, else near the point of its township: those of one township lie in a
spiral around it, always in the same order. Where the township's point is unknown, too, it has no place on the map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin, sqrt

from sqlalchemy import select

from ycpe_desktop import divisions
from ycpe_desktop.charts.series import Caption, Ring
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.supervision import Board, Garden
from ycpe_desktop.policy.town_points import Point, Town, plausible, towns
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

COLOURS = ("#1F5FA8", "#D9822B", "#2A9D8F", "#8E4F94", "#6B8E23", "#7A4B2A", "#5AA9D6", "#C2578A")
"""Red is left to the kindergartens that nobody has."""
MARKS = ("circle", "square", "triangle", "diamond", "down")
GOLDEN = pi * (3 - sqrt(5))
"""The angle by which sunflowers turn: neighbours never stand in one line."""
STEPS_ACROSS, LEAST_STEPS_ACROSS = 90, 160
"""How many steps of a spiral the county is wide, usually and at least where townships lie close together."""
SHARE = 0.6
"""A spiral reaches so far towards the next township."""


@dataclass(frozen=True)
class Look:
    colour: str
    mark: str


@dataclass(frozen=True)
class Dot:
    """A kindergarten; ``supervisor`` is "" where nobody has it, ``point`` None where its place is not known."""

    garden: Garden
    supervisor: str
    point: Point | None


@dataclass(frozen=True)
class DutyPlaces:
    """``looks`` and ``names``: by supervisor, in the order of the board."""

    outline: Sequence[Ring]
    towns: Sequence[Town]
    dots: Sequence[Dot]
    looks: Mapping[str, Look]
    names: Mapping[str, str]

    @property
    def uncovered(self) -> int:
        return sum(not dot.supervisor for dot in self.dots)

    def told(self, dot: Dot) -> str:
        """What is said of a dot: name, township, supervisor."""
        who = f"督学 {self.names[dot.supervisor]}" if dot.supervisor else "还没有责任督学"
        return f"{dot.garden.name}（{dot.garden.township_name}）：{who}"

    def lost(self) -> list[tuple[str, list[Dot]]]:
        """(township, its kindergartens by supervisor) without a place, in the order of the townships."""
        found: dict[str, list[Dot]] = {dot.garden.township_name: [] for dot in self.dots if dot.point is None}
        order = list(self.looks)
        for dot in sorted(self.dots, key=lambda each: order.index(each.supervisor) if each.supervisor in order else -1):
            if dot.point is None:
                found[dot.garden.township_name].append(dot)
        return list(found.items())


@dataclass(frozen=True)
class DutyMap:
    places: DutyPlaces
    caption: Caption


def duty_places(store: Store, board: Board, holders: Mapping[str, str] | None = None) -> DutyPlaces:
    """``holders``: kindergarten → supervisor, where another assignment than the board's is to be shown."""
    if holders is None:
        holders = {duty.garden.uuid: load.uuid for load in board.loads for duty in load.duties}
    outline = divisions.polygons().get(store.county.code, ())
    with store.reading() as connection:
        garden = table_of(Kindergarten)
        wanted = select(garden.c.uuid, garden.c.longitude, garden.c.latitude).where(garden.c.longitude.is_not(None))
        own = {uuid: (float(x), float(y)) for uuid, x, y in connection.execute(wanted) if y is not None}
    there = {key: at for key, at in own.items() if plausible(store.county.code, at)}
    known = towns(store)
    points = _points(board.gardens, there, known, outline)
    return DutyPlaces(
        outline,
        known,
        [Dot(each, holders.get(each.uuid, ""), points.get(each.uuid)) for each in board.gardens],
        {load.uuid: look(number) for number, load in enumerate(board.loads)},
        {load.uuid: load.name for load in board.loads},
    )


@dataclass(frozen=True)
class Strip:
    """Below the map: names and kindergartens of townships without a place. ``x`` from the left, ``row`` from above."""

    names: Sequence[tuple[float, int, str]]
    dots: Sequence[tuple[float, int, Dot]]
    rows: int


def strip(places: DutyPlaces, wide: float, letter: float, dot: float) -> Strip:
    """As many townships in a row of that width as find room; what a letter and a dot need is in the same unit."""
    names, dots = [], []
    x, row = 0.0, 0
    for name, found in places.lost():
        told = f"{name} {len(found)}"
        if x and x + letter * len(told) + dot * len(found) > wide:
            x, row = 0.0, row + 1
        names.append((x, row, told))
        x += letter * len(told)
        for each in found:
            if x + dot > wide:
                x, row = 0.0, row + 1
            dots.append((x + dot / 2, row, each))
            x += dot
        x += 2 * letter
    return Strip(names, dots, row + 1 if names else 0)


def look(number: int) -> Look:
    """Of the supervisor with that number: colours first, since they tell more than marks do."""
    return Look(COLOURS[number % len(COLOURS)], MARKS[number // len(COLOURS) % len(MARKS)])


def flat(points: Sequence[Point], middle: float) -> list[Point]:
    """As they lie in the plane: a degree of longitude is shorter than one of latitude."""
    return [(x * cos(radians(middle)), y) for x, y in points]


def _points(
    gardens: Sequence[Garden], own: Mapping[str, Point], towns: Sequence[Town], outline: Sequence[Ring]
) -> dict[str, Point]:
    centres = {town.code: town.point for town in towns if town.point is not None}
    wide = _width([corner for ring in outline for corner in ring] or list(centres.values()))
    middles = _middles(centres, wide)
    found, groups = dict(own), dict[Point, list[Garden]]()
    for garden in sorted(gardens, key=lambda each: (each.name, each.uuid)):
        if garden.uuid not in own and garden.township in middles:
            groups.setdefault(middles[garden.township], []).append(garden)
    for (x, y), group in groups.items():
        nearest = min((_apart((x, y), other) for other in middles.values() if other != (x, y)), default=wide)
        step = max(min(wide / STEPS_ACROSS, SHARE * nearest / sqrt(len(group))), wide / LEAST_STEPS_ACROSS)
        for number, garden in enumerate(group):
            far, turn = step * sqrt(number + 0.5), number * GOLDEN
            found[garden.uuid] = (x + far * cos(turn) / cos(radians(y)), y + far * sin(turn))
    return found


def _middles(centres: Mapping[str, Point], wide: float) -> dict[str, Point]:
    """Township → the middle of its spiral: streets of one town whose points are the same, or nearly so, share one."""
    found: dict[str, Point] = {}
    for code, point in centres.items():
        near = (other for other in found.values() if _apart(point, other) < wide / STEPS_ACROSS)
        found[code] = next(near, point)
    return found


def _apart(one: Point, other: Point) -> float:
    """In degrees of latitude."""
    (x, y), (u, v) = flat([one, other], one[1])
    return hypot(x - u, y - v)


def _width(points: Sequence[Point]) -> float:
    """How far they reach, the longer way; in degrees of latitude."""
    if not points:
        return 0.5
    ground = flat(points, points[0][1])
    return max(max(each[axis] for each in ground) - min(each[axis] for each in ground) for axis in (0, 1)) or 0.5
