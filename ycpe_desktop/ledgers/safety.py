"""H1 安全: hazards found with their deadline and closure, and incidents, of which the plan wants none."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, YesNo, field, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly

CLAUSE = "运政办发〔2021〕44号 四（二）"
SUBJECTS = (
    ("food", "食品安全"),
    ("health", "健康检查"),
    ("disease", "疾病防控"),
    ("traffic", "上下学交通"),
    ("bus", "校车"),
    ("around", "周边环境"),
    ("fire", "消防"),
    ("guard", "安全保卫"),
    ("building", "园舍设施"),
    ("other", "其他"),
)  # fmt: skip - one choice beside the other
FOUND = When("found", (True,))


class SafetyCheck(Yearly, Ledger):
    """安全检查"""

    __tablename__ = "safety_check"
    TITLE = "安全检查"
    PLAN = "H1"
    GROUP = "工作要求"
    HELP = "每次检查的每项一行；发现隐患的写明期限，改好后写销号日期。"
    NAMED_BY = ("kindergarten", "checked")
    MATCHED_BY = ("kindergarten", "checked", "subject", "hazard")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=240, synonyms=("幼儿园名称", "幼儿园")
    )
    checked: Plain[date] = field(Day(), "检查日期", needed=True, listed=True, synonyms=("日期", "时间"))
    subject: Plain[str | None] = field(
        Choice(SUBJECTS), "检查内容", required=True, listed=True, clause=CLAUSE, synonyms=("类别", "检查项目")
    )
    inspector: Plain[str | None] = field(Text(60), "检查单位（人）", listed=True, width=120, synonyms=("检查人",))
    found: Plain[bool | None] = field(YesNo(), "发现隐患", required=True, listed=True, clause=CLAUSE, width=72)
    hazard: Plain[str | None] = field(
        Text(200, lines=2),
        "隐患情况",
        group="隐患",
        listed=True,
        width=200,
        shown_when=FOUND,
        required_when=FOUND,
        synonyms=("隐患", "存在问题"),
    )  # fmt: skip - the conditions beside each other
    serious: Plain[bool | None] = field(YesNo(), "重大隐患", group="隐患", shown_when=FOUND, listed=True, width=72)
    deadline: Plain[date | None] = field(
        Day(), "整改期限", group="隐患", listed=True, shown_when=FOUND, required_when=FOUND, clause="学前教育法 51"
    )
    measure: Plain[str | None] = field(Text(200, lines=2), "整改措施", group="隐患", width=180, shown_when=FOUND)
    closed: Plain[date | None] = field(
        Day(), "销号日期", group="隐患", listed=True, shown_when=FOUND, synonyms=("整改完成日期",)
    )


class Incident(Yearly, Ledger):
    """安全事故"""

    __tablename__ = "incident"
    TITLE = "安全事故"
    PLAN = "H1"
    GROUP = "工作要求"
    HELP = "本学年发生的每起安全事故一行；没有发生的，在“上报”页确认本表无数据。"
    NAMED_BY = ("kindergarten", "happened")
    MATCHED_BY = ("kindergarten", "happened", "kind")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, listed=True, width=220, synonyms=("幼儿园名称", "幼儿园")
    )
    happened: Plain[date] = field(Day(), "发生日期", needed=True, listed=True, clause=CLAUSE, synonyms=("日期",))
    kind: Plain[str | None] = field(
        Choice((*SUBJECTS[:-1], ("injury", "意外伤害"), ("abuse", "侵害幼儿"), ("other", "其他"))),
        "事故类型",
        required=True,
        listed=True,
        clause=CLAUSE,
        synonyms=("类型",),
    )  # fmt: skip - short
    grade: Plain[str | None] = field(
        Choice((("minor", "一般"), ("large", "较大"), ("grave", "重大"), ("gravest", "特别重大"))),
        "事故等级",
        required=True,
        listed=True,
    )
    injured: Plain[int | None] = field(Whole("人"), "受伤人数", listed=True)
    dead: Plain[int | None] = field(Whole("人"), "死亡人数", listed=True)
    told: Plain[str | None] = field(Text(500, lines=4), "经过", width=200)
    reported: Plain[date | None] = field(
        Day(), "上报日期", group="处置", listed=True, clause="学前教育法 52", help="向公安、教育等部门报告的日期。"
    )
    supervisor_there: Plain[date | None] = field(
        Day(),
        "责任督学到场日期",
        group="处置",
        clause="教督〔2019〕3号",
        help="重大突发事件或事故要第一时间赶赴现场。",
        width=128,
    )
    handled: Plain[str | None] = field(Text(300, lines=3), "处理结果", group="处置", width=200, listed=True)
    ended: Plain[date | None] = field(Day(), "结案日期", group="处置", listed=True)
