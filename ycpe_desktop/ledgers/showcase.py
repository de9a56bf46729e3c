"""F3 典型与现场会, and F4 课程改革."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, field, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly

SHOWCASE_CLAUSE, CURRICULUM_CLAUSE = "运政办发〔2021〕44号 三（四）2", "运政办发〔2021〕44号 三（四）3"
MODEL, MEETING = When("kind", ("model",)), When("kind", ("meeting",))
LEVELS = (("county", "县级"), ("city", "市级"), ("province", "省级"), ("nation", "国家级"))


class Showcase(Ledger):
    """典型与现场会"""

    __tablename__ = "showcase"
    TITLE = "典型与现场会"
    PLAN = "F3"
    GROUP = "三个活动"
    HELP = "培育的典型、举办或参加的现场会，各一行，按自然年度；一年培育一个典型。"
    NAMED_BY = ("theme",)
    MATCHED_BY = ("calendar_year", "kind", "theme")
    ORDERED_BY = ("calendar_year", "kind")

    calendar_year: Plain[int] = field(
        Whole(least=1990, most=2100, grouped=False), "年度", needed=True, listed=True, width=64, clause=SHOWCASE_CLAUSE
    )
    kind: Plain[str] = field(
        Choice((("model", "典型"), ("meeting", "现场会"))), "类型", needed=True, listed=True, clause=SHOWCASE_CLAUSE
    )
    theme: Plain[str] = field(
        Text(100), "主题", needed=True, listed=True, searched=True, width=220, synonyms=("典型名称", "现场会主题")
    )
    kindergarten: Plain[str | None] = reference(
        "kindergarten", "典型园（现场园）", listed=True, width=220, required_when=MODEL, synonyms=("幼儿园", "典型园")
    )
    level: Plain[str | None] = field(Choice(LEVELS), "级别", required=True, listed=True)
    held: Plain[date | None] = field(
        Day(), "举办日期", listed=True, shown_when=MEETING, required_when=MEETING, synonyms=("日期",)
    )
    people: Plain[int | None] = field(Whole("人"), "参会人数", listed=True, shown_when=MEETING)
    experience: Plain[str | None] = field(
        Text(500, lines=4),
        "经验要点",
        width=200,
        listed=True,
        clause=SHOWCASE_CLAUSE,
        help="理念、实践、可推广的做法。",
    )


class Curriculum(Yearly, Ledger):
    """课程改革"""

    __tablename__ = "curriculum"
    TITLE = "课程改革"
    PLAN = "F4"
    GROUP = "三个活动"
    HELP = "园所的课程改革项目，每学年每个项目一行：主题、资源、成果。"
    NAMED_BY = ("kindergarten", "project")
    MATCHED_BY = ("kindergarten", "year", "project")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=220, synonyms=("幼儿园名称", "幼儿园")
    )
    project: Plain[str] = field(
        Text(80), "项目名称", needed=True, listed=True, searched=True, width=200, clause=CURRICULUM_CLAUSE
    )
    kind: Plain[str | None] = field(
        Choice((("life", "生活化"), ("play", "游戏化"), ("local", "本地特色"), ("own", "园所特色"), ("other", "其他"))),
        "课程取向",
        required=True,
        listed=True,
        clause=CURRICULUM_CLAUSE,
    )
    begun: Plain[date | None] = field(Day(), "开始日期", listed=True)
    ended: Plain[date | None] = field(Day(), "结题日期", listed=True)
    resources: Plain[str | None] = field(Text(200, lines=2), "课程资源", listed=True, width=180)
    approved: Plain[bool | None] = field(
        YesNo(), "资源经审定", clause="学前教育法 57", help="在园推行使用的课程教学类资源应当经依法审定。"
    )
    results: Plain[str | None] = field(
        Text(300, lines=3), "成果", group="成果", listed=True, width=180, clause=CURRICULUM_CLAUSE
    )
    award: Plain[str | None] = field(Choice(LEVELS), "获奖级别", group="成果")
