"""The monthly round: who is due, who has been visited, the most neglected first, and what is open at each."""

from datetime import date
from fractions import Fraction

import pytest

from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, VisitFinding
from ycpe_desktop.policy import visit_settings, visits
from ycpe_desktop.store import Store

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


def told(county: SmallCounty, month: date = NOVEMBER) -> dict[str, list[str]]:
    """Supervisor → kindergartens in the order of the round."""
    return {one.name: [stop.garden.name for stop in one.stops] for one in visits.month_plan(county.store, month).rounds}


def test_every_kindergarten_in_operation_is_due_once_at_its_supervisor(county: SmallCounty) -> None:
    person = county.supervisor("张督学")
    county.duty(person, county.garden("公办园"))
    county.duty(person, county.garden("民办园", nature="forprofit"))
    county.garden("没人的园")
    county.duty(person, county.garden("停办园", status="paused"))
    county.duty(person, county.garden("11月2日才开的园", since=date(2026, 11, 2)))
    assert told(county) == {"张督学": ["公办园", "民办园"], "没有责任督学": ["没人的园"]}


def test_the_most_neglected_come_first(county: SmallCounty) -> None:
    person = county.supervisor("张督学")
    gardens = {name: county.garden(name) for name in ("甲园", "乙园", "丙园", "丁园")}
    for garden in gardens.values():
        county.duty(person, garden)
    county.visit(gardens["甲园"], date(2026, 10, 20), person)
    county.visit(gardens["乙园"], date(2026, 9, 20), person)
    county.visit(gardens["丁园"], date(2026, 9, 20), person)
    county.mend(gardens["丁园"], date(2026, 9, 20), date(2026, 10, 5))
    assert told(county) == {"张督学": ["丙园", "丁园", "乙园", "甲园"]}


def test_a_month_is_kept_by_a_finished_visit_whoever_came(county: SmallCounty) -> None:
    person, other = county.supervisor("张督学"), county.supervisor("李督学")
    names = ("到过的园", "别人到过的园", "只有草稿的园", "没能检查的园", "上月到过的园")
    gardens = {name: county.garden(name) for name in names}
    for garden in gardens.values():
        county.duty(person, garden)
    shut = dict.fromkeys(("safety_state", "conduct_state", "ethics_state"), "unchecked")
    county.visit(gardens["到过的园"], date(2026, 11, 3), person)
    county.visit(gardens["别人到过的园"], date(2026, 11, 3), other)
    draft = county.visit(gardens["只有草稿的园"], date(2026, 11, 3), person, state="draft")
    county.visit(gardens["没能检查的园"], date(2026, 11, 3), person, unchecked_reason="全园外出", **shut)
    county.visit(gardens["上月到过的园"], date(2026, 10, 31), person)
    (one,) = visits.month_plan(county.store, NOVEMBER).rounds
    assert (one.done, one.done.share) == (visits.Done(5, 2), Fraction(2, 5))
    stops = {stop.garden.name: stop for stop in one.stops}
    assert {name for name, stop in stops.items() if stop.visited} == {"到过的园", "别人到过的园"}
    assert stops["只有草稿的园"].drafts == (draft,)
    assert stops["上月到过的园"].last == date(2026, 10, 31)


def test_who_had_it_last_in_the_month_answers_for_it(county: SmallCounty) -> None:
    old, new, garden = county.supervisor("张督学"), county.supervisor("李督学"), county.garden("甲园")
    county.duty(old, garden, date(2025, 9, 1), until=date(2026, 11, 16))
    county.duty(new, garden, date(2026, 11, 16))
    assert told(county) == {"李督学": ["甲园"]}
    assert told(county, date(2026, 10, 1)) == {"张督学": ["甲园"]}


