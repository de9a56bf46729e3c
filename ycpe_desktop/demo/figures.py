"""Plausible figures of one kindergarten for a year."""

from decimal import Decimal
from random import Random
from typing import Any

from ycpe_desktop.demo.plan import Site

AGES = (("junior", 25), ("middle", 30), ("senior", 35))


def year_figures(site: Site, classes: int, random: Random) -> dict[str, Any]:
    """The columns of 年度数据 for so many classes; a few classes are over their cap."""
    values: dict[str, Any] = _children(site, classes, random)
    total = sum(values[f"children_{band}"] or 0 for band in ("junior", "middle", "senior", "mixed"))
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
        "health_staff": 1 if total > 16 else 0,
        "cooks": total // 45 + (1 if total > 20 else 0),
        "guards": 2 if total > 60 else 1,
        "other_staff": classes // 4,
        "fee_care": Decimal(fee + 10 * random.randint(-4, 6)),
        "fee_meals": Decimal(random.choice((150, 180, 200, 240))),
    }


def _children(site: Site, classes: int, random: Random) -> dict[str, Any]:
    values: dict[str, Any] = {
        f"{what}_{band}": None for what in ("classes", "children") for band in ("nursery", "mixed")
    }
    within = 0
    for place, (band, cap) in enumerate(AGES):
        count = classes // 3 + (1 if place >= 3 - classes % 3 else 0)
        sizes = [round(cap * random.uniform(0.62, 1.03)) for _ in range(count)]
        if classes <= 2:
            count, sizes = 0, []
        within += sum(size <= cap for size in sizes)
        values[f"classes_{band}"], values[f"children_{band}"] = count, sum(sizes)
    if classes <= 2:
        sizes = [random.randint(17, 22) for _ in range(classes)]
        values["classes_mixed"], values["children_mixed"] = classes, sum(sizes)
        within = classes
    return values | {"classes_in_cap": within}
