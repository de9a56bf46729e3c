"""What the database holds of the records that an import touches, each table read once for all of them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

from ycpe_desktop.exchange.matching import Known
from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import ClassRoom, Kindergarten, Ledger
from ycpe_desktop.store.tables import METADATA, action, change, import_decision, raw_value

Row = dict[str, Any]


def parts(keys: Collection[str]) -> Iterator[list[str]]:
    listed = list(keys)
    return (listed[at : at + 500] for at in range(0, len(listed), 500))


def rows_by_uuid(connection: Connection, table: Table, keys: Collection[str], column: str = "uuid") -> list[Row]:
    """Whole rows whose ``column`` is among ``keys``."""
    found: list[Row] = []
    for part in parts(keys):
        wanted = select(table).where(table.c[column].in_(part))
        found += [dict(row) for row in connection.execute(wanted).mappings()]
    return found


def records(connection: Connection, ledger: type[Ledger], keys: Collection[str]) -> dict[str, Row]:
    return {row["uuid"]: row for row in rows_by_uuid(connection, METADATA.tables[ledger.__tablename__], keys)}


def periods(connection: Connection, fact: Dated[Any], owners: Collection[str]) -> dict[str, list[Row]]:
    """The periods of each record, earliest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows_by_uuid(connection, fact.table, owners, "owner"), key=lambda each: each["since"]):
        found[row["owner"]].append(row)
    return found


def raws(connection: Connection, owners: Collection[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_by_uuid(connection, raw_value, owners, "owner"):
        found[row["owner"]].append(row)
    return found


def settled_before(connection: Connection, owners: Collection[str]) -> set[tuple[str, str, str]]:
    """(record, field, text) of 导入原值 that someone has settled: the same text need not be asked about again."""
    found: set[tuple[str, str, str]] = set()
    for part in parts(owners):
        wanted = (
            select(change.c.owner, change.c.fields)
            .join(action, action.c.id == change.c.action)
            .where(change.c.ledger == "raw_value", change.c.operation == "delete", change.c.owner.in_(part))
            .where(action.c.kind.in_(("edit", "import")), action.c.undone_by.is_(None))
        )
        for owner, fields in connection.execute(wanted):
            kept = fields if isinstance(fields, dict) else json.loads(fields)
            if kept.get("field", [None])[0]:
                found.add((owner, kept["field"][0], kept["value"][0]))
    return found


def kindergartens(connection: Connection) -> list[Known]:
    table = Kindergarten.__table__
    names = ("uuid", "name", "code", "kind", "township", "address")
    kept = select(raw_value.c.owner, raw_value.c.value).where(raw_value.c.field == "township")
    unplaced = dict(connection.execute(kept).tuples().all())
    found = connection.execute(select(*(table.c[name] for name in names))).mappings()
    return [Known(**row, place=unplaced.get(row["uuid"], "")) for row in found]


def keyed(connection: Connection, ledger: type[Ledger], names: Sequence[str]) -> dict[tuple[Any, ...], list[str]]:
    """Values of these fields → the records that have them."""
    table = METADATA.tables[ledger.__tablename__]
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for uuid, *values in connection.execute(select(table.c.uuid, *(table.c[name] for name in names))):
        found[tuple(values)].append(uuid)
    return found


def with_classes(connection: Connection) -> set[tuple[str, int]]:
    """(kindergarten, year) whose totals come from 班级."""
    room = ClassRoom.__table__
    return {(owner, year) for owner, year in connection.execute(select(room.c.kindergarten, room.c.year).distinct())}


def decisions(connection: Connection, digests: Iterable[str]) -> dict[str, str | None]:
    """Digest of a row → the record that it was decided to be; None: another one."""
    wanted = set(digests)
    table = import_decision
    found = connection.execute(select(table.c.uuid, table.c.same_as)).all()
    return {uuid: same_as for uuid, same_as in found if uuid in wanted}


def newest_action(connection: Connection, before: int | None = None) -> int:
    """The number of the newest action, or of the newest before that one; 0 where there is none."""
    wanted = select(func.max(action.c.id))
    return int(connection.scalar(wanted if before is None else wanted.where(action.c.id < before)) or 0)
