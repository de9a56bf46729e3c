"""F1 教研片区 with their kindergartens in time, and F2 片区教研活动."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, Whole, derived, field, reference, rows
from ycpe_desktop.ledgers.base import Ledger, Yearly

CLAUSE = "运政办发〔2021〕44号 三（四）1"


def _members(area: Table, year: int) -> ColumnElement[Any]:
    """Kindergartens of the area at the end of the year at the latest."""
    member, end = ResearchMember.__table__, date(year + 1, 8, 31)
    there = and_(
        member.c.area == area.c.uuid, member.c.since <= end, or_(member.c.until.is_(None), member.c.until > end)
    )
    return select(func.count()).select_from(member).where(there).scalar_subquery()


def _held(area: Table, year: int) -> ColumnElement[Any]:
    activity = ResearchActivity.__table__
    return (
        select(func.count())
        .select_from(activity)
        .where(activity.c.area == area.c.uuid, activity.c.year == year)
        .scalar_subquery()
    )


class ResearchArea(Ledger):
    """教研片区"""

    __tablename__ = "research_area"
    TITLE = "教研片区"
    PLAN = "F1"
    GROUP = "三个活动"
    HELP = "每个片区一行，写明牵头园；片区里的园写在下面的片区成员里，每所园都要在一个片区。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name",)

    name: Plain[str] = field(
        Text(40), "片区名称", needed=True, listed=True, searched=True, width=160, synonyms=("教研片区", "片区")
    )
    lead: Plain[str | None] = reference(
        "kindergarten",
        "牵头园",
        required=True,
        listed=True,
        width=266,
        clause=CLAUSE,
        synonyms=("片长园", "牵头幼儿园"),
    )
    leader: Plain[str | None] = field(Text(20), "片长", listed=True, searched=True, synonyms=("负责人",))
    researcher: Plain[str | None] = field(
        Text(20), "指导教研员", listed=True, clause=CLAUSE, help="专家或专（兼）职教研员。", synonyms=("教研员",)
    )
    since: Plain[date | None] = field(Day(), "成立日期", required=True, listed=True)
    until: Plain[date | None] = field(Day(), "撤销日期")

    members_now = derived(Whole("所"), "成员园数", _members, group="本学年", listed=True, clause=CLAUSE)
    activities = derived(Whole("次"), "本学年教研", _held, group="本学年", listed=True, clause=CLAUSE)
    members = rows("research_member", "片区成员", by="area")


class ResearchMember(Ledger):
    """片区成员"""

    __tablename__ = "research_member"
    TITLE = "片区成员"
    PLAN = "F1"
    HELP = "片区里的每所园一行，牵头园也算；换片区时旧的一行写上止日，再在新片区开一行。"
    NAMED_BY = ("area", "kindergarten")
    MATCHED_BY = ("area", "kindergarten", "since")

    area: Plain[str] = reference(
        "research_area", "教研片区", needed=True, listed=True, width=160, synonyms=("片区", "片区名称")
    )
    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266, synonyms=("幼儿园名称", "幼儿园")
    )
    since: Plain[date] = field(Day(), "加入日期", needed=True, listed=True, clause=CLAUSE)
    until: Plain[date | None] = field(Day(), "退出日期", listed=True, help="这一天起不再是成员。")


class ResearchActivity(Yearly, Ledger):
    """片区教研活动"""

    __tablename__ = "research_activity"
    TITLE = "片区教研活动"
    PLAN = "F2"
    GROUP = "三个活动"
    HELP = "一月一次的片区联动教研，每次一行。"
    NAMED_BY = ("area", "held")
    MATCHED_BY = ("area", "held", "theme")
    ORDERED_BY = ("held",)

    area: Plain[str] = reference(
        "research_area", "教研片区", needed=True, listed=True, width=140, synonyms=("片区", "片区名称")
    )
    held: Plain[date] = field(
        Day(), "活动日期", needed=True, listed=True, clause=CLAUSE, synonyms=("日期", "时间", "教研日期")
    )
    theme: Plain[str | None] = field(
        Text(100), "教研主题", required=True, listed=True, width=220, synonyms=("主题", "活动主题")
    )
    form: Plain[str | None] = field(
        Choice((
            ("observe", "观摩研讨"),
            ("lecture", "专题讲座"),
            ("lesson", "同课异构"),
            ("case", "案例研讨"),
            ("online", "线上教研"),
            ("other", "其他"),
        )),
        "教研形式",
        listed=True,
        synonyms=("形式", "活动形式"),
    )  # fmt: skip - one choice beside the other
    host: Plain[str | None] = reference("kindergarten", "承办园", listed=True, width=236, synonyms=("承办幼儿园",))
    kindergartens: Plain[int | None] = field(Whole("所"), "参加园数", required=True, listed=True)
    people: Plain[int | None] = field(Whole("人"), "参加人数", required=True, listed=True, synonyms=("人数",))
    expert: Plain[str | None] = field(Text(40), "指导专家", listed=True, clause=CLAUSE)
    solved: Plain[str | None] = field(
        Text(300, lines=3), "解决的问题", width=240, clause=CLAUSE, help="教师在教育实践中的困惑和问题。"
    )
