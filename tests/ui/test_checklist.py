"""四个独立 as the clerk uses it: clicks, keys, many at once, reasons, files, undo, years."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import Desked, click, desked
from ui.pages.checklist import ChecklistPage, badge
from ui.pages.checklist.matrix import Matrix
from ui.pages.checklist.model import COLUMN_OF, CONCLUSION, NAME, Group
from ui.pages.checklist.painting import clip_of
from ycpe_desktop.policy import four_independents as four
from ycpe_desktop.policy import four_independents_acts as acts
from ycpe_desktop.store import add_years

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GARDENS = ("甲园", "乙园", "丙园")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        for name in GARDENS:
            made.garden(name, credit_code="12140830MB00001241" if name == "甲园" else None)
        made.garden("小学附设幼儿班", "学张乡", kind="119")
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "checklist", county) as made:
        yield made


@pytest.fixture
def page(desk: Desked) -> ChecklistPage:
    return cast(ChecklistPage, desk.page)


def cell(page: ChecklistPage, name: str, item: str = "") -> tuple[Matrix, int, int]:
    uuid = next(row.kindergarten for row in page.rows if row.name == name)
    place = page.matrix.table.place_of(uuid)
    assert place is not None, f"{name} is not shown"
    return page.matrix, place, COLUMN_OF[item] if item else NAME


def click_cell(page: ChecklistPage, name: str, item: str = "", modifier: Qt.KeyboardModifier | None = None) -> None:
    matrix, row, column = cell(page, name, item)
    click(matrix, matrix.table.index(row, column), modifier or Qt.KeyboardModifier.NoModifier)


def click_clip(page: ChecklistPage, name: str, item: str) -> None:
    matrix, row, column = cell(page, name, item)
    index = matrix.table.index(row, column)
    click(matrix, index, place=clip_of(matrix.visualRect(index)).center())


def shown(page: ChecklistPage, name: str, item: str = "") -> str:
    matrix, row, column = cell(page, name, item)
    return str(matrix.table.index(row, column if item else CONCLUSION).data())


def judged(page: ChecklistPage, name: str, item: str = "premises") -> str | None:
    return next(row for row in four.rows(page.store, page.desk.year) if row.name == name).judged(item)


def press(page: ChecklistPage, key: Qt.Key) -> None:
    QTest.keyClick(page.matrix, key)


def lines(page: ChecklistPage) -> list[str]:
    return [line.name for line in page.matrix.table.lines]


def menu_action(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_grouped_by_township_with_progress(page: ChecklistPage) -> None:
    assert lines(page) == ["陌南镇", "丙园", "甲园", "乙园", "学张乡", "小学附设幼儿班"]
    assert page.matrix.table.index(0, NAME).data() == "陌南镇 0/3 达标"
    assert shown(page, "小学附设幼儿班") == "未达标"
    assert page.totals.met.text() == "达标 0.00%（0/4）"


def test_a_click_turns_the_cell_and_each_click_is_one_step(desk: Desked, page: ChecklistPage) -> None:
    for word in ("已达到", "办理中", "未达到"):
        click_cell(page, "甲园", "premises")
        assert shown(page, "甲园", "premises") == word
    assert judged(page, "甲园") == "missing"
    assert desk.done() == "判定：甲园 独立园舍 未达到"
    QTest.keyClick(page.matrix, Qt.Key.Key_Z, CTRL)
    assert shown(page, "甲园", "premises") == "办理中"


def test_a_click_on_the_name_or_with_ctrl_only_selects(page: ChecklistPage) -> None:
    click_cell(page, "甲园")
    click_cell(page, "乙园", "premises", CTRL)
    assert [row.name for row in page.matrix.chosen_rows()] == ["甲园", "乙园"]
    assert judged(page, "甲园") is judged(page, "乙园") is None


def test_keys_judge_the_current_cell_and_arrows_move(page: ChecklistPage) -> None:
    click_cell(page, "丙园")
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_1)
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_2)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_3)
    assert [judged(page, "丙园", item) for item in ("premises", "legal")] == ["met", "pending"]
    assert judged(page, "甲园", "legal") == "missing"
    press(page, Qt.Key.Key_Delete)
    assert judged(page, "甲园", "legal") is None


def test_the_arrows_step_over_the_line_of_a_township(page: ChecklistPage) -> None:
    click_cell(page, "乙园")
    press(page, Qt.Key.Key_Down)
    current = page.matrix.current_row()
    assert current is not None
    assert current.name == "小学附设幼儿班"


def test_many_selected_rows_are_judged_in_one_action(desk: Desked, page: ChecklistPage) -> None:
    click_cell(page, "丙园")
    click_cell(page, "乙园", modifier=SHIFT)
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_1)
    assert [judged(page, name, "legal") for name in GARDENS] == ["met"] * 3
    assert desk.done() == "批量判定：独立法人 已达到（3 所）"
    assert [row.name for row in page.matrix.chosen_rows()] == ["丙园", "甲园", "乙园"]
    QTest.keyClick(page.matrix, Qt.Key.Key_Z, CTRL)
    assert [judged(page, name, "legal") for name in GARDENS] == [None] * 3


def test_the_menu_below_judges_what_is_selected(desk: Desked, page: ChecklistPage) -> None:
    click_cell(page, "甲园")
    click_cell(page, "丙园", modifier=CTRL)
    menu = page.bulk.menus["account"].findChild(QMenu)
    assert menu is not None
    menu_action(menu, "办理中")
    assert desk.done() == "批量判定：独立账户 办理中（2 所）"
    assert (judged(page, "乙园", "account"), judged(page, "丙园", "account")) == (None, "pending")


def test_not_applicable_asks_in_place_for_its_reason(page: ChecklistPage) -> None:
    click_cell(page, "甲园", "legal")
    press(page, Qt.Key.Key_4)
    assert page.matrix.reason.isVisible()
    QTest.keyClick(page.matrix.reason, Qt.Key.Key_Return)
    assert page.matrix.reason.isVisible(), "an empty reason is no reason"
    QTest.keyClicks(page.matrix.reason, "alliance")
    QTest.keyClick(page.matrix.reason, Qt.Key.Key_Return)
    assert shown(page, "甲园", "legal") == "不适用"
    click_cell(page, "乙园", "legal")
    press(page, Qt.Key.Key_4)
    assert page.matrix.reason.text() == "alliance", "the usual reason is offered"
    QTest.keyClick(page.matrix.reason, Qt.Key.Key_Escape)
    assert judged(page, "乙园", "legal") == "met"
    assert page.matrix.hasFocus()


def test_the_credit_code_is_a_hint_only_until_taken(page: ChecklistPage) -> None:
    click_cell(page, "甲园")
    press(page, Qt.Key.Key_Space)
    part = page.detail.items["legal"]
    assert (part.hint.isVisible(), part.hint.text()) == (True, "依据信用代码可判 已达到")
    assert judged(page, "甲园", "legal") is None
    QTest.mouseClick(part.hint, Qt.MouseButton.LeftButton)
    assert judged(page, "甲园", "legal") == "met"


def test_details_are_saved_when_left_and_rubbish_is_told(desk: Desked, page: ChecklistPage) -> None:
    click_cell(page, "甲园")
    press(page, Qt.Key.Key_Space)
    date = page.detail.items["premises"].date
    date.setFocus()
    QTest.keyClicks(date, "2026-13-01")
    QTest.keyClick(date, Qt.Key.Key_Return)
    assert date.problem.isVisible()
    date.setText("2026-05-20")
    QTest.keyClick(date, Qt.Key.Key_Return)
    assert not date.problem.isVisible()
    assert desk.done() == "四个独立：甲园 独立园舍日期"
    press(page, Qt.Key.Key_Space)
    assert page.detail.isHidden()


def test_files_behind_the_paper_clip(
    desk: Desked, page: ChecklistPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *place: None)  # without a screen a menu cannot take the keyboard
    paper = tmp_path / "产权证.pdf"
    paper.write_bytes(b"%PDF")
    desk.clerk.files = [paper]
    click_cell(page, "甲园", "premises")
    click_clip(page, "甲园", "premises")
    assert desk.clerk.asked == ["甲园：独立园舍的依据文件"]
    assert judged(page, "甲园") == "met", "a click on the clip does not turn the cell"
    assert desk.done() == "添加依据：甲园 独立园舍（产权证.pdf）"
    click_clip(page, "甲园", "premises")
    assert page.menu is not None
    menu_action(page.menu, "移除 产权证.pdf")
    assert page.files == {}


def test_townships_narrow_and_fold(page: ChecklistPage) -> None:
    bars = page.bars
    QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=bars.visualItemRect(bars.item(2)).center())
    assert lines(page) == ["学张乡", "小学附设幼儿班"]
    QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=bars.visualItemRect(bars.item(2)).center())
    assert len(lines(page)) == 6
    matrix = page.matrix
    head = matrix.visualRect(matrix.table.index(0, NAME))
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=head.topLeft() + QPoint(8, 8))
    assert lines(page) == ["陌南镇", "学张乡", "小学附设幼儿班"]
    assert isinstance(matrix.table.line(0), Group)


def test_only_those_not_met_and_search(page: ChecklistPage) -> None:
    click_cell(page, "甲园", "premises")
    press(page, Qt.Key.Key_3)
    QTest.mouseClick(page.filters.choices["not_met"], Qt.MouseButton.LeftButton)
    assert lines(page) == ["陌南镇", "甲园", "学张乡", "小学附设幼儿班"]
    click_cell(page, "甲园", "premises")
    press(page, Qt.Key.Key_Delete)
    assert "甲园" in lines(page), "what was just judged stays in sight"
    QTest.mouseClick(page.filters.choices[""], Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.filters.search, "by")
    assert lines(page) == ["陌南镇", "丙园"]


def test_another_year_and_last_years_judgements(desk: Desked, page: ChecklistPage, county: SmallCounty) -> None:
    add_years(county.store, [2025])
    before = next(row for row in four.rows(county.store, 2025) if row.name == "乙园")
    acts.judge(county.store, 2025, [before], "premises", "met")
    click_cell(page, "甲园", "premises")
    page.desk.choose_year(2025)
    assert (shown(page, "甲园", "premises"), shown(page, "乙园", "premises")) == ("", "已达到")
    page.desk.choose_year(2026)
    assert page.carry.text() == "沿用上学年（1）"
    QTest.mouseClick(page.carry, Qt.MouseButton.LeftButton)
    assert judged(page, "乙园") == "met"
    assert desk.done() == "沿用上学年四个独立判定（1 所）"
    assert not page.carry.isEnabled()


def test_the_badge_says_how_far_the_county_is(page: ChecklistPage) -> None:
    for item in four.ITEMS:
        acts.judge(page.store, 2026, [row for row in page.rows if row.name == "甲园"], item, "met")
    assert badge(page.desk) == "25%"


def test_a_record_is_shown_from_elsewhere(desk: Desked, page: ChecklistPage) -> None:
    page.matrix.table.fold_all(True)
    wanted = next(row.kindergarten for row in page.rows if row.name == "乙园")
    desk.shell.open_page("checklist", kindergarten=wanted)
    assert [row.name for row in page.matrix.chosen_rows()] == ["乙园"]


def test_keys_alone_judge_the_first(page: ChecklistPage) -> None:
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_1)
    assert judged(page, "丙园") == "met"
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_2)
    assert judged(page, "甲园") == "pending"
