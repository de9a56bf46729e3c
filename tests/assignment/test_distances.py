"""Distances: real ones where points are known, a ladder where they are not, and what is not known is said."""

from itertools import combinations

import numpy as np
import pytest

from ycpe_desktop import divisions
from ycpe_desktop.assignment.distances import (
    FAR,
    NEXT,
    SAME,
    UNKNOWN,
    Distances,
    Spot,
    between,
    measure,
    neighbours,
)
from ycpe_desktop.policy.town_points import Point

COUNTY = divisions.county("芮城县")
SQUARE: dict[str, Point | None] = {
    "a": (110.6, 34.7), "b": (110.7, 34.7), "c": (110.8, 34.7), "x": None, "y": None,
}  # fmt: skip
"""Three townships in a row, some 9 km apart, and two of which nobody knows where they are."""


def measured(*spots: Spot, homes: tuple[str, ...] = ("a", "b", "c", "x", "")) -> Distances:
    return measure(COUNTY, SQUARE, spots, homes)


def test_a_degree_of_longitude_at_the_latitude_of_ruicheng() -> None:
    assert between([(110.0, 34.7)], [(111.0, 34.7)])[0, 0] == pytest.approx(91_420, abs=30)
    assert between([(110.0, 34.0)], [(110.0, 35.0)])[0, 0] == pytest.approx(111_195, abs=30)


def test_neighbours_have_no_third_one_between() -> None:
    points = {code: point for code, point in SQUARE.items() if point}
    assert neighbours(points) == {frozenset("ab"), frozenset("bc")}
    assert neighbours({}) == set()


def test_the_ladder_same_township_neighbour_far_unknown() -> None:
    far = measured(Spot("a"), Spot("x"))
    same, beside, two_away, unknown, nowhere = far.metres[0].tolist()
    assert 0 < same < beside < two_away
    assert unknown == nowhere == far.median
    assert far.metres[1].tolist() == [far.median] * 3 + [same, far.median]
    assert [far.word("a", home) for home in ("a", "b", "c", "x", "")] == [SAME, NEXT, FAR, UNKNOWN, UNKNOWN]
    assert far.word("x", "x") == SAME


def test_own_coordinates_go_before_the_point_of_the_township() -> None:
    far = measured(Spot("a", (110.69, 34.7)), Spot("a"))
    assert far.metres[0, 1] < 1_000
    assert far.metres[0, 0] == pytest.approx(8_230, abs=20)
    assert far.metres[1, 1] == pytest.approx(9_142, abs=20)


def test_coordinates_of_another_place_are_not_used_and_told() -> None:
    far = measured(Spot("a", (34.7, 110.69)), Spot("a", (118.0, 32.0)), Spot("a"))
    assert far.strange == (0, 1)
    assert far.metres[0].tolist() == far.metres[2].tolist()


def test_who_is_nowhere_is_told() -> None:
    far = measured(Spot("x"), Spot("x", (110.69, 34.7)), Spot(""), homes=("x", "a"))
    assert far.unknown_gardens == (0, 2)
    assert far.unknown_people == (0,)


def test_without_any_point_the_county_area_gives_the_scale() -> None:
    far = measure(COUNTY, dict.fromkeys("abcdefghij"), [Spot("a")], ["a", "b"])
    same, other = far.metres[0].tolist()
    assert 2_000 < same < 6_000 < other == far.median < 30_000


@pytest.mark.parametrize("county", divisions.counties(), ids=lambda county: county.name)
def test_every_county_of_yuncheng_has_neighbours_that_hang_together(county: divisions.County) -> None:
    points = {
        each.code: (each.lon, each.lat)
        for each in divisions.townships(county.code)
        if each.lon is not None and each.lat is not None
    }
    reached, ahead = set(), set(list(points)[:1])
    near = neighbours(points)
    while ahead:
        reached |= ahead
        ahead = {b for pair in near for a in pair & ahead for b in pair - {a}} - reached
    assert reached == set(points)
    every = [float(between([points[a]], [points[b]])[0, 0]) for a, b in combinations(points, 2)]
    assert np.max(every, initial=0) < 120_000
