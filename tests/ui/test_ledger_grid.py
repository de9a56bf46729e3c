"""The grid as a clerk uses it, with real keys: every edit is one durable action that can be undone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.ledger_hands import CONTROL, NAMES, SHIFT, Hands, ledger_page
from ui import theme
from ui.ledger.columns import summed_fields
from ui.ledger.layouts import Layout
from ycpe_desktop.ledgers import ConductEvaluation, Kindergarten
from ycpe_desktop.store import Filter, history

KEY = Qt.Key


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with ledger_page(qtbot, data_folder) as made:
        yield made


def test_a_typed_cell_is_in_the_database_and_undone_by_control_z(hands: Hands, data_folder: Path) -> None:
    hands.cell("南村幼儿园", "phone")
    hands.keys("03593", KEY.Key_Return)
    with sqlite3.connect(data_folder / "ycpe.db") as other:  # another connection sees what is committed only
        assert other.execute("SELECT phone FROM kindergarten WHERE name='南村幼儿园'").fetchone() == ("03593",)
    assert hands.desk.done() == "修改“南村幼儿园”的园所电话"
    hands.undo()
    assert hands.stored("phone", "南村幼儿园") is None
    assert hands.shown("南村幼儿园", "phone") == ""
    hands.keys(KEY.Key_Y, modifier=CONTROL)
    assert hands.shown("南村幼儿园", "phone") == "03593"


def test_enter_goes_down_and_tab_right_as_in_excel(hands: Hands) -> None:
    hands.grid.go_to(0, hands.model.place_of["name"])
    hands.keys(KEY.Key_Tab)
    assert hands.page.table.shown_names().index("code") == 1
    assert hands.grid.currentIndex().column() == hands.model.place_of["code"]
    hands.keys("1114123456", KEY.Key_Tab, KEY.Key_Return)
    assert (hands.grid.currentIndex().row(), hands.grid.currentIndex().column()) == (1, 0)
    hands.keys(KEY.Key_Return, modifier=SHIFT)
    assert hands.grid.currentIndex().row() == 0


def test_typing_replaces_f2_edits_and_escape_leaves_it(hands: Hands) -> None:
    hands.cell("南村幼儿园", "code")
    hands.keys("1114999999", KEY.Key_Escape)
    assert hands.stored("code", "南村幼儿园") == "1114000000"
    hands.keys(KEY.Key_F2, KEY.Key_End, KEY.Key_Backspace, "7", KEY.Key_Return)
    assert hands.stored("code", "南村幼儿园") == "1114000007"


def test_what_cannot_be_read_stays_in_its_cell_with_the_reason(hands: Hands) -> None:
    hands.cell("南村幼儿园", "code")
    hands.keys("12", KEY.Key_Return)
    assert hands.stored("code", "南村幼儿园") == "1114000000"
    assert (hands.shown("南村幼儿园", "code"), hands.tone("南村幼儿园", "code")) == ("12", "bad")
    hands.cell("南村幼儿园", "code")
    tip = hands.grid.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert "标识码是 10 位数字" in tip
    hands.keys("1114000009", KEY.Key_Return)
    assert (hands.shown("南村幼儿园", "code"), hands.tone("南村幼儿园", "code")) == ("1114000009", "")


def test_clearing_a_marked_cell_brings_its_value_back(hands: Hands) -> None:
    hands.cell("南村幼儿园", "code")
    hands.keys("12", KEY.Key_Return)
    hands.page.table.status.go_to_refused()
    hands.page.table.status._drop()
    assert hands.shown("南村幼儿园", "code") == "1114000000"


def test_delete_clears_and_a_name_cannot_be_cleared(hands: Hands) -> None:
    hands.cell("南村幼儿园", "principal")
    hands.keys(KEY.Key_Delete)
    assert hands.stored("principal", "南村幼儿园") is None
    hands.cell("南村幼儿园", "name")
    hands.keys(KEY.Key_Delete)
    assert "“园所名称”不能空" in hands.desk.told()[0]


def test_copying_gives_what_excel_takes(hands: Hands) -> None:
    hands.cell("南村幼儿园", "remark")
    hands.paste('"一行\n二行"')
    assert hands.stored("remark", "南村幼儿园") == "一行\n二行"
    row = hands.row("南村幼儿园")
    hands.page.table.show_columns(["name", "code", "remark"])
    hands.grid.select_block([row], hands.grid.shown_columns())
    hands.keys(KEY.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == '南村幼儿园\t1114000000\t"一行\n二行"\r\n'


def test_forty_rows_of_eight_columns_are_one_action_with_a_refused_cell(hands: Hands) -> None:
    names = ["name", "code", "principal", "phone", "address", "former_name", "sponsor_name", "host_school"]
    hands.page.table.show_columns(names)
    shown = hands.page.table.shown_names()
    rows = []
    for number in range(40):
        cells = {name: f"{name}{number}" for name in names}
        cells |= {"name": f"新园{number:02}", "code": f"1114{number:06}", "phone": f"0359-{number:05}"}
        cells["principal"] = "张三"
        cells["address"] = f'"第{number}号\n""东院"""'
        rows.append(cells)
    rows[7]["code"] = "不是编码"
    text = "".join("\t".join(cells[name] for name in shown) + "\r\n" for cells in rows)
    hands.grid.go_to(0, 0)
    hands.paste(text)
    assert hands.store.count(hands.model.ledger) == 40
    assert hands.stored("address", "新园39") == '第39号 "东院"'
    assert (hands.shown("新园07", "code"), hands.tone("新园07", "code")) == ("不是编码", "bad")
    assert hands.stored("code", "新园06") == "1114000006"
    assert hands.desk.done() == "粘贴 40 行 8 列"
    hands.undo()
    assert hands.store.count(hands.model.ledger) == 3
    assert sorted(hands.column_texts(0)[:3]) == sorted(NAMES)


