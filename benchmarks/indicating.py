"""The indicators, one of them by township, and all checks of 7,000 and 275,000 kindergartens: seconds and memory.

Each in a process of its own, with nothing remembered. The floor is plain ``sqlite3`` that adds up the children of the
year by 办园性质 over the same tables, once; an office asks some forty such questions at a time, so the ratio of all
indicators is told, and the bound is on the seconds.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT, Measured, demo_folder, medians

SIZES = {7_000: 3, 275_000: 1}
"""Kindergartens → rounds."""
MOST = {7_000: {"indicators": 2.0, "township": 1.0, "check": 5.0},
        275_000: {"indicators": 30.0, "township": 10.0, "check": 90.0}}  # fmt: skip
"""Seconds: a province's are waited for with the progress before the eyes, a city's come while one looks."""
TITLES = {"indicators": "all indicators", "township": "rate by township", "check": "all checks"}
TOLD = "sqlite3 sums one column by 办园性质"


def measure(kept: Path | None = None, sizes: dict[int, int] = SIZES) -> list[Measured]:
    found = []
    for size, rounds in sizes.items():
        with demo_folder(size, kept) as folder:
            for what, title in TITLES.items():
                told = f"{title}, {size:,}"
                found += _compared(told, what, folder, MOST[size][what], rounds)
    return found


def _compared(title: str, what: str, folder: Path, most: float, rounds: int) -> list[Measured]:
    pairs = [(indicated(what, folder), indicated("floor", folder)) for _ in range(rounds)]
    return [
        Measured(title, *medians(pairs, "seconds"), TOLD, most=most),
        Measured(f"{title}, peak memory", *medians(pairs, "mib"), TOLD, unit="MiB"),
    ]


def indicated(what: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.indicated", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    for each in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(each.line())
