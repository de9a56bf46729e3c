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
from typing import Any

from ycpe_desktop.demo import make_demo
from ycpe_desktop.store import Store, create_store, open_store

ROOT = Path(__file__).resolve().parent.parent
COUNTY = "芮城县"


@dataclass(frozen=True)
class Measured:
    """``ours`` and ``floor`` in seconds (or in the ``unit`` told), medians of the rounds; wanted: at most ``ratio``, or
    at most ``most``."""

    title: str
    ours: float
    floor: float
    against: str
    ratio: float | None = None
    most: float | None = None
    unit: str = ""

    @property
    def good(self) -> bool:
        within = self.ratio is None or self.ours <= self.ratio * self.floor
        return within and (self.most is None or self.ours <= self.most)

    def line(self) -> str:
        wanted = [f"≤ {self.ratio:g} ×"] if self.ratio is not None else []
        wanted += [f"≤ {self.most * 1000:,.0f} ms"] if self.most is not None else []
        scale = 1 if self.unit else 1000
        told = f"{self.ours * scale:10,.1f} {self.floor * scale:10,.1f} {self.ours / self.floor:7.2f}"
        title = f"{self.title}, {self.unit}" if self.unit else self.title
        return f"{title:<46}{told}  {'' if self.good else 'OVER':<5} {' '.join(wanted):<13} {self.against}"


HEADING = f"{'':<46}{'ours ms':>10} {'floor ms':>10} {'ratio':>7}  {'':<5} {'wanted':<13} floor"


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
    """Both in turn, after a first round for warmth that does not count."""
    pairs = [(timed(ours), timed(floor)) for _ in range(rounds + 1)][1:]
    one, two = (median(times) for times in zip(*pairs, strict=True))
    return Measured(title, one, two, told, ratio, most)


def medians(pairs: list[tuple[dict[str, Any], dict[str, Any]]], told: str) -> tuple[float, float]:
    """Of what ours and the floor, each in a process of its own, told of every round."""
    return median(ours[told] for ours, _ in pairs), median(floor[told] for _, floor in pairs)


@contextmanager
def demo_folder(size: int, kept: Path | None = None) -> Iterator[Path]:
    """A closed office with the demo county of that size; made in ``kept`` if it is not there, or for the while."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = (kept or Path(scratch)) / f"demo{size}"
        if not folder.exists():
            print(f"making {size:,} kindergartens …", file=sys.stderr)
            made = create_store(folder, COUNTY)
            make_demo(made, size=size)
            made.close()
        yield folder


@contextmanager
def demo_store(size: int, kept: Path | None = None) -> Iterator[Store]:
    """The same, open."""
    with demo_folder(size, kept) as folder:
        store = open_store(folder)
        try:
            yield store
        finally:
            store.close()
