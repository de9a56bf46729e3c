"""The real counties, townships and villages of Yuncheng: names, codes, points, outlines, census ages.

Codes are those of the National Bureau of Statistics as of 2023-06-30: county 6 digits, township 9, village 12.
Points and outlines are WGS-84 degrees (longitude, latitude). Sources: data/README.md.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ycpe_desktop.faults import Refusal
from ycpe_desktop.paths import shipped_data
from ycpe_desktop.place_names import Gazetteer, Reading

CITY_DIRECT = ("140800", "市直")
"""The fourteenth sender: kindergartens that the city runs itself."""

CENSUS_YEAR = 2020
ESTIMATED_YEARS = (2020, 2023)

Ring = tuple[tuple[float, float], ...]


class County(NamedTuple):
    """``lon``, ``lat``: its seat. ``population``: persons, census of 2020."""

    code: str
    name: str
    lon: float
    lat: float
    area_km2: int
    population: int


class Township(NamedTuple):
    """``kind``: 街道, 镇, 乡, 县城社区, 开发区, 铝厂, 监狱 or 戒毒所.

    ``lon``, ``lat`` are approximate (up to some kilometres, ``point_source`` says from where), or None where unknown.
    """

    code: str
    name: str
    county_code: str
    kind: str
    lon: float | None
    lat: float | None
    point_source: str

    @property
    def real(self) -> bool:
        """One of the 147 of the civil administration: 15 街道, 94 镇, 38 乡."""
        return self.kind in ("街道", "镇", "乡")

    @property
    def selectable(self) -> bool:
        return self.kind not in ("监狱", "戒毒所")


class Village(NamedTuple):
    """``name`` as the statistics bureau writes it: 东关村委会, 西花园社区居委会."""

    code: str
    name: str
    township_code: str
    kind: str


class Ages(NamedTuple):
    """Persons of the 2020 census by age; ``three_to_five`` holds estimates by year, for 2020 and 2023 only."""

    county_code: str
    age_0: int
    age_1_4: int
    age_5_9: int
    age_10_14: int
    age_15_19: int
    three_to_five: dict[int, int]


class Place(NamedTuple):
    township_code: str
    village_code: str | None = None


def _rows(file_name: str) -> list[dict[str, str]]:
    with shipped_data("divisions", file_name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def counties() -> tuple[County, ...]:
    """The 13 counties, in the order of their codes."""
    return tuple(
        County(
            row["county_code"],
            row["county"],
            float(row["seat_lon_wgs84"]),
            float(row["seat_lat_wgs84"]),
            int(row["area_km2_approx"]),
            round(float(row["pop_2020_census_wan"]) * 10_000),
        )
        for row in _rows("counties.csv")
    )


def senders() -> tuple[tuple[str, str], ...]:
    """(code, name) of all that report to the city: 13 counties and 市直."""
    return (*((county.code, county.name) for county in counties()), CITY_DIRECT)


def find_county(code_or_name: str) -> County | None:
    """By 140830, 芮城县 or 芮城; None where there is no such county."""
    wanted = code_or_name.strip()
    return next(
        (it for it in counties() if wanted in (it.code, it.name) or (wanted and wanted == it.name[:-1])),
        None,
    )


def county(code_or_name: str) -> County:
    """As ``find_county``, but raises Refusal for an unknown one."""
    if found := find_county(code_or_name):
        return found
    names = "、".join(it.name for it in counties())
    raise Refusal(f"没有找到县（市、区）“{code_or_name}”", "", f"请填写下列之一：{names}。")


def _kind_of(name: str, kind: str) -> str:
    if not kind.startswith("其他"):
        return kind
    kinds = {
        "监狱": "监狱",
        "戒毒所": "戒毒所",
        "开发区": "开发区",
        "铝厂": "铝厂",
        "社区": "县城社区",
    }
    return next(kind for word, kind in kinds.items() if word in name)


def _degree(text: str) -> float | None:
    return float(text) if text else None


@cache
def _townships_by_county() -> dict[str, tuple[Township, ...]]:
    points = {row["township_code"]: row for row in _rows("township_points.csv")}
    found: dict[str, list[Township]] = defaultdict(list)
    for row in _rows("townships.csv"):
        code, name, point = (
            row["township_code"],
            row["township"],
            points[row["township_code"]],
        )
        place = (_degree(point["lon"]), _degree(point["lat"]), point["source"])
        found[row["county_code"]].append(Township(code, name, row["county_code"], _kind_of(name, row["kind"]), *place))
    return {code: tuple(its) for code, its in found.items()}


@cache
def _villages_by_township() -> dict[str, tuple[Village, ...]]:
    found: dict[str, list[Village]] = defaultdict(list)
    for row in _rows("villages.csv"):
        village = Village(
            row["village_code"],
            row["village"],
            row["township_code"],
            row["village_kind"],
        )
        found[village.township_code].append(village)
    return {code: tuple(its) for code, its in found.items()}


def townships(county_code: str) -> tuple[Township, ...]:
    """All of a county, prisons too (see ``selectable``); all 161 for the city's 140800; none for an unknown code."""
    if county_code == CITY_DIRECT[0]:
        return tuple(it for its in _townships_by_county().values() for it in its)
    return _townships_by_county().get(county_code, ())


