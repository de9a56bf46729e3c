"""While an import is being written, the window goes on: an edit is refused with a word, and made afterwards."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.exchange.importing import planned
from tests.ui.ledger_hands import CONTROL, Hands, ledger_page
from tests.ui.test_ledger_form import box, opened
from ui.background import Job, Progress
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.ledgers import Kindergarten

KEY = Qt.Key
REFUSED = "正在导入 名单.xlsx，请稍候再改"


class HeldImport:
    """A real import that stands still in the middle of its transaction until it may go on."""

    def __init__(self, hands: Hands) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        plan = planned(hands.store, [["园所名称", "办园性质"], ["新来的幼儿园", "公办"]])

        def held(tell: Progress) -> int | None:
            def progress(text: str, done: int, total: int) -> None:
                tell(text, done, total)
                if text == "正在写入":
                    self.begun.set()
                    self.go.wait()

            return apply(hands.store, plan, progress=progress)

        self.job: Job = hands.desk.shell.background.run("正在导入 名单.xlsx", held)
        self.begun.wait()


@pytest.fixture
def hands(qtbot: QtBot, data_folder: Path) -> Iterator[Hands]:
    with ledger_page(qtbot, data_folder) as made:
        yield made


@pytest.fixture
def importing(hands: Hands) -> Iterator[HeldImport]:
    made = HeldImport(hands)
    yield made
    made.go.set()


def finish(qtbot: QtBot, hands: Hands, importing: HeldImport) -> None:
    importing.go.set()
    qtbot.waitUntil(lambda: not hands.desk.shell.background.jobs)


def test_a_cell_is_refused_during_an_import_and_taken_after_it(
    qtbot: QtBot, hands: Hands, importing: HeldImport
) -> None:
    hands.cell("南村幼儿园", "phone")
    hands.keys("03593", KEY.Key_Return)
    assert REFUSED in hands.desk.told()
    assert hands.shown("南村幼儿园", "phone") == ""
    finish(qtbot, hands, importing)
    assert hands.store.count(Kindergarten) == 4
    hands.cell("南村幼儿园", "phone")
    hands.keys("03593", KEY.Key_Return)
    assert hands.stored("phone", "南村幼儿园") == "03593"


def test_a_form_keeps_its_draft_during_an_import(qtbot: QtBot, hands: Hands, importing: HeldImport) -> None:
    form = opened(hands)
    box(form, "principal").type("李四")
    form.save_button.click()
    assert REFUSED in hands.desk.told()
    assert box(form, "principal").typed() == "李四"
    finish(qtbot, hands, importing)
    form.save_button.click()
    assert hands.stored("principal", "南村幼儿园") == "李四"


def test_nothing_is_undone_during_an_import(qtbot: QtBot, hands: Hands, importing: HeldImport) -> None:
    before = hands.desk.done()
    hands.keys(KEY.Key_Z, modifier=CONTROL)
    assert REFUSED in hands.desk.told()
    assert hands.desk.done() == before
    finish(qtbot, hands, importing)
    assert hands.desk.done() == "导入 名单.xlsx"
