"""The figures of supervision of a school year, by supervisor, township or month: coverage and load, the monthly visits,
what was mended in time.

They are those of the day that the year's pages show: months that have begun, problems whose day came before today.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy import visits
from ycpe_desktop.policy.flows import Period, last_of, month_after, month_of, whole_year, year_so_far
from ycpe_desktop.policy.mends import NOBODY, Closed, Expected, expected
from ycpe_desktop.policy.supervision import NO_TOWNSHIP, Board, board
from ycpe_desktop.policy.visit_settings import holiday_months
from ycpe_desktop.policy.visits import Done, Stop
from ycpe_desktop.schoolyear import first_day, last_day, page_day, year_of
from ycpe_desktop.store import Store

By = Literal["supervisor", "township", "month"]
WORDS: Mapping[By, str] = {"supervisor": "按督学", "township": "按乡镇", "month": "按月"}
WHOLE, EVERYBODY = "全县", "all"
"""Name and key of the county's line."""
NOTHING_DUE, NOTHING_CLOSED = Done(), Closed()


@dataclass(frozen=True)
class Line:
    """``key``: a supervisor's UUID, a township's code or a month's first day; "" for nobody and for no township.

    ``gardens``: in operation, for a supervisor those in hand; ``covered``: those of them that have a supervisor.
    ``supervisors``: how many have them; for a month and the county all who are in their term or have any. ``load``:
    偏多, 正常, 偏少, of a supervisor who is at work. ``newest``: the last month in which a visit was due.
    """

    key: str
    name: str
    gardens: int = 0
    covered: int = 0
    supervisors: int = 0
    load: str = ""
    done: Done = NOTHING_DUE
    closed: Closed = NOTHING_CLOSED
    mends: tuple[str, ...] = ()
    """The 限期整改 that ``closed`` counts."""
    newest: date | None = None

    @property
    def coverage(self) -> Fraction | None:
        return Fraction(self.covered, self.gardens) if self.gardens else None

    @property
    def mean(self) -> Fraction | None:
        """Kindergartens a supervisor."""
        return Fraction(self.covered, self.supervisors) if self.supervisors else None


@dataclass(frozen=True)
class Figures:
    """``total`` is the county on the ``day``, whatever the lines are."""

    year: int
    by: By
    day: date
    lines: tuple[Line, ...]
    total: Line


def figures(store: Store, year: int, by: By) -> Figures:
    day = page_day(year, store.today)
    plans, mended, now = visits.completion(store, year), expected(store, year_shown(store, year)), board(store, day)
    done, newest = _done(plans, by)
    found: dict[str, list[Expected]] = defaultdict(list)
    for each in mended:
        found[_MENDED[by](each)].append(each)
    standing = _STANDING[by](store, now, [*done, *found])
    lines = tuple(
        _with_flow(line, done.get(line.key, NOTHING_DUE), found.get(line.key, ()), newest.get(line.key))
        for line in standing
    )
    whole = Line(EVERYBODY, WHOLE, now.coverage.total, now.coverage.assigned, len(now.loads))
    total = _with_flow(whole, sum(done.values(), NOTHING_DUE), mended, max(newest.values(), default=None))
    return Figures(year, by, day, lines, total)


def year_shown(store: Store, year: int) -> Period:
    """The school year as far as it is over."""
    holidays = holiday_months(store)
    return whole_year(year, holidays) if store.today > last_day(year) else year_so_far(year, holidays, store.today)


def months_begun(year: int, day: date) -> list[date]:
    """The first days of the year's months until the day, holiday months included."""
    months = [first_day(year)]
    while len(months) < 12:
        months.append(month_after(months[-1]))
    return [month for month in months if month <= day]


def _done(plans: Sequence[visits.MonthPlan], by: By) -> tuple[dict[str, Done], dict[str, date]]:
    """Key → visits, and the last month in which any was due."""
    done: dict[str, Done] = {}
    newest: dict[str, date] = {}
    for plan in plans:
        for stop in (stop for each in plan.rounds for stop in each.stops):
            key = _VISITED[by](plan.month, stop)
            done[key] = done.get(key, NOTHING_DUE) + Done(1, stop.visited is not None)
            newest[key] = plan.month
    return done, newest


def _with_flow(line: Line, done: Done, mended: Sequence[Expected], newest: date | None) -> Line:
    closed = Closed(len(mended), sum(each.on_time for each in mended))
    keys = tuple(each.uuid for each in mended)
    return Line(
        line.key, line.name, line.gardens, line.covered, line.supervisors, line.load, done, closed, keys, newest
    )


_VISITED: Mapping[By, Callable[[date, Stop], str]] = {
    "supervisor": lambda month, stop: stop.supervisor,
    "township": lambda month, stop: stop.garden.township,
    "month": lambda month, stop: month.isoformat(),
}
_MENDED: Mapping[By, Callable[[Expected], str]] = {
    "supervisor": lambda each: each.supervisor,
    "township": lambda each: each.township,
    "month": lambda each: month_of(each.day).isoformat(),
}


def _by_supervisor(store: Store, now: Board, others: Collection[str]) -> list[Line]:
    """All who are at work, who had something to do in the year, and what nobody has at the end."""
    loads = {load.uuid: load for load in now.loads}
    named = {uuid: load.name for uuid, load in loads.items()}
    for uuid in others:
        if uuid and uuid not in named:
            named[uuid] = store.names.name(Supervisor.__tablename__, uuid)
    seen: Counter[str] = Counter()
    lines = []
    for uuid in sorted(named, key=lambda uuid: (order_key(named[uuid]), uuid)):
        seen[named[uuid]] += 1
        twin = f"（{seen[named[uuid]]}）" if seen[named[uuid]] > 1 else ""
        load = loads.get(uuid)
        count = load.count if load else 0
        lines.append(Line(uuid, named[uuid] + twin, count, count, 1, load.word if load else ""))
    if now.uncovered or "" in others:
        lines.append(Line("", NOBODY, len(now.uncovered)))
    return lines


def _by_township(store: Store, now: Board, others: Collection[str]) -> list[Line]:
    told = {code: (name, part) for code, name, part in now.townships}
    people: dict[str, set[str]] = defaultdict(set)
    for duty in (duty for load in now.loads for duty in load.duties if duty.garden.open):
        people[duty.garden.township].add(duty.supervisor)
    lines = []
    for code in sorted({*told, *others}, key=lambda code: code or "~"):
        name, part = told.get(code, (store.names.name("township", code) if code else NO_TOWNSHIP, None))
        total, assigned = (part.total, part.assigned) if part else (0, 0)
        lines.append(Line(code, name, total, assigned, len(people[code])))
    return lines


def _by_month(store: Store, now: Board, others: Collection[str]) -> list[Line]:
    """Each month as it stood on its last day, the running one as on the day."""
    holidays, lines = holiday_months(store), []
    for month in months_begun(year_of(now.day), min(now.day, store.today)):
        end = last_of(month)
        state = now if end >= now.day else board(store, end)
        note = "（未完）" if end >= store.today else "（假期）" if month.month in holidays else ""
        told = state.coverage
        name = f"{month.year} 年 {month.month} 月{note}"
        lines.append(Line(month.isoformat(), name, told.total, told.assigned, len(state.loads)))
    return lines


_STANDING: Mapping[By, Callable[[Store, Board, Collection[str]], list[Line]]] = {
    "supervisor": _by_supervisor,
    "township": _by_township,
    "month": _by_month,
}
