"""H2 责任分工: each measure of the plan with who leads and who cooperates; it comes filled from the plan."""

from datetime import date

from ycpe_desktop.fields import Choice, Day, Plain, Text, Whole, field
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 四（三）"
STATES = (("open", "未开始"), ("running", "进行中"), ("lasting", "长期坚持"), ("done", "已完成"))


class Task(Ledger):
    """责任分工"""

    __tablename__ = "task"
    TITLE = "责任分工"
    PLAN = "H2"
    GROUP = "工作要求"
    HELP = "计划的每项措施一行，随程序填好牵头单位和配合单位；由本县写进展，也可以加自己的任务。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("article", "name")
    ORDERED_BY = ("number",)

    number: Plain[int | None] = field(Whole(grouped=False), "序号", width=56, help="计划里的先后。")
    article: Plain[str | None] = field(
        Text(30), "条款", listed=True, width=88, clause=CLAUSE, help="计划的条款号，例如“三（一）1”。"
    )
    name: Plain[str] = field(
        Text(60), "任务", needed=True, listed=True, searched=True, width=252, synonyms=("措施", "工作任务")
    )
    demand: Plain[str | None] = field(Text(600, lines=5), "计划要求", width=240, help="计划原文。")
    lead: Plain[str | None] = field(
        Text(40), "牵头单位", listed=True, width=124, clause=CLAUSE, help="责任单位里排名第一的；计划没有列的空着。"
    )
    helpers: Plain[str | None] = field(
        Text(200), "配合单位", width=130, clause=CLAUSE, synonyms=("责任单位", "参与单位")
    )
    county_lead: Plain[str | None] = field(
        Text(40), "本县牵头单位", required=True, listed=True, width=110, help="默认是本县的同名单位，可修改。"
    )
    person: Plain[str | None] = field(Text(20), "本县责任人", searched=True)
    deliverable: Plain[str | None] = field(Text(120), "成果", listed=True, width=130, synonyms=("成果形式",))
    due: Plain[date | None] = field(
        Day(),
        "完成时限",
        listed=True,
        group="进展",
        help="每年都要做的，按当年年底；计划没有规定期限的空着，由本县定。",
    )
    state: Plain[str | None] = field(
        Choice(STATES), "状态", group="进展", required=True, listed=True, default="open", width=80
    )
    progress: Plain[str | None] = field(Text(500, lines=4), "进展", group="进展", listed=True, width=156)
    reported: Plain[date | None] = field(Day(), "进展日期", group="进展", synonyms=("更新日期",))