def test_one_copied_cell_fills_the_selection(hands: Hands) -> None:
    column = hands.show("principal")
    hands.grid.select_block([0, 1, 2], [column])
    hands.paste("李四\r\n")
    assert hands.column_texts(column)[:3] == ["李四"] * 3


def test_control_d_fills_down_as_one_action(hands: Hands) -> None:
    column = hands.show("address")
    hands.grid.go_to(0, column)
    hands.paste("东大街 1 号")
    hands.grid.select_block([0, 1, 2], [column])
    hands.keys(KEY.Key_D, modifier=CONTROL)
    assert hands.column_texts(column)[:3] == ["东大街 1 号"] * 3
    hands.undo()
    assert hands.column_texts(column)[:3] == ["东大街 1 号", "", ""]


def test_typing_in_the_last_row_makes_a_record(hands: Hands) -> None:
    last = hands.model.rowCount() - 1
    hands.grid.go_to(last, 0)
    hands.keys("abc", KEY.Key_Return)
    assert hands.store.count(hands.model.ledger) == 4
    assert hands.stored("kind", "abc") == "111"
    assert hands.grid.currentIndex().row() == last + 1  # the next empty row


def test_a_header_click_sorts_and_shift_adds_a_key(hands: Hands) -> None:
    hands.click_header("code")
    assert hands.column_texts(0)[:3] == ["南村幼儿园", "北村幼儿园", "东关幼儿园"]
    hands.click_header("code")
    assert hands.column_texts(0)[:3] == ["东关幼儿园", "北村幼儿园", "南村幼儿园"]
    hands.click_header("nature")
    hands.click_header("code", SHIFT)
    assert hands.model.listing.sort == (("nature", False), ("code", False))
    assert hands.column_texts(0)[:3] == ["北村幼儿园", "南村幼儿园", "东关幼儿园"]


def test_the_filter_box_lists_values_with_counts_and_narrows(hands: Hands) -> None:
    column = hands.model.place_of["nature"]
    box = hands.page.table.show_filter(column, hands.grid.mapToGlobal(hands.grid.pos()))
    texts = [box.list.item(place).text() for place in range(box.list.count())]
    assert texts == ["（全选）", "普惠性民办（1 条）", "公办（2 条）"]
    QTest.keyClicks(box.search, "gb")
    QTest.keyClick(box.search, KEY.Key_Return)
    assert hands.model.listing.filters == (Filter("nature", "among", ("public",)),)
    assert hands.page.table.chips.texts() == ["办园性质：公办"]
    assert len(hands.model.ids) == 2
    hands.page.table.clear_filters()
    assert len(hands.model.ids) == 3


