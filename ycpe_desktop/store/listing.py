"""What a page of a ledger shows: the sorted and filtered list of records, and the values of some of them.

The order of all records is read from the index of a narrow table, where there is one, and kept; what filters and
search leave of it is chosen from that. So a quarter of a million records are sorted in a fraction of a second.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, bindparam, case, func, or_, select

from ycpe_desktop.fields import Choice, Day, Held, Link, Reported, Text
from ycpe_desktop.ledgers import (
    Kindergarten,
    Ledger,
    dated_of,
    derived_of,
    fields_of,
    links_of,
    plain_fields_of,
    standing_in,
)
from ycpe_desktop.ledgers.base import field_of, ties_of
from ycpe_desktop.name_order import order_key
from ycpe_desktop.store.names import LEVELS, StoreNames
from ycpe_desktop.store.policy_numbers import numbers_for
from ycpe_desktop.store.remembered import Texts, remembered_by, rows_of
from ycpe_desktop.store.searching import found_through, looked_for, matching
from ycpe_desktop.store.spoken import by_name, by_township_and_name, is_spoken, runs_in_order
from ycpe_desktop.store.tables import LEDGER_TABLES, METADATA, place, raw_value, search_row

Record = dict[str, Any]
"""uuid and every field's stored value by its English name, dated and derived ones included."""
NUMERALS = "一二三四五六七八九"
Sort = tuple[tuple[str, bool], ...]
"""(field, descending) pairs, the first counts most."""


class Filter(NamedTuple):
    """A condition on one column: among these stored values (None is blank), containing a text, in bounds, filled."""

    field: str
    how: Literal["among", "contains", "between", "filled"]
    values: tuple[Any, ...] = ()


class Listing(NamedTuple):
    """Which records, in which order."""

    ledger: type[Ledger]
    year: int
    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: Sort = ()
    with_raw_values: bool = False
    """Only records that still have a 导入原值 that must be settled."""
    only: tuple[str, ...] = ()
    """Only these records, by their keys; all where there is none."""

    @property
    def is_whole(self) -> bool:
        """All records of the ledger, or of its year."""
        return not (self.search.strip() or self.filters or self.with_raw_values or self.only)


class Source(NamedTuple):
    """Where one field of all records stands: in the ledger's own table, or in a narrower one that may lack some."""

    table: FromClause
    owner: ColumnElement[Any]
    value: ColumnElement[Any]
    where: tuple[ColumnElement[bool], ...]
    ties: tuple[ColumnElement[Any], ...]


def table_of(ledger: type[Ledger]) -> Table:
    return METADATA.tables[ledger.__tablename__]


def source_of(connection: Connection, ledger: type[Ledger], name: str, year: int) -> Source:
    table, listed = table_of(ledger), ledger.year_table
    where = (table.c.year == year,) if ledger.YEARLY else ()
    for each in derived_of(ledger):
        if each.field.name != name:
            continue
        if not isinstance(each.expression, Reported):
            value = each.expression(table, year)
            if isinstance(each.expression, Held):
                value = value.params(numbers_for(connection, ledger, year))
            return Source(table, table.c.uuid, value, where, tuple(ties_of(ledger)))
        report = METADATA.tables[each.expression.ledger]
        owner = report.c[each.expression.by]
        return Source(report, owner, each.expression.value(report), (report.c.year == year,), (owner,))
    if listed is not None and name in listed.c:
        return Source(listed, listed.c.owner, listed.c[name], (listed.c.year == year,), (listed.c.owner,))
    return Source(table, table.c.uuid, table.c[name], where, tuple(ties_of(ledger)))


def _spoken(ledger: type[Ledger], name: str) -> Source | None:
    """The order of names as people look for them; None where the search rows do not hold that of the field."""
    if not is_spoken(ledger, name):
        return None
    here = search_row.c.ledger == ledger.__tablename__
    return Source(search_row, search_row.c.uuid, search_row.c.name_key, (here,), (search_row.c.uuid,))


# -- which records, in which order --


