"""The big table: 275,000 kindergartens sorted, searched as one types, and read page by page."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.measuring import HEADING, Measured, against, demo_store
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Listing, Store, fetch, ids
from ycpe_desktop.store.folder import database_in

KINDERGARTENS = 275_000
SORTS = ("name", "code", "township", "nature", "status", "children")
WORDS = ("古魏", "第696红黄蓝", "gwz", "小太阳")
PAGE = 256


def measure(kept: Path | None = None, size: int = KINDERGARTENS) -> list[Measured]:
    with demo_store(size, kept) as store, closing(sqlite3.connect(database_in(store.folder))) as plain:
        return [
            *(_sort(store, plain, name) for name in SORTS),
            *(_search(store, plain, word) for word in WORDS),
            _page(store, plain),
        ]


def _listed(store: Store, listing: Listing) -> list[str]:
    with store.reading() as connection:
        return ids(connection, listing)


def _sort(store: Store, plain: sqlite3.Connection, name: str) -> Measured:
    listing = Listing(Kindergarten, store.current_year, sort=((name, False),))
    floor = "SELECT uuid FROM kindergarten ORDER BY name"
    return against(
        f"table: sort by {name}",
        lambda: _listed(store, listing),
        lambda: plain.execute(floor).fetchall(),
        "sqlite3, ORDER BY without an index",
        most=0.3,
    )


def _search(store: Store, plain: sqlite3.Connection, word: str) -> Measured:
    floor = "SELECT uuid FROM kindergarten WHERE instr(name, ?) > 0"
    return against(
        f"table: search {word}",
        lambda: _listed(store, Listing(Kindergarten, store.current_year, search=word)),
        lambda: plain.execute(floor, (word,)).fetchall(),
        "sqlite3, instr over the table",
        most=0.05,
    )


def _page(store: Store, plain: sqlite3.Connection) -> Measured:
    chosen = _listed(store, Listing(Kindergarten, store.current_year))[:PAGE]
    marks = ",".join("?" * len(chosen))

    def read() -> None:
        with store.reading() as connection:
            fetch(connection, Kindergarten, chosen, store.current_year, store.names)

    floor = f"SELECT * FROM kindergarten WHERE uuid IN ({marks})"
    return against(
        f"table: a page of {PAGE}", read, lambda: plain.execute(floor, chosen).fetchall(), "sqlite3, the same rows"
    )


if __name__ == "__main__":
    print(HEADING)
    for each in measure():
        print(each.line())
