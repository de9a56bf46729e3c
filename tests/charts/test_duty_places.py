"""Where kindergartens stand on the map of supervisors: own points, spirals around townships, no place."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import hypot
from pathlib import Path
from typing import Any

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from ycpe_desktop.charts.duty_places import DutyPlaces, duty_places, look, strip
from ycpe_desktop.policy.supervision import board
from ycpe_desktop.store.tables import place

KNOWN, UNKNOWN = "学张乡", "陌南镇"


@pytest.fixture
def county(data_folder: Path) -> Iterator[SmallCounty]:
    with small_county(data_folder) as made:
        yield made


def placed(county: SmallCounty, **how: Any) -> DutyPlaces:
    return duty_places(county.store, board(county.store, TODAY), **how)


def point_of(places: DutyPlaces, name: str) -> tuple[float, float] | None:
    return next(dot.point for dot in places.dots if dot.garden.name == name)


def town_point(places: DutyPlaces, name: str) -> tuple[float, float]:
    found = next(town.point for town in places.towns if town.name == name)
    assert found is not None
    return found


def test_own_coordinates_go_before_the_township(county: SmallCounty) -> None:
    county.garden("甲园", UNKNOWN, longitude=110.9, latitude=34.7)
    assert point_of(placed(county), "甲园") == (110.9, 34.7)


def test_coordinates_far_outside_are_a_mistake(county: SmallCounty) -> None:
    county.garden("甲园", UNKNOWN, longitude=34.7, latitude=89.0)
    county.garden("乙园", KNOWN, longitude=116.4, latitude=39.9)
    places = placed(county)
    assert point_of(places, "甲园") is None
    near = point_of(places, "乙园")
    assert near is not None
    assert hypot(near[0] - town_point(places, KNOWN)[0], near[1] - town_point(places, KNOWN)[1]) < 0.02


def test_those_of_a_township_lie_apart_around_it_always_alike(county: SmallCounty) -> None:
    names = [f"第{number}幼儿园" for number in range(30)]
    for name in reversed(names):
        county.garden(name, KNOWN)
    places = placed(county)
    points = [dot.point for dot in places.dots if dot.point]
    assert len(set(points)) == 30
    x, y = town_point(places, KNOWN)
    assert max(hypot(each[0] - x, each[1] - y) for each in points) < 0.1
    assert [dot.point for dot in placed(county).dots] == [dot.point for dot in places.dots]
    county.garden("别处的园", "古魏镇")
    assert point_of(placed(county), names[3]) == point_of(places, names[3])


def test_without_a_place_they_are_listed_by_township_and_supervisor(county: SmallCounty) -> None:
    first, second = county.supervisor("张督学"), county.supervisor("李督学", KNOWN)
    for name, who in (("甲园", first), ("乙园", second), ("丙园", first), ("丁园", None)):
        uuid = county.garden(name, UNKNOWN)
        if who:
            county.duty(who, uuid)
    places = placed(county)
    assert places.uncovered == 1
    ((town, dots),) = places.lost()
    assert town == UNKNOWN
    holders = [places.names.get(dot.supervisor, "") for dot in dots]
    assert holders[0] == ""
    assert sorted(holders[1:], key=list(places.names.values()).index) == holders[1:]


def test_another_assignment_can_be_shown(county: SmallCounty) -> None:
    who = county.supervisor("张督学")
    uuid = county.garden("甲园", KNOWN)
    assert placed(county).uncovered == 1
    (dot,) = placed(county, holders={uuid: who}).dots
    assert placed(county, holders={uuid: who}).told(dot) == "甲园（学张乡）：督学 张督学"


def test_streets_whose_points_are_the_same_share_a_spiral(county: SmallCounty) -> None:
    """As 城东、城北 and 城西街道 of 永济市 do."""
    codes = list(county.townships.values())[:2]
    with county.store.engine.begin() as connection:
        connection.execute(place.update().where(place.c.code.in_(codes)).values(longitude=110.7, latitude=34.7))
    names = {code: name for name, code in county.townships.items()}
    for code in codes:
        for number in range(6):
            county.garden(f"{names[code]}第{number}幼儿园", names[code])
    points = [dot.point for dot in placed(county).dots]
    assert None not in points
    assert min_apart([each for each in points if each]) > 0.002


def min_apart(points: Sequence[tuple[float, float]]) -> float:
    return min(hypot(a[0] - b[0], a[1] - b[1]) for n, a in enumerate(points) for b in points[:n])


def test_supervisors_look_different_as_long_as_there_are_looks() -> None:
    assert len({look(number) for number in range(40)}) == 40
    assert look(0) == look(40)


def test_the_strip_breaks_where_the_room_ends(county: SmallCounty) -> None:
    for name, count in ((UNKNOWN, 12), ("永乐镇", 3)):
        for number in range(count):
            county.garden(f"{name}第{number}幼儿园", name, since=date(2020, 9, 1))
    places = placed(county)
    assert strip(places, 1000, 10, 8).rows == 1
    narrow = strip(places, 120, 10, 8)
    assert narrow.rows == 3
    assert all(x <= 120 for x, _, _ in narrow.dots)
    assert len(narrow.dots) == 15
