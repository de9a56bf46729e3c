"""What a page shows beside the values of a record: what an import left over, the year before, who has no row yet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, UniqueConstraint, and_, bindparam, exists, literal, or_, select, tuple_

from ycpe_desktop.fields import Dated, Field
from ycpe_desktop.ledgers import FourIndependents, Kindergarten, Ledger, derived_of, fields_of, plain_fields_of
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.listing import Record, fetch, table_of
from ycpe_desktop.store.names import StoreNames
from ycpe_desktop.store.policy_numbers import numbers_for
from ycpe_desktop.store.searching import matching
from ycpe_desktop.store.spoken import by_name, is_spoken
from ycpe_desktop.store.tables import LEDGER_TABLES, raw_value, search_row

PART = 500


class RawValue(NamedTuple):
    """One 导入原值. ``field`` is None for a column of the clerk's that no field takes."""

    uuid: str
    owner: str
    field: str | None
    title: str
    value: str
    reason: str
    source: str


class Period(NamedTuple):
    """One period of a dated fact; ``until`` is the first day on which it no longer holds."""

    uuid: str
    since: date
    until: date | None
    value: Any
    basis: str


def raw_values(connection: Connection, owners: Sequence[str]) -> list[RawValue]:
    found: list[RawValue] = []
    for start in range(0, len(owners), PART):
        wanted = select(raw_value).where(raw_value.c.owner.in_(owners[start : start + PART])).order_by(raw_value.c.uuid)
        found += [
            RawValue(
                row["uuid"],
                row["owner"],
                row["field"],
                row["title"],
                row["value"],
                row["reason"] or "",
                row["source"] or "",
            )
            for row in connection.execute(wanted).mappings()
        ]
    return found


def periods(connection: Connection, fact: Dated[Any], owner: str) -> list[Period]:
    """The periods of a record, oldest first."""
    wanted = select(fact.table).where(fact.table.c.owner == owner).order_by(fact.table.c.since)
    return [
        Period(row["uuid"], row["since"], row["until"], row["value"], row["basis"] or "")
        for row in connection.execute(wanted).mappings()
    ]


def begun_after(connection: Connection, fact: Dated[Any], owners: Collection[str], since: date, shown: date) -> bool:
    """Whether what holds on the day ``shown`` began after ``since`` for any of these records."""
    table, every = fact.table, list(owners)
    for start in range(0, len(every), PART):
        wanted = select(table.c.uuid).where(
            table.c.owner.in_(every[start : start + PART]), in_force(fact, shown), table.c.since > since
        )
        if connection.scalar(wanted.limit(1)) is not None:
            return True
    return False


def year_before(
    connection: Connection, ledger: type[Ledger], records: Sequence[Record], year: int
) -> dict[str, Record]:
    """uuid → what the same record said a school year earlier; only numbers make sense to compare.

    In a yearly ledger that is the row of the same kindergarten (or place); elsewhere the derived figures of that year.
    """
    if not ledger.YEARLY:
        if not derived_of(ledger):
            return {}
        uuids, numbers = [record["uuid"] for record in records], numbers_for(connection, ledger, year - 1)
        earlier: dict[str, Record] = {}
        for start in range(0, len(uuids), PART):
            asked = {"uuids": uuids[start : start + PART], **numbers}
            found = connection.execute(_figures(ledger, year - 1), asked).mappings()
            earlier.update({row["uuid"]: dict(row) for row in found})
        return earlier
    table, keys = table_of(ledger), _keys(ledger)
    if not keys:
        return {}
    wanted = {tuple(record[key] for key in keys): record["uuid"] for record in records}
    columns = [table.c[key] for key in keys]
    rows = connection.execute(
        select(table.c.uuid, *columns).where(table.c.year == year - 1, tuple_(*columns).in_(list(wanted)))
    ).all()
    before = {record["uuid"]: record for record in fetch(connection, ledger, [row[0] for row in rows], year - 1)}
    return {wanted[tuple(row[1:])]: before[row[0]] for row in rows}


@cache
def _figures(ledger: type[Ledger], year: int) -> Select[Any]:
    """What the program computes for the records ``uuids``."""
    table = table_of(ledger)
    computed = [value.expression(table, year).label(value.field.name) for value in derived_of(ledger)]
    return select(table.c.uuid, *computed).where(table.c.uuid.in_(bindparam("uuids", expanding=True)))