def ids(connection: Connection, listing: Listing) -> list[str]:
    """The keys of all the records, in order: texts as ``name_order`` has them, records with the same value as they
    were made."""
    found, memory = _order(connection, listing.ledger, listing.year, listing.sort), remembered_by(connection)
    if listing.search.strip() and memory is not None:
        found = _found(connection, listing, found, memory.texts(connection))
        listing = listing._replace(search="")
    for wanted in _choices(connection, listing):
        chosen = {uuid for (uuid,) in rows_of(connection, wanted)}
        found = [uuid for uuid in found if uuid in chosen]
    return list(found)


def _choices(connection: Connection, listing: Listing) -> list[Select[Any]]:
    """What leaves only some records: of a field in a narrow table it is asked there, of all else together."""
    table, year = table_of(listing.ledger), listing.year
    apart: list[Select[Any]] = []
    rest: list[Filter] = []
    for one in listing.filters:
        source = source_of(connection, listing.ledger, one.field, year)
        if source.table is table or None in one.values:
            rest.append(one)
        else:
            apart.append(select(source.owner).where(*source.where, _condition(connection, listing.ledger, one, year)))
    left = listing._replace(filters=tuple(rest))
    return apart if left.is_whole else [*apart, restricted(connection, left, [table.c.uuid])]


def _order(connection: Connection, ledger: type[Ledger], year: int, sort: Sort = ()) -> list[str]:
    """All records of the page in that order, whatever else it leaves out; not to be changed."""
    memory = remembered_by(connection)
    if memory is None:
        return _in_order(connection, ledger, year, sort)
    return memory.order(connection, (ledger, year, sort), lambda: _in_order(connection, ledger, year, sort))


def _found(connection: Connection, listing: Listing, among: list[str], texts: Texts) -> list[str]:
    """Those of ``among`` that a search finds, by themselves or by the record that they refer to."""
    through, what = found_through(listing.ledger), looked_for(listing.search)
    if through == "uuid":
        return texts.chosen(among, *what)
    pairs = rows_of(connection, _pairs(listing.ledger, through, listing.year)).fetchall()
    owners = set(texts.chosen([owner for owner, _ in pairs], *what))
    found = {uuid for owner, uuid in pairs if owner in owners}
    return [uuid for uuid in among if uuid in found]


def _in_order(connection: Connection, ledger: type[Ledger], year: int, sort: Sort) -> list[str]:
    if not sort:
        return _natural(connection, ledger, year)
    if len(sort) == 1:
        ((name, descending),) = sort
        found = _sorted_by(connection, ledger, name, year)
        return found[::-1] if descending else found
    found = list(_order(connection, ledger, year))
    for name, descending in reversed(sort):
        ranks = _ranks(connection, ledger, name, year)
        found.sort(key=lambda uuid: ranks.get(uuid, (False, None)), reverse=descending)
    return found


def _natural(connection: Connection, ledger: type[Ledger], year: int) -> list[str]:
    """As the ledger says, else as the records in which it stands, else by township and name, its own or the
    kindergarten's."""
    table, within = table_of(ledger), standing_in(ledger)
    columns: list[Any] = [
        each for name in ledger.ORDERED_BY for each in (table.c[name].is_(None), _in_turn(ledger, name))
    ]
    if within and not columns:
        parent, link = within
        return _behind(connection, ledger, link, year, _order(connection, parent, year))
    if "kindergarten" in table.c and not columns:
        return _behind(connection, ledger, "kindergarten", year, _order(connection, Kindergarten, year))
    if not columns and is_spoken(ledger, "name"):
        return by_township_and_name(connection, ledger)
    columns = columns or [table.c[name] for name in ("area", "name") if name in table.c]
    where = [table.c.year == year] if ledger.YEARLY else []
    wanted = select(table.c.uuid).where(*where).order_by(*columns, table.c.uuid)
    return [uuid for (uuid,) in rows_of(connection, wanted)]


