"""The frame is painted before anything heavy is loaded, and the program then comes by itself."""

import os
import subprocess
import sys
from pathlib import Path

from ycpe_desktop.paths import program_folder

HEAVY = (
    *("sqlalchemy", "alembic", "numpy", "matplotlib", "openpyxl", "pypinyin", "python_calamine", "reportlab", "lxml"),
    "highspy",
)
PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from ui.application import run_window
from ui.shell.window import MainWindow

paint = MainWindow.paintEvent


def paint_and_tell(window, event):
    paint(window, event)
    print("painted", *[name for name in HEAVY if name in sys.modules], flush=True)
    MainWindow.paintEvent = paint


def open_store(folder):
    from ycpe_desktop.faults import Refusal

    print("opened", folder.name, flush=True)
    QTimer.singleShot(0, lambda: print("closed", quit_window(), flush=True))
    raise Refusal("数据库已损坏", str(folder), "请从备份恢复。")


def quit_window():
    from PySide6.QtWidgets import QApplication

    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    print("shown", window.shell.stack.currentWidget().title.text(), flush=True)
    return window.close()


MainWindow.paintEvent = paint_and_tell
sys.exit(run_window(Path(sys.argv[1]), open_store))
"""


MAIN = """
import runpy
import sys

from PySide6.QtCore import QTimer
from ui.shell.window import MainWindow

paint = MainWindow.paintEvent


def paint_and_leave(window, event):
    paint(window, event)
    own = sorted(name for name in sys.modules if name.split(".")[0] in ("ui", "ycpe_desktop") and name.count(".") == 1)
    print("painted", *[name for name in sys.modules if name in HEAVY], flush=True)
    print(*own, flush=True)
    QTimer.singleShot(0, window.close)
    MainWindow.paintEvent = paint


MainWindow.paintEvent = paint_and_leave
sys.argv = ["main.py", "--data-dir", sys.argv[1]]
runpy.run_path("main.py", run_name="__main__")
"""


def test_nothing_heavy_stands_before_the_first_paint(data_folder: Path) -> None:
    done = run(PROGRAM, data_folder)
    assert done.stdout.splitlines() == ["painted", "opened 台账数据", "shown 数据库已损坏", "closed True"]


def test_the_program_itself_paints_before_it_loads_the_core(data_folder: Path) -> None:
    painted, own = run(MAIN, data_folder).stdout.splitlines()
    assert painted == "painted"
    assert own.split() == [
        "ui.application", "ui.shell", "ui.theme",
        "ycpe_desktop.arguments", "ycpe_desktop.later", "ycpe_desktop.paths",
    ]  # fmt: skip


def run(program: str, data_folder: Path) -> "subprocess.CompletedProcess[str]":
    """The program's end, which must be a quiet one."""
    done = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {HEAVY!r}\n{program}", str(data_folder)],
        cwd=program_folder(),
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done
