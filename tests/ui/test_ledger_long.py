"""A list of five thousand: what is scrolled to is what is stored, and the place is kept when others change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from tests.ui.ledger_hands import Hands, ledger_page
from ycpe_desktop.ledgers import Kindergarten, Supervisor

MANY = 5_000


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with ledger_page(qtbot, data_folder, empty=True) as made:
        rows = [
            {"uuid": f"{number:032x}", "name": f"第{number:04}幼儿园", "code": f"1114{number:06}"}
            for number in range(MANY)
        ]
        with made.store.writing("导入") as writer:  # without history: it would take seconds
            writer.connection.execute(insert(Kindergarten.__table__), rows)
            writer.insert(Supervisor, {"name": "王五"})
        made.page.refresh()
        yield made


def test_every_row_shows_its_own_record_wherever_one_scrolls(hands: Hands) -> None:
    hands.page.table.choose(sort=(("code", True),))
    for row in (0, 255, 256, 257, 4_999, 2_500, 1, 4_743, 4_744):
        hands.grid.go_to(row, 0)
        assert hands.model.look(row, 0).text == f"第{MANY - 1 - row:04}幼儿园"
        assert hands.grid.visualRect(hands.model.index(row, 0)).isValid()
    assert hands.grid.verticalScrollBar().maximum() > MANY - 40


def test_the_place_is_kept_when_rows_come_and_go(hands: Hands) -> None:
    hands.page.table.choose(sort=(("code", False),))
    hands.grid.go_to(3_000, 1)
    top = hands.model.key(hands.grid.rowAt(0))
    with hands.store.writing("删除") as writer:
        for number in range(7):
            writer.delete(Kindergarten, f"{number:032x}")
    hands.page.refresh()
    assert hands.grid.currentIndex().row() == 2_993
    assert hands.model.key(hands.grid.rowAt(0)) == top


def test_only_what_is_in_sight_is_read(hands: Hands) -> None:
    hands.grid.go_to(4_000, 0)
    hands.grid.repaint()
    assert len(hands.model._slices) <= 3


def test_a_search_narrows_at_once_and_leads_back(hands: Hands) -> None:
    hands.grid.go_to(4_000, 1)
    hands.page.find_text("没有的园")
    assert not hands.model.ids
    hands.page.table.clear_filters()
    assert len(hands.model.ids) == MANY


def test_many_are_deleted_beside_the_window_in_one_step(qtbot: QtBot, hands: Hands) -> None:
    keys = list(hands.model.ids[:300])
    hands.page.table.doing.delete(keys, "删除园所名册 300 所")
    assert hands.page.desk.background.jobs
    qtbot.waitUntil(lambda: len(hands.model.ids) == MANY - 300, timeout=60_000)
    hands.store.undo()
    hands.page.refresh()
    assert len(hands.model.ids) == MANY
