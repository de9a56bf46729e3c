"""The shipped divisions are whole, and places are found as people write them."""

from collections import Counter

import pytest

from ycpe_desktop import divisions
from ycpe_desktop.divisions import CITY_DIRECT, find_place
from ycpe_desktop.faults import Refusal

CITY = CITY_DIRECT[0]
RUICHENG, YANHU, PINGLU = "140830", "140802", "140829"


def told(county_code: str, text: str, township_text: str = "") -> list[str]:
    """The places found, as 乡镇/村 names."""
    names = []
    for place in find_place(county_code, text, township_text):
        township = divisions.township(place.township_code)
        village = divisions.village(place.village_code) if place.village_code else None
        assert township
        names.append(f"{township.name}/{village.name}" if village else township.name)
    return names


def test_all_of_yuncheng_is_there() -> None:
    townships = divisions.townships(CITY)
    assert len(divisions.counties()) == 13
    assert len(townships) == 161
    assert Counter(it.kind for it in townships if it.real) == {"街道": 15, "镇": 94, "乡": 38}
    assert sum(len(divisions.villages(it.code)) for it in townships) == 2395
    assert sum(it.lon is not None and it.lat is not None for it in townships if it.real) == 111
    counts = [len(divisions.townships(it.code)) for it in divisions.counties()]
    assert counts == [22, 14, 14, 13, 9, 11, 11, 12, 11, 10, 11, 13, 10]


def test_only_prison_and_detention_cannot_be_chosen() -> None:
    hidden = [it for it in divisions.townships(CITY) if not it.selectable]
    assert sorted(it.kind for it in hidden) == ["戒毒所", "戒毒所", "监狱"]
    virtual = Counter(it.kind for it in divisions.townships(CITY) if not it.real and it.selectable)
    assert virtual == {"县城社区": 5, "开发区": 5, "铝厂": 1}


@pytest.mark.parametrize("text", ["芮城县", "芮城", " 140830 "])
def test_a_county_by_any_of_its_names(text: str) -> None:
    county = divisions.county(text)
    assert (county.code, county.name, county.population, county.area_km2) == ("140830", "芮城县", 342900, 1155)
    assert (round(county.lon, 2), round(county.lat, 2)) == (110.69, 34.69)


def test_an_unknown_county_is_refused_with_the_known_ones() -> None:
    assert divisions.find_county("") is None
    with pytest.raises(Refusal, match="盐湖区、临猗县"):
        divisions.county("太原市")


def test_fourteen_send_to_the_city() -> None:
    assert len(divisions.senders()) == 14
    assert divisions.senders()[-1] == ("140800", "市直")


def test_outlines_hold_their_seats() -> None:
    assert list(divisions.polygons()) == [it.code for it in divisions.counties()]
    for county in divisions.counties():
        outer = divisions.polygons()[county.code][0]
        assert outer[0] == outer[-1]
        assert min(lon for lon, _ in outer) < county.lon < max(lon for lon, _ in outer)
        assert min(lat for _, lat in outer) < county.lat < max(lat for _, lat in outer)


def test_census_ages_add_up_to_the_city() -> None:
    ages = divisions.ages()
    counties = [ages[it.code] for it in divisions.counties()]
    assert sum(it.age_1_4 for it in counties) == ages[CITY].age_1_4 == 221774
    assert ages[RUICHENG].three_to_five == {2020: 10542, 2023: 9983}
    assert all(
        abs(sum(it.three_to_five[year] for it in counties) - ages[CITY].three_to_five[year]) <= 13
        for year in (2020, 2023)
    )


@pytest.mark.parametrize(
    "text",
    ["古魏镇", "古魏", "芮城县古魏镇", "芮城古魏镇", "山西省运城市芮城县古魏镇", "古魏乡", "古魏镇人民政府",
     "古魏镇中心幼儿园", "古魏镇永乐南街12号"],
)  # fmt: skip
def test_a_township_as_people_write_it(text: str) -> None:
    assert told(RUICHENG, text) == ["古魏镇"]


@pytest.mark.parametrize(
    ("county_code", "text", "place"),
    [
        (RUICHENG, "芮城县古魏镇东关村", "古魏镇/东关社区居委会"),
        (RUICHENG, "东关", "古魏镇/东关社区居委会"),
        (RUICHENG, "陌南镇 窑头村委会", "陌南镇/窑头村委会"),
        (RUICHENG, "陌南窑头村民委员会", "陌南镇/窑头村委会"),
        (RUICHENG, "陌南镇窑头小学院内", "陌南镇/窑头村委会"),
        (RUICHENG, "永乐", "永乐镇"),
        (RUICHENG, "永乐村", "永乐镇/永乐村委会"),
        (RUICHENG, "永乐社区", "古魏镇/永乐社区居委会"),
        (RUICHENG, "风陵渡", "风陵渡镇"),
        (RUICHENG, "风陵渡开发区", "山西风陵渡经济开发区"),
        (YANHU, "中城街道办事处", "中城街道"),
        (YANHU, "中城办", "中城街道"),
        (YANHU, "龙居镇羊村", "龙居镇/羊村委会"),
        (YANHU, "运城经济技术开发区", "运城经济技术开发区"),
        (YANHU, "西花园社区", "中城街道/西花园社区居委会"),
        (YANHU, "中城街道西花园", "中城街道/西花园社区居委会"),
        ("140823", "闻喜县社区", "闻喜县社区"),
        ("140828", "夏县泗交镇", "泗交镇"),
        (CITY, "南硙镇", "南磑镇"),
        (CITY, "河津市山西铝厂", "山西铝厂"),
    ],
)
def test_a_place_as_people_write_it(county_code: str, text: str, place: str) -> None:
    assert told(county_code, text) == [place]


def test_every_village_is_found_by_township_and_name() -> None:
    for county in divisions.counties():
        for township in divisions.townships(county.code):
            for village in divisions.villages(township.code):
                if township.selectable and village.kind != "其他":
                    for written in (village.name, village.name.removesuffix("委会") + "民委员会"):
                        (place,) = find_place(county.code, f"{county.name}{township.name}{written}")
                        assert (place.township_code, place.village_code) == (township.code, village.code)


def test_every_township_is_found_by_its_name_alone() -> None:
    for township in divisions.townships(CITY):
        found = told(township.county_code, "", township.name)
        assert found == ([township.name] if township.selectable else [])


def test_eight_village_names_are_decided_by_the_township() -> None:
    twice = 0
    for county in divisions.counties():
        villages = [it for town in divisions.townships(county.code) for it in divisions.villages(town.code)]
        names = Counter(it.name for it in villages if "虚拟" not in it.name)
        for name in [name for name, count in names.items() if count > 1]:
            twice += 1
            places = find_place(county.code, name)
            assert len(places) == names[name]
            for place in places:
                township = divisions.township(place.township_code)
                assert township
                assert find_place(county.code, name, township.name) == [place]
                assert find_place(county.code, township.name + name) == [place]
    assert twice == 8


def test_what_contradicts_comes_back_to_be_decided() -> None:
    assert told(RUICHENG, "东垆乡", "古魏镇") == ["古魏镇", "东垆乡"]
    assert told(RUICHENG, "没有的村", "古魏") == ["古魏镇"]


@pytest.mark.parametrize(
    "text", ["", "—", "芮城县", "平陆县圣人涧镇", "永乐南街12号", "石羊村", "北京市海淀区", "监狱"]
)
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert find_place(RUICHENG, text) == []
