"""B5 农村园改造提升: how weak rural kindergartens get better, or give way to better ones."""

from datetime import date
from decimal import Decimal

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, field, money, reference
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（一）2"
WAYS = (
    ("improve", "改造提升"),
    ("joint", "联合办园"),
    ("move", "异地搬迁"),
    ("close", "停办"),
    ("merge", "并入优质园"),
)
CLOSING = {"close": "paused", "merge": "merged"}
"""Ways that end a kindergarten → its 状态 from then on."""
CLOSES = When("way", tuple(CLOSING))
HAS_TARGET = When("way", ("joint", "close", "merge"))


class RuralUpgrade(Ledger):
    """农村园改造提升"""

    __tablename__ = "rural_upgrade"
    TITLE = "农村园改造提升"
    PLAN = "B5"
    GROUP = "三大工程"
    HELP = "一所农村薄弱园一个项目一行：方式、投资、起止日期；停办、并入的写明接收园和幼儿安置。"
    NAMED_BY = ("kindergarten", "way")
    MATCHED_BY = ("kindergarten", "way", "started")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=266, listed=True, synonyms=("幼儿园名称", "幼儿园", "改造园")
    )
    way: Plain[str] = field(
        Choice(WAYS, synonyms=(("并入", "merge"), ("搬迁", "move"), ("改造", "improve"))),
        "提升方式", needed=True, listed=True, width=100, clause=CLAUSE, synonyms=("方式", "改造方式"),
    )  # fmt: skip
    target: Plain[str | None] = reference(
        "kindergarten", "接收或联合的园", listed=True, width=234, clause=CLAUSE, shown_when=HAS_TARGET,
        synonyms=("并入园", "接收园", "目标园"),
    )  # fmt: skip
    started: Plain[date | None] = field(Day(), "开始日期", listed=True, clause=CLAUSE, synonyms=("开工日期",))
    planned: Plain[date | None] = field(Day(), "计划完成日期", listed=True, width=110, clause=CLAUSE)
    finished: Plain[date | None] = field(
        Day(), "完成日期", listed=True, clause=CLAUSE, synonyms=("停办日期", "并入日期", "竣工日期")
    )
    invested: Plain[Decimal | None] = field(
        money(), "投资（元）", group="投资", width=110, clause=CLAUSE, synonyms=("投资", "投资金额", "改造投资")
    )
    funds_from: Plain[str | None] = field(Text(120), "资金来源", group="投资", width=140)
    content: Plain[str | None] = field(Text(300, lines=3), "改造内容", group="投资", width=200)
    children: Plain[int | None] = field(
        Whole("人"), "原有幼儿", group="幼儿安置", shown_when=CLOSES, required_when=CLOSES, listed=True, clause=CLAUSE
    )
    children_placed: Plain[int | None] = field(
        Whole("人"), "已安置幼儿", group="幼儿安置", shown_when=CLOSES, required_when=CLOSES, listed=True, clause=CLAUSE
    )
    placing: Plain[str | None] = field(
        Text(300, lines=3), "安置去向", group="幼儿安置", shown_when=CLOSES, width=180,
        help="不止一所接收园的，写明各接收多少人。",
    )  # fmt: skip
