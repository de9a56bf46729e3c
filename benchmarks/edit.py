"""One edited cell: durable, with its history, its search row and its undo step."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from benchmarks.measuring import HEADING, Measured, against, demo_store
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Listing, ids

KINDERGARTENS = 1_500


def measure(kept: Path | None = None) -> list[Measured]:
    with demo_store(KINDERGARTENS, kept) as store, closing(_floor(store.folder / "floor.db")) as plain:
        with store.reading() as connection:
            chosen = ids(connection, Listing(Kindergarten, store.current_year))[0]
        numbers = count()

        def edit() -> None:
            with store.writing("改地址") as writer:
                writer.update(Kindergarten, chosen, {"address": f"东关{next(numbers)}号"})

        def rename() -> None:
            with store.writing("改名称") as writer:
                writer.update(Kindergarten, chosen, {"name": f"东关{next(numbers)}幼儿园"})

        def commit() -> None:
            plain.execute("UPDATE one SET value = ?", (next(numbers),))
            plain.commit()

        told = "sqlite3, one durable UPDATE"
        return [
            against("edit: an address", edit, commit, told, rounds=60, most=0.02),
            against("edit: a name, which is searched", rename, commit, told, rounds=60, most=0.02),
        ]


def _floor(file: Path) -> sqlite3.Connection:
    plain = sqlite3.connect(file)
    plain.execute("PRAGMA journal_mode=WAL")
    plain.execute("PRAGMA synchronous=FULL")
    plain.execute("CREATE TABLE IF NOT EXISTS one (value)")
    plain.execute("INSERT INTO one VALUES (0)")
    plain.commit()
    return plain


if __name__ == "__main__":
    print(HEADING)
    for each in measure():
        print(each.line())
