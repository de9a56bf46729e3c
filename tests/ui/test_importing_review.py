"""核对: what the rows would do, what is doubtful, what is refused, before anything is written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.importing_hands import ImportHands, csv, import_hands
from ui.pages.importing.steps import REVIEW
from ycpe_desktop.exchange.sheets import PROBLEMS_TITLE
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Listing, fetch, ids


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[ImportHands]:
    with import_hands(qtbot, data_folder, county) as made:
        yield made


def named(hands: ImportHands, year: int = 2026) -> dict[str, dict[str, object]]:
    with hands.store.reading() as connection:
        every = fetch(connection, Kindergarten, ids(connection, Listing(Kindergarten, year)), year)
    return {record["name"]: record for record in every}


def periods_of_nature(hands: ImportHands) -> list[tuple[str, date]]:
    with hands.store.reading() as connection:
        table = Kindergarten.nature.table
        rows = connection.execute(table.select().order_by(table.c.since)).mappings().all()
    return [(row["value"], row["since"]) for row in rows]


def doubtful_list(hands: ImportHands, tmp_path: Path) -> None:
    hands.desk.county.garden("芮城县古魏镇中心幼儿园", "古魏镇", address="东街")
    hands.desk.county.garden("芮城县阳城镇中心幼儿园", "阳城镇")
    hands.desk.county.garden("芮城县大王镇中心幼儿园", "大王镇")
    rows = ["园所名称,乡镇,园长", "古魏镇中心园,古魏镇,张三", "阳城镇中心园,阳城镇,李四", "大王镇中心园,大王镇,王五"]
    hands.drop(csv(tmp_path / "名单.csv", rows))
    hands.go(REVIEW)


def answer(hands: ImportHands, word: str) -> None:
    box = hands.page.review.box
    buttons = cast(list[QPushButton], box.findChildren(QPushButton))
    wanted = next(each for each in buttons if each.isVisible() and each.text().startswith(word))
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
    hands.ready()


def test_doubtful_rows_are_decided_by_the_clerk(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    doubtful_list(hands, tmp_path)
    assert [line[0] for line in hands.lines()] == ["待定"] * 3
    told = page.review.details.toPlainText()
    assert "芮城县古魏镇中心幼儿园" in told  # the candidate beside what the file says
    assert "东街" in told
    answer(hands, "同一所")
    answer(hands, "不是")
    assert page.next.text() == "按决定重新核对"
    answer(hands, "以后再定")  # the last answer makes the plan anew
    assert sorted(line[:2] for line in hands.lines()) == [
        ("不能导入", "大王镇中心园"), ("修改", "古魏镇中心园"), ("新增", "阳城镇中心园"),
    ]  # fmt: skip
    hands.next()
    found = named(hands)
    assert found["古魏镇中心园"]["principal"] == "张三"
    assert "芮城县古魏镇中心幼儿园" not in found
    assert "大王镇中心园" not in found
    assert {"阳城镇中心园", "芮城县阳城镇中心幼儿园"} <= set(found)


def test_a_decision_can_be_taken_back(hands: ImportHands, tmp_path: Path) -> None:
    doubtful_list(hands, tmp_path)
    answer(hands, "以后再定")
    hands.page.review.table.go_to("名单", 1)
    assert hands.page.review.box.question.text() == "您的决定：以后再定"
    answer(hands, "重新决定")
    assert not hands.page.review.pending
    assert len(hands.page.review.undecided) == 3


def test_undecided_rows_stay_outside(hands: ImportHands, tmp_path: Path) -> None:
    doubtful_list(hands, tmp_path)
    assert not hands.page.next.isEnabled()
    assert "待定" in hands.page.blocked.text()


def test_refused_rows_go_out_as_the_clerks_own_file(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    rows = ["园所名称,乡镇,保教费", "甲园,古魏镇,300", ",古魏镇,100", "乙园,古魏镇,面议"]
    hands.drop(csv(tmp_path / "名单.csv", rows))
    hands.go(REVIEW)
    assert [line[:2] for line in hands.lines()] == [("不能导入", ""), ("新增", "乙园"), ("新增", "甲园")]
    hands.next()
    assert "没有导入 1" in page.result.counts.text()
    assert page.result.hand_back.text() == "导出不能导入的行…"
    hands.clerk.saved = tmp_path / "名单（问题）.xlsx"
    QTest.mouseClick(page.result.hand_back, Qt.MouseButton.LeftButton)
    hands.ready()
    assert hands.clerk.asked[-1].endswith("名单（问题）.xlsx")
    assert any("标出 2 处问题" in told for told in hands.said())
    sheet = openpyxl.load_workbook(hands.clerk.saved).worksheets[0]
    assert sheet["D1"].value == PROBLEMS_TITLE
    assert "园所名称" in str(sheet["D3"].value)


def test_a_problem_leads_to_its_rows(hands: ImportHands, tmp_path: Path) -> None:
    review = hands.page.review
    rows = ["园所名称,乡镇,保教费", "甲园,古魏镇,300", "乙园,古魏镇,面议", "丙园,古魏镇,不收"]
    hands.drop(csv(tmp_path / "名单.csv", rows))
    hands.go(REVIEW)
    review.tabs.setCurrentIndex(1)
    problems = review.problems
    assert (problems.rows.index(0, 0).data(), problems.rows.index(0, 2).data()) == ("保教费（元/月）", "2")
    assert not str(problems.rows.index(0, 1).data()).startswith("“…”")  # the words begin with what is wrong
    problems.setFocus()
    hands.click(problems, problems.rows.index(0, 1))
    assert [line[1] for line in hands.lines()] == ["乙园", "丙园"]
    QTest.mouseClick(review.chips.all, Qt.MouseButton.LeftButton)
    assert len(hands.lines()) == 3
    assert hands.page.find_text("丙")
    assert [line[1] for line in hands.lines()] == ["丙园"]


def test_what_changes_shows_old_and_new(hands: ImportHands, tmp_path: Path) -> None:
    hands.desk.county.garden("甲园", "古魏镇", principal="张三")
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇,园长", "甲园,古魏镇,李四"]))
    hands.go(REVIEW)
    ((state, _, what),) = hands.lines()
    assert state == "修改"
    assert what.startswith("园长 张三 → 李四")
    looks = {each.text.strip(): each.look for each in hands.page.review.table.lines.segments(0)}
    assert (looks["张三"], looks["李四"]) == ("old", "new")


def test_a_dated_value_is_asked_about_once(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    hands.desk.county.garden("甲园", "古魏镇", nature="public", since=date(2020, 9, 1))
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇,办园性质", "甲园,古魏镇,普惠性民办"]))
    hands.go(REVIEW)
    dated = page.review.dated
    assert dated.isVisible()
    assert "1 条的“办园性质”" in dated.told.text()
    assert dated.day.text() == "2026-09-01"
    QTest.mouseClick(dated.correct, Qt.MouseButton.LeftButton)
    hands.ready()
    hands.next()
    assert periods_of_nature(hands) == [("inclusive", date(2020, 9, 1))]  # it was always so


def test_a_change_counts_from_the_day_that_was_typed(hands: ImportHands, tmp_path: Path) -> None:
    hands.desk.county.garden("甲园", "古魏镇", nature="public", since=date(2020, 9, 1))
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇,办园性质", "甲园,古魏镇,普惠性民办"]))
    hands.go(REVIEW)
    day = hands.page.review.dated.day
    day.selectAll()
    QTest.keyClicks(day, "20261001")
    QTest.keyClick(day, Qt.Key.Key_Return)
    hands.ready()
    hands.next()
    assert periods_of_nature(hands) == [("public", date(2020, 9, 1)), ("inclusive", date(2026, 10, 1))]


def test_a_plan_that_has_grown_old_is_made_anew(hands: ImportHands, tmp_path: Path) -> None:
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇", "甲园,古魏镇"]))
    hands.go(REVIEW)
    hands.desk.county.garden("乙园", "古魏镇")
    hands.next()  # the store has moved under the plan
    assert hands.count() == 1
    assert any("请重新核对" in told for told in hands.said())
    (notice,) = hands.desk.shell.notices.notices()
    assert notice.action is not None
    notice.action.click()
    hands.ready()
    hands.next()
    assert hands.count() == 2


def test_edits_of_other_pages_renew_the_review(hands: ImportHands, tmp_path: Path) -> None:
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇", "甲园,古魏镇"]))
    hands.go(REVIEW)
    hands.desk.county.garden("甲园", "古魏镇")
    hands.page.desk.saved()
    hands.ready()
    assert [line[0] for line in hands.lines()] != ["新增"]
