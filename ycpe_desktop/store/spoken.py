"""Names in the order in which people look for them: in the database by the keys of the search rows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.name_order import order_key
from ycpe_desktop.store.remembered import remembered_by, rows_of
from ycpe_desktop.store.searching import searched_fields
from ycpe_desktop.store.tables import METADATA, search_row


def is_spoken(ledger: type[Ledger], name: str) -> bool:
    """Whether the search rows of the ledger hold the order of that field."""
    return searched_fields(ledger)[:1] == [name]


def by_name(records: FromClause) -> ColumnElement[Any]:
    """What to order records by, rows of a table with search rows (or of an alias), so that their names stand as people
    look for them."""
    return select(search_row.c.name_key).where(search_row.c.uuid == records.c.uuid).scalar_subquery()


def by_township_and_name(connection: Connection, ledger: type[Ledger]) -> list[str]:
    """The keys of all records, read from an index. Those without a search row stand behind: the action at work has made
    them, and writes the rows at its end."""
    table = METADATA.tables[ledger.__tablename__]
    here = select(search_row.c.uuid).where(search_row.c.ledger == ledger.__tablename__)
    ordered = here.order_by(search_row.c.township, search_row.c.name_key, search_row.c.uuid)
    found = [uuid for (uuid,) in rows_of(connection, ordered)]
    written = remembered_by(connection) is not None
    if written and len(found) == connection.scalar(select(func.count()).select_from(table)):
        return found
    there = list(connection.scalars(select(table.c.uuid).order_by(table.c.uuid)))
    every, known = set(there), set(found)
    return [*(uuid for uuid in found if uuid in every), *(uuid for uuid in there if uuid not in known)]


def runs_in_order(uuids: list[str], runs: Iterable[tuple[str | None, int]]) -> list[str]:
    """Records that stand in runs of the same text, each so long, in the order of the texts; blank ones first."""
    found, start = [], 0
    for text, length in runs:
        found.append((order_key(text or ""), uuids[start : start + length]))
        start += length
    return [uuid for _, run in sorted(found, key=lambda each: each[0]) for uuid in run]
