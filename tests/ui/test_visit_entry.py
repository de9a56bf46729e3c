"""Entering a visit as the clerk does: four steps, a draft that is always there, notices, what is refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked
from tests.ui.visit_hands import (
    at_month,
    begin,
    click,
    forward,
    judge,
    pick,
    round_of_three,
    rows,
    tell_problem,
    to_problems,
    write,
)
from ui.pages.supervision import SupervisionPage
from ui.pages.supervision.month import MonthView
from ui.pages.supervision.visit_entry import MATTERS, PROBLEMS, WHEN, WORDS, VisitEntry
from ycpe_desktop.ledgers import Rectification, Visit, VisitFinding
from ycpe_desktop.store import open_store

CTRL, KEY = Qt.KeyboardModifier.ControlModifier, Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def keys(county: SmallCounty) -> dict[str, str]:
    return round_of_three(county)


@pytest.fixture
def shown(
    qtbot: QtBot, data_folder: Path, county: SmallCounty, keys: dict[str, str]
) -> Iterator[tuple[Desked, MonthView]]:
    with at_month(qtbot, data_folder, county) as made:
        yield made


@pytest.fixture
def desk(shown: tuple[Desked, MonthView]) -> Desked:
    return shown[0]


@pytest.fixture
def view(shown: tuple[Desked, MonthView]) -> MonthView:
    return shown[1]


@pytest.fixture
def entry(view: MonthView) -> VisitEntry:
    """Of 甲园, at its first step."""
    return begin(view, "甲园")


def test_a_visit_with_a_problem_goes_through_the_four_steps(
    desk: Desked, view: MonthView, entry: VisitEntry, keys: dict[str, str]
) -> None:
    assert (entry.title.text(), entry.note.text()) == ("登记督导：甲园", "张督学")
    assert entry.when.fields.boxes["visited"].typed() == TODAY.isoformat()
    write(entry.when.fields.boxes["visited"].editor, "20261110")
    click(entry.when.forms["tour"])
    to_problems(entry)
    assert entry.problems.open_note.text() == "消防安全：灭火器过期（芮教督改〔2026〕1号，已逾期）"
    tell_problem(entry)
    card = entry.problems.cards[0]
    assert card.due.boxes["due"].typed() == "2026-11-25"
    write(card.due.boxes["due"].editor, "2026-11-30")
    forward(entry)
    assert entry.words.summary.text() == (
        "甲园，2026-11-10，张督学；发现问题 1 条；其中 1 条下发整改通知 芮教督改〔2026〕2号。"
    )
    write(entry.words.fields.boxes["advice"].editor, "尽快更换灭火器")
    assert entry.next_button.text() == "完成登记"
    forward(entry)
    assert desk.done() == "录入督导：甲园 2026-11-10（发现问题 1 条，下发 芮教督改〔2026〕2号）"
    visit = rows(desk.county, Visit)[-1]
    told = {name: visit[name] for name in ("kindergarten", "state", "form", "safety_state", "advice", "kind")}
    assert told == {
        "kindergarten": keys["甲园"], "state": "done", "form": "tour", "safety_state": "faulty",
        "advice": "尽快更换灭火器", "kind": "regular",
    }  # fmt: skip
    mend = rows(desk.county, Rectification)[-1]
    assert (mend["number"], mend["due"], mend["clause"]) == ("芮教督改〔2026〕2号", date(2026, 11, 30), "law79_3")
    notice = desk.shell.notices.notices()[0]
    assert notice.action is not None
    assert notice.beside is not None
    assert (notice.action.text(), notice.beside.text()) == ("查看整改通知", "录入下一所：乙园")
    assert view.part.list.key == keys["乙园"], "and Enter does the same"
    click(notice.action)
    page = cast(SupervisionPage, desk.page)
    assert page.tabs.currentWidget() is page.mends
    assert [one.uuid for one in page.mends.list.chosen()] == [mend["uuid"]]


def test_the_first_step_has_its_room_at_150_percent(desk: Desked, entry: VisitEntry) -> None:
    desk.shell.window().resize(911, 480)
    QApplication.processEvents()  # all is laid out
    inside = entry.when.widget()
    assert inside.minimumSizeHint().width() <= entry.when.viewport().width()


def test_finishing_is_one_step_back(desk: Desked, entry: VisitEntry) -> None:
    to_problems(entry)
    tell_problem(entry)
    forward(entry, 2)
    desk.shell.undo()
    assert rows(desk.county, Visit)[-1]["state"] == "draft"
    assert len(rows(desk.county, Rectification)) == 1


def test_the_next_of_the_round_follows_and_the_last_is_told(desk: Desked, view: MonthView, entry: VisitEntry) -> None:
    for _ in range(2):
        assert view.entry is not None
        forward(view.entry)
        click(view.entry.matters.all_sound)
        forward(view.entry)
        assert view.entry.stack.currentIndex() == WORDS  # without problems their step is passed over
        forward(view.entry)
        notice = desk.shell.notices.notices()[0]
        if notice.beside is not None:
            assert notice.beside.text() == "录入下一所：乙园"
            click(notice.beside)
            assert view.entry.title.text() == "登记督导：乙园"
            assert desk.told() == []  # what offered it is done with
    assert desk.told()[0] == "已录入督导：乙园 2026-11-23。张督学本月 3 所都已登记"
    assert view.part.totals.text() == "应督导 4 所 · 已督导 3 · 75.00%"


def test_what_could_not_be_looked_at_finishes_at_once_with_its_reason(
    desk: Desked, view: MonthView, entry: VisitEntry
) -> None:
    forward(entry)
    click(entry.matters.all_unchecked)
    assert entry.next_button.text() == "完成登记"
    forward(entry)
    assert entry.matters.reason.note.text() == "请写明为什么无法检查"
    write(entry.matters.reason.editor, "全园停水放假")
    forward(entry)
    visit = rows(desk.county, Visit)[-1]
    assert (visit["state"], visit["safety_state"], visit["unchecked_reason"]) == ("done", "unchecked", "全园停水放假")
    assert view.part.filters["unchecked"].text() == "无法检查 1"
    assert desk.told()[0] == "已录入督导：甲园 2026-11-23，无法检查，本月还要再去"


def test_it_goes_with_the_keyboard_alone(desk: Desked, view: MonthView, entry: VisitEntry) -> None:
    QTest.keyClick(entry, KEY.Key_Return, CTRL)
    assert entry.stack.currentIndex() == MATTERS
    for part in list(entry.matters.parts.values())[:3]:
        part.buttons["sound"].setFocus()
        QTest.keyClick(part.buttons["sound"], KEY.Key_1)
    QTest.keyClick(entry, KEY.Key_Return, CTRL)
    assert entry.stack.currentIndex() == WORDS
    QTest.keyClick(entry, KEY.Key_Left, ALT)
    assert entry.stack.currentIndex() == MATTERS
    QTest.keyClick(entry, KEY.Key_Return, CTRL)
    QTest.keyClick(entry, KEY.Key_Return, CTRL)
    assert desk.done() == "录入督导：甲园 2026-11-23"
    assert view.part.list.hasFocus()


def test_what_is_missing_is_said_beside_its_field(entry: VisitEntry) -> None:
    write(entry.when.fields.boxes["visited"].editor, "2026-12-24")
    forward(entry)
    assert entry.when.fields.boxes["visited"].note.text() == "2026-12-24 还没到，请改正日期"
    write(entry.when.fields.boxes["visited"].editor, "昨天")
    forward(entry)
    assert entry.when.fields.boxes["visited"].note.text()
    assert entry.stack.currentIndex() == WHEN
    write(entry.when.fields.boxes["visited"].editor, "2026-10-30")
    assert entry.when.fields.boxes["visited"].note.text() == "计入 2026 年 10 月的督导"
    forward(entry, 2)
    assert [part.note.text() for part in entry.matters.parts.values()] == ["请选一项"] * 3 + [""]
    judge(entry, "faulty", "sound", "sound")
    forward(entry)
    card = entry.problems.cards[0]
    write(card.fields.boxes["problem"].editor, "灭火器过期")
    pick(card, "item", "消防")
    write(card.due.boxes["due"].editor, "2026-10-01")
    forward(entry)
    assert card.fields.boxes["clause"].note.text() == "下发整改通知要写明依据，请选定条款"
    assert card.due.boxes["due"].note.text() == "早于下发日期 2026-10-30，请改正"
    click(card.mended)
    forward(entry)
    assert entry.stack.currentIndex() == WORDS


def test_who_should_stand_back_is_refused_and_nothing_is_lost(
    desk: Desked, entry: VisitEntry, keys: dict[str, str]
) -> None:
    desk.county.recusal(keys["张督学"], keys["甲园"])
    forward(entry)
    click(entry.matters.all_sound)
    forward(entry, 2)
    assert "应当回避" in entry.told.text()
    assert entry.stack.currentIndex() == WORDS
    assert rows(desk.county, Visit)[-1]["state"] == "draft"


def test_a_finding_that_comes_again_is_marked(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    with desk.county.store.writing("发现") as writer:
        visit = next(row for row in rows(desk.county, Visit) if row["kindergarten"] == keys["乙园"])
        writer.insert(VisitFinding, {"visit": visit["uuid"], "item": "fire", "problem": "灭火器压力不足"})
    entry = begin(view, "乙园")
    to_problems(entry)
    card = entry.problems.cards[0]
    assert not card.repeated.isVisible()
    pick(card, "item", "消防")
    assert card.repeated.text() == "一年内重复出现：2026-09-09 灭火器压力不足"


def test_the_steps_that_contradict_each_other_are_told(entry: VisitEntry) -> None:
    forward(entry)
    judge(entry, "sound", "faulty", "sound")
    forward(entry)
    tell_problem(entry)
    forward(entry)
    assert entry.words.doubts.text().splitlines() == [
        "“规范办园”选了发现问题，还没有写是什么问题，请回到第③步。",
        "“安全管理”选了未发现问题，却写了问题，请回到第②步改正。",
    ]


def test_a_field_that_is_left_is_in_the_draft(desk: Desked, entry: VisitEntry) -> None:
    before = len(rows(desk.county, Visit))
    write(entry.when.fields.boxes["theme"].editor, "消防")
    entry.when.fields.boxes["kind"].editor.setFocus()
    found = rows(desk.county, Visit)
    assert len(found) == before + 1
    assert (found[-1]["theme"], found[-1]["state"]) == ("消防", "draft")
    assert desk.done() == "暂存督导草稿：甲园 2026-11-23"
    assert entry.saved_note.text().startswith("草稿已保存")


def test_looking_into_the_entry_leaves_no_draft(desk: Desked, view: MonthView, entry: VisitEntry) -> None:
    before = len(rows(desk.county, Visit))
    QTest.keyClick(entry, KEY.Key_Escape)
    assert view.part.isVisible()
    assert len(rows(desk.county, Visit)) == before


def test_the_draft_is_offered_again_after_the_window_was_closed(
    qtbot: QtBot, data_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "台账"
    with small_county(folder) as county:
        round_of_three(county)
        with at_month(qtbot, data_folder, county) as (desk, view):
            entry = begin(view, "甲园")
            to_problems(entry)
            tell_problem(entry)
            write(entry.problems.cards[0].due.boxes["due"].editor, "2026-12-01")
            click(entry.problems.more)
            tell_problem(entry, 1, "安全出口堵塞")
            click(entry.problems.cards[1].rectify)
            entry.bar.buttons[WORDS].click()
            write(entry.words.fields.boxes["process"].editor, "查看了消防设施")
            assert desk.shell.may_close()
    again = SmallCounty(open_store(folder, today=lambda: TODAY))
    with at_month(qtbot, data_folder, again) as (desk, view):
        assert view.drafts.note.text() == "有一份草稿没有填完：甲园 2026-11-23"
        assert view.part.list.texts()[1][5] == "草稿 11-23"
        click(view.drafts.go_on)
        assert view.entry is not None
        view.entry.bar.buttons[PROBLEMS].click()
        told = [(each.problem, each.rectify, each.due) for each in view.entry.problems.problems()]
        assert told == [("灭火器过期", True, date(2026, 12, 1)), ("安全出口堵塞", False, None)]
        view.entry.bar.buttons[WORDS].click()
        assert view.entry.words.fields.value("process") == "查看了消防设施"
        forward(view.entry)
        assert desk.done() == "录入督导：甲园 2026-11-23（发现问题 2 条，下发 芮教督改〔2026〕2号）"
        assert not view.drafts.isVisible()
    again.store.close()


def test_a_draft_is_thrown_away_and_can_be_had_back(desk: Desked, view: MonthView, entry: VisitEntry) -> None:
    write(entry.when.fields.boxes["theme"].editor, "消防")
    click(entry.leave_button)
    assert view.enter_button.text() == "继续填写草稿"
    click(view.drafts.drop)
    assert desk.done() == "删除督导：甲园 2026-11-23"
    assert view.enter_button.text() == "登记督导"
    desk.shell.undo()
    assert view.drafts.isVisible()


def test_undoing_the_draft_while_it_is_open(desk: Desked, view: MonthView, entry: VisitEntry) -> None:
    write(entry.when.fields.boxes["theme"].editor, "消防")
    entry.when.fields.boxes["kind"].editor.setFocus()
    write(entry.when.fields.boxes["theme"].editor, "食品")
    entry.when.fields.boxes["kind"].editor.setFocus()
    desk.shell.undo()
    assert entry.when.fields.boxes["theme"].typed() == "消防"
    desk.shell.undo()
    assert view.part.isVisible()
    assert "按 Ctrl+Y 重做" in desk.told()[0] + desk.told()[1]


def test_the_drafts_of_one_entry_are_one_step_once_it_is_left(
    desk: Desked, view: MonthView, entry: VisitEntry, keys: dict[str, str]
) -> None:
    before, name = desk.steps(), "暂存督导草稿：甲园 2026-11-23"
    write(entry.when.fields.boxes["theme"].editor, "消防")
    to_problems(entry)
    assert len(desk.steps()) > len(before) + 1
    desk.shell.open_page("kindergarten")
    assert desk.steps() == [name, *before]
    desk.shell.open_page("supervision")
    tell_problem(entry)
    click(entry.leave_button)
    assert desk.steps() == [name, *before]
    click(view.drafts.go_on)
    forward(entry)
    judge(entry, "faulty", "faulty", "sound")
    entry.bar.buttons[WORDS].click()
    forward(entry)
    assert desk.steps()[1:] == [name, *before]
    desk.shell.undo()
    desk.shell.undo()
    assert [row for row in rows(desk.county, Visit) if row["kindergarten"] == keys["甲园"] and row["theme"]] == []


def test_a_problem_that_was_emptied_and_written_again_is_kept(desk: Desked, entry: VisitEntry) -> None:
    to_problems(entry)
    tell_problem(entry)
    entry.bar.buttons[WORDS].click()
    entry.bar.buttons[PROBLEMS].click()
    card = entry.problems.cards[0]
    write(card.fields.boxes["problem"].editor, "")
    entry.bar.buttons[WORDS].click()
    assert rows(desk.county, VisitFinding) == []
    entry.bar.buttons[PROBLEMS].click()
    write(card.fields.boxes["problem"].editor, "安全出口堵塞")
    forward(entry)
    assert [row["problem"] for row in rows(desk.county, VisitFinding)] == ["安全出口堵塞"]


def test_what_was_typed_outlives_the_record_that_was_undone(desk: Desked, entry: VisitEntry) -> None:
    theme = entry.when.fields.boxes["theme"].editor
    write(theme, "消防")
    entry.when.fields.boxes["kind"].editor.setFocus()
    write(theme, "食品")
    desk.county.store.undo()
    assert desk.shell.desk
    desk.shell.desk.saved()
    entry.when.fields.boxes["kind"].editor.setFocus()
    assert [row["theme"] for row in rows(desk.county, Visit) if row["state"] == "draft"] == ["食品"]


def test_a_problem_with_a_notice_stays_when_the_visit_is_corrected(
    desk: Desked, view: MonthView, entry: VisitEntry
) -> None:
    to_problems(entry)
    tell_problem(entry)
    forward(entry, 2)
    again = begin(view, "甲园")
    again.bar.buttons[PROBLEMS].click()
    card = again.problems.cards[0]
    assert card.notice.text() == "已下发 芮教督改〔2026〕2号，限 2026-12-08"
    assert not card.drop.isVisible()
    assert not card.rectify.isVisible()
    write(card.fields.boxes["problem"].editor, "二楼灭火器过期")
    click(again.finish_button)
    assert len(rows(desk.county, Rectification)) == 2
    assert [row["problem"] for row in rows(desk.county, VisitFinding)] == ["二楼灭火器过期"]


def test_a_past_month_asks_for_the_day(desk: Desked, view: MonthView) -> None:
    view.part.months.setCurrentText("2026 年 10 月")
    entry = begin(view, "乙园")
    assert entry.when.fields.boxes["visited"].typed() == ""
    write(entry.when.fields.boxes["theme"].editor, "食品")
    desk.clerk.answers = ["回去接着填"]
    click(entry.leave_button)
    assert entry.isVisible()
    assert desk.clerk.asked == ["还没有填督导时间，草稿存不下来。"]
    forward(entry)
    assert entry.when.fields.boxes["visited"].note.text() == "请填督导那一天"
    write(entry.when.fields.boxes["visited"].editor, "2026-10-28")
    forward(entry)
    assert rows(desk.county, Visit)[-1]["visited"] == date(2026, 10, 28)
