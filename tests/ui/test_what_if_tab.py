"""达标测算 as the clerk uses it: solving, ticking by mouse and key, assumptions, 方案, print and workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QSpinBox, QTabBar
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.ui.filled_pages import Desked, desked
from ui.pages.indicators import IndicatorsPage, what_if_tab
from ui.pages.indicators.moves import FIXED, NAME, RECOGNISE, TAKE_OVER
from ui.pages.indicators.what_if_tab import WhatIfTab
from ycpe_desktop.ledgers import YearReport
from ycpe_desktop.policy.what_if import Assumptions, Garden, Outcome, smallest
from ycpe_desktop.policy.what_if_plans import kept_plans

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
GARDENS = {"甲园": ("public", 50), "乙园": ("inclusive", 30), "丙园": ("nonprofit", 20), "丁园": ("public", None)}
BEFORE = {"甲园": 90, "乙园": 9, "丙园": 1}
"""Children the year before, when the targets were reached."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        for name, (nature, children) in GARDENS.items():
            uuid = made.garden(name, nature=nature)
            if children is not None:
                with made.store.writing("年度数据") as writer:
                    writer.insert(YearReport, {"kindergarten": uuid, "year": 2026, "children_middle": children})
                    writer.insert(YearReport, {"kindergarten": uuid, "year": 2025, "children_middle": BEFORE[name]})
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "indicators", county, "year_report") as made:
        page = cast(IndicatorsPage, made.page)
        press_tab(page, 1)
        settle(qtbot, page)
        yield made


@pytest.fixture
def page(desk: Desked) -> IndicatorsPage:
    return cast(IndicatorsPage, desk.page)


@pytest.fixture
def tab(page: IndicatorsPage) -> WhatIfTab:
    return page.what_if


def press_tab(page: IndicatorsPage, number: int) -> None:
    bar: QTabBar = page.tabs.tabBar()
    QTest.mouseClick(bar, LEFT, NO, bar.tabRect(number).center())


def settle(qtbot: QtBot, page: IndicatorsPage) -> None:
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)


def cell(tab: WhatIfTab, name: str, column: int) -> QModelIndex:
    row = next(number for number, move in enumerate(tab.table.moves.moves) if move.garden.name == name)
    return tab.table.moves.index(row, column)


def ticked(tab: WhatIfTab, name: str, column: int) -> bool | None:
    """None where there is nothing to tick."""
    state = cell(tab, name, column).data(Qt.ItemDataRole.CheckStateRole)
    return None if state is None else state == Qt.CheckState.Checked


def tick(tab: WhatIfTab, name: str, column: int) -> None:
    """A click on the box itself."""
    box = tab.table.visualRect(cell(tab, name, column))
    QTest.mouseClick(tab.table.viewport(), LEFT, NO, QPoint(box.left() + 12, box.center().y()))


def press(made: QPushButton) -> None:
    QTest.mouseClick(made, LEFT)


def set_seats(box: QSpinBox, count: int) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, str(count))
    QTest.keyClick(box, Qt.Key.Key_Return)


def compared(tab: WhatIfTab) -> dict[str, list[str]]:
    model = tab.outcome.table.rows
    return {
        str(model.index(row, 0).data()): [str(model.index(row, column).data()) for column in range(1, 5)]
        for row in range(model.rowCount())
    }


def test_opened_it_shows_the_smallest_change_beside_today_and_writes_nothing(desk: Desked, tab: WhatIfTab) -> None:
    assert tab.told.text() == "转公办 1 所，涉及幼儿 20 名：两项目标都达到"
    assert compared(tab)["公办园在园幼儿占比"] == ["50.00%", "70.00%", "+20.00", "55%"]
    assert compared(tab)["公办占比还差幼儿"] == ["5", "0", "-5", ""]
    assert [move.garden.name for move in tab.table.moves.moves] == ["丙园", "乙园"]
    assert (ticked(tab, "丙园", TAKE_OVER), ticked(tab, "丙园", RECOGNISE), ticked(tab, "乙园", RECOGNISE)) == (
        True,
        False,
        None,
    )
    assert "不改动台账" in tab.note.text()
    assert tab.lacking.text() == "1 所园缺数据，未计入"
    assert desk.done() == "新增园所"


