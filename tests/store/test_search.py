"""Search: by any part of name, code, licence, principal or village, by what an import left over, and by initials."""

import pytest

from tests.store.office import add_kindergarten, listed, record, report
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, Supervisor, YearReport
from ycpe_desktop.store import Store
from ycpe_desktop.store.searching import searched_fields
from ycpe_desktop.store.tables import raw_value


@pytest.fixture
def office(store: Store) -> Store:
    town = store.names.keys("township", "古魏镇")[0]
    village = store.names.within(town).places("village", town)[0][0]
    add_kindergarten(
        store,
        "芮城县古魏镇中心幼儿园",
        code="1114000001",
        principal="解小红",
        licence="教民114083060000018号",
        former_name="城关幼儿园",
        township=town,
        village=village,
    )
    add_kindergarten(store, "风陵渡100%幼儿园", code="1114000002", principal="王_芳")
    return store


@pytest.mark.parametrize(
    "typed",
    [
        "古魏镇中心",
        "1114000001",
        "000001",
        "解小红",
        "60000018",
        "城关",
        "rcxgwz",
        "GWZ",
        "gwzzx",
        "xxh",
        "hxh",
        " 古魏 ",
    ],
)
def test_what_finds_the_first(office: Store, typed: str) -> None:
    assert listed(office, search=typed) == ["芮城县古魏镇中心幼儿园"]


def test_a_village_finds_its_kindergarten(office: Store) -> None:
    (key,) = office.names.keys("kindergarten", "1114000001")
    village = office.names.name("village", record(office, key)["village"])
    assert listed(office, search=village) == ["芮城县古魏镇中心幼儿园"]


@pytest.mark.parametrize(
    ("typed", "count"), [("%", 1), ("_", 1), ("1114", 2), ("", 2), ("  ", 2), ("没有", 0), ("'", 0), ("zzz", 0)]
)
def test_signs_mean_themselves(office: Store, typed: str, count: int) -> None:
    assert len(listed(office, search=typed)) == count


def test_a_new_name_is_found_and_the_old_one_no_longer(office: Store) -> None:
    key = office.names.keys("kindergarten", "1114000002")[0]
    with office.writing("改名") as writer:
        writer.update(Kindergarten, key, {"name": "黄河幼儿园"})
    assert listed(office, search="hh") == ["黄河幼儿园"]
    assert listed(office, search="风陵渡") == []
    office.undo()
    assert listed(office, search="fld") == ["风陵渡100%幼儿园"]
    with office.writing("删除") as writer:
        writer.delete(Kindergarten, key)
    assert listed(office, search="1114000002") == []


def test_what_an_import_left_over_is_found_until_it_is_settled(office: Store) -> None:
    key = office.names.keys("kindergarten", "1114000002")[0]
    left = {"ledger": "kindergarten", "owner": key, "field": "township", "title": "街道", "value": "外滩街道"}
    with office.writing("导入") as writer:
        writer.put(raw_value, {"uuid": "1" * 32, **left})
    assert listed(office, search="外滩") == ["风陵渡100%幼儿园"]
    assert listed(office, with_raw_values=True) == ["风陵渡100%幼儿园"]
    with office.writing("乡镇") as writer:
        writer.update(Kindergarten, key, {"township": office.names.keys("township", "风陵渡")[0]})
    assert listed(office, search="外滩") == []
    assert listed(office, with_raw_values=True) == []


def test_a_yearly_ledger_is_searched_by_its_kindergarten(office: Store) -> None:
    key = office.names.keys("kindergarten", "1114000001")[0]
    row = report(office, key)
    assert listed(office, ledger=YearReport, search="gwz") == [row]
    assert listed(office, ledger=YearReport, search="fld") == []
    assert listed(office, 2025, ledger=YearReport, search="gwz") == []


def test_a_supervisor_is_searched_by_its_own_fields(store: Store) -> None:
    with store.writing("督学") as writer:
        writer.insert(Supervisor, {"name": "解州生", "certificate": "晋督0012"})
    for typed in ("xzs", "hzs", "jzs", "督0012"):
        assert listed(store, ledger=Supervisor, search=typed) == ["解州生"]


def test_every_ledger_with_names_is_searched() -> None:
    assert {ledger.TITLE for ledger in LEDGERS if "name" in searched_fields(ledger)} >= {"园所名册", "责任督学"}
