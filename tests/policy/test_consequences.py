"""What is typed into a ledger changes the registry with it, in the same undo step; what is imported does not."""

from datetime import date
from typing import Any

import pytest

from tests.policy.conftest import Enter
from tests.policy.test_lives import nature, rows, status
from tests.store.office import everything
from ycpe_desktop.ledgers import (
    BuildMilestone,
    CompoundSite,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
)
from ycpe_desktop.policy import licences
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import year_state

D = date


def typed(store: Store, ledger: type[Ledger], how: str = "edit", **values: Any) -> str:
    with store.writing(f"新增{ledger.TITLE}", how) as writer:
        return writer.insert(ledger, values)


def changed(store: Store, ledger: type[Ledger], key: str, **values: Any) -> None:
    with store.writing(f"修改{ledger.TITLE}") as writer:
        writer.update(ledger, key, values)


def garden(store: Store) -> dict[str, Any]:
    return rows(store, Kindergarten)[0]


@pytest.fixture
def private(store: Store, enter: Enter) -> str:
    return enter("民办甲园", "nonprofit", 60, since=D(2018, 9, 1))


def test_a_typed_recognition_counts_from_its_day_and_is_undone_with_it(store: Store, private: str) -> None:
    before = everything(store)
    key = typed(store, InclusiveRecognition, kindergarten=private, since=D(2026, 3, 1), document="3号")
    assert [nature(store, private, day) for day in (D(2026, 2, 28), D(2026, 3, 1))] == ["nonprofit", "inclusive"]
    changed(store, InclusiveRecognition, key, ended=D(2026, 10, 1), ended_why="自愿退出")
    assert nature(store, private, D(2026, 10, 1)) == "nonprofit"
    store.undo()
    store.undo()
    assert everything(store) == before


def test_an_imported_one_leaves_the_registry_to_its_own_sheets(store: Store, private: str) -> None:
    typed(store, InclusiveRecognition, "import", kindergarten=private, since=D(2026, 3, 1))
    assert nature(store, private, D(2026, 3, 1)) == "nonprofit"


@pytest.mark.parametrize("kind", ["public", "forprofit"])
def test_what_cannot_be_recognised_stays_what_it_is(store: Store, enter: Enter, kind: str) -> None:
    key = enter("某园", kind, 60, since=D(2018, 9, 1))
    typed(store, InclusiveRecognition, kindergarten=key, since=D(2026, 3, 1))
    assert nature(store, key, D(2026, 3, 1)) == kind


def test_an_approved_year_stays_and_the_row_is_kept(store: Store, private: str) -> None:
    with store.writing("审核通过", "setting") as writer:
        writer.put(year_state, {"uuid": "2026", "approved": "2026-11-23T10:00:00"})
    typed(store, InclusiveRecognition, kindergarten=private, since=D(2026, 3, 1))
    assert nature(store, private, D(2026, 9, 1)) == "nonprofit"
    assert len(rows(store, InclusiveRecognition)) == 1


def test_licence_events_change_the_licence_unless_a_later_one_is_known(store: Store, private: str) -> None:
    typed(store, LicenceEvent, kindergarten=private, kind="renewed", day=D(2026, 5, 1), licence="新证",
          valid_until=D(2031, 4, 30))  # fmt: skip
    typed(store, LicenceEvent, kindergarten=private, kind="approved", day=D(2018, 9, 1), licence="旧证")
    found = garden(store)
    assert (found["licence"], found["licence_until"], found["licence_issued"]) == (
        "新证",
        D(2031, 4, 30),
        D(2026, 5, 1),
    )
    typed(store, LicenceEvent, kindergarten=private, kind="cancelled", day=D(2026, 11, 1))
    assert [status(store, private, day) for day in (D(2026, 10, 31), D(2026, 11, 1))] == ["open", "revoked"]


def test_a_licence_typed_cell_by_cell_is_carried_over_like_one_that_is_granted(store: Store, private: str) -> None:
    authority = "芮城县审批服务管理局"
    wanted = {"licence": "教民2号", "licence_until": D(2031, 4, 30), "licence_issued": D(2026, 5, 1),
              "licence_authority": authority}  # fmt: skip
    licences.grant(store, private, "renewed", D(2026, 5, 1), "教民2号", D(2031, 4, 30), authority=authority)
    assert {name: garden(store)[name] for name in wanted} == wanted
    store.undo()
    key = typed(store, LicenceEvent, kindergarten=private, kind="renewed", day=D(2026, 5, 1))
    assert garden(store)["licence_issued"] is None
    for cell in ({"licence": "教民2号"}, {"valid_until": D(2031, 4, 30)}, {"authority": authority}):
        changed(store, LicenceEvent, key, **cell)
    assert {name: garden(store)[name] for name in wanted} == wanted


def test_a_licence_that_ends_has_the_same_basis_typed_or_done(store: Store, private: str) -> None:
    licences.end(store, private, "revoked", D(2026, 7, 1), "情节严重")
    done = everything(store)["kindergarten_status"]
    store.undo()
    typed(store, LicenceEvent, kindergarten=private, kind="revoked", day=D(2026, 7, 1), reason="情节严重")
    assert [row[1:] for row in everything(store)["kindergarten_status"]] == [row[1:] for row in done]


def test_a_finished_closing_ends_the_kindergarten(store: Store, private: str) -> None:
    key = typed(store, RuralUpgrade, kindergarten=private, way="close")
    assert status(store, private, D(2026, 7, 15)) == "open"
    changed(store, RuralUpgrade, key, finished=D(2026, 7, 15))
    assert status(store, private, D(2026, 7, 15)) == "paused"


def test_a_compound_that_opens_marks_its_kindergarten(store: Store, private: str) -> None:
    key = typed(store, CompoundSite, name="阳光小区", kindergarten=private)
    assert garden(store)["compound"] is True
    changed(store, CompoundSite, key, opened=D(2026, 9, 1), outcome="inclusive")
    assert nature(store, private, D(2026, 9, 1)) == "inclusive"


def test_the_first_day_of_a_project_opens_its_kindergarten(store: Store, enter: Enter) -> None:
    key = enter("新园", "public", status="planning", since=D(2024, 9, 1))
    build = typed(store, PublicBuild, name="新建项目", kindergarten=key)
    typed(store, BuildMilestone, build=build, step="opened", done=D(2026, 9, 1))
    assert [status(store, key, day) for day in (D(2026, 8, 31), D(2026, 9, 1))] == ["planning", "open"]
