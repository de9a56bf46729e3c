"""上报 as the clerk uses it: the checklist, the approval and its way back, the file and the words that go with it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.ledger.page import LedgerPage
from ui.pages.checks import ChecksPage
from ui.pages.reporting import ReportingPage
from ui.shell.notices import Notice
from ycpe_desktop.exchange.standard import read_standard
from ycpe_desktop.ledgers import LEDGERS, YearReport

FILLED = ("kindergarten", "year_report", "task")
EMPTY = [ledger.__tablename__ for ledger in LEDGERS if ledger.__tablename__ not in FILLED]
NAMES = {"filled_by": "张三", "checked_by": "李四", "answered_by": "王五"}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """甲园 has all that is required, and 60 children."""
    with small_county(tmp_path / "台账") as made:
        uuid = made.garden(
            "甲园", code="1114000001", sponsor="811", urban_rural="220", principal_phone="0359-0005178", phone="0359-1"
        )
        with made.store.writing("年度数据") as writer:
            writer.insert(YearReport, {"kindergarten": uuid, "year": 2026, "children_middle": 60})
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "reporting", county, "checks", "class_room") as made:
        settled(qtbot, made)
        yield made


@pytest.fixture
def page(desk: Desked) -> ReportingPage:
    return cast(ReportingPage, desk.page)


def test_before_all_is_checked_it_says_that_it_is_being_checked(
    qtbot: QtBot, data_folder: Path, county: SmallCounty
) -> None:
    with desked(qtbot, data_folder, "reporting", county) as made:
        page = cast(ReportingPage, made.page)
        assert page.stack.currentWidget() is page.waiting
        settled(qtbot, made)
        assert page.ledgers.isVisible()


def settled(qtbot: QtBot, desk: Desked) -> None:
    """Everything that was asked for has been read or written."""
    page = desk.page
    assert isinstance(page, ReportingPage)
    qtbot.waitUntil(lambda: not page.busy and not desk.shell.background.jobs, timeout=60_000)


def click(page: ReportingPage, ledger: str, act: str) -> None:
    QTest.mouseClick(page.ledgers.buttons[ledger, act], Qt.MouseButton.LeftButton)


def confirm_the_empty(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    desk.clerk.answers = ["都没有数据"]
    page.empty_button.click()
    settled(qtbot, desk)
    assert not page.empty_button.isVisibleTo(page)
    assert {states(page)[ledger] for ledger in EMPTY} == {"本表无数据"}


def sign(page: ReportingPage) -> None:
    for key, name in NAMES.items():
        edit = page.signers.edits[key]
        edit.setText(name)
        edit.editingFinished.emit()


def approved(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    confirm_the_empty(qtbot, desk, page)
    sign(page)
    desk.clerk.answers = ["审核通过"]
    page.approval.approve.click()
    settled(qtbot, desk)


def states(page: ReportingPage) -> dict[str, str]:
    return page.ledgers.states


def test_the_checklist_tells_how_each_ledger_stands(desk: Desked, page: ReportingPage) -> None:
    assert states(page)["kindergarten"] == "已填"
    assert states(page)["class_room"] == "未填"
    assert page.head.note.text() == "截至 2026-09-01 · 未审核"
    click(page, "class_room", "open")
    assert cast(LedgerPage, desk.page).ledger.TITLE == "班级"


def test_a_ledger_is_marked_and_unmarked(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    click(page, "class_room", "none")
    settled(qtbot, desk)
    assert states(page)["class_room"] == "本表无数据"
    click(page, "class_room", "")
    settled(qtbot, desk)
    click(page, "kindergarten", "reviewed")
    settled(qtbot, desk)
    assert (states(page)["class_room"], states(page)["kindergarten"]) == ("未填", "已审核")


def test_rows_within_another_ledger_are_not_confirmed_by_themselves(page: ReportingPage) -> None:
    assert (states(page)["compound_site"], states(page)["compound_step"]) == ("未填", "随主表")
    assert ("compound_site", "none") in page.ledgers.buttons
    assert [key for ledger, key in page.ledgers.buttons if ledger == "compound_step"] == ["open"]


def test_approval_wants_nothing_left_over_and_then_names(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    page.approval.approve.click()
    assert any("还没有填，也没有确认本表无数据" in told for told in desk.told())
    confirm_the_empty(qtbot, desk, page)
    page.approval.approve.click()
    assert any("请先填写填表人、审核人、负责人的姓名" in told for told in desk.told())
    assert len(desk.clerk.asked) == 1, "only about the empty ledgers"


def test_the_primary_button_is_what_comes_next(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    def primary() -> list[str]:
        return [each.text() for each in (page.make_button, page.approval.approve) if each.property("role") == "primary"]

    assert primary() == ["生成上报文件"]
    assert not page.approval.checks.isVisible(), "nothing is wrong: there would be nothing to see"
    confirm_the_empty(qtbot, desk, page)
    assert primary() == ["审核通过…"]
    sign(page)
    desk.clerk.answers = ["审核通过"]
    page.approval.approve.click()
    settled(qtbot, desk)
    assert primary() == ["生成上报文件"]
    assert QApplication.focusWidget() is page.make_button


def test_what_must_be_mended_hinders_and_is_a_click_away(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    desk.county.garden("乙园", code=None, sponsor="811", urban_rural="220")
    assert desk.shell.desk
    desk.shell.desk.saved()
    settled(qtbot, desk)
    assert states(page)["kindergarten"] == "有问题"
    assert "“园所名册”有 1 个必须改的问题" in page.approval.text.text()
    assert page.approval.checks.isVisible()
    click(page, "kindergarten", "bad")
    opened = desk.page
    assert isinstance(opened, ChecksPage)
    qtbot.waitUntil(lambda: not opened.busy)
    assert {each.ledger for group in opened.groups for each in group.findings} == {"kindergarten"}


def test_approved_the_year_is_settled_until_it_is_taken_back(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    approved(qtbot, desk, page)
    assert desk.county.store.frozen_years() == [2026]
    assert set(states(page).values()) == {"已审核", "本表无数据"}
    assert page.signers.edits["filled_by"].isReadOnly()
    assert page.head.note.text().endswith("已审核，还没有生成上报文件")
    assert not page.approval.approve.isVisible()
    desk.clerk.answers = ["取消审核"]
    page.approval.withdraw.click()
    settled(qtbot, desk)
    assert desk.county.store.frozen_years() == []
    assert desk.done() == "取消审核：2026—2027 学年"
    assert page.signers.names() == NAMES


def test_the_clerk_may_still_say_no(qtbot: QtBot, desk: Desked, page: ReportingPage) -> None:
    confirm_the_empty(qtbot, desk, page)
    sign(page)
    desk.clerk.answers = ["再看看"]
    page.approval.approve.click()
    assert desk.county.store.frozen_years() == []


def test_a_draft_is_written_and_told(qtbot: QtBot, desk: Desked, page: ReportingPage, tmp_path: Path) -> None:
    desk.clerk.files = [tmp_path]
    page.make_button.click()
    settled(qtbot, desk)
    file = tmp_path / "运城市_芮城县_2026学年_学前教育上报表_20261123.xlsx"
    book = read_standard(file)
    assert book is not None
    assert book.intact
    assert page.file.name.text() == f"已生成：{file.name}"
    page.file.copy.click()
    said = QGuiApplication.clipboard().text()
    assert said.startswith(
        "芮城县 2026—2027 学年学前教育上报表（草稿，未经审核），截至 2026-09-01：在办园 1 所，在园幼儿 60 人"
    )
    assert file.name in said
    notice = next(each for each in desk.shell.notices.notices() if "上报文件已生成" in each.text.text())
    assert isinstance(notice, Notice)
    assert notice.action is not None


def test_a_draft_bears_the_names_that_are_known(
    qtbot: QtBot, desk: Desked, page: ReportingPage, tmp_path: Path
) -> None:
    sign(page)
    page.signers.edits["checked_by"].setText("")
    desk.clerk.files = [tmp_path]
    page.make_button.click()
    settled(qtbot, desk)
    opened: Any = openpyxl.load_workbook(next(tmp_path.glob("*.xlsx")))
    cover = [[cell.value for cell in row] for row in opened["封面"].iter_rows()]
    assert ["填表人：", "张三", "审核人：", None, "负责人：", "王五"] in [row[:6] for row in cover]
    assert any("草稿" in str(row[0]) for row in cover)


def test_an_approved_file_says_no_draft_and_leaves_phones_out(
    qtbot: QtBot, desk: Desked, page: ReportingPage, tmp_path: Path
) -> None:
    approved(qtbot, desk, page)
    desk.clerk.files = [tmp_path]
    page.file.without_phones.setChecked(True)
    page.make_button.click()
    settled(qtbot, desk)
    assert "草稿" not in page.file.message.toPlainText()
    assert "（不含电话）" in page.file.message.toPlainText()
    book = read_standard(next(tmp_path.glob("*.xlsx")))
    assert book is not None
    assert not book.seal.phones


def test_what_was_reported_stays_in_sight_and_falls_with_the_approval(
    qtbot: QtBot, desk: Desked, page: ReportingPage, tmp_path: Path
) -> None:
    approved(qtbot, desk, page)
    desk.clerk.files = [tmp_path]
    page.make_button.click()
    settled(qtbot, desk)
    assert set(states(page).values()) == {"已上报", "本表无数据"}
    assert page.file.done.isVisible()
    assert "已上报（" in page.head.note.text()
    name = next(tmp_path.glob("*.xlsx")).name
    assert desk.done() == f"生成上报文件：{name}"
    page.year_changed(2026)  # as after another start: the words for WeChat are gone, the fact is not
    settled(qtbot, desk)
    assert page.file.name.text() == f"已上报：{name}"
    assert "编号 140830-2026-" in page.file.state.text()
    desk.clerk.answers = ["取消审核"]
    page.approval.withdraw.click()
    settled(qtbot, desk)
    assert page.approval.before.isVisible()
    assert f"上报过 {name}；那次审核已经取消" in page.approval.before.text()
    assert states(page)["kindergarten"] == "已填"
    assert page.file.name.text() == f"文件名：{name}"


def test_a_file_that_is_there_is_replaced_only_when_said(
    qtbot: QtBot, desk: Desked, page: ReportingPage, tmp_path: Path
) -> None:
    file = tmp_path / "运城市_芮城县_2026学年_学前教育上报表_20261123.xlsx"
    file.write_bytes(b"kept")
    desk.clerk.files, desk.clerk.answers = [tmp_path], ["不生成"]
    page.make_button.click()
    settled(qtbot, desk)
    assert file.read_bytes() == b"kept"


def test_official_prints(qtbot: QtBot, desk: Desked, page: ReportingPage, tmp_path: Path) -> None:
    for title in ("指标汇总表", "园所名册"):
        desk.clerk.files = [tmp_path / f"{title}.pdf"]
        page.print_button.click()
        menus: Iterable[QMenu] = page.findChildren(QMenu)
        menu = next(each for each in menus if each.isVisible())
        action = next(action for action in menu.actions() if action.text() == title)
        action.trigger()
        menu.close()
        settled(qtbot, desk)
        assert (tmp_path / f"{title}.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_to_report_yet(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with (
        small_county(tmp_path / "空") as county,
        desked(qtbot, data_folder, "reporting", county) as made,
    ):
        page = cast(ReportingPage, made.page)
        assert page.stack.currentWidget() is page.empty
        assert page.make_button.isHidden()
