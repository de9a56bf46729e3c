"""Rules over the records of any ledger, beside the registry of the day and the figures of the year: one declaration
each, one query each. See ``rules_…`` for the rules themselves."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.sql.selectable import NamedFromClause

from ycpe_desktop.fields import Choice
from ycpe_desktop.ledgers import Kindergarten, Ledger, YearReport, field_of
from ycpe_desktop.ledgers.year_report import children_total
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.findings import Finding, Tier
from ycpe_desktop.policy.thresholds import number
from ycpe_desktop.schoolyear import last_day
from ycpe_desktop.store.tables import METADATA, place

Sql = ColumnElement[Any]
MOST_TOLD = 5_000
"""So many records that share a fault are told; a county has some 250 kindergartens, a trial of size has more."""
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


def covers(period: NamedFromClause, day: date) -> Sql:
    """The period, of a dated fact or of a record with 起 and 止, holds on the day."""
    return (period.c.since <= day) & or_(period.c.until.is_(None), period.c.until > day)


class It:
    """What a rule may look at: the record (``row``), its kindergarten as it stood on ``day`` (``garden``, ``nature``,
    ``status``), and that one's 年度数据 of ``year`` (``report``).

    ``now``: until when things that happen in the year are looked at, its last day or today; ``last``: the calendar
    year that is complete on ``day``; ``limit``: the rule's threshold.
    """

    def __init__(self, look: Look, ledger: type[Ledger], beside: Registry) -> None:
        self.year, self.day, self.last = look.year, look.day, look.year - 1
        self.now = min(last_day(look.year), look.today)
        self.limit = Decimal(0)
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

    @property
    def name(self) -> Sql:
        found: Any = self.garden.c.get("name")
        if self._ledger.NAMED_BY[0] == "name":
            found = self.row.c.name
        elif "area" in self.row.c:
            found = select(place.c.name).where(place.c.code == self.row.c.area).scalar_subquery()
        return found  # type: ignore[no-any-return]  # columns of an alias

    def other(self, ledger: type[Ledger], *conditions: Callable[[NamedFromClause], Sql]) -> Sql:
        """There is a record of that ledger for which all the conditions hold."""
        other = table(ledger)
        return exists().select_from(other).where(*(condition(other) for condition in conditions))

    def of_garden(self, ledger: type[Ledger], *conditions: Callable[[NamedFromClause], Sql]) -> Sql:
        """The kindergarten has such a record in that ledger."""
        return self.other(ledger, lambda other: other.c.kindergarten == self.garden.c.uuid, *conditions)

    def joined(self) -> Any:
        source: Any = self.row
        if self.row is not self.garden:
            if "kindergarten" not in self.row.c:
                return source
            source = source.outerjoin(self.garden, self.garden.c.uuid == self.row.c.kindergarten)
        for period in (self._nature, self._status):
            source = source.outerjoin(period, (period.c.owner == self.garden.c.uuid) & covers(period, self.day))
        same = (self.report.c.kindergarten == self.garden.c.uuid) & (self.report.c.year == self.year)
        return source.outerjoin(self.report, same)


def _decimal(look: Look, key: str) -> Decimal:
    found = number(key, look.year, look.own)
    return Decimal(found.numerator) / found.denominator


@dataclass(frozen=True, kw_only=True)
class LedgerRule:
    """``when`` is the fault's condition. The sentence may use ``{limit}`` and the ``numbers`` by their names; ``field``
    is where one goes to mend it."""

    id: str
    title: str
    clause: str
    ledger: type[Ledger]
    field: str
    when: Callable[[It], Sql]
    sentence: str
    numbers: Callable[[It], Mapping[str, Any]] = lambda _: {}
    tier: Tier = "explain"
    limit: str = ""


def judge(look: Look, rules: Sequence[LedgerRule]) -> Iterator[Finding]:
    """What the rules find, each in the order of names."""
    beside = Registry()
    every = {ledger: It(look, ledger, beside) for ledger in dict.fromkeys(rule.ledger for rule in rules)}
    for rule in rules:
        it = every[rule.ledger]
        it.limit = _decimal(look, rule.limit) if rule.limit else Decimal(0)
        told = [column.label(name) for name, column in rule.numbers(it).items()]
        wanted = select(it.row.c.uuid, it.name.label("called"), *told).select_from(it.joined()).where(rule.when(it))
        wanted = wanted.order_by("called", it.row.c.uuid).limit(MOST_TOLD)
        for row in look.connection.execute(wanted).mappings():
            yield _told(rule, dict(row), it.limit)


def _told(rule: LedgerRule, row: dict[str, Any], limit: Decimal) -> Finding:
    uuid, name = row.pop("uuid"), row.pop("called") or ""
    shown = {key: _shown(rule.ledger, key, value) for key, value in row.items()}
    sentence = rule.sentence.format(**shown, limit=plain(limit))
    if rule.limit:
        row["limit"] = plain(limit)
    return Finding(rule.id, rule.tier, rule.ledger.__tablename__, uuid, name, rule.field, sentence, rule.clause, row)


def _shown(ledger: type[Ledger], name: str, value: Any) -> str:
    try:
        kind = field_of(ledger, name).kind
    except KeyError:
        kind = None
    if value is None:
        return "（未填）"
    if isinstance(kind, Choice):
        return kind.show(value)
    if isinstance(value, Decimal):
        return plain(value)
    return f"{value:,}" if isinstance(value, int) and name != "calendar_year" else str(value)


def plain(value: Decimal) -> str:
    """As people write it: 600, 350.5."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
