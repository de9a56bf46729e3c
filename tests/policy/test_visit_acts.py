"""Entering visits: one action with findings, the numbered notice and its days; nothing half said gets in."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.policy.small_county import SmallCounty
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Rectification, Visit, VisitFinding
from ycpe_desktop.policy import visit_settings
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.policy.visit_acts import Entered, Entry, Problem, enter, join_drafts, remove, save_draft
from ycpe_desktop.store import Listing, Store, fetch, history, ids

DAY = date(2026, 11, 5)
WELL: dict[str, Any] = {"safety_state": "sound", "conduct_state": "sound", "ethics_state": "sound"}
FAULTY = {**WELL, "safety_state": "faulty"}
FIRE = Problem("fire", "灭火器过期", "law79_3")
EXIT = Problem("fire", "安全出口堵塞", "law79_3")


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


@pytest.fixture
def entry(county: SmallCounty) -> Entry:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    county.duty(person, garden)
    return Entry(garden, DAY, person, FAULTY, (FIRE, Problem("food", "留样不全", "law79_3", grave=True)))


def rows(county: SmallCounty, ledger: Any) -> list[dict[str, Any]]:
    with county.store.reading() as connection:
        return fetch(connection, ledger, ids(connection, Listing(ledger, 2026)), 2026)


def label(county: SmallCounty) -> str:
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    return step.label if step else ""


def test_a_visit_its_findings_and_their_notice_are_one_step(county: SmallCounty, entry: Entry) -> None:
    done = enter(county.store, entry)
    assert (done.number, len(done.mends)) == ("芮教督改〔2026〕1号", 2)
    assert done.label == label(county) == "录入督导：甲园 2026-11-05（发现问题 2 条，下发 芮教督改〔2026〕1号）"
    mends = rows(county, Rectification)
    assert [(row["problem"], row["place"], row["number"], row["issued"], row["due"]) for row in mends] == [
        ("灭火器过期", 1, "芮教督改〔2026〕1号", DAY, date(2026, 11, 20)),
        ("留样不全", 2, "芮教督改〔2026〕1号", DAY, date(2026, 11, 20)),
    ]
    assert [(row["source"], row["supervisor"], row["grave"]) for row in mends] == [
        ("visit", entry.supervisor, False), ("visit", entry.supervisor, True),
    ]  # fmt: skip
    found = rows(county, VisitFinding)
    assert [(row["visit"], row["rectification"]) for row in found] == [(done.visit, mend) for mend in done.mends]
    county.store.undo()
    assert not rows(county, Visit) + rows(county, VisitFinding) + rows(county, Rectification)


def test_a_visit_without_problems_needs_no_notice(county: SmallCounty, entry: Entry) -> None:
    done = enter(county.store, replace(entry, values=WELL, problems=()))
    assert (done.label, done.number, done.mends) == ("录入督导：甲园 2026-11-05", "", ())


def test_what_was_mended_on_the_spot_gets_no_notice(county: SmallCounty, entry: Entry) -> None:
    done = enter(county.store, replace(entry, problems=(replace(FIRE, mended=True), replace(EXIT, rectify=False))))
    assert (done.number, rows(county, Rectification)) == ("", [])
    assert [row["mended"] for row in rows(county, VisitFinding)] == [True, False]


def test_notices_are_numbered_by_calendar_year_after_the_highest(county: SmallCounty, entry: Entry) -> None:
    county.mend(entry.kindergarten, date(2026, 3, 1), date(2026, 3, 9), number="芮教督改〔2026〕17号")
    county.mend(entry.kindergarten, date(2026, 3, 1), date(2026, 3, 9), number="县督〔2026〕99号")
    assert enter(county.store, entry).number == "芮教督改〔2026〕18号"
    assert enter(county.store, replace(entry, visited=date(2025, 11, 5))).number == "芮教督改〔2025〕1号"
    visit_settings.set_notice_pattern(county.store, "芮督字〔{年}〕第 {号} 号")
    assert enter(county.store, replace(entry, visited=date(2026, 11, 6))).number == "芮督字〔2026〕第 1 号"
    for wrong in ("芮教督改〔{年}〕", "芮教督改{号}号", "{年}{号}" + "长" * 30):
        with pytest.raises(Refusal):
            visit_settings.set_notice_pattern(county.store, wrong)


def test_the_usual_day_is_a_dated_setting_and_may_be_another_one(county: SmallCounty, entry: Entry) -> None:
    set_target(county.store, "reply_days", 2026, "7")
    problems = (FIRE, replace(FIRE, problem="安全出口堵塞", due=date(2026, 11, 6)))
    enter(county.store, replace(entry, problems=problems, issued=date(2026, 11, 6)))
    assert [row["due"] for row in rows(county, Rectification)] == [date(2026, 11, 13), date(2026, 11, 6)]
    enter(county.store, replace(entry, visited=date(2025, 11, 5), problems=(FIRE,)))
    assert {row["due"] for row in rows(county, Rectification)} >= {date(2025, 11, 20)}


def test_a_draft_says_little_and_goes_on(county: SmallCounty, entry: Entry) -> None:
    begun = save_draft(county.store, replace(entry, values={"theme": "消防"}, problems=(Problem("fire", "过期"),)))
    assert begun.label == label(county) == "暂存督导草稿：甲园 2026-11-05"
    assert (rows(county, Visit)[0]["state"], rows(county, Rectification)) == ("draft", [])
    done = enter(county.store, entry, begun.visit)
    assert done.visit == begun.visit
    (visit,) = rows(county, Visit)
    assert (visit["state"], visit["theme"], visit["safety_state"]) == ("done", "消防", "faulty")
    assert [row["problem"] for row in rows(county, VisitFinding)] == ["灭火器过期", "留样不全"]


def test_drafts_that_followed_one_another_are_one_step(county: SmallCounty, entry: Entry) -> None:
    store, other = county.store, replace(entry, kindergarten=county.garden("甲园分园"), values={})
    begun = save_draft(store, replace(entry, values={"theme": "消防"}, problems=()))
    save_draft(store, replace(entry, values={"theme": "食品"}, visited=date(2026, 11, 6)), begun.visit)
    save_draft(store, other)
    save_draft(store, replace(entry, values={"theme": "饮水"}), begun.visit)
    for garden in (entry.kindergarten, other.kindergarten):
        join_drafts(store, garden)
    with store.reading() as connection:
        told = [step.label.removeprefix("暂存督导草稿：") for step in history.steps(connection)]
    assert told[:3] == ["甲园 2026-11-05", "甲园分园 2026-11-05", "甲园 2026-11-06"]
    for _ in range(3):
        store.undo()
    assert rows(county, Visit) + rows(county, VisitFinding) == []


def test_what_has_a_notice_keeps_it_when_the_visit_is_mended(county: SmallCounty, entry: Entry) -> None:
    done = enter(county.store, entry)
    first, second = (row["uuid"] for row in rows(county, VisitFinding))
    kept = replace(FIRE, problem="二楼灭火器过期", uuid=first)
    further = replace(FIRE, problem="安全出口堵塞")
    told = replace(entry, problems=(kept, replace(entry.problems[1], uuid=second), further))
    again = enter(county.store, told, done.visit)
    assert (again.number, len(again.mends)) == ("芮教督改〔2026〕2号", 1)
    assert [row["problem"] for row in rows(county, VisitFinding)] == ["二楼灭火器过期", "留样不全", "安全出口堵塞"]
    with pytest.raises(Refusal, match="不能去掉"):
        enter(county.store, replace(entry, problems=(kept,)), done.visit)
    assert len(rows(county, VisitFinding)) == 3


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"visited": date(2026, 11, 24)}, "还没到"),
        ({"supervisor": ""}, "责任督学"),
        ({"values": {**WELL, "ethics_state": None}}, "“师德师风”还没有判断"),
        ({"values": {**WELL, "safety_state": "unchecked"}}, "没有写明原因"),
        ({"problems": (Problem("fire", " "),)}, "第 1 个问题没有写明"),
        ({"problems": (FIRE, Problem("food", "留样不全"))}, "第 2 个问题“留样不全”没有依据条款"),
        ({"problems": (Problem("food", "留样不全", "other"),)}, "没有依据条款"),
        ({"problems": (FIRE, EXIT, replace(FIRE, problem=" 灭火器过期"))}, "第 3 个问题和第 1 个相同"),
        ({"issued": date(2026, 11, 4)}, "早于督导时间"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_says_too_little_is_refused_and_nothing_is_kept(
    county: SmallCounty, entry: Entry, change: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        enter(county.store, replace(entry, **change))
    assert rows(county, Visit) == []


def test_who_should_stand_back_does_not_supervise(county: SmallCounty, entry: Entry) -> None:
    county.recusal(entry.supervisor, entry.kindergarten)
    with pytest.raises(Refusal, match="应当回避"):
        enter(county.store, entry)


def test_another_basis_is_written_out(county: SmallCounty, entry: Entry) -> None:
    told = Problem("food", "留样不全", "other", "食品安全法 55")
    done: Entered = enter(county.store, replace(entry, problems=(told,)))
    assert [row["clause_other"] for row in rows(county, Rectification)] == ["食品安全法 55"]
    assert done.number


def test_a_visit_entered_by_mistake_goes_with_its_findings(county: SmallCounty, entry: Entry) -> None:
    done = enter(county.store, replace(entry, problems=(replace(FIRE, mended=True),)))
    assert remove(county.store, done.visit) == label(county) == "删除督导：甲园 2026-11-05"
    assert rows(county, Visit) + rows(county, VisitFinding) == []
    county.store.undo()
    assert len(rows(county, VisitFinding)) == 1
    noticed = enter(county.store, replace(entry, visited=date(2026, 11, 6)))
    with pytest.raises(Refusal, match="甲园 2026-11-06：已经下发整改通知，不能删除"):
        remove(county.store, noticed.visit)
    with pytest.raises(Refusal, match="已经不在了"):
        remove(county.store, "0" * 32)
