"""What is typed into a ledger changes the registry with it, in the same undo step; what is imported does not."""

from datetime import date
from typing import Any

import pytest

from tests.policy.conftest import Enter
from tests.policy.test_lives import nature, rows, status
from tests.store.office import everything
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    BuildMilestone,
    CompoundSite,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
    UnlicensedSite,
    YearReport,
)
from ycpe_desktop.policy import licences, recognition
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


def natures(store: Store, key: str) -> list[tuple[date, date | None, str]]:
    table = Kindergarten.nature.table
    with store.reading() as connection:
        found = connection.execute(table.select().where(table.c.owner == key).order_by(table.c.since))
        return [(row.since, row.until, row.value) for row in found]


def test_a_day_that_is_corrected_or_cleared_takes_its_effect_along(store: Store, private: str) -> None:
    before = natures(store, private)
    key = typed(store, InclusiveRecognition, kindergarten=private, since=D(2026, 3, 1), document="3号")
    changed(store, InclusiveRecognition, key, ended=D(2026, 10, 1))
    changed(store, InclusiveRecognition, key, since=D(2026, 4, 1))
    changed(store, InclusiveRecognition, key, ended=D(2026, 11, 1))
    assert natures(store, private) == [
        (D(2018, 9, 1), D(2026, 4, 1), "nonprofit"),
        (D(2026, 4, 1), D(2026, 11, 1), "inclusive"),
        (D(2026, 11, 1), None, "nonprofit"),
    ]
    changed(store, InclusiveRecognition, key, ended=None)
    assert natures(store, private)[-1] == (D(2026, 4, 1), None, "inclusive")
    assert not store.left
    for _ in range(5):
        store.undo()
    assert natures(store, private) == before


def test_a_day_that_is_corrected_brings_back_what_began_on_that_day(store: Store, private: str) -> None:
    before = natures(store, private)
    key = typed(store, InclusiveRecognition, kindergarten=private, since=D(2018, 9, 1), document="3号")
    assert natures(store, private) == [(D(2018, 9, 1), None, "inclusive")]
    changed(store, InclusiveRecognition, key, since=D(2018, 10, 1))
    assert natures(store, private) == [
        (D(2018, 9, 1), D(2018, 10, 1), "nonprofit"),
        (D(2018, 10, 1), None, "inclusive"),
    ]
    changed(store, InclusiveRecognition, key, since=D(2018, 9, 1))
    changed(store, InclusiveRecognition, key, since=D(2019, 9, 1))
    assert natures(store, private)[0] == (D(2018, 9, 1), D(2019, 9, 1), "nonprofit")
    for _ in range(4):
        store.undo()
    assert natures(store, private) == before


def test_what_a_later_event_has_made_stays_and_it_is_said(store: Store, private: str) -> None:
    key = typed(store, InclusiveRecognition, kindergarten=private, since=D(2024, 3, 1), document="3号")
    with store.writing("转公办") as writer:
        writer.state(Kindergarten.nature, private, "public", D(2026, 3, 1))
    changed(store, InclusiveRecognition, key, ended=D(2026, 3, 1))
    assert store.left == ("民办甲园的办园性质没有改动：2026-03-01 是“公办”",)
    recognition.end(store, key, D(2026, 5, 1))
    assert store.left == ("民办甲园的办园性质没有改动：2026-05-01 是“公办”",)
    assert nature(store, private, D(2026, 9, 1)) == "public"


def test_a_withdrawal_that_was_followed_by_another_recognition_changes_nothing(store: Store, private: str) -> None:
    first = typed(store, InclusiveRecognition, kindergarten=private, since=D(2022, 9, 1), valid_until=D(2025, 8, 31))
    typed(store, InclusiveRecognition, kindergarten=private, since=D(2025, 9, 1), document="5号")
    changed(store, InclusiveRecognition, first, ended=D(2025, 9, 1))
    assert store.left == ("民办甲园的办园性质没有改动：2025-09-01 起已经续认",)
    assert nature(store, private, D(2026, 9, 1)) == "inclusive"


def test_a_list_of_past_events_leaves_the_registry_of_today(store: Store, private: str) -> None:
    """Typed after the registry: its licence was issued later, its name is not the one that went then."""
    with store.writing("名册") as writer:
        writer.update(Kindergarten, private, {"licence": "今证", "licence_issued": D(2024, 9, 1)})
    typed(store, LicenceEvent, kindergarten=private, kind="approved", day=D(2018, 9, 1), licence="旧证")
    assert store.left == ("民办甲园：2024-09-01 已另颁证，园所名册里的许可证没有改动",)
    told: dict[str, Any] = {"kindergarten": private, "kind": "changed", "day": D(2020, 9, 1), "item": "name"}
    typed(store, LicenceEvent, **told, before="老园", after="中园")
    assert store.left == ("民办甲园的“园所名称”没有改动：园所名册里现在是“民办甲园”，不是变更前的“老园”",)
    assert (garden(store)["licence"], garden(store)["name"]) == ("今证", "民办甲园")
    licences.grant(store, private, "renewed", D(2021, 9, 1), "中证", D(2024, 8, 31))
    assert garden(store)["licence"] == "今证"
    assert "2024-09-01 已另颁证" in store.left[0]


