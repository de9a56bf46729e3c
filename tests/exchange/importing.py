"""What the tests of the import share: an office, lists made on the spot, what stands in the registers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.plan import Plan, PlannedRow
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposal import Proposal
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.sheets import Book, Cell, Sheet, squared
from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.store import Listing, Store, create_store, fetch, ids
from ycpe_desktop.store.tables import raw_value

TODAY = date(2026, 10, 8)
Rows = Sequence[Sequence[Cell]]


def office(folder: Path) -> Store:
    return create_store(folder, "芮城县", today=lambda: TODAY)


def book_of(*sheets: tuple[str, Rows], name: str = "名单.xlsx") -> Book:
    return Book(name, "xlsx", [Sheet(title, squared(rows)) for title, rows in sheets])


def proposed(store: Store, rows: Rows, *, name: str = "名单.xlsx", **said: Any) -> Proposal:
    return propose(store, book_of(("名单", rows), name=name), **said)


def planned(store: Store, rows: Rows, **said: Any) -> Plan:
    return make_plan(store, proposed(store, rows, **said))


def imported(store: Store, rows: Rows, **said: Any) -> Plan:
    """The list is brought in; the plan of how."""
    plan = planned(store, rows, **said)
    apply(store, plan)
    return plan


def states(plan: Plan) -> list[str]:
    return [row.state for row in plan.rows]


def only(plan: Plan) -> PlannedRow:
    (row,) = plan.rows
    return row


def said(row: PlannedRow) -> dict[str, tuple[str, str]]:
    """Label → (old, new) as shown."""
    return {change.label: (change.old, change.new) for change in row.changes}


def standing(store: Store, ledger: type[Ledger] = Kindergarten, year: int = 2026) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return fetch(connection, ledger, ids(connection, Listing(ledger, year)), year)


def by_name(store: Store, year: int = 2026) -> dict[str, dict[str, Any]]:
    return {record["name"]: record for record in standing(store, year=year)}


def left_over(store: Store) -> list[tuple[str | None, str, str]]:
    """(field, heading, text) of every 导入原值."""
    with store.reading() as connection:
        rows = connection.execute(raw_value.select().order_by(raw_value.c.source)).mappings()
        return [(row["field"], row["title"], row["value"]) for row in rows]
