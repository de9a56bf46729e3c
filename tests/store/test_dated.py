"""Dated facts: 变更 closes a period and opens another, 更正 mends one; periods never overlap, the lists agree."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.store.office import LONG_AGO, add_kindergarten, office, record
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.schoolyear import page_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.in_year import as_of

NATURE = Kindergarten.nature
NATURES = ("public", "inclusive", "nonprofit", "forprofit")


def periods(store: Store, owner: str) -> list[tuple[str, str, str]]:
    """(from, to, value) in order, "" where there is no end."""
    table = NATURE.table
    wanted = select(table.c.since, table.c.until, table.c.value).where(table.c.owner == owner).order_by(table.c.since)
    with store.reading() as connection:
        return [(str(since), str(until or ""), value) for since, until, value in connection.execute(wanted)]


BEFORE = [("2022-09-01", "public"), ("2024-09-01", "inclusive")]
WAS, IS = ("2022-09-01", "2024-09-01", "public"), ("2024-09-01", "", "inclusive")
CASES: list[tuple[str, str, str, bool, list[tuple[str, str, str]]]] = [
    (
        "变更 from later on",
        "2026-03-01",
        "nonprofit",
        False,
        [WAS, ("2024-09-01", "2026-03-01", "inclusive"), ("2026-03-01", "", "nonprofit")],
    ),
    (
        "变更 in the middle of an earlier period",
        "2023-09-01",
        "nonprofit",
        False,
        [("2022-09-01", "2023-09-01", "public"), ("2023-09-01", "2024-09-01", "nonprofit"), IS],
    ),
    ("变更 before everything", "2020-09-01", "nonprofit", False, [("2020-09-01", "2022-09-01", "nonprofit"), WAS, IS]),
    (
        "变更 on the day on which the period begins",
        "2024-09-01",
        "nonprofit",
        False,
        [WAS, ("2024-09-01", "", "nonprofit")],
    ),
    ("变更 to what it is already", "2025-09-01", "inclusive", False, [WAS, IS]),
    ("更正 of the period now", "2026-03-01", "nonprofit", True, [WAS, ("2024-09-01", "", "nonprofit")]),
    ("更正 of an earlier period", "2023-05-05", "forprofit", True, [("2022-09-01", "2024-09-01", "forprofit"), IS]),
    (
        "更正 before everything is a new period",
        "2020-09-01",
        "forprofit",
        True,
        [("2020-09-01", "2022-09-01", "forprofit"), WAS, IS],
    ),
]  # fmt: skip - what is done in one line, what is left in the next


@pytest.mark.parametrize(("since", "value", "correct", "left"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_what_a_change_leaves(
    store: Store, since: str, value: str, correct: bool, left: list[tuple[str, str, str]]
) -> None:
    with store.writing("新增") as writer:
        owner = writer.insert(Kindergarten, {"name": "幼儿园"})
        for day, nature in BEFORE:
            writer.state(NATURE, owner, nature, date.fromisoformat(day))
    with store.writing("改") as writer:
        writer.change(Kindergarten, owner, {"nature": value}, date.fromisoformat(since), correct=correct)
    assert periods(store, owner) == left


def test_a_renewed_recognition_with_its_own_document_is_a_period_of_its_own(store: Store) -> None:
    owner = add_kindergarten(store)
    with store.writing("认定") as writer:
        writer.state(NATURE, owner, "public", LONG_AGO, basis="芮教〔2020〕3号")
        writer.state(NATURE, owner, "public", date(2026, 9, 1), basis="芮教〔2026〕8号")
    with store.reading() as connection:
        assert set(connection.scalars(select(NATURE.table.c.basis))) == {"芮教〔2020〕3号", "芮教〔2026〕8号"}
    assert periods(store, owner) == [("2020-09-01", "2026-09-01", "public"), ("2026-09-01", "", "public")]


def test_the_same_value_again_leaves_no_step(store: Store) -> None:
    owner = add_kindergarten(store)
    with store.writing("没有改动") as writer:
        writer.change(Kindergarten, owner, {"nature": "public", "name": "芮城县第一幼儿园"}, date(2026, 9, 1))
    assert store.undo().label == "新增园所"


def test_a_dated_value_cannot_be_emptied_nor_a_derived_one_written(store: Store) -> None:
    owner = add_kindergarten(store)
    with pytest.raises(Refusal, match="不能清空"), store.writing("清空") as writer:
        writer.change(Kindergarten, owner, {"nature": None}, LONG_AGO)
    with pytest.raises(Refusal, match="由程序算出"), store.writing("算出") as writer:
        writer.change(Kindergarten, owner, {"children": 3}, LONG_AGO)


DAYS = [date(year, month, 1) for year in (2023, 2024, 2025, 2026, 2027) for month in (3, 9)]


@dataclass(frozen=True)
class Change:
    day: int
    """Index into DAYS."""
    value: str
    correct: bool


CHANGES = st.lists(
    st.builds(Change, st.integers(0, len(DAYS) - 1), st.sampled_from(NATURES), st.booleans()), min_size=1, max_size=10
)


def naive(changes: list[Change]) -> list[str | None]:
    """What holds on each of DAYS, by painting days one by one: (name of the period, value) on each."""
    held: list[tuple[int, str] | None] = [None] * len(DAYS)
    for number, change in enumerate(changes):
        now = held[change.day]
        eve = held[change.day - 1] if change.day else None
        begins = now is not None and (eve is None or eve[0] != now[0])
        if now is not None and now[1] == change.value:
            continue
        if now is not None and (change.correct or begins):
            held = [(now[0], change.value) if each and each[0] == now[0] else each for each in held]
            continue
        for day in range(change.day, len(DAYS)):
            if held[day] != now:
                break
            held[day] = (number, change.value)
    return [each[1] if each else None for each in held]


@settings(max_examples=20)
@given(changes=CHANGES)
def test_any_changes_agree_with_painting_the_days(new_office: Path, changes: list[Change]) -> None:
    with office(new_office) as store:
        with store.writing("新增") as writer:
            owner = writer.insert(Kindergarten, {"name": "幼儿园"})
        for change in changes:
            with store.writing("改") as writer:
                writer.state(NATURE, owner, change.value, DAYS[change.day], correct=change.correct)
        found = periods(store, owner)
        assert all(since < until for since, until, _ in found if until)
        assert all(early[1] and early[1] <= late[0] for early, late in pairwise(found))
        with store.reading() as connection:
            held = [dict(connection.execute(as_of(NATURE, day)).tuples().all()).get(owner) for day in DAYS]
        assert held == naive(changes)
        shown: dict[int, Any] = {year: record(store, owner, year)["nature"] for year in store.years}
        with store.reading() as connection:
            for year, value in shown.items():
                asked = as_of(NATURE, page_day(year, store.today))
                assert dict(connection.execute(asked).tuples().all()).get(owner) == value
