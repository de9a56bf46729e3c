"""B6 年检: every kindergarten, public and private, each calendar year."""

from datetime import date
from decimal import Decimal

from ycpe_desktop.fields import Day, Measure, Offered, Plain, Text, When, field, reference
from ycpe_desktop.ledgers.base import Ledger, calendar_year

CLAUSE = "运政办发〔2021〕44号 三（一）3"
PASSED, PARTLY, FAILED = "合格", "基本合格", "不合格"
CONCLUSIONS = Offered(name="inspection_conclusion", options=(PASSED, PARTLY, FAILED))
PASSING = ("优秀", "良好", PASSED)
"""Conclusions that count as 合格 in 年检合格率."""
WANTING = When("conclusion", (PARTLY, FAILED))


class AnnualInspection(Ledger):
    """年检"""

    __tablename__ = "annual_inspection"
    UNIQUE = ("kindergarten", "calendar_year")
    TITLE = "年检"
    PLAN = "B6"
    GROUP = "三大工程"
    HELP = "每园每年度一行：自查分、检查分、结论和问题。公办、民办都检。"
    NAMED_BY = ("kindergarten", "calendar_year")
    MATCHED_BY = ("kindergarten", "calendar_year")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=266, listed=True, synonyms=("幼儿园名称", "幼儿园")
    )
    calendar_year: Plain[int] = calendar_year()
    inspected: Plain[date | None] = field(
        Day(), "检查日期", listed=True, clause=CLAUSE, synonyms=("年检日期", "年检时间", "检查时间")
    )
    inspector: Plain[str | None] = field(
        Text(60), "检查单位", width=130, synonyms=("年检单位", "检查组"), help="如县教育局、中心校。"
    )
    self_score: Plain[Decimal | None] = field(
        Measure("分", 1, 0, 1000), "自查分", listed=True, width=72, synonyms=("自评分", "自查得分")
    )
    score: Plain[Decimal | None] = field(
        Measure("分", 1, 0, 1000), "检查分", listed=True, width=72, synonyms=("检查得分", "年检得分", "得分")
    )
    conclusion: Plain[str | None] = field(
        CONCLUSIONS, "年检结论", required=True, listed=True, clause=CLAUSE, synonyms=("结论", "年检结果", "检查结论"),
        help="选项是可修改的默认值；优秀、良好、合格都算合格。",
    )  # fmt: skip
    problems: Plain[str | None] = field(
        Text(500, lines=4), "存在问题", listed=True, width=300, required_when=WANTING, synonyms=("问题", "主要问题")
    )
    mended_by: Plain[date | None] = field(Day(), "整改期限", group="整改", shown_when=WANTING, clause=CLAUSE)
    mended: Plain[date | None] = field(Day(), "整改完成日期", group="整改", shown_when=WANTING, width=110)
    announced: Plain[date | None] = field(
        Day(), "公告日期", group="公告", listed=True, clause=CLAUSE, synonyms=("公布日期",)
    )
    announced_url: Plain[str | None] = field(Text(200), "公告网址", group="公告", width=160)
