"""普及普惠自评 as the clerk fills it: what is asked, how it stands, what the county says, the way to the figures."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.ui.filled_pages import Desked, click, desked
from tests.ui.test_what_if_tab import CTRL, LEFT, press_tab, settle
from ui.pages.indicators import IndicatorsPage
from ui.pages.indicators.evaluation_tab import NAME, EvaluationTab
from ycpe_desktop.ledgers import SelfEvaluation, YearReport
from ycpe_desktop.policy.indicators import self_evaluation
from ycpe_desktop.policy.self_evaluation import Item
from ycpe_desktop.store.tables import year_state


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """60 of 100 children in 公办园, and a kindergarten without figures."""
    with small_county(tmp_path / "台账") as made:
        for name, nature, children in (("甲园", "public", 60), ("乙园", "inclusive", 40), ("丙园", "public", None)):
            uuid = made.garden(name, nature=nature)
            if children is not None:
                with made.store.writing("年度数据") as writer:
                    writer.insert(YearReport, {"kindergarten": uuid, "year": 2026, "children_middle": children})
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "indicators", county, "year_report") as made:
        page = cast(IndicatorsPage, made.page)
        press_tab(page, 2)
        settle(qtbot, page)
        yield made


@pytest.fixture
def page(desk: Desked) -> IndicatorsPage:
    return cast(IndicatorsPage, desk.page)


@pytest.fixture
def tab(page: IndicatorsPage) -> EvaluationTab:
    return page.evaluation


def kept(desk: Desked, item: str) -> Item:
    return {one.id: one for one in self_evaluation(desk.county.store, 2026)}[item]


def test_an_item_says_what_is_asked_how_it_stands_and_what_is_missing(tab: EvaluationTab) -> None:
    assert tab.list.choose("public")
    assert (tab.word.text(), tab.title.text()) == ("无法判断", "公办园在园幼儿占比")
    assert "缺 1 所数据" in tab.told.text()
    assert "国家标准 50%" in tab.required.text()
    assert "（运政办发〔2021〕44号 二）" in tab.required.text()
    row = [str(tab.table.rows.index(0, column).data()) for column in range(7)]
    assert row[:6] == ["无法判断", "公办园在园幼儿占比", "60.00%", "60", "100", "国家标准 50%"]
    assert tab.totals.text().startswith("自评 18 项：达到 ")


def test_a_figure_is_one_click_from_its_kindergartens(qtbot: QtBot, page: IndicatorsPage, tab: EvaluationTab) -> None:
    tab.list.choose("public")
    click(tab.table, tab.table.rows.index(0, NAME))
    settle(qtbot, page)
    assert (page.tabs.currentIndex(), page.list.key) == (0, "public_share")
    assert [part.name for part in page.explanation.parts] == ["丙园", "乙园", "甲园"]


def test_the_whole_leads_to_the_item_that_is_behind_it(qtbot: QtBot, page: IndicatorsPage, tab: EvaluationTab) -> None:
    page.show_what(indicator="universal_self_evaluation")
    settle(qtbot, page)
    names = [part.name for part in page.explanation.parts]
    page.explanation.table.selectRow(names.index("收费合理"))
    QTest.mouseClick(page.explanation.open, LEFT)
    settle(qtbot, page)
    assert (page.tabs.currentWidget(), tab.list.key) == (tab, "fees")


def test_what_the_county_says_is_saved_when_the_field_is_left(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: EvaluationTab
) -> None:
    tab.list.choose("fees")
    assert tab.word.text() == "无法判断"
    QTest.mouseClick(tab.own.verdicts["met"], LEFT)
    settle(qtbot, page)
    assert tab.word.text() == "达到"
    assert desk.done() == "普及普惠自评：收费合理 本县结论"
    line = tab.own.lines["evidence"]
    line.setFocus()
    QTest.keyClicks(line, "fa gai wen jian")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    settle(qtbot, page)
    assert kept(desk, "fees").evidence == "fa gai wen jian"
    QTest.keyClick(desk.shell.window(), Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not desk.shell.background.jobs and not page.busy, timeout=60_000)
    assert (kept(desk, "fees").evidence, line.text()) == ("", "")
    assert desk.county.store.count(SelfEvaluation) == 1


def test_what_is_typed_stays_while_the_page_is_read_anew_and_goes_to_its_own_item(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: EvaluationTab
) -> None:
    tab.list.choose("pay")
    line = tab.own.lines["shortfall"]
    line.setFocus()
    QTest.keyClicks(line, "shao")
    page.refresh()
    settle(qtbot, page)
    assert line.text() == "shao"
    tab.list.choose("care")
    settle(qtbot, page)
    assert line.text() == ""
    assert kept(desk, "pay").own["shortfall"] == "shao"


def test_an_unreadable_day_is_told_and_stays(qtbot: QtBot, page: IndicatorsPage, tab: EvaluationTab) -> None:
    tab.list.choose("pay")
    line = tab.own.lines["judged"]
    line.setFocus()
    QTest.keyClicks(line, "zuotian")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert tab.own.problem.isVisible()
    assert tab.own.problem.text().startswith("自评日期")
    assert line.text() == "zuotian"
    assert not page.may_leave()
    line.clear()
    assert page.may_leave()


def test_the_first_file_makes_the_items_row(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: EvaluationTab, tmp_path: Path
) -> None:
    file = tmp_path / "会议纪要.pdf"
    file.write_bytes(b"%PDF")
    tab.list.choose("leadership")
    tab.own.files.add_files([file])
    settle(qtbot, page)
    assert kept(desk, "leadership").files == 1
    assert "会议纪要.pdf" in tab.own.files.list.item(0).text()
    assert any("党的领导坚强有力　文件 1" in texts for texts in tab.list.texts())


def test_it_is_printed_by_ctrl_p_and_searched(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: EvaluationTab, tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "自评.pdf"]
    QTest.keyClick(desk.shell.window(), Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: (tmp_path / "自评.pdf").exists() and not desk.shell.background.jobs, timeout=60_000)
    assert "普及普惠自评表" in "".join(Pdf(tmp_path / "自评.pdf").texts())
    page.find_text("安全")
    assert [texts[1] for texts in tab.list.texts()] == ["安全风险防控机制健全"]
    assert page.help_topic == "evaluation"


def test_what_cannot_be_read_keeps_the_clerk_at_its_item(
    qtbot: QtBot, page: IndicatorsPage, tab: EvaluationTab
) -> None:
    tab.list.choose("pay")
    line = tab.own.lines["judged"]
    line.setFocus()
    QTest.keyClicks(line, "zuotian")
    tab.list.choose("care")
    assert (tab.list.key, line.text(), tab.own.problem.isVisible()) == ("pay", "zuotian", True)
    line.clear()
    tab.list.choose("care")
    assert tab.list.key == "care"


def test_in_an_approved_year_the_conclusion_stays_as_it_was(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: EvaluationTab
) -> None:
    with desk.county.store.writing("审核通过") as writer:
        writer.put(year_state, {"uuid": "2026", "approved": "2026-11-20T10:00:00"})
    tab.list.choose("fees")
    QTest.mouseClick(tab.own.verdicts["met"], LEFT)
    settle(qtbot, page)
    assert desk.county.store.count(SelfEvaluation) == 0
    assert [value for value, made in tab.own.verdicts.items() if made.isChecked()] == [None]
