"""The problem of an office on a day, read from the store.

Whatever the order of the records and whatever their UUIDs: kindergartens and supervisors stand by township code, name
and 标识码 (supervisors: 督学证号), which is also what decides between equally good assignments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import select

from ycpe_desktop.assignment.distances import Distances, Home, Spot, measure
from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE, Model, Numbers
from ycpe_desktop.assignment.rules import Rules
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Assignment, Kindergarten, Recusal, Supervisor, field_of
from ycpe_desktop.policy import supervision
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.namesakes import told_apart
from ycpe_desktop.policy.terms import Terms, term_ending, term_trouble, terms_in_force
from ycpe_desktop.policy.town_points import towns
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

NAMED_AT_MOST = 3
REASON = "自动分配"
"""Stands in 督学责任 that the automatic assignment has made."""
LAST = "~"
"""Sorts what has no township after what has one."""
GARDEN_TWINS = ("kind", "village", "address", "opened", "principal", "credit_code")
PERSON_TWINS = ("employer", "kind", "phone", "term_from", "term_to", "village")
"""What tells apart those that have township, name and code in common."""
GARDEN_COLUMNS = ("uuid", "name", "code", "township", "longitude", "latitude", *GARDEN_TWINS)


@dataclass(frozen=True)
class Options:
    """``maximum``: nobody is given more kindergartens than this; ``rotation``: nor stays so many years at one."""

    maximum: int | None = None
    rotation: int | None = None


PLAIN = Options()


@dataclass(frozen=True)
class Garden:
    uuid: str
    name: str
    code: str
    township: str
    township_name: str
    village: str = ""

    @property
    def home(self) -> Home:
        return Home(self.township, self.village)


@dataclass(frozen=True)
class Person:
    """A supervisor; namesakes are told apart in ``name``. ``trouble``: why no kindergarten may be given on the day, ""
    where one may; ``renewable``: whether another term may follow; ``ending``: that the term will be over soon."""

    uuid: str
    name: str
    township: str
    township_name: str
    trouble: str
    renewable: bool
    ending: str = ""
    village: str = ""
    village_name: str = ""

    @property
    def home(self) -> Home:
        return Home(self.township, self.village)


@dataclass(frozen=True, eq=False)
class Problem:
    """``before``: each kindergarten's supervisor on the day before, or NO_ONE_BEFORE; ``by_hand``: kindergarten → who
    was given it from the day on, by hand and without a lock."""

    county: str
    day: date
    options: Options
    gardens: tuple[Garden, ...]
    people: tuple[Person, ...]
    before: Numbers
    least: Numbers
    most: Numbers
    rules: Rules
    distances: Distances
    by_hand: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def model(self) -> Model:
        """The problem in numbers."""
        open_ = self.rules.open_pairs(len(self.gardens), len(self.people))
        none = len(self.gardens) if self.options.maximum is None else self.options.maximum
        maximum = np.full(len(self.people), none, dtype=np.int64)
        in_term = np.array([not person.trouble for person in self.people], dtype=bool)
        return Model(
            np.where(open_, self.distances.metres, np.int32(FORBIDDEN)),
            self.before,
            np.where(in_term, self.least, 0),
            self.most,
            maximum,
        )

    @cached_property
    def locked(self) -> frozenset[int]:
        """The kindergartens whose supervisor is locked."""
        return frozenset(garden for garden, _ in self.rules.locks)

    def notes(self) -> list[str]:
        """What a reader of the result must know about its distances, and whose term will soon be over."""
        far = self.distances
        told = [f"没有经纬度的园按所在乡镇的约略点位计，同乡镇按 {far.within / 1000:.1f} 公里计{self._villages()}"]
        unknown = [f"{len(far.unknown_gardens)} 所园"] if far.unknown_gardens else []
        unknown += [f"{len(far.unknown_people)} 位督学"] if far.unknown_people else []
        if unknown:
            counted = f"距离按本县中位数 {far.median / 1000:.1f} 公里计"
            told.append(f"{'、'.join(unknown)}的位置未定，{counted}{self._pointless()}")
        if far.strange:
            names = "、".join(self.gardens[n].name for n in far.strange[:3])
            told.append(f"{names}等 {len(far.strange)} 所园的经纬度不在本县，改按所在乡镇计")
        if soon := [f"{person.name}{person.ending}" for person in self.people if person.ending]:
            more = f"等 {len(soon)} 位" if len(soon) > NAMED_AT_MOST else ""
            told.append(f"{'、'.join(soon[:NAMED_AT_MOST])}{more}，请先续聘，或到期前另派")
        return told

    def _villages(self) -> str:
        """What counts within a village, where a supervisor is known to live in one."""
        known = any(person.village for person in self.people)
        return f"，同村（社区）按 {self.distances.village / 1000:.1f} 公里计" if known else ""

    def _pointless(self) -> str:
        """The townships of those whose position is unknown, and where the office can mend that."""
        far = self.distances
        theirs = [(self.gardens[n].township, self.gardens[n].township_name) for n in far.unknown_gardens]
        theirs += [(self.people[n].township, self.people[n].township_name) for n in far.unknown_people]
        names = [name for code, name in sorted(set(theirs)) if code]
        if not names:
            return ""
        more = f"等 {len(names)} 个乡镇" if len(names) > NAMED_AT_MOST else ""
        return f"；{'、'.join(names[:NAMED_AT_MOST])}{more}没有点位，可以在“分配”的地图上设定"


def read_problem(store: Store, day: date, options: Options = PLAIN) -> Problem:
    """Raises Refusal where there is nothing to assign, or nobody to assign to."""
    if options.maximum is not None and options.maximum < 1:
        raise Refusal(f"每人上限不能是 {options.maximum} 所", "自动分配", "请填写 1 以上的整数，或不设上限")
    if options.rotation is not None and options.rotation < 1:
        raise Refusal(f"轮岗年限不能是 {options.rotation} 年", "自动分配", "请填写 1 以上的整数，或不设轮岗")
    open_ones = {garden.uuid: garden for garden in supervision.board(store, day).gardens}
    with store.reading() as connection:
        columns = [table_of(Kindergarten).c[name] for name in GARDEN_COLUMNS]
        gardens = [row for row in connection.execute(select(*columns)) if row.uuid in open_ones]
        people = list(connection.execute(select(table_of(Supervisor))))
        duties = list(connection.execute(select(table_of(Assignment))))
        recusals = supervision.recusals_of(connection, day, supervision.post_years(store, day))
    if not gardens:
        raise Refusal("没有在办的园，不需要分配", "自动分配", "请先在“园所名册”登记园所和状态")
    if not people:
        raise Refusal("还没有登记责任督学，不能分配", "自动分配", "请先在“责任督学”名册里登记督学")
    gardens.sort(key=_garden_order)
    people.sort(key=_person_order)
    return _problem(store, day, options, _Read(open_ones, gardens, people, duties, recusals))


@dataclass(frozen=True)
class _Read:
    """Rows as they stand in the store, in order."""

    open_ones: Mapping[str, supervision.Garden]
    gardens: Sequence[Any]
    people: Sequence[Any]
    duties: Sequence[Any]
    recusals: Mapping[tuple[str, str], str]


def _problem(store: Store, day: date, options: Options, read: _Read) -> Problem:
    garden_of = {row.uuid: n for n, row in enumerate(read.gardens)}
    person_of = {row.uuid: n for n, row in enumerate(read.people)}
    eve = day - timedelta(days=1)
    duties = [row for row in read.duties if row.kindergarten in garden_of]
    before = np.full(len(garden_of), NO_ONE_BEFORE, dtype=np.int64)
    for row in sorted(duties, key=lambda row: (row.since, -person_of[row.supervisor])):
        if supervision.holds(row, eve):
            before[garden_of[row.kindergarten]] = person_of[row.supervisor]
    least, most = supervision.band(store, day)
    terms = terms_in_force(store, day)
    named = told_apart(store, read.people)
    people = tuple(_person(store, row, named[row.uuid], day, terms) for row in read.people)
    points = {town.code: town.point for town in towns(store)}
    return Problem(
        store.county.name,
        day,
        options,
        tuple(_garden(row, read.open_ones[row.uuid]) for row in read.gardens),
        people,
        before,
        np.array([least if row.load_least is None else row.load_least for row in read.people], dtype=np.int64),
        np.array([most if row.load_most is None else row.load_most for row in read.people], dtype=np.int64),
        _rules(day, options, duties, read.recusals, (garden_of, person_of), people),
        measure(store.county, points, [_spot(row) for row in read.gardens], [each.home for each in people]),
        {
            garden_of[row.kindergarten]: person_of[row.supervisor]
            for row in duties
            if row.since == day and supervision.holds(row, day) and not row.locked and row.reason != REASON
        },
    )


def _rules(
    day: date,
    options: Options,
    duties: Sequence[Any],
    recusals: Mapping[tuple[str, str], str],
    numbers: tuple[Mapping[str, int], Mapping[str, int]],
    people: Sequence[Person],
) -> Rules:
    garden_of, person_of = numbers
    kind = field_of(Recusal, "reason").kind
    return Rules(
        {
            (garden_of[garden], person_of[person]): kind.show(reason)
            for (person, garden), reason in recusals.items()
            if garden in garden_of
        },
        _rotations(day, options.rotation, duties, garden_of, person_of),
        frozenset(
            (garden_of[row.kindergarten], person_of[row.supervisor])
            for row in duties
            if row.locked and supervision.holds(row, day)
        ),
        {n: person.trouble for n, person in enumerate(people) if person.trouble},
        options.maximum,
    )


def _rotations(
    day: date, years: int | None, duties: Sequence[Any], garden_of: Mapping[str, int], person_of: Mapping[str, int]
) -> dict[tuple[int, int], date]:
    """Those who on the day have been at a kindergarten without a break for so many years."""
    if years is None:
        return {}
    begun: dict[tuple[int, int], date] = {}
    for row in sorted(duties, key=lambda row: row.since, reverse=True):
        pair = garden_of[row.kindergarten], person_of[row.supervisor]
        reached = begun.get(pair, day)
        if row.since < reached and (row.until is None or row.until >= reached):
            begun[pair] = row.since
    return {pair: since for pair, since in begun.items() if years_later(since, years) <= day}


def _garden_order(row: Any) -> tuple[str, ...]:
    more = (str(getattr(row, name) or "") for name in GARDEN_TWINS)
    return (row.township or LAST, row.name, row.code or LAST, *more, row.uuid)


def _person_order(row: Any) -> tuple[str, ...]:
    more = (str(getattr(row, name) or "") for name in PERSON_TWINS)
    return (row.township or LAST, row.name, row.certificate or LAST, *more, row.uuid)


def _garden(row: Any, seen: supervision.Garden) -> Garden:
    return Garden(row.uuid, row.name, row.code or "", seen.township, seen.township_name, row.village or "")


def _person(store: Store, row: Any, name: str, day: date, terms: Terms) -> Person:
    part_time = row.kind == "part"
    trouble = term_trouble(terms, part_time, row.term_from, row.term_to, row.term_number, day)
    township, village = (
        store.names.name(level, code) if code else ""
        for level, code in (("township", row.township), ("village", row.village))
    )
    another = not part_time or (row.term_number or 1) < terms.most
    begun = row.term_from is None or row.term_from <= day
    ending = "" if trouble else term_ending(terms, part_time, row.term_from, row.term_to, day)
    home = Home(row.township or "", row.village or "")
    return Person(row.uuid, name, home.township, township, trouble, another and begun, ending, home.village, village)


def _spot(row: Any) -> Spot:
    own = None if row.longitude is None or row.latitude is None else (float(row.longitude), float(row.latitude))
    return Spot(Home(row.township or "", row.village or ""), own)
