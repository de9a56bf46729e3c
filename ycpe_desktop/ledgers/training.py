"""C5 教师培训: programmes of training, and how many people each kindergarten sent."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, Whole, derived, field, money, reference, rows
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（二）3"
KINDS = (
    ("national", "国培"),
    ("province", "省培"),
    ("city", "市级培训"),
    ("county", "县级培训"),
    ("shadow", "跟岗研修"),
    ("principals", "园长岗位能力提升"),
    ("degree", "学历提升"),
    ("in_post", "在岗研修"),
    ("away", "脱产进修"),
)


def people_sent(training: Table, _: int) -> ColumnElement[Any]:
    other = TrainingPeople.__table__
    return select(func.sum(other.c.people)).where(other.c.training == training.c.uuid).scalar_subquery()


class Training(Ledger):
    """教师培训"""

    __tablename__ = "training"
    TITLE = "教师培训"
    PLAN = "C5"
    GROUP = "三个保障"
    HELP = "一个培训项目一行：类型、起止日期、学时和费用；各园多少人参加记在“参训人员”。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "begins")

    name: Plain[str] = field(
        Text(80), "培训项目", needed=True, listed=True, searched=True, width=256, clause=CLAUSE,
        synonyms=("项目名称", "培训名称"),
    )  # fmt: skip
    kind: Plain[str | None] = field(
        Choice(KINDS, synonyms=(("市培", "city"), ("县培", "county"), ("跟岗", "shadow"))),
        "培训类型", required=True, listed=True, width=128, clause=CLAUSE, synonyms=("项目类型", "培训级别"),
    )  # fmt: skip
    begins: Plain[date | None] = field(
        Day(), "开始日期", required=True, listed=True, clause=CLAUSE, synonyms=("培训开始日期",)
    )
    ends: Plain[date | None] = field(Day(), "结束日期", listed=True, clause=CLAUSE, synonyms=("培训结束日期",))
    hours: Plain[int | None] = field(Whole("学时"), "学时", listed=True, width=72, clause=CLAUSE)
    organiser: Plain[str | None] = field(Text(60), "承办单位", listed=True, width=170, synonyms=("培训机构",))
    place: Plain[str | None] = field(Text(60), "地点", width=120)
    cost: Plain[Decimal | None] = field(
        money(), "费用（元）", listed=True, width=110, clause=CLAUSE, synonyms=("培训经费", "经费", "费用")
    )

    people = derived(Whole("人"), "参训人数", people_sent, group="参训", listed=True, width=80, clause=CLAUSE)
    sent = rows("training_people", "参训人员", by="training")


class TrainingPeople(Ledger):
    """参训人员"""

    __tablename__ = "training_people"
    TITLE = "参训人员"
    PLAN = "C5"
    HELP = "一个项目一所园一行：去了多少人。"
    NAMED_BY = ("training", "kindergarten")
    MATCHED_BY = ("training", "kindergarten")

    training: Plain[str] = reference(
        "training", "培训项目", needed=True, listed=True, width=256, synonyms=("项目名称", "培训名称")
    )
    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266, synonyms=("幼儿园名称", "幼儿园")
    )
    people: Plain[int | None] = field(
        Whole("人"), "人数", required=True, listed=True, clause=CLAUSE, synonyms=("参训人数",)
    )
    named: Plain[str | None] = field(Text(300, lines=3), "参训人员姓名", listed=True, width=300)
