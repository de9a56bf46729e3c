"""限期整改 on a day: how each stands, what is open at a kindergarten, and how many were mended in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, false, func, or_, select

from ycpe_desktop.ledgers import Kindergarten, Rectification, Supervisor, Visit, VisitFinding
from ycpe_desktop.ledgers.rectification import ENDED
from ycpe_desktop.ledgers.visit import carried_out
from ycpe_desktop.ledgers.visit_words import ITEMS, cited
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy.flows import Period, deadline, on_time, within
from ycpe_desktop.policy.namesakes import supervisor_names
from ycpe_desktop.policy.supervision import Garden
from ycpe_desktop.policy.supervision import garden as garden_of
from ycpe_desktop.store import Store, fetch
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.spoken import by_name

State = Literal["early", "overdue", "unchecked", "passed", "closed", "banned"]
STATES: Mapping[State, str] = {
    "overdue": "已逾期",
    "unchecked": "待复查",
    "passed": "待销号",
    "early": "未到期",
    "closed": "已销号",
    "banned": "已取缔",
}
"""In the order of urgency."""
NOBODY = "没有责任督学"


def state_on(row: Mapping[str, Any], day: date) -> State:
    """How a row of 限期整改 stands on the day; what happened later has not happened yet."""
    if row["outcome"] in ENDED and (row["closed"] is None or row["closed"] <= day):
        return "banned" if row["outcome"] == "banned" else "closed"
    answered = row["replied"] is not None and row["replied"] <= day
    looked = row["checked"] is not None and row["checked"] <= day
    if looked and row["check_result"] == "passed":
        return "passed"
    if answered and not (looked and row["check_result"] == "failed"):
        return "unchecked"
    return "overdue" if row["due"] is not None and row["due"] < day else "early"


@dataclass(frozen=True)
class Mend:
    """One 限期整改 with what a list shows of it. ``values``: its fields; ``repeated``: the item came up before;
    ``supervisor_called``: told apart from others of the name, where somebody chooses; printed is the name alone."""

    uuid: str
    garden: Garden
    supervisor: str
    supervisor_name: str
    values: Mapping[str, Any]
    state: State
    overdue_days: int
    repeated: bool
    supervisor_called: str = ""

    @property
    def state_shown(self) -> str:
        return STATES[self.state]

    @property
    def clause_shown(self) -> str:
        return cited(self.values["clause"], self.values["clause_other"])

    @property
    def item_shown(self) -> str:
        return dict(ITEMS).get(self.values["item"] or "", "")


@dataclass(frozen=True)
class OpenProblem:
    """What a supervisor should look at again: a 限期整改 that is not closed, or a finding of the last visit that was
    neither mended nor made one (``mend`` is None)."""

    item: str
    problem: str
    clause: str
    since: date | None
    mend: Mend | None = None


def mends(store: Store, day: date, *, kindergarten: str = "", supervisor: str = "", ended: bool = False) -> list[Mend]:
    """Those not settled on the day (with ``ended`` all), the most urgent first."""
    with store.reading() as connection:
        return _mends(store, connection, day, kindergarten=kindergarten, supervisor=supervisor, ended=ended)


def mend_of(store: Store, uuid: str, day: date) -> Mend:
    """That one; KeyError where it is gone."""
    with store.reading() as connection:
        found = _made(store, connection, [uuid], day)
    if not found:
        raise KeyError(uuid)
    return found[0]


def of_notice(store: Store, number: str, day: date) -> list[Mend]:
    """The problems of one 整改通知书, by kindergarten and in their order."""
    table = table_of(Rectification)
    wanted = select(table.c.uuid).where(table.c.number == number)
    with store.reading() as connection:
        keys = list(connection.scalars(wanted.order_by(table.c.kindergarten, table.c.place, table.c.uuid)))
        return _made(store, connection, keys, day)


def _mends(store: Store, connection: Connection, day: date, *, ended: bool, **whose: str) -> list[Mend]:
    table = table_of(Rectification)
    wanted = select(table.c.uuid).where(*(table.c[name] == uuid for name, uuid in whose.items() if uuid))
    wanted = wanted.where(or_(table.c.issued.is_(None), table.c.issued <= day))
    if not ended:
        wanted = wanted.where(or_(table.c.outcome.is_(None), table.c.outcome.not_in(ENDED), table.c.closed > day))
    found = _made(store, connection, list(connection.scalars(wanted)), day)
    order = list(STATES)
    by_day = sorted(found, key=lambda one: (one.values["due"] or date.max, order_key(one.garden.name)))
    return sorted(by_day, key=lambda one: order.index(one.state))


def _made(store: Store, connection: Connection, keys: list[str], day: date) -> list[Mend]:
    records = fetch(connection, Rectification, keys, store.current_year, store.names)
    gardens = _gardens(store, connection, {row["kindergarten"] for row in records})
    people = supervisor_names(store, connection)
    return [_mend(store, row, gardens[row["kindergarten"]], people, day) for row in records]


def _mend(store: Store, row: Mapping[str, Any], garden: Garden, people: Mapping[str, str], day: date) -> Mend:
    state, who = state_on(row, day), row["supervisor"] or ""
    late = (day - row["due"]).days if state == "overdue" else 0
    name = store.names.name(Supervisor.__tablename__, who) if who else ""
    return Mend(row["uuid"], garden, who, name, row, state, late, bool(row["repeated"]), people.get(who, ""))


def _gardens(store: Store, connection: Connection, keys: Iterable[str]) -> dict[str, Garden]:
    """The kindergartens that these records are about."""
    garden, listed = table_of(Kindergarten), sorted(set(keys))
    found: dict[str, Garden] = {}
    for start in range(0, len(listed), 500):
        wanted = select(garden.c.uuid, garden.c.name, garden.c.township)
        rows = connection.execute(wanted.where(garden.c.uuid.in_(listed[start : start + 500])))
        found.update({row.uuid: garden_of(store, *row) for row in rows})
    return found


def open_problems(
    store: Store, connection: Connection, day: date, kindergarten: str = ""
) -> dict[str, list[OpenProblem]]:
    """Kindergarten → what is open there on the day, 限期整改 first; of one kindergarten where it is named."""
    found: dict[str, list[OpenProblem]] = {}
    for one in _mends(store, connection, day, kindergarten=kindergarten, ended=False):
        told = one.values
        problem = OpenProblem(one.item_shown, told["problem"], one.clause_shown, told["issued"], one)
        found.setdefault(one.garden.uuid, []).append(problem)
    for row in connection.execute(_unattended(day, kindergarten)):
        item = dict(ITEMS).get(row.item or "", "")
        problem = OpenProblem(item, row.problem, cited(row.clause, row.clause_other), row.visited)
        found.setdefault(row.kindergarten, []).append(problem)
    return found


def _unattended(day: date, kindergarten: str) -> Select[Any]:
    """Findings of each kindergarten's last visit that nobody mended or followed up."""
    visit, finding, other = table_of(Visit), table_of(VisitFinding), table_of(Visit).alias()
    newest = select(func.max(other.c.visited)).where(
        other.c.kindergarten == visit.c.kindergarten, other.c.visited <= day, carried_out(other)
    )
    open_ = and_(finding.c.rectification.is_(None), or_(finding.c.mended.is_(None), finding.c.mended.is_(False)))
    wanted = (
        select(visit.c.kindergarten, visit.c.visited, finding.c.item, finding.c.problem, finding.c.clause,
               finding.c.clause_other)
        .join(visit, visit.c.uuid == finding.c.visit)
        .where(open_, carried_out(visit), visit.c.visited == newest.scalar_subquery())
        .order_by(visit.c.kindergarten, finding.c.uuid)
    )  # fmt: skip
    return wanted.where(visit.c.kindergarten == kindergarten) if kindergarten else wanted


