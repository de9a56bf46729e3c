"""月度督导完成率 and 整改按期销号率: of the school year before, with what has come of this one beside."""

from datetime import date
from pathlib import Path

import pytest

from tests.policy.small_county import SmallCounty
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.indicators import behind, by_township, indicator
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.policy.visit_settings import set_holiday_months
from ycpe_desktop.store import Store, create_store


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


def rate(county: SmallCounty, key: str = "monthly_visits", year: int = 2026) -> Indicator:
    return indicator(county.store, key, year)


def test_months_with_a_visit_of_those_that_are_due(county: SmallCounty) -> None:
    person, always, seldom = county.supervisor("张督学"), county.garden("常去的园"), county.garden("少去的园", "学张乡")
    for year, months in ((2025, (9, 10, 11, 12)), (2026, (1, 2, 3, 4, 5, 6, 7, 8))):
        for month in months:
            county.visit(always, date(year, month, 9), person)
            county.visit(always, date(year, month, 20), person)
    county.visit(seldom, date(2026, 3, 1), person)
    county.visit(seldom, date(2026, 4, 30), person, state="draft")
    found = rate(county)
    assert (found.numerator, found.denominator, found.shown, found.verdict) == (10, 18, "55.56%", "missed")
    assert (found.target_word, found.target_shown, found.gap, found.unit) == ("国家标准", "100%", 8, "园次")
    assert (found.clause, found.note) == ("教督〔2019〕3号", "统计时期：2025—2026 学年")
    assert [(one.name, one.numerator, one.denominator) for one in behind(county.store, "monthly_visits", 2026)] == [
        ("少去的园", 1, 9), ("常去的园", 9, 9),
    ]  # fmt: skip
    towns = by_township(county.store, "monthly_visits", 2026)
    assert [(one.name, one.numerator, one.denominator) for one in towns] == [("陌南镇", 9, 9), ("学张乡", 1, 9)]
    set_holiday_months(county.store, ())
    assert (rate(county).numerator, rate(county).denominator) == (13, 24)


def test_what_has_come_of_the_year_stands_beside(county: SmallCounty) -> None:
    person, garden = county.supervisor("张督学"), county.garden("甲园")
    county.visit(garden, date(2026, 6, 9), person)
    county.visit(garden, date(2026, 9, 30), person)
    county.visit(garden, date(2026, 11, 9), person)
    (beside,) = rate(county).beside
    assert (beside.label, beside.shown, beside.verdict) == ("本学年到 2026-11-22", "50.00%（1 ÷ 2）", "missed")
    assert [one.label for one in rate(county, year=2027).beside] == [], "that year has not begun"


def test_before_the_first_month_is_over_nothing_stands_beside(tmp_path: Path) -> None:
    store = create_store(tmp_path / "九月", "芮城县", today=lambda: date(2026, 9, 20))
    county = SmallCounty(store)
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    county.visit(garden, date(2026, 9, 9), person)
    county.visit(garden, date(2026, 3, 9), person)
    found = rate(county)
    assert (found.shown, found.beside) == ("11.11%", ())
    store.close()


def test_only_months_in_operation_are_due(county: SmallCounty) -> None:
    person = county.supervisor("张督学")
    late = county.garden("三月二日开的园", since=date(2026, 3, 2))
    county.visit(late, date(2026, 3, 9), person)
    county.visit(late, date(2026, 4, 9), person)
    gone = county.garden("停办的园")
    with county.store.writing("停办") as writer:
        writer.state(Kindergarten.status, gone, "paused", date(2026, 1, 10))
    assert (rate(county).numerator, rate(county).denominator) == (1, 3)


def test_a_year_without_any_visit_cannot_be_judged(county: SmallCounty) -> None:
    county.garden("甲园")
    assert (rate(county).verdict, rate(county).reason) == ("cannot_be_judged", "上学年没有督导记录")
    mended = rate(county, "rectified_on_time")
    assert (mended.verdict, mended.reason) == ("cannot_be_judged", "上学年没有到期的限期整改")


def test_problems_closed_by_their_first_day(county: SmallCounty) -> None:
    garden, day = county.garden("甲园"), date(2026, 3, 1)
    end = {"outcome": "closed"}
    county.mend(garden, day, date(2026, 3, 16), closed=date(2026, 3, 16), **end)
    county.mend(garden, day, date(2026, 3, 16), closed=date(2026, 3, 17), **end)
    county.mend(garden, day, date(2026, 4, 9), first_due=date(2026, 3, 16), closed=date(2026, 4, 1), **end)
    county.mend(garden, day, date(2026, 3, 16), outcome="banned", closed=date(2026, 3, 9))
    county.mend(garden, date(2026, 8, 20), date(2026, 9, 4), closed=date(2026, 9, 1), **end)
    found = rate(county, "rectified_on_time")
    assert (found.numerator, found.denominator, found.target_word, found.verdict) == (2, 4, "参照", "missed")
    assert [one.shown for one in found.beside] == ["100.00%（1 ÷ 1）"]
    set_target(county.store, "rectified_on_time", 2026, "50")
    assert (rate(county, "rectified_on_time").target_word, rate(county, "rectified_on_time").verdict) == (
        "本县目标", "met",
    )  # fmt: skip
