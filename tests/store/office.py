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
from ycpe_desktop.fields import Choice, Day, Field, Link, Whole
from ycpe_desktop.fields.declare import PLACE_TARGETS
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, YearReport, dated_of, plain_fields_of
from ycpe_desktop.store import Listing, Store, Writer, fetch, ids, open_store
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


def one_of_each(store: Store) -> None:
    """A record of this year in every ledger that has none, with no more than it cannot be without."""
    with store.writing("各一条") as writer:
        for ledger in LEDGERS:
            if writer.connection.scalar(select(METADATA.tables[ledger.__tablename__].c.uuid).limit(1)) is None:
                needed = {each.name: _sample(store, writer, each) for each in plain_fields_of(ledger) if each.needed}
                writer.insert(ledger, needed)


def _sample(store: Store, writer: Writer, each: Field) -> Any:
    match each.kind:
        case Link(target=target) if target in PLACE_TARGETS:
            return store.names.places(target)[0][0]
        case Link(target=target):
            return writer.connection.scalar(select(METADATA.tables[target].c.uuid).limit(1))
        case Choice(options=options):
            return options[0][0]
        case Day():
            return LONG_AGO.replace(year=2026)
        case Whole():
            return 2026
    return "甲"


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