def test_the_filter_box_has_people_by_pinyin_and_blank_last(hands: Hands) -> None:
    with hands.store.writing("园长") as writer:
        for name, principal in (("南村幼儿园", "解红"), ("北村幼儿园", None)):
            writer.update(Kindergarten, hands.model.key(hands.row(name)), {"principal": principal})
    box = hands.page.table.show_filter(hands.model.place_of["principal"], hands.grid.mapToGlobal(hands.grid.pos()))
    texts = [box.list.item(place).text() for place in range(1, box.list.count())]
    assert texts == ["解红（1 条）", "张三（1 条）", "（空白）（1 条）"]
    box.close()


def test_a_number_filter_has_bounds(hands: Hands) -> None:
    hands.cell("南村幼儿园", "staffing_posts")
    hands.keys("12", KEY.Key_Return)
    box = hands.page.table.show_filter(hands.model.place_of["staffing_posts"], hands.grid.pos())
    QTest.keyClicks(box.least, "x")
    box.accept()
    assert "不是数字" in box.told.text()
    box.least.setText("10")
    box.most.setText("12")
    box.accept()
    assert hands.column_texts(0)[: len(hands.model.ids)] == ["南村幼儿园"]


def test_a_value_is_filled_down_to_the_last_record(hands: Hands) -> None:
    column = hands.show("principal")
    hands.grid.go_to(0, column)
    hands.paste("李四")
    hands.keys(KEY.Key_Down, modifier=CONTROL | SHIFT)
    hands.keys(KEY.Key_D, modifier=CONTROL)
    assert hands.column_texts(column)[:3] == ["李四"] * 3
    assert hands.desk.done().startswith("填充")


def test_control_and_an_arrow_go_to_the_edge(hands: Hands) -> None:
    shown = hands.grid.shown_columns()
    hands.grid.go_to(1, shown[2])
    hands.keys(KEY.Key_Down, KEY.Key_Right, modifier=CONTROL)
    assert (hands.grid.currentIndex().row(), hands.grid.currentIndex().column()) == (2, shown[-1])
    hands.keys(KEY.Key_Up, KEY.Key_Left, modifier=CONTROL)
    assert (hands.grid.currentIndex().row(), hands.grid.currentIndex().column()) == (0, 0)
    hands.keys(KEY.Key_Right, KEY.Key_Down, modifier=CONTROL | SHIFT)
    assert hands.grid.block() == ([0, 1, 2], shown)


def test_a_single_cell_that_was_not_written_is_counted_and_let_go(hands: Hands) -> None:
    hands.cell("南村幼儿园", "code")
    hands.keys("12", KEY.Key_Return)
    status = hands.page.table.status
    assert status.refused.isVisible()
    assert status.refused.text() == "1 格没有写入"
    status.drop.click()
    assert status.refused.isHidden()
    assert hands.shown("南村幼儿园", "code") == "1114000000"


def test_the_grid_can_be_left_by_key(hands: Hands) -> None:
    hands.grid.go_to(0, 0)
    hands.keys(KEY.Key_Tab)
    assert hands.grid.hasFocus()
    hands.keys(KEY.Key_F6)
    assert hands.focus() is hands.page.new_button
    hands.keys(KEY.Key_Tab)
    assert hands.grid.hasFocus()


def test_the_name_stays_in_sight_when_the_rest_is_scrolled_away(hands: Hands) -> None:
    hands.page.table.show_columns([column.name for column in hands.model.columns])
    bar = hands.grid.horizontalScrollBar()
    bar.setValue(600)
    area = hands.grid.visualRect(hands.model.index(1, 0))
    assert area.left() == 0
    assert hands.grid.indexAt(area.center()).column() == 0
    hands.grid.go_to(1, 4)  # one that lies under the frozen column is scrolled out from there
    assert hands.grid.visualRect(hands.model.index(1, 4)).left() >= hands.grid.head.sectionSize(0)