def _sorted_by(connection: Connection, ledger: type[Ledger], name: str, year: int) -> list[str]:
    kind = field_of(ledger, name).kind
    if isinstance(kind, Link) and kind.target not in LEVELS:
        targets = _by_name(connection, LEDGER_TABLES[kind.target], year)
        return _behind(connection, ledger, name, year, targets)
    if name == "township":
        return _natural(connection, ledger, year)
    source = _spoken(ledger, name) or source_of(connection, ledger, name, year)
    wanted = select(source.owner).where(*source.where).order_by(source.value, *source.ties)
    found = [uuid for (uuid,) in rows_of(connection, wanted)]
    if isinstance(kind, Text) and not is_spoken(ledger, name):
        runs = select(source.value, func.count()).where(*source.where).group_by(source.value).order_by(source.value)
        found = runs_in_order(found, rows_of(connection, runs))
    if source.table is table_of(ledger) or len(found) == count_of(connection, ledger):
        return found
    there = set(found)
    return [*(uuid for uuid in _order(connection, ledger, year) if uuid not in there), *found]


def _by_name(connection: Connection, ledger: type[Ledger], year: int) -> list[str]:
    """The records that others refer to; those that have no name of their own in the order of their page."""
    if "name" in table_of(ledger).c:
        return _sorted_by(connection, ledger, "name", year)
    return _natural(connection, ledger, year)


def _behind(connection: Connection, ledger: type[Ledger], link: str, year: int, targets: list[str]) -> list[str]:
    """The records in the order of those that they refer to; those of the same one by what tells them apart, or as they
    were made."""
    pairs = rows_of(connection, _pairs(ledger, link, year)).fetchall()
    one = dict(pairs)
    if len(one) == len(pairs):
        return [one[target] for target in (None, *targets) if target in one]
    by: dict[str | None, list[str]] = {}
    for target, uuid in pairs:
        by.setdefault(target, []).append(uuid)
    return [uuid for target in (None, *targets) for uuid in by.get(target, ())]


def _pairs(ledger: type[Ledger], link: str, year: int) -> Select[Any]:
    """(record that is referred to, record) of all, or of the year."""
    table = table_of(ledger)
    wanted = select(table.c[link], table.c.uuid).where(*([table.c.year == year] if ledger.YEARLY else []))
    return wanted if ledger.INDEXED else wanted.order_by(*_told_apart(ledger), table.c.uuid)


def _told_apart(ledger: type[Ledger]) -> list[ColumnElement[Any]]:
    """By what records that refer to the same one are told apart: a name, else a step, a day or a number of the rows
    within a record."""
    columns = table_of(ledger).c
    if "name" in columns:
        if is_spoken(ledger, "name"):
            return [by_name(table_of(ledger))]
        return [_in_turn(ledger, "band"), func.length(columns.name), _in_turn(ledger, "name")]  # 小班, 小十班, 大班
    names = ledger.MATCHED_BY if standing_in(ledger) else ()
    told = [name for name in names if name == "number" or isinstance(field_of(ledger, name).kind, Choice | Day)]
    return [_in_turn(ledger, name) for name in told]


def _in_turn(ledger: type[Ledger], name: str) -> ColumnElement[Any]:
    """What puts a field's values in the order that people expect: choices as they are offered, 二 before 三."""
    kind = field_of(ledger, name).kind
    column: ColumnElement[Any] = table_of(ledger).c[name]
    if isinstance(kind, Choice):
        return case({code: place for place, (code, _) in enumerate(kind.options)}, value=column)
    if isinstance(kind, Text):
        for number, sign in enumerate(NUMERALS, 1):
            column = func.replace(column, sign, str(number))
    return column


def _ranks(connection: Connection, ledger: type[Ledger], name: str, year: int) -> dict[str, tuple[bool, Any]]:
    """What records are compared by; blank ones are missing."""
    kind = field_of(ledger, name).kind
    if isinstance(kind, Link) and kind.target not in LEVELS:
        targets = _by_name(connection, LEDGER_TABLES[kind.target], year)
        place_of = {target: place for place, target in enumerate(targets)}
        rows = ((uuid, place_of.get(target)) for target, uuid in rows_of(connection, _pairs(ledger, name, year)))
    else:
        source = _spoken(ledger, name) or source_of(connection, ledger, name, year)
        rows = rows_of(connection, select(source.owner, source.value).where(*source.where))
        if isinstance(kind, Text) and not is_spoken(ledger, name):
            return {uuid: (True, order_key(value)) for uuid, value in rows if value is not None}
    return {uuid: (True, value) for uuid, value in rows if value is not None}