@dataclass(frozen=True)
class Closed:
    """Problems that were to be mended within a time, and those that were on time."""

    due: int = 0
    on_time: int = 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.on_time, self.due) if self.due else None


def closures(store: Store, period: Period) -> list[tuple[str, str, Closed]]:
    """(supervisor, name, closed) of the problems whose day came within the period, by name; those that no supervisor
    brought up come last as ("", …)."""
    mend, who = table_of(Rectification), table_of(Supervisor)
    counted = func.count(), func.count().filter(on_time(mend))
    wanted = (
        select(who.c.uuid, who.c.name, *counted)
        .select_from(mend.outerjoin(who, who.c.uuid == mend.c.supervisor))
        .where(*within(deadline(mend), period))
        .group_by(who.c.uuid, who.c.name)
        .order_by(who.c.name.is_(None), by_name(who), who.c.uuid)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return [(uuid or "", name or NOBODY, Closed(due, done)) for uuid, name, due, done in rows]


@dataclass(frozen=True)
class Expected:
    """A problem that was to be mended by a ``day``, the first one given; ``township`` is the kindergarten's, "" where
    it is not filled in."""

    uuid: str
    day: date
    on_time: bool
    supervisor: str
    township: str


def expected(store: Store, period: Period) -> list[Expected]:
    """The problems that ``closures`` counts, one by one, by their day."""
    mend, garden = table_of(Rectification), table_of(Kindergarten)
    by, kept = deadline(mend), func.coalesce(on_time(mend), false())
    wanted = (
        select(mend.c.uuid, by.label("day"), kept.label("kept"), mend.c.supervisor, garden.c.township)
        .join(garden, garden.c.uuid == mend.c.kindergarten)
        .where(*within(by, period))
        .order_by(by, mend.c.uuid)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return [Expected(row.uuid, row.day, bool(row.kept), row.supervisor or "", row.township or "") for row in rows]
