"""Plausible figures of one kindergarten for a year, class by class and in sum."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from ycpe_desktop.demo.plan import Site
from ycpe_desktop.ledgers.year_report import BANDS

AGES = (("junior", 25), ("middle", 30), ("senior", 35))
CAPS = {**dict(AGES), "mixed": 30}
NUMBERS = "一二三四五六七八九"
Room = tuple[str, int]
"""班型, children."""


def rooms_of(classes: int, random: Random, *, crowded: bool = False) -> list[Room]:
    """A few classes are over their cap; of small kindergartens, whose ages are mixed, only where ``crowded``."""
    if classes <= 2:
        mixed = [("mixed", random.randint(17, 22)) for _ in range(classes)]
        return [("mixed", CAPS["mixed"] + 3), *mixed[1:]] if crowded else mixed
    counts = (classes // 3 + (1 if place >= 3 - classes % 3 else 0) for place in range(3))
    return [
        (band, round(cap * random.uniform(0.62, 1.05)))
        for (band, cap), count in zip(AGES, counts, strict=True)
        for _ in range(count)
    ]


def year_figures(site: Site, rooms: Sequence[Room], random: Random) -> dict[str, Any]:
    """The columns of 年度数据 for these classes."""
    classes, total = len(rooms), sum(children for _, children in rooms)
    values = _by_band(rooms)
    public = site.nature == "public"
    teachers = max(1, round(classes * random.uniform(1.8, 2.3)))
    posted = round(teachers * random.uniform(0.35, 0.8)) if public else 0
    certified = min(teachers, round(teachers * random.uniform(0.94, 1.1)))
    bachelor = round(teachers * random.uniform(0.25, 0.5))
    below = round(teachers * random.uniform(0, 0.12))
    fee = {"public": 200, "inclusive": 330, "nonprofit": 560, "forprofit": 980}[site.nature]
    return values | {
        "children_rural": total if not site.in_seat else round(total * 0.3),
        "children_left_behind": round(total * random.uniform(0.02, 0.1)),
        "children_aided": round(total * random.uniform(0.03, 0.09)),
        "principals": 1 if classes > 1 else 0,
        "principals_certified": 1 if classes > 1 else 0,
        "teachers": teachers,
        "teachers_posted": posted,
        "teachers_certified": certified,
        "teachers_postgraduate": 0,
        "teachers_bachelor": bachelor,
        "teachers_college": teachers - bachelor - below,
        "teachers_below": below,
        "carers": max(0, round(classes * random.uniform(0.85, 1.2))),
        "health_staff": -(-total // 150) if total > 16 else 0,
        "cooks": total // 45 + (1 if total > 20 else 0),
        "guards": 2 if total > 60 else 1,
        "other_staff": classes // 4,
        "fee_care": Decimal(fee + 10 * random.randint(-4, 6)),
        "fee_meals": Decimal(random.choice((150, 180, 200, 240))),
    }


def _by_band(rooms: Sequence[Room]) -> dict[str, Any]:
    """Classes and children of each 班型, and how many classes are within their cap; blank where there are none."""
    values: dict[str, Any] = {}
    for band, _ in BANDS:
        sizes = [children for of, children in rooms if of == band]
        values[f"classes_{band}"], values[f"children_{band}"] = len(sizes) or None, sum(sizes) or None
    return values | {"classes_in_cap": sum(children <= CAPS[band] for band, children in rooms)}


def class_rooms(rooms: Sequence[Room], figures: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of 班级 of which the figures are the totals: those of the bands, 专任教师 and 保育员."""
    for place, (band, children) in enumerate(rooms):
        number = sum(of == band for of, _ in rooms[: place + 1])
        yield {
            "name": f"{dict(BANDS)[band].removesuffix('班')}{NUMBERS[number - 1]}班",
            "band": band,
            "children": children,
            "teachers": _share(figures["teachers"], place, len(rooms)),
            "carers": _share(figures["carers"], place, len(rooms)),
        }


def _share(people: int, place: int, rooms: int) -> int:
    """As even as it can be, the first ones have one more."""
    return people // rooms + (place < people % rooms)
