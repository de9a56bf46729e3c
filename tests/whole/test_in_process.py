"""The whole way of a first day, with the real widgets: first start, import, registry, judging, assigning, reporting."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import NotedSpeaker
from tests.whole.hands import KEY, Hands
from tests.whole.outside import ANSWERS, COUNTY, GARDEN, PERSON, PHONE, WORKBOOK, assert_all_is_there
from ui import mistakes
from ui.beginning import open_office
from ui.pages.checklist import ChecklistPage
from ui.pages.checklist.model import COLUMN_OF
from ui.pages.first_start import FirstStartPage
from ui.pages.importing import ImportPage
from ui.pages.importing.steps import RESULT, REVIEW
from ui.pages.indicators import IndicatorsPage
from ui.pages.reporting import ReportingPage
from ui.pages.supervision import SupervisionPage
from ui.program import Program
from ui.shell.window import MainWindow

SOON = 60_000  # milliseconds until something must have come


class Clerk(NotedSpeaker):
    """Chooses these when asked for a file or a folder."""

    file: Path | None = None
    folder: Path | None = None

    def ask(self, question: str, choices: Sequence[str], explain: str = "") -> str | None:
        self.asked.append(question)
        return choices[0]

    def choose_open_file(self, title: str, filters: str = "", folder: Path | None = None) -> Path | None:
        return self.file

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return self.folder


class Day(Hands):
    """The steps of the day."""

    def __init__(self, qtbot: QtBot, program: Program, clerk: Clerk) -> None:
        super().__init__(program.window)
        self._bot, self.clerk = qtbot, clerk

    def until(self, true: Callable[[], object]) -> None:
        self._bot.waitUntil(lambda: bool(true()) and not self.shell.background.jobs, timeout=SOON)

    def begin(self) -> None:
        page = cast(FirstStartPage, self.page)
        self.keys("rc", KEY.Key_Return)
        assert page.name.text() == COUNTY
        self.keys(KEY.Key_Return)
        self.until(lambda: self.shell.stack.key == "kindergarten")

    def bring_in(self, file: Path) -> None:
        self.clerk.file = file
        self.press("从 Excel 导入…")
        page = cast(ImportPage, self.page)
        self.press("选择文件…")
        self.until(lambda: page.proposal)
        while page.step < REVIEW:
            step = page.step
            self.click(page.next)
            self.until(lambda step=step: page.step > step)  # type: ignore[misc]  # bound at once
        assert page.plan is not None
        assert page.plan.counts["new"] == ANSWERS["rows"]
        self.click(page.next)
        self.until(lambda: page.step == RESULT)

    def complete_one(self) -> None:
        """What the list does not say of a kindergarten is typed into its row."""
        self.open("kindergarten")
        self.until(lambda: self.ledger.table.model.ids)
        model = self.ledger.table.model
        assert self.ledger.table.grid.currentIndex().row() == 0, "what came in is seen from its beginning"
        row = next(row for row in range(len(model.ids)) if model.look(row, 0).text == GARDEN)
        for field, typed in (("phone", PHONE), ("township", "gw"), ("rural", "s")):
            self.go_to_cell(row, field)
            self.keys(typed, KEY.Key_Return)

    def judge(self) -> None:
        self.open("checklist")
        page = cast(ChecklistPage, self.page)
        place = page.matrix.table.place_of(page.rows[0].kindergarten)
        assert place is not None
        self.click_cell(page.matrix, page.matrix.table.index(place, COLUMN_OF["premises"]))

    def assign(self) -> None:
        self.open("supervision")
        page = cast(SupervisionPage, self.page)
        self.press("登记督学")
        self.until(lambda: page.roster and page.roster.isVisible())
        assert page.roster is not None
        table = page.roster.table
        self.click_cell(table.grid, table.model.index(0, table.model.place_of["name"]))
        self.keys(PERSON, KEY.Key_Return)
        page.tabs.setCurrentIndex(0)
        page.view.search.setFocus()
        self.keys("ylyey")
        chips = page.view.uncovered.chips
        place = next(at for at in range(chips.count()) if chips.item(at).toolTip().startswith(f"{GARDEN}\n"))
        self.click(chips.viewport(), chips.visualItemRect(chips.item(place)).center())
        self.keys(KEY.Key_Return, PERSON, KEY.Key_Return)

    def look_at_indicators(self) -> None:
        self.open("indicators")
        page = cast(IndicatorsPage, self.page)
        self.until(lambda: page.chosen and not page.busy)

    def report(self, folder: Path) -> Path:
        self.open("reporting")
        page = cast(ReportingPage, self.page)
        self.until(lambda: page.standing)
        self.clerk.folder = folder
        self.press("生成上报文件")
        self.until(lambda: page.written)
        assert page.written is not None
        return page.written


@pytest.fixture
def day(qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr(mistakes, "qInstallMessageHandler", lambda handler: None)  # pytest-qt listens to Qt
    clerk = Clerk()
    window = MainWindow(data_folder, QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    program = Program(window, lambda folder: open_office(folder, demo_if_new=False))
    program.shell.speaker = clerk
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    program.start()
    made = Day(qtbot, program, clerk)
    yield made
    assert clerk.confessed == []
    made.shell.notices.clear()
    window.close()
    program.end()


def test_a_first_day(day: Day, data_folder: Path, tmp_path: Path) -> None:
    day.begin()
    day.bring_in(WORKBOOK)
    day.complete_one()
    day.judge()
    day.assign()
    day.look_at_indicators()
    workbook = day.report(tmp_path)
    day.window.close()
    assert_all_is_there(data_folder, workbook)
