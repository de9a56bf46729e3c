"""One judgement in a process of its own: ``indicated.py indicators|township|check|floor FOLDER``.

Prints its seconds, the process's peak memory in MiB, and how many indicators, townships or findings came of it.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Sized
from contextlib import closing
from pathlib import Path

from benchmarks.assigned import peak
from ycpe_desktop.store import Store, open_store
from ycpe_desktop.store.folder import database_in

SUMMED = """SELECT nature.value, sum(report.children_junior), sum(report.children_middle), sum(report.children_senior)
FROM kindergarten JOIN kindergarten_nature AS nature ON nature.owner = kindergarten.uuid AND nature.until IS NULL
JOIN year_report AS report ON report.kindergarten = kindergarten.uuid AND report.year = ? GROUP BY nature.value"""


def main(what: str, folder: Path) -> None:
    store = open_store(folder)
    try:
        work = WORKS[what]
        begun = time.perf_counter()
        found = len(work(store))
        seconds = time.perf_counter() - begun
    finally:
        store.close()
    print(json.dumps({"seconds": seconds, "mib": peak(), "found": found}))


def indicators(store: Store) -> Sized:
    from ycpe_desktop.policy.indicators import indicators

    return indicators(store, store.current_year)


def township(store: Store) -> Sized:
    from ycpe_desktop.policy.indicators import by_township

    return by_township(store, "public_share", store.current_year)


def check(store: Store) -> Sized:
    from ycpe_desktop.policy.checks import check

    return check(store, store.current_year)


def floor(store: Store) -> Sized:
    with closing(sqlite3.connect(database_in(store.folder))) as plain:
        return plain.execute(SUMMED, (store.current_year,)).fetchall()


WORKS: dict[str, Callable[[Store], Sized]] = {
    "indicators": indicators,
    "township": township,
    "check": check,
    "floor": floor,
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
