"""C2 经费拨付: what is due for how many children, what was paid, and whether in full and in time."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, literal, or_, type_coerce

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, derived, field, money, reference
from ycpe_desktop.ledgers.base import Ledger, calendar_year

CLAUSE = "运政办发〔2021〕44号 三（二）2"
KINDS = (
    ("public_fund", "公办园生均公用经费"),
    ("inclusive_fund", "普惠性民办园补助"),
    ("support", "普惠性民办园扶持"),
    ("aid", "家庭经济困难幼儿资助"),
    ("free_year", "免费学前一年"),
    ("training", "教师培训"),
)
PER_CHILD = ("public_fund", "inclusive_fund", "aid", "free_year")
COUNTED = When("kind", PER_CHILD)


def amount_due(table: Any) -> ColumnElement[Any]:
    """应拨 = children × standard; blank where one of them is."""
    return type_coerce(table.c.children * type_coerce(table.c.per_child, Whole().column_type()), table.c.paid.type)


def in_full(table: Any) -> ColumnElement[Any]:
    due = type_coerce(amount_due(table), Whole().column_type())
    paid = type_coerce(table.c.paid, Whole().column_type())
    return case((or_(paid.is_(None), due.is_(None)), None), (paid >= due, literal(True)), else_=literal(False))


def in_time(table: Any) -> ColumnElement[Any]:
    known = and_(table.c.paid_on.is_not(None), table.c.due_by.is_not(None))
    return case((known, case((table.c.paid_on <= table.c.due_by, literal(True)), else_=literal(False))), else_=None)


def _due(table: Table, _: int) -> ColumnElement[Any]:
    return amount_due(table)


class FundPayment(Ledger):
    """经费拨付"""

    __tablename__ = "fund_payment"
    TITLE = "经费拨付"
    PLAN = "C2"
    GROUP = "三个保障"
    HELP = "每园每年度每类经费一行：幼儿数、每生标准、实拨和日期；应拨、是否足额、是否及时由程序算出。"
    NAMED_BY = ("kindergarten", "calendar_year", "kind")
    MATCHED_BY = ("kindergarten", "calendar_year", "kind")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=236, listed=True, synonyms=("幼儿园名称", "幼儿园", "收款单位")
    )
    calendar_year: Plain[int] = calendar_year()
    kind: Plain[str] = field(
        Choice(KINDS, synonyms=(("公用经费", "public_fund"), ("普惠补助", "inclusive_fund"), ("资助", "aid"),
                                ("生均公用经费", "public_fund"))),
        "经费类型", needed=True, listed=True, width=156, clause=CLAUSE, synonyms=("类型", "资金类型"),
    )  # fmt: skip
    children: Plain[int | None] = field(
        Whole("人"), "计算幼儿数", listed=True, clause=CLAUSE, required_when=COUNTED,
        synonyms=("幼儿数", "补助人数", "在园幼儿数", "人数"), width=84,
    )  # fmt: skip
    per_child: Plain[Decimal | None] = field(
        money(), "每生标准（元/年）", listed=True, width=140, clause=CLAUSE, required_when=COUNTED,
        synonyms=("生均标准", "补助标准", "每生标准"), help="公办园生均公用经费、普惠性民办园补助都不低于 600 元。",
    )  # fmt: skip
    paid: Plain[Decimal | None] = field(
        money(), "实拨（元）", group="拨付", listed=True, width=110, clause=CLAUSE,
        synonyms=("实拨金额", "拨付金额", "实拨资金", "已拨金额"),
    )  # fmt: skip
    due_by: Plain[date | None] = field(Day(), "应拨付期限", group="拨付", clause=CLAUSE, synonyms=("应到位日期",))
    paid_on: Plain[date | None] = field(
        Day(), "实际到位日期", group="拨付", listed=True, width=98, clause=CLAUSE, synonyms=("拨付日期", "到位日期")
    )
    document: Plain[str | None] = field(Text(60), "拨付文号", group="拨付", width=146, synonyms=("文号", "资金文号"))
    sources: Plain[str | None] = field(
        Text(120), "资金来源", group="拨付", width=140, help="如中央、省、市、县各多少。"
    )

    due = derived(money(), "应拨（元）", _due, listed=True, width=110, clause=CLAUSE)
    full = derived(YesNo(), "足额", lambda table, _: in_full(table), group="拨付", listed=True, width=48, clause=CLAUSE)
    timely = derived(
        YesNo(), "及时", lambda table, _: in_time(table), group="拨付", listed=True, width=48, clause=CLAUSE
    )
