"""B2 普惠性民办园认定: recognitions of private kindergartens as 普惠性, each from a day until another."""

from datetime import date
from decimal import Decimal

from ycpe_desktop.fields import Day, Plain, Text, YesNo, field, money, reference
from ycpe_desktop.ledgers.base import Ledger

PLAN_CLAUSE = "运政办发〔2021〕44号 三（一）1"
LAW_CLAUSE = "学前教育法 24"
SUPPORTS = (
    ("service", "购买服务"),
    ("award", "综合奖补"),
    ("rent", "减免租金"),
    ("teachers", "派驻公办教师"),
    ("pairing", "结对帮扶"),
    ("research", "教研指导"),
)
"""扶持方式, in the plan's words and order."""


def _support(label: str) -> Plain[bool | None]:
    return field(YesNo(), label, group="扶持方式", width=104, clause=PLAN_CLAUSE, synonyms=(f"政府{label}",))


class InclusiveRecognition(Ledger):
    """普惠性民办园认定"""

    __tablename__ = "inclusive_recognition"
    TITLE = "普惠性民办园认定"
    PLAN = "B2"
    GROUP = "三大工程"
    HELP = (
        "一次认定一行：认定文号、起止日期、收费限价和扶持方式。续认另起一行；认定后办园性质自认定日期起为普惠性民办。"
    )
    NAMED_BY = ("kindergarten", "since")
    MATCHED_BY = ("kindergarten", "since")

    kindergarten: Plain[str] = reference(
        "kindergarten",
        "园所名称",
        needed=True,
        width=266,
        listed=True,
        clause=LAW_CLAUSE,
        synonyms=("幼儿园名称", "幼儿园", "普惠性民办园名称"),
    )
    document: Plain[str | None] = field(
        Text(60), "认定文号", required=True, listed=True, width=150, clause=LAW_CLAUSE,
        synonyms=("文号", "批准文号"),
    )  # fmt: skip
    since: Plain[date] = field(
        Day(), "认定日期", needed=True, listed=True, clause=LAW_CLAUSE, synonyms=("认定时间", "认定起"),
        help="从这一天起按普惠性民办园。",
    )  # fmt: skip
    valid_until: Plain[date | None] = field(
        Day(), "认定有效期至", required=True, listed=True, width=110, clause=PLAN_CLAUSE,
        synonyms=("有效期至", "认定期满日期", "有效期"), help="最后有效的一天；认定几年由本县规定。",
    )  # fmt: skip
    ended: Plain[date | None] = field(
        Day(),
        "提前终止日期",
        width=98,
        synonyms=("取消认定日期", "退出日期"),
        help="退出或被取消的，从这一天起不再是。",
        listed=True,
    )
    ended_why: Plain[str | None] = field(Text(200), "终止原因", width=160)
    price_cap: Plain[Decimal | None] = field(
        money(), "收费限价（元/月）", group="收费", listed=True, width=140, clause=LAW_CLAUSE,
        synonyms=("收费限价", "政府指导价", "保教费限价"), help="政府指导价：保教费每月最高多少元。",
    )  # fmt: skip
    posted: Plain[date | None] = field(
        Day(), "公示日期", group="公示", listed=True, clause="教督〔2020〕1号", synonyms=("公示时间",)
    )
    posted_url: Plain[str | None] = field(Text(200), "公示网址", group="公示", width=160)
    support_service: Plain[bool | None] = _support("购买服务")
    support_award: Plain[bool | None] = _support("综合奖补")
    support_rent: Plain[bool | None] = _support("减免租金")
    support_teachers: Plain[bool | None] = _support("派驻公办教师")
    support_pairing: Plain[bool | None] = _support("结对帮扶")
    support_research: Plain[bool | None] = _support("教研指导")
    support_note: Plain[str | None] = field(Text(200), "扶持说明", group="扶持方式", width=160)
