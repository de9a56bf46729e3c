"""Applying a plan: one backup, one action, one undo step; the refused rows go out and come back."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import event

from tests.exchange.importing import by_name, imported, left_over, planned, standing, states
from tests.exchange.lists import HUANGPU, workbook
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book, read_clipboard
from ycpe_desktop.exchange.refused import write_refused
from ycpe_desktop.exchange.sheets import PROBLEMS_TITLE, Cell
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Store, history
from ycpe_desktop.store.backup import list_backups

ROWS: list[list[Cell]] = [
    ["园所名称", "乡镇", "办园性质", "在园幼儿", "备用"],
    ["甲园", "古魏镇", "公办", 120, "x"],
    ["乙园", "古魏镇", "私立", 60, None],
]


def test_one_import_is_one_action_after_a_backup(store: Store) -> None:
    plan = planned(store, ROWS)
    number = apply(store, plan, "名单.xlsx")
    with store.reading() as connection:
        step = history.steps(connection)[0]
    assert (step.id, step.label, step.kind, step.source) == (number, "导入 名单.xlsx", "import", "名单.xlsx")
    assert [backup.reason for backup in list_backups(store.folder)] == ["导入前"]


def test_an_import_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    imported(store, ROWS)
    assert apply(store, planned(store, ROWS)) is None
    assert len(list_backups(store.folder)) == 1
    with store.reading() as connection:
        assert len(history.steps(connection)) == 1


@pytest.mark.parametrize("room", [0, 20, 60])
def test_a_disk_that_fills_during_an_import_leaves_everything_as_it_was(store: Store, room: int) -> None:
    with store.writing("早先") as writer:
        writer.insert(Kindergarten, {"name": "早先的园"})
    plan = planned(store, [*ROWS, *([f"{number}园", "古魏镇", "公办", 100, None] for number in range(600))])
    with store.reading() as connection:
        most = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + room

    def narrow(raw: Any, _: object) -> None:
        raw.execute(f"PRAGMA max_page_count={most}")

    event.listen(store.engine, "connect", narrow)
    store.engine.dispose()
    with pytest.raises(Refusal, match="磁盘空间不够"):
        apply(store, plan)
    event.remove(store.engine, "connect", narrow)
    store.engine.dispose()
    assert list(by_name(store)) == ["早先的园"]
    apply(store, plan)
    assert store.count(Kindergarten) == 603


def test_undo_takes_an_import_back_whole(store: Store) -> None:
    number = apply(store, planned(store, ROWS))
    store.undo(number)
    assert (store.count(Kindergarten), store.count(YearReport), left_over(store)) == (0, 0, [])
    store.redo()
    assert store.count(Kindergarten) == 2
    assert len(left_over(store)) == 2


def test_undo_days_later_spares_what_was_edited_since(store: Store) -> None:
    imported(store, [["园所名称", "乡镇"], ["丙园", "古魏镇"]])
    number = apply(store, planned(store, [*ROWS, ["丙园", "古魏镇", "公办", None, None]]))
    with store.writing("改电话") as writer:
        writer.update(Kindergarten, by_name(store)["甲园"]["uuid"], {"phone": "0359-3021234"})
    undone = store.undo(number)
    assert any("甲园" in told for told in undone.stayed)
    found = by_name(store)
    assert set(found) == {"甲园", "丙园"}
    assert found["甲园"]["phone"] == "0359-3021234"
    assert found["丙园"]["nature"] is None


def test_a_plan_that_has_grown_old_is_refused(store: Store) -> None:
    plan = planned(store, ROWS)
    with store.writing("新增园所") as writer:
        writer.insert(Kindergarten, {"name": "甲园"})
    with pytest.raises(Refusal, match="核对之后台账又有改动"):
        apply(store, plan)
    assert store.count(Kindergarten) == 1


def test_a_value_that_an_import_settles_needs_no_more_attention(store: Store) -> None:
    imported(store, ROWS)
    assert ("nature", "办园性质", "私立") in left_over(store)
    imported(store, [["园所名称", "办园性质"], ["乙园", "营利性民办"]])
    assert left_over(store) == [(None, "备用", "x")]
    assert by_name(store)["乙园"]["nature"] == "forprofit"


def test_what_could_not_be_read_is_found_by_searching(store: Store) -> None:
    from ycpe_desktop.store import Listing, ids

    imported(store, ROWS)
    with store.reading() as connection:
        assert len(ids(connection, Listing(Kindergarten, 2026, search="私立"))) == 1


def test_faults_go_out_in_the_clerks_own_file_and_come_back(store: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "名单.xlsx",
        [
            ["芮城县幼儿园"],
            ["园所名称", "乡镇", "保教费"],
            ["甲园", "古魏镇", 300],
            [None, "古魏镇", 1],
            ["乙园", "不知", "面议"],
        ],
        ["A1:C1"],
    )
    plan = make_plan(store, propose(store, read_book(path)))
    apply(store, plan)
    out = tmp_path / "问题.xlsx"
    assert write_refused(plan, out) == 3
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet["D2"].value == PROBLEMS_TITLE
    assert "没有填写“园所名称”" in str(sheet["D4"].value)
    assert "不在本县的乡镇之中" in str(sheet["B5"].comment.text if sheet["B5"].comment else "")
    sheet["A4"], sheet["B5"], sheet["C5"] = "丙园", "阳城镇", 400
    mended = openpyxl.load_workbook(out)
    for cell, value in (("A4", "丙园"), ("B5", "阳城镇"), ("C5", 400)):
        mended.worksheets[0][cell] = value
    mended.save(out)
    again = make_plan(store, propose(store, read_book(out)))
    assert states(again) == ["same", "new", "changed"]
    assert again.problems == []
    apply(store, again)
    assert left_over(store) == []


def test_a_paste_is_imported_like_a_file(store: Store) -> None:
    book = read_clipboard('园所名称\t乡镇\t备注\r\n甲园\t古魏镇\t"两\n行"\r\n')
    apply(store, make_plan(store, propose(store, book)))
    assert by_name(store)["甲园"]["remark"] == "两\n行"


def test_a_year_that_was_not_kept_before_is_kept_from_now_on(store: Store) -> None:
    apply(store, make_plan(store, propose(store, read_book(HUANGPU))))
    assert 2024 in store.years
    assert {record["status"] for record in standing(store, year=2024)} == {"open"}
    assert len(standing(store, year=2026)) == 155


def test_a_store_that_is_open_elsewhere_is_only_planned(store: Store) -> None:
    from ycpe_desktop.store import open_store

    reader = open_store(store.folder, writable=False, today=lambda: date(2026, 10, 8))
    plan = planned(reader, ROWS)
    assert states(plan) == ["new", "new"]
    with pytest.raises(Refusal):
        apply(reader, plan)
    reader.close()
    assert store.count(Kindergarten) == 0


def test_an_import_that_is_stopped_changes_nothing(store: Store) -> None:
    class Stopped(Exception):
        pass

    def stop(what: str, *_: int) -> None:
        if what == "正在写入":
            raise Stopped

    with pytest.raises(Stopped):
        apply(store, planned(store, ROWS), progress=stop)
    assert store.count(Kindergarten) == 0


def test_a_failure_half_way_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from ycpe_desktop.exchange import applying

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(applying, "_write_left_over", fail)
    with pytest.raises(RuntimeError):
        apply(store, planned(store, ROWS))
    assert store.count(Kindergarten) == 0
