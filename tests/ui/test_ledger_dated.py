"""办园性质 and 状态 in the grid: what differs asks once whether it is 变更 or 更正, and since when."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.ledger_hands import CONTROL, Hands, ledger_page
from ui.ledger.type_ahead import TypeAhead
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store.beside import Period, periods

KEY = Qt.Key
CHANGE, CORRECT, OTHER = "变更（自 2026-09-01 起）", "更正（一直如此）", "变更，另选日期…"
BEFORE = date(2020, 9, 1)


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with ledger_page(qtbot, data_folder) as made:
        yield made


def natures(hands: Hands, name: str) -> list[tuple[date, date | None, str]]:
    with hands.store.reading() as connection:
        found: list[Period] = periods(connection, Kindergarten.nature, hands.model.key(hands.row(name)))
    return [(each.since, each.until, each.value) for each in found]


def test_a_change_closes_the_period_and_opens_a_new_one(hands: Hands) -> None:
    hands.clerk.answers = [CHANGE]
    hands.cell("南村幼儿园", "nature")
    hands.keys("ph", KEY.Key_Return)  # the initials of 普惠性民办
    first = date(2026, 9, 1)
    assert natures(hands, "南村幼儿园") == [(BEFORE, first, "public"), (first, None, "inclusive")]
    assert hands.shown("南村幼儿园", "nature") == "普惠性民办"
    assert len(hands.clerk.asked) == 1


def test_a_correction_mends_the_period(hands: Hands) -> None:
    hands.clerk.answers = [CORRECT]
    hands.cell("南村幼儿园", "nature")
    hands.keys("ph", KEY.Key_Return)
    assert natures(hands, "南村幼儿园") == [(BEFORE, None, "inclusive")]


def test_another_day_can_be_chosen(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    days = ["九月", "2026-10-08"]
    monkeypatch.setattr(hands.clerk, "ask_text", lambda question, value="": days.pop(0))
    hands.clerk.answers = [OTHER]
    hands.cell("南村幼儿园", "nature")
    hands.keys("ph", KEY.Key_Return)
    since = date(2026, 10, 8)
    assert natures(hands, "南村幼儿园") == [(BEFORE, since, "public"), (since, None, "inclusive")]


def test_a_later_change_is_proposed_from_today_and_a_correction_mends_what_is_shown(hands: Hands) -> None:
    key = hands.model.key(hands.row("南村幼儿园"))
    with hands.store.writing("变更") as writer:
        writer.change(Kindergarten, key, {"nature": "nonprofit"}, date(2026, 10, 8))
    hands.page.refresh()
    hands.clerk.answers = [CORRECT]
    hands.cell("南村幼儿园", "nature")
    hands.keys("ph", KEY.Key_Return)
    assert natures(hands, "南村幼儿园")[-1] == (date(2026, 10, 8), None, "inclusive")
    hands.clerk.answers = ["变更（自 2026-11-23 起）"]
    hands.cell("南村幼儿园", "nature")
    hands.keys("gb", KEY.Key_Return)
    assert natures(hands, "南村幼儿园")[-1] == (date(2026, 11, 23), None, "public")


def test_closing_the_question_writes_nothing(hands: Hands) -> None:
    hands.clerk.answers = [None]
    hands.cell("南村幼儿园", "nature")
    hands.keys("ph", KEY.Key_Return)
    assert natures(hands, "南村幼儿园") == [(BEFORE, None, "public")]
    assert hands.shown("南村幼儿园", "nature") == "公办"


def test_a_block_asks_once_and_is_one_action(hands: Hands) -> None:
    hands.clerk.answers = [CHANGE]
    hands.grid.select_block([0, 1, 2], [hands.model.place_of["nature"]])
    hands.paste("营利性民办")
    assert len(hands.clerk.asked) == 1
    assert hands.column_texts(hands.model.place_of["nature"])[:3] == ["营利性民办"] * 3
    hands.undo()
    assert natures(hands, "南村幼儿园") == [(BEFORE, None, "public")]


def test_a_blank_fact_is_filled_without_a_question(hands: Hands) -> None:
    last = hands.model.rowCount() - 1
    hands.grid.go_to(last, 0)
    hands.paste("西街幼儿园")
    hands.cell("西街幼儿园", "nature")
    hands.keys("gb", KEY.Key_Return)
    assert natures(hands, "西街幼儿园") == [(date(2026, 9, 1), None, "public")]
    assert not hands.clerk.asked


def test_what_begins_no_choice_is_not_guessed(hands: Hands) -> None:
    hands.cell("南村幼儿园", "nature")
    hands.keys("m")
    editor = QApplication.focusWidget()
    assert isinstance(editor, TypeAhead)
    editor.setText("民办")
    editor.show_list()
    assert [editor.list.item(row).text() for row in range(editor.list.count())] == [
        "普惠性民办", "非营利性民办", "营利性民办",
    ]  # fmt: skip
    hands.keys(KEY.Key_Return)
    assert hands.tone("南村幼儿园", "nature") == "bad"
    assert natures(hands, "南村幼儿园") == [(BEFORE, None, "public")]


def test_arrows_choose_from_the_list_and_control_d_copies_it(hands: Hands) -> None:
    hands.cell("南村幼儿园", "status")
    hands.clerk.answers = [CHANGE]
    hands.keys("t")  # 停办
    hands.keys(KEY.Key_Return)
    assert hands.shown("南村幼儿园", "status") == "停办"
    hands.clerk.answers = [CORRECT]
    row = hands.row("南村幼儿园")
    hands.grid.select_block([row, row + 1], [hands.model.place_of["status"]])
    hands.keys(KEY.Key_D, modifier=CONTROL)
    assert hands.column_texts(hands.model.place_of["status"])[row + 1] == "停办"
