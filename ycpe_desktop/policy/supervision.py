"""责任督学 on a day: who has whom, who is uncovered, loads against the band, plaques.

Every kindergarten of the registry that is in operation must be covered, 民办 and 附设幼儿班 included (教督〔2019〕3号).
已分配 and 已挂牌 (plaque posted) are counted apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, select

from ycpe_desktop.ledgers import Assignment, Kindergarten, Recusal, Supervisor
from ycpe_desktop.name_order import order_key
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.namesakes import told_apart
from ycpe_desktop.policy.terms import Terms, term_ending, term_trouble, terms_in_force
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.listing import table_of
from ycpe_desktop.store.spoken import by_name

POST_YEARS = "post_years"
"""The policy number: so many years after leaving a kindergarten one must not be its supervisor."""
NO_TOWNSHIP = "乡镇未填"


@dataclass(frozen=True)
class Garden:
    """A kindergarten; ``township`` is the place's code, "" where it is not filled in."""

    uuid: str
    name: str
    township: str
    township_name: str
    open: bool = True


@dataclass(frozen=True)
class Duty:
    """One assignment in force on the day."""

    uuid: str
    garden: Garden
    supervisor: str
    since: date
    until: date | None
    locked: bool
    printed: date | None
    posted: date | None


@dataclass(frozen=True)
class Load:
    """A supervisor and what is in hand. Kindergartens out of operation stay in ``duties`` but are not counted; in
    ``name`` namesakes are told apart."""

    uuid: str
    name: str
    employer: str
    township: str
    township_name: str
    part_time: bool
    term_from: date | None
    term_to: date | None
    least: int
    most: int
    terms: Terms
    ideal: int
    duties: tuple[Duty, ...] = ()
    term_number: int | None = None

    @property
    def count(self) -> int:
        return sum(duty.garden.open for duty in self.duties)

    @property
    def word(self) -> str:
        if self.count > self.most:
            return "偏多"
        return "偏少" if self.count < self.least else "正常"

    def term_trouble(self, day: date) -> str:
        """Why this person should not be given kindergartens on that day; "" where all is well."""
        return term_trouble(self.terms, self.part_time, self.term_from, self.term_to, self.term_number, day)

    def term_ending(self, day: date) -> str:
        return term_ending(self.terms, self.part_time, self.term_from, self.term_to, day)


@dataclass(frozen=True)
class Coverage:
    """Kindergartens to cover, with a supervisor, and with that supervisor's plaque at the gate."""

    total: int
    assigned: int
    posted: int

    @property
    def assigned_share(self) -> Fraction | None:
        return Fraction(self.assigned, self.total) if self.total else None

    @property
    def posted_share(self) -> Fraction | None:
        return Fraction(self.posted, self.total) if self.total else None


@dataclass(frozen=True)
class Plaque:
    """What hangs at a kindergarten's gate. ``duty`` is None where nobody is in charge; ``former``: whose name still
    shows; ``state``: posted, printed (not posted), none, former."""

    garden: Garden
    duty: Duty | None
    supervisor_name: str
    former: str
    state: str


