"""Visits that are there already: how they stand in a month, drafts, and a visit as it was typed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.policy.small_county import SmallCounty
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import VisitFinding
from ycpe_desktop.policy.recorded_visits import drafts, earlier, opened, recorded, unfounded
from ycpe_desktop.policy.visit_acts import Entry, Problem, aside_key, enter, remove, save_draft
from ycpe_desktop.store import Store

DAY = date(2026, 11, 5)
FAULTY = {"safety_state": "faulty", "conduct_state": "sound", "ethics_state": "sound"}
UNCHECKED = {"safety_state": "unchecked", "conduct_state": "unchecked", "ethics_state": "unchecked"}
FIRE = Problem("fire", "灭火器过期", "law79_3")


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


@pytest.fixture
def entry(county: SmallCounty) -> Entry:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    return Entry(garden, DAY, person, FAULTY, (FIRE, Problem("food", "留样不全", "law79_3")))


def test_the_visits_of_a_month_as_they_stand(county: SmallCounty, entry: Entry) -> None:
    garden = entry.kindergarten
    county.visit(garden, date(2026, 10, 31))
    county.visit(garden, date(2026, 11, 30))
    county.visit(garden, date(2026, 11, 2), **UNCHECKED)
    county.visit(garden, date(2026, 11, 9), state="draft")
    found = recorded(county.store, DAY)[garden]
    assert [(each.visited.day, each.state) for each in found] == [(2, "unchecked"), (9, "draft"), (30, "done")]


def test_a_draft_comes_back_whole_and_its_days_with_it(county: SmallCounty, entry: Entry) -> None:
    problems = (replace(FIRE, due=date(2026, 11, 8)), replace(entry.problems[1], rectify=False))
    typed = replace(entry, problems=problems, issued=date(2026, 11, 6))
    done = save_draft(county.store, typed)
    found = opened(county.store, done.visit)
    assert found.draft
    assert [replace(one, uuid="") for one in found.entry.problems] == list(problems)
    assert tuple(one.uuid for one in found.entry.problems) == done.findings
    assert found.entry.issued == date(2026, 11, 6)
    assert [each.uuid for each in drafts(county.store)] == [done.visit]
    assert save_draft(county.store, found.entry, done.visit).findings == done.findings
    finished = enter(county.store, found.entry, done.visit)
    assert (len(finished.mends), drafts(county.store)) == (1, [])
    assert county.store.setting(aside_key(done.visit)) is None


def test_undoing_a_draft_takes_its_days_back_too(county: SmallCounty, entry: Entry) -> None:
    done = save_draft(county.store, replace(entry, problems=(FIRE,)))
    kept = opened(county.store, done.visit).entry
    save_draft(county.store, replace(kept, problems=(replace(kept.problems[0], due=date(2026, 12, 1)),)), done.visit)
    assert opened(county.store, done.visit).entry.problems[0].due == date(2026, 12, 1)
    county.store.undo()
    assert opened(county.store, done.visit).entry == kept


def test_a_finished_visit_names_its_notices(county: SmallCounty, entry: Entry) -> None:
    done = enter(county.store, replace(entry, problems=(FIRE, replace(entry.problems[1], rectify=False))))
    found = opened(county.store, done.visit)
    assert not found.draft
    assert [(one.number, one.due) for one in found.noticed.values()] == [(done.number, date(2026, 11, 20))]
    assert [one.rectify for one in found.entry.problems] == [True, False]
    assert enter(county.store, found.entry, done.visit).number == ""


def test_one_that_is_gone_is_refused(county: SmallCounty, entry: Entry) -> None:
    done = save_draft(county.store, replace(entry, issued=date(2026, 11, 7)))
    remove(county.store, done.visit)
    assert county.store.setting(aside_key(done.visit)) is None
    with pytest.raises(Refusal, match="已经不在了"):
        opened(county.store, done.visit)


def test_what_was_found_within_the_year_before(county: SmallCounty, entry: Entry) -> None:
    days = {"fees": date(2025, 11, 4), "food": date(2025, 11, 5), "fire": date(2026, 5, 6), "ethics": DAY}
    visits = {item: county.visit(entry.kindergarten, day) for item, day in days.items()}
    with county.store.writing("发现") as writer:
        for item, visit in visits.items():
            writer.insert(VisitFinding, {"visit": visit, "item": item, "problem": f"{item} {days[item]}"})
    found = earlier(county.store, entry.kindergarten, DAY)
    assert found == {"food": (date(2025, 11, 5), "food 2025-11-05"), "fire": (date(2026, 5, 6), "fire 2026-05-06")}


def test_a_matter_judged_faulty_asks_for_what_was_found(entry: Entry) -> None:
    assert unfounded(entry) == []
    assert unfounded(replace(entry, problems=())) == ["安全管理"]