def test_a_misspelt_name_is_corrected_without_becoming_a_former_one(store: Store, private: str) -> None:
    key = typed(store, LicenceEvent, kindergarten=private, kind="changed", day=D(2026, 5, 1), item="name", after="乙圆")
    changed(store, LicenceEvent, key, after="乙园")
    assert (garden(store)["name"], garden(store)["former_name"]) == ("乙园", "民办甲园")
    changed(store, LicenceEvent, key, after=None)
    assert store.left == ("“园所名称”原来改成的“乙园”没有改回，请在园所名册里改正",)
    store.undo()
    changed(store, LicenceEvent, key, item="principal")
    assert store.left[0] == "“园所名称”原来改成的“乙园”没有改回，请在园所名册里改正"


def test_what_is_not_said_yet_is_asked_for_and_done_once_it_is(store: Store, enter: Enter) -> None:
    key = enter("新园", "nonprofit", status="planning", since=D(2024, 9, 1))
    build = typed(store, PublicBuild, name="新建项目")
    typed(store, BuildMilestone, build=build, step="opened", done=D(2026, 9, 1))
    assert "没有选“对应幼儿园”，园所名册没有改动" in store.left[0]
    changed(store, BuildMilestone, rows(store, BuildMilestone)[0]["uuid"], basis="1号")
    assert not store.left, "it is said once"
    changed(store, PublicBuild, build, kindergarten=key)
    assert not store.left
    assert (nature(store, key, D(2026, 9, 1)), status(store, key, D(2026, 9, 1))) == ("public", "open")


def test_children_go_where_it_is_said_once(store: Store, enter: Enter) -> None:
    small, large = (enter(name, "public", count, since=D(2018, 9, 1)) for name, count in (("村园", 18), ("中心园", 55)))
    key = typed(store, RuralUpgrade, kindergarten=small, way="close", finished=D(2026, 7, 1))
    assert "没有写明接收幼儿的园，年度数据没有改动" in store.left[0]
    changed(store, RuralUpgrade, key, target=large)
    assert not store.left
    assert [(row["kindergarten"], row["children"]) for row in rows(store, YearReport)] == [(large, 73)]
    assert rows(store, RuralUpgrade)[0]["children_placed"] == 18
    changed(store, RuralUpgrade, key, finished=None)
    assert status(store, small, D(2026, 7, 1)) == "open"
    assert store.left == ("村园的幼儿原来已转到中心园，没有随之改变；请在年度数据里改正",)


def test_an_approved_year_refuses_the_act_and_is_told_of_the_row(store: Store, private: str) -> None:
    with store.writing("审核通过", "setting") as writer:
        writer.put(year_state, {"uuid": "2026", "approved": "2026-11-23T10:00:00"})
    before = everything(store)
    with pytest.raises(Refusal, match="已审核通过"):
        recognition.recognise(store, private, D(2026, 3, 1), D(2029, 2, 28), "3号")
    assert everything(store) == before
    typed(store, InclusiveRecognition, kindergarten=private, since=D(2026, 3, 1))
    assert "已审核通过，数据不能再改" in store.left[0]


def test_one_that_is_admitted_opens_the_kindergarten_that_is_chosen(store: Store, enter: Enter) -> None:
    key = enter("童乐园", "nonprofit", status=None, since=D(2026, 4, 1))
    site = typed(store, UnlicensedSite, name="童乐", found=D(2026, 3, 1), disposal="admit", disposed=D(2026, 4, 1))
    assert "没有写明准入后的幼儿园" in store.left[0]
    changed(store, UnlicensedSite, site, kindergarten=key)
    assert status(store, key, D(2026, 4, 1)) == "open"


def test_a_longer_bar_stays(store: Store) -> None:
    ban: dict[str, Any] = {"disposal": "ban", "disposed": D(2026, 4, 1)}
    typed(store, UnlicensedSite, name="黑园", found=D(2026, 3, 1), barred_until=D(2036, 4, 1), **ban)
    key = typed(store, UnlicensedSite, name="乙点", found=D(2026, 3, 1), **ban)
    changed(store, UnlicensedSite, key, disposed=D(2026, 3, 20))
    assert {row["name"]: row["barred_until"] for row in rows(store, UnlicensedSite)} == {
        "黑园": D(2036, 4, 1), "乙点": D(2031, 3, 20),
    }  # fmt: skip
