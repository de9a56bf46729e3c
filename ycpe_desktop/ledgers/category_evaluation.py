"""B7 类别评估: the category of a kindergarten, every two years, and the fee that goes with it."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from ycpe_desktop.fields import Day, Measure, Offered, Plain, Text, derived, field, money, reference
from ycpe_desktop.ledgers.base import Ledger
from ycpe_desktop.ledgers.year_report import YearReport

CLAUSE = "运政办发〔2021〕44号 三（一）3、三（三）2"
GUIDE = "教基〔2022〕1号"
CATEGORIES = Offered(name="category", options=("省级示范", "市级示范", "一类", "二类", "三类", "未定级"))
AREAS = (
    ("direction", "办园方向"),
    ("care", "保育与安全"),
    ("process", "教育过程"),
    ("setting", "环境创设"),
    ("staff", "教师队伍"),
)
"""The five areas of the 保育教育质量评估指南; their scores are the county's own."""
SCORES = tuple(f"score_{name}" for name, _ in AREAS)


def _score(label: str) -> Plain[Decimal | None]:
    return field(Measure("分", 1, 0, 1000), label, group="分数", width=92, clause=GUIDE, synonyms=(f"{label}得分",))


def fee_charged(table: Table, year: int) -> ColumnElement[Any]:
    """保教费 of the kindergarten's 年度数据 of the year, of which there is one."""
    report = YearReport.__table__
    wanted = select(report.c.fee_care).where(report.c.kindergarten == table.c.kindergarten, report.c.year == year)
    return wanted.scalar_subquery()


class CategoryEvaluation(Ledger):
    """类别评估"""

    __tablename__ = "category_evaluation"
    TITLE = "类别评估"
    PLAN = "B7"
    GROUP = "三大工程"
    HELP = "一次评估一行：类别、五个方面的分数、公布日期和下次评估期限。按类晋级、优质优价。"
    NAMED_BY = ("kindergarten", "evaluated")
    MATCHED_BY = ("kindergarten", "evaluated")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=266, listed=True, synonyms=("幼儿园名称", "幼儿园")
    )
    evaluated: Plain[date] = field(
        Day(), "评估日期", needed=True, listed=True, clause=CLAUSE, synonyms=("评定日期", "评估时间", "定级时间")
    )
    category: Plain[str | None] = field(
        CATEGORIES, "类别", required=True, listed=True, clause=CLAUSE,
        synonyms=("评价等级", "等级", "评定类别", "目前等级"),
        help="选项是可修改的默认值，省、市的类别名称以文件为准。",
    )  # fmt: skip
    team: Plain[str | None] = field(Text(120), "评估组", width=140, synonyms=("评估组成员", "评估人员"))
    score_direction: Plain[Decimal | None] = _score("办园方向")
    score_care: Plain[Decimal | None] = _score("保育与安全")
    score_process: Plain[Decimal | None] = _score("教育过程")
    score_setting: Plain[Decimal | None] = _score("环境创设")
    score_staff: Plain[Decimal | None] = _score("教师队伍")
    score: Plain[Decimal | None] = field(
        Measure("分", 1, 0, 5000), "总分", group="分数", listed=True, width=72, synonyms=("评估得分", "得分")
    )
    published: Plain[date | None] = field(
        Day(), "公布日期", group="公布", listed=True, clause="运政办发〔2021〕44号 三（三）2；学前教育法 74"
    )
    published_url: Plain[str | None] = field(Text(200), "公布网址", group="公布", width=160)
    next_due: Plain[date | None] = field(
        Day(), "下次评估期限", group="公布", listed=True, width=110, clause=CLAUSE, synonyms=("有效期至",),
        help="每两年一次；不填按评估日期后两年。",
    )  # fmt: skip
    fee_allowed: Plain[Decimal | None] = field(
        money(), "核定保教费（元/月）", group="收费", listed=True, width=156, clause=CLAUSE,
        synonyms=("核定收费标准", "核定保教费", "类别核定保教费"), help="这个类别允许的保教费。",
    )  # fmt: skip

    fee_charged = derived(
        Measure("元/月", 2), "实收保教费（元/月）", fee_charged, group="收费", listed=True, width=156, clause=CLAUSE
    )