@dataclass(frozen=True)
class Board:
    """Everything of one day. ``gardens`` are those in operation, by township and name."""

    day: date
    gardens: tuple[Garden, ...]
    uncovered: tuple[Garden, ...]
    loads: tuple[Load, ...]
    plaques: tuple[Plaque, ...]
    coverage: Coverage
    townships: tuple[tuple[str, str, Coverage], ...]
    """(code, name, coverage) in the order of codes."""
    recusals: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(supervisor, kindergarten) → stored reason of the 回避."""

    @property
    def mean(self) -> Fraction | None:
        """Kindergartens a supervisor, over all who are in their term or have any."""
        return Fraction(sum(load.count for load in self.loads), len(self.loads)) if self.loads else None

    @property
    def above(self) -> int:
        return sum(load.word == "偏多" for load in self.loads)

    def load_of(self, supervisor: str) -> Load | None:
        return next((load for load in self.loads if load.uuid == supervisor), None)


def board(store: Store, day: date) -> Board:
    with store.reading() as connection:
        gardens = _gardens(connection, store, day)
        every = connection.execute(select(table_of(Assignment)).order_by(table_of(Assignment).c.since)).all()
        people = connection.execute(select(table_of(Supervisor)).order_by(by_name(table_of(Supervisor)))).all()
        recusals = recusals_of(connection, day, post_years(store, day))
    duties = [_duty(row, gardens[row.kindergarten]) for row in every if holds(row, day)]
    named = told_apart(store, people)
    formers = _formers(every, named, day)
    loads = _loads(people, named, duties, store, day)
    in_operation = tuple(garden for garden in gardens.values() if garden.open)
    held = {duty.garden.uuid for duty in duties}
    plaques = _plaques(in_operation, duties, named, formers)
    return Board(
        day,
        in_operation,
        tuple(garden for garden in in_operation if garden.uuid not in held),
        loads,
        plaques,
        _coverage(plaques),
        _by_township(plaques),
        recusals,
    )


def coverage(store: Store, day: date) -> Coverage:
    return board(store, day).coverage


def coverage_by_township(store: Store, day: date) -> Sequence[tuple[str, str, Coverage]]:
    return board(store, day).townships


def loads(store: Store, day: date) -> Sequence[Load]:
    """Those in their term or with kindergartens in hand, by township and name."""
    return board(store, day).loads


def holds(row: Any, day: date) -> bool:
    """Whether a row of 督学责任 is in force on the day; on ``until`` it no longer is."""
    return bool(row.since <= day and (row.until is None or row.until > day))


def recusals_of(connection: Connection, day: date, years: int) -> dict[tuple[str, str], str]:
    """(supervisor, kindergarten) → stored reason, of those that stand on the day: a former post counts for so many
    years after it was left."""
    table = table_of(Recusal)
    found = connection.execute(select(table.c.supervisor, table.c.kindergarten, table.c.reason, table.c.left)).all()
    return {
        (supervisor, garden): reason or "other"
        for supervisor, garden, reason, left in found
        if reason != "post" or left is None or years_later(left, years) > day
    }


def band(store: Store, day: date) -> tuple[int, int]:
    """The soft band, the office's own or the shipped one; a supervisor's own 最少负责 and 最多负责 go before it."""
    own, year = own_targets(store), year_of(day)
    return int(number("load_least", year, own)), int(number("load_most", year, own))


def ideal(store: Store, day: date) -> int:
    """所左右 of how many."""
    return int(number("load_ideal", year_of(day), own_targets(store)))


def post_years(store: Store, day: date) -> int:
    return int(number(POST_YEARS, year_of(day), own_targets(store)))


def _gardens(connection: Connection, store: Store, day: date) -> dict[str, Garden]:
    table, status = table_of(Kindergarten), Kindergarten.status
    working = set(
        connection.scalars(select(status.table.c.owner).where(in_force(status, day), status.table.c.value == "open"))
    )
    wanted = select(table.c.uuid, table.c.name, table.c.township)
    ordered = wanted.order_by(table.c.township.is_(None), table.c.township, by_name(table), table.c.uuid)
    rows = connection.execute(ordered)
    return {row.uuid: garden(store, row.uuid, row.name, row.township, row.uuid in working) for row in rows}


def garden(store: Store, uuid: str, name: str, township: str | None, open: bool = True) -> Garden:
    return Garden(uuid, name, township or "", _place(store, township), open)


def _place(store: Store, township: str | None) -> str:
    return store.names.name("township", township) if township else NO_TOWNSHIP


def _duty(row: Row[Any], garden: Garden) -> Duty:
    return Duty(
        row.uuid,
        garden,
        row.supervisor,
        row.since,
        row.until,
        bool(row.locked),
        row.plaque_printed,
        row.plaque_posted,
    )


def _loads(
    people: Sequence[Row[Any]], named: Mapping[str, str], duties: Sequence[Duty], store: Store, day: date
) -> tuple[Load, ...]:
    held: dict[str, list[Duty]] = {}
    for duty in duties:
        held.setdefault(duty.supervisor, []).append(duty)
    (least, most), likely, terms = band(store, day), ideal(store, day), terms_in_force(store, day)
    found = []
    for row in people:
        load = Load(
            row.uuid,
            named[row.uuid],
            row.employer or "",
            row.township or "",
            _place(store, row.township) if row.township else "",
            row.kind == "part",
            row.term_from,
            row.term_to,
            least if row.load_least is None else row.load_least,
            most if row.load_most is None else row.load_most,
            terms,
            likely,
            term_number=row.term_number,
        )
        duties_of = held.get(row.uuid, ())
        own = sorted(duties_of, key=lambda duty: (duty.garden.township or "~", order_key(duty.garden.name)))
        if own or not (row.term_to is not None and row.term_to < day):
            found.append(replace(load, duties=tuple(own)))
    return tuple(sorted(found, key=lambda load: (load.township or "~", order_key(load.name), load.uuid)))


def _formers(every: Sequence[Row[Any]], named: Mapping[str, str], day: date) -> dict[str, tuple[str, str]]:
    """Kindergarten → (supervisor, name) on the plaque that was posted last in a time that is over."""
    over = [row for row in every if row.until is not None and row.until <= day and row.plaque_posted is not None]
    return {row.kindergarten: (row.supervisor, named.get(row.supervisor, "")) for row in over}


def _plaques(
    gardens: Sequence[Garden],
    duties: Sequence[Duty],
    named: Mapping[str, str],
    formers: Mapping[str, tuple[str, str]],
) -> tuple[Plaque, ...]:
    by_garden = {duty.garden.uuid: duty for duty in duties}
    found = []
    for garden in gardens:
        duty = by_garden.get(garden.uuid)
        whose, former = formers.get(garden.uuid, ("", ""))
        if duty is not None and duty.posted is not None:
            state, former = "posted", ""
        elif whose and (duty is None or whose != duty.supervisor):
            state = "former"
        else:
            state, former = ("printed" if duty is not None and duty.printed is not None else "none"), ""
        found.append(Plaque(garden, duty, named.get(duty.supervisor, "") if duty else "", former, state))
    return tuple(found)


def _coverage(plaques: Sequence[Plaque]) -> Coverage:
    assigned = sum(plaque.duty is not None for plaque in plaques)
    return Coverage(len(plaques), assigned, sum(plaque.state == "posted" for plaque in plaques))


def _by_township(plaques: Sequence[Plaque]) -> tuple[tuple[str, str, Coverage], ...]:
    groups: dict[tuple[str, str], list[Plaque]] = {}
    for plaque in plaques:
        groups.setdefault((plaque.garden.township, plaque.garden.township_name), []).append(plaque)
    return tuple((code, name, _coverage(part)) for (code, name), part in groups.items())
