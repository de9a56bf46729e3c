"""Lives of records from beginning to end, with 办理 and real clicks; and what the pane does with what is typed."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.policy.small_county import BEFORE, TODAY
from tests.ui.ledger_hands import CONTROL, NAMES, Hands, ledger_page
from ui.ledger.act_pane import ActPane
from ui.ledger.form import DROP, STAY
from ui.theme import colour
from ycpe_desktop.ledgers import (
    AnnualInspection,
    CompoundSite,
    FundPayment,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    UnlicensedPlacing,
    UnlicensedSite,
)
from ycpe_desktop.policy.acting import held
from ycpe_desktop.store import Listing, fetch, ids

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
SOUTH, NORTH, EAST = NAMES


class Office(Hands):
    """Hands that also 办理."""

    def put(self, ledger: type[Ledger], **values: Any) -> str:
        with self.store.writing("登记") as writer:
            key = writer.insert(ledger, values)
        self.page.refresh()
        return key

    def rows(self, ledger: type[Ledger]) -> list[dict[str, Any]]:
        with self.store.reading() as connection:
            return fetch(connection, ledger, ids(connection, Listing(ledger, 2026)), 2026)

    def garden(self, name: str) -> dict[str, Any]:
        return next(row for row in self.rows(Kindergarten) if row["name"] == name)

    def nature(self, name: str, day: date) -> str | None:
        return held(self.store, Kindergarten.nature, self.garden(name)["uuid"], day)

    def state(self) -> str:
        """The shown 进展 or 状态 of the first record."""
        return str(self.model.look(0, self.model.place_of["state"]).text)

    def select(self, *rows: int) -> None:
        self.grid.select_block(list(rows), [0])

    def menu(self, opener: QWidget | None = None) -> QMenu:
        QTest.mouseClick(opener or self.page.act_button, LEFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def entries(self) -> dict[str, str]:
        """Title → why it is grey; "" where it can be done."""
        menu = self.menu()
        told = {}
        for action in menu.actions():
            title, _, reason = action.text().partition("…\t")
            told[title.removesuffix("…")] = "" if action.isEnabled() else reason
        menu.close()
        return told

    def choose(self, title: str, opener: QWidget | None = None) -> ActPane:
        menu = self.menu(opener)
        click_entry(menu, next(each for each in menu.actions() if each.text().split("…")[0] == title))
        return self.pane

    @property
    def pane(self) -> ActPane:
        assert self.page.acts.pane
        return self.page.acts.pane

    def fill(self, **typed: str) -> None:
        """Type into the pane as a clerk does: click, mark what stands there, type, leave the line."""
        for name, text in typed.items():
            editor = self.pane.fields.boxes[name].editor
            QTest.mouseClick(editor, LEFT)
            assert isinstance(editor, QLineEdit | QPlainTextEdit)
            editor.selectAll()
            QGuiApplication.clipboard().setText(text)  # keys of a test are Latin letters
            QTest.keyClick(editor, KEY.Key_V, CONTROL)
            QTest.keyClick(editor, KEY.Key_Tab)

    def do(self, title: str, **typed: str) -> str:
        """The whole act; gives what was foretold."""
        self.choose(title)
        self.fill(**typed)
        told = self.pane.foretold.text()
        QTest.mouseClick(self.pane.do_button, LEFT)
        assert self.page.acts.pane is None, self.pane.problem.text()
        return told

    def take_back(self) -> None:
        """撤销 in the newest notice."""
        action = self.desk.shell.notices.notices()[0].action
        assert action
        assert action.text() == "撤销"
        QTest.mouseClick(action, LEFT)


def click_entry(menu: QMenu, action: QAction) -> None:
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def office(qtbot: QtBot, folder: Path, ledger: type[Ledger]) -> Iterator[Office]:
    with ledger_page(qtbot, folder, ledger) as hands:
        yield Office(hands.desk, hands.page)


@pytest.fixture
def compounds(qtbot: QtBot, data_folder: Path) -> Iterator[Office]:
    yield from office(qtbot, data_folder, CompoundSite)


@pytest.fixture
def registry(qtbot: QtBot, data_folder: Path) -> Iterator[Office]:
    yield from office(qtbot, data_folder, Kindergarten)


def test_a_compound_from_its_first_step_to_its_close(compounds: Office) -> None:
    compounds.put(CompoundSite, name="阳光小区", problem="handing", remedy="hand_over", township="140830100")
    assert compounds.entries()["移交"] == "还没有竣工日期"
    compounds.do("登记同步", step="同步规划")
    assert compounds.state() == "已规划"
    compounds.do("登记竣工", completed="2026-06-01")
    assert compounds.entries()["登记竣工"] == "2026-06-01 已竣工"
    told = compounds.do("移交", handed_over="2026-08-01", hand_over_document="移交书1号")
    assert "2026-08-01 移交给芮城县教育局" in told
    assert compounds.state() == "已移交"
    told = compounds.do("委托办成普惠性民办园", opened="2026-09-01")
    assert "将在园所名册新增“阳光小区幼儿园”：普惠性民办，2026-09-01 起在办" in told
    made = compounds.garden("阳光小区幼儿园")
    assert (made["nature"], made["status"], made["compound"]) == ("inclusive", "open", True)
    assert compounds.state() == "已开办"
    compounds.take_back()
    assert [row["name"] for row in compounds.rows(Kindergarten) if row["name"] == "阳光小区幼儿园"] == []
    assert compounds.state() == "已移交"
    assert "已撤销" in compounds.desk.told()[0]
    compounds.do("办成公办园", kindergarten=NORTH, opened="2026-09-01")
    assert [compounds.nature(NORTH, day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == ["inclusive", "public"]
    compounds.do("销号")
    assert compounds.desk.done() == f"小区配套园销号：阳光小区（{TODAY}）"
    assert compounds.entries()["销号"] == f"{TODAY} 已销号"


def test_an_unlicensed_site_is_banned_comes_back_and_is_settled(qtbot: QtBot, data_folder: Path) -> None:
    for sites in office(qtbot, data_folder, UnlicensedSite):
        sites.put(UnlicensedSite, name="黑园", found=date(2026, 3, 1), children=9, holder="李四")
        assert sites.entries()["复查"] == "还没有处置"
        told = sites.do("处置：取缔", disposed="2026-03-10")
        assert "举办者禁止期记到 2031-03-10" in told
        assert "还有 9 名幼儿要分流" in told
        sites.do("分流幼儿", kindergarten=SOUTH, children="6", placed="2026-03-12")
        assert "还有 0 人没有去处" in sites.do("分流幼儿", kindergarten=EAST, placed="2026-03-12")
        assert sorted(row["children"] for row in sites.rows(UnlicensedPlacing)) == [3, 6]
        assert sites.entries()["分流幼儿"] == "幼儿都已分流"
        seen = []
        sites.do("复查", checked="2026-05-10", finding="死灰复燃")
        seen.append(sites.state())
        sites.do("处置：取缔", disposed="2026-05-11")
        seen.append(sites.state())
        sites.do("复查", checked="2026-06-11")
        seen.append(sites.state())
        assert seen == ["死灰复燃", "已处置，待复查", "已销号"]


def test_a_recognition_is_given_renewed_and_withdrawn(qtbot: QtBot, data_folder: Path) -> None:
    for page in office(qtbot, data_folder, InclusiveRecognition):
        page.desk.county.garden("民办园", nature="nonprofit")
        term = {"since": "2024-01-01", "valid_until": "2026-12-31"}
        told = page.do("新认定一所园", kindergarten="民办园", document="3号", **term)
        assert "将把民办园的办园性质自 2024-01-01 起由“非营利性民办”改为“普惠性民办”" in told
        assert page.nature("民办园", date(2024, 1, 1)) == "inclusive"
        page.select(0)
        page.choose("续认")
        assert "学前教育法 24" in page.pane.fields.boxes["valid_until"].note.text()
        page.fill(document="9号")
        QTest.keyClick(page.pane.fields.boxes["document"].editor, KEY.Key_Return, CONTROL)
        ends = [row["valid_until"] for row in page.rows(InclusiveRecognition)]
        assert ends == [date(2026, 12, 31), date(2029, 12, 31)]
        page.select(0)
        assert page.entries()["撤销或退出"] == "2027-01-01 起已续认"
        page.select(1)
        page.do("撤销或退出", ended="2027-09-01", ended_why="自愿退出")
        days = (date(2027, 8, 31), date(2027, 9, 1))
        assert [page.nature("民办园", day) for day in days] == ["inclusive", "nonprofit"]
        page.take_back()
        assert [page.nature("民办园", day) for day in days] == ["inclusive", "inclusive"]


def test_several_are_inspected_at_once_and_one_again(qtbot: QtBot, data_folder: Path) -> None:
    for page in office(qtbot, data_folder, AnnualInspection):
        page.do("批量登记未年检的园", inspected="2026-11-20")
        assert {row["conclusion"] for row in page.rows(AnnualInspection)} == {"合格"}
        page.take_back()
        for name in (SOUTH, NORTH):
            page.put(AnnualInspection, kindergarten=page.garden(name)["uuid"], calendar_year=2026)
        page.select(0, 1)
        assert page.entries()["补检"] == "一次只能办一条"
        page.do("登记结论", conclusion="不合格", problems="没有保健员", mended_by="2026-12-20")
        assert [row["mended_by"] for row in page.rows(AnnualInspection)] == [date(2026, 12, 20)] * 2
        page.select(0)
        assert "由“不合格”改为“合格”" in page.do("补检")
        assert sorted(row["conclusion"] for row in page.rows(AnnualInspection)) == ["不合格", "合格"]


def test_money_is_drawn_up_and_paid_in_parts(qtbot: QtBot, data_folder: Path) -> None:
    for page in office(qtbot, data_folder, FundPayment):
        key = page.garden(SOUTH)["uuid"]
        page.put(FundPayment, kindergarten=key, calendar_year=2026, kind="public_fund", children=20, per_child=600)
        assert "还欠 7,000.00 元" in page.do("拨付一部分", paid="5000")
        page.choose("拨付一部分")
        page.fill(paid="9000")
        QTest.mouseClick(page.pane.do_button, LEFT)
        assert "超过应拨 12,000.00 元" in page.pane.problem.text()
        assert page.pane.fields.boxes["paid"].typed() == "9000"
        page.fill(paid="7000")
        QTest.mouseClick(page.pane.do_button, LEFT)
        (row,) = page.rows(FundPayment)
        assert (row["paid"], row["full"]) == (Decimal(12000), True)


def test_a_licence_is_changed_from_the_registry_and_its_form(registry: Office) -> None:
    registry.cell(NORTH, "name")
    registry.keys(KEY.Key_Space)
    form = registry.page.form
    registry.choose("许可变更", form.act_button)
    assert not form.isVisible()
    assert registry.pane.fields.verticalScrollBar().maximum() == 0, "there is room for all it asks"
    registry.fill(item="园所名称", after="北村新园")
    assert registry.pane.foretold.text() == f"园所名册里{NORTH}的“园所名称”改为“北村新园”；原名记入曾用名。"
    QTest.mouseClick(registry.pane.do_button, LEFT)
    assert form.isVisible()
    assert form.name.text() == "北村新园"
    assert registry.garden("北村新园")["former_name"] == NORTH
    assert [row["kind"] for row in registry.rows(LicenceEvent)] == ["changed"]


def test_why_something_cannot_be_done_is_not_as_faint_as_what_is_switched_off(registry: Office) -> None:
    registry.cell(EAST, "name")
    menu = registry.menu()
    grey = next(action for action in menu.actions() if action.text().startswith("认定普惠性民办园"))
    assert not grey.isEnabled()
    picture, line = menu.grab().toImage(), menu.actionGeometry(grey)
    inside = [(x, y) for x in range(line.left() + 20, line.right()) for y in range(line.top(), line.bottom())]
    darkest = min(picture.pixelColor(x, y).lightness() for x, y in inside)
    menu.close()
    assert darkest < (colour("second").lightness() + colour("faint").lightness()) / 2


def test_a_row_that_is_pasted_says_what_it_leaves_as_it_was(qtbot: QtBot, data_folder: Path) -> None:
    for page in office(qtbot, data_folder, LicenceEvent):
        page.grid.setCurrentIndex(page.model.index(0, page.model.place_of["kindergarten"]))
        line = [page.model.columns[place].name for place in range(4)]
        told = {"kindergarten": NORTH, "kind": "换证", "document": ""}
        days = ("2026-11-01", "2026-05-01")
        page.paste("\n".join("\t".join({**told, "day": day}[name] for name in line) for day in days))
        assert len(page.rows(LicenceEvent)) == 2
        for row, number in (("2026-11-01", "新证"), ("2026-05-01", "旧证")):
            place = page.column_texts(page.model.place_of["day"]).index(row)
            page.grid.select_block([place], [page.model.place_of["licence"]])
            page.paste(number)
        assert page.garden(NORTH)["licence"] == "新证"
        assert page.desk.told()[0] == f"{NORTH}：已登记 2026-11-01 的换证，园所名册里的许可证没有改动。"
        page.undo()
        assert sorted(row["licence"] or "" for row in page.rows(LicenceEvent)) == ["", "新证"]


def test_an_act_says_what_it_leaves_as_it_was_beside_its_undo(registry: Office) -> None:
    key = registry.garden(NORTH)["uuid"]
    registry.put(LicenceEvent, kindergarten=key, kind="renewed", day=date(2026, 11, 1), licence="新证")
    registry.cell(NORTH, "name")
    told = registry.do("许可证换证", day="2026-05-01", licence="旧证", valid_until="2026-10-31")
    assert told == f"只登记这一条：{NORTH}已登记 2026-11-01 的换证，园所名册不变。"
    assert registry.garden(NORTH)["licence"] == "新证"
    assert "园所名册里的许可证没有改动" in registry.desk.told()[0]
    registry.take_back()
    assert len(registry.rows(LicenceEvent)) == 1


def test_the_context_menu_offers_them_too(registry: Office) -> None:
    registry.cell(EAST, "name")
    grid = registry.grid
    grid.customContextMenuRequested.emit(grid.visualRect(grid.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    inners: Iterable[QMenu] = menu.findChildren(QMenu)
    (inner,) = [each for each in inners if each.title() == "办理"]
    inner.aboutToShow.emit()
    assert "年检登记…" in [each.text() for each in inner.actions()]
    assert "认定普惠性民办园…\t只认定非营利性民办园" in [each.text() for each in inner.actions()]
    menu.close()


def test_what_is_missing_is_said_beside_its_field(registry: Office) -> None:
    registry.cell(NORTH, "name")
    pane = registry.choose("许可证注销")
    assert pane.foretold.text() == "填好带 * 的各项，这里说明会改动什么。"
    registry.fill(day="昨天")
    QTest.mouseClick(pane.do_button, LEFT)
    assert "不是日期" in pane.fields.boxes["day"].note.text()
    assert pane.fields.boxes["reason"].note.text() == "必须填写"
    assert registry.rows(LicenceEvent) == []


def test_what_was_typed_is_not_lost_without_a_question(registry: Office) -> None:
    registry.cell(NORTH, "name")
    pane = registry.choose("许可证注销")
    registry.fill(reason="自行终止")
    registry.clerk.answers = [STAY, DROP]
    QTest.keyClick(pane, KEY.Key_Escape)
    assert registry.pane is pane
    QTest.mouseClick(pane.cancel_button, LEFT)
    assert registry.page.acts.pane is None
    assert registry.rows(LicenceEvent) == []


def test_an_act_that_another_made_impossible_goes_away(registry: Office) -> None:
    registry.cell(NORTH, "name")
    registry.choose("许可证注销")
    key = registry.garden(NORTH)["uuid"]
    with registry.store.writing("撤销") as writer:
        writer.state(Kindergarten.status, key, "revoked", BEFORE)
    registry.page.refresh()
    assert registry.page.acts.pane is None
    assert registry.desk.told()[0] == "“许可证注销”不能再办：已撤销"


def test_a_ledger_without_acts_has_no_button(qtbot: QtBot, data_folder: Path) -> None:
    from ycpe_desktop.ledgers import Publicity

    for page in office(qtbot, data_folder, Publicity):
        assert not hasattr(page.page, "act_button")


@pytest.mark.parametrize("ledger", [AnnualInspection, UnlicensedSite])
def test_an_empty_ledger_offers_what_fills_it(qtbot: QtBot, data_folder: Path, ledger: type[Ledger]) -> None:
    with ledger_page(qtbot, data_folder, ledger) as hands:
        buttons: Iterable[QPushButton] = hands.page.empty.findChildren(QPushButton)
        offered = [each for each in buttons if each.text() == "办理 ▼"]
        assert bool(offered) == (ledger is AnnualInspection)
        if offered:
            QTest.mouseClick(offered[0], Qt.MouseButton.LeftButton)
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            assert any(each.text().startswith("批量登记") for each in menu.actions())
            menu.close()
