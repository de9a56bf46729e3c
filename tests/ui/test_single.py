"""One window for one data folder."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from ui.single import FirstWindow, call_first, name_of
from ycpe_desktop.paths import program_folder

ANSWERED = 7
SECOND = f"""
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from ui.single import call_first

application = QCoreApplication()
sys.exit({ANSWERED} if call_first(Path(sys.argv[1])) else 0)
"""

SECOND_PROGRAM = """
import sys
from pathlib import Path

from ui import application

application.MainWindow = None  # no window can be made
print("ended", application.run_window(Path(sys.argv[1]), None))
"""


def test_a_first_start_finds_nobody(qapp: object, data_folder: Path) -> None:
    assert not call_first(data_folder)


def test_a_second_start_calls_the_first_window(qtbot: QtBot, data_folder: Path) -> None:
    first = FirstWindow(data_folder)
    command = [sys.executable, "-c", SECOND, str(data_folder)]
    with qtbot.waitSignal(first.called), subprocess.Popen(command, cwd=program_folder()) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
    first.close()
    assert second.returncode == ANSWERED


def test_a_second_start_of_the_program_shows_no_window(qtbot: QtBot, data_folder: Path) -> None:
    lock = QLockFile(str(data_folder / "window.lock"))
    assert lock.tryLock(0)
    first = FirstWindow(data_folder)
    command = [sys.executable, "-c", SECOND_PROGRAM, str(data_folder)]
    with (
        qtbot.waitSignal(first.called),
        subprocess.Popen(command, cwd=program_folder(), stdout=subprocess.PIPE, encoding="utf-8") as second,
    ):
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.stdout
        assert second.stdout.read() == "ended 0\n"
    first.close()
    lock.unlock()


def test_another_data_folder_is_another_program(tmp_path: Path) -> None:
    assert name_of(tmp_path / "甲") != name_of(tmp_path / "乙")


def test_what_a_killed_program_left_is_taken_over(qapp: object, data_folder: Path) -> None:
    killed = FirstWindow(data_folder)
    assert killed.listening
    again = FirstWindow(data_folder)
    assert again.listening
    again.close()
    killed.close()
