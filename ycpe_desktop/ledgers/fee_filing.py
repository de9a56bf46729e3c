"""D4 收费: what was filed and posted, and what was charged beyond it (搭车收费)."""

from datetime import date
from decimal import Decimal

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, field, money, reference
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（三）1；学前教育法 68、69"
ITEMS = (("care", "保教费"), ("meals", "伙食费"), ("boarding", "住宿费"), ("service", "服务性收费和代收费"))
PER = (("month", "元/月"), ("term", "元/学期"), ("day", "元/天"), ("once", "元/次"))
VIOLATIONS = (
    ("extra_course", "实践体验课程搭车收费"),
    ("above", "超过备案标准"),
    ("unfiled", "未备案收费"),
    ("unposted", "未公示收费"),
    ("ahead", "跨学期预收"),
    ("deposit", "赞助费、捐资助学费"),
    ("other", "其他"),
)
VIOLATED = When("violation", tuple(code for code, _ in VIOLATIONS))


class FeeFiling(Ledger):
    """收费"""

    __tablename__ = "fee_filing"
    TITLE = "收费"
    PLAN = "D4"
    GROUP = "三项机制"
    HELP = "一园一项收费一行：备案标准、执行日期、公示；查出违规的写明名目和处理。"
    NAMED_BY = ("kindergarten", "item")
    MATCHED_BY = ("kindergarten", "item", "since")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=242, listed=True, synonyms=("幼儿园名称", "幼儿园")
    )
    item: Plain[str] = field(
        Choice(ITEMS, synonyms=(("保育教育费", "care"), ("餐费", "meals"), ("代收费", "service"))),
        "收费项目", needed=True, listed=True, width=140, clause=CLAUSE, synonyms=("项目", "收费名目"),
    )  # fmt: skip
    amount: Plain[Decimal | None] = field(
        money(), "备案标准", required=True, listed=True, width=90, clause=CLAUSE, synonyms=("收费标准", "标准")
    )
    per: Plain[str | None] = field(Choice(PER), "计费单位", required=True, listed=True, width=72, default="month")
    since: Plain[date | None] = field(
        Day(), "执行日期", required=True, listed=True, clause=CLAUSE, synonyms=("执行起", "执行时间")
    )
    until: Plain[date | None] = field(Day(), "停止执行日期", width=110, help="从这一天起不再执行。")
    document: Plain[str | None] = field(
        Text(60), "备案文号", group="备案与公示", width=160, clause=CLAUSE, synonyms=("文号", "批准文号")
    )
    filed: Plain[date | None] = field(
        Day(), "备案日期", group="备案与公示", listed=True, clause=CLAUSE, synonyms=("备案时间",)
    )
    posted: Plain[date | None] = field(
        Day(), "公示日期", group="备案与公示", listed=True, clause=CLAUSE, synonyms=("公示时间",)
    )
    posted_how: Plain[str | None] = field(
        Text(60), "公示方式", group="备案与公示", width=120, help="如园门口公示牌、家长群、网站。"
    )
    violation: Plain[str | None] = field(
        Choice(VIOLATIONS), "违规情形", group="违规与处理", listed=True, width=156, clause=CLAUSE
    )
    violation_told: Plain[str | None] = field(
        Text(200), "违规名目", group="违规与处理", width=160, shown_when=VIOLATED, required_when=VIOLATED,
        clause=CLAUSE, help="如“国学”“英语”等实践体验课程。",
    )  # fmt: skip
    found: Plain[date | None] = field(Day(), "查出日期", group="违规与处理", shown_when=VIOLATED, clause=CLAUSE)
    handled: Plain[date | None] = field(
        Day(), "处理日期", group="违规与处理", listed=True, shown_when=VIOLATED, clause=CLAUSE
    )
    refunded: Plain[Decimal | None] = field(
        money(), "清退金额（元）", group="违规与处理", width=120, shown_when=VIOLATED
    )
