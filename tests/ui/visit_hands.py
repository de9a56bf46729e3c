"""A county with a round to make in November 2026, and the hands that enter its visits on the tab 本月督导."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty
from tests.ui.filled_pages import Desked, desked
from ui.pages.supervision import SupervisionPage
from ui.pages.supervision.month import MonthView
from ui.pages.supervision.visit_entry import VisitEntry
from ui.pages.supervision.visit_problem import ProblemCard
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Listing, fetch, ids

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = ("settings", "rectification", "conduct_evaluation", "visit")


def round_of_three(county: SmallCounty) -> dict[str, str]:
    """张督学 has 甲园 (October, a 限期整改 overdue), 乙园 (September) and 丙园 (this month); nobody has 丁园."""
    person = county.supervisor("张督学")
    made = {
        name: county.garden(name, "学张乡" if name == "丁园" else "陌南镇") for name in ("甲园", "乙园", "丙园", "丁园")
    }
    for name in ("甲园", "乙园", "丙园"):
        county.duty(person, made[name])
    county.visit(made["甲园"], date(2026, 10, 12), person)
    county.visit(made["乙园"], date(2026, 9, 9), person)
    county.visit(made["丙园"], date(2026, 10, 20), person)
    county.visit(made["丙园"], date(2026, 11, 5), person)
    county.mend(made["甲园"], date(2026, 10, 12), date(2026, 10, 27), supervisor=person)
    return {**made, "张督学": person}


@contextmanager
def at_month(qtbot: QtBot, folder: Path, county: SmallCounty) -> Iterator[tuple[Desked, MonthView]]:
    """The window, opened at 本月督导."""
    with desked(qtbot, folder, "supervision", county, *PAGES) as desk:
        page = desk.page
        assert isinstance(page, SupervisionPage)
        page.show_what(tab="month")
        yield desk, page.month


def listed(view: MonthView) -> list[str]:
    return [texts[0] for texts in view.part.list.texts()]


def begin(view: MonthView, name: str) -> VisitEntry:
    """Choose the kindergarten in the list and press Enter."""
    stop = next(stop for stop in view.part._stops() if stop.garden.name == name)
    view.part.choose(stop.garden.uuid)
    view.part.list.setFocus()
    QTest.keyClick(view.part.list, KEY.Key_Return)
    assert view.entry is not None
    return view.entry


def click(widget: QWidget) -> None:
    QApplication.processEvents()  # all is laid out
    QTest.mouseClick(widget, LEFT)


def write(widget: QWidget, text: str) -> None:
    """Go into the line, take out what is there, and type, as an input method does."""
    widget.setFocus()
    QTest.keyClick(widget, KEY.Key_A, CTRL)
    QTest.keyClick(widget, KEY.Key_Delete)
    typed = QInputMethodEvent("", [])
    typed.setCommitString(text)
    QApplication.sendEvent(widget, typed)


def pick(card: ProblemCard, field: str, text: str) -> None:
    """Type into a field that offers, and take the first that is offered."""
    editor = card.fields.boxes[field].editor
    write(editor, text)
    QTest.keyClick(editor, KEY.Key_Down)
    QTest.keyClick(editor, KEY.Key_Return)


def judge(entry: VisitEntry, *states: str) -> None:
    """The matters in their order."""
    for part, state in zip(entry.matters.parts.values(), states, strict=False):
        if part.state != state:
            click(part.buttons[state])


def forward(entry: VisitEntry, steps: int = 1) -> None:
    for _ in range(steps):
        click(entry.next_button)


def rows(county: SmallCounty, ledger: type[Ledger]) -> list[dict[str, Any]]:
    with county.store.reading() as connection:
        return [dict(row) for row in fetch(connection, ledger, sorted(ids(connection, Listing(ledger, 2026))), 2026)]


def to_problems(entry: VisitEntry) -> None:
    forward(entry)
    judge(entry, "faulty", "sound", "sound")
    forward(entry)


def tell_problem(entry: VisitEntry, number: int = 0, text: str = "灭火器过期") -> None:
    card = entry.problems.cards[number]
    pick(card, "item", "消防")
    pick(card, "clause", "79（三）")
    write(card.fields.boxes["problem"].editor, text)
