"""普及普惠自评: what the office itself says of the items of 县域普及普惠, and where its evidence lies."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, field
from ycpe_desktop.ledgers.base import Ledger, Yearly

CLAUSE = "运政办发〔2021〕44号 四（四）；教督〔2020〕1号"
ITEMS = (
    ("enrolment", "学前三年毛入园率"),
    ("coverage", "普惠性幼儿园覆盖率"),
    ("public", "公办园在园幼儿占比"),
    ("leadership", "党的领导坚强有力"),
    ("planning", "发展规划科学合理"),
    ("network", "公共服务网络基本完善"),
    ("compound", "小区配套幼儿园管理规范"),
    ("funding", "财政投入到位"),
    ("fees", "收费合理"),
    ("pay", "教师工资待遇有保障"),
    ("safety", "安全风险防控机制健全"),
    ("oversight", "监管制度比较完善"),
    ("premises", "办园条件合格"),
    ("classes", "班额普遍达标"),
    ("staffing", "教师配足配齐"),
    ("teachers", "教师管理制度严格"),
    ("care", "落实科学保教要求"),
    ("recognition", "社会认可度"),
)  # fmt: skip - one item beside the other
"""Names as public sources tell them; how the 办法 itself cuts its 17 条 was not found."""


class SelfEvaluation(Yearly, Ledger):
    """普及普惠自评"""

    __tablename__ = "self_evaluation"
    UNIQUE = ("item", "year")
    TITLE = "普及普惠自评"
    PLAN = "H4"
    GROUP = "工作要求"
    HELP = "县域普及普惠自评，每学年每项一行：有数的由程序算，没有数的写本县结论；佐证材料写在依据里，文件加到附件。"
    NAMED_BY = ("item", "year")
    MATCHED_BY = ("item", "year")
    ORDERED_BY = ("item",)

    item: Plain[str] = field(Choice(ITEMS), "自评项目", needed=True, listed=True, width=180, clause=CLAUSE)
    verdict: Plain[str | None] = field(
        Choice((("met", "达到"), ("missed", "未达到"))),
        "本县结论",
        listed=True,
        clause=CLAUSE,
        help="只对没有数的项目有用；不能判断的空着，不要先填达到。",
    )
    evidence: Plain[str | None] = field(
        Text(500, lines=4), "佐证材料", required=True, listed=True, width=260, clause=CLAUSE, synonyms=("依据",)
    )
    shortfall: Plain[str | None] = field(Text(300, lines=3), "存在的差距", listed=True, width=280)
    measure: Plain[str | None] = field(Text(300, lines=3), "改进措施", width=180)
    judged: Plain[date | None] = field(Day(), "自评日期", listed=True)
