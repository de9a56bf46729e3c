"""The map beside the cards: shown, remembered, clicked; and what was fixed by hand before 自动分配."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.pages.supervision import SupervisionPage, chips
from ui.pages.supervision.board import BoardView
from ui.pages.supervision.map_view import DutyMap
from ycpe_desktop.policy import supervision

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NAMES = ("甲园", "乙园", "丙园", "丁园", "戊园", "己园")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """张督学 has 甲园 to 丁园, 李督学 己园; nobody has 戊园. 陌南镇 has no point, 学张乡 has one."""
    with small_county(tmp_path / "台账") as made:
        found = {name: made.garden(name, "学张乡" if name in "戊园己园" else "陌南镇") for name in NAMES}
        first, second = made.supervisor("张督学"), made.supervisor("李督学", "学张乡")
        for name in NAMES[:4]:
            made.duty(first, found[name])
        made.duty(second, found["己园"])
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "supervision", county) as made:
        yield made


@pytest.fixture
def page(desk: Desked) -> SupervisionPage:
    return cast(SupervisionPage, desk.page)


def opened(page: SupervisionPage) -> DutyMap:
    QTest.mouseClick(page.view.map_button, LEFT)
    QApplication.processEvents()  # laid out
    assert page.view.panel.isVisible()
    return page.view.panel.map


def uuid_of(page: SupervisionPage, name: str) -> str:
    assert page.board is not None
    return next(garden.uuid for garden in page.board.gardens if garden.name == name)


def person_of(page: SupervisionPage, name: str) -> str:
    assert page.board is not None
    return next(load.uuid for load in page.board.loads if load.name == name)


def click_on(page: SupervisionPage, shown: DutyMap, name: str) -> None:
    QTest.mouseClick(shown, LEFT, NONE, shown.plan.spots[uuid_of(page, name)].toPoint())


def chosen(page: SupervisionPage) -> list[str]:
    lists = (page.view.uncovered.chips, *(card.chips for card in page.view.cards.values()))
    return [chip.text for each in lists for chip in each.chosen()]


def test_the_map_is_put_away_at_first_and_its_state_is_remembered(page: SupervisionPage) -> None:
    assert not page.view.panel.isVisible()
    opened(page)
    assert not page.view.side.isVisible()
    assert page.view.panel.key.text() == "○ 没有督学 1 所"
    assert "不作划界依据" in page.view.panel.sketch.text()
    again = BoardView(page.store)
    assert again.map_button.isChecked()
    again.deleteLater()
    page.view.toggle_map()
    assert page.view.side.isVisible()
    assert not any(card.look.isVisible() for card in page.view.cards.values())


def test_every_kindergarten_has_a_mark_and_cards_bear_theirs(page: SupervisionPage) -> None:
    shown = opened(page)
    assert set(shown.plan.spots) == {uuid_of(page, name) for name in NAMES}
    assert [told for _, told in shown.plan.lost] == ["陌南镇 4"]
    assert "学张乡" in [name for _, name in shown.plan.names]
    assert shown.places is not None
    assert len(set(shown.places.looks.values())) == 2
    assert all(card.look.isVisible() for card in page.view.cards.values())
    assert shown.told(uuid_of(page, "己园")) == "己园（学张乡）：督学 李督学"
    assert shown.told(uuid_of(page, "戊园")) == "戊园（学张乡）：还没有责任督学"


def test_a_click_selects_the_kindergarten_and_its_supervisor(page: SupervisionPage) -> None:
    shown = opened(page)
    click_on(page, shown, "丙园")
    assert chosen(page) == ["丙园"]
    assert shown.supervisor == person_of(page, "张督学")
    click_on(page, shown, "戊园")
    assert chosen(page) == ["戊园"]
    assert (shown.supervisor, page.view.panel.told.text()) == ("", "戊园（学张乡）：还没有责任督学")
    QTest.mouseClick(shown, LEFT, NONE, QPoint(2, 2))
    assert chosen(page) == []


def test_a_click_finds_what_the_search_hides(page: SupervisionPage) -> None:
    shown = opened(page)
    QTest.keyClicks(page.view.search, "ldx")
    click_on(page, shown, "甲园")
    assert page.view.search.text() == ""
    assert chosen(page) == ["甲园"]


def test_what_is_selected_on_a_card_stands_out_on_the_map(page: SupervisionPage) -> None:
    shown = opened(page)
    mine = page.view.cards[person_of(page, "李督学")].chips
    QTest.mouseClick(mine.viewport(), LEFT, NONE, mine.visualItemRect(mine.item(0)).center())
    assert (shown.supervisor, set(shown.gardens)) == (person_of(page, "李督学"), {uuid_of(page, "己园")})


def test_at_150_percent_the_map_takes_the_place_of_the_cards(desk: Desked, page: SupervisionPage) -> None:
    desk.shell.window().resize(911, 512)
    opened(page)
    assert not page.view.middle.isVisible()
    assert page.view.uncovered.isVisible()
    page.view.toggle_map()
    assert page.view.middle.isVisible()


def drag(page: SupervisionPage, monkeypatch: pytest.MonkeyPatch, name: str, source: str, target: str) -> None:
    """With the mouse from one card to another."""
    card = page.view.cards[person_of(page, target)]

    class Hand(QDrag):
        def exec(self, *actions: object) -> Qt.DropAction:
            middle, move = QPointF(card.rect().center()), Qt.DropAction.MoveAction
            QApplication.sendEvent(card, QDragEnterEvent(middle.toPoint(), move, self.mimeData(), LEFT, NONE))
            QApplication.sendEvent(card, QDropEvent(middle, move, self.mimeData(), LEFT, NONE))
            return move

    monkeypatch.setattr(chips, "QDrag", Hand)
    held = page.view.cards[person_of(page, source)].chips
    item = next(held.item(at) for at in range(held.count()) if held.item(at).text() == name)
    start = held.visualItemRect(item).center()
    QTest.mouseClick(held.viewport(), LEFT, NONE, start)
    QTest.mousePress(held.viewport(), LEFT, NONE, start)
    for far in (30, 60):
        QTest.mouseMove(held.viewport(), start + QPoint(far, far))
    QTest.mouseRelease(held.viewport(), LEFT, NONE, start + QPoint(60, 60))


def held_by(page: SupervisionPage, name: str) -> set[str]:
    load = next(load for load in supervision.loads(page.store, TODAY) if load.name == name)
    return {duty.garden.name for duty in load.duties}


def test_what_was_dragged_and_locked_stays_through_the_automatic_assignment(
    qtbot: QtBot, desk: Desked, page: SupervisionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """甲园 lies with 张督学's others; whoever drags it to 李督学 and locks it there means it."""
    drag(page, monkeypatch, "甲园", "张督学", "李督学")
    assert desk.done() == "督学调整：甲园 由 张督学 改为 李督学"
    mine = page.view.cards[person_of(page, "李督学")].chips
    item = next(mine.item(at) for at in range(mine.count()) if mine.item(at).text() == "甲园")
    QTest.mouseClick(mine.viewport(), LEFT, NONE, mine.visualItemRect(item).center())
    QTest.keyClick(mine, Qt.Key.Key_L)
    assert desk.done() == "锁定督学责任：甲园（李督学）"
    QTest.mouseClick(page.propose_button, LEFT)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.proposal)
    assert not page.view.map_button.isVisible()
    assert [(pair.garden.name, pair.state) for pair in page.proposal.pairs if pair.locked] in (
        [],
        [("甲园", "changed")],
    )
    QTest.mouseClick(page.proposal.accept, LEFT)
    assert "甲园" in held_by(page, "李督学")
    assert held_by(page, "张督学") | held_by(page, "李督学") == set(NAMES)
    assert (len(held_by(page, "张督学")), len(held_by(page, "李督学"))) == (3, 3)


