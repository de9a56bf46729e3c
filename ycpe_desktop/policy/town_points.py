"""Where the townships lie: as the office says, else as it came with the program, else amid their kindergartens.

Distances of 责任督学 and all maps ask here. Points are WGS-84 degrees (longitude, latitude) and approximate: they are
good for near and far, not for boundaries.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal

from sqlalchemy import select

from ycpe_desktop.divisions import polygons
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.tables import place

Point = tuple[float, float]
Source = Literal["office", "shipped", "gardens", ""]
SETTING = "town_points"
"""The office's own: township → [longitude, latitude]."""
SOURCES: Mapping[Source, str] = {"office": "本县设定", "shipped": "随程序", "gardens": "按园所经纬度", "": "没有点位"}
BEYOND = 0.3
"""Degrees outside the county's outline at which coordinates can only be a mistake."""
WHERE = "乡镇点位"


@dataclass(frozen=True)
class Town:
    """``point`` is None where nothing is known; ``source`` says whose it is."""

    code: str
    name: str
    point: Point | None
    source: Source


def towns(store: Store) -> tuple[Town, ...]:
    """Every township of the county that can be chosen, by code."""
    own, amid = _own(store), _amid(store)
    wanted = select(place.c.code, place.c.name, place.c.longitude, place.c.latitude)
    chosen = wanted.where(place.c.level == "township", place.c.selectable).order_by(place.c.code)
    with store.reading() as connection:
        rows = connection.execute(chosen).tuples().all()
    found = []
    for code, name, x, y in rows:
        shipped = None if x is None or y is None else (float(x), float(y))
        sources: dict[Source, Point | None] = {"office": own.get(code), "shipped": shipped, "gardens": amid.get(code)}
        source: Source = next((source for source, point in sources.items() if point is not None), "")
        found.append(Town(code, name, sources.get(source), source))
    return tuple(found)


def set_point(store: Store, code: str, point: Point | None) -> str:
    """Where the township lies by the office's own word; None: no word of its own. Gives the action's label, "" if it
    was so already. Raises Refusal for a point outside the county."""
    name, own = store.names.name("township", code), _own(store)
    if point is not None and not plausible(store.county.code, point):
        raise Refusal(f"{name}的点位（{shown(point)}）不在本县", WHERE, "请先写经度，再写纬度；或在图上点一下")
    told = None if point is None else (round(point[0], 5), round(point[1], 5))
    if own.get(code) == told:
        return ""
    kept = {**own, code: told} if told else {key: at for key, at in own.items() if key != code}
    label = f"设定乡镇点位：{name}（{shown(told)}）" if told else f"清除设定的乡镇点位：{name}"
    store.set_setting(SETTING, {key: list(at) for key, at in kept.items()}, label)
    return label


def read_point(typed: str) -> Point:
    """110.69, 34.70 as people write it. Raises Refusal where there are not two numbers."""
    numbers = re.findall(r"-?\d+(?:[.．。]\d+)?", typed)
    if len(numbers) != 2:
        raise Refusal(f"“{typed.strip()}”不是经度和纬度", WHERE, "例如 110.694, 34.693")
    longitude, latitude = (float(number.replace("．", ".").replace("。", ".")) for number in numbers)
    return longitude, latitude


def shown(point: Point) -> str:
    return f"{point[0]:.5f}".rstrip("0").rstrip(".") + ", " + f"{point[1]:.5f}".rstrip("0").rstrip(".")


def plausible(county: str, point: Point) -> bool:
    """Whether it lies in the county with that code, or near enough for an outline that is a sketch."""
    corners = [corner for ring in polygons().get(county, ()) for corner in ring]
    if not corners:
        return True
    return all(
        min(corner[axis] for corner in corners) - BEYOND
        <= point[axis]
        <= max(corner[axis] for corner in corners) + BEYOND
        for axis in (0, 1)
    )


def _own(store: Store) -> dict[str, Point]:
    return {code: (float(x), float(y)) for code, (x, y) in store.setting(SETTING, {}).items()}


def _amid(store: Store) -> dict[str, Point]:
    """The middle of the kindergartens whose own coordinates are known and can be right."""
    garden = table_of(Kindergarten).c
    wanted = select(garden.township, garden.longitude, garden.latitude)
    known = wanted.where(garden.township.is_not(None), garden.longitude.is_not(None), garden.latitude.is_not(None))
    found: dict[str, list[Point]] = {}
    with store.reading() as connection:
        for township, x, y in connection.execute(known):
            if plausible(store.county.code, point := (float(x), float(y))):
                found.setdefault(township, []).append(point)
    return {code: (median(x for x, _ in each), median(y for _, y in each)) for code, each in found.items()}