def count_of(connection: Connection, ledger: type[Ledger]) -> int:
    return connection.scalar(select(func.count()).select_from(table_of(ledger))) or 0


# -- what filters leave, and what it says --


def restricted(connection: Connection, listing: Listing, columns: Sequence[Any], *names: str) -> Select[Any]:
    """These columns of the listed records; the sources of the fields ``names`` are joined for them."""
    ledger, table, year = listing.ledger, table_of(listing.ledger), listing.year
    wanted = select(*columns).select_from(table)
    asked = dict.fromkeys((*names, *(one.field for one in listing.filters)))
    for source in {each.table: each for each in (source_of(connection, ledger, name, year) for name in asked)}.values():
        if source.table is not table:
            wanted = wanted.outerjoin(source.table, and_(source.owner == table.c.uuid, *source.where))
    if ledger.YEARLY:
        wanted = wanted.where(table.c.year == year)
    if listing.search.strip():
        wanted = wanted.where(matching(ledger, listing.search, table))
    if listing.with_raw_values:
        wanted = wanted.where(table.c.uuid.in_(select(raw_value.c.owner).where(raw_value.c.field.is_not(None))))
    if listing.only:
        listed = func.json_each(json.dumps(listing.only)).table_valued("value")  # as one value: they may be 100,000
        wanted = wanted.where(table.c.uuid.in_(select(listed.c.value)))
    return wanted.where(*(_condition(connection, ledger, one, year) for one in listing.filters))


def _condition(connection: Connection, ledger: type[Ledger], one: Filter, year: int) -> ColumnElement[bool]:
    value = source_of(connection, ledger, one.field, year).value
    if one.how == "contains":
        kind = field_of(ledger, one.field).kind
        if isinstance(kind, Link):
            return value.in_(_called(kind, str(one.values[0])))
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


def _called(link: Link, text: str) -> Select[Any]:
    """The keys of the records whose names hold the text; a name may begin with that of another record."""
    if link.target in LEVELS:
        return select(place.c.code).where(place.c.name.contains(text, autoescape=True))
    ledger = LEDGER_TABLES[link.target]
    table = table_of(ledger)
    if "name" in table.c:
        return select(table.c.uuid).where(table.c.name.contains(text, autoescape=True))
    first = ledger.NAMED_BY[0]
    return select(table.c.uuid).where(table.c[first].in_(_called(links_of(ledger)[first], text)))


def fetch(
    connection: Connection, ledger: type[Ledger], uuids: Sequence[str], year: int, names: StoreNames | None = None
) -> list[Record]:
    """The records of ``uuids``, in that order; one that is gone is left out. ``names`` are warmed for showing them."""
    found: dict[str, Record] = {}
    numbers = numbers_for(connection, ledger, year)
    for start in range(0, len(uuids), 500):
        part = connection.execute(_records(ledger, year), {"uuids": uuids[start : start + 500], **numbers})
        found.update({row["uuid"]: dict(row) for row in part.mappings()})
    records = [found[key] for key in uuids if key in found]
    if names is not None:
        for each in fields_of(ledger):
            if isinstance(each.kind, Link):
                names.load(each.kind.target, {record[each.name] for record in records})
    return records


@cache
def _records(ledger: type[Ledger], year: int) -> Select[Any]:
    """All fields of the records ``uuids``; the policy numbers in them are open. Putting the statement together takes
    longer than running it."""
    table, listed = table_of(ledger), ledger.year_table
    facts = [listed.c[fact.field.name] for fact in dated_of(ledger)] if listed is not None else []
    columns: list[Any] = [table.c.uuid, *(table.c[each.name] for each in plain_fields_of(ledger)), *facts]
    columns += [value.expression(table, year).label(value.field.name) for value in derived_of(ledger)]
    wanted = select(*columns).select_from(table)
    if listed is not None:
        wanted = wanted.outerjoin(listed, and_(listed.c.owner == table.c.uuid, listed.c.year == year))
    return wanted.where(table.c.uuid.in_(bindparam("uuids", expanding=True)))