def test_a_tick_is_taken_out_and_another_set_and_the_gap_follows(tab: WhatIfTab) -> None:
    tick(tab, "丙园", TAKE_OVER)
    assert tab.told.text() == "不作改动：公办占比还差 5 名幼儿，普惠覆盖率还差 13 名幼儿"
    assert ticked(tab, "丙园", FIXED)
    tick(tab, "丙园", RECOGNISE)
    assert tab.told.text() == "认定普惠 1 所，涉及幼儿 20 名：公办占比还差 5 名幼儿"
    tick(tab, "丙园", TAKE_OVER)
    assert ticked(tab, "丙园", RECOGNISE) is False


def test_space_ticks_the_cell_that_the_arrows_have_reached(qtbot: QtBot, tab: WhatIfTab) -> None:
    tab.table.setFocus()
    tab.table.setCurrentIndex(cell(tab, "丙园", RECOGNISE))
    QTest.keyClick(tab.table, Qt.Key.Key_Right)
    QTest.keyClick(tab.table, Qt.Key.Key_Space)
    assert ticked(tab, "丙园", TAKE_OVER) is False


def test_solving_again_keeps_what_was_fixed_and_anew_forgets_it(
    qtbot: QtBot, page: IndicatorsPage, tab: WhatIfTab
) -> None:
    tick(tab, "丙园", RECOGNISE)
    assert tab.solve_button.text() == "重新求解，保留我的选择"
    press(tab.solve_button)
    settle(qtbot, page)
    assert tab.told.text() == "认定普惠 1 所、转公办 1 所，涉及幼儿 50 名：两项目标都达到"
    assert ticked(tab, "乙园", FIXED) is False
    press(tab.anew_button)
    settle(qtbot, page)
    assert tab.told.text() == "转公办 1 所，涉及幼儿 20 名：两项目标都达到"
    assert (tab.solve_button.text(), tab.anew_button.isVisible()) == ("求解", False)


def test_a_line_is_given_back_to_the_program(qtbot: QtBot, page: IndicatorsPage, tab: WhatIfTab) -> None:
    tick(tab, "丙园", TAKE_OVER)
    tick(tab, "丙园", FIXED)
    assert ticked(tab, "丙园", FIXED) is False
    press(tab.solve_button)
    settle(qtbot, page)
    assert ticked(tab, "丙园", TAKE_OVER)


def test_children_change_year_by_year(qtbot: QtBot, page: IndicatorsPage, tab: WhatIfTab) -> None:
    tab.assumptions.until.setFocus()
    QTest.keyClick(tab.assumptions.until, Qt.Key.Key_Down)
    settle(qtbot, page)
    first, second = tab.assumptions.rates[:2]
    assert (first.isVisible(), second.isVisible()) == (True, False)
    first.setFocus()
    first.selectAll()
    QTest.keyClicks(first, "-50")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert compared(tab)["在园幼儿"][:3] == ["100", "50", "-50"]
    assert "假设改过了，可以重新求解" in tab.told.text()
    press(tab.solve_button)
    settle(qtbot, page)
    assert tab.told.text() == "转公办 1 所，涉及幼儿 10 名：两项目标都达到"


def test_what_cannot_be_reached_is_said_with_the_way_out(qtbot: QtBot, page: IndicatorsPage, tab: WhatIfTab) -> None:
    for name in ("乙园", "丙园"):
        tick(tab, name, TAKE_OVER)
        if ticked(tab, name, TAKE_OVER):
            tick(tab, name, TAKE_OVER)
    press(tab.solve_button)
    settle(qtbot, page)
    assert "还达不到目标" in tab.told.text()
    assert tab.seats_button.text() == "按新增 13 个学位求解"
    press(tab.seats_button)
    settle(qtbot, page)
    assert tab.told.text() == "新增公办学位 13 个，涉及幼儿 13 名：两项目标都达到"
    assert (tab.moved.others.value(), tab.moved.isVisible()) == (13, True)
    set_seats(tab.moved.others, 12)
    assert "普惠覆盖率还差 1 名幼儿" in tab.told.text()
    press(tab.solve_button)
    settle(qtbot, page)
    assert "还达不到目标" in tab.told.text()


def test_more_moved_children_than_seats_is_one_sentence(qtbot: QtBot, page: IndicatorsPage, tab: WhatIfTab) -> None:
    set_seats(tab.assumptions.seats, 5)
    settle(qtbot, page)
    set_seats(tab.moved.others, 9)
    assert "新增公办学位只有 5 个" in tab.told.text()


