"""The figures of supervision: the same county by supervisor, township and month, and what each number counts."""

from datetime import date
from fractions import Fraction

import pytest

from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.policy import mends, supervision, visits
from ycpe_desktop.policy.mend_steps import of_year
from ycpe_desktop.policy.mends import Closed
from ycpe_desktop.policy.supervision_figures import WORDS, By, Line, figures, year_shown
from ycpe_desktop.policy.supervision_table import HEADINGS, cells, shown
from ycpe_desktop.policy.visits import Done
from ycpe_desktop.store import Store

OCTOBER = date(2026, 10, 20)


@pytest.fixture
def county(store: Store) -> SmallCounty:
    """张督学 has 甲园 and 乙园, nobody 丙园 in 学张乡; 李督学 handed 乙园 over on 1 November."""
    county = SmallCounty(store)
    person, other = county.supervisor("张督学"), county.supervisor("李督学", term_to=date(2026, 10, 31))
    first, second, third = county.garden("甲园"), county.garden("乙园"), county.garden("丙园", "学张乡")
    county.duty(person, first)
    county.duty(other, second, until=date(2026, 11, 1))
    county.duty(person, second, date(2026, 11, 1))
    for day in (date(2026, 9, 8), date(2026, 10, 8), date(2026, 11, 8)):
        county.visit(first, day, person)
    county.visit(second, date(2026, 9, 9), other)
    county.mend(
        first, date(2026, 9, 8), date(2026, 9, 20), outcome="closed", closed=date(2026, 9, 20), supervisor=person
    )
    county.mend(second, date(2026, 9, 9), OCTOBER, supervisor=other)
    county.mend(third, date(2026, 10, 1), OCTOBER, source="complaint")
    county.mend(first, date(2026, 11, 8), TODAY, supervisor=person)
    return county


def lines(county: SmallCounty, by: By, year: int = 2026) -> dict[str, Line]:
    return {line.name: line for line in figures(county.store, year, by).lines}


def test_by_supervisor_with_who_has_gone_and_what_nobody_has(county: SmallCounty) -> None:
    found = lines(county, "supervisor")
    told = {name: (line.gardens, line.load, line.done, line.closed) for name, line in found.items()}
    assert told == {
        "张督学": (2, "偏少", Done(4, 3), Closed(1, 1)),
        "李督学": (0, "", Done(2, 1), Closed(1, 0)),
        "没有责任督学": (1, "", Done(3, 0), Closed(1, 0)),
    }
    assert list(found)[-1] == "没有责任督学"
    assert found["李督学"].newest == date(2026, 10, 1), "in November nothing is due of a supervisor who has gone"


def test_by_township_with_coverage(county: SmallCounty) -> None:
    told = {
        name: (line.gardens, line.covered, line.coverage, line.supervisors, line.done, line.closed)
        for name, line in lines(county, "township").items()
    }
    assert told == {
        "陌南镇": (2, 2, Fraction(1), 1, Done(6, 4), Closed(2, 1)),
        "学张乡": (1, 0, Fraction(0), 0, Done(3, 0), Closed(1, 0)),
    }


def test_by_month_as_each_stood_on_its_last_day(county: SmallCounty) -> None:
    told = {
        name: (line.covered, line.supervisors, line.mean, line.done, line.closed)
        for name, line in lines(county, "month").items()
    }
    assert told == {
        "2026 年 9 月": (2, 2, Fraction(1), Done(3, 2), Closed(1, 1)),
        "2026 年 10 月": (2, 2, Fraction(1), Done(3, 1), Closed(2, 0)),
        "2026 年 11 月（未完）": (2, 1, Fraction(2), Done(3, 1), Closed(0, 0)),
    }


@pytest.mark.parametrize("by", WORDS)
def test_every_table_comes_to_the_county(county: SmallCounty, by: By) -> None:
    told = figures(county.store, 2026, by)
    done, closed = [line.done for line in told.lines], [line.closed for line in told.lines]
    assert told.total.done == sum(done, Done()) == Done(9, 4)
    assert (sum(one.due for one in closed), sum(one.on_time for one in closed)) == (3, 1)
    assert told.total.closed == Closed(3, 1)
    assert told.total.done == sum((plan.done for plan in visits.completion(county.store, 2026)), Done())
    whole = [one for _, _, one in mends.closures(county.store, year_shown(county.store, 2026))]
    assert sum(one.due for one in whole) == told.total.closed.due
    board = supervision.board(county.store, TODAY)
    assert (told.total.gardens, told.total.covered) == (board.coverage.total, board.coverage.assigned) == (3, 2)
    assert told.total.mean == board.mean
    listed = {one.uuid for one in of_year(county.store, TODAY)}
    assert sorted(told.total.mends) == sorted(uuid for line in told.lines for uuid in line.mends)
    assert listed.issuperset(told.total.mends), "what a number counts stands in the list of 限期整改"


def test_what_was_closed_before_the_year_but_due_in_it_is_listed_too(county: SmallCounty) -> None:
    early = county.mend(county.garden("丁园"), date(2026, 8, 1), date(2026, 9, 5), outcome="closed",
                        closed=date(2026, 8, 20))  # fmt: skip
    assert early in lines(county, "month")["2026 年 9 月"].mends
    assert early in {one.uuid for one in of_year(county.store, TODAY)}


def test_a_past_year_is_whole_and_names_its_holidays(county: SmallCounty) -> None:
    told = figures(county.store, 2025, "month")
    assert told.day == date(2026, 8, 31)
    assert [line.name for line in told.lines][-2:] == ["2026 年 7 月（假期）", "2026 年 8 月（假期）"]
    assert len(told.lines) == 12
    assert told.lines[-1].done == Done(0, 0)


def test_a_year_to_come_has_no_months(county: SmallCounty) -> None:
    assert figures(county.store, 2027, "month").lines == ()


def test_two_of_one_name_are_told_apart(county: SmallCounty) -> None:
    county.supervisor("张督学")
    assert {"张督学（1）", "张督学（2）"} <= set(lines(county, "supervisor"))


@pytest.mark.parametrize("by", WORDS)
def test_every_heading_has_its_cell(county: SmallCounty, by: By) -> None:
    told = figures(county.store, 2026, by)
    for line in (*told.lines, told.total):
        assert len(cells(told, line)) == len(HEADINGS[by])
    row = dict(zip(HEADINGS[by], map(shown, cells(told, told.total)), strict=True))
    assert (row["应督导"], row["已督导"], row["完成率"], row["按期率"]) == ("9", "4", "44.44%", "33.33%")
    assert row.get("人均负责", row.get("负荷", "2.0")).endswith("2.0")


def test_an_empty_county_has_dashes_and_no_lines(store: Store) -> None:
    told = figures(store, 2026, "supervisor")
    assert told.lines == ()
    assert [shown(cell) for cell in cells(told, told.total)] == ["全县", "0", "人均 —", "0", "0", "—", "0", "0", "—"]