def test_a_proposal_is_seen_before_and_after(qtbot: QtBot, page: SupervisionPage) -> None:
    QTest.mouseClick(page.propose_button, LEFT)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.proposal)
    shown = page.proposal
    now, then = shown.sides.buttons()[1:]
    assert (now.text(), then.text()) == ("现在的地图", "方案的地图")
    QTest.mouseClick(now, LEFT)
    QApplication.processEvents()  # laid out
    assert shown.panel.map.plan.dots[uuid_of(page, "戊园")].supervisor == ""
    QTest.mouseClick(then, LEFT)
    assert shown.panel.map.plan.dots[uuid_of(page, "戊园")].supervisor != ""
    click_on(page, shown.panel.map, "丙园")
    assert shown.pairs[shown.table.currentIndex().row()].garden.name == "丙园"
    assert shown.panel.told.text().startswith("丙园（陌南镇）：督学")
    QTest.mouseClick(shown.sides.buttons()[0], LEFT)
    assert not shown.panel.isVisible()


def test_the_map_follows_what_is_assigned(page: SupervisionPage, county: SmallCounty) -> None:
    shown = opened(page)
    page.acts.assign([uuid_of(page, "戊园")], person_of(page, "李督学"))
    assert not page.view.panel.key.isVisible()
    assert shown.plan.dots[uuid_of(page, "戊园")].supervisor == person_of(page, "李督学")
    assert county.store.today == date(2026, 11, 23)


def test_a_click_says_where_a_township_lies(page: SupervisionPage, desk: Desked) -> None:
    shown, panel = opened(page), page.view.panel
    assert "个乡镇没有点位，去设定" in panel.points.text()
    before = int(panel.points.text().split()[0])
    QTest.mouseClick(panel.points, LEFT)
    QApplication.processEvents()  # laid out anew
    assert panel.bar.town.currentText() == "陌南镇（没有点位）"
    middle = shown.plan.outline.boundingRect().center()
    QTest.mouseClick(shown, LEFT, NONE, middle.toPoint())
    assert desk.done().startswith("设定乡镇点位：陌南镇")
    assert shown.places is not None
    assert next(town for town in shown.places.towns if town.name == "陌南镇").source == "office"
    assert not shown.places.lost()
    assert panel.bar.town.currentText() == "永乐镇（没有点位）"
    QTest.keyClick(panel.bar.town, Qt.Key.Key_Escape)
    assert not shown.placing
    assert panel.points.text() == f"{before - 1} 个乡镇没有点位，去设定"


def test_a_point_is_typed_and_what_is_refused_stays(page: SupervisionPage, desk: Desked) -> None:
    opened(page)
    bar = page.view.panel.bar
    page.view.panel.begin_placing()
    QTest.keyClicks(bar.typed, "34.72, 110.88")
    QTest.keyClick(bar.typed, Qt.Key.Key_Return)
    assert any("请先写经度，再写纬度" in told for told in desk.told())
    assert bar.typed.text() == "34.72, 110.88"
    bar.typed.clear()
    QTest.keyClicks(bar.typed, "110.88, 34.72")
    QTest.mouseClick(bar.keep, LEFT)
    assert desk.done() == "设定乡镇点位：陌南镇（110.88, 34.72）"
    bar.town.setCurrentIndex(bar.town.findText("陌南镇（本县设定）"))
    assert bar.typed.text() == "110.88, 34.72"
    QTest.mouseClick(bar.clear, LEFT)
    assert desk.done() == "清除设定的乡镇点位：陌南镇"
    assert bar.town.currentText() == "陌南镇（没有点位）"
