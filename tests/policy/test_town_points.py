"""Where townships lie: the office's word before what was shipped, that before the middle of the kindergartens."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from ycpe_desktop.assignment.distances import NEXT, UNKNOWN, Home
from ycpe_desktop.assignment.problem import Problem, read_problem
from ycpe_desktop.charts.coverage import county_map
from ycpe_desktop.charts.duty_places import duty_places
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy import supervision, town_points
from ycpe_desktop.policy.town_points import Town, read_point, set_point

MOUNAN = (110.88, 34.72)
"""陌南镇 comes without a point."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


def town(county: SmallCounty, name: str) -> Town:
    return next(each for each in town_points.towns(county.store) if each.name == name)


def problem(county: SmallCounty) -> Problem:
    return read_problem(county.store, TODAY)


def test_the_office_says_where_a_township_lies_and_takes_it_back(county: SmallCounty) -> None:
    code = county.townships["陌南镇"]
    assert (town(county, "陌南镇").point, town(county, "陌南镇").source) == (None, "")
    assert set_point(county.store, code, MOUNAN) == "设定乡镇点位：陌南镇（110.88, 34.72）"
    assert set_point(county.store, code, MOUNAN) == ""
    assert (town(county, "陌南镇").point, town(county, "陌南镇").source) == (MOUNAN, "office")
    assert set_point(county.store, code, None) == "清除设定的乡镇点位：陌南镇"
    assert town(county, "陌南镇").point is None
    county.store.undo()
    assert town(county, "陌南镇").point == MOUNAN
    county.store.undo()
    assert town(county, "陌南镇").point is None


def test_the_office_goes_before_what_was_shipped(county: SmallCounty) -> None:
    shipped = town(county, "古魏镇")
    assert shipped.source == "shipped"
    assert shipped.point
    set_point(county.store, shipped.code, (110.7, 34.7))
    assert town(county, "古魏镇").point == (110.7, 34.7)
    set_point(county.store, shipped.code, None)
    assert town(county, "古魏镇") == shipped


def test_kindergartens_tell_where_their_township_lies(county: SmallCounty) -> None:
    for name, x in (("甲园", "110.86"), ("乙园", "110.88"), ("丙园", "110.93"), ("错园", "118")):
        county.garden(name, longitude=Decimal(x), latitude=Decimal("34.72"))
    found = town(county, "陌南镇")
    assert (found.point, found.source) == ((110.88, 34.72), "gardens")


def test_a_point_in_another_place_is_refused(county: SmallCounty) -> None:
    with pytest.raises(Refusal, match=r"陌南镇的点位（34.72, 110.88）不在本县"):
        set_point(county.store, county.townships["陌南镇"], (34.72, 110.88))
    assert town(county, "陌南镇").point is None


@pytest.mark.parametrize("typed", ["110.88, 34.72", " 110.88，34.72 ", "东经110.88 北纬34.72", "110．88、34。72"])
def test_points_are_read_as_they_are_typed(typed: str) -> None:
    assert read_point(typed) == MOUNAN


@pytest.mark.parametrize("typed", ["", "110.88", "东边", "110, 88, 34"])
def test_what_is_no_point_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="不是经度和纬度"):
        read_point(typed)


def test_distances_and_maps_follow(county: SmallCounty) -> None:
    garden, home = county.garden("甲园", "陌南镇"), county.townships["东垆乡"]
    county.supervisor("张督学", "东垆乡")
    code = county.townships["陌南镇"]
    before = problem(county)
    assert before.distances.word(Home(code), Home(home)) == UNKNOWN
    assert before.distances.metres[0, 0] == before.distances.median
    assert "陌南镇没有点位，可以在“分配”的地图上设定" in before.notes()[1]
    set_point(county.store, code, MOUNAN)
    after = problem(county)
    assert after.distances.word(Home(code), Home(home)) == NEXT
    assert after.distances.metres[0, 0] < before.distances.median
    assert len(after.notes()) == 1
    [dot] = duty_places(county.store, supervision.board(county.store, TODAY)).dots
    assert dot.garden.uuid == garden
    assert dot.point is not None
    shown = {point.name: point for point in county_map(county.store, 2026).townships}
    assert (shown["陌南镇"].lon, shown["陌南镇"].lat) == MOUNAN


def test_many_townships_without_points_are_counted(county: SmallCounty) -> None:
    for name in ("陌南镇", "永乐镇", "大王镇", "阳城镇"):
        county.garden(f"{name}园", name)
    county.supervisor("张督学", "古魏镇")
    assert "等 4 个乡镇没有点位" in problem(county).notes()[1]