def clashing(connection: Connection, ledger: type[Ledger], values: Mapping[str, Any], uuid: str = "") -> list[Field]:
    """The fields that must be unique together and are taken by another record; empty where all is well.

    ``values`` is the whole record as it would be.
    """
    table = table_of(ledger)
    for rule in table.constraints:
        if not isinstance(rule, UniqueConstraint):
            continue
        names = [column.name for column in rule.columns]
        if any(values.get(name) is None for name in names):
            continue
        same = and_(*(table.c[name] == values[name] for name in names), table.c.uuid != uuid)
        if connection.scalar(select(table.c.uuid).where(same).limit(1)) is not None:
            return [each for each in fields_of(ledger) if each.name in names and each.name != "year"]
    return []


def unique_fields(ledger: type[Ledger]) -> set[str]:
    """The fields that take part in a rule of uniqueness."""
    rules = [rule for rule in table_of(ledger).constraints if isinstance(rule, UniqueConstraint)]
    return {column.name for rule in rules for column in rule.columns}


def has_row_for_each(ledger: type[Ledger]) -> bool:
    """Whether every kindergarten in operation has one row a year in this ledger."""
    return ledger.YEARLY and _keys(ledger) == ("kindergarten",)


def without_row(connection: Connection, ledger: type[Ledger], year: int) -> list[str]:
    """Kindergartens in operation (or of unknown state) that have no row of that year yet, by township and name."""
    table, kindergarten, listed = table_of(ledger), table_of(Kindergarten), Kindergarten.year_table
    assert listed is not None
    has = exists().where(table.c.kindergarten == kindergarten.c.uuid, table.c.year == year)
    wanted = (
        select(kindergarten.c.uuid)
        .outerjoin(listed, and_(listed.c.owner == kindergarten.c.uuid, listed.c.year == year))
        .where(~has, or_(listed.c.status == "open", listed.c.status.is_(None)))
        .order_by(kindergarten.c.township, by_name(kindergarten), kindergarten.c.uuid)
    )
    if ledger is FourIndependents:  # only rural public ones are judged
        wanted = wanted.where(kindergarten.c.rural, listed.c.nature == "public")
    return list(connection.scalars(wanted))


def candidates(connection: Connection, target: str, typed: str, limit: int = 20) -> list[tuple[str, str, str]]:
    """(key, name, what tells it from others) of records that ``typed`` may mean: part of a name, code or initials."""
    ledger = LEDGER_TABLES[target]
    table = ledger.__table__
    if "name" not in table.c:
        return _composed_candidates(connection, ledger, typed, limit)
    told = next((table.c[name] for name in ("code", "employer") if name in table.c), literal(""))
    wanted = select(table.c.uuid, table.c.name, told).limit(limit)
    if not is_spoken(ledger, "name"):
        wanted = wanted.order_by(table.c.name)
    else:  # read from the index of the search rows, so that the first of a quarter of a million are there at once
        said = search_row.alias()
        wanted = wanted.join(said, said.c.uuid == table.c.uuid).where(said.c.ledger == target)
        wanted = wanted.order_by(said.c.name_key, said.c.uuid)
        wanted = wanted.where(matching(ledger, typed, table_of(ledger))) if typed.strip() else wanted
    return [(key, name, more or "") for key, name, more in connection.execute(wanted).tuples()]


def _composed_candidates(
    connection: Connection, ledger: type[Ledger], typed: str, limit: int
) -> list[tuple[str, str, str]]:
    """The newest first, by the record that their names begin with."""
    table = table_of(ledger)
    wanted = select(table.c.uuid).order_by(table.c.uuid.desc()).limit(limit)
    if typed.strip():
        wanted = wanted.where(matching(ledger, typed, table))
    names, target = StoreNames(connection.engine), ledger.__tablename__
    keys = list(connection.scalars(wanted))
    names.load(target, keys)
    return [(key, names.name(target, key), "") for key in keys]


def _keys(ledger: type[Ledger]) -> tuple[str, ...]:
    """What tells a yearly ledger's rows of one year apart."""
    plain = {each.name for each in plain_fields_of(ledger)}
    return tuple(name for name in ledger.MATCHED_BY if name != "year" and name in plain)
