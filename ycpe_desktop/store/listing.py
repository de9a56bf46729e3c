"""What a page of a ledger shows: the sorted and filtered list of records, and the values of some of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from ycpe_desktop.fields import Link
from ycpe_desktop.ledgers import Ledger, dated_of, derived_of, fields_of, plain_fields_of
from ycpe_desktop.ledgers.base import field_of
from ycpe_desktop.store.names import LEVELS, StoreNames
from ycpe_desktop.store.searching import matching
from ycpe_desktop.store.tables import METADATA, place, raw_value, search_row

Record = dict[str, Any]
"""uuid and every field's stored value by its English name, dated and derived ones included."""


@dataclass(frozen=True)
class Filter:
    """A condition on one column: among these stored values (None is blank), containing a text, in bounds, filled."""

    field: str
    how: Literal["among", "contains", "between", "filled"]
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Listing:
    """Which records, in which order. ``sort``: (field, descending) pairs, the first counts most."""

    ledger: type[Ledger]
    year: int
    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    with_raw_values: bool = field(default=False)
    """Only records that still have a 导入原值 that must be settled."""


def table_of(ledger: type[Ledger]) -> Table:
    return METADATA.tables[ledger.__tablename__]


def value_of(ledger: type[Ledger], name: str, year: int) -> ColumnElement[Any]:
    """The SQL of a field's value in that year; ``joined`` must have the per-year list in its FROM for a dated one."""
    for value in derived_of(ledger):
        if value.field.name == name:
            return value.expression(table_of(ledger), year)
    listed = ledger.year_table
    if listed is not None and name in listed.c:
        return listed.c[name]
    return table_of(ledger).c[name]


def _joined(ledger: type[Ledger], year: int, wanted: Select[Any], names: Collection[str]) -> Select[Any]:
    """With the per-year list, where one of the named fields stands in it."""
    table, listed = table_of(ledger), ledger.year_table
    wanted = wanted.select_from(table)
    if listed is not None and any(name in listed.c for name in names):
        wanted = wanted.outerjoin(listed, and_(listed.c.owner == table.c.uuid, listed.c.year == year))
    return wanted


def _condition(ledger: type[Ledger], one: Filter, year: int) -> ColumnElement[bool]:
    value = value_of(ledger, one.field, year)
    if one.how == "contains":
        kind = field_of(ledger, one.field).kind
        if isinstance(kind, Link):
            target, key, name = _target(kind)
            return value.in_(select(key).select_from(target).where(name.contains(str(one.values[0]), autoescape=True)))
        return value.contains(str(one.values[0]), autoescape=True)
    if one.how == "filled":
        return value.is_not(None)
    if one.how == "between":
        least, most = one.values
        bounds = [value >= least] if least is not None else []
        return and_(value.is_not(None), *bounds, *([value <= most] if most is not None else []))
    chosen = [each for each in one.values if each is not None]
    among = value.in_(chosen)
    return or_(among, value.is_(None)) if None in one.values else among


def _target(link: Link) -> tuple[Table, Any, Any]:
    if link.target in LEVELS:
        return place, place.c.code, place.c.name
    table = METADATA.tables[link.target]
    return table, table.c.uuid, table.c.name


def _asked(listing: Listing, *others: str) -> set[str]:
    """The fields on which rows and order of a list depend."""
    return {*(one.field for one in listing.filters), *(name for name, _ in listing.sort), *others}


def _restricted(listing: Listing, wanted: Select[Any]) -> Select[Any]:
    ledger, table = listing.ledger, table_of(listing.ledger)
    if ledger.YEARLY:
        wanted = wanted.where(table.c.year == listing.year)
    if listing.search.strip():
        wanted = wanted.where(matching(ledger, listing.search, table))
    if listing.with_raw_values:
        wanted = wanted.where(table.c.uuid.in_(select(raw_value.c.owner).where(raw_value.c.field.is_not(None))))
    for one in listing.filters:
        wanted = wanted.where(_condition(ledger, one, listing.year))
    return wanted


