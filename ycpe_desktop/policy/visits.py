"""Supervision visits of a month: who must be visited by whom, who was, and what is still open at each kindergarten.

Every kindergarten in operation at least once a month in term time (教督〔2019〕3号; the number is one that the office
may set higher: it has been visited on the day of the last visit that is due). One that was 在办 on the month's first
day is due; it is its supervisor's who had it last in that month. Whoever visits it, it has been visited.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, select

from ycpe_desktop.ledgers import Assignment, Kindergarten, Visit
from ycpe_desktop.ledgers.visit import carried_out
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy.flows import last_of, month_of, months_of
from ycpe_desktop.policy.mends import OpenProblem, open_problems
from ycpe_desktop.policy.namesakes import supervisor_names
from ycpe_desktop.policy.supervision import Garden
from ycpe_desktop.policy.supervision import garden as garden_of
from ycpe_desktop.policy.thresholds import own_targets
from ycpe_desktop.policy.visit_settings import holiday_months, visits_a_month
from ycpe_desktop.schoolyear import first_day, page_day, year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

NOBODY = "没有责任督学"


@dataclass(frozen=True)
class Done:
    """Kindergarten-months that are due, and those with a visit."""

    due: int = 0
    visited: int = 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.visited, self.due) if self.due else None

    def __add__(self, other: "Done") -> "Done":
        return Done(self.due + other.due, self.visited + other.visited)


@dataclass(frozen=True)
class Stop:
    """A kindergarten on a month's round. ``last``: the last visit before the month; ``visited``: the day on which it
    had been visited in it as often as it must be."""

    garden: Garden
    supervisor: str
    last: date | None
    visited: date | None
    drafts: tuple[str, ...] = ()
    """Visits of the month that are not finished yet."""
    problems: tuple[OpenProblem, ...] = ()

    @property
    def last_shown(self) -> str:
        return str(self.last or ("本月首次" if self.visited else "没有督导过"))

    @property
    def neglect(self) -> tuple[Any, ...]:
        """Sorts the most neglected first: never visited, then longest ago, then with most to look at again."""
        return (self.last or date.min, -len(self.problems), self.garden.township or "~", self.garden.name)


@dataclass(frozen=True)
class Round:
    """A supervisor's month, the most neglected first; ``supervisor`` is "" for what nobody has."""

    supervisor: str
    name: str
    stops: tuple[Stop, ...]

    @property
    def done(self) -> Done:
        return Done(len(self.stops), sum(stop.visited is not None for stop in self.stops))


@dataclass(frozen=True)
class MonthPlan:
    """``month``: its first day; in a holiday month nothing is due and there are no rounds."""

    month: date
    holiday: bool
    rounds: tuple[Round, ...] = ()

    @property
    def done(self) -> Done:
        return sum((each.done for each in self.rounds), Done())

    @property
    def townships(self) -> list[tuple[str, str, Done]]:
        """(code, name, done) in the order of codes; kindergartens without a township come last."""
        return by_township(stop for each in self.rounds for stop in each.stops)


def month_plan(store: Store, month: date, *, problems: bool = True) -> MonthPlan:
    """The rounds of the month that ``month`` lies in, supervisors by name, what nobody has at the end.

    ``problems``: also what is open at each kindergarten, which takes most of the time.
    """
    first = month_of(month)
    if first.month in holiday_months(store):
        return MonthPlan(first, holiday=True)
    with store.reading() as connection:
        found = open_problems(store, connection, min(store.today, last_of(first))) if problems else {}
        return _plan(store, connection, first, found)


def _plan(
    store: Store, connection: Connection, first: date, problems: Mapping[str, Sequence[OpenProblem]]
) -> MonthPlan:
    facts = _Facts(store, connection, last_of(first))
    stops = [_stop(facts, garden, first, problems) for garden in facts.gardens.values() if facts.is_open(garden, first)]
    rounds: dict[str, list[Stop]] = {}
    for stop in sorted(stops, key=lambda each: each.neglect):
        rounds.setdefault(stop.supervisor, []).append(stop)
    order = sorted(rounds, key=lambda uuid: (not uuid, order_key(facts.people.get(uuid, "")), uuid))
    return MonthPlan(
        first, False, tuple(Round(uuid, facts.people.get(uuid, NOBODY), tuple(rounds[uuid])) for uuid in order)
    )


def completion(store: Store, year: int) -> list[MonthPlan]:
    """The term months of a school year that have begun on the day that its pages show; what is open is not told."""
    if store.today < first_day(year):
        return []
    shown = page_day(year, store.today)
    with store.reading() as connection:
        begun = (month for month in months_of(year, holiday_months(store)) if month <= shown)
        return [_plan(store, connection, month, {}) for month in begun]


