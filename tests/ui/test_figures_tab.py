"""The tab 统计 as the clerk uses it: the switch, sorting, what a number leads to, copying, files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.ui.filled_pages import Desked, click, desked
from ui.pages.supervision import SupervisionPage
from ui.pages.supervision.figures import FiguresTab
from ui.pages.supervision.page import BOARD, FIGURES, MENDS, MONTH

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
OCTOBER = date(2026, 10, 20)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """张督学 has 甲园 and 乙园, 李督学 丙园 in 学张乡; each has a problem, two of them mended in time."""
    with small_county(tmp_path / "台账") as made:
        person, other = made.supervisor("张督学"), made.supervisor("李督学", "学张乡")
        first, second, third = made.garden("甲园"), made.garden("乙园"), made.garden("丙园", "学张乡")
        for who, garden in ((person, first), (person, second), (other, third)):
            made.duty(who, garden)
        made.visit(first, date(2026, 11, 3), person)
        made.visit(third, date(2026, 10, 3), other)
        told = {"outcome": "closed", "closed": date(2026, 10, 15)}
        made.mend(first, date(2026, 10, 3), OCTOBER, supervisor=person, problem="没有晨检", **told)
        made.mend(second, date(2026, 10, 3), OCTOBER, supervisor=person, problem="没有门卫")
        made.mend(third, date(2026, 9, 3), date(2026, 9, 20), supervisor=other, problem="留样不足")
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "supervision", county, "rectification") as made:
        yield made


@pytest.fixture
def page(desk: Desked) -> SupervisionPage:
    made = cast(SupervisionPage, desk.page)
    made.tabs.setCurrentIndex(FIGURES)
    return made


@pytest.fixture
def tab(page: SupervisionPage) -> FiguresTab:
    return page.figures


@pytest.fixture(autouse=True)
def no_pop_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *place: None)  # without a screen a menu cannot take the keyboard


def shown(tab: FiguresTab) -> list[list[str]]:
    rows = tab.table.rows
    return [[rows.index(row, column).data() for column in range(rows.columnCount())] for row in range(rows.rowCount())]


def names(tab: FiguresTab) -> list[str]:
    return [row[0] for row in shown(tab)]


def press(tab: FiguresTab, name: str, heading: str) -> None:
    click(tab.table, tab.table.rows.index(names(tab).index(name), tab.table.headings.index(heading)))


def press_heading(tab: FiguresTab, heading: str) -> None:
    header = tab.table.horizontalHeader()
    place = header.sectionViewportPosition(tab.table.headings.index(heading)) + 8
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(place, header.height() // 2))


def test_the_switch_shows_supervisors_townships_and_months_with_the_county_last(tab: FiguresTab) -> None:
    assert shown(tab) == [
        ["李督学", "1", "偏少", "3", "1", "33.33%", "1", "0", "0.00%"],
        ["张督学", "2", "偏少", "6", "1", "16.67%", "2", "1", "50.00%"],
        ["全县", "3", "人均 1.5", "9", "2", "22.22%", "3", "1", "33.33%"],
    ]
    QTest.mouseClick(tab.switch["township"], LEFT)
    assert [row[:5] for row in shown(tab)] == [
        ["陌南镇", "2", "2", "100.00%", "1"],
        ["学张乡", "1", "1", "100.00%", "1"],
        ["全县", "3", "3", "100.00%", "2"],
    ]
    QTest.mouseClick(tab.switch["month"], LEFT)
    assert names(tab) == ["2026 年 9 月", "2026 年 10 月", "2026 年 11 月（未完）", "全县"]
    assert "应督导 9 园次 · 已督导 2（22.22%） · 到期整改 3 个 · 按期销号 1（33.33%）" in tab.totals.text()


def test_a_heading_sorts_and_the_county_stays_last(tab: FiguresTab) -> None:
    press_heading(tab, "按期率")
    assert names(tab) == ["李督学", "张督学", "全县"]
    press_heading(tab, "按期率")
    assert names(tab) == ["张督学", "李督学", "全县"]
    press_heading(tab, "应督导")
    assert names(tab) == ["李督学", "张督学", "全县"]
    press_heading(tab, "应督导")
    assert names(tab) == ["张督学", "李督学", "全县"]
    press_heading(tab, "应督导")
    assert names(tab) == ["李督学", "张督学", "全县"]
    assert not tab.table.horizontalHeader().isSortIndicatorShown()


def test_visits_lead_to_the_month_of_that_supervisor(page: SupervisionPage, tab: FiguresTab) -> None:
    press(tab, "李督学", "应督导")
    assert page.tabs.currentIndex() == MONTH
    assert (page.month.month, page.month.part.people.currentText()) == (date(2026, 11, 1), "李督学")
    assert [line[0] for line in page.month.part.list.texts()] == ["丙园"]


def test_a_township_and_a_month_narrow_the_plan(page: SupervisionPage, tab: FiguresTab) -> None:
    QTest.mouseClick(tab.switch["township"], LEFT)
    press(tab, "学张乡", "已督导")
    assert page.month.part.townships.currentText() == "学张乡"
    page.tabs.setCurrentIndex(FIGURES)
    QTest.mouseClick(tab.switch["month"], LEFT)
    press(tab, "2026 年 9 月", "应督导")
    assert (page.month.month, page.month.part.townships.currentData()) == (date(2026, 9, 1), None)
    assert len(page.month.part.list.texts()) == 3


def test_the_county_leads_to_everybodys_and_nobody_to_what_nobody_has(
    desk: Desked, page: SupervisionPage, tab: FiguresTab
) -> None:
    desk.county.garden("丁园", "")
    page.refresh()
    press(tab, "没有责任督学", "应督导")
    assert [line[0] for line in page.month.part.list.texts()] == ["丁园"]
    page.tabs.setCurrentIndex(FIGURES)
    press(tab, "全县", "应督导")
    assert len(page.month.part.list.texts()) == 4
    page.tabs.setCurrentIndex(FIGURES)
    press_heading(tab, "应督导")
    press(tab, "全县", "督学")
    page.refresh()
    assert tab.note.text().startswith("全县：")
    QTest.mouseClick(tab.switch["township"], LEFT)
    press(tab, "乡镇未填", "有督学")
    assert (page.view.bars.key, page.view.shown) == ("", [])


def test_problems_lead_to_exactly_those_that_were_counted(page: SupervisionPage, tab: FiguresTab) -> None:
    press(tab, "张督学", "到期整改")
    assert page.tabs.currentIndex() == MENDS
    found = page.mends.list
    assert sorted(one.values["problem"] for one in found.shown) == ["没有晨检", "没有门卫"]
    assert found.only.text() == "张督学到期的 2"
    QTest.mouseClick(found.filters["overdue"], LEFT)
    assert sorted(one.values["problem"] for one in found.shown) == ["没有门卫", "留样不足"]
    assert not found.only.isVisible()
    page.tabs.setCurrentIndex(FIGURES)
    QTest.mouseClick(tab.switch["month"], LEFT)
    press(tab, "2026 年 9 月", "按期销号")
    assert [one.values["problem"] for one in found.shown] == ["留样不足"]


def test_an_earlier_day_on_the_page_does_not_hide_what_was_counted(page: SupervisionPage, tab: FiguresTab) -> None:
    page.day_edit.setDate(page.day_edit.minimumDate())
    press(tab, "全县", "到期整改")
    assert len(page.mends.list.shown) == 3


def test_kindergartens_in_hand_lead_to_the_board(page: SupervisionPage, tab: FiguresTab) -> None:
    QTest.mouseClick(tab.switch["township"], LEFT)
    press(tab, "学张乡", "有督学")
    assert page.tabs.currentIndex() == BOARD
    assert [page.view.cards[uuid].name.text() for uuid in page.view.shown] == ["李督学"]


def test_keys_and_buttons_lead_on_from_the_chosen_line(page: SupervisionPage, tab: FiguresTab) -> None:
    press(tab, "李督学", "督学")
    assert tab.note.text() == "李督学：未督导 2 园次，未按期销号 1 个"
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == MONTH
    page.tabs.setCurrentIndex(FIGURES)
    QTest.mouseClick(tab.mends, LEFT)
    assert [one.values["problem"] for one in page.mends.list.shown] == ["留样不足"]


def test_what_counts_nothing_says_so(desk: Desked, tab: FiguresTab) -> None:
    QTest.mouseClick(tab.switch["month"], LEFT)
    press(tab, "2026 年 11 月（未完）", "到期整改")
    assert desk.told()[-1] == "2026 年 11 月（未完）没有到期的整改。"


def test_lines_are_copied_for_excel_with_their_headings(tab: FiguresTab) -> None:
    press(tab, "李督学", "督学")
    QTest.keyClick(tab.table, Qt.Key.Key_C, CTRL)
    head, line = QApplication.clipboard().text().split("\r\n")[:2]
    assert head.split("\t")[:2] == ["督学", "负责园所"]
    assert line.split("\t") == ["李督学", "1", "偏少", "3", "1", "33.33%", "1", "0", "0.00%"]
    QTest.mouseClick(tab.copy_button, LEFT)
    assert [line.split("\t")[0] for line in QApplication.clipboard().text().splitlines()] == [
        "督学", "李督学", "张督学", "全县",
    ]  # fmt: skip


def write(tab: FiguresTab, text: str) -> None:
    tab.show_files()
    assert tab.menu
    next(act for act in tab.menu.actions() if act.text() == text).trigger()


def test_files_as_the_table_is_sorted_and_of_all_three(
    qtbot: QtBot, desk: Desked, tab: FiguresTab, tmp_path: Path
) -> None:
    for _ in range(2):
        press_heading(tab, "应督导")
    book, paper = tmp_path / "统计.xlsx", tmp_path / "统计.pdf"
    desk.clerk.files = [book]
    write(tab, "这张表（按督学），Excel")
    qtbot.waitUntil(lambda: any(str(book) in told for told in desk.told()))
    assert "芮城县_2026学年_责任督学统计_按督学_20261123.xlsx" in desk.clerk.asked[-1]
    sheet = load_workbook(book)["按督学"]
    assert [sheet.cell(row, 1).value for row in range(3, 7)] == ["督学", "张督学", "李督学", "全县"]
    desk.clerk.files = [paper]
    write(tab, "三张表，PDF")
    qtbot.waitUntil(lambda: any(str(paper) in told for told in desk.told()))
    assert len(Pdf(paper).pages()) == 3


def test_what_is_recorded_elsewhere_is_counted_at_once(desk: Desked, page: SupervisionPage, tab: FiguresTab) -> None:
    desk.county.visit(next(iter(page.board.gardens)).uuid if page.board else "", date(2026, 9, 4))
    page.refresh()
    assert "已督导 3" in tab.totals.text()


def test_an_assignment_is_counted_when_the_tab_is_seen_again(page: SupervisionPage, tab: FiguresTab) -> None:
    board = page.board
    assert board
    person = next(load for load in board.loads if load.name == "李督学")
    page.tabs.setCurrentIndex(BOARD)
    page.acts.assign([garden.uuid for garden in board.gardens], person.uuid)
    page.tabs.setCurrentIndex(FIGURES)
    assert [row[1] for row in shown(tab) if row[0] == "李督学"] == ["3"]


def test_an_empty_county_says_what_belongs_here(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with small_county(tmp_path / "空") as empty, desked(qtbot, data_folder, "supervision", empty) as desk:
        page = cast(SupervisionPage, desk.page)
        page.tabs.setCurrentIndex(FIGURES)
        assert not page.figures.table.isVisible()
        assert not page.figures.files.isEnabled()


@pytest.mark.parametrize("by", ["supervisor", "township", "month"])
def test_nothing_is_cut_in_a_small_window(desk: Desked, tab: FiguresTab, by: str) -> None:
    desk.shell.window().resize(911, 480)
    QTest.mouseClick(next(made for key, made in tab.switch.items() if key == by), LEFT)
    QApplication.processEvents()
    assert not tab.table.horizontalScrollBar().isVisible()
    for made in (*tab.switch.values(), tab.copy_button, tab.files, tab.visits, tab.mends):
        assert made.isVisible()
        assert made.width() >= made.sizeHint().width()
