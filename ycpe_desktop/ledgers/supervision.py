"""D6 责任督学, their 回避 rows, and D7 督学责任: who answers for which kindergarten, from when."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, derived, field, reference, rows
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.ledgers.base import Ledger

PLAN_CLAUSE = "运政办发〔2021〕44号 三（三）1"
PART_TIME = When("kind", ("part",))


def _load(supervisor: Table, year: int) -> ColumnElement[Any]:
    """Kindergartens in hand at the end of the year at the latest: assignments that have begun and not ended by then."""
    end = date(year + 1, 8, 31)
    held = Assignment.__table__.alias()
    return (
        select(func.count())
        .select_from(held)
        .where(
            held.c.supervisor == supervisor.c.uuid,
            and_(held.c.since <= end, or_(held.c.until.is_(None), held.c.until > end)),
        )
        .scalar_subquery()
    )


class Supervisor(Ledger):
    """责任督学"""

    __tablename__ = "supervisor"
    TITLE = "责任督学"
    PLAN = "D6"
    GROUP = "三项机制"
    HELP = "责任督学名册。原则上 1 人负责 5 所左右幼儿园。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "employer")
    PHOTO = "照片"

    name: Plain[str] = field(
        Text(20), "姓名", needed=True, listed=True, searched=True, synonyms=("督学姓名", "责任督学"), width=80
    )
    employer: Plain[str | None] = field(
        Text(60), "工作单位", listed=True, searched=True, synonyms=("单位", "所在单位"), width=220
    )
    kind: Plain[str | None] = field(
        Choice((("full", "专职"), ("part", "兼职"))),
        "专兼职",
        required=True,
        listed=True,
        synonyms=("专职/兼职", "督学类别"),
        width=64,
    )
    certificate: Plain[str | None] = field(
        Text(40), "督学证号", required=True, listed=True, clause="教督〔2019〕3号", searched=True, width=140
    )
    phone: Plain[str | None] = field(
        PHONE,
        "联系电话",
        required=True,
        listed=True,
        private=True,
        clause="教督〔2019〕3号",
        synonyms=("电话", "手机"),
        width=120,
    )
    education: Plain[str | None] = field(
        Choice((("doctor", "研究生"), ("bachelor", "本科"), ("college", "专科"), ("below", "专科以下"))),
        "学历",
        clause="教育督导条例 7",
    )
    experience: Plain[int | None] = field(
        Whole("年", 0, 60),
        "教育工作年限",
        clause="教育督导条例 7",
        help="从事教育管理、教学或教育研究工作的年数，应在 10 年以上。",
    )
    township: Plain[str | None] = reference("township", "常驻乡镇", listed=True, synonyms=("责任区", "所在乡镇"))
    village: Plain[str | None] = reference(
        "village",
        "常驻村（社区）",
        within="township",
        synonyms=("常驻村", "常驻社区", "居住村（社区）", "居住村", "所在村（社区）", "所在村"),
        width=142,
        help="可以不填。填了的，自动分配时同村（社区）的园算得比同乡镇的近。",
    )
    term_from: Plain[date | None] = field(
        Day(), "任期起", group="任期", required=True, clause="教育督导条例 6", synonyms=("聘期起",)
    )
    term_to: Plain[date | None] = field(
        Day(),
        "任期止",
        group="任期",
        required_when=PART_TIME,
        clause="教育督导条例 6",
        listed=True,
        synonyms=("聘期止", "任期至"),
        help="兼职督学任期 3 年。",
    )
    term_number: Plain[int | None] = field(
        Whole("", 1, 20),
        "第几任期",
        group="任期",
        required_when=PART_TIME,
        clause="教育督导条例 6",
        help="兼职督学连续任职不得超过 3 个任期。",
    )
    load_least: Plain[int | None] = field(
        Whole("所", 0, 60),
        "最少负责",
        group="任期",
        clause=PLAN_CLAUSE,
        help="不填按全县统一的下限，在“备份与设置”的“指标目标”里改。",
    )
    load_most: Plain[int | None] = field(
        Whole("所", 0, 60),
        "最多负责",
        group="任期",
        clause=PLAN_CLAUSE,
        help="不填按全县统一的上限，在“备份与设置”的“指标目标”里改。",
    )

    load = derived(Whole("所"), "负责园数", _load, group="本学年", listed=True, clause=PLAN_CLAUSE)
    recusals = rows("recusal", "回避", by="supervisor")


class Recusal(Ledger):
    """督学回避"""

    __tablename__ = "recusal"
    TITLE = "督学回避"
    PLAN = "D6"
    HELP = "督学是园长或举办者的近亲属，或曾在该园任职的，应当回避。"
    NAMED_BY = ("supervisor", "kindergarten")
    MATCHED_BY = ("supervisor", "kindergarten")

    supervisor: Plain[str] = reference(
        "supervisor", "责任督学", needed=True, listed=True, synonyms=("督学姓名", "姓名")
    )
    kindergarten: Plain[str] = reference("kindergarten", "园所名称", needed=True, listed=True, width=266)
    reason: Plain[str | None] = field(
        Choice((("kin", "近亲属"), ("post", "曾任职"), ("other", "其他"))),
        "回避原因",
        required=True,
        listed=True,
        clause="教育督导条例 10",
    )
    left: Plain[date | None] = field(Day(), "离任日期", shown_when=When("reason", ("post",)), listed=True)


class Assignment(Ledger):
    """督学责任"""

    __tablename__ = "assignment"
    TITLE = "督学责任"
    PLAN = "D7"
    GROUP = "三项机制"
    HELP = "哪位督学负责哪所园，从哪天起；换人时旧的一行写上止日，再开新的一行。"
    NAMED_BY = ("supervisor", "kindergarten")
    MATCHED_BY = ("supervisor", "kindergarten", "since")

    supervisor: Plain[str] = reference(
        "supervisor", "责任督学", needed=True, listed=True, synonyms=("督学姓名", "督学", "姓名"), clause=PLAN_CLAUSE
    )
    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=266, synonyms=("幼儿园名称", "幼儿园", "负责幼儿园")
    )
    since: Plain[date] = field(Day(), "负责起", needed=True, listed=True, synonyms=("起始日期", "开始日期"))
    until: Plain[date | None] = field(
        Day(), "负责止", listed=True, help="到这一天为止（这一天起不再负责）。", synonyms=("结束日期",)
    )
    locked: Plain[bool | None] = field(YesNo(), "锁定", listed=True, width=56, help="自动分配时不变动。")
    reason: Plain[str | None] = field(Text(200), "原因", listed=True, width=240)
    plaque_printed: Plain[date | None] = field(
        Day(), "公示牌印制日期", group="公示牌", listed=True, clause="教督〔2019〕3号", width=116
    )
    plaque_posted: Plain[date | None] = field(
        Day(), "公示牌挂出日期", group="公示牌", listed=True, clause="教督〔2019〕3号", width=116
    )
