"""The tab 公示牌 and the rosters as the clerk uses them: what is wrong, printing, photos, publishing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.store.pictures import picture
from tests.ui.filled_pages import Desked, desked
from ui.ledger.form_photo import PhotoBox
from ui.pages.settings import SettingsPage
from ui.pages.supervision import SupervisionPage
from ui.pages.supervision.page import PLAQUES
from ui.pages.supervision.plaque_files import export_rosters
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.policy.plaques import office
from ycpe_desktop.store.photos import photos_of, set_photo

CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
DAY = date(2025, 9, 10)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """张督学 has everything and a posted plaque at 甲园; 李督学 lacks photo and telephone; 丁园 has nobody."""
    with small_county(tmp_path / "台账") as made:
        whole, bare = made.supervisor("张督学", phone="0359-3022018"), made.supervisor("李督学")
        set_photo(made.store, Supervisor, whole, picture(tmp_path / "张.jpg"))
        made.duty(whole, made.garden("甲园"), plaque_printed=DAY, plaque_posted=DAY)
        made.duty(whole, made.garden("乙园"))
        made.duty(bare, made.garden("丙园", "学张乡"), plaque_printed=DAY)
        made.garden("丁园", "学张乡")
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "supervision", county, "settings") as made:
        yield made


@pytest.fixture
def page(desk: Desked) -> SupervisionPage:
    made = cast(SupervisionPage, desk.page)
    made.tabs.setCurrentIndex(PLAQUES)
    return made


@pytest.fixture(autouse=True)
def no_pop_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *place: None)  # without a screen a menu cannot take the keyboard


def listed(page: SupervisionPage) -> list[str]:
    model = page.plaques.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def entries(page: SupervisionPage) -> dict[str, bool]:
    """What the print menu offers, and whether it can be chosen."""
    page.plaques.show_print_menu()
    assert page.plaques.menu is not None
    return {action.text(): action.isEnabled() for action in page.plaques.menu.actions() if action.text()}


def choose(page: SupervisionPage, text: str) -> None:
    page.plaques.show_print_menu()
    assert page.plaques.menu is not None
    next(action for action in page.plaques.menu.actions() if action.text() == text).trigger()


def done(qtbot: QtBot, desk: Desked) -> None:
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)


def test_what_is_wrong_is_counted_and_listed(page: SupervisionPage) -> None:
    assert [choice.text() for choice in page.plaques.filters.values()] == [
        "全部 4",
        "要处理 2",
        "未印制 1",
        "已印未挂 1",
        "仍挂前任 0",
        "缺照片 1",
        "缺电话 1",
        "已挂出 1",
    ]
    for key, names in (("wrong", ["乙园", "丙园"]), ("none", ["乙园"]), ("photo", ["丙园"]), ("posted", ["甲园"])):
        QTest.mouseClick(page.plaques.filters[key], LEFT)
        assert listed(page) == names
    lacking = page.plaques.model.index(0, 7)
    QTest.mouseClick(page.plaques.filters["phone"], LEFT)
    assert lacking.data() == "照片、电话"


@pytest.mark.parametrize("wide", [911, 1366])
def test_the_name_of_a_kindergarten_has_its_room(desk: Desked, page: SupervisionPage, wide: int) -> None:
    desk.shell.window().resize(wide, 500)
    QApplication.processEvents()  # all is laid out
    table = page.plaques.table
    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance("古魏镇中心幼儿园")


@pytest.mark.parametrize(
    ("typed", "names"), [("张督学", ["乙园", "甲园"]), ("学张乡", ["丙园", "丁园"]), ("by", ["丙园"]), ("没有", [])]
)
def test_a_search_finds_kindergarten_supervisor_and_township(
    page: SupervisionPage, typed: str, names: list[str]
) -> None:
    assert page.find_text(typed)
    assert page.plaques.search.text() == typed
    assert sorted(listed(page)) == sorted(names)


def test_the_menu_offers_what_is_selected_needed_and_listed(page: SupervisionPage) -> None:
    assert entries(page) == {
        "选中的 0 块，A4": False,
        "选中的 0 块，A3": False,
        "需要印制的 1 块，A4": True,
        "需要印制的 1 块，A3": True,
        "列出的 3 块，A4": True,
        "列出的 3 块，A3": True,
        "牌上的单位和监督电话…": True,
    }
    page.find_text("学张乡")
    page.plaques.table.selectAll()
    assert "列出的 1 块，A4" in entries(page)
    assert "选中的 1 块，A3" in entries(page)


def test_what_is_listed_is_printed_and_can_be_opened(
    qtbot: QtBot, desk: Desked, page: SupervisionPage, tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "牌.pdf"]
    choose(page, "列出的 3 块，A3")
    done(qtbot, desk)
    assert desk.clerk.asked == ["打印公示牌：存为 PDF：芮城县_责任督学公示牌_3块_A3_20261123.pdf"]
    found = Pdf(tmp_path / "牌.pdf")
    assert [round(wide) for wide, _ in found.pages()] == [1191] * 3
    assert desk.told() == [f"已生成：{tmp_path / '牌.pdf'}", "公示牌还不完整：缺照片：李督学；缺电话：李督学。"]
    notice = desk.shell.notices.notices()[0]
    assert notice.action is not None
    assert notice.beside is not None
    assert (notice.action.text(), notice.beside.text()) == ("打开并打印", "打开文件夹")


def test_what_is_selected_is_printed_from_the_keyboard_and_marked(
    qtbot: QtBot, desk: Desked, page: SupervisionPage, tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "牌"]
    QTest.mouseClick(page.plaques.filters["none"], LEFT)
    page.plaques.table.setFocus()
    QTest.keyClick(page.plaques.table, KEY.Key_A, CTRL)
    page.print_page()
    choose(page, "选中的 1 块，A4")
    done(qtbot, desk)
    (text,) = Pdf(tmp_path / "牌.pdf").texts()
    assert "乙园" in text
    QTest.keyClick(page.plaques.buttons[0], KEY.Key_Space)
    assert desk.done() == "公示牌印制：乙园（张督学）"
    assert page.plaques.filters["none"].text() == "未印制 0"


def test_closing_the_file_dialog_prints_nothing(desk: Desked, page: SupervisionPage) -> None:
    choose(page, "需要印制的 1 块，A4")
    assert desk.shell.background.jobs == []
    assert desk.told() == []


def test_a_cancelled_print_leaves_nothing(qtbot: QtBot, desk: Desked, page: SupervisionPage, tmp_path: Path) -> None:
    desk.clerk.files = [tmp_path / "牌.pdf"]
    with qtbot.waitSignal(desk.shell.background.cancelled, timeout=60_000):
        choose(page, "列出的 3 块，A4")
        desk.shell.background.jobs[0].cancel()
    assert not (tmp_path / "牌.pdf").exists()


def test_enter_on_a_gate_opens_its_supervisor_to_add_what_is_lacking(
    desk: Desked, page: SupervisionPage, tmp_path: Path
) -> None:
    QTest.mouseClick(page.plaques.filters["photo"], LEFT)
    page.plaques.table.setFocus()
    page.plaques.table.selectRow(0)
    QTest.keyClick(page.plaques.table, KEY.Key_Return)
    photo = shown_photo(page)
    assert page.roster is not None
    assert page.roster.form.name.text() == "李督学"
    desk.clerk.files = [picture(tmp_path / "李.png")]
    QTest.mouseClick(photo.choose, LEFT)
    assert desk.done() == "添加照片：李督学"
    assert page.plaques.filters["photo"].text() == "缺照片 0"


def shown_photo(page: SupervisionPage) -> PhotoBox:
    assert page.roster is not None
    assert page.roster.form.photo is not None
    return page.roster.form.photo


def open_supervisor(page: SupervisionPage, name: str) -> PhotoBox:
    page.show_what(tab="roster", supervisor=page.store.names.keys("supervisor", name)[0])
    return shown_photo(page)


def test_a_photo_is_chosen_seen_exchanged_and_taken_away(desk: Desked, page: SupervisionPage, tmp_path: Path) -> None:
    photo = open_supervisor(page, "张督学")
    assert page.roster is not None
    assert page.roster.form.name.text() == "张督学"
    assert photo.choose.text() == "更换照片…"
    assert photo.drop.isVisibleTo(photo)
    assert photo.picture.accessibleName() == "照片"
    QTest.mouseClick(photo.drop, LEFT)
    assert desk.done() == "去掉照片：张督学"
    assert photo.choose.text() == "选择照片…"
    assert photo.picture.accessibleName() == "没有照片"
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "新.jpg", (700, 980))))])
    photo.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, LEFT, PLAIN))
    assert desk.done() == "添加照片：张督学"
    assert [page.roster.form.tabs.tabText(at) for at in range(4)] == ["内容", "回避", "附件", "历史"]
    desk.shell.undo()
    assert photo.choose.text() == "选择照片…"


def test_a_file_that_is_no_photo_is_refused_in_one_sentence(
    desk: Desked, page: SupervisionPage, tmp_path: Path
) -> None:
    file = tmp_path / "照片.jpg"
    file.write_text("不是照片", encoding="utf-8")
    desk.clerk.files = [file]
    photo, before = open_supervisor(page, "李督学"), photos_of(page.store, Supervisor)
    QTest.mouseClick(photo.choose, LEFT)
    assert desk.told() == [
        "照片.jpg：这个文件不是 JPG、PNG、BMP 或 WebP 照片。请换一张；苹果手机的 HEIC 照片请先另存为 JPG"
    ]
    assert photos_of(page.store, Supervisor) == before


def test_a_new_supervisor_is_saved_before_a_photo_is_chosen(
    desk: Desked, page: SupervisionPage, tmp_path: Path
) -> None:
    page.new_record()
    desk.clerk.files = [picture(tmp_path / "新.jpg")]
    QTest.mouseClick(shown_photo(page).choose, LEFT)
    assert desk.told() == ["请先保存这条记录，再选择照片。"]
    assert page.roster is not None
    page.roster.form.drop()


@pytest.mark.parametrize(("suffix", "phones"), [(".xlsx", True), (".pdf", False)])
def test_rosters_go_where_the_clerk_wants_them(
    qtbot: QtBot, desk: Desked, page: SupervisionPage, tmp_path: Path, suffix: str, phones: bool
) -> None:
    out = tmp_path / f"名册{suffix}"
    desk.clerk.files = [out]
    export_rosters(page.desk, page.store, page.day, suffix, phones=phones)
    done(qtbot, desk)
    assert out.exists()
    assert desk.told()[1] == "有 1 所园还没有责任督学，不在名册里。"
    assert ("不含电话" in desk.clerk.asked[0]) is not phones


def test_the_foot_of_the_plaques_is_set_on_the_page_of_settings(desk: Desked, page: SupervisionPage) -> None:
    choose(page, "牌上的单位和监督电话…")
    settings = cast(SettingsPage, desk.page)
    edits = settings.choices.office
    edits["plaque_phone"].setText("打电话")
    edits["plaque_phone"].editingFinished.emit()
    assert "电话只能是数字" in desk.told()[0]
    edits["plaque_phone"].setText("0359-3021110")
    edits["plaque_phone"].editingFinished.emit()
    assert desk.done() == "修改公示牌监督电话"
    assert office(desk.county.store) == ("芮城县教育局", "0359-3021110")
