"""Bringing in a list of 1,500 and of 7,000 kindergartens, some 35 columns each: read, recognised, planned, applied.

The floor reads the same file with ``csv`` and puts its rows into a bare SQLite table, in one durable transaction.
Taking the import back and bringing it back again are measured against the import itself.
"""

import csv
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.measuring import COUNTY, Measured, demo_store, timed
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.ledgers import Kindergarten, fields_of
from ycpe_desktop.store import Listing, Store, create_store, fetch, ids

SIZES = (1_500, 7_000)
MOST = {1_500: 5.0, 7_000: 25.0}
"""Seconds: what a clerk waits for with the progress before the eyes."""


def measure(kept: Path | None = None, rounds: int = 3) -> list[Measured]:
    return [each for size in SIZES for each in _measure(size, kept, rounds)]


def _measure(size: int, kept: Path | None, rounds: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "名单.csv"
        with demo_store(size, kept) as store:
            write_list(store, file)
        times = [(*bring_in(Path(scratch) / f"ours{n}", file), floor(Path(scratch) / f"floor{n}.db", file))
                 for n in range(rounds)]  # fmt: skip
    ours, undone, redone, least = (median(each) for each in zip(*times, strict=True))
    return [
        Measured(f"import: {size:,} kindergartens", ours, least, "csv and executemany", most=MOST[size]),
        Measured(f"undo: import of {size:,} kindergartens", undone, ours, "that import", ratio=1.0),
        Measured(f"redo: import of {size:,} kindergartens", redone, ours, "that import", ratio=1.0),
    ]


def write_list(store: Store, file: Path) -> None:
    """The registry as a county keeps it: every plain column that has a value somewhere."""
    year = store.current_year
    with store.reading() as connection:
        records = fetch(connection, Kindergarten, ids(connection, Listing(Kindergarten, year)), year, store.names)
    fields = [each for each in fields_of(Kindergarten) if any(record[each.name] is not None for record in records)]
    fields = [each for each in fields if each.group != "本学年"]
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow(each.label for each in fields)
        for record in records:
            values = ((each, record[each.name]) for each in fields)
            lines.writerow("" if value is None else each.kind.show(value, store.names) for each, value in values)


def bring_in(folder: Path, file: Path) -> tuple[float, float, float]:
    """Seconds for the import into a new office, for its undo and its redo."""
    store = create_store(folder, COUNTY)
    try:

        def work() -> None:
            proposal = propose(store, read_book(file))
            proposal.since = date(2020, 9, 1)
            plan = make_plan(store, proposal)
            apply(store, plan)

        imported = timed(work)
        count = store.count(Kindergarten)
        undone = timed(store.undo)
        assert store.count(Kindergarten) == 0
        redone = timed(store.redo)
        assert store.count(Kindergarten) == count > 0
    finally:
        store.close()
    return imported, undone, redone


def floor(target: Path, file: Path) -> float:
    def work() -> None:
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            with file.open(encoding="utf-8-sig", newline="") as opened:
                heading, *rows = csv.reader(opened)
            columns = ", ".join(f"c{number}" for number in range(len(heading)))
            connection.execute(f"CREATE TABLE kindergarten ({columns})")
            connection.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" for _ in heading)
            connection.executemany(f"INSERT INTO kindergarten VALUES ({marks})", rows)
            connection.execute("COMMIT")

    return timed(work)


if __name__ == "__main__":
    for each in measure():
        print(each.line())
