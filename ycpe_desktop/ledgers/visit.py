"""D8 督导记录: what a supervisor saw at a kindergarten on a day, and the problems found there."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, derived, field, reference, rows
from ycpe_desktop.fields.several import Several
from ycpe_desktop.ledgers.base import Ledger
from ycpe_desktop.ledgers.rectification import LAW, counted
from ycpe_desktop.ledgers.visit_words import ASPECTS, CLAUSE_SYNONYMS, CLAUSES, ITEMS, OTHER

MATTERS = "教督〔2019〕3号"
LAWFUL = "教育督导条例 14、15"
KINDS = (
    ("regular", "经常性督导"),
    ("special", "专项督导"),
    ("whole", "综合督导"),
    ("conduct", "办园行为评估"),
    ("urgent", "突发事件"),
)
FORMS = (
    ("lesson", "随机听课"),
    ("papers", "查阅资料"),
    ("meeting", "列席会议"),
    ("talk", "座谈走访"),
    ("survey", "问卷调查"),
    ("tour", "校园巡视"),
)
JUDGEMENTS = (("sound", "未发现问题"), ("faulty", "发现问题"), ("unchecked", "无法检查"))
DONE = When("state", ("done",))


def carried_out(table: Any) -> ColumnElement[bool]:
    """Finished, and something could be looked at: only such a visit fulfils the month."""
    states = [table.c[f"{aspect}_state"] for aspect, _ in ASPECTS]
    nothing = and_(
        or_(*(state == "unchecked" for state in states)),
        *(or_(state.is_(None), state == "unchecked") for state in states),
    )
    return and_(or_(table.c.state.is_(None), table.c.state == "done"), ~func.coalesce(nothing, False))


def _findings(visit: Any, _: int) -> ColumnElement[Any]:
    found = VisitFinding.__table__.alias()
    return select(func.count()).where(found.c.visit == visit.c.uuid).scalar_subquery()


def _judgement(label: str, required_when: When | None = DONE) -> Plain[str | None]:
    return field(
        Choice(JUDGEMENTS, synonyms=(("正常", "sound"), ("无问题", "sound"), ("有问题", "faulty"))),
        label,
        group=label,
        width=84,
        clause=MATTERS,
        required_when=required_when,
    )


def _seen(label: str) -> Plain[str | None]:
    return field(Text(500, lines=3), f"{label}所见", group=label, width=160, synonyms=(f"{label}情况",))


class Visit(Ledger):
    """督导记录"""

    __tablename__ = "visit"
    TITLE = "督导记录"
    PLAN = "D8"
    GROUP = "三项机制"
    HELP = "责任督学每到一所园一行；每所园每月不得少于 1 次。发现的问题写在“督导发现问题”里。"
    NAMED_BY = ("kindergarten", "visited")
    MATCHED_BY = ("kindergarten", "visited", "supervisor")
    FOUND_BY = (("kindergarten", "visited"), ("visited",))

    kindergarten: Plain[str] = reference(
        "kindergarten",
        "园所名称",
        needed=True,
        listed=True,
        width=266,
        synonyms=("督导学校", "幼儿园名称", "幼儿园", "被督导单位"),
    )
    visited: Plain[date] = field(
        Day(), "督导时间", needed=True, listed=True, clause=MATTERS, synonyms=("督导日期", "入园日期")
    )
    supervisor: Plain[str | None] = reference(
        "supervisor", "责任督学", listed=True, required_when=DONE, clause=MATTERS, synonyms=("督学", "督学姓名")
    )
    kind: Plain[str | None] = field(
        Choice(KINDS, synonyms=(("经常性", "regular"), ("专项", "special"), ("综合", "whole"))),
        "督导类别",
        required=True,
        listed=True,
        default="regular",
        clause=LAWFUL,
        width=96,
    )
    form: Plain[str | None] = field(
        Several(FORMS, synonyms=(("听课", "lesson"), ("座谈", "talk"), ("问卷", "survey"), ("巡视", "tour"))),
        "督导形式",
        width=222,
        help="可填几种，用顿号隔开：随机听课、查阅资料、列席会议、座谈走访、问卷调查、校园巡视。",
        listed=True,
    )
    theme: Plain[str | None] = field(Text(100), "督导主题", listed=True, width=158)
    state: Plain[str | None] = field(
        Choice((("draft", "草稿"), ("done", "已完成")), synonyms=(("完成", "done"),)),
        "记录状态",
        required=True,
        listed=True,
        default="done",
        width=72,
        help="草稿不计入月度督导。",
    )
    safety_state: Plain[str | None] = _judgement("安全管理")
    safety_seen: Plain[str | None] = _seen("安全管理")
    conduct_state: Plain[str | None] = _judgement("规范办园")
    conduct_seen: Plain[str | None] = _seen("规范办园")
    ethics_state: Plain[str | None] = _judgement("师德师风")
    ethics_seen: Plain[str | None] = _seen("师德师风")
    other_state: Plain[str | None] = _judgement("其他", None)
    other_seen: Plain[str | None] = _seen("其他")
    unchecked_reason: Plain[str | None] = field(
        Text(200, lines=2), "无法检查原因", group="过程与意见", width=140, help="有一项无法检查，就要写明原因。"
    )
    process: Plain[str | None] = field(
        Text(1000, lines=6), "过程概述", group="过程与意见", width=300, clause=LAWFUL, synonyms=("督导过程",)
    )
    advice: Plain[str | None] = field(
        Text(1000, lines=6), "意见建议", group="过程与意见", width=300, clause=LAWFUL, synonyms=("督导意见",)
    )
    contact: Plain[str | None] = field(
        Text(20), "学校联系人", group="过程与意见", width=88, synonyms=("联系人", "园方联系人")
    )

    findings = derived(Whole("条"), "发现问题数", _findings, group="过程与意见", listed=True, width=88)
    problems = rows("visit_finding", "发现的问题", by="visit")


def _repeated(finding: Any, _: int) -> ColumnElement[Any]:
    """The same item at the same kindergarten was found on a visit within the year before."""
    other, here, there = VisitFinding.__table__.alias(), Visit.__table__.alias(), Visit.__table__.alias()
    earlier = counted(here.c.visited) - counted(there.c.visited)
    return exists().where(
        here.c.uuid == finding.c.visit,
        other.c.item == finding.c.item,
        there.c.uuid == other.c.visit,
        there.c.kindergarten == here.c.kindergarten,
        earlier > 0,
        earlier <= 10_000,
    )


class VisitFinding(Ledger):
    """督导发现问题"""

    __tablename__ = "visit_finding"
    TITLE = "督导发现问题"
    PLAN = "D8"
    HELP = "一次督导发现的问题，一个问题一行；要限期整改的，选定它在“限期整改”里的那一条。"
    NAMED_BY = ("visit", "problem")
    MATCHED_BY = ("visit", "problem")

    visit: Plain[str] = reference("visit", "督导记录", needed=True, listed=True, width=312)
    item: Plain[str | None] = field(
        Choice(ITEMS), "事项", required=True, listed=True, width=140, synonyms=("问题类别", "督导事项")
    )
    problem: Plain[str] = field(
        Text(300, lines=3), "问题", needed=True, listed=True, searched=True, width=254, synonyms=("存在问题",)
    )
    clause: Plain[str | None] = field(
        Choice(CLAUSES, CLAUSE_SYNONYMS),
        "依据条款",
        listed=True,
        clause=LAW,
        width=170,
        synonyms=("违反条款", "依据"),
        help="学前教育法第七十九条所列九项在前；不在其中的选“其他依据”，再写明文号和条款。",
    )
    clause_other: Plain[str | None] = field(
        Text(80), "其他依据", width=140, shown_when=When("clause", (OTHER,)), required_when=When("clause", (OTHER,))
    )
    grave: Plain[bool | None] = field(YesNo(), "情节严重", listed=True, clause=LAW, width=72)
    mended: Plain[bool | None] = field(YesNo(), "当场改正", listed=True, width=72, help="当场改正的不必再下整改通知。")
    rectification: Plain[str | None] = reference("rectification", "限期整改", width=312)

    repeated = derived(
        YesNo(), "重复出现", _repeated, group="比对", listed=True, width=72, help="同一所园的同一事项，一年之内发现过。"
    )