def test_nothing_is_due_in_a_holiday_month_and_the_office_sets_them(county: SmallCounty) -> None:
    county.garden("甲园")
    august = visits.month_plan(county.store, date(2026, 8, 15))
    assert (august.month, august.holiday, august.rounds, august.done) == (date(2026, 8, 1), True, (), visits.Done())
    visit_settings.set_holiday_months(county.store, [7, 1, 1])
    assert visit_settings.holiday_months(county.store) == (1, 7)
    assert visits.month_plan(county.store, date(2026, 8, 15)).done == visits.Done(1, 0)
    county.store.undo()
    assert visit_settings.holiday_months(county.store) == (2, 7, 8)
    for wrong in ([13], range(1, 13)):
        with pytest.raises(Refusal):
            visit_settings.set_holiday_months(county.store, wrong)


def test_completion_by_month_township_and_supervisor(county: SmallCounty) -> None:
    person = county.supervisor("张督学")
    first, second = county.garden("甲园", "学张乡"), county.garden("乙园", "陌南镇")
    county.garden("丙园", "陌南镇")
    for garden in (first, second):
        county.duty(person, garden)
    for month in (9, 10):
        county.visit(first, date(2026, month, 9), person)
    county.visit(second, date(2026, 9, 9), person)
    months = visits.completion(county.store, 2026)
    assert [(one.month.month, one.done) for one in months] == [
        (9, visits.Done(3, 2)), (10, visits.Done(3, 1)), (11, visits.Done(3, 0)),
    ]  # fmt: skip
    stops = (stop for one in months for each in one.rounds for stop in each.stops)
    assert [(name, done) for _, name, done in visits.by_township(stops)] == [
        ("陌南镇", visits.Done(6, 1)), ("学张乡", visits.Done(3, 2)),
    ]  # fmt: skip
    assert [(name, done) for _, name, done in visits.by_supervisor(months)] == [
        ("张督学", visits.Done(6, 3)), ("没有责任督学", visits.Done(3, 0)),
    ]  # fmt: skip
    assert len(visits.completion(county.store, 2025)) == 9
    assert visits.completion(county.store, 2027) == []


def test_a_closed_kindergarten_owes_no_more(county: SmallCounty) -> None:
    garden = county.garden("甲园")
    with county.store.writing("停办") as writer:
        writer.state(Kindergarten.status, garden, "paused", date(2026, 10, 15))
    assert visits.month_plan(county.store, date(2026, 10, 1)).done == visits.Done(1, 0)
    assert visits.month_plan(county.store, NOVEMBER).done == visits.Done()


def test_what_is_open_at_a_kindergarten(county: SmallCounty) -> None:
    """Problems with a notice that are not closed, and what the last visit found and nobody followed up."""
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    county.mend(garden, date(2026, 9, 1), date(2026, 9, 16), problem="旧的", outcome="closed", closed=date(2026, 9, 20))
    county.mend(garden, date(2026, 10, 9), date(2026, 10, 24), problem="留样不全", item="food")
    early = county.visit(garden, date(2026, 9, 9), person)
    last = county.visit(garden, date(2026, 10, 9), person)
    with county.store.writing("问题") as writer:
        for visit, problem, mended in ((early, "早先的", None), (last, "当场改的", True), (last, "没下文的", False)):
            told = {"visit": visit, "problem": problem, "item": "fire", "clause": "law79_3", "mended": mended}
            writer.insert(VisitFinding, told)
    found = visits.open_at(county.store, garden, TODAY)
    assert [(one.problem, one.item, one.clause) for one in found] == [
        ("留样不全", "食品安全", "学前教育法 79（三）"), ("没下文的", "消防安全", "学前教育法 79（三）"),
    ]  # fmt: skip
    assert (found[0].mend is not None, found[1].mend) == (True, None)
    assert [one.problem for one in visits.open_at(county.store, garden, date(2026, 9, 18))] == ["旧的", "早先的"]
    before = visits.last_visit(county.store, garden, NOVEMBER)
    assert before is not None
    assert before["uuid"] == last