@cache
def _township_by_code() -> dict[str, Township]:
    return {it.code: it for it in townships(CITY_DIRECT[0])}


def township(code: str) -> Township | None:
    return _township_by_code().get(code)


def villages(township_code: str) -> tuple[Village, ...]:
    return _villages_by_township().get(township_code, ())


@cache
def _village_by_code() -> dict[str, Village]:
    return {it.code: it for its in _villages_by_township().values() for it in its}


def village(code: str) -> Village | None:
    return _village_by_code().get(code)


@cache
def polygons() -> dict[str, tuple[Ring, ...]]:
    """Simplified outlines by county code: the rings of each, first the outer one."""
    text = shipped_data("divisions", "county_outlines.geojson").read_text(encoding="utf-8")
    return {
        feature["properties"]["code"]: tuple(
            tuple((float(lon), float(lat)) for lon, lat in ring) for ring in feature["geometry"]["coordinates"]
        )
        for feature in json.loads(text)["features"]
    }


@cache
def ages() -> dict[str, Ages]:
    """By county code; the whole city under 140800."""
    found = {}
    for row in _rows("ages_2020_census.csv"):
        code = row["county_code"] if len(row["county_code"]) == 6 else CITY_DIRECT[0]
        estimates = {year: int(row[f"est_age_3_5_in_{year}"]) for year in ESTIMATED_YEARS}
        found[code] = Ages(
            code,
            int(row["age_0"]),
            int(row["age_1_4"]),
            int(row["age_5_9"]),
            int(row["age_10_14"]),
            int(row["age_15_19"]),
            estimates,
        )
    return found


@cache
def _gazetteer(county_code: str) -> Gazetteer:
    own = [it for it in townships(county_code) if it.selectable]
    return Gazetteer(
        county(county_code).name,
        ((it.code, it.name) for it in own),
        ((it.code, village.code, village.name) for it in own for village in villages(it.code)),
    )


def _best(readings: Iterable[Reading]) -> list[Place]:
    readings = list(readings)
    best = max((reading[:2] for reading in readings), default=None)
    return list(dict.fromkeys(Place(*it[2:]) for it in readings if it[:2] == best))


def find_place(county_code: str, text: str, township_text: str = "") -> list[Place]:
    """The places that a village cell, an address or a township cell may mean; the longest spelling wins.

    One place: sure. Several: someone must decide (8 village names occur twice in one county). None: not known.
    ``township_text`` is the cell of a township column and decides between villages; where it contradicts ``text``,
    both come back. A lone township column is read with an empty ``text``. County 140800 searches all counties.
    """
    codes = [it.code for it in counties()] if county_code == CITY_DIRECT[0] else [county_code]
    gazetteers = [_gazetteer(code) for code in codes]
    named = _best(reading for it in gazetteers for reading in it.townships_named(township_text))
    within = {place.township_code for place in named}
    found = _best(reading for it in gazetteers for reading in it.read(text, within))
    if not within or {place.township_code for place in found} <= within:
        return found or named
    return list(dict.fromkeys([*named, *found]))
