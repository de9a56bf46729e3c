"""What the window says of an opening that was not as it should be: it opens all the same."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.filled_pages import Clerk
from ui import beginning, mistakes
from ui.pages.settings.page import SettingsPage
from ui.program import Program
from ui.shell.last_time import first_page, note_end
from ui.shell.notices import Notice
from ui.shell.parts import EmptyState
from ui.shell.window import MainWindow
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import create_store
from ycpe_desktop.store.backup import back_up
from ycpe_desktop.store.folder import database_in

Start = Callable[[], Program]


@pytest.fixture
def start(qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the program over an office of 芮城县."""
    monkeypatch.setattr(mistakes, "qInstallMessageHandler", lambda handler: None)  # pytest-qt listens to Qt
    create_store(data_folder, "芮城县").close()
    started: list[Program] = []

    def begin() -> Program:
        window = MainWindow(data_folder, QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat))
        qtbot.addWidget(window)
        program = Program(window, lambda folder: beginning.open_office(folder, demo_if_new=False))
        started.append(program)
        with qtbot.waitExposed(window):
            window.show()
        program.start()
        return program

    yield begin
    for program in started:
        program.shell.notices.clear()
        program.window.close()
        program.end()


def test_a_new_day_begins_with_what_is_due_and_the_same_day_where_it_was_left(start: Start, data_folder: Path) -> None:
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    note_end(settings, "visit", date(2000, 1, 1))
    morning = start()
    assert morning.shell.stack.key == "today"
    morning.shell.open_page("history")
    assert morning.window.close()
    assert first_page(settings, date.today()) == "history"


def test_a_page_that_is_no_more_gives_way_to_the_registry(start: Start, data_folder: Path) -> None:
    note_end(QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat), "gone", date.today())
    assert start().shell.stack.key == "kindergarten"


def test_an_office_that_cannot_be_backed_up_is_opened_and_says_so(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(store: object) -> None:
        raise Refusal("磁盘空间不够", "D:/台账", "请清理磁盘后再试")

    monkeypatch.setattr(beginning, "daily_backup", full)
    shell = start().shell
    assert shell.stack.key == "kindergarten"
    (notice,) = shell.notices.notices()
    assert isinstance(notice, Notice)
    assert notice.text.text() == "今天的自动备份没有做成。D:/台账：磁盘空间不够。请清理磁盘后再试"
    assert notice.action is not None
    notice.action.click()
    assert isinstance(shell.stack.page, SettingsPage)


def test_a_broken_office_is_brought_back_from_a_backup_in_the_same_window(
    qtbot: QtBot, start: Start, data_folder: Path
) -> None:
    backup = back_up(data_folder, "手动")
    database_in(data_folder).write_bytes(b"junk" * 5000)
    shell = start().shell
    shown = shell.stack.currentWidget()
    assert isinstance(shown, EmptyState)
    assert "已损坏" in shown.title.text()
    clerk = Clerk()
    clerk.files = [backup]
    shell.speaker = clerk
    buttons: Iterable[QPushButton] = shown.findChildren(QPushButton)
    next(each for each in buttons if each.text() == "从备份恢复…").click()
    qtbot.waitUntil(lambda: shell.stack.key == "kindergarten")
    assert clerk.asked == ["选择备份"]
    assert next(data_folder.glob("ycpe_损坏_*.db")).read_bytes() == b"junk" * 5000


def test_an_office_in_order_says_nothing(start: Start) -> None:
    assert start().shell.notices.notices() == []
