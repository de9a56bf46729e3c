"""What is due of the plan's other work: safety, 片区教研, 责任分工."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, or_, select

from ycpe_desktop.ledgers import Incident, Kindergarten, ResearchActivity, ResearchArea, SafetyCheck, Task, field_of
from ycpe_desktop.policy.alliances import lasting
from ycpe_desktop.policy.clauses import PLAN
from ycpe_desktop.policy.due_kind import Asked, Due, Member, together
from ycpe_desktop.policy.ledger_rules import table
from ycpe_desktop.policy.research import CLAUSE as RESEARCH
from ycpe_desktop.policy.research import SCHOOL_MONTHS, months_due
from ycpe_desktop.store.spoken import by_name

SAFETY = f"{PLAN} 四（二）；学前教育法 51"


def hazards(asked: Asked) -> Iterator[Due]:
    """Hazards that are not settled, by their deadline; the grave ones say so."""
    row, garden = table(SafetyCheck), table(Kindergarten)
    wanted = (
        select(row.c.uuid, garden.c.name, row.c.subject, row.c.hazard, row.c.serious, row.c.deadline, row.c.year)
        .join(garden, garden.c.uuid == row.c.kindergarten)
        .where(row.c.found, row.c.closed.is_(None), row.c.deadline <= asked.until)
        .order_by(row.c.deadline, by_name(garden))
    )
    kind = field_of(SafetyCheck, "subject").kind
    for uuid, name, subject, hazard, serious, by, year in asked.connection.execute(wanted):
        what = "重大安全隐患整改" if serious else "安全隐患整改"
        why = f"{hazard or kind.show(subject)}：整改期限 {by}，还没有销号"
        yield Due("hazard", what, name, why, SAFETY, by, "safety_check", uuid, "closed", year=year)


def incidents(asked: Asked) -> Iterator[Due]:
    """Incidents of which nothing says that they were reported."""
    row, garden = table(Incident), table(Kindergarten)
    wanted = select(row.c.uuid, garden.c.name, row.c.happened, row.c.year)
    wanted = wanted.join(garden, garden.c.uuid == row.c.kindergarten)
    wanted = wanted.where(row.c.reported.is_(None), row.c.happened <= asked.day).order_by(row.c.happened)
    for uuid, name, day, year in asked.connection.execute(wanted):
        why = f"{day} 发生，没有上报日期；应及时向公安、教育等部门报告"
        clause = f"{PLAN} 四（二）；学前教育法 52"
        yield Due("incident", "报告安全事故", name, why, clause, day, "incident", uuid, "reported", day, year=year)


def research(asked: Asked) -> Iterator[Due]:
    """Months of the school year that are over without an activity, in one line; and what is left of this month."""
    missed: dict[Member, list[tuple[int, int]]] = {}
    for of, month in months_due(asked.year, asked.day):
        for member in _idle(asked, of, month):
            missed.setdefault(member, []).append((of, month))
    if missed:
        members = [(uuid, f"{name}（{'、'.join(str(month) for _, month in months)} 月）")
                   for (uuid, name), months in missed.items()]  # fmt: skip
        by = _last(*min(months[0] for months in missed.values()))
        yield from together("research_missed", "补齐片区月度教研", members, "这些月份没有教研记录，办过的请补登",
                            RESEARCH, by, ResearchActivity, ResearchArea, "个片区")  # fmt: skip
    if asked.day.month in SCHOOL_MONTHS:
        left = _idle(asked, asked.day.year, asked.day.month)
        by = _last(asked.day.year, asked.day.month)
        yield from together("research", f"{by.month} 月片区教研", left, "片区联动教研一月一次", RESEARCH, by,
                            ResearchActivity, ResearchArea, "个片区")  # fmt: skip


def _idle(asked: Asked, of: int, month: int) -> list[Member]:
    """Areas that were there in the month and held fewer activities in it than they should."""
    area, activity, end = table(ResearchArea), table(ResearchActivity), _last(of, month)
    wanted = select(activity.c.area).where(activity.c.held.between(date(of, month, 1), end))
    held = list(asked.connection.scalars(wanted))
    there = select(area.c.uuid, area.c.name).where(lasting(area, end)).order_by(by_name(area), area.c.uuid)
    least = asked.number("research_a_month")
    return [(uuid, name) for uuid, name in asked.connection.execute(there) if held.count(uuid) < least]


def _last(of: int, month: int) -> date:
    return date(of, month, monthrange(of, month)[1])


def tasks(asked: Asked) -> Iterator[Due]:
    """Measures with a day that are not done; those that are kept up for ever have none."""
    row = table(Task)
    unfinished = or_(row.c.state.is_(None), row.c.state.not_in(("done", "lasting")))
    wanted = select(row.c.uuid, row.c.name, row.c.county_lead, row.c.due, row.c.state)
    wanted = wanted.where(and_(row.c.due <= asked.until, unfinished)).order_by(row.c.due, row.c.number, by_name(row))
    kind = field_of(Task, "state").kind
    for uuid, name, lead, by, state in asked.connection.execute(wanted):
        why = f"完成时限 {by}，状态“{kind.show(state) or '未填'}”"
        told = lead or "本县牵头单位未填"
        yield Due("task", f"责任分工：{name}", told, why, f"{PLAN} 四（三）", by, "task", uuid, "state")
