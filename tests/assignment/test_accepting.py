"""A proposal becomes one action, counted from its day, and one undo takes it back."""

from datetime import date, timedelta

import pytest

from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.assignment.accepting import accept
from ycpe_desktop.assignment.problem import REASON, Options
from ycpe_desktop.assignment.proposal import propose
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Assignment
from ycpe_desktop.policy import supervision
from ycpe_desktop.store import Listing, fetch, history, ids

BEGAN = date(2025, 9, 1)


def who_has(county: SmallCounty, day: date = TODAY) -> dict[str, str]:
    return {duty.garden.name: load.name for load in supervision.loads(county.store, day) for duty in load.duties}


def rows(county: SmallCounty) -> list[tuple[date, date | None, str | None]]:
    with county.store.reading() as connection:
        found = fetch(connection, Assignment, ids(connection, Listing(Assignment, 2026)), 2026)
    return sorted(((row["since"], row["until"], row["reason"]) for row in found), key=str)


def office(county: SmallCounty) -> None:
    """Five kindergartens with a supervisor who must leave one of them, one that is new, and another supervisor."""
    old = county.supervisor("旧督学", "学张乡", load_least=0)
    county.supervisor("新督学", "学张乡", load_least=0)
    for number in range(5):
        garden = county.garden(f"{number}园", "学张乡")
        county.duty(old, garden, BEGAN)
        if number == 3:
            county.recusal(old, garden)
    county.garden("新园", "学张乡")


def test_one_action_one_undo(county: SmallCounty) -> None:
    office(county)
    before = rows(county)
    found = propose(county.store, TODAY)
    label = accept(county.store, found)
    assert label == "自动分配督学：2 所换督学，1 所新分配（2026-11-23 起）"
    assert who_has(county) == {pair.garden.name: pair.person.name for pair in found.pairs if pair.person}
    assert who_has(county)["3园"] == "新督学"
    assert who_has(county, TODAY - timedelta(days=1)) == dict.fromkeys([f"{n}园" for n in range(5)], "旧督学")
    assert rows(county).count((TODAY, None, REASON)) == 3
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    assert step is not None
    assert step.label == label
    county.store.undo()
    assert rows(county) == before


def test_what_is_so_already_is_no_action(county: SmallCounty) -> None:
    office(county)
    accept(county.store, propose(county.store, TODAY))
    again = propose(county.store, TODAY)
    assert accept(county.store, again) == ""
    assert again.after.cost.changed == 2  # still told against the day before
    later = propose(county.store, TODAY + timedelta(days=30))
    assert later.after.cost.changed == 0


def test_locked_ones_stay_and_the_others_are_arranged_around_them(county: SmallCounty) -> None:
    person, other = county.supervisor("旧督学", "学张乡", load_least=0), county.supervisor("新督学", load_least=0)
    for number in range(4):
        county.duty(person, county.garden(f"{number}园", "学张乡"), BEGAN, locked=number < 3)
    county.duty(other, county.garden("远园", "陌南镇"), BEGAN)
    found = propose(county.store, TODAY)
    accept(county.store, found)
    assert [pair.garden.name for pair in found.pairs if pair.locked] == ["0园", "1园", "2园"]
    assert who_has(county) == {"0园": "旧督学", "1园": "旧督学", "2园": "旧督学", "3园": "新督学", "远园": "新督学"}


def test_a_lock_against_a_rule_is_told_and_not_touched(county: SmallCounty) -> None:
    garden, person = county.garden("甲园"), county.supervisor("李督学")
    county.supervisor("张督学")
    county.duty(person, garden, BEGAN, locked=True)
    county.recusal(person, garden)
    found = propose(county.store, TODAY)
    assert found.causes[0].sentence == (
        "甲园没有一位督学可以负责：甲园锁定由李督学负责；李督学对甲园应当回避（近亲属）"
    )
    assert accept(county.store, found) == ""
    assert who_has(county) == {"甲园": "李督学"}


def test_who_cannot_be_covered_any_longer_is_ended(county: SmallCounty) -> None:
    county.duty(county.supervisor("李督学", term_to=date(2026, 8, 31)), county.garden("甲园"), BEGAN)
    label = accept(county.store, propose(county.store, TODAY))
    assert label == "自动分配督学：1 所暂无督学（2026-11-23 起）"
    assert who_has(county) == {}


def test_what_changed_since_is_refused(county: SmallCounty) -> None:
    office(county)
    found = propose(county.store, TODAY)
    county.garden("更新的园")
    before = rows(county)
    with pytest.raises(Refusal, match="在计算之后有改动"):
        accept(county.store, found)
    assert rows(county) == before


def test_the_best_with_too_few_places_is_written_and_the_rest_stays_open(county: SmallCounty) -> None:
    county.supervisor("李督学")
    for number in range(4):
        county.garden(f"{number}园")
    found = propose(county.store, TODAY, Options(maximum=3))
    assert found.after.cost.uncovered == 1
    accept(county.store, found)
    assert len(who_has(county)) == 3
    assert len(supervision.board(county.store, TODAY).uncovered) == 1