def test_selected_numbers_are_added_up(hands: Hands) -> None:
    column = hands.show("staffing_posts")
    hands.grid.go_to(0, column)
    hands.paste("10\r\n20\r\n45.0\r\n")
    hands.page.table.status.show_chosen()
    assert hands.page.table.status.chosen.text() == "选中 3 行 · 计数 3 · 求和 75 · 平均 25.00"
    assert hands.page.table.status.whole.text().startswith("3 所")


def test_deleting_rows_asks_and_says_what_stays(hands: Hands) -> None:
    supervisor = hands.desk.county.supervisor("王五")
    hands.desk.county.duty(supervisor, hands.model.key(hands.row("南村幼儿园")))
    hands.grid.selectAll()
    hands.clerk.answers = ["删除"]
    hands.keys(KEY.Key_Delete)
    assert [name for name in hands.column_texts(0) if name] == ["南村幼儿园"]
    assert "“南村幼儿园”还有督学责任 1 条用到它" in hands.desk.told()[0]
    hands.undo()
    assert len(hands.model.ids) == 3


def test_widths_and_columns_are_kept_for_the_next_time(hands: Hands, qtbot: QtBot) -> None:
    from ui.ledger.page import LedgerPage

    hands.page.table.show_columns(["name", "phone", "code"])
    hands.grid.head.resizeSection(hands.model.place_of["phone"], 177)
    assert hands.desk.shell.desk
    again = LedgerPage(hands.desk.shell.desk, hands.model.ledger)
    qtbot.addWidget(again)
    assert again.table.shown_names() == ["name", "code", "phone"]
    assert again.table.grid.head.sectionSize(hands.model.place_of["phone"]) == 177


def test_a_search_from_the_window_narrows_the_list(hands: Hands) -> None:
    assert hands.page.find_text("bcyey")
    assert hands.column_texts(0)[: len(hands.model.ids)] == ["北村幼儿园"]
    hands.page.show_what(uuid="", search="")
    hands.page.table.clear_filters()
    with hands.store.reading() as connection:
        assert not history.next_redo(connection)


def test_leaving_a_cell_for_the_search_box_saves_it_and_goes_there(hands: Hands) -> None:
    hands.cell("南村幼儿园", "phone")
    hands.keys("03593")
    box = hands.desk.shell.top_bar.search
    box.setFocus()
    assert hands.stored("phone", "南村幼儿园") == "03593"
    assert hands.focus() is box


def test_a_column_is_dragged_and_the_name_stays_first(hands: Hands) -> None:
    head = hands.grid.head
    head.moveSection(head.visualIndex(hands.model.place_of["status"]), 1)
    assert hands.page.table.shown_names()[:2] == ["name", "status"]
    head.moveSection(0, 3)
    assert hands.page.table.shown_names()[:2] == ["name", "status"]
    rows, columns = [0], [hands.model.place_of[name] for name in ("name", "status")]
    hands.grid.select_block(rows, columns)
    hands.keys(KEY.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text().split("\t")[1] == "在办\r\n"


def test_the_page_says_what_is_shown_and_prints_through_the_hook(hands: Hands) -> None:
    printed: list[object] = []
    hands.page._print_list = printed.append
    hands.keys(KEY.Key_P, modifier=CONTROL)
    assert printed == [hands.page]
    assert hands.page.head.note.text() == "3 所"


def test_columns_grow_with_the_text(hands: Hands) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = hands.grid.columnWidth(0)
    try:
        theme.apply(application, "大")
        assert hands.grid.columnWidth(0) == round(before * theme.POINTS["大"] / theme.POINTS["中"])
    finally:
        theme.apply(application)
    assert hands.grid.columnWidth(0) == before


def test_a_name_that_is_cut_is_told_in_full(hands: Hands) -> None:
    grid = hands.grid
    hands.page.table.apply_layout(Layout(["name"], {"name": 60}))
    index = hands.model.index(hands.row("南村幼儿园"), 0)
    place = grid.visualRect(index).center()
    QApplication.sendEvent(grid.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, grid.viewport().mapToGlobal(place)))
    assert QToolTip.text().startswith("南村幼儿园")
    QToolTip.hideText()


def test_scores_and_prices_are_not_added_up() -> None:
    assert summed_fields(ConductEvaluation) == []
    assert "children" in [each.name for each in summed_fields(Kindergarten)]
