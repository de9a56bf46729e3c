"""经费拨付 as it goes on: what is due for a year is drawn up from the figures and the standard in force, then paid."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import FundPayment, Kindergarten, YearReport, field_of
from ycpe_desktop.ledgers.year_report import children_total
from ycpe_desktop.policy.acting import garden_name, note, row_of
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.spoken import by_name

Kind = Literal["public_fund", "inclusive_fund"]
NATURE_OF: dict[str, str] = {"public_fund": "public", "inclusive_fund": "inclusive"}


def draw_up(store: Store, calendar_year: int, kind: Kind, due_by: date) -> str:
    """A row for each kindergarten of that nature in operation that has none: its children on 1 September of the year
    before, the standard in force. Gives the action's label."""
    standard = number(kind, calendar_year, own_targets(store))
    per_child = Decimal(standard.numerator) / standard.denominator
    wanted = _without(store, calendar_year, kind)
    word = field_of(FundPayment, "kind").kind.show(kind)
    if not wanted:
        raise Refusal(f"没有要补的{calendar_year} 年度{word}", "经费拨付", "各园都已有一行，或年度数据还没有在园幼儿数")
    label = f"生成 {calendar_year} 年度{word}应拨（{len(wanted)} 所）"
    with store.writing(label) as writer:
        for garden, children in wanted:
            told: dict[str, Any] = {"kindergarten": garden, "calendar_year": calendar_year, "kind": kind}
            writer.insert(FundPayment, {**told, "children": children, "per_child": per_child, "due_by": due_by})
    return label


def _without(store: Store, calendar_year: int, kind: str) -> list[tuple[str, int]]:
    """(kindergarten, children) of those that have no row of that kind and year yet."""
    year = calendar_year - 1
    day = first_day(year)
    garden, report, paid = table_of(Kindergarten), table_of(YearReport), table_of(FundPayment)
    nature, status = Kindergarten.nature, Kindergarten.status
    children = children_total(report)
    there = select(paid.c.kindergarten).where(paid.c.calendar_year == calendar_year, paid.c.kind == kind)
    wanted = (
        select(garden.c.uuid, children)
        .join(report, (report.c.kindergarten == garden.c.uuid) & (report.c.year == year))
        .join(nature.table, (nature.table.c.owner == garden.c.uuid) & in_force(nature, day))
        .join(status.table, (status.table.c.owner == garden.c.uuid) & in_force(status, day))
        .where(nature.table.c.value == NATURE_OF[kind], status.table.c.value == "open", children > 0)
        .where(garden.c.uuid.not_in(there))
        .order_by(garden.c.township, by_name(garden), garden.c.uuid)
    )
    with store.reading() as connection:
        return [(uuid, int(count)) for uuid, count in connection.execute(wanted)]


def pay(store: Store, payments: Sequence[str], day: date, document: str | None = None) -> str:
    """These are paid in full on the day, as one action; gives its label."""
    rows = [row_of(store, FundPayment, uuid) for uuid in payments]
    short = next((row for row in rows if row["children"] is None or row["per_child"] is None), None)
    if short is not None:
        name = garden_name(store, short["kindergarten"])
        raise Refusal("没有幼儿数或每生标准，算不出应拨多少", name, "请先填写这两项")
    total = sum((row["children"] * row["per_child"] for row in rows), Decimal(0))
    whom = garden_name(store, rows[0]["kindergarten"]) if len(rows) == 1 else f"{len(rows)} 所"
    label = f"拨付经费：{whom} 共 {total:,.2f} 元（{day}）"
    with store.writing(label) as writer:
        for row in rows:
            values = {"paid": row["children"] * row["per_child"], "paid_on": day}
            writer.update(FundPayment, row["uuid"], values | ({"document": document} if document else {}))
    return label


def pay_part(store: Store, payment: str, day: date, amount: Decimal, document: str | None = None) -> str:
    """A further sum arrives on the day; gives the action's label."""
    row = row_of(store, FundPayment, payment)
    name, sum_paid = garden_name(store, row["kindergarten"]), (row["paid"] or Decimal(0)) + amount
    due = None if row["children"] is None or row["per_child"] is None else row["children"] * row["per_child"]
    if due is not None and sum_paid > due:
        raise Refusal(
            f"连同已拨的共 {sum_paid:,.2f} 元，超过应拨 {due:,.2f} 元", name, "请改正金额，或先改幼儿数、每生标准"
        )
    label = f"拨付经费：{name} {amount:,.2f} 元，累计 {sum_paid:,.2f} 元（{day}）"
    values = {"paid": sum_paid, "paid_on": day} | ({"document": document} if document else {})
    return note(store, FundPayment, [payment], values, label)
