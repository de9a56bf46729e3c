"""What is due of 三大工程: milestones, compounds, recognitions, rural upgrades, 年检 and 类别评估."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, select

from ycpe_desktop.ledgers import (
    AnnualInspection,
    BuildMilestone,
    CategoryEvaluation,
    CompoundSite,
    InclusiveRecognition,
    Kindergarten,
    PublicBuild,
    RuralUpgrade,
)
from ycpe_desktop.ledgers.public_build import STEPS
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.due_kind import Asked, Due, together
from ycpe_desktop.policy.ledger_rules import covers, table
from ycpe_desktop.policy.own_gardens import is_own, was_there
from ycpe_desktop.policy.projects import days_late
from ycpe_desktop.store.spoken import by_name

PLAN = "运政办发〔2021〕44号"
STEP_WORDS = dict(STEPS)


def open_gardens(asked: Asked, *columns: Any) -> tuple[Any, Select[Any]]:
    """(kindergarten, its uuid and name and those columns) of all that are 在办 on the day, by township and name."""
    garden, status = table(Kindergarten), Kindergarten.status.table.alias()
    wanted = select(garden.c.uuid, garden.c.name, *(garden.c[name] for name in columns))
    wanted = wanted.join(status, and_(status.c.owner == garden.c.uuid, covers(status, asked.day)))
    return garden, wanted.where(status.c.value == "open").order_by(garden.c.township, by_name(garden), garden.c.uuid)


def milestones(asked: Asked) -> Iterator[Due]:
    build, step = table(PublicBuild), table(BuildMilestone)
    wanted = (
        select(build.c.uuid, build.c.name, step.c.step, step.c.planned)
        .join(step, step.c.build == build.c.uuid)
        .where(step.c.done.is_(None), step.c.planned <= asked.until, build.c.stopped.is_(None))
    )
    for uuid, name, code, planned in asked.connection.execute(wanted):
        late = days_late(planned, None, asked.day)
        why = f"计划 {planned} 完成" + (f"，已晚 {late} 天" if late else "")
        told = f"建设节点“{STEP_WORDS[code]}”"
        yield Due("milestone", told, name, why, f"{PLAN} 三（一）1", planned, "public_build", uuid, since=planned,
                  known=(("step", code),))  # fmt: skip


def compounds(asked: Asked) -> Iterator[Due]:
    site = table(CompoundSite)
    unclosed = and_(site.c.remedy_by <= asked.until, site.c.closed.is_(None))
    for uuid, name, by in asked.connection.execute(select(site.c.uuid, site.c.name, site.c.remedy_by).where(unclosed)):
        yield Due(
            "compound_mending", "小区配套园整改", name, f"整改期限 {by}，还没有销号", "国办发〔2019〕3号", by,
            "compound_site", uuid, "closed",
        )  # fmt: skip
    waiting = and_(site.c.completed <= asked.day, site.c.handed_over.is_(None), site.c.closed.is_(None))
    for uuid, name, day in asked.connection.execute(select(site.c.uuid, site.c.name, site.c.completed).where(waiting)):
        yield Due(
            "compound_transfer", "催办小区配套园移交", name, f"{day} 竣工，还没有移交",
            f"{PLAN} 三（一）1；学前教育法 26", day, "compound_site", uuid, "handed_over", day,
        )  # fmt: skip


def recognitions(asked: Asked) -> Iterator[Due]:
    """Those that run out soon, and those that have run out while the kindergarten still counts as 普惠性."""
    row, later = table(InclusiveRecognition), table(InclusiveRecognition)
    garden, nature = table(Kindergarten), Kindergarten.nature.table.alias()
    followed = exists().where(later.c.kindergarten == row.c.kindergarten, later.c.since > row.c.since)
    wanted = (
        select(row.c.uuid, garden.c.name, row.c.valid_until)
        .join(garden, garden.c.uuid == row.c.kindergarten)
        .join(nature, and_(nature.c.owner == garden.c.uuid, covers(nature, asked.day)))
        .where(nature.c.value == "inclusive", row.c.valid_until <= asked.until, row.c.ended.is_(None), ~followed)
    )
    clause = f"{PLAN} 三（一）1；学前教育法 24"
    for uuid, name, until in asked.connection.execute(wanted):
        over = until < asked.day
        what = "认定已期满：续认，或恢复办园性质" if over else "普惠性民办园续认"
        why = f"认定有效期至 {until}"
        yield Due("recognition", what, name, why, clause, until, "inclusive_recognition", uuid, "valid_until")


def upgrades(asked: Asked) -> Iterator[Due]:
    row, garden = table(RuralUpgrade), table(Kindergarten)
    wanted = select(row.c.uuid, garden.c.name, row.c.planned).join(garden, garden.c.uuid == row.c.kindergarten)
    wanted = wanted.where(row.c.planned <= asked.until, row.c.finished.is_(None))
    for uuid, name, planned in asked.connection.execute(wanted):
        yield Due("upgrade", "农村园改造提升", name, f"计划 {planned} 完成", f"{PLAN} 三（一）2", planned,
                  "rural_upgrade", uuid, "finished")  # fmt: skip


def inspections(asked: Asked) -> Iterator[Due]:
    """年检 of the year before, and from autumn on of this one; the mending of what it found."""
    for year in (asked.day.year - 1, asked.day.year):
        end = date(year, 12, 31)
        if end > asked.until:
            continue
        garden, wanted = open_gardens(asked)
        row = table(AnnualInspection)
        done = exists().where(row.c.kindergarten == garden.c.uuid, row.c.calendar_year == year)
        wanted = wanted.where(~done, was_there(garden, year))
        members = [(uuid, name) for uuid, name in asked.connection.execute(wanted)]
        why = f"每年对公、民办幼儿园进行年检，{year} 年度还没有记录"
        yield from together("inspection", f"{year} 年度年检", members, why, f"{PLAN} 三（一）3", end, AnnualInspection,
                            known=(("calendar_year", year),))  # fmt: skip
    row, owner = table(AnnualInspection), table(Kindergarten)
    unmended = select(row.c.uuid, owner.c.name, row.c.mended_by).join(owner, owner.c.uuid == row.c.kindergarten)
    for uuid, name, by in asked.connection.execute(
        unmended.where(
            row.c.mended_by <= asked.until, row.c.mended.is_(None), row.c.calendar_year >= asked.day.year - 1
        )
    ):
        yield Due("inspection_mending", "年检问题整改", name, f"整改期限 {by}", f"{PLAN} 三（一）3", by,
                  "annual_inspection", uuid, "mended")  # fmt: skip


def evaluations(asked: Asked) -> Iterator[Due]:
    """The next 类别评估 of each kindergarten: its own term, else the cycle in force after the last one."""
    garden, wanted = open_gardens(asked)
    row, later = table(CategoryEvaluation), table(CategoryEvaluation)
    newer = exists().where(later.c.kindergarten == row.c.kindergarten, later.c.evaluated > row.c.evaluated)
    wanted = wanted.add_columns(row.c.uuid, row.c.evaluated, row.c.next_due)
    wanted = wanted.join(row, row.c.kindergarten == garden.c.uuid).where(~newer)
    years = asked.number("category_cycle")
    for _, name, uuid, evaluated, next_due in asked.connection.execute(wanted):
        by = next_due or years_later(evaluated, years)
        if by <= asked.until:
            why = f"上次 {evaluated} 评估，每 {years} 年一次"
            yield Due("evaluation", "类别评估", name, why, f"{PLAN} 三（一）3、三（三）2", by,
                      "category_evaluation", uuid, "next_due")  # fmt: skip


def unevaluated(asked: Asked) -> Iterator[Due]:
    """Those of whom there is no 类别评估 at all."""
    garden, wanted = open_gardens(asked)
    row = table(CategoryEvaluation)
    wanted = wanted.where(is_own(garden), ~exists().where(row.c.kindergarten == garden.c.uuid))
    members = [(uuid, name) for uuid, name in asked.connection.execute(wanted)]
    why = f"每 {asked.number('category_cycle')} 年一次类别认定和质量评估，还没有记录"
    clause = f"{PLAN} 三（一）3、三（三）2"
    yield from together("unevaluated", "第一次类别评估", members, why, clause, asked.day, CategoryEvaluation)