def test_a_plan_is_kept_by_name_reopened_and_dropped(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: WhatIfTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick(tab, "丙园", RECOGNISE)
    monkeypatch.setattr(desk.clerk, "ask_text", lambda question, value="": "只认定")
    actions = {action.text(): action for action in tab.plans.menu().actions()}
    actions["保存方案…"].trigger()
    settle(qtbot, page)
    assert list(kept_plans(desk.county.store)) == ["只认定"]
    assert desk.done() == "保存达标测算方案：只认定"
    press(tab.anew_button)
    settle(qtbot, page)
    next(action for action in tab.plans.menu().actions() if action.text() == "打开：只认定").trigger()
    settle(qtbot, page)
    assert tab.told.text().startswith("认定普惠 1 所")
    assert ticked(tab, "丙园", FIXED)
    next(action for action in tab.plans.menu().actions() if action.text() == "删除：只认定").trigger()
    settle(qtbot, page)
    assert kept_plans(desk.county.store) == {}


def test_it_is_printed_by_the_button_and_by_ctrl_p_and_exported(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: WhatIfTab, tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "测算.pdf"]
    press(page.print_button)
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    assert "丙园" in "".join(Pdf(tmp_path / "测算.pdf").texts())
    desk.clerk.files = [tmp_path / "再印.pdf"]
    QTest.keyClick(desk.shell.window(), Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: (tmp_path / "再印.pdf").exists() and not desk.shell.background.jobs, timeout=60_000)
    desk.clerk.files = [tmp_path / "测算.xlsx"]
    press(tab.excel_button)
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    assert load_workbook(tmp_path / "测算.xlsx").sheetnames == ["达标测算", "逐园"]
    assert desk.done() == "新增园所", "nothing was written"


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_chart_is_saved_as_those_of_the_catalogue_are(
    desk: Desked, tab: WhatIfTab, tmp_path: Path, suffix: str
) -> None:
    canvas = tab.outcome.canvas
    assert canvas is not None
    assert canvas.save_button.isVisible()
    desk.clerk.files = [tmp_path / f"图{suffix}"]
    words = {".png": "PNG 图片", ".svg": "SVG 矢量图", ".pdf": "PDF 文档"}[suffix]
    next(action for action in canvas.save_button.menu().actions() if action.text() == words).trigger()
    assert (tmp_path / f"图{suffix}").stat().st_size > 1000
    assert desk.clerk.asked[-1].endswith(f"芮城县_2026学年_达标测算{suffix}")
    assert desk.told()[-1].startswith("图表已保存")


def test_who_lacks_figures_is_one_click_away(qtbot: QtBot, page: IndicatorsPage, tab: WhatIfTab) -> None:
    press(tab.lacking)
    settle(qtbot, page)
    assert (page.tabs.currentIndex(), page.list.key) == (0, "public_share")
    assert page.explanation.parts[0].name == "丁园"


def test_a_kindergarten_is_opened_and_found(qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: WhatIfTab) -> None:
    page.find_text("乙")
    assert [move.garden.name for move in tab.table.moves.moves] == ["乙园"]
    box = tab.table.visualRect(cell(tab, "乙园", NAME)).center()
    QTest.mouseClick(tab.table.viewport(), LEFT, NO, box)
    QTest.mouseDClick(tab.table.viewport(), LEFT, NO, box)
    assert desk.page is not page


def test_without_kindergartens_the_next_step_is_offered(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with small_county(tmp_path / "空") as county, desked(qtbot, data_folder, "indicators", county) as made:
        page = cast(IndicatorsPage, made.page)
        press_tab(page, 1)
        settle(qtbot, page)
        assert page.what_if.stack.currentWidget() is page.what_if.empty


def test_a_solution_of_the_year_that_was_left_is_not_shown(
    qtbot: QtBot, desk: Desked, page: IndicatorsPage, tab: WhatIfTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved = Event()

    def slowly(every: Sequence[Garden], given: Assumptions) -> Outcome:
        assert solved.wait(30)
        return smallest(every, given)

    monkeypatch.setattr(what_if_tab, "smallest", slowly)
    press(tab.solve_button)
    assert desk.shell.desk
    desk.shell.desk.choose_year(2025)
    qtbot.waitUntil(lambda: not tab.reading.busy, timeout=60_000)
    solved.set()
    settle(qtbot, page)
    assert tab.plan is not None
    assert (tab.plan.year, tab.told.text()) == (2025, "不作改动：两项目标都达到")
