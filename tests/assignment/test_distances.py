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
    VILLAGE,
    Distances,
    Home,
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
    """``homes``: townships, or villages as a/1."""
    return measure(COUNTY, SQUARE, spots, [home_of(home) for home in homes])


def home_of(told: str) -> Home:
    return Home(told.partition("/")[0], told if "/" in told else "")


def at(told: str, point: Point | None = None) -> Spot:
    return Spot(home_of(told), point)


def test_a_degree_of_longitude_at_the_latitude_of_ruicheng() -> None:
    assert between([(110.0, 34.7)], [(111.0, 34.7)])[0, 0] == pytest.approx(91_420, abs=30)
    assert between([(110.0, 34.0)], [(110.0, 35.0)])[0, 0] == pytest.approx(111_195, abs=30)


def test_neighbours_have_no_third_one_between() -> None:
    points = {code: point for code, point in SQUARE.items() if point}
    assert neighbours(points) == {frozenset("ab"), frozenset("bc")}
    assert neighbours({}) == set()


def test_the_ladder_same_township_neighbour_far_unknown() -> None:
    far = measured(at("a"), at("x"))
    same, beside, two_away, unknown, nowhere = far.metres[0].tolist()
    assert 0 < same < beside < two_away
    assert unknown == nowhere == far.median
    assert far.metres[1].tolist() == [far.median] * 3 + [same, far.median]
    assert [far.word(home_of("a"), home_of(home)) for home in ("a", "b", "c", "x", "")] == [
        SAME,
        NEXT,
        FAR,
        UNKNOWN,
        UNKNOWN,
    ]
    assert far.word(home_of("x"), home_of("x")) == SAME


def test_the_same_village_comes_before_the_same_township() -> None:
    far = measured(at("a/1"), at("x/1"), at("a"), homes=("a/1", "a/2", "a", "b", "x/1", "x"))
    village, other, same, beside, *_ = far.metres[0].tolist()
    assert 0 < village == same // 3 == far.village < other == same == far.within < beside
    assert far.metres[1, 4:].tolist() == [village, same]  # though nobody knows where the township lies
    assert far.metres[2, :3].tolist() == [same, same, same]  # whose own village is not known
    words = [far.word(home_of("a/1"), home_of(home)) for home in ("a/1", "a/2", "a", "b/1", "x/1")]
    assert words == [VILLAGE, SAME, SAME, NEXT, UNKNOWN]


def test_who_lives_in_the_village_of_known_coordinates_is_nearer_than_who_lives_in_the_township() -> None:
    near, away = (110.602, 34.7), (110.69, 34.7)
    far = measured(at("a/1", near), at("a/1", away), at("x/1", away), homes=("a/1", "a", "x/1"))
    assert far.metres[0, 0] == far.metres[0, 1] // 3 < 100
    assert far.metres[1, 0] == far.village < far.metres[1, 1]
    assert far.metres[2, 2] == far.village


def test_a_village_counts_in_its_own_township_only() -> None:
    far = measure(COUNTY, SQUARE, [Spot(Home("a", "v"))], [Home("b", "v"), Home("b"), Home("", "v"), Home("")])
    assert far.metres[0, 0] == far.metres[0, 1]
    assert far.metres[0, 2] == far.metres[0, 3] == far.median
    assert far.word(Home("a", "v"), Home("b", "v")) == NEXT


def test_own_coordinates_go_before_the_point_of_the_township() -> None:
    far = measured(at("a", (110.69, 34.7)), at("a"))
    assert far.metres[0, 1] < 1_000
    assert far.metres[0, 0] == pytest.approx(8_230, abs=20)
    assert far.metres[1, 1] == pytest.approx(9_142, abs=20)


def test_coordinates_of_another_place_are_not_used_and_told() -> None:
    far = measured(at("a", (34.7, 110.69)), at("a", (118.0, 32.0)), at("a"))
    assert far.strange == (0, 1)
    assert far.metres[0].tolist() == far.metres[2].tolist()


def test_who_is_nowhere_is_told() -> None:
    far = measured(at("x"), at("x", (110.69, 34.7)), at(""), homes=("x", "a"))
    assert far.unknown_gardens == (0, 2)
    assert far.unknown_people == (0,)


def test_without_any_point_the_county_area_gives_the_scale() -> None:
    far = measure(COUNTY, dict.fromkeys("abcdefghij"), [at("a")], [home_of("a"), home_of("b")])
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