def ids(connection: Connection, listing: Listing) -> list[str]:
    """The keys of all the records, in order. Names are ordered by their pinyin initials, then by themselves."""
    ledger, table = listing.ledger, table_of(listing.ledger)
    quick = _quick(listing)
    if quick is not None:
        found = list(connection.scalars(quick))
        if len(found) == connection.scalar(select(func.count()).select_from(table)):
            return found
    wanted = _restricted(listing, _joined(ledger, listing.year, select(table.c.uuid), _asked(listing)))
    order: list[Any] = []
    for name, descending in listing.sort:
        value = value_of(ledger, name, listing.year)
        kind = field_of(ledger, name).kind
        keys: list[Any] = [value]
        if isinstance(kind, Link):
            target, key, label = _target(kind)
            other = target.alias()
            wanted = wanted.outerjoin(other, other.c[key.name] == value)
            keys = [value] if target is place else [other.c[label.name]]
        elif name == "name" and ledger.NAMED_BY == ("name",):
            wanted = wanted.outerjoin(search_row, search_row.c.uuid == table.c.uuid)
            keys = [search_row.c.initials, value]
        order += [key.desc() if descending else key for key in keys]
    if not order:
        wanted, order = _natural(ledger, wanted)
    return list(connection.scalars(wanted.order_by(*order, table.c.uuid)))


def _quick(listing: Listing) -> Select[Any] | None:
    """The whole ledger in the order of one field that stands in a narrow table of its own, read from there alone.

    None where it is not that simple. The narrow table must have every record; whoever asks counts.
    """
    ledger = listing.ledger
    if len(listing.sort) != 1 or listing.filters or listing.search.strip() or listing.with_raw_values or ledger.YEARLY:
        return None
    ((name, descending),) = listing.sort
    listed = ledger.year_table
    key: ColumnElement[Any]
    order: list[Any]
    if listed is not None and name in listed.c:
        key, here, order = listed.c.owner, listed.c.year == listing.year, [listed.c[name]]
    elif name == "name" and ledger.NAMED_BY == ("name",):
        key, here = search_row.c.uuid, search_row.c.ledger == ledger.__tablename__
        order = [search_row.c.initials, search_row.c.text]
    else:
        return None
    return select(key).where(here).order_by(*(each.desc() if descending else each for each in order))


def _natural(ledger: type[Ledger], wanted: Select[Any]) -> tuple[Select[Any], list[Any]]:
    """By township and name, its own or the kindergarten's."""
    table = table_of(ledger)
    order: list[Any] = [table.c[name] for name in ("township", "area", "name") if name in table.c]
    if "kindergarten" in table.c:
        other = METADATA.tables["kindergarten"].alias()
        wanted = wanted.outerjoin(other, other.c.uuid == table.c.kindergarten)
        order = [other.c.township, other.c.name, *order]
    return wanted, order


def fetch(
    connection: Connection, ledger: type[Ledger], uuids: Sequence[str], year: int, names: StoreNames | None = None
) -> list[Record]:
    """The records of ``uuids``, in that order; one that is gone is left out. ``names`` are warmed for showing them."""
    table, listed = table_of(ledger), ledger.year_table
    columns: list[Any] = [table.c.uuid, *(table.c[each.name] for each in plain_fields_of(ledger))]
    columns += [listed.c[fact.field.name] for fact in dated_of(ledger)] if listed is not None else []
    columns += [value.expression(table, year).label(value.field.name) for value in derived_of(ledger)]
    found: dict[str, Record] = {}
    names_of_facts = [fact.field.name for fact in dated_of(ledger)]
    for start in range(0, len(uuids), 500):
        wanted = _joined(ledger, year, select(*columns), names_of_facts).where(
            table.c.uuid.in_(uuids[start : start + 500])
        )
        found.update({row["uuid"]: dict(row) for row in connection.execute(wanted).mappings()})
    records = [found[key] for key in uuids if key in found]
    if names is not None:
        for each in fields_of(ledger):
            if isinstance(each.kind, Link):
                names.load(each.kind.target, {record[each.name] for record in records})
    return records


def distinct(connection: Connection, listing: Listing, name: str) -> list[tuple[Any, int]]:
    """(stored value, count) of a column among the listed records, for its filter; blank last, at most 500."""
    value = value_of(listing.ledger, name, listing.year)
    chosen = _joined(listing.ledger, listing.year, select(value, func.count()), _asked(listing, name))
    wanted = _restricted(listing, chosen)
    found = connection.execute(wanted.group_by(value).order_by(value.is_(None), value).limit(500))
    return [(each, count) for each, count in found]


def summed(connection: Connection, listing: Listing, names: Sequence[str]) -> Mapping[str, Any]:
    """Sums of numeric columns over the listed records; None where all are blank."""
    if not names:
        return {}
    sums = [func.sum(value_of(listing.ledger, name, listing.year)).label(name) for name in names]
    wanted = _restricted(listing, _joined(listing.ledger, listing.year, select(*sums), _asked(listing, *names)))
    return dict(connection.execute(wanted).mappings().one())
