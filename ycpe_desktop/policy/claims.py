"""What an event says of a kindergarten from a day on, 办园性质 or 状态, and how that comes into the registry."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Table, select

from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.ledger_rules import covers
from ycpe_desktop.store.recorded import load
from ycpe_desktop.store.tables import change
from ycpe_desktop.store.writer import Writer

Row = Mapping[str, Any]


class Claim(NamedTuple):
    """``value`` holds from ``since`` on, until what is known to follow.

    ``over``: only in place of one of these (None: of nothing known); ``hindered``: why it cannot be, "" where it can.
    """

    fact: Dated[Any]
    garden: str
    value: str
    since: date
    basis: str | None
    over: tuple[str | None, ...] = ()
    hindered: str = ""


Claims = Callable[[Writer, Row], Iterable[Claim]]


def moved(row: Row, was: Row | None, *names: str) -> bool:
    """Whether the action wrote one of these fields."""
    return was is None or any(row[name] != was[name] for name in names)


def restate(claims: Claims, writer: Writer, row: Row, was: Row | None) -> None:
    """Bring into the registry what the row says now, in place of what it said before the action (``was``)."""
    before = list(claims(writer, was)) if was is not None else []
    now = list(claims(writer, row))
    stays = {each[:4] for each in now}
    for each in before:
        if each[:4] not in stays:
            _withdraw(writer, each)
    known = {each[:5] for each in before}
    for each in now:
        if each[:5] not in known:
            state(writer, each)


def state(writer: Writer, claim: Claim) -> None:
    """A period that says so already stays as it is; what cannot be is told."""
    now = _period(writer, claim, covers(claim.fact.table, claim.since))
    held = now["value"] if now else None
    if now and held == claim.value and now["since"] != claim.since:
        return
    if held != claim.value and (claim.hindered or (claim.over and held not in claim.over)):
        shown = claim.fact.field.kind.show(held) if held else "没有填写"
        why = claim.hindered or f"{claim.since} 是“{shown}”"
        writer.tell(f"{called(writer, claim.garden)}的{claim.fact.field.label}没有改动：{why}")
        return
    writer.state(claim.fact, claim.garden, claim.value, claim.since, basis=claim.basis)


def _withdraw(writer: Writer, claim: Claim) -> None:
    """What held before goes on in its place; a period that was never made, or has another basis by now, stays."""
    table = claim.fact.table
    now = _period(writer, claim, (table.c.since == claim.since) & (table.c.value == claim.value))
    if now is None:
        return
    if now["basis"] != claim.basis:
        told = f"自 {claim.since} 起的“{claim.fact.field.kind.show(claim.value)}”没有改回，有误的请在沿革里改正"
        writer.tell(f"{called(writer, claim.garden)}的{claim.fact.field.label}{told}")
        return
    if (former := _overwritten(writer, table, now)) is not None:
        writer.alter(table, now["uuid"], now, former)
        return
    before = _period(writer, claim, table.c.until == claim.since)
    writer.remove(table, now["uuid"])
    if before is not None:
        writer.alter(table, before["uuid"], before, {"until": now["until"]})


def _overwritten(writer: Writer, table: Table, now: Row) -> dict[str, Any] | None:
    """What stood in the period that began on the very day of the claim, which was written over it; None where the
    claim has made the period."""
    wanted = select(change.c.operation, change.c.fields).where(
        change.c.ledger == table.name, change.c.uuid == now["uuid"]
    )
    for operation, fields in writer.connection.execute(wanted.order_by(change.c.id.desc())):
        if "value" in fields:
            told = {
                name: load(table, name, before) for name, (before, _) in fields.items() if name in ("value", "basis")
            }
            return told if operation == "update" else None
    return None


def _period(writer: Writer, claim: Claim, condition: Any) -> dict[str, Any] | None:
    table = claim.fact.table
    found = writer.connection.execute(select(table).where(table.c.owner == claim.garden, condition)).mappings().first()
    return dict(found) if found else None


def called(writer: Writer, garden: str) -> str:
    row = writer.row(Kindergarten.__table__, garden)
    return row["name"] if row else ""
