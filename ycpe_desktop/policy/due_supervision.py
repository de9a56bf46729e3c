"""What is due of 责任督学: who has nobody, terms, plaques, visits of the month, 限期整改, 办园行为督导评估."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from ycpe_desktop.ledgers import Assignment, ConductEvaluation, Kindergarten, Rectification, Visit
from ycpe_desktop.policy.due_kind import Asked, Due, Member, together
from ycpe_desktop.policy.evaluations import cycle
from ycpe_desktop.policy.flows import last_of, month_of
from ycpe_desktop.policy.ledger_rules import table
from ycpe_desktop.policy.mends import Mend, mends
from ycpe_desktop.policy.terms import CLAUSE as TERMS
from ycpe_desktop.policy.terms import term_end
from ycpe_desktop.policy.visits import month_plan
from ycpe_desktop.store.spoken import by_name

OVERSIGHT = "运政办发〔2021〕44号 三（三）1"
WATCHING = f"{OVERSIGHT}；教督〔2019〕3号"
MENDING = f"{OVERSIGHT}；教育督导条例 16—23"


def uncovered(asked: Asked) -> Iterator[Due]:
    """There is no day by which everybody must have a supervisor: it is due every day on which somebody has none."""
    members = [(garden.uuid, garden.name) for garden in asked.board.uncovered]
    why = "在办的园所每所都要有责任督学"
    yield from together("uncovered", "安排责任督学", members, why, WATCHING, asked.day, Assignment)


def terms(asked: Asked) -> Iterator[Due]:
    """Of those who have kindergartens in hand."""
    for load in asked.board.loads:
        ends = term_end(load.terms, load.part_time, load.term_from, load.term_to)
        if load.count and ends is not None and ends <= asked.until:
            over = "已满" if ends < asked.day else "将满"
            told = f"任期至 {ends}，{over}，还负责 {load.count} 所园"
            yield Due("term", "督学续聘或改派", load.name, told, TERMS, ends, "supervisor", load.uuid, "term_to")


def plaques(asked: Asked) -> Iterator[Due]:
    """Gates with a former supervisor's plaque, and gates without one though somebody is in charge."""
    gates = asked.board.plaques
    former = [(each.garden.uuid, each.garden.name) for each in gates if each.state == "former"]
    printed = [(each.garden.uuid, each.garden.name) for each in gates if each.state == "printed"]
    lacking = [(each.garden.uuid, each.garden.name) for each in gates if each.state == "none" and each.duty is not None]
    for what, members, why in (
        ("换下原督学的公示牌", former, "门口还挂着原来督学的公示牌"),
        ("印制督学公示牌", lacking, "有责任督学，还没有印制公示牌"),
        ("挂出督学公示牌", printed, "公示牌已经印制，还没有挂出"),
    ):
        yield from together("plaque", what, members, why, WATCHING, asked.day, Assignment)


def visits(asked: Asked) -> Iterator[Due]:
    """What is left of the month's round, in one line; and records of visits that nobody finished."""
    by = last_of(month_of(asked.day))
    stops = [stop for each in month_plan(asked.store, asked.day, problems=False).rounds for stop in each.stops]
    left = sorted((stop for stop in stops if stop.visited is None), key=lambda stop: stop.neglect)
    members = [(stop.garden.uuid, stop.garden.name) for stop in left]
    why = f"{by.month} 月应督导 {len(stops)} 所，还有 {len(left)} 所没有督导"
    yield from together("visit", f"{by.month} 月督导", members, why, "教督〔2019〕3号", by, Visit)
    row, garden = table(Visit), table(Kindergarten)
    wanted = select(row.c.uuid, garden.c.name, row.c.visited).join(garden, garden.c.uuid == row.c.kindergarten)
    wanted = wanted.where(row.c.state == "draft", row.c.visited <= asked.day).order_by(row.c.visited, by_name(garden))
    for uuid, name, day in asked.connection.execute(wanted):
        why = f"{day} 的督导还没有写完，不计入月度督导"
        yield Due("visit_draft", "写完督导记录", name, why, "教督〔2019〕3号", day, "visit", uuid, "state", day)


def rectifications(asked: Asked) -> Iterator[Due]:
    """Each 限期整改 by its next step: a notice to be sent, an answer, 复查, 销号."""
    for each in mends(asked.store, asked.day):
        due, today = each.values["due"], asked.day
        if each.state == "passed":
            yield _mend(each, "整改销号", "复查整改到位，还没有销号", min(due or today, today), "outcome")
        elif each.state == "unchecked":
            replied = f"{each.values['replied']} 已回复，还没有复查"
            yield _mend(each, "复查限期整改", replied, min(due or today, today), "checked")
        elif each.values["issued"] is None and not each.values["number"]:
            yield _mend(each, "下发整改通知书", "还没有下发通知书", min(due or today, today), "issued")
        elif due is not None and due <= asked.until:
            yield _mend(each, "催办限期整改", f"整改期限 {due}，还没有回复", due, "replied")


def _mend(each: Mend, what: str, why: str, by: date, field: str) -> Due:
    told = f"{each.values['problem']}：{why}"
    uuid, since = each.uuid, each.values["issued"]
    return Due(
        "rectification", what, each.garden.name, told, MENDING, by, Rectification.__tablename__, uuid, field, since
    )


def conduct_evaluations(asked: Asked) -> Iterator[Due]:
    """In the last year of a cycle those who were not evaluated in it."""
    told = cycle(asked.store, asked.day)
    if told.last.year != asked.day.year:
        return
    members: list[Member] = [(each.garden.uuid, each.garden.name) for each in told.due]
    why = f"{told.first.year}—{told.last.year} 年这一周期还没有评估，每所园周期内至少一次"
    clause = f"{OVERSIGHT}；教督〔2017〕7号"
    yield from together("conduct", "办园行为督导评估", members, why, clause, told.last, ConductEvaluation)
