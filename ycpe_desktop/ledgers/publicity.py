"""H3 宣传."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, Whole, field, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly

CLAUSE = "运政办发〔2021〕44号 四（五）"


class Publicity(Yearly, Ledger):
    """宣传"""

    __tablename__ = "publicity"
    TITLE = "宣传"
    PLAN = "H3"
    GROUP = "工作要求"
    HELP = "每次宣传报道、宣传活动一行：媒体、日期、主题。"
    NAMED_BY = ("theme",)
    MATCHED_BY = ("published", "theme", "media")
    ORDERED_BY = ("published",)

    published: Plain[date] = field(Day(), "发布日期", needed=True, listed=True, synonyms=("日期", "活动日期"))
    theme: Plain[str] = field(
        Text(120),
        "宣传主题",
        needed=True,
        listed=True,
        searched=True,
        width=260,
        clause=CLAUSE,
        synonyms=("题目", "标题"),
    )
    content: Plain[str | None] = field(
        Choice((
            ("policy", "教育方针政策"),
            ("child", "儿童观教育观"),
            ("model", "典型经验"),
            ("month", "宣传月"),
            ("safety", "安全健康"),
            ("other", "其他"),
        )),
        "宣传内容",
        required=True,
        listed=True,
        clause=CLAUSE,
        width=112,
    )  # fmt: skip - one choice beside the other
    media: Plain[str | None] = field(Text(60), "媒体", required=True, listed=True, width=140, synonyms=("发布平台",))
    level: Plain[str | None] = field(
        Choice((("county", "县级"), ("city", "市级"), ("province", "省级"), ("nation", "国家级"))),
        "媒体级别",
        listed=True,
    )
    kindergarten: Plain[str | None] = reference("kindergarten", "有关园所", listed=True, width=200)
    audience: Plain[int | None] = field(Whole("人次"), "受众", listed=True, synonyms=("阅读量", "参加人次"))
    url: Plain[str | None] = field(Text(200), "网址", width=200)
