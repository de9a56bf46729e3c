"""What tests of the store put into it and read from it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from tests.store.conftest import today
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, YearReport, dated_of
from ycpe_desktop.store import Listing, Store, fetch, ids, open_store
from ycpe_desktop.store.tables import METADATA

LONG_AGO = date(2020, 9, 1)


def add_kindergarten(store: Store, name: str = "芮城县第一幼儿园", **values: Any) -> str:
    """A kindergarten that is public and open since 2020, as one action."""
    with store.writing("新增园所") as writer:
        uuid = writer.insert(Kindergarten, {"name": name, **values})
        writer.state(Kindergarten.nature, uuid, "public", LONG_AGO)
        writer.state(Kindergarten.status, uuid, "open", LONG_AGO)
    return uuid


def report(store: Store, kindergarten: str, year: int = 2026, **values: Any) -> str:
    with store.writing("年度数据") as writer:
        return writer.insert(YearReport, {"kindergarten": kindergarten, "year": year, **values})


def record(store: Store, uuid: str, year: int = 2026, ledger: Any = Kindergarten) -> dict[str, Any]:
    """The record as the pages of that year show it."""
    with store.reading() as connection:
        return fetch(connection, ledger, [uuid], year)[0]


def listed(store: Store, year: int = 2026, ledger: Any = Kindergarten, **how: Any) -> list[str]:
    """Names (or keys, where there is no name) of what a page shows, in its order."""
    with store.reading() as connection:
        found = ids(connection, Listing(ledger, year, **how))
        return [str(each.get("name", each["uuid"])) for each in fetch(connection, ledger, found, year)]


def recorded_tables() -> list[Table]:
    """All that an undo must bring back, word for word."""
    facts = [fact.table for ledger in LEDGERS for fact in dated_of(ledger)]
    side = ["attachment", "raw_value", "explanation", "setting", "search_row", "kindergarten_in_year"]
    return [*(METADATA.tables[ledger.__tablename__] for ledger in LEDGERS), *facts, *(METADATA.tables[s] for s in side)]


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """The contents of all recorded tables, and of the lists made from them."""
    with store.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in recorded_tables()
        }


@contextmanager
def office(new_office: Path) -> Iterator[Store]:
    """An open store of its own for one example of a property."""
    with tempfile.TemporaryDirectory(dir=new_office.parent) as scratch:
        store = open_store(Path(shutil.copytree(new_office, Path(scratch) / "台账")), today=today)
        try:
            yield store
        finally:
            store.close()
