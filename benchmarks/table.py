"""Lists of 275,000 kindergartens × 3 years: sorting, searching as one types, filtering, adding up, scrolling.

The list that opens is measured with nothing remembered; sorting and searching in a page that stands open, each sort
for the first time, the search with its texts in memory. The floor of a sort is plain ``sqlite3`` reading the keys in
the order of an index.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from benchmarks.measuring import ROOT, Measured, against, demo_store
from benchmarks.start import screen
from ycpe_desktop.ledgers import Kindergarten, fields_of
from ycpe_desktop.store import Filter, Listing, Store, distinct, fetch, ids, summed
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.remembered import Remembered
from ycpe_desktop.store.searching import found

KINDERGARTENS = 275_000
IN_ORDER = "SELECT uuid FROM search_row WHERE ledger = 'kindergarten' ORDER BY township, name_key, uuid"
LIKE = "SELECT uuid FROM kindergarten WHERE name LIKE ?"
SORT, TYPED, LOOK, PAGE = 0.3, 0.05, 0.3, 0.005
"""Seconds: a sort, a search while one types, a look at a column's values or sums, a page of rows."""
SEARCHES = {
    "rare Chinese": "第1658",
    "frequent Chinese": "古魏",
    "none": "斡珥",
    "rare initials": "ltyey",
    "frequent initials": "gwz",
}


def measure(kept: Path | None = None, rounds: int = 7, size: int = KINDERGARTENS) -> list[Measured]:
    with demo_store(size, kept) as store, closing(sqlite3.connect(database_in(store.folder))) as plain:
        plain.execute("PRAGMA cache_size=-64000")
        measured = [*_sorts(store, plain, rounds), *_searches(store, plain, rounds), *_looks(store, plain, rounds)]
        folder = store.folder
        store.close()
        return [*measured, *_window(folder)]


def _asked(store: Store, ask: Callable[[Connection], object]) -> Callable[[], object]:
    def work() -> object:
        with store.reading() as connection:
            return ask(connection)

    return work


def _read(plain: sqlite3.Connection, question: str, *values: Any) -> Callable[[], object]:
    return lambda: [key for (key,) in plain.execute(question, values)]


def _sorts(store: Store, plain: sqlite3.Connection, rounds: int) -> list[Measured]:
    year = store.current_year
    names = [each.name for each in fields_of(Kindergarten) if each.listed]

    def listed(sort: tuple[tuple[str, bool], ...], before: Remembered) -> Callable[[], object]:
        ask = _asked(store, lambda connection: ids(connection, Listing(Kindergarten, year, sort=sort)))

        def work() -> object:
            memory = Remembered()
            memory._orders.update(before._orders)
            store.engine.update_execution_options(remembered=memory)
            return ask()

        return work

    opened = Remembered()
    store.engine.update_execution_options(remembered=opened)
    _asked(store, lambda connection: ids(connection, Listing(Kindergarten, year)))()
    floor, told = _read(plain, IN_ORDER), "sqlite3 reads an index"
    works = {"list opens, by township and name": listed((), Remembered())}
    works |= {f"sort by {name}": listed(((name, False),), opened) for name in names}
    return [against(title, work, floor, told, rounds=rounds, most=SORT) for title, work in works.items()]


def _searches(store: Store, plain: sqlite3.Connection, rounds: int) -> list[Measured]:
    measured = []
    for what, typed in SEARCHES.items():
        listing = Listing(Kindergarten, store.current_year, search=typed)
        floor, told = _read(plain, LIKE, f"%{typed}%"), "sqlite3 LIKE over an index"
        page = _asked(store, partial(ids, listing=listing))
        box = _asked(store, partial(found, typed=typed))
        measured.append(against(f"search in the page, {what}", page, floor, told, rounds=rounds, most=TYPED))
        measured.append(against(f"search box, {what}", box, floor, told, rounds=rounds, most=TYPED))
    return measured


def _looks(store: Store, plain: sqlite3.Connection, rounds: int) -> list[Measured]:
    whole = Listing(Kindergarten, store.current_year)
    public = whole._replace(filters=(Filter("nature", "among", ("public",)),))
    works: dict[str, Callable[[Connection], object]] = {
        "filter: public ones": partial(ids, listing=public),
        "values of 办园性质": partial(distinct, listing=whole, name="nature"),
        "values of 在园幼儿": partial(distinct, listing=whole, name="children"),
        "sums of 班数 and 在园幼儿": partial(summed, listing=whole, names=["classes", "children"]),
    }
    floor, told = _read(plain, "SELECT count(*) FROM kindergarten WHERE rural"), "sqlite3 counts an index"
    looks = [
        against(title, _asked(store, work), floor, told, rounds=rounds, most=LOOK) for title, work in works.items()
    ]
    with store.reading() as connection:
        keys = ids(connection, whole)[store.count(Kindergarten) // 3 :][:100]
    rows = f"SELECT * FROM kindergarten WHERE uuid IN ({', '.join('?' for _ in keys)})"

    def read() -> object:
        return plain.execute(rows, keys).fetchall()

    page = _asked(store, lambda c: fetch(c, Kindergarten, keys, whole.year, store.names))
    return [*looks, against("a page of 100 rows", page, read, "sqlite3 reads the rows", rounds=rounds, most=PAGE)]


def _window(folder: Path) -> list[Measured]:
    """Opening and scrolling in a process of its own, since it needs a screen."""
    with tempfile.TemporaryDirectory() as scratch, screen(Path(scratch)) as environment:
        command = [sys.executable, "-m", "benchmarks.scrolled", str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [Measured(**each) for each in json.loads(done.stdout)]


if __name__ == "__main__":
    for each in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(each.line())
