"""The tab 整改 as the clerk uses it: the list, each act by clicks, several at once, notices as files."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.ui.filled_pages import Desked, click, desked
from ui.ledger.page import LedgerPage
from ui.pages.supervision import SupervisionPage
from ui.pages.supervision.mends import MendTab
from ui.pages.supervision.page import MENDS
from ycpe_desktop.ledgers import Rectification
from ycpe_desktop.policy.mend_steps import Act
from ycpe_desktop.policy.mends import Mend, mends

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
BLANK = {"number": None, "place": None, "source": "inspection"}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """甲园 late and repeated, 乙园 not yet, 丙园 answered; two that have no notice yet; one settled."""
    with small_county(tmp_path / "台账") as made:
        person = made.supervisor("张督学")
        first, second, third = made.garden("甲园"), made.garden("乙园"), made.garden("丙园", "学张乡")
        made.mend(first, date(2026, 3, 2), date(2026, 3, 16), outcome="closed", closed=date(2026, 9, 10))
        late = date(2026, 11, 17)
        made.mend(first, date(2026, 11, 2), late, supervisor=person, number="芮教督改〔2026〕2号")
        soon = {"number": "芮教督改〔2026〕3号", "item": "food", "problem": "留样不足", "supervisor": person}
        made.mend(second, date(2026, 11, 10), date(2026, 11, 25), **soon)
        answered = {"number": "芮教督改〔2026〕4号", "item": "fees", "problem": "搭车收费", "reply": "已退费"}
        made.mend(third, date(2026, 11, 5), date(2026, 11, 20), replied=date(2026, 11, 18), **answered)
        made.mend(second, None, None, problem="没有晨检", **BLANK)
        made.mend(third, None, None, problem="没有门卫", **BLANK)
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "supervision", county, "rectification", "indicators") as made:
        yield made


@pytest.fixture
def tab(desk: Desked) -> MendTab:
    page = cast(SupervisionPage, desk.page)
    page.tabs.setCurrentIndex(MENDS)
    return page.mends


@pytest.fixture(autouse=True)
def no_pop_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *place: None)  # without a screen a menu cannot take the keyboard


def listed(tab: MendTab) -> list[str]:
    return [one.values["problem"] for one in tab.list.shown]


def pick(tab: MendTab, *problems: str) -> None:
    """Click these lines, the second and later ones with Ctrl."""
    for number, problem in enumerate(problems):
        place = listed(tab).index(problem)
        click(tab.list.table, tab.list.table.rows.index(place, 0), CTRL if number else Qt.KeyboardModifier.NoModifier)


def offered(tab: MendTab) -> list[str]:
    return [made.text() for made in tab.detail.buttons.values() if made.isVisibleTo(tab)]


def begin(tab: MendTab, act: Act, text: str = "", day: QDate | None = None) -> None:
    QTest.mouseClick(tab.detail.buttons[act], LEFT)
    if text:
        tab.detail.form.text.insertPlainText(text)
    if day is not None:
        tab.detail.form.day.setDate(day)


def sure(tab: MendTab) -> None:
    QTest.mouseClick(tab.detail.form.sure, LEFT)


def one_of(county: SmallCounty, problem: str) -> Mend:
    return next(one for one in mends(county.store, TODAY, ended=True) if one.values["problem"] == problem)


def test_the_late_ones_come_first_with_their_marks(tab: MendTab) -> None:
    rows = tab.list.table.rows
    told = [tuple(str(rows.index(place, column).data()) for column in (0, 1, 2)) for place in range(5)]
    assert told == [
        ("已逾期 · 重复", "逾期 6 天", "甲园"),
        ("待复查", "逾期 3 天", "丙园"),
        ("未到期", "还有 2 天", "乙园"),
        ("未下发", "未定", "丙园"),
        ("未下发", "未定", "乙园"),
    ]
    assert [made.text() for made in tab.list.filters.values() if made.isVisibleTo(tab)] == [
        "未办结 5", "已逾期 1", "待复查 1", "未到期 1", "未下发 2", "重复 1", "已销号 1", "全部 6",
    ]  # fmt: skip


def test_chips_combos_and_search_narrow_the_list(desk: Desked, tab: MendTab) -> None:
    QTest.mouseClick(tab.list.filters["unissued"], LEFT)
    assert listed(tab) == ["没有门卫", "没有晨检"]
    tab.list.township.setCurrentIndex(tab.list.township.findText("学张乡"))
    tab.list.township.activated.emit(tab.list.township.currentIndex())
    assert listed(tab) == ["没有门卫"]
    QTest.mouseClick(tab.list.filters[""], LEFT)
    tab.list.township.setCurrentIndex(0)
    for typed, found in (
        ("by", ["搭车收费", "没有门卫"]),
        ("〔2026〕3号", ["留样不足"]),
        ("zdx", ["灭火器过期", "留样不足"]),
    ):
        assert desk.page.find_text(typed)
        assert listed(tab) == found


def test_the_detail_shows_one_with_its_course(tab: MendTab) -> None:
    pick(tab, "搭车收费")
    assert tab.detail.title.text() == "丙园"
    assert tab.detail.state.text() == "待复查 · 逾期 3 天"
    assert "芮教督改〔2026〕4号 第 1 项" in tab.detail.facts.text()
    labels: Iterable[QLabel] = tab.detail.course.findChildren(QLabel)
    told = [made.text() for made in labels if made.text()]
    assert told[:2] == ["发现", "督导"]
    assert "已退费" in told
    assert offered(tab) == ["登记回复", "复查到位", "销号", "退回重改", "取缔"]


def test_a_reply_is_one_step_and_a_notice(desk: Desked, tab: MendTab) -> None:
    pick(tab, "灭火器过期")
    begin(tab, "reply", "已全部更换", QDate(2026, 11, 20))
    sure(tab)
    assert desk.done() == "整改回复：甲园 芮教督改〔2026〕2号 第 1 项"
    assert desk.told() == [desk.done()]
    found = one_of(desk.county, "灭火器过期").values
    assert (found["replied"], found["reply"]) == (date(2026, 11, 20), "已全部更换")
    assert tab.list.filters["unchecked"].text() == "待复查 2"
    assert [one.values["problem"] for one in tab.list.chosen()] == ["灭火器过期"]
    assert tab.detail.form.isHidden()
    assert tab.list.table.hasFocus()
    QTest.keyClick(tab.list.table, Qt.Key.Key_Z, CTRL)
    assert tab.list.filters["overdue"].text() == "已逾期 1"


def test_what_is_refused_says_why_and_keeps_what_was_typed(desk: Desked, tab: MendTab) -> None:
    before = desk.done()
    pick(tab, "灭火器过期")
    begin(tab, "reply", "", QDate(2026, 11, 1))
    sure(tab)
    assert "没有写明整改情况" in tab.detail.form.problem.text()
    tab.detail.form.text.insertPlainText("已更换")
    sure(tab)
    assert "回复日期 2026-11-01 早于下发日期 2026-11-02" in tab.detail.form.problem.text()
    tab.detail.form.day.setDate(QDate(2026, 11, 24))
    sure(tab)
    assert "日期 2026-11-24 还没到" in tab.detail.form.problem.text()
    pick(tab, "留样不足")
    assert tab.detail.form.isHidden()
    pick(tab, "灭火器过期")
    begin(tab, "reply")
    assert tab.detail.form.text.toPlainText() == "已更换"
    assert desk.done() == before


def test_sending_back_asks_for_a_new_day_and_closing_ends(desk: Desked, tab: MendTab) -> None:
    pick(tab, "搭车收费")
    begin(tab, "send_back", "还有两家没有退")
    tab.detail.form.due.setDate(QDate(2026, 12, 5))
    sure(tab)
    assert desk.done().endswith("，改为 2026-12-05 前")
    assert offered(tab) == ["登记回复", "销号", "退回重改", "取缔"]
    begin(tab, "close", "全部退完")
    sure(tab)
    assert one_of(desk.county, "搭车收费").state == "closed"
    QTest.mouseClick(tab.list.filters["closed"], LEFT)
    pick(tab, "搭车收费")
    assert offered(tab) == ["取消销号"]
    begin(tab, "reopen")
    sure(tab)
    assert desk.done().startswith("取消销号：丙园")


def test_a_passed_recheck_waits_and_a_ban_counts_children(desk: Desked, tab: MendTab) -> None:
    pick(tab, "搭车收费")
    begin(tab, "recheck", "看过账本")
    sure(tab)
    assert one_of(desk.county, "搭车收费").state == "passed"
    begin(tab, "ban")
    tab.detail.form.children_placed.setValue(23)
    sure(tab)
    assert desk.done().endswith("，安置幼儿 23 人")


def test_words_for_an_act_that_was_left_go_when_another_is_done(desk: Desked, tab: MendTab) -> None:
    pick(tab, "搭车收费")
    begin(tab, "close", "还没有退完")
    begin(tab, "send_back", "还有两家没有退")
    QTest.keyClick(tab.detail.form.text, Qt.Key.Key_Return, CTRL)
    assert desk.done().startswith("退回重改：丙园")
    begin(tab, "close")
    assert tab.detail.form.text.toPlainText() == ""


def test_several_get_their_notices_at_once(desk: Desked, tab: MendTab) -> None:
    pick(tab, "没有门卫", "没有晨检")
    assert tab.detail.title.text() == "选中 2 个问题"
    assert offered(tab) == ["下发通知书", "销号", "取缔"]
    begin(tab, "issue")
    sure(tab)
    assert desk.done() == "下发整改通知：芮教督改〔2026〕5号—芮教督改〔2026〕6号（2 所园，2 个问题）"
    assert [one_of(desk.county, problem).values["number"] for problem in ("没有门卫", "没有晨检")] == [
        "芮教督改〔2026〕5号", "芮教督改〔2026〕6号",
    ]  # fmt: skip
    desk.county.store.undo()
    assert one_of(desk.county, "没有门卫").values["number"] is None


def choose_files(tab: MendTab, text: str) -> None:
    tab.show_files()
    assert tab.menu is not None
    next(action for action in tab.menu.actions() if action.text() == text).trigger()


def test_one_notice_is_a_file_where_the_clerk_says(qtbot: QtBot, desk: Desked, tab: MendTab, tmp_path: Path) -> None:
    desk.clerk.files = [tmp_path / "通知.pdf"]
    pick(tab, "灭火器过期")
    choose_files(tab, "选中的 1 张，PDF")
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    assert "芮教督改〔2026〕2号" in "".join(Pdf(tmp_path / "通知.pdf").texts())
    assert desk.clerk.asked == ["生成整改通知书：存为 PDF：整改通知书_芮教督改〔2026〕2号_甲园.pdf"]


def test_many_notices_go_into_a_folder(qtbot: QtBot, desk: Desked, tab: MendTab, tmp_path: Path) -> None:
    desk.clerk.files = [tmp_path]
    tab.list.table.selectAll()
    choose_files(tab, "选中的 3 张，Word")
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)
    assert sorted(file.name for file in tmp_path.glob("*.docx")) == [
        "整改通知书_芮教督改〔2026〕2号_甲园.docx",
        "整改通知书_芮教督改〔2026〕3号_乙园.docx",
        "整改通知书_芮教督改〔2026〕4号_丙园.docx",
    ]
    assert sorted(desk.told()) == [
        f"已生成 3 张整改通知书：{tmp_path}", "有 2 个问题还没有下发通知书，没有生成。",
    ]  # fmt: skip


def test_what_has_no_notice_cannot_be_printed(tab: MendTab) -> None:
    pick(tab, "没有门卫")
    tab.show_files()
    assert tab.menu is not None
    enabled = {action.text(): action.isEnabled() for action in tab.menu.actions() if action.text()}
    assert enabled["选中的 0 张，PDF"] is False
    assert enabled["列出的 3 张，PDF"] is True


def test_the_figure_leads_to_the_chart(qtbot: QtBot, desk: Desked, tab: MendTab) -> None:
    assert tab.figure.text() == "按期销号 0/2（0.00%）"
    QTest.mouseClick(tab.figure, LEFT)
    assert desk.page.title == "指标与图表"
    qtbot.waitUntil(lambda: not desk.page.busy, timeout=60_000)  # type: ignore[attr-defined]  # of that page
    assert desk.page.chart.choice.name == "按期销号按督学"  # type: ignore[attr-defined]  # the same


def test_the_ledger_opens_at_the_record(desk: Desked, tab: MendTab) -> None:
    pick(tab, "搭车收费")
    QTest.mouseClick(tab.detail.ledger, LEFT)
    shown = cast(LedgerPage, desk.page)
    assert shown.ledger is Rectification
    assert "丙园" in shown.form.name.text()


def test_the_detail_can_be_put_away_and_that_is_remembered(desk: Desked, tab: MendTab) -> None:
    QTest.mouseClick(tab.unfold, LEFT)
    assert tab.detail.isHidden()
    QApplication.processEvents()  # laid out
    assert not any(tab.list.table.isColumnHidden(column) for column in range(9))
    again = MendTab(desk.page.desk, desk.county.store, lambda text: (set(), set()), lambda: None)
    assert again.detail.isHidden()
    again.deleteLater()
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    assert not tab.detail.isHidden()


def test_at_150_percent_nothing_is_cut(desk: Desked, tab: MendTab) -> None:
    desk.shell.window().resize(911, 512)
    QApplication.processEvents()  # laid out
    shown = [*tab.list.filters.values(), tab.figure, tab.files, tab.unfold, *tab.detail.buttons.values()]
    assert [made.text() for made in shown if made.isVisible() and made.width() < made.sizeHint().width()] == []
    assert tab.figure.text() == "按期销号 0.00%"


def test_a_year_without_any_says_where_they_come_from(desk: Desked, tab: MendTab) -> None:
    for one in mends(desk.county.store, TODAY, ended=True):
        with desk.county.store.writing("删除") as writer:
            writer.delete(Rectification, one.uuid)
    desk.page.refresh()
    buttons: Iterable[QPushButton] = tab.findChildren(QPushButton)
    (first,) = [made for made in buttons if made.isVisible()]
    QTest.mouseClick(first, LEFT)
    assert cast(LedgerPage, desk.page).ledger is Rectification


def test_another_page_can_ask_for_one(desk: Desked, tab: MendTab) -> None:
    settled = one_of(desk.county, "灭火器过期")
    closed = next(one for one in mends(desk.county.store, TODAY, ended=True) if one.state == "closed")
    desk.page.show_what(mend=closed.uuid)
    assert [one.uuid for one in tab.list.chosen()] == [closed.uuid]
    assert settled.uuid != closed.uuid
    desk.page.show_what(mend="0" * 32)
    assert "不在这个学年里" in desk.told()[0]


def test_what_was_not_answered_is_closed_with_a_warning(tab: MendTab) -> None:
    pick(tab, "灭火器过期")
    begin(tab, "close")
    assert tab.detail.form.warning.isVisible()
    assert tab.detail.form.warning.text().startswith("还没有登记回复")
    pick(tab, "搭车收费")
    begin(tab, "close")
    assert not tab.detail.form.warning.isVisible()


def test_namesakes_among_the_supervisors_are_told_apart(county: SmallCounty, desk: Desked, tab: MendTab) -> None:
    for place, employer in (("教研室", "县教研室"), ("小学", "实验小学")):
        person = county.supervisor("王伟", employer=employer)
        problem = {"problem": f"{place}查的", "number": None, "place": None, "supervisor": person}
        county.mend(county.garden(f"{place}园"), None, None, **problem)
    assert desk.shell.desk
    desk.shell.desk.saved()
    names = [tab.list.supervisor.itemText(place) for place in range(tab.list.supervisor.count())]
    assert {"王伟（县教研室）", "王伟（实验小学）"} < set(names)
    QTest.keyClick(tab.list.supervisor, Qt.Key.Key_End)
    for _ in names[names.index("王伟（实验小学）") + 1 :]:
        QTest.keyClick(tab.list.supervisor, Qt.Key.Key_Up)
    assert listed(tab) == ["小学查的"]
    shown = [tab.list.table.rows.index(0, column).data() for column in range(tab.list.table.rows.columnCount())]
    assert shown[-1] == "王伟（实验小学）"
