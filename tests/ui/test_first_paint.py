"""The frame is painted before anything heavy is loaded, and the program then comes by itself."""

import os
import subprocess
import sys
from pathlib import Path

from ycpe_desktop.paths import program_folder

PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from ui.application import run_window
from ui.shell.window import MainWindow

HEAVY = ("sqlalchemy", "alembic", "numpy", "matplotlib", "openpyxl", "pypinyin", "python_calamine", "reportlab", "lxml")
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


def test_nothing_heavy_stands_before_the_first_paint(data_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(data_folder)],
        cwd=program_folder(),
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["painted", "opened 台账数据", "shown 数据库已损坏", "closed True"]
    assert done.returncode == 0
