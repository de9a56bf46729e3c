"""What the series of all charts are made with: captions, years, targets, the indicators as bars, rows of a ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select

from ycpe_desktop.charts.series import (
    Caption,
    RateRow,
    RateRows,
    RateSeries,
    Target,
    YearRate,
    counted,
    in_ten_thousands,
)
from ycpe_desktop.policy import thresholds
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.headlines import shown_years
from ycpe_desktop.policy.indicators import SUMMED, by_township, every_indicator, facts
from ycpe_desktop.schoolyear import first_day, label, page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.spoken import by_name

PLAN = "运政办发〔2021〕44号"
RISING = ("不低于上年", "高于上年")
"""Whose target is the figure of the year before: no line is drawn for it."""
MONEY_UNIT = "分"
Found = Mapping[int, Mapping[str, Indicator]]
"""School year → id → indicator."""


def caption(store: Store, year: int, source: str) -> Caption:
    """Of what stands on 1 September."""
    return Caption(store.county.name, first_day(year), source, _is_demo(store))


def page_caption(store: Store, year: int, source: str) -> Caption:
    """Of what stands today; of a past year on its last day."""
    return Caption(store.county.name, page_day(year, store.today), source, _is_demo(store))


def _is_demo(store: Store) -> bool:
    return bool(store.setting("demo", False))


def all_indicators(store: Store, year: int) -> Found:
    """Of all years shown; each year is counted once, however many charts are drawn from it."""
    return {one: every_indicator(store, one) for one in shown_years(store, year)}


def rate_series(store: Store, key: str, year: int, found: Found | None = None) -> RateSeries:
    """The indicator over the kept school years up to ``year``, with each year's target."""
    every = [one[key] for one in (found or all_indicators(store, year)).values()]
    newest = every[-1]
    rising = any(one.target_word in RISING for one in every)
    clause = newest.clause.split("；")[0]
    told = f"；应逐年提高，不设固定目标（{clause}）" if rising else ""
    return RateSeries(
        newest.title,
        [_year_rate(one) for one in every] if any(one.numerator for one in every) else [],
        () if rising else _targets(every),
        caption(store, year, SOURCES.get(key, OTHERWISE)),
        parts=newest.parts.replace("（分）", "（万元）") + told,
        fill_in=_fill_in(newest),
        shown=in_ten_thousands if newest.unit == MONEY_UNIT else counted,
    )


OTHERWISE = "园所名册、年度数据"
SOURCES = {
    "gross_enrolment": "园所名册、年度数据、县乡年度情况",
    "fiscal_share": "县乡年度情况",
    "satisfaction": "县乡年度情况",
    "township_centre": "园所名册",
    "compound_transfer": "小区配套园",
    "compound_inclusive": "小区配套园、园所名册",
    "inspection_done": "年检、园所名册",
    "category_evaluated": "类别评估、园所名册",
    "audits_submitted": "民办园财务审计、园所名册",
    "public_fund": "经费拨付、园所名册",
    "inclusive_fund": "经费拨付、园所名册",
    "alliance": "办园共同体、园所名册",
    "research_area": "教研片区、园所名册",
    "research_monthly": "教研片区、片区教研活动",
    "four_independents": "四个独立、园所名册",
    "monthly_visits": "督导记录、督学责任、园所名册",
    "rectified_on_time": "限期整改",
}
"""Indicator → the ledgers behind it, where they are not ``OTHERWISE``."""


def _fill_in(one: Indicator) -> str:
    told = f"请先填写{SOURCES.get(one.id, OTHERWISE)}。"
    return f"{one.reason}。{told}" if one.reason else told


def _year_rate(one: Indicator) -> YearRate:
    """A year with gaps in its data is drawn as it is known so far only where it can be judged."""
    cannot = one.verdict == "cannot_be_judged" and "无法比较" not in one.reason
    return YearRate(one.year, one.numerator, one.denominator, one.reason if cannot or not one.denominator else "")


def _targets(found: Sequence[Indicator]) -> list[Target]:
    """One line for each stretch of years with the same target; it keeps the words of its first year."""
    lines: list[Target] = []
    for one in found:
        if one.target is None:
            continue
        last = lines[-1] if lines else None
        if last and last.percent == one.target:
            lines[-1] = replace(last, last=one.year)
        else:
            lines.append(Target(one.target, one.clause.split("；")[0], one.target_word, one.year, one.year))
    return lines


def target_of(store: Store, key: str, year: int) -> Target | None:
    """The target in percent that is in force for the key."""
    found = thresholds.target(key, year, thresholds.own_targets(store))
    return Target(Fraction(found.value), found.clause.split("；")[0], found.word) if found else None


def limit_of(store: Store, key: str, year: int) -> tuple[int, str]:
    """A whole number that is in force for the key, and its clause."""
    found = thresholds.target(key, year, thresholds.own_targets(store))
    assert found is not None
    return int(found.value), found.clause.split("；")[0]


def township_rates(
    store: Store, key: str, year: int, title: str, unit: str, fill_in: str, wanted: str = ""
) -> RateRows:
    """An indicator by township, against its target (that of the key ``wanted`` where that is another)."""
    found = by_township(store, key, year)
    rows = [RateRow(part.name, part.numerator or 0, part.denominator or 0) for part in found]
    return RateRows(
        f"{title}（按乡镇，{label(year)}）",
        rows if any(row.part for row in rows) else [],
        caption(store, year, SOURCES.get(key, OTHERWISE)),
        unit,
        target_of(store, key, year),
        next(share.parts for share in SUMMED if share.id == key),
        fill_in,
    )


def rows_of(store: Store, wanted: Select[Any]) -> list[Mapping[str, Any]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(wanted).mappings()]


def gardens(store: Store, year: int, day: date, *columns: str) -> list[Mapping[str, Any]]:
    """The kindergartens in operation on the day with those columns of their situation, by township and name."""
    row = facts(store, year, day, thresholds.own_targets(store)).row
    wanted = select(row.c.uuid, row.c.name, row.c.township, *(row.c[name] for name in columns))
    return rows_of(store, wanted.where(row.c.status == "open").order_by(row.c.township, by_name(row), row.c.uuid))
