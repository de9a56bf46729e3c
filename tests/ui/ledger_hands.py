"""A ledger page in the real window, and hands that type and click in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import SIZE, Clerk, Desked
from tests.ui.stand_ins import new_window
from ui.ledger.form import DROP
from ui.ledger.page import LedgerPage
from ui.office import Office
from ui.shell.contracts import PageSpec, Services
from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.store import fetch

CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
NAMES = ("南村幼儿园", "北村幼儿园", "东关幼儿园")


class LeavingClerk(Clerk):
    """Lets go of a draft when the window is closed at the end of a test."""

    def ask(self, question: str, choices: Sequence[str], explain: str = "") -> str | None:
        return super().ask(question, choices, explain) if self.answers or DROP not in choices else DROP


class Hands:
    """``page`` shows the ledger; ``grid`` has the focus."""

    def __init__(self, desk: Desked, page: LedgerPage) -> None:
        self.desk, self.page = desk, page
        self.store, self.clerk = desk.county.store, desk.clerk

    @property
    def grid(self) -> Any:
        return self.page.table.grid

    @property
    def model(self) -> Any:
        return self.page.table.model

    def cell(self, name: str, field: str) -> None:
        """Go to a cell by the record's name."""
        assert self.page.table.go_to(self.model.key(self.row(name)), field)
        self.grid.setFocus()

    def show(self, field: str) -> int:
        """The column of that field, now shown if it was not."""
        column: int = self.model.place_of[field]
        if self.grid.isColumnHidden(column):
            self.page.table.show_columns([*self.page.table.shown_names(), field])
        return column

    def row(self, name: str) -> int:
        return self.column_texts(0).index(name)

    def column_texts(self, column: int) -> list[str]:
        return [self.model.look(row, column).text for row in range(self.model.rowCount())]

    def keys(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys where the focus is; a text is typed letter by letter."""
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    QTest.keyClicks(self.focus(), letter, modifier)
            else:
                QTest.keyClick(self.focus(), key, modifier)

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.keys(Qt.Key.Key_V, modifier=CONTROL)

    def shown(self, name: str, field: str) -> str:
        return str(self.model.look(self.row(name), self.model.place_of[field]).text)

    def tone(self, name: str, field: str) -> str:
        return str(self.model.look(self.row(name), self.model.place_of[field]).tone)

    def stored(self, field: str, name: str, ledger: type[Ledger] = Kindergarten, year: int = 2026) -> Any:
        """What the database says, read anew."""
        key = self.model.key(self.row(name))
        with self.store.reading() as connection:
            return fetch(connection, ledger, [key], year)[0][field]

    def undo(self) -> None:
        self.keys(Qt.Key.Key_Z, modifier=CONTROL)

    def click_header(self, field: str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        head = self.grid.head
        left = head.sectionViewportPosition(self.model.place_of[field])
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(left + 20, 12))


def filled(county: SmallCounty) -> None:
    for place, name in enumerate(NAMES):
        county.garden(name, code=f"111400000{place}", principal="张三", nature=("public", "inclusive", "public")[place])


@contextmanager
def ledger_page(
    qtbot: QtBot, folder: Path, ledger: type[Ledger] = Kindergarten, *, empty: bool = False
) -> Iterator[Hands]:
    with small_county(folder) as county:
        if not empty:
            filled(county)
        spec = PageSpec(ledger.__tablename__, ledger.TITLE, "table", lambda desk: LedgerPage(desk, ledger))
        window = new_window(folder)
        qtbot.addWidget(window)
        shell = window.shell
        assert shell
        shell.fill(Services(Office(county.store), folder, [spec], desk_store=county.store))
        assert shell.desk
        shell.desk.speaker = clerk = LeavingClerk()
        window.resize(*SIZE)
        with qtbot.waitExposed(window):
            window.show()
        page = shell.stack.page
        assert isinstance(page, LedgerPage)
        page.table.grid.setFocus()
        yield Hands(Desked(county, shell, clerk), page)
        shell.notices.clear()
        shell.background.shut_down()
        shell.badge_timer.stop()


__all__ = ["CONTROL", "NAMES", "PLAIN", "SHIFT", "Clerk", "Hands", "date", "ledger_page"]
