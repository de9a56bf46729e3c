"""片区联动教研: which months of a school year it is due in, and how often it was held."""

from calendar import monthrange
from datetime import date

from sqlalchemy import select

from ycpe_desktop.ledgers import ResearchActivity, ResearchArea
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.thresholds import number
from ycpe_desktop.store.spoken import by_name

CLAUSE = "运政办发〔2021〕44号 三（四）1"
SCHOOL_MONTHS = (9, 10, 11, 12, 3, 4, 5, 6)
"""The plan says 一月一次; of the months with holidays (1, 2, 7, 8) it says nothing, they are not counted."""


def months_due(year: int, today: date) -> list[tuple[int, int]]:
    """(year, month) of the school months that are over by today."""
    every = [(year if month >= 9 else year + 1, month) for month in SCHOOL_MONTHS]
    return [(of, month) for of, month in every if date(of, month, monthrange(of, month)[1]) < today]


def held(look: Look) -> dict[tuple[str, int, int], int]:
    """(area, year, month) → activities held then."""
    activity = ResearchActivity.__table__
    counted: dict[tuple[str, int, int], int] = {}
    wanted = select(activity.c.area, activity.c.held).where(activity.c.year == look.year)
    for area, day in look.connection.execute(wanted):
        key = (area, day.year, day.month)
        counted[key] = counted.get(key, 0) + 1
    return counted


def due(look: Look) -> dict[str, list[tuple[int, int]]]:
    """Area → the months over in which it was there."""
    area = ResearchArea.__table__
    found: dict[str, list[tuple[int, int]]] = {}
    for of, month in months_due(look.year, look.today):
        there = lasting(area, date(of, month, monthrange(of, month)[1]))
        for uuid in look.connection.scalars(select(area.c.uuid).where(there).order_by(by_name(area), area.c.uuid)):
            found.setdefault(uuid, []).append((of, month))
    return found


def missed_months(look: Look) -> dict[str, list[tuple[int, int]]]:
    """Area → the due months in which it held fewer activities than the plan wants."""
    least, counted = number("research_a_month", look.year, look.own), held(look)
    short = {
        uuid: [month for month in months if counted.get((uuid, *month), 0) < least]
        for uuid, months in due(look).items()
    }
    return {uuid: months for uuid, months in short.items() if months}


def monthly(look: Look) -> Indicator:
    """Area-months with an activity ÷ area-months due, from September to the last month that is over."""
    months, areas = months_due(look.year, look.today), due(look)
    whole = sum(len(each) for each in areas.values())
    lacking = sum(len(each) for each in missed_months(look).values())
    figure = Indicator(
        id="research_monthly",
        title="片区月度教研率",
        group="经费与教研",
        year=look.year,
        as_of=look.day,
        parts="按月开展教研的片区月数 ÷ 应开展的片区月数（寒暑假的月份不计）",
        clause=CLAUSE,
        unit="个片区月",
        numerator=whole - lacking,
        denominator=whole,
        note=f"{months[0][1]} 月至 {months[-1][1]} 月，{len(areas)} 个片区" if months else "",
        reason="" if whole else ("本学年还没有过完的教研月" if not months else "没有教研片区"),
    )
    return look.target(figure)
