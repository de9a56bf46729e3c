"""A record of every ledger, made from the declarations: what a test of all ledgers needs of one it does not know."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from ycpe_desktop.fields import Choice, Day, Field, Kind, Link, Measure, Text, Whole, YesNo
from ycpe_desktop.ledgers import LEDGERS, Ledger, plain_fields_of
from ycpe_desktop.store import Store, Writer
from ycpe_desktop.store.tables import LEDGER_TABLES


def fill_empty_ledgers(store: Store) -> None:
    """One record in each ledger that has none, with what it cannot be without; one action."""
    with store.writing("各台账一条") as writer:
        for ledger in LEDGERS:
            if writer.connection.scalar(select(ledger.__table__.c.uuid).limit(1)) is None:
                writer.insert(ledger, sample(writer, ledger))


def sample(writer: Writer, ledger: type[Ledger]) -> dict[str, Any]:
    """Values of the fields without which there is no such record; references lead to records that are there."""
    return {each.name: _value(writer, each) for each in plain_fields_of(ledger) if each.needed}


def _value(writer: Writer, each: Field) -> Any:
    kind = each.kind
    if isinstance(kind, Link):
        if kind.target not in LEDGER_TABLES:
            return "140830100"
        return writer.connection.scalar(select(LEDGER_TABLES[kind.target].__table__.c.uuid).limit(1))
    return plain_value(kind)


def plain_value(kind: Kind[Any]) -> Any:
    match kind:
        case Choice(options=options):
            return options[0][0]
        case Day():
            return date(2026, 3, 1)
        case YesNo():
            return True
        case Whole():
            return 2026
        case Measure():
            return Decimal(600)
        case Text():
            return "例"
    raise AssertionError(f"no sample of {kind}")
