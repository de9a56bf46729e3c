"""E1 评估专家: who evaluates kindergartens, and their trainings and evaluations as rows."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, derived, field, reference, rows
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（三）2"
EVALUATED, TRAINED = When("kind", ("evaluation",)), When("kind", ("training",))


def _of_year(evaluator: Table, year: int, kind: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
    """What the duties of that kind in a school year come to."""
    duty = EvaluatorDuty.__table__
    within = duty.c.held.between(date(year, 9, 1), date(year + 1, 8, 31))
    mine = (duty.c.evaluator == evaluator.c.uuid, duty.c.kind == kind, within)
    return select(value).select_from(duty).where(*mine).scalar_subquery()


def _evaluations(evaluator: Table, year: int) -> ColumnElement[Any]:
    return _of_year(evaluator, year, "evaluation", func.count())


def _hours(evaluator: Table, year: int) -> ColumnElement[Any]:
    return _of_year(evaluator, year, "training", func.sum(EvaluatorDuty.__table__.c.hours))


class Evaluator(Ledger):
    """评估专家"""

    __tablename__ = "evaluator"
    TITLE = "评估专家"
    PLAN = "E1"
    GROUP = "三项机制"
    HELP = "类别评估和质量评估的专家名册；参加过的培训和评估写在下面的评估专家工作里。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "employer")

    name: Plain[str] = field(
        Text(20), "姓名", needed=True, listed=True, searched=True, width=80, synonyms=("专家姓名", "评估专家")
    )
    employer: Plain[str | None] = field(
        Text(60), "工作单位", required=True, listed=True, searched=True, width=180, synonyms=("单位", "所在单位")
    )
    role: Plain[str | None] = field(
        Choice((
            ("research", "教研员"),
            ("principal", "园长"),
            ("teacher", "骨干教师"),
            ("university", "高校教师"),
            ("manager", "行政管理人员"),
            ("other", "其他"),
        )),
        "身份",
        listed=True,
        width=102,
        clause=CLAUSE,
        help="立足实践、熟悉业务的专业化队伍。",
    )  # fmt: skip - one choice beside the other
    title: Plain[str | None] = field(Text(30), "职称", listed=True)
    speciality: Plain[str | None] = field(Text(60), "评估专长", width=140, synonyms=("专长", "研究方向"))
    phone: Plain[str | None] = field(PHONE, "联系电话", private=True, width=116, synonyms=("电话", "手机"))
    appointed: Plain[date | None] = field(Day(), "聘任日期", group="聘任", required=True, listed=True, clause=CLAUSE)
    appointed_until: Plain[date | None] = field(Day(), "聘任至", group="聘任", listed=True)
    document: Plain[str | None] = field(Text(60), "聘任文号", group="聘任", width=140)

    evaluations = derived(Whole("次"), "本学年评估", _evaluations, group="本学年", listed=True, clause=CLAUSE)
    hours = derived(Whole("学时"), "本学年培训", _hours, group="本学年", listed=True, clause=CLAUSE)
    duties = rows("evaluator_duty", "评估专家工作", by="evaluator")


class EvaluatorDuty(Ledger):
    """评估专家工作"""

    __tablename__ = "evaluator_duty"
    TITLE = "评估专家工作"
    PLAN = "E1"
    HELP = "专家参加的每次培训、每次评估各一行。"
    NAMED_BY = ("evaluator", "held")
    MATCHED_BY = ("evaluator", "held", "kind", "kindergarten")
    ORDERED_BY = ("held",)

    evaluator: Plain[str] = reference(
        "evaluator", "评估专家", needed=True, listed=True, width=96, synonyms=("专家姓名", "姓名")
    )
    held: Plain[date] = field(Day(), "日期", needed=True, listed=True, synonyms=("时间",))
    kind: Plain[str | None] = field(
        Choice((("training", "培训"), ("evaluation", "评估"))), "事项", required=True, listed=True, clause=CLAUSE
    )
    kindergarten: Plain[str | None] = reference(
        "kindergarten", "受评园所", listed=True, width=266, shown_when=EVALUATED, required_when=EVALUATED
    )
    hours: Plain[int | None] = field(Whole("学时", 0, 500), "学时", listed=True, shown_when=TRAINED)
    content: Plain[str | None] = field(Text(200, lines=2), "内容", listed=True, width=300, synonyms=("培训内容",))