def by_township(stops: Iterable[Stop]) -> list[tuple[str, str, Done]]:
    found: dict[tuple[str, str], Done] = {}
    for stop in stops:
        key = (stop.garden.township, stop.garden.township_name)
        found[key] = found.get(key, Done()) + Done(1, stop.visited is not None)
    return [(code, name, found[code, name]) for code, name in sorted(found, key=lambda key: key[0] or "~")]


def by_supervisor(plans: Sequence[MonthPlan]) -> list[tuple[str, str, Done]]:
    """(uuid, name, done) over some months, by name; what nobody had comes last as ("", …)."""
    found: dict[tuple[str, str], Done] = {}
    for each in (each for plan in plans for each in plan.rounds):
        found[each.supervisor, each.name] = found.get((each.supervisor, each.name), Done()) + each.done
    return [(*key, found[key]) for key in sorted(found, key=lambda key: (not key[0], order_key(key[1]), key[0]))]


def open_at(store: Store, kindergarten: str, day: date) -> tuple[OpenProblem, ...]:
    """What is not settled at a kindergarten on the day: its 限期整改, and findings that nobody followed up."""
    with store.reading() as connection:
        return tuple(open_problems(store, connection, day, kindergarten).get(kindergarten, ()))


def last_visit(store: Store, kindergarten: str, before: date) -> dict[str, Any] | None:
    """The newest visit that was carried out before that day; None where there was none."""
    visit = table_of(Visit)
    wanted = select(visit).where(visit.c.kindergarten == kindergarten, visit.c.visited < before, carried_out(visit))
    with store.reading() as connection:
        row = connection.execute(wanted.order_by(visit.c.visited.desc(), visit.c.uuid.desc()).limit(1)).mappings()
        found = row.first()
    return None if found is None else dict(found)


@dataclass
class _Facts:
    """All that a month is told from, read at once. ``day``: the month's last."""

    store: Store
    connection: Connection
    day: date
    gardens: dict[str, Garden] = field(init=False)
    people: dict[str, str] = field(init=False)
    held: dict[str, str] = field(init=False)
    """Kindergarten → its supervisor, the last one of the month."""

    def __post_init__(self) -> None:
        month, execute = month_of(self.day), self.connection.execute
        garden, held = table_of(Kindergarten), table_of(Assignment)
        wanted = select(garden.c.uuid, garden.c.name, garden.c.township)
        self.gardens = {row.uuid: garden_of(self.store, *row) for row in execute(wanted)}
        self.people = supervisor_names(self.store, self.connection)
        lasting = held.c.until.is_(None) | (held.c.until > month)
        rows = execute(select(held).where(held.c.since <= self.day, lasting).order_by(held.c.since))
        self.held = {row.kindergarten: row.supervisor for row in rows}
        self._open = self._open_periods()
        self._read_visits(month)

    def _open_periods(self) -> Mapping[str, Sequence[tuple[date, date | None]]]:
        status = Kindergarten.status.table.c
        found: dict[str, list[tuple[date, date | None]]] = {}
        wanted = select(status.owner, status.since, status.until).where(status.value == "open")
        for owner, since, until in self.connection.execute(wanted):
            found.setdefault(owner, []).append((since, until))
        return found

    def _read_visits(self, month: date) -> None:
        visit, execute = table_of(Visit), self.connection.execute
        before = select(visit.c.kindergarten, func.max(visit.c.visited)).where(visit.c.visited < month)
        grouped = before.where(carried_out(visit)).group_by(visit.c.kindergarten)
        self.last: dict[str, date] = dict(execute(grouped).tuples().all())
        inside = (visit.c.visited >= month, visit.c.visited <= self.day)
        wanted = select(visit.c.kindergarten, visit.c.visited).where(*inside, carried_out(visit))
        least, days = visits_a_month(year_of(month), own_targets(self.store)), defaultdict[str, list[date]](list)
        for garden, day in execute(wanted.order_by(visit.c.visited)):
            days[garden].append(day)
        self.visited = {garden: each[least - 1] for garden, each in days.items() if len(each) >= least}
        self.drafts: dict[str, list[str]] = {}
        unfinished = select(visit.c.kindergarten, visit.c.uuid).where(*inside, visit.c.state == "draft")
        for garden, uuid in execute(unfinished.order_by(visit.c.visited)):
            self.drafts.setdefault(garden, []).append(uuid)

    def is_open(self, garden: Garden, day: date) -> bool:
        periods = self._open.get(garden.uuid, ())
        return any(since <= day and (until is None or until > day) for since, until in periods)


def _stop(facts: _Facts, garden: Garden, month: date, problems: Mapping[str, Sequence[OpenProblem]]) -> Stop:
    uuid = garden.uuid
    return Stop(
        garden,
        facts.held.get(uuid, ""),
        facts.last.get(uuid),
        facts.visited.get(uuid),
        tuple(facts.drafts.get(uuid, ())),
        tuple(problems.get(uuid, ())),
    )
