"""指标与图表 as the clerk reads it: verdicts, the way the number came about, charts, and the way to what is missing."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.ui.filled_pages import Desked, desked
from ui.ledger.page import LedgerPage
from ui.pages import commands
from ui.pages.indicators import IndicatorsPage
from ui.pages.indicators.chart_choice import OWN_GROUP
from ui.pages.indicators.chart_initials import INITIALS
from ui.shell.hits import HitList
from ycpe_desktop.charts.catalogue import CHARTS, groups
from ycpe_desktop.ledgers import AreaYear, Supervisor, UnlicensedSite, YearReport
from ycpe_desktop.pinyin import initials


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """60 of 100 children in 公办园, 丙园 without figures."""
    with small_county(tmp_path / "台账") as made:
        for name, nature, children in (("甲园", "public", 60), ("乙园", "nonprofit", 40), ("丙园", "public", None)):
            uuid = made.garden(name, nature=nature)
            if children is not None:
                with made.store.writing("年度数据") as writer:
                    writer.insert(YearReport, {"kindergarten": uuid, "year": 2026, "children_middle": children})
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(
        qtbot, data_folder, "indicators", county, "year_report", "area_year", "supervisor", "unlicensed_site"
    ) as made:
        page = cast(IndicatorsPage, made.page)
        qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
        yield made


@pytest.fixture
def page(desk: Desked) -> IndicatorsPage:
    return cast(IndicatorsPage, desk.page)


def show(qtbot: QtBot, page: IndicatorsPage, key: str) -> None:
    assert page.list.choose(key)
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)


def line(page: IndicatorsPage, title: str) -> list[str]:
    return next(texts for texts in page.list.texts() if texts[1].split("　")[0] == title)


def behind(page: IndicatorsPage) -> list[str]:
    return [part.name for part in page.explanation.parts]


def test_every_indicator_has_its_word_and_figures(page: IndicatorsPage) -> None:
    told = "公办园在园幼儿占比　缺 1 所"
    assert line(page, "公办园在园幼儿占比") == ["无法判断", told, "60.00%", "55%"]
    assert line(page, "学前三年毛入园率")[1] == "学前三年毛入园率　缺 2026 年 3—5岁人口"
    assert line(page, "普惠园占比（按园数）")[0] == "供了解"
    assert "截至 2026-09-01" in page.head.note.text()


def test_at_the_size_of_a_small_screen_the_chart_stands_whole(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    desk.shell.window().resize(1366, 768)
    show(qtbot, page, "public_share")
    QApplication.processEvents()  # all is laid out
    scrolls: Iterable[QScrollArea] = page.chart.findChildren(QScrollArea)
    scroll = next(each for each in scrolls if each.isVisible())
    assert not scroll.verticalScrollBar().isVisible()


def test_the_number_is_explained_with_what_is_missing_first(qtbot: QtBot, page: IndicatorsPage) -> None:
    show(qtbot, page, "public_share")
    assert "公办园在园幼儿 ÷ 全部在园幼儿 = 60 ÷ 100" in page.explanation.told.text()
    assert "运政办发〔2021〕44号 二" in page.explanation.clause.text()
    assert "公办园在园幼儿占比保持在55%以上" in page.explanation.clause.toolTip()
    assert page.explanation.behind.text() == "涉及 3 所园，缺数据 1 处，排在最前"
    assert behind(page) == ["丙园", "乙园", "甲园"]
    assert page.explanation.parts[0].told == "在园幼儿数未填"


def test_a_kindergarten_behind_the_number_is_opened(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    show(qtbot, page, "public_share")
    page.explanation.table.selectRow(behind(page).index("甲园"))
    page.explanation.open.click()
    opened = cast(LedgerPage, desk.page)
    key = opened.table.model.key(opened.table.grid.currentIndex().row())
    with desk.county.store.reading():
        assert desk.county.store.names.name("kindergarten", key) == "甲园"


def test_what_is_missing_leads_to_where_it_is_filled_in(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    show(qtbot, page, "public_share")
    page.explanation.table.selectRow(0)
    assert page.explanation.fill.isVisible()
    page.explanation.fill.click()
    assert cast(LedgerPage, desk.page).ledger is YearReport
    assert any("丙园" in told and "还没有一行" in told for told in desk.told())


def test_rows_of_the_county_stand_behind_its_figures_and_are_opened(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage
) -> None:
    show(qtbot, page, "satisfaction")
    assert [(part.name, part.told) for part in page.explanation.parts] == [("芮城县", "社会认可度（%）未填")]
    assert page.explanation.behind.text() == "涉及 1 条县乡年度情况，缺数据 1 处，排在最前"
    page.explanation.table.selectRow(0)
    assert page.explanation.fill.isVisible()
    with desk.county.store.writing("县") as writer:
        writer.insert(AreaYear, {"area": "140830", "year": 2026, "satisfaction": "91"})
    page.refresh()
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    page.explanation.table.selectRow(0)
    assert (page.explanation.fill.isVisible(), page.explanation.open.text()) == (False, "打开这一行")
    page.explanation.open.click()
    opened = cast(LedgerPage, desk.page)
    assert opened.ledger is AreaYear
    index = opened.table.grid.currentIndex()
    assert opened.table.model.columns[index.column()].name == "satisfaction"


def test_a_supervisor_behind_the_load_is_opened(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    desk.county.supervisor("李四")
    page.refresh()
    show(qtbot, page, "supervisor_load")
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    assert page.explanation.behind.text() == "涉及 1 位责任督学"
    page.explanation.table.selectRow(0)
    page.explanation.open.click()
    assert cast(LedgerPage, desk.page).ledger is Supervisor


def test_the_chart_follows_the_indicator_and_can_be_chosen(qtbot: QtBot, page: IndicatorsPage) -> None:
    show(qtbot, page, "supervisor_load")
    assert page.chart.choice.title == "责任督学负责园数"
    assert page.chart.canvas is not None
    assert page.chart.canvas.figure is not None
    before = page.chart.canvas.figure
    offered = offers(page)
    assert [title for title in offered.titles() if title in (*groups(), OWN_GROUP)] == [OWN_GROUP, *groups()]
    assert set(offered.titles()) >= {chart.title for chart in CHARTS.values()}
    find(page, "在园幼儿（按办园性质）")
    QTest.keyClick(line_of(page), Qt.Key.Key_Return)
    assert page.chart.choice.name == "在园幼儿按性质"
    qtbot.waitUntil(lambda: not page.busy)
    assert page.chart.canvas.figure is not before


def offers(page: IndicatorsPage) -> HitList:
    """The list of charts, opened by a press on the button."""
    QTest.mouseClick(page.chart.choice, Qt.MouseButton.LeftButton)
    assert page.chart.choice.list is not None
    assert page.chart.choice.list.isVisible()
    return page.chart.choice.list.hits


def line_of(page: IndicatorsPage) -> QLineEdit:
    assert page.chart.choice.list is not None
    return page.chart.choice.list.line


def find(page: IndicatorsPage, text: str) -> list[str]:
    """What the list offers for a typed text."""
    hits = offers(page)
    line_of(page).setText(text)
    return hits.titles()


def test_a_chart_is_found_by_a_word_its_group_or_initials(page: IndicatorsPage) -> None:
    assert find(page, "无证") == ["三项机制", "无证园存量与处置"]
    assert find(page, "zrfg") == ["工作要求", "责任分工进展"]
    assert find(page, "三类模式")[0] == "三类模式"
    assert find(page, "没有的图") == ["没有这样的图表"]


def test_the_arrows_pass_over_the_headings(page: IndicatorsPage) -> None:
    hits = offers(page)
    row = hits.titles().index("乡镇分布示意图")
    hits.setCurrentRow(row)
    QTest.keyClick(line_of(page), Qt.Key.Key_Down)
    assert hits.currentItem().text() == "公办园建设进度"
    QTest.keyClick(line_of(page), Qt.Key.Key_Up)
    assert hits.currentItem().text() == "乡镇分布示意图"
    QTest.keyClick(line_of(page), Qt.Key.Key_Escape)
    assert not hits.isVisible()


def test_the_list_of_charts_stays_inside_a_small_window(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    desk.shell.window().resize(911, 480)
    qtbot.waitUntil(lambda: page.chart.stack.isHidden())
    offers(page)
    assert page.chart.choice.list is not None
    assert desk.shell.window().rect().contains(page.chart.choice.list.geometry())


def test_initials_of_charts_are_those_of_their_titles() -> None:
    assert set(INITIALS) == set(CHARTS)
    assert all(INITIALS[name] in initials(chart.title) for name, chart in CHARTS.items())


def test_a_chart_is_copied_and_saved(qtbot: QtBot, desk: Desked, page: IndicatorsPage, tmp_path: Path) -> None:
    show(qtbot, page, "public_share")
    assert page.chart.canvas is not None
    page.chart.canvas.copy_button.click()
    assert not QGuiApplication.clipboard().image().isNull()
    assert any("已复制" in told for told in desk.told())


def test_the_official_page_is_printed(qtbot: QtBot, desk: Desked, page: IndicatorsPage, tmp_path: Path) -> None:
    desk.clerk.files = [tmp_path / "指标.pdf"]
    page.print_button.click()
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    assert (tmp_path / "指标.pdf").read_bytes().startswith(b"%PDF")
    assert any("指标.pdf" in told for told in desk.told())


def test_the_two_pages_are_written_from_the_button_and_from_the_palette(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "概况"]
    page.picture_button.click()
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    first, second = Pdf(tmp_path / "概况.pdf").texts()
    assert "芮城县学前教育 2026—2027 学年概况" in first
    assert "工作要求" in second
    assert any("概况.pdf" in told for told in desk.told())
    assert "芮城县_2026学年_两页概况.pdf" in desk.clerk.asked[-1]
    desk.clerk.files = [tmp_path / "再来.pdf"]
    next(each for each in commands() if each.key == "picture").run(page.desk)
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    assert (tmp_path / "再来.pdf").exists()


def test_another_year_and_a_searched_word(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.find_text("四个独立")
    assert any(texts[1].startswith("四个独立达标率") for texts in page.list.texts())
    assert not any("公办园在园幼儿占比" in texts[1] for texts in page.list.texts())
    page.find_text("")
    page.desk.choose_year(2025)
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    assert "截至 2025-09-01" in page.head.note.text()
    assert line(page, "公办园在园幼儿占比")[2] == "—"


def test_an_indicator_asked_for_before_it_is_counted_is_shown(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.refresh()
    page.list.clear()
    page.show_what(indicator="two_plus_one")
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    assert page.list.key == "two_plus_one"


def test_without_kindergartens_the_next_step_is_offered(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with (
        small_county(tmp_path / "空") as county,
        desked(qtbot, data_folder, "indicators", county) as made,
    ):
        page = cast(IndicatorsPage, made.page)
        assert page.stack.currentWidget() is page.empty


def test_the_chart_gets_the_whole_page_and_gives_it_back(qtbot: QtBot, page: IndicatorsPage) -> None:
    page.chart.enlarge.click()
    assert page.list.isHidden()
    assert page.explanation.isHidden()
    page.chart.enlarge.click()
    assert page.list.isVisible()
    assert page.explanation.isVisible()


def test_where_the_window_is_low_the_chart_is_one_click_away(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    show(qtbot, page, "public_share")
    desk.shell.window().resize(911, 480)
    qtbot.waitUntil(lambda: page.chart.stack.isHidden())
    assert page.chart.enlarge.text() == "看图表"
    page.chart.enlarge.click()
    assert page.chart.canvas is not None
    assert page.chart.canvas.isVisible()
    assert page.chart.canvas.save_button.isVisible()
    qtbot.waitUntil(lambda: page.chart.height() > page.height() - 60)


def test_the_number_is_told_by_township_and_a_township_opens_its_kindergartens(
    qtbot: QtBot, page: IndicatorsPage
) -> None:
    show(qtbot, page, "public_share")
    QTest.mouseClick(page.explanation.turn, Qt.MouseButton.LeftButton)
    table = page.explanation.by_town
    row = [str(table.rows.index(0, column).data()) for column in range(5)]
    assert row == ["陌南镇", "60.00%", "60", "100", "缺 1 所数据"]
    place = table.visualRect(table.rows.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert behind(page) == ["丙园", "乙园", "甲园"]
    assert page.explanation.behind.text() == "陌南镇，涉及 3 所园"
    assert page.explanation.table.isVisible()
    show(qtbot, page, "satisfaction")
    assert not page.explanation.turn.isVisible()


def test_a_site_behind_its_indicator_is_opened(qtbot: QtBot, desk: Desked, page: IndicatorsPage) -> None:
    with desk.county.store.writing("无证园") as writer:
        writer.insert(UnlicensedSite, {"name": "小星星班", "found": date(2026, 8, 1)})
    page.refresh()
    show(qtbot, page, "unlicensed_sites")
    assert page.explanation.behind.text() == "涉及 1 处无证园"
    page.explanation.table.selectRow(0)
    assert page.explanation.open.text() == "打开无证园"
    page.explanation.open.click()
    assert cast(LedgerPage, desk.page).ledger is UnlicensedSite
