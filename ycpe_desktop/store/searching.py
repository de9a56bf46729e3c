"""Search rows: what a record can be found by, with the pinyin initials of its names."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, or_, select

from ycpe_desktop.ledgers import Ledger, links_of, plain_fields_of
from ycpe_desktop.store.names import StoreNames
from ycpe_desktop.store.tables import METADATA, raw_value, search_row


def searched_fields(ledger: type[Ledger]) -> list[str]:
    return [each.name for each in plain_fields_of(ledger) if each.searched]


def found_through(ledger: type[Ledger]) -> str:
    """The field whose record a search of this ledger looks at: its own ``uuid``, or its first reference's."""
    if searched_fields(ledger):
        return "uuid"
    return next((name for name, link in links_of(ledger).items() if link.target == "kindergarten"), "uuid")


def rewrite(connection: Connection, ledger: type[Ledger], owners: Collection[str], names: StoreNames) -> None:
    """Write the search rows of those records anew; a record that is gone loses its row."""
    from ycpe_desktop.pinyin import initials_key  # loads pypinyin: only where a name is saved

    fields = searched_fields(ledger)
    if not fields:
        return
    for part in _parts(list(owners)):
        connection.execute(delete(search_row).where(search_row.c.uuid.in_(part)))
        leftover = _left_over(connection, part)
        rows = []
        for row in connection.execute(_select(ledger, fields).where(_table(ledger).c.uuid.in_(part))).mappings():
            said = [str(row[name]) for name in fields if row[name]]
            if row.get("village"):
                said.append(names.name("village", row["village"]))
            initials = initials_key(text for text in said if not text.isascii())
            text = "\n".join([*said, *leftover.get(row["uuid"], ())])
            rows.append({"uuid": row["uuid"], "ledger": ledger.__tablename__, "text": text, "initials": initials})
        if rows:
            connection.execute(insert(search_row), rows)


def matching(ledger: type[Ledger], typed: str, table: Table) -> ColumnElement[bool]:
    """The condition that a record is found by what was typed: part of its text, or of its pinyin initials."""
    text = typed.strip()
    found = func.instr(search_row.c.text, text) > 0
    if text.isascii():
        found = or_(found, func.instr(search_row.c.initials, text.lower()) > 0)
    key = table.c[found_through(ledger)]
    return key.in_(select(search_row.c.uuid).where(found))


def _select(ledger: type[Ledger], fields: list[str]) -> Any:
    table = _table(ledger)
    wanted = ["uuid", *fields, *(["village"] if "village" in table.c else [])]
    return select(*(table.c[name] for name in wanted))


def _left_over(connection: Connection, owners: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for owner, value in connection.execute(
        select(raw_value.c.owner, raw_value.c.value).where(raw_value.c.owner.in_(owners))
    ):
        found.setdefault(owner, []).append(value)
    return found


def _parts(owners: list[str]) -> Iterator[list[str]]:
    return (owners[at : at + 500] for at in range(0, len(owners), 500))


def _table(ledger: type[Ledger]) -> Table:
    return METADATA.tables[ledger.__tablename__]
