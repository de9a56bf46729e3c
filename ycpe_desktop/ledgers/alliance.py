"""G1 办园共同体: 城乡一体化, 集团化 and 优质园办分园, with their members in time and the four 一体 judged."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, func, literal, or_, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, derived, field, reference, rows
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（五）"
UNITY_CLAUSE = f"{CLAUSE}1"
KINDS = (("integrated", "城乡一体化"), ("group", "集团化"), ("branch", "优质园办分园"))
SAME_LEGAL_KINDS = ("integrated", "branch")
"""Both sides are one legal person there; in a 集团 each may keep its own."""
UNITIES = (
    ("legal", "法人一体"),
    ("funds", "资金投入一体"),
    ("staff", "人员配备一体"),
    ("care", "保教管理一体"),
)  # fmt: skip - one of the four beside the other
INTEGRATED = When("kind", ("integrated",))


def unity(table: Table) -> ColumnElement[Any]:
    """城乡一体化 only: 达标 where all four 一体 are 已达到, 未判定 while one is blank and none fails."""
    states = [table.c[f"{name}_unity"] for name, _ in UNITIES]
    return case(
        (or_(table.c.kind.is_(None), table.c.kind != "integrated"), None),
        (or_(*(state.in_(("pending", "missing")) for state in states)), literal("not_met")),
        (or_(*(state.is_(None) for state in states)), literal("open")),
        else_=literal("met"),
    )


def _members(alliance: Table, year: int) -> ColumnElement[Any]:
    """Members at the end of the year at the latest, the lead not counted."""
    member, end = AllianceMember.__table__, date(year + 1, 8, 31)
    there = and_(
        member.c.alliance == alliance.c.uuid, member.c.since <= end, or_(member.c.until.is_(None), member.c.until > end)
    )
    return select(func.count()).select_from(member).where(there).scalar_subquery()


def _unity(label: str, help: str) -> Plain[str | None]:
    return field(
        Choice((("met", "已达到"), ("pending", "办理中"), ("missing", "未达到"))),
        label,
        group="四位一体",
        shown_when=INTEGRATED,
        required_when=INTEGRATED,
        listed=True,
        width=98,
        clause=UNITY_CLAUSE,
        help=help,
    )


class Alliance(Ledger):
    """办园共同体"""

    __tablename__ = "alliance"
    TITLE = "办园共同体"
    PLAN = "G1"
    GROUP = "三类模式"
    HELP = "城乡一体化、集团化、优质园办分园，每个一行；牵头园以外的成员写在下面的共同体成员里。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "kind")

    name: Plain[str] = field(
        Text(60), "共同体名称", needed=True, listed=True, searched=True, width=212, synonyms=("集团名称", "名称")
    )
    kind: Plain[str] = field(
        Choice(KINDS, synonyms=(("办分园", "branch"), ("集团", "group"), ("一体化", "integrated"))),
        "办园模式",
        needed=True,
        listed=True,
        width=98,
        clause=CLAUSE,
        synonyms=("模式", "类型"),
    )
    lead: Plain[str] = reference(
        "kindergarten", "牵头园", needed=True, listed=True, width=136, clause=CLAUSE, synonyms=("优质园", "总园")
    )
    since: Plain[date] = field(Day(), "成立日期", needed=True, listed=True)
    until: Plain[date | None] = field(Day(), "结束日期")
    document: Plain[str | None] = field(Text(60), "文号", width=146, synonyms=("批复文号",))
    shared: Plain[str | None] = field(
        Text(200, lines=2),
        "共享成果",
        width=180,
        clause=f"{CLAUSE}2",
        help="集团园之间理念、资源、方法等方面的成果分享。",
    )
    legal_unity: Plain[str | None] = _unity("法人一体", "城乡法人一体：双方是同一法人。")
    funds_unity: Plain[str | None] = _unity("资金投入一体", "经费由牵头园统一预算和使用。")
    staff_unity: Plain[str | None] = _unity("人员配备一体", "教职工由牵头园统一配备和轮岗。")
    care_unity: Plain[str | None] = _unity("保教管理一体", "保育教育由牵头园统一计划、管理和评价。")

    conclusion = derived(
        Choice((("met", "达标"), ("not_met", "未达标"), ("open", "未判定"))),
        "四位一体结论",
        lambda table, _: unity(table),
        group="四位一体",
        listed=True,
        width=98,
        clause=UNITY_CLAUSE,
        help="四项一体都已达到，即达标；只判城乡一体化。",
    )
    size = derived(Whole("所"), "成员数", _members, group="本学年", listed=True, clause=CLAUSE, width=64)
    members = rows("alliance_member", "共同体成员", by="alliance")


class AllianceMember(Ledger):
    """共同体成员"""

    __tablename__ = "alliance_member"
    TITLE = "共同体成员"
    PLAN = "G1"
    HELP = "牵头园以外的每所成员园一行；退出时写上止日。"
    NAMED_BY = ("alliance", "kindergarten")
    MATCHED_BY = ("alliance", "kindergarten", "since")

    alliance: Plain[str] = reference(
        "alliance", "共同体", needed=True, listed=True, width=212, synonyms=("集团", "共同体名称")
    )
    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266, synonyms=("成员园", "幼儿园")
    )
    since: Plain[date] = field(Day(), "加入日期", needed=True, listed=True)
    until: Plain[date | None] = field(Day(), "退出日期", listed=True, help="这一天起不再是成员。")
    same_legal: Plain[bool | None] = field(
        YesNo(),
        "同一法人",
        required=True,
        listed=True,
        clause=f"{CLAUSE}1、三（五）3",
        help="与牵头园是同一法人；填“是”的，独立法人、独立账户、独立管理可判不适用，信用代码可与牵头园相同。",
    )
