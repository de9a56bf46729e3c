"""E2 幼小衔接: pilot primary schools, the kindergartens that work with them, and what they do in a school year."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, Whole, YesNo, derived, field, reference, rows
from ycpe_desktop.ledgers.base import Ledger, Yearly

CLAUSE = "运政办发〔2021〕44号 三（三）3"
ACTIVITIES = (
    ("ready", "入学准备"),
    ("adapt", "入学适应"),
    ("research", "联合教研"),
    ("visit", "互访观摩"),
    ("parents", "家长课堂"),
)  # fmt: skip - one choice beside the other


def _linked(link: Table, year: int) -> ColumnElement[Any]:
    """Kindergartens that work with the school at the end of the year at the latest."""
    member, end = SchoolLinkMember.__table__, date(year + 1, 8, 31)
    there = and_(
        member.c.link == link.c.uuid, member.c.since <= end, or_(member.c.until.is_(None), member.c.until > end)
    )
    return select(func.count()).select_from(member).where(there).scalar_subquery()


def _held(link: Table, year: int) -> ColumnElement[Any]:
    activity = SchoolLinkActivity.__table__
    return (
        select(func.count())
        .select_from(activity)
        .where(activity.c.link == link.c.uuid, activity.c.year == year)
        .scalar_subquery()
    )


class SchoolLink(Ledger):
    """幼小衔接"""

    __tablename__ = "school_link"
    TITLE = "幼小衔接"
    PLAN = "E2"
    GROUP = "三项机制"
    HELP = "每所试点小学一行：方案、是否在实验区；衔接的幼儿园和开展的活动写在下面的两张表里。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "township")

    name: Plain[str] = field(
        Text(60), "试点小学", needed=True, listed=True, searched=True, width=200, clause=CLAUSE, synonyms=("小学名称",)
    )
    township: Plain[str | None] = reference("township", "乡镇", required=True, listed=True)
    zone: Plain[str | None] = field(
        Choice((("none", "不是"), ("county", "县级"), ("city", "市级"), ("province", "省级"))),
        "实验区",
        required=True,
        listed=True,
        clause=CLAUSE,
        synonyms=("是否实验区", "实验区级别"),
    )
    since: Plain[date | None] = field(Day(), "试点起", required=True, listed=True)
    until: Plain[date | None] = field(Day(), "试点止", listed=True)
    plan: Plain[str | None] = field(Text(100), "衔接方案", group="方案", width=240, clause=CLAUSE, listed=True)
    plan_date: Plain[date | None] = field(Day(), "方案日期", group="方案")
    zero_start: Plain[bool | None] = field(YesNo(), "零起点教学", group="方案", clause="学前教育法 59")
    contact: Plain[str | None] = field(Text(20), "联系人", group="联系")

    kindergartens = derived(Whole("所"), "衔接园数", _linked, group="本学年", listed=True, clause=CLAUSE)
    activities = derived(Whole("次"), "本学年活动", _held, group="本学年", listed=True, clause=CLAUSE)
    members = rows("school_link_member", "衔接幼儿园", by="link")
    held = rows("school_link_activity", "衔接活动", by="link")


class SchoolLinkMember(Ledger):
    """衔接幼儿园"""

    __tablename__ = "school_link_member"
    TITLE = "衔接幼儿园"
    PLAN = "E2"
    HELP = "与试点小学衔接的幼儿园，每所一行；退出时写上止日。"
    NAMED_BY = ("link", "kindergarten")
    MATCHED_BY = ("link", "kindergarten", "since")

    link: Plain[str] = reference("school_link", "试点小学", needed=True, listed=True, width=180)
    kindergarten: Plain[str] = reference("kindergarten", "园所名称", needed=True, listed=True, width=266)
    since: Plain[date] = field(Day(), "衔接起", needed=True, listed=True)
    until: Plain[date | None] = field(Day(), "衔接止", listed=True)
    pilot: Plain[bool | None] = field(YesNo(), "试点园", listed=True, clause=CLAUSE)


class SchoolLinkActivity(Yearly, Ledger):
    """衔接活动"""

    __tablename__ = "school_link_activity"
    TITLE = "衔接活动"
    PLAN = "E2"
    HELP = "小学和幼儿园一起开展的每次衔接活动一行。"
    NAMED_BY = ("link", "held")
    MATCHED_BY = ("link", "held", "kind")
    ORDERED_BY = ("held",)

    link: Plain[str] = reference("school_link", "试点小学", needed=True, listed=True, width=180)
    held: Plain[date] = field(Day(), "活动日期", needed=True, listed=True, synonyms=("日期", "时间"))
    kind: Plain[str | None] = field(Choice(ACTIVITIES), "活动类型", required=True, listed=True, clause=CLAUSE)
    theme: Plain[str | None] = field(Text(100), "活动主题", listed=True, width=300, synonyms=("主题",))
    children: Plain[int | None] = field(Whole("人"), "参加幼儿", listed=True)
    teachers: Plain[int | None] = field(Whole("人"), "参加教师", listed=True)
