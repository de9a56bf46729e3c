"""Policy numbers as dated data: targets, floors, caps, each with the clause that it comes from.

They ship in ``data/policy/thresholds.csv``; the office's own figures lie over them in the setting ``targets``.
Years are school years. ``grade`` is the quality of the source: A official text, B press report of it, C third-party
copy, M a reading that was not found in print. C and M are defaults that may be edited, never official words.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Measure, Unreadable, Whole, is_blank
from ycpe_desktop.paths import shipped_data
from ycpe_desktop.store import Store

SETTING = "targets"
"""Setting: key → school year → decimal text. A value holds until the office sets a later one."""

QUOTIENTS = ("teacher_ratio", "staff_ratio_most", "care_ratio_most", "children_a_cook", "children_a_health_worker")
"""Children to a person: such a number may have a fraction, though its unit counts people."""
MEASURED = ("%", "m²", "元")
"""Units of what is measured; every other one counts."""

CITY_ONLY = ("gross_enrolment",)
"""Targets that the plan sets for the city as a whole: a county sees them as 参照."""


Level = Literal["plan", "national", "reference"]
LEVELS: dict[str, Level] = {"plan": "plan", "national": "national", "reference": "reference"}
"""``reference``: no document gives the figure; it is our own, to be edited."""


@dataclass(frozen=True)
class Threshold:
    """One line of the shipped data; in force for the school years ``first`` … ``last`` (None: until replaced)."""

    key: str
    title: str
    value: Fraction
    unit: str
    first: int
    last: int | None
    level: Level
    clause: str
    grade: str
    note: str


@dataclass(frozen=True)
class Target:
    """What a figure is compared with in one school year; ``word`` says whose target it is."""

    value: Fraction
    word: str
    clause: str
    grade: str = "A"
    note: str = ""


Own = Mapping[str, Mapping[str, str]]


@cache
def thresholds() -> tuple[Threshold, ...]:
    with shipped_data("policy", "thresholds.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Threshold(
                row["key"],
                row["title"],
                Fraction(row["value"]),
                row["unit"],
                int(row["first"]),
                int(row["last"]) if row["last"] else None,
                LEVELS[row["level"]],
                row["clause"],
                row["grade"],
                row["note"],
            )
            for row in csv.DictReader(file)
        )


def own_targets(store: Store) -> Own:
    """The figures that the office has set itself."""
    kept: Own = store.setting(SETTING, {})
    return kept


def target(key: str, year: int, own: Own) -> Target | None:
    """The target of that year: the office's own, else the plan's (its last one, once it has run out), else the
    national one, else our own as 参照; None where nothing was in force yet."""
    return _own(key, year, own) or _planned(key, year) or standard(key, year) or _of_level("reference", key, year)


def standard(key: str, year: int) -> Target | None:
    """The national standard of that year."""
    return _of_level("national", key, year)


def _of_level(level: Level, key: str, year: int) -> Target | None:
    for each in thresholds():
        if each.key == key and each.level == level and each.first <= year:
            word = "国家标准" if level == "national" else "参照"
            return Target(each.value, word, each.clause, each.grade, each.note)
    return None


def number(key: str, year: int, own: Own) -> Fraction:
    """A cap, floor or band that always has a value: before it was in force, the earliest known one."""
    found = target(key, year, own) or target(key, min(each.first for each in thresholds() if each.key == key), own)
    assert found is not None
    return found.value


def _own(key: str, year: int, own: Own) -> Target | None:
    begun = [int(first) for first in own.get(key, {}) if int(first) <= year]
    if not begun:
        return None
    first = max(begun)
    word = "本县目标" if first == year else f"沿用{first}年本县目标"
    return Target(Fraction(own[key][str(first)]), word, "本县确定", "", "")


def _planned(key: str, year: int) -> Target | None:
    for each in thresholds():
        if each.key != key or each.level != "plan" or each.first > year:
            continue
        expired = each.last is not None and year > each.last
        word = f"沿用{each.last}年目标" if expired else "目标"
        if key in CITY_ONLY:
            word = f"参照（{word}）" if expired else "参照"
        return Target(each.value, word, each.clause, each.grade, each.note)
    return None


def set_target(store: Store, key: str, year: int, typed: str) -> None:
    """Set the office's own figure from that school year on; a blank takes it back. Raises Refusal for no number."""
    known = {each.key: each for each in thresholds()}
    if key not in known:
        raise Refusal(f"没有“{key}”这项目标")
    kept = {name: dict(years) for name, years in own_targets(store).items()}
    years = kept.setdefault(key, {})
    if is_blank(typed):
        years.pop(str(year), None)
    else:
        years[str(year)] = _read(known[key], typed)
    store.set_setting(SETTING, {name: each for name, each in kept.items() if each}, f"修改 {year} 学年目标")


def _read(each: Threshold, typed: str) -> str:
    """The number as it is kept; what counts classes, posts, days … is a whole one."""
    counts = each.unit not in MEASURED and each.key not in QUOTIENTS
    kind = Whole(each.unit) if counts else Measure("%", 4)
    remedy = f"这一项要填整数，例如 {int(each.value)}" if counts else "请填写数字，例如 55 或 99.8"
    try:
        return str(kind.parse(typed))
    except Unreadable as reason:
        raise Refusal(str(reason), f"目标值“{each.title}”", remedy) from None
