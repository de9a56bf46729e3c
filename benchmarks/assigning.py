"""The 责任督学 assigned, by four levels and proven best, beside OR-Tools' min-cost flow on the same matrix.

Each solution has a process of its own, in turn. *From the click* the solver has yet to be loaded; *again* it is there.
*Anew*: nobody had a supervisor before; *next year*: 85 in 100 had one, and some must change. Both find the same cost;
ours also proves it and chooses among equals. ``python -m benchmarks.assigning curve`` shows how the time grows.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import ROOT, Measured, medians
from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE

SIZES = ((200, 40), (1_500, 300), (7_000, 1_400))
MOST = {200: 0.3, 1_500: 2.0, 7_000: 15.0}
"""Seconds: a county's answer comes at once; a city's and a province's with the progress before the eyes."""
FORBIDDEN_SHARE, HELD_SHARE = 0.02, 0.85
TOLD = "OR-Tools min-cost flow"


def measure(kept: Path | None = None, rounds: int = 3) -> list[Measured]:
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        for gardens, people in SIZES:
            for title, held in (("anew", 0.0), ("next year", HELD_SHARE)):
                file = write_model(Path(scratch) / "model.npz", gardens, people, held)
                found += _compared(f"assign {gardens:,}×{people:,} {title}", file, MOST[gardens], rounds)
    return found


def _compared(title: str, file: Path, most: float, rounds: int) -> list[Measured]:
    pairs = [(solved("ours", file), solved("peer", file)) for _ in range(rounds)]
    assert all(ours["cost"] == peer["cost"] for ours, peer in pairs), "the costs differ"
    return [
        Measured(f"{title}, from the click", *medians(pairs, "first"), TOLD, ratio=1, most=most),
        Measured(f"{title}, again", *medians(pairs, "again"), TOLD, ratio=1, most=most),
        Measured(f"{title}, peak memory", *medians(pairs, "mib"), TOLD, ratio=1, unit="MiB"),
    ]


def solved(who: str, file: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.assigned", who, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def write_model(file: Path, gardens: int, people: int, held: float) -> Path:
    """Kindergartens and supervisors scattered over a square, as dense as in Yuncheng; 2 of 100 pairs forbidden."""
    random = np.random.default_rng(1)
    side = 30_000 * (gardens / 200) ** 0.5
    ones, others = random.uniform(0, side, (gardens, 2)), random.uniform(0, side, (people, 2))
    metres = np.empty((gardens, people), dtype=np.int32)
    for row, one in enumerate(ones):
        metres[row] = np.rint(np.hypot(*(others - one).T))
        metres[row, random.random(people) < FORBIDDEN_SHARE] = FORBIDDEN
    before = _held_before(metres, held, random)
    band = np.full(people, 4), np.full(people, 6), np.full(people, gardens)
    np.savez(file, metres=metres, before=before, least=band[0], most=band[1], maximum=band[2])
    return file


def _held_before(metres: np.ndarray, held: float, random: np.random.Generator) -> np.ndarray:
    """Six at most each, near but not nearest: as grown over the years."""
    before, places = np.full(len(metres), NO_ONE_BEFORE), np.full(metres.shape[1], 6)
    for garden in np.flatnonzero(random.random(len(metres)) < held).tolist():
        wanted = metres[garden] + random.integers(0, 8_000, len(places))
        wanted[(metres[garden] == FORBIDDEN) | (places == 0)] = np.iinfo(np.int32).max
        before[garden] = wanted.argmin()
        places[before[garden]] -= 1
    return before


def curve() -> None:
    """Seconds from the click by the number of kindergartens, each twice the one before."""
    with tempfile.TemporaryDirectory() as scratch:
        for gardens in (100, 200, 400, 800, 1_600, 3_200, 6_400):
            file = write_model(Path(scratch) / "model.npz", gardens, gardens // 5, HELD_SHARE)
            seconds = solved("ours", file)["first"]
            print(f"{gardens:6,} {seconds * 1000:10,.1f} ms  {'▇' * max(1, round(20 * seconds))}")


if __name__ == "__main__":
    if sys.argv[1:] == ["curve"]:
        curve()
    else:
        for each in measure():
            print(each.line())
