"""D9 办园行为督导评估: five dimensions of every kindergarten, at least once in a cycle of three to five years."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from ycpe_desktop.fields import Choice, Day, Measure, Plain, Text, derived, field, reference
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "教督〔2017〕7号"
DIMENSIONS = (
    ("premises", "办园条件"),
    ("safety", "安全卫生"),
    ("care", "保育教育"),
    ("staff", "教职工队伍"),
    ("management", "内部管理"),
)
JUDGEMENTS = (("good", "合格"), ("fair", "基本合格"), ("bad", "不合格"))
SCORE = Measure("分", 1, 0, 1000)


def _total(table: Any, _: int) -> ColumnElement[Any]:
    """Blank as soon as one of the five is."""
    first, *others = (table.c[f"{name}_score"] for name, _ in DIMENSIONS)
    added: ColumnElement[Any] = sum(others, first)
    return added


def dimensions_missing(table: Any) -> ColumnElement[bool]:
    """Neither score nor judgement of at least one dimension."""
    columns = table.c
    blank = (and_(columns[f"{name}_score"].is_(None), columns[f"{name}_state"].is_(None)) for name, _ in DIMENSIONS)
    return or_(*blank)


def _score(label: str) -> Plain[Decimal | None]:
    return field(SCORE, f"{label}得分", group=label, width=112, clause=CLAUSE, help="满分由省、市的评估标准规定。")


def _state(label: str) -> Plain[str | None]:
    return field(Choice(JUDGEMENTS), f"{label}判断", group=label, width=112, clause=CLAUSE, synonyms=(label,))


class ConductEvaluation(Ledger):
    """办园行为督导评估"""

    __tablename__ = "conduct_evaluation"
    TITLE = "办园行为督导评估"
    PLAN = "D9"
    GROUP = "三项机制"
    HELP = "五个方面各有得分或判断；3—5 年为一个周期，每所园（班、点）在周期内至少评估一次。"
    NAMED_BY = ("kindergarten", "evaluated")
    MATCHED_BY = ("kindergarten", "evaluated")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266, synonyms=("幼儿园名称", "幼儿园")
    )
    evaluated: Plain[date] = field(
        Day(), "评估日期", needed=True, listed=True, clause=CLAUSE, synonyms=("评估时间", "评定时间")
    )
    team: Plain[str | None] = field(
        Text(100), "评估组", width=140, clause="教育督导条例 16—23", help="督导小组由 3 名以上督学组成。"
    )
    premises_score: Plain[Decimal | None] = _score("办园条件")
    premises_state: Plain[str | None] = _state("办园条件")
    safety_score: Plain[Decimal | None] = _score("安全卫生")
    safety_state: Plain[str | None] = _state("安全卫生")
    care_score: Plain[Decimal | None] = _score("保育教育")
    care_state: Plain[str | None] = _state("保育教育")
    staff_score: Plain[Decimal | None] = _score("教职工队伍")
    staff_state: Plain[str | None] = _state("教职工队伍")
    management_score: Plain[Decimal | None] = _score("内部管理")
    management_state: Plain[str | None] = _state("内部管理")
    conclusion: Plain[str | None] = field(
        Choice(JUDGEMENTS),
        "评估结论",
        group="结论",
        required=True,
        listed=True,
        clause=CLAUSE,
        width=88,
        synonyms=("结论", "考评结果"),
    )
    problem: Plain[str | None] = field(
        Text(1000, lines=5), "主要问题", group="结论", listed=True, width=300, synonyms=("存在问题",)
    )
    published: Plain[date | None] = field(
        Day(), "报告公开日期", group="结论", width=104, clause="学前教育法 73", help="督导报告定期向社会公开。"
    )

    total = derived(Measure("分", 1, 0, 5000), "总分", _total, group="结论", listed=True, width=84)
