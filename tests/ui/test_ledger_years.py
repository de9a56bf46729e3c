"""Yearly ledgers: one row a kindergarten, last year's figures beside, the year of the window ruling the page."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.ledger_hands import Hands, ledger_page
from ycpe_desktop.ledgers import AreaYear, FourIndependents, Kindergarten, YearReport
from ycpe_desktop.store import add_years

KEY = Qt.Key


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with ledger_page(qtbot, data_folder, YearReport) as made:
        add_years(made.store, [2025])
        made.page.refresh()
        yield made


def report(hands: Hands, name: str, year: int, **values: int) -> None:
    with hands.store.reading() as connection:
        table = Kindergarten.__table__
        key = connection.execute(table.select().where(table.c.name == name)).mappings().one()["uuid"]
    with hands.store.writing("年度数据") as writer:
        writer.insert(YearReport, {"kindergarten": key, "year": year, **values})
    hands.page.refresh()


def test_an_empty_year_offers_a_row_for_every_kindergarten(hands: Hands) -> None:
    assert hands.page.empty.isVisible()
    assert YearReport.HELP in hands.page.empty.text.text()
    hands.page.rows_button.click()
    assert not hands.page.empty.isVisible()
    assert hands.store.count(YearReport) == 3
    assert hands.desk.done() == "建立年度数据各园空行"
    assert len(hands.model.ids) == 3


def test_kindergartens_that_come_later_are_counted_as_missing(hands: Hands) -> None:
    hands.page.rows_button.click()
    hands.desk.county.garden("西街幼儿园")
    hands.desk.county.garden("老街幼儿园", status="paused")
    hands.page.refresh()
    assert hands.page.table.status.missing.text() == "还有 1 所园本学年没有数据，建立空行"
    hands.page.table.status.missing.click()
    assert len(hands.model.ids) == 4
    assert hands.page.table.status.missing.isHidden()


def test_last_years_figure_stands_beside_the_number(hands: Hands, qtbot: QtBot) -> None:
    report(hands, "南村幼儿园", 2025, teachers=9, children_reported=328)
    report(hands, "南村幼儿园", 2026, teachers=11, children_reported=341)
    look = hands.model.look(0, hands.model.place_of["teachers"])
    assert (look.text, look.ghost) == ("11", "9")
    children = hands.model.index(0, hands.model.place_of["children"])
    assert "2025—2026 学年：328" in children.data(Qt.ItemDataRole.ToolTipRole)
    qtbot.waitUntil(lambda: "在园幼儿合计 341" in hands.page.table.status.whole.text())


def heading_tip(hands: Hands, field: str) -> str:
    section = hands.model.place_of[field]
    return str(hands.model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))


def test_what_the_grey_figures_are_is_said_only_where_there_are_some(hands: Hands) -> None:
    legend = hands.page.table.status.earlier
    report(hands, "南村幼儿园", 2026, teachers=11)
    assert legend.isHidden()
    assert "灰色小字" not in heading_tip(hands, "teachers")
    report(hands, "南村幼儿园", 2025, teachers=9)
    assert legend.isVisible()
    assert legend.text() == "灰色小字：2025—2026 学年"
    assert "灰色小字：2025—2026 学年" in heading_tip(hands, "teachers")
    assert "灰色小字" not in heading_tip(hands, "kindergarten")
    hands.page.table.show_columns(["kindergarten"])
    assert legend.isHidden()


def test_the_year_of_the_window_rules_the_page(hands: Hands) -> None:
    report(hands, "南村幼儿园", 2025, teachers=9)
    assert hands.desk.shell.desk
    hands.desk.shell.desk.choose_year(2025)
    assert hands.shown("南村幼儿园", "teachers") == "9"
    hands.cell("南村幼儿园", "teachers")
    hands.keys("10", KEY.Key_Return)
    assert hands.stored("teachers", "南村幼儿园", YearReport, 2025) == 10
    hands.desk.shell.desk.choose_year(2026)
    assert not hands.model.ids


def test_computed_cells_take_no_typing(hands: Hands) -> None:
    report(hands, "南村幼儿园", 2026, teachers=9)
    hands.cell("南村幼儿园", "staff")
    hands.keys("5", KEY.Key_Return)
    assert hands.shown("南村幼儿园", "staff") == "9"
    assert hands.tone("南村幼儿园", "staff") == "derived"


def test_a_kindergarten_is_found_by_initials_and_cannot_have_two_rows(hands: Hands) -> None:
    report(hands, "南村幼儿园", 2026, teachers=9)
    hands.grid.go_to(hands.model.rowCount() - 1, 0)
    hands.grid.setFocus()
    hands.keys("bcyey", KEY.Key_Return)  # 北村幼儿园
    assert hands.shown("北村幼儿园", "kindergarten") == "北村幼儿园"
    assert hands.store.count(YearReport) == 2
    hands.grid.go_to(hands.model.rowCount() - 1, 0)
    hands.paste("南村幼儿园")
    assert hands.store.count(YearReport) == 2
    assert "本学年已经有一行" in hands.desk.told()[0]


def test_a_row_waits_until_it_has_what_it_needs(qtbot: QtBot, data_folder: Path) -> None:
    from ycpe_desktop.ledgers import Assignment

    with ledger_page(qtbot, data_folder, Assignment) as hands:
        hands.desk.county.supervisor("王五")
        hands.page.refresh()
        hands.page._begin_in_grid()
        hands.paste("王五\t南村幼儿园")
        assert hands.store.count(Assignment) == 0
        assert hands.model.look(0, 0).tone == "waiting"
        hands.grid.go_to(0, hands.model.place_of["since"])
        hands.keys("20260901", KEY.Key_Return)
        assert hands.store.count(Assignment) == 1
        assert hands.column_texts(hands.model.place_of["since"])[0] == "2026-09-01"


def test_only_rural_public_ones_get_a_row_of_the_four(qtbot: QtBot, data_folder: Path) -> None:
    with ledger_page(qtbot, data_folder, FourIndependents) as hands:
        hands.page.rows_button.click()
        assert sorted(hands.column_texts(0)[:2]) == ["东关幼儿园", "南村幼儿园"]
        assert hands.store.count(FourIndependents) == 2


def test_every_place_is_offered_where_areas_are_meant(qtbot: QtBot, data_folder: Path) -> None:
    with ledger_page(qtbot, data_folder, AreaYear) as hands:
        hands.page._begin_in_grid()
        hands.paste("芮城县\t12,345\t户籍\r\n陌南镇\t900\t常住")
        assert hands.column_texts(0)[:2] == ["芮城县", "陌南镇"]
        assert hands.column_texts(hands.model.place_of["population"])[:2] == ["12,345", "900"]


def choose(hands: Hands, text: str) -> None:
    """Open 导出 ▼ and choose."""
    hands.page.export_button.click()
    menu = hands.page.export_button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_a_blank_template_is_saved_where_the_clerk_says(hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "模板"
    hands.clerk.files = [target]
    choose(hands, "下载空白模板…")
    qtbot.waitUntil(lambda: bool(hands.desk.told()))
    assert hands.clerk.asked[-1].endswith("：芮城县_2026学年_年度数据_空白模板.xlsx")
    assert hands.desk.told() == [f"已生成：{target}.xlsx"]
    assert "年度数据" in openpyxl.load_workbook(f"{target}.xlsx").sheetnames


def test_the_list_is_exported_with_or_without_telephones(hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    from ui.ledger.exporting import EVERY, WITHOUT

    report(hands, "南村幼儿园", 2026, teachers=9)
    target = tmp_path / "名单"
    hands.clerk.choose_save_file = lambda *_: target  # type: ignore[method-assign]  # the dialog's answer
    hands.clerk.answers = [EVERY]
    choose(hands, "导出名单…")
    qtbot.waitUntil(lambda: bool(hands.desk.told()))
    assert hands.desk.told() == [f"已导出 1 条：{target}.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "名单.xlsx").active
    assert sheet is not None
    assert sheet.max_column == len(hands.model.columns)
    assert f"{EVERY}{WITHOUT}" not in hands.clerk.asked


def test_a_list_of_some_records_does_not_hide_all_of_another_year(hands: Hands) -> None:
    report(hands, "南村幼儿园", 2025, teachers=9)
    report(hands, "南村幼儿园", 2026, teachers=11)
    report(hands, "北村幼儿园", 2026, teachers=7)
    desk = hands.desk.shell.desk
    assert desk
    desk.open_page(hands.desk.shell.stack.key, uuid=hands.model.ids[0], only=tuple(hands.model.ids))
    desk.choose_year(2025)
    assert hands.column_texts(0)[:1] == ["南村幼儿园"]
