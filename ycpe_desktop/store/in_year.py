"""Dated facts as of a day, and the narrow per-year list of them that keeps big tables sortable."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, literal, or_, select, true
from sqlalchemy.dialects.sqlite import insert

from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import LEDGERS, Ledger, dated_of
from ycpe_desktop.schoolyear import page_day


def in_force(fact: Dated[Any], day: date) -> Any:
    """The condition that a period of the fact covers the day."""
    return and_(fact.table.c.since <= day, or_(fact.table.c.until.is_(None), fact.table.c.until > day))


def as_of(fact: Dated[Any], day: date) -> Select[Any]:
    """(owner, value) of every record on that day."""
    return select(fact.table.c.owner, fact.table.c.value).where(in_force(fact, day))


def dated_ledgers() -> list[type[Ledger]]:
    return [ledger for ledger in LEDGERS if ledger.year_table is not None]


def relist(
    connection: Connection,
    ledger: type[Ledger],
    years: Iterable[int],
    today: date,
    owners: Collection[str] | None = None,
) -> None:
    """Write the per-year list anew, of all records or of ``owners`` only."""
    listed, table = ledger.year_table, ledger.__table__
    assert listed is not None
    facts = dated_of(ledger)
    names = [fact.field.name for fact in facts]
    parts = [None] if owners is None else [list(owners)[at : at + 500] for at in range(0, len(owners), 500)]
    for year in years:
        day = page_day(year, today)
        values = [
            select(fact.table.c.value)
            .where(fact.table.c.owner == table.c.uuid, in_force(fact, day))
            .limit(1)
            .scalar_subquery()
            for fact in facts
        ]
        for part in parts:
            wanted = select(table.c.uuid, literal(year), *values)
            wanted = wanted.where(true() if part is None else table.c.uuid.in_(part))
            written = insert(listed).from_select(["owner", "year", *names], wanted)
            # A row that is there keeps its place, so that an edit does not move it among its equals in a sorted table.
            connection.execute(written.on_conflict_do_update(set_={name: written.excluded[name] for name in names}))


def relist_between(connection: Connection, listed_on: date, today: date, years: Iterable[int]) -> None:
    """Bring the list from the state of ``listed_on`` to that of ``today``: facts that began or ended between the two
    change what the pages show. The clock may also have been set back."""
    early, late = sorted((listed_on, today))
    for ledger in dated_ledgers():
        owners: set[str] = set()
        for fact in dated_of(ledger):
            days = (fact.table.c.since, fact.table.c.until)
            moved = or_(*(and_(day > early, day <= late) for day in days))
            owners.update(connection.scalars(select(fact.table.c.owner).where(moved)))
        relist(connection, ledger, years, today, owners)
