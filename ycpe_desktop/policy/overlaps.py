"""Periods of one record that overlap, of every dated fact and of 督学责任."""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, and_, or_, select

from ycpe_desktop.ledgers import LEDGERS, Assignment, Kindergarten, dated_of
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.rules_supervisors import LOAD_CLAUSE
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import METADATA


def overlaps(connection: Connection) -> Iterator[Finding]:
    """必须改: two periods of one record that cover the same day, or one that ends before it begins."""
    for ledger in LEDGERS:
        named = METADATA.tables[ledger.__tablename__]
        for fact in dated_of(ledger):
            label = fact.field.label
            for owner, name, told in _overlapping(connection, fact.table, "owner", named):
                yield Finding(
                    "overlap", "must", ledger.__tablename__, owner, name, fact.field.name,
                    f"“{label}”的两段时间重叠或首尾颠倒（{told}）", fact.field.clause or "学前教育法 72",
                )  # fmt: skip
    held = METADATA.tables[Assignment.__tablename__]
    garden = METADATA.tables[Kindergarten.__tablename__]
    for uuid, name, told in _overlapping(connection, held, "kindergarten", garden, key="uuid"):
        sentence = f"同一时间有两位责任督学，或止日早于起日（{told}）"
        yield Finding("overlap", "must", "assignment", uuid, name, "since", sentence, LOAD_CLAUSE)


def _overlapping(
    connection: Connection, table: Table, owner: str, named: Table, key: str = ""
) -> Iterator[tuple[str, str, str]]:
    """(record, name, days) of periods of the same owner that share a day; the later one is told."""
    one, other = table.alias(), table.alias()
    later = or_(other.c.since > one.c.since, and_(other.c.since == one.c.since, other.c.uuid > one.c.uuid))
    sharing = and_(
        other.c[owner] == one.c[owner], later, or_(one.c.until.is_(None), one.c.until > other.c.since),
        or_(other.c.until.is_(None), other.c.until > one.c.since),
    )  # fmt: skip
    told = other.c[key or owner], named.c.name, other.c.since, one.c.since
    pairs = select(*told).select_from(one.join(other, sharing).join(named, named.c.uuid == other.c[owner]))
    for uuid, name, since, before in connection.execute(pairs.order_by(by_name(named), other.c.since)):
        yield uuid, name, f"{before} 起与 {since} 起"
    reversed_ = select(one.c[key or owner], named.c.name, one.c.since, one.c.until)
    reversed_ = reversed_.select_from(one.join(named, named.c.uuid == one.c[owner])).where(one.c.until <= one.c.since)
    for uuid, name, since, until in connection.execute(reversed_):
        yield uuid, name, f"{since} 至 {until}"
