"""D3 民办园财务审计: the audited accounts that a private kindergarten hands in each year."""

from datetime import date
from decimal import Decimal

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, field, money, reference
from ycpe_desktop.ledgers.base import Ledger, calendar_year

CLAUSE = "运政办发〔2021〕44号 三（三）1；学前教育法 70"
OPINIONS = (
    ("clean", "无保留意见"),
    ("qualified", "保留意见"),
    ("adverse", "否定意见"),
    ("disclaimer", "无法表示意见"),
)
TO = (("education", "教育部门"), ("civil", "民政部门"), ("market", "市场监管部门"))
DOUBTFUL = When("opinion", ("qualified", "adverse", "disclaimer"))


class AuditReport(Ledger):
    """民办园财务审计"""

    __tablename__ = "audit_report"
    UNIQUE = ("kindergarten", "calendar_year")
    TITLE = "民办园财务审计"
    PLAN = "D3"
    GROUP = "三项机制"
    HELP = "每所民办园每年度一行：经审计的财务报告何时提交、什么意见、收支和问题。"
    NAMED_BY = ("kindergarten", "calendar_year")
    MATCHED_BY = ("kindergarten", "calendar_year")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=240, listed=True, synonyms=("幼儿园名称", "幼儿园", "民办园名称")
    )
    calendar_year: Plain[int] = calendar_year()
    auditor: Plain[str | None] = field(
        Text(60), "审计机构", listed=True, width=145, clause=CLAUSE, synonyms=("会计师事务所", "审计单位")
    )
    number: Plain[str | None] = field(Text(60), "报告文号", width=156, synonyms=("审计报告文号", "文号"))
    submitted: Plain[date | None] = field(
        Day(), "提交日期", listed=True, clause=CLAUSE, synonyms=("提交时间", "报送日期")
    )
    submitted_to: Plain[str | None] = field(Choice(TO), "提交给", width=110, clause=CLAUSE, synonyms=("接收部门",))
    opinion: Plain[str | None] = field(
        Choice(OPINIONS, synonyms=(("标准无保留意见", "clean"),)), "审计意见", listed=True, width=110, clause=CLAUSE,
        synonyms=("意见类型",),
    )  # fmt: skip
    income: Plain[Decimal | None] = field(
        money(), "全年收入（元）", group="收支", listed=True, width=120, clause=CLAUSE, synonyms=("收入", "收入合计")
    )
    income_fees: Plain[Decimal | None] = field(
        money(), "其中保教费收入（元）", group="收支", width=160, synonyms=("保教费收入",)
    )
    spending: Plain[Decimal | None] = field(
        money(), "全年支出（元）", group="收支", listed=True, width=120, clause=CLAUSE, synonyms=("支出", "支出合计")
    )
    spending_staff: Plain[Decimal | None] = field(
        money(), "其中教职工支出（元）", group="收支", width=160, clause=CLAUSE, synonyms=("人员支出",)
    )
    problems: Plain[str | None] = field(
        Text(500, lines=4), "存在问题", group="问题", listed=True, width=200, required_when=DOUBTFUL,
        synonyms=("审计问题", "问题"),
    )  # fmt: skip
    mended: Plain[date | None] = field(Day(), "整改完成日期", group="问题", shown_when=DOUBTFUL, width=110)
