"""The ground of rules of supervision: 必须改 of all times, 可说明 of the school year and of the one before."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table, func

from ycpe_desktop.ledgers import Kindergarten, Ledger, Rectification, Visit, VisitFinding
from ycpe_desktop.policy.findings import Tier
from ycpe_desktop.policy.rule import Condition, Ground, Judging, Rule, Sql, named_in
from ycpe_desktop.policy.supervision import POST_YEARS
from ycpe_desktop.schoolyear import first_day, last_day
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import METADATA


class Visited(Ground):
    """What a condition may look at: the ledger's table (``row``), of a finding also its visit's (``visit``); today,
    the holiday months, and for how many years a former post counts."""

    def __init__(self, at: Judging, ledger: type[Ledger]) -> None:
        self.today, self.holidays, self.post_years = at.today, at.holidays, int(at.limit(POST_YEARS))
        self.row, self.visit = METADATA.tables[ledger.__tablename__], METADATA.tables[Visit.__tablename__]
        garden = METADATA.tables[Kindergarten.__tablename__]
        of_finding = ledger is VisitFinding
        joined: Any = self.row.join(self.visit, self.visit.c.uuid == self.row.c.visit) if of_finding else self.row
        about = self.visit if of_finding else self.row
        self.source = joined.join(garden, garden.c.uuid == about.c.kindergarten)
        day = _day(ledger, self.row, self.visit)
        self.name, self.order = garden.c.name, (garden.c.township, by_name(garden), day, self.row.c.uuid)
        self._lately = day.between(first_day(at.year - 1), last_day(at.year))

    def uuid(self, ledger: type[Ledger]) -> Sql:
        return self.row.c.uuid

    def among(self, tier: Tier) -> Sequence[Sql]:
        return () if tier == "must" else (self._lately,)


def _day(ledger: type[Ledger], row: Table, visit: Table) -> Any:
    """The day by which a record belongs to a school year."""
    if ledger is Rectification:
        return func.coalesce(row.c.issued, row.c.due, row.c.replied, row.c.closed)
    return (visit if ledger is VisitFinding else row).c["visited" if ledger in (Visit, VisitFinding) else "evaluated"]


def visited(
    *,
    id: str,
    title: str,
    ledger: type[Ledger],
    clause: str,
    field: str,
    when: Callable[[Visited], Sql],
    sentence: str,
    tier: Tier = "explain",
) -> Rule:
    """The sentence may use any column of the ledger by its name."""
    condition = Condition(Visited, when, lambda it: {name: it.row.c[name] for name in named_in(sentence)})
    return Rule(
        id=id, title=title, clause=clause, ledger=ledger, field=field, find=condition, sentence=sentence, tier=tier
    )
