"""审核通过 freezes the figures of its year: yearly rows, and dated facts in force on its first day. Nothing else."""

from contextlib import nullcontext
from datetime import date

import pytest

from tests.store.office import add_kindergarten, everything, record, report
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import AreaYear, ClassRoom, FourIndependents, Kindergarten, YearReport
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import year_state


@pytest.fixture
def garden(store: Store) -> str:
    return add_kindergarten(store)


@pytest.fixture
def figures(store: Store, garden: str) -> str:
    return report(store, garden, 2026, teachers=5)


def freeze(store: Store, year: int = 2026) -> None:
    with store.writing("审核通过") as writer:
        writer.put(year_state, {"uuid": str(year), "approved": "2026-10-10T10:00:00", "snapshot": b"PK\x03\x04"})


def test_yearly_rows_of_the_year_are_frozen(store: Store, garden: str, figures: str) -> None:
    freeze(store)
    before = everything(store)
    named = "芮城县第一幼儿园 2026的年度数据：2026—2027 学年已审核通过"
    with pytest.raises(Refusal, match=named), store.writing("改") as writer:
        writer.update(YearReport, figures, {"teachers": 6})
    with pytest.raises(Refusal, match="已审核通过"), store.writing("删") as writer:
        writer.delete(YearReport, figures)
    with pytest.raises(Refusal, match="已审核通过"), store.writing("挪走") as writer:
        writer.update(YearReport, figures, {"year": 2025})
    for ledger in (FourIndependents, ClassRoom):
        with pytest.raises(Refusal, match="已审核通过"), store.writing("加") as writer:
            writer.insert(
                ledger,
                {"kindergarten": garden, "year": 2026, "name": "小班"}
                if ledger is ClassRoom
                else {"kindergarten": garden, "year": 2026},
            )  # fmt: skip - a class has a name
    with pytest.raises(Refusal, match="已审核通过"), store.writing("加") as writer:
        writer.insert(AreaYear, {"area": "140830", "year": 2026})
    assert everything(store) == before


def test_other_years_and_undated_fields_stay_free(store: Store, garden: str, figures: str) -> None:
    freeze(store)
    with store.writing("电话和名称") as writer:
        writer.update(Kindergarten, garden, {"phone": "0359-3021234", "name": "新名称"})
    report(store, garden, 2025)
    assert record(store, garden)["phone"] == "0359-3021234"


@pytest.mark.parametrize(
    ("since", "correct", "free"),
    [
        (date(2026, 9, 1), False, False),
        (date(2026, 8, 31), False, False),
        (date(2024, 9, 1), True, False),
        (date(2026, 9, 2), False, True),
        (date(2027, 9, 1), False, True),
        (date(2026, 9, 2), True, False),
        (date(2019, 9, 1), False, True),
    ],
)
def test_facts_in_force_on_the_first_of_september(
    store: Store, garden: str, since: date, correct: bool, free: bool
) -> None:
    freeze(store)
    expected = nullcontext() if free else pytest.raises(Refusal, match="已审核通过")
    with expected, store.writing("变更") as writer:
        writer.state(Kindergarten.nature, garden, "inclusive", since, correct=correct)


def test_a_new_kindergarten_that_was_open_then_is_refused_and_a_later_one_is_not(store: Store) -> None:
    freeze(store)
    with pytest.raises(Refusal, match="已审核通过"):
        add_kindergarten(store, "补报的幼儿园")
    with store.writing("新开") as writer:
        key = writer.insert(Kindergarten, {"name": "新开的幼儿园"})
        writer.state(Kindergarten.status, key, "open", date(2026, 10, 1))


def test_deleting_a_kindergarten_of_the_year_is_refused(store: Store, garden: str) -> None:
    freeze(store)
    with pytest.raises(Refusal, match="已审核通过"), store.writing("删除") as writer:
        writer.delete(Kindergarten, garden)


def test_undo_that_would_touch_the_year_is_refused_and_names_the_rows(store: Store, garden: str, figures: str) -> None:
    with store.writing("批量", "import") as writer:
        writer.update(YearReport, figures, {"teachers": 9})
        writer.update(Kindergarten, garden, {"phone": "0359-3021234"})
        writer.state(Kindergarten.nature, garden, "inclusive", date(2026, 9, 1))
    freeze(store)
    before = everything(store)
    with pytest.raises(Refusal, match="不能撤销") as refused:
        store.undo(4 - 1)
    assert "芮城县第一幼儿园 2026的年度数据" in str(refused.value)
    assert "芮城县第一幼儿园的办园性质" in str(refused.value)
    assert everything(store) == before
    assert store.undo().label == "审核通过"
    assert store.undo().label == "批量"
    assert record(store, figures, ledger=YearReport)["teachers"] == 5
    store.redo()
    store.redo()
    assert store.frozen_years() == [2026]


def test_only_the_year_itself_is_frozen(store: Store, garden: str) -> None:
    freeze(store, 2025)
    report(store, garden, 2026)
    with store.writing("变更") as writer:
        writer.state(Kindergarten.nature, garden, "inclusive", date(2026, 9, 1))
    with pytest.raises(Refusal, match="2025—2026 学年"):
        report(store, garden, 2025)
