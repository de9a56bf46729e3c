"""From 未填 to 审核通过 and back: what hinders, what is frozen, and whose numbers count afterwards."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ycpe_desktop.exchange.approval import approve
from ycpe_desktop.exchange.reporting import report
from ycpe_desktop.exchange.standard import export_standard, read_standard
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, ClassRoom, CompoundSite, CompoundStep, Kindergarten, YearReport
from ycpe_desktop.policy.indicators import by_township, indicator, indicators
from ycpe_desktop.policy.reported import reports
from ycpe_desktop.policy.reporting import confirm_empty, mark, standing, withdraw
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import year_state

YEAR = 2026
WHOLE = {"kind": "111", "township": "140830100", "urban_rural": "121", "rural": False, "sponsor": "831"}
SIGNERS = ("张三", "李四", "王五")


def enter(store: Store, **values: Any) -> str:
    with store.writing("新增园所") as writer:
        told = {"name": "古魏镇中心幼儿园", "code": "1114000001", **WHOLE, **values}
        key = writer.insert(Kindergarten, told)
        writer.state(Kindergarten.nature, key, "public", date(2026, 9, 1))
        writer.state(Kindergarten.status, key, "open", date(2026, 9, 1))
        row = writer.insert(YearReport, {"kindergarten": key, "year": YEAR, "children_reported": 90})
    assert key
    return row


def confirm_the_rest(store: Store) -> None:
    for each in standing(store, YEAR).ledgers:
        if each.state == "empty":
            mark(store, YEAR, each.ledger, "none")


def states(store: Store) -> dict[str, str]:
    return {each.ledger.TITLE: each.state_shown for each in standing(store, YEAR).ledgers}


def test_each_ledger_says_how_it_stands(store: Store) -> None:
    enter(store, township=None)
    told = states(store)
    assert (told["园所名册"], told["年度数据"], told["班级"]) == ("有问题", "已填", "未填")
    mark(store, YEAR, YearReport, "reviewed")
    mark(store, YEAR, ClassRoom, "none")
    told = states(store)
    assert (told["年度数据"], told["班级"]) == ("已审核", "本表无数据")
    mark(store, YEAR, YearReport, "")
    assert states(store)["年度数据"] == "已填"


def test_rows_within_another_ledger_count_with_it(store: Store) -> None:
    assert states(store)["小区配套园五同步"] == "随主表"
    with pytest.raises(Refusal, match="记在“小区配套园”的各条里"):
        mark(store, YEAR, CompoundStep, "none")
    mark(store, YEAR, CompoundSite, "none")
    assert states(store)["小区配套园五同步"] == "本表无数据"
    mark(store, YEAR, CompoundSite, "")
    with store.writing("小区配套园") as writer:
        site = writer.insert(CompoundSite, {"name": "阳光小区", "township": "140830100"})
    assert states(store)["小区配套园五同步"] == "随主表"
    confirm_empty(store, YEAR)
    assert "未填" not in states(store).values()
    assert states(store)["小区配套园五同步"] == "随主表"
    with store.writing("五同步") as writer:
        writer.insert(CompoundStep, {"site": site, "step": "planned", "finding": "in_step", "done": date(2024, 1, 1)})
    assert states(store)["小区配套园五同步"] == "已填"


def test_a_mark_that_the_data_contradict_is_refused(store: Store) -> None:
    enter(store, township=None)
    with pytest.raises(Refusal, match="不能确认为本表无数据"):
        mark(store, YEAR, YearReport, "none")
    with pytest.raises(Refusal, match="必须改"):
        mark(store, YEAR, Kindergarten, "reviewed")


def test_approval_waits_for_what_must_be_mended_and_for_every_ledger(store: Store) -> None:
    row = enter(store, township=None)
    with pytest.raises(Refusal, match="1 个必须改的问题"):
        approve(store, YEAR, *SIGNERS)
    with store.writing("乡镇") as writer:
        owner = writer.row(YearReport.__table__, row)
        assert owner is not None
        writer.update(Kindergarten, owner["kindergarten"], {"township": "140830100"})
    with pytest.raises(Refusal, match="还没有填，也没有确认本表无数据"):
        approve(store, YEAR, *SIGNERS)
    confirm_the_rest(store)
    with pytest.raises(Refusal, match="没有填写审核人"):
        approve(store, YEAR, "张三", " ", "王五")
    assert store.frozen_years() == []
    approve(store, YEAR, *SIGNERS)
    assert store.frozen_years() == [YEAR]
    assert set(states(store).values()) == {"已审核", "本表无数据"}
    with pytest.raises(Refusal, match="已经审核通过"):
        approve(store, YEAR, *SIGNERS)


def test_the_snapshot_is_the_truth_of_the_year(store: Store, tmp_path: Path) -> None:
    row = enter(store)
    confirm_the_rest(store)
    approve(store, YEAR, *SIGNERS)
    before = indicators(store, YEAR)
    with pytest.raises(Refusal, match="已审核通过"), store.writing("改") as writer:
        writer.update(YearReport, row, {"children_reported": 91})
    with store.writing("改名") as writer:
        key = next(iter(writer.connection.scalars(Kindergarten.__table__.select())))
        writer.update(Kindergarten, key, {"name": "改了名的幼儿园"})
    store.set_setting("targets", {"public_share": {"2026": "99"}}, "改目标")
    assert indicators(store, YEAR) == before
    assert by_township(store, "public_share", YEAR)[0].numerator == 90
    export_standard(store, YEAR, tmp_path / "上报.xlsx")
    opened: Any = openpyxl.load_workbook(tmp_path / "上报.xlsx")
    words = {cell.value for row in opened["封面"].iter_rows() for cell in row}
    assert {"张三", "李四", "王五"} <= words
    assert not any("草稿" in str(word) for word in words)
    assert opened["园所名册"]["B3"].value == "古魏镇中心幼儿园"
    found = read_standard(tmp_path / "上报.xlsx")
    assert found is not None
    assert found.intact


def test_withdrawing_opens_the_year_again(store: Store, tmp_path: Path) -> None:
    row = enter(store)
    confirm_the_rest(store)
    with pytest.raises(Refusal, match="还没有审核通过"):
        withdraw(store, YEAR)
    approve(store, YEAR, *SIGNERS)
    withdraw(store, YEAR)
    with store.writing("改") as writer:
        writer.update(YearReport, row, {"children_reported": 91})
    assert indicator(store, "public_share", YEAR).denominator == 91
    labels = [told.label for told in store_steps(store)]
    assert "取消审核：2026—2027 学年" in labels
    assert "审核通过：2026—2027 学年" in labels
    export_standard(store, YEAR, tmp_path / "草稿.xlsx")
    opened: Any = openpyxl.load_workbook(tmp_path / "草稿.xlsx")
    assert any("草稿" in str(cell.value) for row in opened["封面"].iter_rows() for cell in row)


def test_a_file_of_the_approved_year_is_remembered_until_the_approval_falls(store: Store, tmp_path: Path) -> None:
    enter(store)
    confirm_the_rest(store)
    out = tmp_path / "上报.xlsx"
    assert report(store, YEAR, out).draft
    assert (standing(store, YEAR).reported, standing(store, YEAR).outdated) == (None, None)
    approve(store, YEAR, *SIGNERS)
    made = report(store, YEAR, out)
    told = standing(store, YEAR)
    assert told.reported is not None
    assert (told.reported.file, told.reported.file_id, told.reported.digest) == (out.name, made.file_id, made.digest)
    assert set(states(store).values()) == {"已上报", "本表无数据"}
    assert next(each.label for each in store_steps(store)) == "生成上报文件：上报.xlsx"
    withdraw(store, YEAR)
    assert (standing(store, YEAR).reported, standing(store, YEAR).outdated) == (None, told.reported)
    assert states(store)["园所名册"] == "已填"
    store.undo()
    assert standing(store, YEAR).reported == told.reported
    store.undo()
    assert (standing(store, YEAR).reported, states(store)["园所名册"]) == (None, "已审核")


def test_a_report_of_an_earlier_approval_does_not_count_for_a_later_one(store: Store, tmp_path: Path) -> None:
    enter(store)
    confirm_the_rest(store)
    approve(store, YEAR, *SIGNERS)
    report(store, YEAR, tmp_path / "旧.xlsx")
    withdraw(store, YEAR)
    approve(store, YEAR, *SIGNERS)
    with store.writing("审核在另一时刻") as writer:  # two approvals of one second are no clerk's
        row = writer.row(year_state, str(YEAR))
        assert row is not None
        writer.alter(year_state, str(YEAR), row, {"approved": "2026-12-01T08:00:00"})
    told = standing(store, YEAR)
    assert told.reported is None
    assert told.outdated is not None
    assert told.outdated.file == "旧.xlsx"
    assert states(store)["园所名册"] == "已审核"
    report(store, YEAR, tmp_path / "新.xlsx", phones=False)
    told = standing(store, YEAR)
    assert told.reported is not None
    assert (told.reported.file, told.reported.phones, told.outdated) == ("新.xlsx", False, None)
    assert [each.file for each in reports(store, YEAR)] == ["旧.xlsx", "新.xlsx"]


def store_steps(store: Store) -> list[Any]:
    from ycpe_desktop.store import history

    with store.reading() as connection:
        return list(history.steps(connection))


def test_every_ledger_has_a_standing(store: Store) -> None:
    assert [each.ledger for each in standing(store, YEAR).ledgers] == list(LEDGERS)
    assert not standing(store, YEAR).ready


def test_an_edit_while_the_snapshot_is_made_is_noticed(store: Store) -> None:
    row = enter(store)
    confirm_the_rest(store)

    def edit_meanwhile(*_: object) -> None:
        with store.writing("改人数") as writer:
            writer.update(YearReport, row, {"children_reported": 91 + writer.action_id})

    with pytest.raises(Refusal, match="又有改动"):
        approve(store, YEAR, *SIGNERS, progress=edit_meanwhile)
    assert store.frozen_years() == []
    approve(store, YEAR, *SIGNERS)
    assert store.frozen_years() == [YEAR]
