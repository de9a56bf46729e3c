"""Chinese is typed through an input method, which gives text and no keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.ledger_hands import Hands, ledger_page


def give(hands: Hands, *, composing: str = "", committed: str = "") -> None:
    event = QInputMethodEvent(composing, [])
    event.setCommitString(committed)
    QApplication.sendEvent(hands.focus(), event)


@pytest.mark.parametrize("composing", [("w", "wang"), ()], ids=["composed first", "given at once"])
def test_the_first_word_replaces_what_stood_in_the_cell(
    qtbot: QtBot, data_folder: Path, composing: tuple[str, ...]
) -> None:
    with ledger_page(qtbot, data_folder) as hands:
        hands.cell("南村幼儿园", "principal")
        for letters in composing:
            give(hands, composing=letters)
        give(hands, committed="王")
        give(hands, committed="五")
        hands.keys(Qt.Key.Key_Return)
        assert hands.stored("principal", "南村幼儿园") == "王五"
