"""责任督学 as the clerk uses it: dragging, keys, days, locks, plaques, undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.pages.supervision import SupervisionPage, badge, chips
from ui.pages.supervision.cards import Card
from ui.pages.supervision.chips import ChipList, to_carry
from ui.pages.supervision.page import PLAQUES, ROSTER
from ycpe_desktop.policy import supervision

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def people(county: SmallCounty) -> dict[str, str]:
    """张督学 has 甲园 and 乙园, 李督学 nobody; 丙园 and 丁园 are uncovered."""
    found = {name: county.supervisor(name) for name in ("张督学", "李督学")}
    for name in ("甲园", "乙园", "丙园", "丁园"):
        uuid = county.garden(name, "学张乡" if name == "丁园" else "陌南镇")
        if name in ("甲园", "乙园"):
            county.duty(found["张督学"], uuid, plaque_printed=date(2025, 9, 1), plaque_posted=date(2025, 9, 5))
    return found


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty, people: dict[str, str]) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "supervision", county) as made:
        yield made


@pytest.fixture
def page(desk: Desked) -> SupervisionPage:
    return cast(SupervisionPage, desk.page)


def card(page: SupervisionPage, name: str) -> Card:
    return next(each for each in page.view.cards.values() if each.name.text() == name)


def texts(chips: ChipList) -> list[str]:
    return [chip.text for chip in chips.chips()]


def who_has(page: SupervisionPage) -> dict[str, list[str]]:
    loads = supervision.loads(page.store, TODAY)
    return {load.name: [duty.garden.name for duty in load.duties] for load in loads}


def pick(chips: ChipList, *names: str) -> None:
    """Select chips with real clicks, the second and later ones with Ctrl."""
    for modifier, name in zip((NONE, *[CTRL] * len(names)), names, strict=False):
        item = next(chips.item(at) for at in range(chips.count()) if chips.item(at).text() == name)
        chips.scrollToItem(item)
        QTest.mouseClick(chips.viewport(), LEFT, modifier, chips.visualItemRect(item).center())


def drop(target: QWidget, mime: QMimeData) -> bool:
    """What Qt does when something is dragged over a widget and let go; whether it was taken."""
    middle = QPointF(target.rect().center())
    entered = QDragEnterEvent(middle.toPoint(), MOVE, mime, LEFT, NONE)
    QApplication.sendEvent(target, entered)
    if not entered.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(middle, MOVE, mime, LEFT, NONE))
    return True


def uuid_of(page: SupervisionPage, name: str) -> str:
    assert page.board is not None
    return next(garden.uuid for garden in page.board.gardens if garden.name == name)


def test_totals_cards_and_the_uncovered(page: SupervisionPage) -> None:
    assert page.totals.text() == (
        "应覆盖 4 所 · 已分配 2（50.00%） · 已挂牌 2（50.00%） · 人均 1.0 所 · 超出 6 所的 0 人"
    )
    assert texts(page.view.uncovered.chips) == ["丙园", "丁园"]
    assert texts(card(page, "张督学").chips) == ["甲园", "乙园"]
    assert (card(page, "李督学").count.text(), card(page, "李督学").word.text()) == ("0 所", "偏少")
    assert badge(page.desk) == "2"


def test_dropping_an_uncovered_kindergarten_on_a_card(desk: Desked, page: SupervisionPage) -> None:
    assert drop(card(page, "李督学"), to_carry([uuid_of(page, "丙园")]))
    assert who_has(page)["李督学"] == ["丙园"]
    assert desk.done() == "督学分配：丙园 由 李督学 负责"
    assert texts(page.view.uncovered.chips) == ["丁园"]
    assert texts(card(page, "李督学").chips) == ["丙园"]


def test_dropping_a_chip_on_another_card_moves_it_and_undo_brings_it_back(desk: Desked, page: SupervisionPage) -> None:
    assert drop(card(page, "李督学"), to_carry([uuid_of(page, "甲园")]))
    assert desk.done() == "督学调整：甲园 由 张督学 改为 李督学"
    assert who_has(page) == {"张督学": ["乙园"], "李督学": ["甲园"]}
    QTest.keyClick(page.view.uncovered.chips, Qt.Key.Key_Z, CTRL)
    assert texts(card(page, "张督学").chips) == ["甲园", "乙园"]
    assert texts(card(page, "李督学").chips) == []


def test_dropping_a_chip_on_the_uncovered_ends_it(desk: Desked, page: SupervisionPage) -> None:
    assert drop(page.view.uncovered, to_carry([uuid_of(page, "甲园")]))
    assert desk.done() == "结束督学责任：甲园（张督学）"
    assert texts(page.view.uncovered.chips) == ["丙园", "甲园", "丁园"]


def test_a_card_does_not_take_what_it_has_or_what_is_none(page: SupervisionPage) -> None:
    assert not drop(card(page, "张督学"), to_carry([uuid_of(page, "甲园")]))
    stranger = QMimeData()
    stranger.setText("甲园")
    assert not drop(card(page, "李督学"), stranger)


def test_dragging_with_the_mouse_carries_what_is_selected(
    page: SupervisionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped: list[bool] = []

    class Hand(QDrag):
        def exec(self, *actions: Any) -> Qt.DropAction:
            dropped.append(drop(card(page, "李督学"), self.mimeData()))
            return MOVE

    monkeypatch.setattr(chips, "QDrag", Hand)
    source = page.view.uncovered.chips
    pick(source, "丙园", "丁园")
    start = source.visualItemRect(source.selectedItems()[0]).center()
    QTest.mousePress(source.viewport(), LEFT, NONE, start)
    QTest.mouseMove(source.viewport(), start + QPoint(30, 30))
    QTest.mouseMove(source.viewport(), start + QPoint(60, 60))
    QTest.mouseRelease(source.viewport(), LEFT, NONE, start + QPoint(60, 60))
    assert dropped == [True]
    assert who_has(page)["李督学"] == ["丙园", "丁园"]


def test_recusal_is_refused_with_its_sentence(desk: Desked, page: SupervisionPage, people: dict[str, str]) -> None:
    desk.county.recusal(people["李督学"], uuid_of(page, "丙园"))
    drop(card(page, "李督学"), to_carry([uuid_of(page, "丙园")]))
    assert any("李督学应当回避：丙园（近亲属）" in told for told in desk.told())
    assert who_has(page)["李督学"] == []


def test_a_term_that_is_over_is_told_and_done(desk: Desked, page: SupervisionPage) -> None:
    late = desk.county.supervisor("王督学", term_from=date(2027, 1, 1))
    page.refresh()
    page.acts.assign([uuid_of(page, "丙园")], late)
    assert who_has(page)["王督学"] == ["丙园"]
    assert any("王督学任期 2027-01-01 才开始" in told for told in desk.told())


def test_enter_asks_for_whom_and_type_ahead_finds(desk: Desked, page: SupervisionPage) -> None:
    pick(page.view.uncovered.chips, "丙园", "丁园")
    QTest.keyClick(page.view.uncovered.chips, Qt.Key.Key_Return)
    assert page.chooser.isVisible()
    assert page.chooser.title.text() == "2 所园 分配给…"
    QTest.keyClicks(page.chooser.line, "ldx")
    assert page.chooser.hits.titles() == ["李督学"]
    QTest.keyClick(page.chooser.line, Qt.Key.Key_Return)
    assert not page.chooser.isVisible()
    assert desk.done() == "督学调整：2 所改由 李督学 负责"
    assert who_has(page)["李督学"] == ["丙园", "丁园"]


def test_the_chooser_names_who_must_stand_back(page: SupervisionPage, desk: Desked, people: dict[str, str]) -> None:
    desk.county.recusal(people["李督学"], uuid_of(page, "丙园"))
    page.refresh()
    pick(page.view.uncovered.chips, "丙园")
    QTest.keyClick(page.view.uncovered.chips, Qt.Key.Key_Return)
    assert page.chooser.hits.titles() == ["张督学", "李督学"]
    QTest.keyClick(page.chooser.line, Qt.Key.Key_Escape)
    assert page.view.uncovered.chips.hasFocus()


def test_keys_end_and_lock(desk: Desked, page: SupervisionPage, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = card(page, "张督学").chips
    pick(mine, "甲园")
    QTest.keyClick(mine, Qt.Key.Key_L)
    assert desk.done() == "锁定督学责任：甲园（张督学）"
    assert mine.chosen()[0].locked
    monkeypatch.setattr(QMenu, "popup", lambda *place: None)  # without a screen a menu cannot take the keyboard
    mine.show_menu(QPoint())
    assert mine.menu is not None
    words = [action.text().partition("\t")[0] for action in mine.menu.actions() if action.text()]
    assert words == ["分配给…", "解锁", "结束责任", "打开园所"]
    QTest.keyClick(mine, Qt.Key.Key_Delete)
    assert desk.done() == "结束督学责任：甲园（张督学）"


def test_keys_go_on_from_where_one_locked(page: SupervisionPage, people: dict[str, str]) -> None:
    page.acts.assign([uuid_of(page, "丙园")], people["张督学"])
    mine = card(page, "张督学").chips
    names = [chip.text for chip in mine.chips()]
    mine.setFocus()
    mine.setCurrentRow(1)
    QTest.keyClick(mine, Qt.Key.Key_L)
    QTest.keyClick(mine, Qt.Key.Key_Down)
    assert [chip.text for chip in mine.chosen()] == names[2:3]


def test_choosing_in_one_list_leaves_the_others(page: SupervisionPage) -> None:
    pick(page.view.uncovered.chips, "丙园")
    pick(card(page, "张督学").chips, "甲园")
    assert page.view.chosen() == [uuid_of(page, "甲园")]


def test_changes_count_from_the_day_that_is_shown(page: SupervisionPage, people: dict[str, str]) -> None:
    page.day_edit.setDate(QDate(2026, 10, 1))
    page.acts.assign([uuid_of(page, "甲园")], people["李督学"])
    duty = supervision.board(page.store, TODAY).load_of(people["李督学"])
    assert duty is not None
    assert duty.duties[0].since == date(2026, 10, 1)
    page.day_edit.setDate(QDate(2026, 9, 30))
    assert texts(card(page, "张督学").chips) == ["甲园", "乙园"]


def test_a_past_year_shows_its_last_day(page: SupervisionPage, people: dict[str, str], county: SmallCounty) -> None:
    page.acts.assign([uuid_of(page, "甲园")], people["李督学"])
    page.desk.choose_year(2025)
    assert page.day == date(2026, 8, 31)
    assert texts(card(page, "张督学").chips) == ["甲园", "乙园"]
    page.desk.choose_year(2026)
    assert (page.day, texts(card(page, "李督学").chips)) == (TODAY, ["甲园"])


def test_townships_and_search_narrow_both_sides(page: SupervisionPage) -> None:
    bars = page.view.bars
    QTest.mouseClick(bars.viewport(), LEFT, pos=bars.visualItemRect(bars.item(2)).center())
    assert texts(page.view.uncovered.chips) == ["丁园"]
    bars.choose(None)
    QTest.keyClicks(page.view.search, "jy")
    assert texts(page.view.uncovered.chips) == []
    assert [page.view.cards[uuid].name.text() for uuid in page.view.shown] == ["张督学"]


def test_plaques_are_marked_for_many_with_a_day(desk: Desked, page: SupervisionPage, people: dict[str, str]) -> None:
    page.acts.assign([uuid_of(page, "甲园"), uuid_of(page, "丙园")], people["李督学"])
    page.tabs.setCurrentIndex(PLAQUES)
    view = page.plaques
    said = {view.model.index(at, 1).data(): view.model.index(at, 6).data() for at in range(view.model.rowCount())}
    assert said == {"丙园": "未印制", "乙园": "已挂出", "甲园": "仍挂前任：张督学", "丁园": "未分配督学"}
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_A, CTRL)
    QTest.mouseClick(view.buttons[1], LEFT)
    assert desk.done() == "公示牌挂出：3 块"
    assert supervision.coverage(page.store, TODAY).posted == 3
    QTest.mouseClick(view.filters["posted"], LEFT)
    assert view.model.rowCount() == 3


def test_plaques_of_nobody_cannot_be_marked(desk: Desked, page: SupervisionPage) -> None:
    page.tabs.setCurrentIndex(PLAQUES)
    last = page.plaques.model.rowCount() - 1
    page.plaques.table.selectRow(last)
    QTest.mouseClick(page.plaques.buttons[0], LEFT)
    assert desk.told() == ["选中的园所还没有责任督学，没有可标记的公示牌。"]


def test_the_roster_is_the_ledger_of_supervisors(page: SupervisionPage) -> None:
    page.tabs.setCurrentIndex(ROSTER)
    assert page.roster is not None
    assert page.roster.table.model.told_count().startswith("2")
    card(page, "李督学").record_asked.emit(card(page, "李督学").uuid)
    assert page.tabs.currentIndex() == ROSTER


def test_an_empty_county_says_where_to_begin(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> None:
    with desked(qtbot, data_folder, "supervision", county) as made:
        page = cast(SupervisionPage, made.page)
        assert page.stack.currentIndex() == 1
        assert page.totals.text().startswith("应覆盖 0 所 · 已分配 0（—）")
        register = page.stack.currentWidget().findChild(QPushButton)
        assert register is not None
        QTest.mouseClick(register, LEFT)
        assert page.tabs.currentIndex() == ROSTER
        assert page.roster is not None
        assert page.roster.table.isVisible()  # with an empty line, not the word that there is nothing
