"""The ground of rules over the records of any ledger: beside each its kindergarten in the registry of the day and the
figures of the year. See ``rules_…`` for the rules themselves."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.sql.selectable import NamedFromClause

from ycpe_desktop.ledgers import Kindergarten, Ledger, YearReport
from ycpe_desktop.ledgers.year_report import children_total
from ycpe_desktop.policy.findings import Tier
from ycpe_desktop.policy.rule import Condition, Ground, Judging, Rule, Sql
from ycpe_desktop.schoolyear import last_day
from ycpe_desktop.store.tables import METADATA, place

PRIVATE = ("inclusive", "nonprofit", "forprofit")


def table(ledger: type[Ledger]) -> NamedFromClause:
    """The table under a name of its own, so that a query may hold it twice."""
    return METADATA.tables[ledger.__tablename__].alias()


class Registry:
    """The tables that stand beside every record; made once for all rules, since each copies its columns."""

    def __init__(self) -> None:
        self.garden, self.report = table(Kindergarten), table(YearReport)
        self.nature: NamedFromClause = Kindergarten.nature.table.alias()
        self.status: NamedFromClause = Kindergarten.status.table.alias()


def covers(period: NamedFromClause, day: date | Sql) -> Sql:
    """The period, of a dated fact or of a record with 起 and 止, holds on the day."""
    return (period.c.since <= day) & or_(period.c.until.is_(None), period.c.until > day)


class It(Ground):
    """What a condition may look at: the record (``row``), its kindergarten as it stood on ``day`` (``garden``,
    ``nature``, ``status``), and that one's 年度数据 of ``year`` (``report``).

    ``now``: until when things that happen in the year are looked at, its last day or today; ``last``: the calendar
    year that is complete on ``day``; ``standard``: another policy number in force than the rule's ``limit``.
    """

    together = False

    def __init__(self, at: Judging, ledger: type[Ledger]) -> None:
        self.year, self.day, self.last = at.year, at.day, at.year - 1
        self.now, self.standard = min(last_day(at.year), at.today), at.limit
        beside: Registry = at.grounds.setdefault(Registry, None) or Registry()
        at.grounds[Registry] = beside
        self.garden: NamedFromClause = beside.garden
        self.row: NamedFromClause = beside.garden if ledger is Kindergarten else table(ledger)
        self.report: NamedFromClause = beside.report
        self._nature, self._status, self._ledger = beside.nature, beside.status, ledger

    @property
    def nature(self) -> Sql:
        return self._nature.c.value

    @property
    def status(self) -> Sql:
        return self._status.c.value

    @property
    def children(self) -> Sql:
        return children_total(self.report)

    @cached_property
    def open_now(self) -> Any:
        """The kindergartens that are 在办 on the day until which is looked (``now``)."""
        status = Kindergarten.status.table.alias()
        return select(status.c.owner).where(status.c.value == "open", covers(status, self.now))

    @cached_property
    def name(self) -> Sql:  # type: ignore[override]  # made when first asked for
        found: Any = self.garden.c.get("name")
        if self._ledger.NAMED_BY[0] == "name":
            found = self.row.c.name
        elif "area" in self.row.c:
            found = select(place.c.name).where(place.c.code == self.row.c.area).scalar_subquery()
        return found  # type: ignore[no-any-return]  # columns of an alias

    @property
    def order(self) -> tuple[Any, ...]:  # type: ignore[override]  # by the name that is told
        return "name", self.row.c.uuid

    def uuid(self, ledger: type[Ledger]) -> Sql:
        return self.row.c.uuid

    def other(self, ledger: type[Ledger], *conditions: Callable[[NamedFromClause], Sql]) -> Sql:
        """There is a record of that ledger for which all the conditions hold."""
        other = table(ledger)
        return exists().select_from(other).where(*(condition(other) for condition in conditions))

    def of_garden(self, ledger: type[Ledger], *conditions: Callable[[NamedFromClause], Sql]) -> Sql:
        """The kindergarten has such a record in that ledger."""
        return self.other(ledger, lambda other: other.c.kindergarten == self.garden.c.uuid, *conditions)

    @cached_property
    def source(self) -> Any:
        source: Any = self.row
        if self.row is not self.garden:
            if "kindergarten" not in self.row.c:
                return source
            source = source.outerjoin(self.garden, self.garden.c.uuid == self.row.c.kindergarten)
        for period in (self._nature, self._status):
            source = source.outerjoin(period, (period.c.owner == self.garden.c.uuid) & covers(period, self.day))
        same = (self.report.c.kindergarten == self.garden.c.uuid) & (self.report.c.year == self.year)
        return source.outerjoin(self.report, same)


def recorded(
    *,
    id: str,
    title: str,
    clause: str,
    ledger: type[Ledger],
    field: str,
    when: Callable[[It], Sql],
    sentence: str,
    numbers: Callable[[It], Mapping[str, Any]] = lambda _: {},
    tier: Tier = "explain",
    limit: str = "",
) -> Rule:
    """A rule over the records of any ledger."""
    return Rule(
        id=id, title=title, clause=clause, ledger=ledger, field=field, find=Condition(It, when, numbers),
        sentence=sentence, tier=tier, limit=limit,
    )  # fmt: skip
