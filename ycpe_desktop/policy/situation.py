"""Every kindergarten as it stood on a day, with the figures of a school year beside it: what rates and checks count.

In question are the kindergartens that were 在办 on the day, and those whose 状态 nobody knows for it; the latter
lack data and are named, never left out in silence.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select

from ycpe_desktop.fields import Dated
from ycpe_desktop.ledgers import Assignment, ClassRoom, FourIndependents, Kindergarten, ResearchMember, YearReport
from ycpe_desktop.ledgers.four_independents import FOUR, all_four, conclusion
from ycpe_desktop.ledgers.year_report import CHILDREN, CLASSES, children_total, classes_total, total
from ycpe_desktop.policy import flows
from ycpe_desktop.policy.alliances import allied, lasting
from ycpe_desktop.policy.flows import Period
from ycpe_desktop.policy.staffing import Staffing
from ycpe_desktop.store.in_year import in_force

CAPPED = ("junior", "middle", "senior", "mixed")
"""Bands with a cap; 托班 has none and is no part of 班额."""

_KINDERGARTEN = [
    "uuid",
    "name",
    "code",
    "kind",
    "sponsor",
    "township",
    "village",
    "rural",
    "township_centre",
    "compound",
    "opened",
    "village_collective",
    "state_assets",
    "planned",
    "outdoor_area",
    "activity_area",
    "building_area",
    "licence",
    "licence_until",
    "credit_code",
    "legal_kind",
    "staffing_posts",
]
_REPORT = [
    "classes_nursery",
    "classes_in_cap",
    "children_nursery",
    "children_reported",
    "children_rural",
    "children_left_behind",
    "children_aided",
    "classes_reported",
    "principals",
    "principals_certified",
    "teachers",
    "teachers_posted",
    "teachers_certified",
    "teachers_postgraduate",
    "teachers_bachelor",
    "teachers_college",
    "teachers_below",
    "carers",
]


def situation(
    year: int, day: date, caps: Mapping[str, Fraction], staff: Staffing, period: Period, *, nursery: bool = True
) -> Subquery:
    """One row a kindergarten in question. ``caps``: band → most children of a class. ``nursery``: whether 托班 counts
    as 在园幼儿. ``period``: that of the flows.

    Columns: those of 园所名册 and 年度数据 by their names, ``status`` and ``nature`` of the day, ``report`` (its uuid),
    ``children``, ``classes`` (and both ``…_by_band``), the four states, ``concluded``, ``all_four``, ``assigned``,
    ``posted``, ``allied`` (in a 办园共同体), ``researched`` (in a 教研片区), ``rooms…``, and of the period
    ``months_due``, ``months_visited``, ``visits_kept``, ``mends_due``, ``mends_on_time``.
    """
    return considered(year, day, caps, staff, period, nursery=nursery).subquery("situation")


def considered(
    year: int, day: date, caps: Mapping[str, Fraction], staff: Staffing, period: Period, *, nursery: bool
) -> Select[Any]:
    place, report = Kindergarten.__table__, YearReport.__table__
    four = FourIndependents.__table__
    status, nature = Kindergarten.status.table, Kindergarten.nature.table
    rooms = _rooms(year, caps, staff)
    due, visited, mended = flows.months_due(period), flows.months_visited(period), flows.mends_due(period)
    columns: list[Any] = [place.c[name] for name in _KINDERGARTEN] + [report.c[name] for name in _REPORT]
    columns += [four.c[f"{name}_state"] for name, _ in FOUR]
    columns += [each for each in rooms.c if each.name != "kindergarten"]
    columns += [
        status.c.value.label("status"),
        nature.c.value.label("nature"),
        report.c.uuid.label("report"),
        conclusion(four).label("concluded"),
        all_four(four).label("all_four"),
        _children(report, nursery).label("children"),
        classes_total(report).label("classes"),
        total(report, CHILDREN).label("children_by_band"),
        total(report, CLASSES).label("classes_by_band"),
        allied(place, day).label("allied"),
        _researched(place, day).label("researched"),
        _held(place, day).label("assigned"),
        _held(place, day, Assignment.__table__.c.plaque_posted <= day).label("posted"),
        func.coalesce(due.c.months_due, 0).label("months_due"),
        func.coalesce(visited.c.months_visited, 0).label("months_visited"),
        flows.any_visit(period).label("visits_kept"),
        func.coalesce(mended.c.mends_due, 0).label("mends_due"),
        func.coalesce(mended.c.mends_on_time, 0).label("mends_on_time"),
    ]
    joined, there = _in_question(year, day)
    joined = joined.outerjoin(nature, and_(nature.c.owner == place.c.uuid, in_force(Kindergarten.nature, day)))
    joined = joined.outerjoin(four, and_(four.c.kindergarten == place.c.uuid, four.c.year == year))
    joined = joined.outerjoin(rooms, rooms.c.kindergarten == place.c.uuid)
    joined = joined.outerjoin(due, due.c.owner == place.c.uuid)
    joined = joined.outerjoin(visited, visited.c.kindergarten == place.c.uuid)
    joined = joined.outerjoin(mended, mended.c.kindergarten == place.c.uuid)
    return select(*columns).select_from(joined).where(there)


def in_question(year: int, day: date) -> Select[Any]:
    """The uuids of the kindergartens in question alone."""
    joined, there = _in_question(year, day)
    return select(Kindergarten.__table__.c.uuid).select_from(joined).where(there)


def _in_question(year: int, day: date) -> tuple[Any, ColumnElement[bool]]:
    """Kindergartens with their state of the day and their report of the year, and which of them are in question."""
    place, report, status = Kindergarten.__table__, YearReport.__table__, Kindergarten.status.table
    joined = place.outerjoin(status, and_(status.c.owner == place.c.uuid, in_force(Kindergarten.status, day)))
    joined = joined.outerjoin(report, and_(report.c.kindergarten == place.c.uuid, report.c.year == year))
    unknown = and_(status.c.value.is_(None), _untold(place, report, Kindergarten.status, day))
    return joined, or_(status.c.value == "open", unknown)


def _untold(place: Any, report: Any, fact: Dated[Any], day: date) -> ColumnElement[bool]:
    """Nothing is known of the state: no period at all, or a year report without a period that began by the day."""
    other = fact.table.alias()
    none = ~exists().where(other.c.owner == place.c.uuid)
    begun = exists().where(other.c.owner == place.c.uuid, other.c.since <= day)
    return or_(none, and_(report.c.uuid.is_not(None), ~begun))


def _children(report: Any, nursery: bool) -> ColumnElement[Any]:
    every = children_total(report)
    return every if nursery else every - func.coalesce(report.c.children_nursery, 0)


def _researched(place: Any, day: date) -> ColumnElement[bool]:
    member = ResearchMember.__table__
    return exists().where(member.c.kindergarten == place.c.uuid, lasting(member, day))


def _held(place: Any, day: date, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    held = Assignment.__table__
    covers = and_(held.c.since <= day, or_(held.c.until.is_(None), held.c.until > day))
    return exists().where(held.c.kindergarten == place.c.uuid, covers, *more)


def _rooms(year: int, caps: Mapping[str, Fraction], staff: Staffing) -> Subquery:
    """Classes by kindergarten: capped ones, those within the cap, those with a blank; all, staffed, staff unknown."""
    room = ClassRoom.__table__
    capped = or_(room.c.band.is_(None), room.c.band != "nursery")
    within = or_(*(and_(room.c.band == band, room.c.children <= int(caps[band])) for band in CAPPED))
    blank = or_(room.c.band.is_(None), room.c.children.is_(None))
    counted = {
        "rooms": capped,
        "rooms_in_cap": within,
        "rooms_blank": and_(capped, blank),
        "rooms_staffed": staff.met(room.c.teachers, room.c.carers),
        "rooms_unstaffed": or_(room.c.teachers.is_(None), room.c.carers.is_(None)),
    }
    sums = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in counted.items()]
    wanted = select(room.c.kindergarten, func.count().label("rooms_all"), *sums).where(room.c.year == year)
    return wanted.group_by(room.c.kindergarten).subquery("rooms")
