"""导入 in the window: a real list comes in, comes in again, is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.exchange.lists import FILES, HUANGPU
from tests.policy.small_county import SmallCounty, small_county
from tests.ui.importing_hands import CONTROL, MESSY, ImportHands, csv, import_hands
from ui.pages.importing import work
from ui.pages.importing.steps import COLUMNS, FILE, RESULT, REVIEW, SHEETS
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.sheets import Book
from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Listing, fetch, ids
from ycpe_desktop.store.backup import list_backups


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


def test_a_real_list_comes_in_whole_and_again_changes_nothing(hands: ImportHands) -> None:
    page = hands.page
    hands.drop(HUANGPU)
    assert page.step == SHEETS
    assert page.sheets.preview.sheet.text(1, 0) == "表头"
    assert page.sheets.preview.columnSpan(0, 1) == 11  # the title is read in full over the empty cells behind it
    assert page.sheets.preview.columnSpan(1, 1) == 1
    assert page.sheets.told.text().startswith("155 条记录")
    assert page.sheets.year.currentData() == 2024
    assert "20241231" in page.sheets.year_said.text()
    hands.next()
    assert page.columns.table.fields.label(1) == "园所名称"
    hands.next()
    assert page.review.chips.states["new"].text() == "新增 155"
    assert hands.count() == 0  # nothing is written before 导入
    assert page.next.text() == "导入 155 条"
    hands.next()
    assert page.step == RESULT
    assert "“乡镇”" in page.result.more.text()
    assert "“待填”" in page.result.more.text()
    assert hands.count() == hands.store.count(YearReport) == 155
    assert [backup.reason for backup in list_backups(hands.store.folder)] == ["导入前"]
    assert "新增 155" in page.result.counts.text()
    hands.drop(HUANGPU)
    hands.go(REVIEW)
    assert page.review.chips.states["same"].text() == "相同 155"
    assert not page.next.isEnabled()
    assert "没有可以导入的内容" in page.blocked.text()


def test_an_import_is_taken_back_from_the_notice(hands: ImportHands) -> None:
    hands.drop(HUANGPU)
    hands.go(RESULT)
    (notice,) = hands.desk.shell.notices.notices()
    assert notice.action
    assert notice.action.text() == "撤销本次导入"
    notice.action.click()
    hands.ready()
    assert hands.count() == 0
    assert hands.page.result.title.text().startswith("已撤销导入")
    assert not hands.page.result.undo.isEnabled()


def test_an_import_is_taken_back_from_the_list_of_imports(hands: ImportHands, tmp_path: Path) -> None:
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇", "甲园,古魏镇"]))
    hands.go(RESULT)
    hands.page.result.again.click()
    files = hands.page.files
    assert [one.source for one in files.imports] == ["名单.csv"]
    QTest.mouseClick(files.undo, Qt.MouseButton.LeftButton)
    hands.ready()
    assert hands.count() == 0
    assert files.recent.rows.index(0, 3).data() == "已撤销"
    assert not files.undo.isEnabled()


def test_a_list_of_unknown_words_is_led_by_the_clerk(hands: ImportHands, tmp_path: Path) -> None:
    page, file = hands.page, csv(tmp_path / "花名册.csv", MESSY)
    hands.drop(file)
    assert "没有找到幼儿园名单" in page.blocked.text()
    assert not page.next.isEnabled()
    preview = page.sheets.preview
    hands.click(preview, preview.sheet.index(2, 2))
    assert [preview.sheet.text(row, 0) for row in range(6)] == ["标题", "标题", "表头", "", "", "合计行"]
    hands.next()
    assert not page.next.isEnabled()
    assert "园所名称" in page.blocked.text()
    hands.map_column("单位", "ysmc", "园所名称")
    hands.map_column("镇名", "乡镇", "乡镇")
    hands.map_column("类别", "byxz", "办园性质")
    hands.next()
    hands.next()
    assert named(hands)["古魏镇中心园"]["nature"] == "public"
    assert set(named(hands)) == {"古魏镇中心园", "阳光幼儿园"}


def test_a_layout_is_known_the_next_time(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    rows = ["园所名称,乡镇,掌门", "甲园,古魏镇,张三", "乙园,古魏镇,李四"]
    hands.drop(csv(tmp_path / "一.csv", rows))
    hands.go(COLUMNS)
    assert page.columns.table.fields.sure(2).word == "留作原值"
    hands.map_column("掌门", "园长", "园长")
    assert page.columns.table.fields.sure(2).word == "您选的"
    hands.go(RESULT)
    assert named(hands)["甲园"]["principal"] == "张三"
    hands.drop(csv(tmp_path / "二.csv", [*rows, "丙园,古魏镇,王五"]))
    hands.go(COLUMNS)
    assert "已记住上次的对应" in page.columns.told.text()
    assert page.columns.table.fields.label(2) == "园长"


def test_back_keeps_what_was_chosen(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    hands.drop(csv(tmp_path / "一.csv", ["园所名称,乡镇,掌门", "甲园,古魏镇,张三"]))
    hands.go(COLUMNS)
    hands.map_column("掌门", "园长", "园长")
    hands.go(REVIEW)
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.step == SHEETS
    hands.next()
    assert page.columns.table.fields.label(2) == "园长"
    QTest.mouseClick(page.bar.buttons[FILE], Qt.MouseButton.LeftButton)
    assert page.step == FILE
    QTest.mouseClick(page.bar.buttons[REVIEW], Qt.MouseButton.LeftButton)
    hands.ready()
    assert page.step == REVIEW


def test_no_list_is_told_in_the_page(hands: ImportHands, tmp_path: Path) -> None:
    broken = tmp_path / "通知.xlsx"
    broken.write_bytes(b"%PDF-1.7 ...")
    hands.drop(broken)
    assert hands.page.step == FILE
    assert any("PDF" in told for told in hands.said())
    hands.drop(FILES / "nbs_供水总量.xls")
    assert "没有找到幼儿园名单" in hands.page.blocked.text()
    assert hands.clerk.told == []  # no dialog


def test_cells_are_pasted(hands: ImportHands) -> None:
    QGuiApplication.clipboard().setText("园所名称\t乡镇\r\n甲园\t古魏镇\r\n乙园\t陌南镇\r\n")
    hands.page.files.choose.setFocus()
    hands.key(Qt.Key.Key_V, CONTROL)
    assert hands.page.step == SHEETS
    hands.go(RESULT)
    assert set(named(hands)) == {"甲园", "乙园"}


def test_a_ledger_page_says_what_comes(hands: ImportHands, tmp_path: Path) -> None:
    hands.desk.shell.open_page("importing", ledger="supervisor")
    assert hands.page.files.ledger.currentText() == "责任督学"
    file = csv(tmp_path / "督学.csv", ["姓名,乡镇", "张三,古魏镇"])
    hands.desk.shell.open_page("importing", path=str(file))
    hands.ready()
    assert hands.page.sheets.ledger.currentText() == "责任督学"
    hands.desk.shell.open_page("importing", paste="园所名称\t乡镇\n甲园\t古魏镇\n")
    hands.ready()
    assert hands.page.proposal is not None
    assert hands.page.proposal.book.name == "粘贴的内容"


def test_the_whole_way_by_keyboard(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    hands.clerk.opened = csv(tmp_path / "花名册.csv", MESSY)
    page.activated()
    assert QApplication.focusWidget() is page.files.choose
    hands.key(Qt.Key.Key_Return)
    assert page.step == SHEETS
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)  # the third row is the header
    hands.key(Qt.Key.Key_Return, CONTROL)
    assert page.step == COLUMNS
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.type("园所名称")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Return, CONTROL)
    assert page.step == REVIEW
    hands.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.step == COLUMNS
    hands.key(Qt.Key.Key_Return, CONTROL)
    hands.key(Qt.Key.Key_Return, CONTROL)
    assert page.step == RESULT
    assert hands.count() == 2


def test_reading_can_be_cancelled(hands: ImportHands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = hands.page

    def slow(path: Path) -> Book:
        page.desk.background.jobs[0].cancel()
        return read_book(path)

    monkeypatch.setattr(work, "read_book", slow)
    page.begin(csv(tmp_path / "名单.csv", ["园所名称,乡镇", "甲园,古魏镇"]))
    assert not page.stack.isEnabled()
    hands.ready()
    assert page.step == FILE
    assert hands.said() == ["已取消，一切保持原样。"]


def test_the_year_can_be_chosen_otherwise(hands: ImportHands, tmp_path: Path) -> None:
    page = hands.page
    hands.drop(csv(tmp_path / "名单.csv", ["园所名称,乡镇,保教费", "甲园,古魏镇,300"]))
    year = page.sheets.year
    assert year.currentData() == 2026
    assert "请核对" in page.sheets.year_said.text()
    year.setCurrentIndex(year.findData(2025))
    year.activated.emit(year.currentIndex())
    hands.go(RESULT)
    assert page.result.year.isVisible()
    page.result.year.click()
    assert page.desk.year == 2025
    assert hands.desk.shell.top_bar.year.currentText() == "2025—2026 学年"
    page.next.click()
    assert hands.desk.shell.stack.key == "kindergarten"


def test_of_several_files_it_is_said_that_one_is_read(hands: ImportHands, tmp_path: Path) -> None:
    rows = ["园所名称,乡镇", "甲园,古魏镇"]
    hands.drop(csv(tmp_path / "一.csv", rows), csv(tmp_path / "二.csv", rows))
    assert "一次只能导入一个文件，先看“一.csv”，其余的请随后再拖。" in hands.desk.told()
    hands.next()
    assert not hands.desk.told()
