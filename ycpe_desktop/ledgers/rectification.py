"""D2 限期整改: a problem that a kindergarten must mend by a day, from the notice to 销号."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, extract, literal, or_

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, derived, field, reference
from ycpe_desktop.ledgers.base import Ledger
from ycpe_desktop.ledgers.visit_words import CLAUSE_SYNONYMS, CLAUSES, ITEMS, OTHER

PLAN_CLAUSE = "运政办发〔2021〕44号 三（三）1"
LAW = "学前教育法 79"
PROCEDURE = "教育督导条例 16—23"
SOURCES = (
    ("visit", "督导"),
    ("inspection", "年检"),
    ("evaluation", "评估"),
    ("complaint", "投诉"),
    ("safety", "安全检查"),
)
STEPS = (
    ("unissued", "待下发"),
    ("unanswered", "待回复"),
    ("unchecked", "待复查"),
    ("checked", "待销号"),
    ("closed", "已销号"),
    ("banned", "已取缔"),
)
OUTCOMES = (("closed", "销号"), ("returned", "退回"), ("banned", "取缔"))
ENDED = ("closed", "banned")
BANNED = When("outcome", ("banned",))


def _step(table: Any, _: int) -> ColumnElement[Any]:
    """Where it stands, whatever the day: what came last decides."""
    column = table.c
    return case(
        (column.outcome.in_(ENDED), column.outcome),
        (and_(column.checked.is_not(None), column.check_result == "passed"), literal("checked")),
        (column.replied.is_not(None), literal("unchecked")),
        (or_(column.issued.is_not(None), column.number.is_not(None)), literal("unanswered")),
        else_=literal("unissued"),
    )


def counted(day: Any) -> ColumnElement[Any]:
    """A day as the number 20261105, so that a year earlier is 10000 less."""
    return extract("year", day) * 10_000 + extract("month", day) * 100 + extract("day", day)


def _repeated(table: Any, _: int) -> ColumnElement[Any]:
    """The same item at the same kindergarten was to be mended within the year before, or was found on a visit within
    the year before the one that found this, even if it was mended on the spot then."""
    other = table.alias()
    earlier = counted(table.c.issued) - counted(other.c.issued)
    same = and_(other.c.kindergarten == table.c.kindergarten, other.c.item == table.c.item)
    return or_(exists().where(same, earlier > 0, earlier <= 10_000), _found_before(table))


def _found_before(table: Any) -> ColumnElement[Any]:
    tables = Rectification.__table__.metadata.tables  # the ledger of findings comes after this one
    mine, before = tables["visit_finding"].alias(), tables["visit_finding"].alias()
    here, there = tables["visit"].alias(), tables["visit"].alias()
    earlier = counted(here.c.visited) - counted(there.c.visited)
    return exists().where(
        mine.c.rectification == table.c.uuid,
        here.c.uuid == mine.c.visit,
        there.c.kindergarten == here.c.kindergarten,
        before.c.visit == there.c.uuid,
        before.c.item == table.c.item,
        earlier > 0,
        earlier <= 10_000,
    )


class Rectification(Ledger):
    """限期整改"""

    __tablename__ = "rectification"
    TITLE = "限期整改"
    PLAN = "D2"
    GROUP = "三项机制"
    HELP = "一个问题一行：通知书、整改期限、回复、复查、销号。一张通知书可以有几个问题，编号相同，项次不同。"
    NAMED_BY = ("kindergarten", "number", "place")
    MATCHED_BY = ("kindergarten", "number", "place", "problem")
    FOUND_BY = (("due", "kindergarten"), ("number", "kindergarten"))

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266, synonyms=("幼儿园名称", "幼儿园", "被督导单位")
    )
    source: Plain[str | None] = field(
        Choice(SOURCES, synonyms=(("责任督学", "visit"), ("安全", "safety"), ("举报", "complaint"))),
        "来源",
        required=True,
        default="visit",
        clause=PLAN_CLAUSE,
        synonyms=("问题来源",),
        width=80,
    )
    supervisor: Plain[str | None] = reference(
        "supervisor", "责任督学", required_when=When("source", ("visit",)), synonyms=("督学", "督学姓名")
    )
    item: Plain[str | None] = field(
        Choice(ITEMS), "事项", required=True, listed=True, width=140, synonyms=("问题类别", "督导事项")
    )
    problem: Plain[str] = field(
        Text(300, lines=3), "问题", needed=True, listed=True, width=254, synonyms=("存在问题", "主要问题", "具体意见")
    )
    clause: Plain[str | None] = field(
        Choice(CLAUSES, CLAUSE_SYNONYMS),
        "依据条款",
        clause=f"{LAW}；{PLAN_CLAUSE}",
        width=330,
        synonyms=("违反条款", "依据"),
        help="学前教育法第七十九条所列九项在前；不在其中的选“其他依据”，再写明文号和条款。",
    )
    clause_other: Plain[str | None] = field(
        Text(80), "其他依据", width=140, shown_when=When("clause", (OTHER,)), required_when=When("clause", (OTHER,))
    )
    grave: Plain[bool | None] = field(YesNo(), "情节严重", clause=LAW, width=72)
    number: Plain[str | None] = field(
        Text(40),
        "通知书编号",
        group="通知书",
        listed=True,
        width=168,
        clause=PROCEDURE,
        synonyms=("编号", "整改通知书编号", "文号"),
        help="录入督导时自动编号；每县每年从 1 号起。",
    )
    place: Plain[int | None] = field(
        Whole("", 1, 99), "项次", group="通知书", listed=True, width=48, default=1, help="同一张通知书里的第几个问题。"
    )
    issued: Plain[date | None] = field(
        Day(), "下发日期", group="通知书", clause=PROCEDURE, synonyms=("提出时间", "通知日期")
    )
    due: Plain[date | None] = field(
        Day(),
        "整改期限",
        group="通知书",
        required=True,
        listed=True,
        clause=f"{LAW}；{PROCEDURE}",
        synonyms=("限期", "整改时限", "完成时限"),
    )
    first_due: Plain[date | None] = field(
        Day(), "原定期限", group="通知书", help="退回重改时记下；是否按期销号以它为准。"
    )
    replied: Plain[date | None] = field(
        Day(), "回复日期", group="回复与复查", clause=PROCEDURE, synonyms=("整改报告日期",)
    )
    reply: Plain[str | None] = field(
        Text(1000, lines=4), "整改情况", group="回复与复查", width=226, synonyms=("学校整改情况", "幼儿园整改情况")
    )
    checked: Plain[date | None] = field(
        Day(), "复查日期", group="回复与复查", clause=PROCEDURE, synonyms=("回访时间", "核查日期")
    )
    check_result: Plain[str | None] = field(
        Choice((("passed", "整改到位"), ("failed", "整改不到位"))), "复查结果", group="回复与复查", clause=PROCEDURE
    )
    check_note: Plain[str | None] = field(
        Text(500, lines=3), "复查情况", group="回复与复查", width=156, synonyms=("督学后续建议",)
    )
    outcome: Plain[str | None] = field(Choice(OUTCOMES), "处理结果", group="结果", clause=PLAN_CLAUSE)
    closed: Plain[date | None] = field(
        Day(), "销号日期", group="结果", shown_when=When("outcome", ENDED), required_when=When("outcome", ENDED),
        help="取缔的写取缔日期。", synonyms=("取缔日期",),
    )  # fmt: skip
    children_placed: Plain[int | None] = field(
        Whole("人"),
        "安置幼儿",
        group="结果",
        clause=PLAN_CLAUSE,
        shown_when=BANNED,
        required_when=BANNED,
        help="取缔时妥善安置的在园幼儿数。",
    )
    course: Plain[str | None] = field(
        Text(2000, lines=6), "办理经过", group="结果", width=200, help="退回重改时，前一次的回复和复查自动记在这里。"
    )

    step = derived(Choice(STEPS), "进展", _step, group="结果", listed=True, width=72)
    repeated = derived(
        YesNo(), "重复出现", _repeated, group="结果", width=72, help="同一所园的同一事项，一年之内整改过。"
    )
