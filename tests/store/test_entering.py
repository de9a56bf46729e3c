"""Typed cells become one action; what cannot be read is given back with its reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.policy.small_county import SmallCounty, small_county
from ycpe_desktop.ledgers import Kindergarten, Supervisor, YearReport
from ycpe_desktop.store import fetch
from ycpe_desktop.store.beside import periods
from ycpe_desktop.store.entering import Entry, Since, Typed, prepare, usual_since, write
from ycpe_desktop.store.listing import Record

YEAR = 2026


@pytest.fixture
def county(data_folder: Path) -> Iterator[SmallCounty]:
    with small_county(data_folder) as made:
        yield made


def record(county: SmallCounty, uuid: str) -> Record:
    with county.store.reading() as connection:
        return fetch(connection, Kindergarten, [uuid], YEAR)[0]


def entry_of(county: SmallCounty, uuid: str, **typed: str) -> Entry:
    cells = [Typed(uuid, name, text) for name, text in typed.items()]
    return prepare(Kindergarten, YEAR, cells, {uuid: record(county, uuid)}, county.store.names)


def test_only_what_differs_is_written(county: SmallCounty) -> None:
    uuid = county.garden("南村幼儿园", code="1114000001")
    entry = entry_of(county, uuid, code="1114000001", name="南村幼儿园", principal="张三")
    assert entry.values == {uuid: {"principal": "张三"}}


def test_good_cells_are_written_beside_refused_ones(county: SmallCounty) -> None:
    uuid = county.garden("南村幼儿园")
    entry = entry_of(county, uuid, code="12", principal="张三", township="没有的镇")
    write(county.store, entry, "粘贴")
    assert record(county, uuid)["principal"] == "张三"
    assert sorted(name for _, name in entry.refused) == ["code", "township"]
    assert "没有找到" in entry.refused[uuid, "township"].reason


def test_a_village_is_looked_for_in_the_township_typed_with_it(county: SmallCounty) -> None:
    uuid = county.garden("南村幼儿园", "陌南镇")
    village = county.store.names.places("village", county.townships["古魏镇"])[0][1]
    entry = entry_of(county, uuid, village=village, township="古魏镇")
    assert not entry.refused
    write(county.store, entry, "粘贴")
    assert county.store.names.name("village", record(county, uuid)["village"]) == village


def test_a_correction_and_a_change_differ_in_the_past(county: SmallCounty) -> None:
    uuid = county.garden("南村幼儿园", nature="public")
    entry = entry_of(county, uuid, nature="普惠性民办")
    assert entry.differing == {"nature": {uuid}}
    assert usual_since(county.store, entry) == date(2026, 9, 1)
    write(county.store, entry, "修改", Since(date(2026, 9, 1)))
    with county.store.reading() as connection:
        assert [each.value for each in periods(connection, Kindergarten.nature, uuid)] == ["public", "inclusive"]


def test_a_rural_code_makes_a_new_kindergarten_rural(county: SmallCounty) -> None:
    cells = [Typed("new:0", "name", "南村幼儿园"), Typed("new:0", "urban_rural", "村庄")]
    entry = prepare(Kindergarten, YEAR, cells, {}, county.store.names)
    write(county.store, entry, "新增")
    assert record(county, entry.inserted["new:0"])["rural"] is True


def test_a_new_row_without_a_name_waits(county: SmallCounty) -> None:
    entry = prepare(Kindergarten, YEAR, [Typed("new:0", "principal", "张三")], {}, county.store.names)
    write(county.store, entry, "新增")
    assert county.store.count(Kindergarten) == 0
    assert entry.refused["new:0", "principal"].reason == ""


def test_one_kindergarten_has_one_row_a_year(county: SmallCounty) -> None:
    uuid = county.garden("南村幼儿园")
    for times in (1, 2):
        entry = prepare(YearReport, YEAR, [Typed("new:0", "kindergarten", uuid)], {}, county.store.names)
        write(county.store, entry, "新增")
        assert county.store.count(YearReport) == 1
        assert bool(entry.refused) is (times == 2)


def test_a_supervisor_cannot_live_in_a_village_of_another_township(county: SmallCounty) -> None:
    uuid, names = county.supervisor("李督学", "古魏镇"), county.store.names
    own, other = (names.places("village", county.townships[town])[0] for town in ("古魏镇", "陌南镇"))
    with county.store.reading() as connection:
        records = {uuid: fetch(connection, Supervisor, [uuid], YEAR)[0]}
    wrong = prepare(Supervisor, YEAR, [Typed(uuid, "village", other[1])], records, names)
    assert wrong.refused[uuid, "village"].reason == f"没有找到“{other[1]}”"
    right = prepare(Supervisor, YEAR, [Typed(uuid, "village", own[1])], records, names)
    assert right.values == {uuid: {"village": own[0]}}
