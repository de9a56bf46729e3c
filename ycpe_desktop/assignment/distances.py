"""How far a supervisor has to a kindergarten, in whole metres as the crow flies.

A kindergarten stands at its own coordinates, else at the point of its township; a supervisor starts from the township
of residence. Points of townships are approximate and many are missing: what is not known counts as the county's median
distance between townships, and is said. Within one township, where no better is known, it is a part of the way to the
next one, and within one village a part of that; so same village < same township < neighbouring < far holds where there
are no points, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ycpe_desktop.assignment.model import Metres
from ycpe_desktop.divisions import County
from ycpe_desktop.policy.town_points import Point, plausible

EARTH = 6_371_009
WITHIN = 3
"""From the middle of a township to its kindergartens: a third of the way to the next township; and in a village a
third of what it is in its township."""
VILLAGE, SAME, NEXT, FAR, UNKNOWN = "同村（社区）", "同乡镇", "相邻乡镇", "不相邻的乡镇", "位置未定"


class Home(NamedTuple):
    """A township and a village of it by their codes, "" where they are not filled in."""

    township: str
    village: str = ""

    def same_village(self, other: "Home") -> bool:
        return bool(self.village) and self == other


@dataclass(frozen=True)
class Spot:
    """Where a kindergarten is, and its own point if it has one."""

    home: Home
    point: Point | None = None


@dataclass(frozen=True, eq=False)
class Distances:
    """``within``: what counts inside a township, ``village``: inside a village, ``median``: where nothing is known;
    ``unknown_gardens``, ``unknown_people``: of whom no point is known; ``strange``: kindergartens whose coordinates
    lie far outside the county and are not used."""

    metres: Metres
    within: int
    village: int
    median: int
    neighbours: frozenset[frozenset[str]]
    known: frozenset[str]
    unknown_gardens: tuple[int, ...]
    unknown_people: tuple[int, ...]
    strange: tuple[int, ...]

    def word(self, one: Home, other: Home) -> str:
        """How two places lie to each other."""
        townships = frozenset((one.township, other.township))
        if one.same_village(other):
            return VILLAGE
        if one.township and len(townships) == 1:
            return SAME
        if not townships <= self.known:
            return UNKNOWN
        return NEXT if townships in self.neighbours else FAR


def measure(
    county: County, townships: Mapping[str, Point | None], gardens: Sequence[Spot], people: Sequence[Home]
) -> Distances:
    """``townships``: code → point, of the whole county; ``people``: where they live."""
    known = {code: point for code, point in townships.items() if point is not None}
    near = neighbours(known)
    next_one, median = _typical(county, known, near, len(townships))
    within = next_one // WITHIN
    strange = tuple(n for n, spot in enumerate(gardens) if spot.point and not plausible(county.code, spot.point))
    spots = [Spot(spot.home) if n in strange else spot for n, spot in enumerate(gardens)]
    places, homes = sorted(set(spots), key=repr), sorted(set(people))
    row_of, column_of = {spot: row for row, spot in enumerate(places)}, {home: n for n, home in enumerate(homes)}
    table = np.full((len(places), len(homes)), median, dtype=np.int32)
    points = [spot.point or known.get(spot.home.township) for spot in places]
    _fill(table, points, [known.get(home.township) for home in homes])
    _fill_near(table, places, homes, known, within)
    rows, columns = [row_of[spot] for spot in spots], [column_of[home] for home in people]
    return Distances(
        table[rows][:, columns],
        within,
        within // WITHIN,
        median,
        frozenset(near),
        frozenset(known),
        tuple(n for n, row in enumerate(rows) if points[row] is None),
        tuple(n for n, home in enumerate(people) if home.township not in known),
        strange,
    )


def between(ones: Sequence[Point], others: Sequence[Point]) -> npt.NDArray[np.float64]:
    """Metres on the sphere from each of the ones to each of the others."""
    lon1, lat1 = np.radians(np.array(ones, dtype=float).reshape(-1, 2)).T
    lon2, lat2 = np.radians(np.array(others, dtype=float).reshape(-1, 2)).T
    along = np.sin((lat1[:, None] - lat2) / 2) ** 2
    across = np.sin((lon1[:, None] - lon2) / 2) ** 2 * np.cos(lat1)[:, None] * np.cos(lat2)
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(along + across)))


def neighbours(points: Mapping[str, Point]) -> set[frozenset[str]]:
    """Pairs with no third point in the circle over the line between them (the graph of Gabriel)."""
    codes = sorted(points)
    flat = np.array([(points[code][0] * cos(radians(points[code][1])), points[code][1]) for code in codes])
    square = ((flat.reshape(-1, 1, 2) - flat.reshape(1, -1, 2)) ** 2).sum(axis=2)
    found = set()
    for one in range(len(codes)):
        for other in range(one):
            through = np.delete(square[one] + square[other], [one, other])
            if (through >= square[one, other]).all():
                found.add(frozenset((codes[one], codes[other])))
    return found


def _typical(county: County, known: Mapping[str, Point], near: set[frozenset[str]], townships: int) -> tuple[int, int]:
    """The median way to the next township, and to any other; by the county's area where too few points are known."""
    codes = sorted(known)
    every = between([known[code] for code in codes], [known[code] for code in codes])
    pairs = [(a, b) for b in range(len(codes)) for a in range(b)]
    if not pairs:
        spacing = 1000 * sqrt(county.area_km2 / max(townships, 1))
        return round(spacing), round(2 * spacing)
    to_next = [every[a, b] for a, b in pairs if frozenset((codes[a], codes[b])) in near]
    return round(float(np.median(to_next))), round(float(np.median([every[pair] for pair in pairs])))


def _fill(table: Metres, ones: Sequence[Point | None], others: Sequence[Point | None]) -> None:
    """The real distances where both points are known."""
    rows = [row for row, point in enumerate(ones) if point]
    columns = [column for column, point in enumerate(others) if point]
    far = between([point for point in ones if point], [point for point in others if point])
    table[np.ix_(rows, columns)] = np.rint(far)


def _fill_near(
    table: Metres, places: Sequence[Spot], homes: Sequence[Home], known: Mapping[str, Point], within: int
) -> None:
    """What counts in one township where no better is known; of that, or of a better known way that is shorter, a part
    in one village."""
    living: dict[str, list[int]] = {}
    for column, home in enumerate(homes):
        living.setdefault(home.township, []).append(column)
    for row, (place, point) in enumerate((spot.home, spot.point) for spot in places):
        for column in living.get(place.township, ()) if place.township else ():
            if not (point and place.township in known):
                table[row, column] = within
            if place.same_village(homes[column]):
                table[row, column] = min(within, int(table[row, column])) // WITHIN
