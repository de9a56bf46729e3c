"""What the acts of all ledgers share: who is meant, what stood before, what is refused."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.policy.ledger_rules import covers
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.listing import table_of


def row_of(store: Store, ledger: type[Ledger], uuid: str) -> dict[str, Any]:
    """The record as it stands; Refusal where it has gone meanwhile."""
    table = table_of(ledger)
    with store.reading() as connection:
        found = connection.execute(select(table).where(table.c.uuid == uuid)).mappings().first()
    if found is None:
        raise Refusal(f"这条{ledger.TITLE}已经不在了", "", "请刷新后再试")
    return dict(found)


def garden_name(store: Store, uuid: str) -> str:
    return store.names.name(Kindergarten.__tablename__, uuid)


def held(store: Store, fact: Dated[Any], owner: str, day: date) -> str | None:
    """What the dated fact says of that record on the day."""
    with store.reading() as connection:
        return held_then(connection, fact, owner, day)


def held_then(connection: Connection, fact: Dated[Any], owner: str, day: date) -> str | None:
    """The same, as an action under way sees it."""
    period = fact.table.alias()
    wanted = select(period.c.value).where(period.c.owner == owner, covers(period, day))
    return connection.scalar(wanted.limit(1))


def note(store: Store, ledger: type[Ledger], records: Sequence[str], values: Mapping[str, Any], label: str) -> str:
    """Write the same into these records, as one action; gives its label."""
    with store.writing(label) as writer:
        for uuid in records:
            writer.update(ledger, uuid, values)
    return label


def put_child(writer: Writer, ledger: type[Ledger], key: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Write into the child row of that key, which is made where there is none; gives its uuid."""
    table = table_of(ledger)
    wanted = select(table.c.uuid).where(*(table.c[name] == value for name, value in key.items()))
    found = writer.connection.scalar(wanted.limit(1))
    if found is None:
        return writer.insert(ledger, {**key, **values})
    writer.update(ledger, found, values)
    return str(found)


def add_garden(writer: Writer, values: Mapping[str, Any], day: date) -> str:
    """A new kindergarten of the registry that opens on the day."""
    return writer.insert(Kindergarten, {"kind": "111", "opened": f"{day.year}-{day.month:02d}", **values})


def require_order(early: date | None, late: date, what: str, where: str) -> None:
    if early is not None and late < early:
        raise Refusal(f"日期 {late} 早于{what} {early}", where, "请改正日期")
