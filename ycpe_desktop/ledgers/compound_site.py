"""B3 小区配套园: from the five 同步 with the first phase of the compound to handing over and opening as 普惠性."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Table, case, exists, literal

from ycpe_desktop.fields import Choice, Day, Measure, Plain, Text, When, Whole, derived, field, reference, rows
from ycpe_desktop.ledgers.base import Ledger

PLAN_CLAUSE = "运政办发〔2021〕44号 三（一）1"
LAW_CLAUSE = "学前教育法 26"
MENDING_CLAUSE = "国办发〔2019〕3号"
STEPS = (
    ("planned", "同步规划"),
    ("designed", "同步设计"),
    ("built", "同步建设"),
    ("accepted", "同步验收"),
    ("delivered", "同步交付使用"),
)
FINDINGS = (("in_step", "已同步"), ("not_yet", "未到环节"), ("out_of_step", "未同步"))
OUTCOMES = (
    ("public", "公办园"),
    ("inclusive", "委托办成普惠性民办园"),
    ("nonprofit", "非普惠的非营利性民办园"),
    ("forprofit", "营利性民办园"),
    ("misused", "挪作他用"),
)
STATES = (
    ("unplanned", "未规划"),
    ("planned", "已规划"),
    ("building", "在建"),
    ("built", "已竣工"),
    ("accepted", "已验收"),
    ("handed_over", "已移交"),
    ("opened", "已开办"),
)
PROBLEMS = (("planning", "规划不到位"), ("building", "建设不到位"), ("handing", "移交不到位"), ("using", "使用不到位"))
REMEDIES = (
    ("build", "补建"),
    ("rebuild", "改建"),
    ("near", "就近新建"),
    ("swap", "置换"),
    ("buy", "购置"),
    ("hand_over", "限期移交"),
    ("take_back", "收回"),
    ("convert", "办成公办园或委托办成普惠性民办园"),
)
HAS_PROBLEM = When("problem", tuple(code for code, _ in PROBLEMS))


def reached(site: Any, step: str) -> ColumnElement[bool]:
    """The step of that site has been taken in step with the compound."""
    taken = CompoundStep.__table__.alias()
    return exists().where(taken.c.site == site.c.uuid, taken.c.step == step, taken.c.done.is_not(None))


def state_of(site: Table, _: int) -> ColumnElement[Any]:
    """How far the site is: the last of its stages of which a day is known."""
    return case(
        (site.c.opened.is_not(None), literal("opened")),
        (site.c.handed_over.is_not(None), literal("handed_over")),
        (reached(site, "accepted"), literal("accepted")),
        (site.c.completed.is_not(None), literal("built")),
        (reached(site, "built"), literal("building")),
        (reached(site, "planned"), literal("planned")),
        else_=literal("unplanned"),
    )


class CompoundSite(Ledger):
    """小区配套园"""

    __tablename__ = "compound_site"
    TITLE = "小区配套园"
    PLAN = "B3"
    GROUP = "三大工程"
    HELP = "一个应配建幼儿园的小区一行，从规划到移交、开办，一园一案，问题整改到位后销号。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "township")

    name: Plain[str] = field(
        Text(60), "小区名称", needed=True, listed=True, searched=True, width=180, clause=PLAN_CLAUSE,
        synonyms=("小区", "住宅小区名称", "配套园所在小区"),
    )  # fmt: skip
    township: Plain[str | None] = reference(
        "township", "乡镇", required=True, listed=True, synonyms=("乡镇（街道）", "街道")
    )
    address: Plain[str | None] = field(Text(120), "小区地址", width=180)
    developer: Plain[str | None] = field(
        Text(60), "开发单位", searched=True, width=160, clause=LAW_CLAUSE,
        synonyms=("建设单位", "开发商", "开发企业"),
    )  # fmt: skip
    households: Plain[int | None] = field(Whole("户"), "居住户数", synonyms=("户数", "规划户数"))
    first_phase: Plain[date | None] = field(
        Day(), "首期交付日期", width=110, clause=PLAN_CLAUSE, synonyms=("首期住宅交付日期",),
        help="首期建设的居民住宅交付使用的日期；幼儿园应与它同步。",
    )  # fmt: skip
    size_classes: Plain[int | None] = field(Whole("班"), "配建规模（班）", synonyms=("规划班数", "配建班数"), width=120)
    places: Plain[int | None] = field(Whole("个"), "学位数", synonyms=("学位",))
    building_area: Plain[Decimal | None] = field(Measure("m²"), "建筑面积", synonyms=("配建面积",))
    completed: Plain[date | None] = field(
        Day(), "竣工日期", group="移交与开办", clause=PLAN_CLAUSE, synonyms=("建成日期",)
    )
    handed_over: Plain[date | None] = field(
        Day(), "移交日期", group="移交与开办", listed=True, clause=LAW_CLAUSE, synonyms=("移交时间",)
    )
    receiver: Plain[str | None] = field(Text(60), "接收单位", group="移交与开办", width=130)
    hand_over_document: Plain[str | None] = field(Text(60), "移交文书", group="移交与开办", width=130)
    outcome: Plain[str | None] = field(
        Choice(OUTCOMES, synonyms=(("公办", "public"), ("普惠性民办", "inclusive"), ("营利性民办", "forprofit"))),
        "办成",
        group="移交与开办",
        listed=True,
        width=170,
        clause=f"{PLAN_CLAUSE}；{LAW_CLAUSE}",
        synonyms=("办园性质", "办成性质", "使用情况"),
        help="按规定办成公办园或委托办成普惠性民办园，不得办成营利性幼儿园。",
    )
    opened: Plain[date | None] = field(Day(), "开办日期", group="移交与开办", clause=PLAN_CLAUSE)
    kindergarten: Plain[str | None] = reference(
        "kindergarten", "开办的幼儿园", group="移交与开办", listed=True, width=240, clause=PLAN_CLAUSE,
        synonyms=("幼儿园名称", "园所名称", "配套园名称"),
    )  # fmt: skip
    problem: Plain[str | None] = field(
        Choice(PROBLEMS), "问题类别", group="问题与整改", listed=True, clause=MENDING_CLAUSE, synonyms=("存在问题类别",)
    )
    problem_told: Plain[str | None] = field(
        Text(300, lines=3), "存在问题", group="问题与整改", shown_when=HAS_PROBLEM, width=180,
        help="缓建、缩建、停建、不建、建而不交、挪作他用等。",
    )  # fmt: skip
    remedy: Plain[str | None] = field(
        Choice(REMEDIES), "整改措施", group="问题与整改", shown_when=HAS_PROBLEM, required_when=HAS_PROBLEM,
        clause=MENDING_CLAUSE, width=238,
    )  # fmt: skip
    remedy_by: Plain[date | None] = field(
        Day(), "整改期限", group="问题与整改", shown_when=HAS_PROBLEM, clause=MENDING_CLAUSE
    )
    closed: Plain[date | None] = field(
        Day(), "销号日期", group="问题与整改", shown_when=HAS_PROBLEM, listed=True, clause=MENDING_CLAUSE
    )

    state = derived(
        Choice(STATES), "进展", state_of, listed=True, width=80, clause=PLAN_CLAUSE,
        help="由五同步、竣工、移交、开办的日期得出。",
    )  # fmt: skip
    steps = rows("compound_step", "五同步", by="site")


class CompoundStep(Ledger):
    """小区配套园五同步"""

    __tablename__ = "compound_step"
    UNIQUE = ("site", "step")
    TITLE = "小区配套园五同步"
    PLAN = "B3"
    HELP = "一个小区最多五行：同步规划、设计、建设、验收、交付使用，各有日期和结论。"
    NAMED_BY = ("site", "step")
    MATCHED_BY = ("site", "step")

    site: Plain[str] = reference(
        "compound_site", "小区名称", needed=True, listed=True, width=180, synonyms=("小区", "住宅小区名称")
    )
    step: Plain[str] = field(
        Choice(STEPS, synonyms=(("规划", "planned"), ("设计", "designed"), ("建设", "built"), ("验收", "accepted"),
                                ("交付", "delivered"), ("交付使用", "delivered"))),
        "环节", needed=True, listed=True, width=110, clause=PLAN_CLAUSE, synonyms=("同步环节",),
    )  # fmt: skip
    finding: Plain[str | None] = field(
        Choice(FINDINGS, synonyms=(("是", "in_step"), ("同步", "in_step"), ("否", "out_of_step"))),
        "结论", required=True, listed=True, clause=PLAN_CLAUSE, synonyms=("是否同步",),
    )  # fmt: skip
    done: Plain[date | None] = field(
        Day(), "日期", listed=True, clause=PLAN_CLAUSE, synonyms=("完成日期", "办理日期"),
        required_when=When("finding", ("in_step",)),
    )  # fmt: skip
    basis: Plain[str | None] = field(Text(80), "依据", listed=True, width=300, synonyms=("文号", "证号"))
