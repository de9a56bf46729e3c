"""What is counted over a time and not on a day: months with a visit, problems mended in time.

The statistics' 统计时期 of a school year's report is the school year before (教育事业统计): its months are complete on
1 September. A month is due for a kindergarten that was 在办 on its first day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Subquery, and_, case, distinct, exists, func, literal, null, or_, select

from ycpe_desktop.ledgers import Kindergarten, Rectification, Visit
from ycpe_desktop.ledgers.rectification import ENDED
from ycpe_desktop.ledgers.visit import carried_out
from ycpe_desktop.schoolyear import first_day, last_day

Sql = ColumnElement[Any]


@dataclass(frozen=True)
class Period:
    """Days ``since`` … ``until``, both included; ``months``: first days of those in which ``visits`` are due."""

    since: date
    until: date
    months: tuple[date, ...]
    visits: int = 1


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_of(day: date) -> date:
    return day.replace(day=1)


def last_of(month: date) -> date:
    return month_after(month) - timedelta(days=1)


def months_of(year: int, holidays: Sequence[int]) -> tuple[date, ...]:
    """The term months of a school year."""
    months = [date(year + (month < 9), month, 1) for month in (*range(9, 13), *range(1, 9))]
    return tuple(month for month in months if month.month not in holidays)


def whole_year(year: int, holidays: Sequence[int], visits: int = 1) -> Period:
    return Period(first_day(year), last_day(year), months_of(year, holidays), visits)


def year_so_far(year: int, holidays: Sequence[int], today: date, visits: int = 1) -> Period:
    """What of the school year is over: months that have ended, and days before ``today``."""
    until = min(last_day(year), today - timedelta(days=1))
    months = tuple(month for month in months_of(year, holidays) if last_of(month) <= until)
    return Period(first_day(year), until, months, visits)


def _open_on(status: Any, day: Any) -> Sql:
    return and_(status.c.value == "open", status.c.since <= day, or_(status.c.until.is_(None), status.c.until > day))


def months_due(period: Period) -> Subquery:
    """``owner``, ``months_due``: in how many months a visit to the kindergarten is due."""
    status = Kindergarten.status.table.alias()
    each = sum((case((_open_on(status, month), 1), else_=0) for month in period.months), literal(0))
    wanted = select(status.c.owner, func.sum(each).label("months_due")).where(status.c.value == "open")
    return wanted.group_by(status.c.owner).subquery("due")


def months_visited(period: Period) -> Subquery:
    """``kindergarten``, ``months_visited``: in how many of the months that are due it was visited as often as due."""
    visit, status = Visit.__table__.alias(), Kindergarten.status.table.alias()
    month = _month_of(visit.c.visited, period)
    open_then = and_(status.c.owner == visit.c.kindergarten, _open_on(status, month))
    source = visit.join(status, open_then)
    those = (*within(visit.c.visited, period), carried_out(visit))
    if period.visits == 1:
        once = select(visit.c.kindergarten, func.count(distinct(month)).label("months_visited")).select_from(source)
        return once.where(*those).group_by(visit.c.kindergarten).subquery("visited")
    each = select(visit.c.kindergarten, month.label("month")).select_from(source).where(*those)
    often = each.group_by(visit.c.kindergarten, month).having(func.count() >= period.visits).subquery("often")
    wanted = select(often.c.kindergarten, func.count(often.c.month).label("months_visited"))
    return wanted.group_by(often.c.kindergarten).subquery("visited")


def _month_of(day: Any, period: Period) -> Sql:
    """The first day of the day's month; nothing where no visit is due in it."""
    if not period.months:
        return literal(None, Date())
    branches = []
    for month in reversed(period.months):
        branches += [(day >= month_after(month), null()), (day >= month, literal(month, Date()))]
    return case(*branches, else_=null())


def within(day: Any, period: Period) -> tuple[Sql, Sql]:
    return day >= period.since, day <= period.until


def any_visit(period: Period) -> Sql:
    """Whether visits were recorded at all: a year without any was not supervised on paper, not necessarily in truth."""
    visit = Visit.__table__.alias()
    return exists().where(*within(visit.c.visited, period), carried_out(visit))


def deadline(mend: Any) -> Sql:
    """The day that on-time is judged by: the first one given."""
    return func.coalesce(mend.c.first_due, mend.c.due)


def on_time(mend: Any) -> Sql:
    return and_(mend.c.outcome.in_(ENDED), mend.c.closed <= deadline(mend))


def mends_due(period: Period) -> Subquery:
    """``kindergarten``, ``mends_due``, ``mends_on_time``: problems whose day came within the period."""
    mend = Rectification.__table__.alias()
    done = func.sum(case((on_time(mend), 1), else_=0)).label("mends_on_time")
    wanted = select(mend.c.kindergarten, func.count().label("mends_due"), done)
    return wanted.where(*within(deadline(mend), period)).group_by(mend.c.kindergarten).subquery("mended")
