"""From the start of the process to the painted window, and to 1,500 kindergartens standing in it.

The floor is a process that shows an empty PySide6 ``QMainWindow``. Both get a screen of their own where there is Xvfb,
and their modules compiled beforehand, as an installed program has them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.measuring import ROOT, Measured, demo_folder
from ycpe_desktop.store.folder import unmark_running

KINDERGARTENS = 1_500


def measure(kept: Path | None = None, rounds: int = 9) -> list[Measured]:
    with tempfile.TemporaryDirectory() as scratch, screen(Path(scratch)) as environment:
        folder = Path(scratch) / "data"
        with demo_folder(KINDERGARTENS, kept) as made:
            shutil.copytree(made, folder)
        started(folder, environment), started(None, environment)  # compiles, and makes the backup of the day
        pairs = [(started(folder, environment), started(None, environment)) for _ in range(rounds)]
    floor = median(empty["painted"] for _, empty in pairs)
    painted, settled = (median(one[what] for one, _ in pairs) for what in ("painted", "settled"))
    told = "an empty QMainWindow"
    return [
        Measured("start: window painted", painted, floor, told, ratio=1.5),
        Measured(f"start: {KINDERGARTENS:,} kindergartens in it", settled, floor, told, ratio=4),
    ]


def started(folder: Path | None, environment: Mapping[str, str]) -> dict[str, float]:
    """What was reached → seconds since the process was begun."""
    command = [sys.executable, str(ROOT / "benchmarks" / "started.py"), *([str(folder)] if folder else [])]
    begun = time.time()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60)
    if folder:
        unmark_running(folder)  # it leaves without closing: the next start is not to look at the whole database
    return {what: float(at) - begun for what, at in (line.split() for line in done.stdout.splitlines())}


@contextmanager
def screen(scratch: Path) -> Iterator[dict[str, str]]:
    """The environment with a screen: Xvfb's own where there is Xvfb, else the one that is there."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    server = shutil.which("Xvfb")
    if server is None:
        yield environment
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as running:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as told:
                number = told.readline().strip()
            yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            running.terminate()


if __name__ == "__main__":
    for each in measure():
        print(each.line())
