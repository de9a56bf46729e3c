"""One edited cell, durable with its history, its search row and its lists: what the grid does when a cell is left.

The floor is plain ``sqlite3`` with the same pragmas: one UPDATE and one INSERT, committed.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

from benchmarks.measuring import Measured, against, demo_folder
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Listing, Store, fetch, ids, open_store
from ycpe_desktop.store.entering import Typed, prepare, write

SIZES = (1_500, 275_000)
MOST = 0.02
EDITS = {
    "a telephone": ("phone", lambda number: f"0359-{1_000_000 + number}"),
    "a name": ("name", lambda number: f"芮城县第{number}幼儿园"),
    "the nature": ("nature", lambda number: ("普惠性民办", "公办")[number % 2]),
}
"""Told → field, and what is typed the nth time."""


def measure(kept: Path | None = None, rounds: int = 30) -> list[Measured]:
    measured: list[Measured] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as scratch, demo_folder(size, kept) as made:
            folder = Path(shutil.copytree(made, Path(scratch) / "data"))
            store = open_store(folder)
            with closing(bare_table(Path(scratch) / "floor.db")) as plain:
                floor = least(plain)
                measured += [
                    against(
                        f"edit {told} among {size:,}",
                        edits(store, field, typed),
                        floor,
                        "sqlite3 commits two rows",
                        rounds=rounds,
                        most=MOST,
                    )
                    for told, (field, typed) in EDITS.items()
                ]
            store.close()
    return measured


def edits(store: Store, field: str, typed: Callable[[int], str]) -> Callable[[], object]:
    year = store.current_year
    with store.reading() as connection:
        keys = ids(connection, Listing(Kindergarten, year))[:1_000]
    numbers = count()

    def work() -> None:
        number = next(numbers)
        key = keys[number % len(keys)]
        with store.reading() as connection:
            records = {each["uuid"]: each for each in fetch(connection, Kindergarten, [key], year)}
        entry = prepare(Kindergarten, year, [Typed(key, field, typed(number))], records, store.names)
        write(store, entry, "修改")
        assert not entry.refused, entry.refused

    return work


def bare_table(file: Path) -> sqlite3.Connection:
    made = sqlite3.connect(file, isolation_level=None)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("PRAGMA synchronous=FULL")
    made.execute("CREATE TABLE kindergarten (uuid TEXT PRIMARY KEY, phone TEXT)")
    made.execute("CREATE TABLE change (id INTEGER PRIMARY KEY, uuid TEXT, fields TEXT)")
    made.executemany("INSERT INTO kindergarten VALUES (?, ?)", ((f"{number:032x}", "") for number in range(1_000)))
    return made


def least(plain: sqlite3.Connection) -> Callable[[], object]:
    numbers = count()

    def work() -> None:
        number = next(numbers)
        key = f"{number % 1_000:032x}"
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("UPDATE kindergarten SET phone = ? WHERE uuid = ?", (str(number), key))
        plain.execute("INSERT INTO change (uuid, fields) VALUES (?, ?)", (key, str(number)))
        plain.execute("COMMIT")

    return work


if __name__ == "__main__":
    for each in measure():
        print(each.line())
