"""What a column of the listed records has in all: which values how often, and the sum of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from ycpe_desktop.store.listing import Listing, Source, count_of, restricted, source_of, table_of


def distinct(connection: Connection, listing: Listing, name: str) -> list[tuple[Any, int]]:
    """(stored value, count) of a column among the listed records, for its filter; blank last, at most 500."""
    source = source_of(connection, listing.ledger, name, listing.year)
    value, missing = source.value, 0
    if listing.is_whole:
        wanted = select(value, func.count()).select_from(source.table).where(*source.where)
        if source.table is not table_of(listing.ledger):
            there = connection.scalar(select(func.count(source.owner)).where(*source.where)) or 0
            missing = count_of(connection, listing.ledger) - there
    else:
        wanted = restricted(connection, listing, [value, func.count()], name)
    found = connection.execute(wanted.group_by(value).order_by(value.is_(None), value).limit(500))
    counts: dict[Any, int] = dict(found.tuples().all())
    if missing:
        counts[None] = counts.get(None, 0) + missing
    return list(counts.items())


def summed(connection: Connection, listing: Listing, names: Sequence[str]) -> Mapping[str, Any]:
    """Sums of numeric columns over the listed records; None where all are blank."""
    sources = {name: source_of(connection, listing.ledger, name, listing.year) for name in names}
    sums: dict[str, Any] = {}
    for table in dict.fromkeys(source.table for source in sources.values()):
        here = {name: source for name, source in sources.items() if source.table is table}
        columns = [func.sum(source.value).label(name) for name, source in here.items()]
        if not listing.is_whole:
            sums.update(connection.execute(restricted(connection, listing, columns, *here)).mappings().one())
        elif table is table_of(listing.ledger):
            where = next(iter(here.values())).where
            sums.update(connection.execute(select(*columns).select_from(table).where(*where)).mappings().one())
        else:
            sums.update({name: _sum_of_values(connection, source) for name, source in here.items()})
    return {name: sums[name] for name in names}


def _sum_of_values(connection: Connection, source: Source) -> Any:
    """By how often each value is there: that stands in the index of a narrow table."""
    wanted = select(source.value, func.count()).where(*source.where, source.value.is_not(None)).group_by(source.value)
    found = connection.execute(wanted).tuples().all()
    return sum(value * times for value, times in found) if found else None
