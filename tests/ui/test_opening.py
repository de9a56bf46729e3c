"""What the window says of an opening that was not as it should be: it opens all the same."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from ui import beginning, mistakes
from ui.pages.settings.page import SettingsPage
from ui.program import Program
from ui.shell.notices import Notice
from ui.shell.window import MainWindow
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import create_store

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


def test_an_office_in_order_says_nothing(start: Start) -> None:
    assert start().shell.notices.notices() == []
