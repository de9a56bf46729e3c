"""B1 公办园建设项目: new seats in public kindergartens, and the milestones from approval to the first day."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Table, case, exists, literal

from ycpe_desktop.fields import Choice, Day, Plain, Text, Whole, derived, field, money, reference, rows
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（一）1"
WAYS = (
    ("new", "新建"),
    ("rebuilt", "改建"),
    ("extended", "扩建"),
    ("recovered", "回收"),
    ("converted", "转型"),
    ("branch", "优质园办分园"),
    ("company", "企业利用自有场地举办"),
    ("university", "高校利用自有场地举办"),
)
STEPS = (
    ("approved", "立项"),
    ("begun", "开工"),
    ("completed", "竣工"),
    ("accepted", "验收"),
    ("institution", "机构编制审批"),
    ("legal", "事业单位法人登记"),
    ("set_up", "设置机构"),
    ("posts", "核定编制"),
    ("opened", "开园"),
)
"""Milestones in their usual order; the last five but 开园 are those that the plan asks for of a new public one."""
FORMALITIES = ("institution", "legal", "set_up", "posts")
TIMELINESS = (("in_time", "按期"), ("late", "延期完成"), ("open", "未完成"))


def done(build: Any, step: str) -> ColumnElement[bool]:
    taken = BuildMilestone.__table__.alias()
    return exists().where(taken.c.build == build.c.uuid, taken.c.step == step, taken.c.done.is_not(None))


def progress(build: Table, _: int) -> ColumnElement[Any]:
    """The furthest milestone that is done; blank before the first."""
    return case(*((done(build, step), literal(step)) for step, _ in reversed(STEPS)), else_=None)


def timeliness(milestone: Table, _: int) -> ColumnElement[Any]:
    return case(
        (milestone.c.done.is_(None), literal("open")),
        (milestone.c.done > milestone.c.planned, literal("late")),
        else_=literal("in_time"),
    )


class PublicBuild(Ledger):
    """公办园建设项目"""

    __tablename__ = "public_build"
    TITLE = "公办园建设项目"
    PLAN = "B1"
    GROUP = "三大工程"
    HELP = "一个项目一行：建设方式、学位、投资；立项、开工到开园的计划和实际日期记在“建设节点”。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "township")

    name: Plain[str] = field(
        Text(60), "项目名称", needed=True, listed=True, searched=True, width=240, synonyms=("建设项目", "项目")
    )
    township: Plain[str | None] = reference(
        "township", "乡镇", required=True, listed=True, synonyms=("乡镇（街道）", "建设地点")
    )
    way: Plain[str | None] = field(
        Choice(WAYS, synonyms=(("分园", "branch"), ("企业办", "company"), ("高校办", "university"))),
        "建设方式", required=True, listed=True, width=156, clause=CLAUSE, synonyms=("方式", "建设性质"),
    )  # fmt: skip
    kindergarten: Plain[str | None] = reference(
        "kindergarten", "对应幼儿园", listed=True, width=250, clause=CLAUSE, synonyms=("幼儿园名称", "园所名称"),
        help="改建、扩建的园，或建成后开办的园。",
    )  # fmt: skip
    responsible: Plain[str | None] = field(Text(60), "责任单位", width=130)
    size_classes: Plain[int | None] = field(Whole("班"), "建设规模（班）", group="规模与投资", width=120)
    places: Plain[int | None] = field(
        Whole("个"), "新增学位", group="规模与投资", listed=True, clause=CLAUSE, synonyms=("学位数", "学位"), width=80
    )
    building_area: Plain[int | None] = field(Whole("m²"), "建筑面积", group="规模与投资")
    invested_planned: Plain[Decimal | None] = field(
        money(), "计划投资（元）", group="规模与投资", listed=True, width=120, synonyms=("总投资", "计划投资")
    )
    invested: Plain[Decimal | None] = field(
        money(), "完成投资（元）", group="规模与投资", width=120, synonyms=("已完成投资", "完成投资")
    )
    funds_from: Plain[str | None] = field(
        Text(120), "资金来源", group="规模与投资", width=140, help="如中央、省、市、县财政，专项债券，自筹。"
    )
    stopped: Plain[date | None] = field(Day(), "终止日期", group="规模与投资", help="不再建设的，从这一天起不再催办。")

    progress = derived(Choice(STEPS), "进展", progress, listed=True, clause=CLAUSE, width=128)
    milestones = rows("build_milestone", "建设节点", by="build")


class BuildMilestone(Ledger):
    """公办园建设节点"""

    __tablename__ = "build_milestone"
    UNIQUE = ("build", "step")
    TITLE = "公办园建设节点"
    PLAN = "B1"
    HELP = "一个项目每个节点一行：计划日期、实际日期和批文。"
    NAMED_BY = ("build", "step")
    MATCHED_BY = ("build", "step")

    build: Plain[str] = reference(
        "public_build", "项目名称", needed=True, listed=True, width=240, synonyms=("建设项目", "项目")
    )
    step: Plain[str] = field(
        Choice(STEPS, synonyms=(("法人登记", "legal"), ("机构设置", "set_up"), ("编制核定", "posts"))),
        "节点", needed=True, listed=True, width=128, clause=CLAUSE, synonyms=("建设节点", "环节"),
    )  # fmt: skip
    planned: Plain[date | None] = field(Day(), "计划日期", listed=True, clause=CLAUSE, synonyms=("计划完成日期",))
    done: Plain[date | None] = field(
        Day(), "实际日期", listed=True, clause=CLAUSE, synonyms=("完成日期", "实际完成日期")
    )
    basis: Plain[str | None] = field(Text(80), "批文或依据", listed=True, width=220, synonyms=("文号", "批文"))

    timeliness = derived(Choice(TIMELINESS), "是否按期", timeliness, listed=True, width=84)
