"""A program that breaks outside its window says so in one Chinese sentence and keeps a log without names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ycpe_desktop import crash
from ycpe_desktop.paths import program_folder

WITHOUT_QT = """
import runpy, sys
sys.modules["PySide6"] = None
sys.argv = ["main.py", *sys.argv[1:]]
runpy.run_path("main.py", run_name="__main__")
"""


def start_without_qt(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, *arguments], cwd=program_folder(), capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=False,
    )  # fmt: skip


def test_a_start_without_qt_says_so_and_where_the_log_is(data_folder: Path) -> None:
    done = start_without_qt("--data-dir", str(data_folder))
    assert done.returncode == 1
    assert done.stderr == f"{crash.TOLD.format(data_folder / 'logs' / 'ycpe.log')}\n"
    log = (data_folder / "logs" / "ycpe.log").read_text(encoding="utf-8")
    assert "ERROR start YCPE" in log
    assert "ModuleNotFoundError" in log


def test_the_log_holds_no_message(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crash.confess(KeyError("张会计 13800000000"), data_folder)
    assert "张会计" not in crash.log_file(data_folder).read_text(encoding="utf-8")
    assert "张会计" not in capsys.readouterr().err


def test_where_no_log_can_be_written_that_is_said_too(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data_folder / "logs").touch()
    crash.confess(KeyError("x"), data_folder)
    assert str(data_folder / "logs") in capsys.readouterr().err
