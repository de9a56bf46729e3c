"""Measuring the program against a floor: the least that the same work costs on the same machine, in the same minute.

Rounds of program and floor are interleaved, so that whatever else the machine does falls on both; medians are told.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ycpe_desktop.demo import make_demo
from ycpe_desktop.store import Store, create_store, open_store

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measured:
    """``ours`` and ``floor`` in seconds, the medians of the rounds; at most ``ratio`` or ``most`` seconds is wanted."""

    title: str
    ours: float
    floor: float
    against: str
    ratio: float | None = None
    most: float | None = None

    @property
    def good(self) -> bool:
        return (self.ratio is None or self.ours <= self.ratio * self.floor) and (
            self.most is None or self.ours <= self.most
        )

    def line(self) -> str:
        wanted = f"≤ {self.ratio:g} ×" if self.ratio is not None else ""
        wanted = f"{wanted} < {self.most * 1000:g} ms".strip() if self.most is not None else wanted
        told = f"{self.ours * 1000:9.1f}  {self.floor * 1000:9.1f}  {self.ours / self.floor:6.2f}"
        return f"{self.title:<44}{told}  {'' if self.good else 'OVER':<5}{wanted:<12}{self.against}"


HEADING = f"{'':<44}{'ours ms':>9}  {'floor ms':>9}  {'ratio':>6}  {'':<5}{'wanted':<12}floor"


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def against(
    title: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    told: str,
    *,
    rounds: int = 7,
    ratio: float | None = None,
    most: float | None = None,
) -> Measured:
    """Both in turn, after one round for warmth that does not count."""
    ours(), floor()
    pairs = [(timed(ours), timed(floor)) for _ in range(rounds)]
    return Measured(title, median(one for one, _ in pairs), median(two for _, two in pairs), told, ratio, most)


@contextmanager
def demo_store(size: int, kept: Path | None = None) -> Iterator[Store]:
    """An open store with the demo county of that size; made in ``kept`` if it is not there yet, or for the while."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = kept / f"demo{size}" if kept else Path(scratch) / "demo"
        if not folder.exists():
            print(f"making {size} kindergartens …", file=sys.stderr)
            made = create_store(folder, "芮城县")
            make_demo(made, size=size)
            made.close()
        store = open_store(folder)
        try:
            yield store
        finally:
            store.close()
