"""Typed cells become one action: what can be read is written, the rest comes back with its reason."""

from datetime import date

import pytest

from tests.store.office import add_kindergarten, listed, record
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store
from ycpe_desktop.store.entering import Entry, Since, Typed, prepare, usual_since, write
from ycpe_desktop.store.tables import year_state


def typed(store: Store, *cells: tuple[str, str, str]) -> Entry:
    keys = {key for key, _, _ in cells if len(key) == 32}
    records = {key: record(store, key) for key in keys}
    return prepare(Kindergarten, 2026, [Typed(*cell) for cell in cells], records, store.names)


def test_a_new_row_and_an_edit_are_one_action(store: Store) -> None:
    key = add_kindergarten(store)
    entry = typed(store, ("新1", "name", "乙幼儿园"), ("新1", "nature", "普惠性民办"), (key, "phone", "0359-3021234"))
    write(store, entry, "填写")
    assert record(store, entry.inserted["新1"])["nature"] == "inclusive"
    assert record(store, key)["phone"] == "0359-3021234"
    store.undo()
    assert listed(store) == ["芮城县第一幼儿园"]
    assert record(store, key)["phone"] is None


def test_what_cannot_be_read_comes_back_and_a_row_without_a_name_waits(store: Store) -> None:
    entry = typed(
        store, ("新1", "code", "123"), ("新2", "nature", "公办"), ("新3", "name", "丙"), ("新3", "children", "9")
    )
    write(store, entry, "填写")
    assert "1114" in entry.refused["新1", "code"].reason
    assert entry.refused["新2", "nature"].reason == ""
    assert entry.computed == 1
    assert listed(store) == ["丙"]


@pytest.mark.parametrize(("correct", "past"), [(False, "public"), (True, "nonprofit")])
def test_a_differing_dated_value_asks_since_when(store: Store, correct: bool, past: str) -> None:
    key = add_kindergarten(store)
    entry = typed(store, (key, "nature", "非营利性民办"))
    assert entry.differing == {"nature": {key}}
    assert usual_since(store, entry) == date(2026, 9, 1)
    write(store, entry, "变更", Since(date(2026, 9, 1), correct))
    assert record(store, key)["nature"] == "nonprofit"
    assert record(store, key, 2024)["nature"] == past


def test_a_row_that_a_frozen_year_refuses_is_not_half_there(store: Store) -> None:
    with store.writing("审核通过") as writer:
        writer.put(year_state, {"uuid": "2026", "approved": "2026-10-10T10:00:00"})
    entry = typed(store, ("新1", "name", "补报的幼儿园"), ("新1", "status", "在办"), ("新2", "name", "新的幼儿园"))
    write(store, entry, "填写")
    assert listed(store) == ["新的幼儿园"]
    assert "已审核通过" in entry.refused["新1", "name"].reason
    assert set(entry.inserted) == {"新2"}
