"""Mistakes in 园所名册 and 年度数据."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ycpe_desktop.demo.mistakes import County, Mistake, Row
from ycpe_desktop.ledgers import FourIndependents, Kindergarten, LicenceEvent, UnlicensedSite, YearReport
from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.ledgers.year_report import CHILDREN

ALLIED = 60
"""Kindergartens up to this number may be one legal person with another."""
RURAL = ("children_rural", "children_left_behind", "children_aided")


def _of(nature: str, *filled: str, rural: bool | None = None) -> Callable[[County, Row], Any]:
    return lambda it, row: (
        it.nature(row) == nature and all(row[name] for name in filled) and rural in (None, row["rural"])
    )


def _another(it: County, row: Row, name: str) -> Row:
    """The value of another rural one, which leads nobody whose code it might bear."""
    other = it.row(Kindergarten, lambda other: other["uuid"] != row["uuid"] and other["rural"] and other[name])
    return {name: other.get(name, "")}


def _village_of_another_township(it: County, row: Row) -> Row:
    other = it.row(Kindergarten, lambda other: other["village"] and other["township"] not in (None, row["township"]))
    return {"village": other.get("village", "")}


def _barred(it: County, row: Row) -> Row:
    return {"sponsor_name": it.row(UnlicensedSite, disposal="ban").get("holder", ""),
            "licence_issued": date(it.year, 5, 1)}  # fmt: skip


REGISTRY = (
    Mistake("rural_must_be_public", Kindergarten, _of("inclusive", rural=True),
            lambda it, row: {"village_collective": True}),
    Mistake("broken_reference", Kindergarten, _of("public", "village", "township", rural=True),
            _village_of_another_township),
    Mistake("sponsor_and_nature", Kindergarten, _of("inclusive", rural=True), lambda it, row: {"sponsor": "894"}),
    Mistake("centre_not_public", Kindergarten, _of("inclusive", rural=True),
            lambda it, row: {"township_centre": True}),
    Mistake("code_shared", Kindergarten, _of("inclusive", "code", rural=True),
            lambda it, row: _another(it, row, "code")),
    Mistake("credit_code_shared", Kindergarten,
            lambda it, row: it.nature(row) == "public" and row["credit_code"]
            and it.gardens[row["uuid"]].number > ALLIED,
            lambda it, row: _another(it, row, "credit_code")),
    Mistake("open_unlicensed", Kindergarten,
            lambda it, row: it.nature(row) == "public" and row["licence"]
            and not it.row(LicenceEvent, kindergarten=row["uuid"]),
            lambda it, row: {"licence": None, "licence_until": None}),
    Mistake("barred_holder", Kindergarten, _of("nonprofit"), _barred),
)  # fmt: skip


def _total(row: Row) -> int:
    return sum(row[name] or 0 for name in CHILDREN)


def _now(fits: Callable[[County, Row], Any]) -> Callable[[County, Row], Any]:
    """Of the present school year, and entered as totals."""
    return lambda it, row: (
        row["year"] == it.year
        and it.nature(row)
        and fits(it, row)
        and _total(row) > 0
        and (row["kindergarten"], it.year) not in it.listed
    )


def _any(it: County, row: Row) -> bool:
    return bool(row["classes_senior"])


def _mixed(it: County, row: Row) -> bool:
    return bool(row["classes_mixed"] == 1)


def _classes(row: Row) -> int:
    return sum(row[f"classes_{band}"] or 0 for band in ("junior", "middle", "senior", "mixed"))


def _principals(size: str, least: int, most: int, many: int) -> Mistake:
    """In one with so many classes, listed or not."""

    def among(it: County, row: Row) -> bool:
        return row["year"] == it.year and bool(it.nature(row)) and least <= _classes(row) <= most

    return Mistake(f"principals_over_{size}", YearReport, among, lambda it, row: {"principals": many})


def _more_than_children(name: str) -> Callable[[Row], Row]:
    return lambda row: {name: _total(row) + 9}


def _report(rule: str, among: Callable[[County, Row], Any], values: Callable[[Row], Row]) -> Mistake:
    return Mistake(rule, YearReport, _now(among), lambda it, row: values(row))


def _reached(it: County, row: Row) -> bool:
    return row["year"] == it.year and all(row[f"{name}_state"] == "met" for name, _ in FOUR)


REPORTS = (
    Mistake("four_unjudged", FourIndependents, _reached, lambda it, row: {
        f"management_{part}": None for part in ("state", "date", "evidence")
    }),
    Mistake("no_children_count", YearReport, lambda it, row: row["year"] == it.year - 2 and it.nature(row),
            lambda it, row: dict.fromkeys((*CHILDREN, "children_reported"))),
    Mistake("children_of_closed", YearReport, lambda it, row: row["year"] == it.year - 1
            and row["kindergarten"] == it.closed, lambda it, row: {"year": it.year}, added=True),
    _report("empty_kindergarten", _mixed, lambda row: {"children_mixed": 0, "classes_in_cap": 1,
                                                       **dict.fromkeys(RURAL, 0)}),
    _report("crowded", _mixed, lambda row: {"children_mixed": 38, "classes_in_cap": 0}),
    _report("too_large", lambda it, row: 280 < _total(row) <= 360,
            lambda row: {"children_senior": row["children_senior"] + 366 - _total(row)}),
    _report("bands_and_total", _any, lambda row: {"children_reported": _total(row) + 6}),
    _report("class_bands_and_total", _any, lambda row: {"classes_reported": _classes(row) + 1}),
    _report("cap_beyond_classes", _any, lambda row: {"classes_in_cap": _classes(row) + 1}),
    *(_report(f"{name}_beyond_children", _any, _more_than_children(name)) for name in RURAL),
    _report("certified_beyond_principals", _any, lambda row: {"principals_certified": row["principals"] + 1}),
    _report("posted_beyond_teachers", lambda it, row: it.nature(row) == "public" and row["classes_senior"],
            lambda row: {"teachers_posted": row["teachers"] + 1}),
    _report("degrees_and_teachers", _any, lambda row: {"teachers_below": (row["teachers_below"] or 0) + 2}),
    _report("no_health_staff", _any, lambda row: {"health_staff": 0}),
    _report("health_staff_short", lambda it, row: _total(row) > 150, lambda row: {"health_staff": 1}),
    _report("cooks_short", _any, lambda row: {"cooks": 1}),
    _report("staff_short", _any, lambda row: dict.fromkeys(("carers", "cooks", "guards", "other_staff"), 0)),
    _principals("small", 2, 5, 2),
    _principals("middle", 6, 9, 3),
    _principals("large", 10, 99, 4),
    _report("posted_in_private", lambda it, row: it.nature(row) == "nonprofit", lambda row: {"teachers_posted": 1}),
)  # fmt: skip
