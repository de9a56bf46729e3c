"""The rules of supervision over the records: 必须改 of all times, 可说明 of the school year and of the one before."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table, and_, case, func, or_, select

from ycpe_desktop.ledgers import Kindergarten, Ledger, Rectification, Visit, VisitFinding, plain_fields_of
from ycpe_desktop.ledgers.conduct_evaluation import CLAUSE
from ycpe_desktop.policy import evaluations
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.visit_rules import VISIT_RULES, Ground, VisitRule
from ycpe_desktop.schoolyear import first_day, last_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import METADATA


def found(look: Look, holidays: Sequence[int]) -> Iterator[Finding]:
    for ledger in dict.fromkeys(rule.ledger for rule in VISIT_RULES):
        yield from _of_ledger(look, ledger, [rule for rule in VISIT_RULES if rule.ledger is ledger], holidays)


def _of_ledger(
    look: Look, ledger: type[Ledger], rules: Sequence[VisitRule], holidays: Sequence[int]
) -> Iterator[Finding]:
    """All rules of a ledger in one pass."""
    row, visit = METADATA.tables[ledger.__tablename__], METADATA.tables[Visit.__tablename__]
    garden = METADATA.tables[Kindergarten.__tablename__]
    joined: Any = row.join(visit, visit.c.uuid == row.c.visit) if ledger is VisitFinding else row
    about = visit if ledger is VisitFinding else row
    it = Ground(row, visit, look.today, holidays)
    lately = _day(ledger, row, visit).between(first_day(look.year - 1), last_day(look.year))
    faults = [rule.when(it) if rule.tier == "must" else and_(rule.when(it), lately) for rule in rules]
    flags = [case((fault, 1), else_=0).label(f"rule_{rule.id}") for rule, fault in zip(rules, faults, strict=True)]
    wanted = select(row, garden.c.name.label("garden"), *flags)
    wanted = wanted.select_from(joined.join(garden, garden.c.uuid == about.c.kindergarten)).where(or_(*faults))
    order = (garden.c.township, garden.c.name, _day(ledger, row, visit), row.c.uuid)
    for one in look.connection.execute(wanted.order_by(*order)).mappings():
        for rule in rules:
            if one[f"rule_{rule.id}"]:
                yield _told(rule, dict(one))


def _day(ledger: type[Ledger], row: Table, visit: Table) -> Any:
    """The day by which a record belongs to a school year."""
    if ledger is Rectification:
        return func.coalesce(row.c.issued, row.c.due, row.c.replied, row.c.closed)
    return (visit if ledger is VisitFinding else row).c["visited" if ledger in (Visit, VisitFinding) else "evaluated"]


def _told(rule: VisitRule, one: dict[str, Any]) -> Finding:
    names = [each.name for each in plain_fields_of(rule.ledger)]
    used = {name: one[name] for name in names if f"{{{name}}}" in rule.sentence}
    shown = {name: "（未填）" if value is None else value for name, value in used.items()}
    return Finding(
        rule.id,
        rule.tier,
        rule.ledger.__tablename__,
        one["uuid"],
        one["garden"],
        rule.field,
        rule.sentence.format(**shown),
        rule.clause,
        used,
    )


def not_evaluated(store: Store, look: Look) -> Iterator[Finding]:
    """可说明 in the last school year of a cycle: who has not been evaluated in it, once it has begun at all."""
    until = min(last_day(look.year), max(look.today, first_day(look.year)))
    cycle = evaluations.cycle(store, until)
    if not cycle.done or cycle.last > last_day(look.year):
        return
    for one in cycle.due:
        before = f"，上次是 {one.last}" if one.last else ""
        sentence = f"{cycle.first.year}—{cycle.last.year} 年周期内还没有评估{before}"
        yield Finding(
            "not_evaluated", "explain", "kindergarten", one.garden.uuid, one.garden.name, "name", sentence, CLAUSE
        )
