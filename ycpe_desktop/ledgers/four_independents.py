"""B4 四个独立: independent premises, legal person, account and management of each rural public kindergarten."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, or_, select

from ycpe_desktop.fields import Choice, Day, Field, Plain, Text, When, derived, field, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly
from ycpe_desktop.ledgers.kindergarten import Kindergarten

STATES = (("met", "已达到"), ("pending", "办理中"), ("missing", "未达到"), ("exempt", "不适用"))
FOUR = (("premises", "独立园舍"), ("legal", "独立法人"), ("account", "独立账户"), ("management", "独立管理"))
CLAUSE = "运政办发〔2021〕44号 三（一）2"
CONCLUSIONS = (("met", "达标"), ("not_met", "未达标"), ("open", "未判定"))


def _states(table: Any) -> list[ColumnElement[Any]]:
    return [table.c[f"{name}_state"] for name, _ in FOUR]


def conclusion(table: Any) -> ColumnElement[Any]:
    """达标 = nothing 未达到 or 办理中, and 园舍 已达到; 未判定 while one of the four is blank and none fails.

    A 附设幼儿班 is 未达标 whatever was judged of it.
    """
    states = _states(table)
    every = Kindergarten.__table__.c
    attached = table.c.kindergarten.in_(select(every.uuid).where(every.kind == "119"))
    failing = or_(
        *(state.in_(("missing", "pending")) for state in states), table.c.premises_state == "exempt", attached
    )
    return case(
        (failing, literal("not_met")),
        (or_(*(state.is_(None) for state in states)), literal("open")),
        else_=literal("met"),
    )


def all_four(table: Any) -> ColumnElement[Any]:
    """The strict reading: all four 已达到."""
    return case((and_(*(state == "met" for state in _states(table))), literal(True)), else_=literal(False))


def _state(label: str, help: str) -> Plain[str | None]:
    return field(
        Choice(
            STATES,
            synonyms=(
                ("是", "met"),
                ("√", "met"),
                ("达到", "met"),
                ("已完成", "met"),
                ("否", "missing"),
                ("×", "missing"),
            ),
        ),
        label,
        group=label,
        required=True,
        listed=True,
        width=88,
        clause=CLAUSE,
        help=help,
        synonyms=(f"是否{label}",),
    )


def _date(label: str) -> Plain[date | None]:
    return field(Day(), f"{label}日期", group=label)


def _evidence(label: str) -> Plain[str | None]:
    return field(Text(80), f"{label}依据", group=label, width=190, help="证书号、批文号、账号备案号或材料名称。")


def _reason(name: str, label: str) -> Plain[str | None]:
    exempt = When(f"{name}_state", ("exempt",))
    return field(Text(200), f"{label}不适用原因", group=label, shown_when=exempt, required_when=exempt, width=140)


class FourIndependents(Yearly, Ledger):
    """四个独立"""

    __tablename__ = "four_independents"
    UNIQUE = ("kindergarten", "year")
    TITLE = "四个独立"
    PLAN = "B4"
    GROUP = "三大工程"
    HELP = "农村公办园每园每学年一行：独立园舍、独立法人、独立账户、独立管理，各有结论、日期和依据。"
    NAMED_BY = ("kindergarten", "year")
    MATCHED_BY = ("kindergarten", "year")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=266, listed=True, synonyms=("幼儿园名称", "幼儿园")
    )
    premises_state: Plain[str | None] = _state("独立园舍", "有自己的园舍或单独围合的院落，有产权或使用权证明。")
    premises_date: Plain[date | None] = _date("独立园舍")
    premises_evidence: Plain[str | None] = _evidence("独立园舍")
    premises_reason: Plain[str | None] = _reason("premises", "独立园舍")
    legal_state: Plain[str | None] = _state("独立法人", "已办事业单位法人登记，信用代码以 12 开头，且不是主办学校的。")
    legal_date: Plain[date | None] = _date("独立法人")
    legal_evidence: Plain[str | None] = _evidence("独立法人")
    legal_reason: Plain[str | None] = _reason("legal", "独立法人")
    account_state: Plain[str | None] = _state("独立账户", "有自己的基本存款账户或单独核算的账套。")
    account_date: Plain[date | None] = _date("独立账户")
    account_evidence: Plain[str | None] = _evidence("独立账户")
    account_reason: Plain[str | None] = _reason("account", "独立账户")
    management_state: Plain[str | None] = _state("独立管理", "有自己的园长（已备案）、教职工名册和制度。")
    management_date: Plain[date | None] = _date("独立管理")
    management_evidence: Plain[str | None] = _evidence("独立管理")
    management_reason: Plain[str | None] = _reason("management", "独立管理")
    institution_number: Plain[str | None] = field(
        Text(40), "事业单位法人证书号", group="法人登记", width=150, clause=CLAUSE
    )
    institution_date: Plain[date | None] = field(
        Day(), "事业单位法人登记日期", group="法人登记", clause=CLAUSE, width=156
    )

    conclusion = derived(
        Choice(CONCLUSIONS),
        "结论",
        lambda table, _: conclusion(table),
        group="结论",
        listed=True,
        width=72,
        clause=CLAUSE,
        help="没有“未达到”“办理中”，且独立园舍已达到，即达标。",
    )


def item_fields() -> dict[str, Field]:
    """premises, legal, account, management → the declared field of its state, in the plan's order."""
    return {name: FourIndependents.__table__.c[f"{name}_state"].info["field"] for name, _ in FOUR}
