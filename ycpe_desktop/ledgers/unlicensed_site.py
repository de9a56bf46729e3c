"""D5 无证园: found, disposed of, its children placed, and looked at again lest it come back (死灰复燃)."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, exists, func, literal, or_, select

from ycpe_desktop.fields import Choice, Day, Plain, Text, When, Whole, derived, field, reference, rows
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.ledgers.base import Ledger

CLAUSE = "运政办发〔2021〕44号 三（三）1"
LAW_CLAUSE = "学前教育法 78"
DISPOSALS = (("admit", "准入"), ("mend", "整改"), ("ban", "取缔"))
CHECKS = (("closed", "已关停"), ("mending", "整改中"), ("mended", "整改到位"), ("back", "死灰复燃"))
STATES = (
    ("found", "待处置"),
    ("disposed", "已处置，待复查"),
    ("mending", "整改中"),
    ("settled", "已销号"),
    ("back", "死灰复燃"),
)
DISPOSED = When("disposal", tuple(code for code, _ in DISPOSALS))
BANNED = When("disposal", ("ban",))


def newest_check(site: Any, column: str, until: date | None = None) -> ColumnElement[Any]:
    """Of the newest look at the site again, until that day at most: its day, or its finding."""
    other = UnlicensedCheck.__table__.alias()
    wanted = select(other.c[column]).where(other.c.site == site.c.uuid)
    if until is not None:
        wanted = wanted.where(other.c.checked <= until)
    return wanted.order_by(other.c.checked.desc(), other.c.uuid.desc()).limit(1).scalar_subquery()


def is_back(site: Any) -> ColumnElement[bool]:
    """Found again at the newest look, and not disposed of since."""
    seen = newest_check(site, "checked")
    again = or_(site.c.disposed.is_(None), site.c.disposed < seen)
    return and_(newest_check(site, "finding") == "back", again)


def state_of(site: Any, _: int) -> ColumnElement[Any]:
    finding, seen = newest_check(site, "finding"), newest_check(site, "checked")
    looked = and_(seen.is_not(None), seen >= site.c.disposed)
    return case(
        (is_back(site), literal("back")),
        (site.c.disposal.is_(None), literal("found")),
        (site.c.disposal == "admit", literal("settled")),
        (and_(looked, finding.in_(("closed", "mended"))), literal("settled")),
        (site.c.disposal == "mend", literal("mending")),
        else_=literal("disposed"),
    )


def placed(site: Table, _: int) -> ColumnElement[Any]:
    """Children that other kindergartens took in; blank where no row says so."""
    other = UnlicensedPlacing.__table__
    return select(func.sum(other.c.children)).where(other.c.site == site.c.uuid).scalar_subquery()


def is_placed(site: Any) -> ColumnElement[bool]:
    """All its children are in other kindergartens."""
    other = UnlicensedPlacing.__table__.alias()
    taken = select(func.coalesce(func.sum(other.c.children), 0)).where(other.c.site == site.c.uuid).scalar_subquery()
    return taken >= func.coalesce(site.c.children, 0)


def has_check(site: Any) -> ColumnElement[bool]:
    other = UnlicensedCheck.__table__.alias()
    return exists().where(other.c.site == site.c.uuid, other.c.checked >= site.c.disposed)


class UnlicensedSite(Ledger):
    """无证园"""

    __tablename__ = "unlicensed_site"
    TITLE = "无证园"
    PLAN = "D5"
    GROUP = "三项机制"
    HELP = "摸排发现的无证办园点，一处一行：处置（准入、整改、取缔）、幼儿分流和复查。在园幼儿不计入园所名册。"
    NAMED_BY = ("name",)
    MATCHED_BY = ("name", "township")

    name: Plain[str] = field(
        Text(60), "办园点名称", needed=True, listed=True, searched=True, width=180,
        synonyms=("名称", "无证园名称", "幼儿园名称"),
    )  # fmt: skip
    township: Plain[str | None] = reference("township", "乡镇", required=True, listed=True, synonyms=("所在乡镇",))
    address: Plain[str | None] = field(Text(120), "地址", width=180)
    holder: Plain[str | None] = field(
        Text(40), "举办者", listed=True, searched=True, width=80, synonyms=("举办者姓名", "负责人")
    )
    phone: Plain[str | None] = field(PHONE, "举办者电话", private=True, width=116, synonyms=("联系电话", "电话"))
    round: Plain[str | None] = field(
        Text(40), "摸排批次", width=120, clause=CLAUSE, synonyms=("摸排轮次",), help="如 2026 年春季摸排。"
    )
    found: Plain[date] = field(
        Day(), "发现日期", needed=True, listed=True, clause=CLAUSE, synonyms=("摸排日期", "排查日期", "发现时间")
    )
    children: Plain[int | None] = field(
        Whole("人"), "在园幼儿", required=True, listed=True, clause=CLAUSE, synonyms=("幼儿数", "在园幼儿数")
    )
    staff: Plain[int | None] = field(Whole("人"), "教职工", synonyms=("教职工数",))
    disposal: Plain[str | None] = field(
        Choice(DISPOSALS, synonyms=(("准入一批", "admit"), ("整改一批", "mend"), ("取缔一批", "ban"))),
        "处置", group="处置", listed=True, clause=CLAUSE, synonyms=("处置方式", "处置结果"),
    )  # fmt: skip
    disposed: Plain[date | None] = field(
        Day(), "处置日期", group="处置", listed=True, clause=CLAUSE, required_when=DISPOSED, synonyms=("取缔日期",)
    )
    document: Plain[str | None] = field(Text(60), "处置文书", group="处置", width=130, synonyms=("文书号", "文号"))
    mended_by: Plain[date | None] = field(
        Day(), "整改期限", group="处置", shown_when=When("disposal", ("mend",)),
        required_when=When("disposal", ("mend",)), clause=CLAUSE,
    )  # fmt: skip
    kindergarten: Plain[str | None] = reference(
        "kindergarten", "准入后的幼儿园", group="处置", shown_when=When("disposal", ("admit",)), width=200
    )
    barred_until: Plain[date | None] = field(
        Day(), "举办者禁止期至", group="处置", shown_when=BANNED, width=120, clause=LAW_CLAUSE,
        help="擅自举办幼儿园的，5 至 10 年内不受理其举办申请。",
    )  # fmt: skip

    children_placed = derived(
        Whole("人"), "已分流幼儿", placed, group="分流与复查", listed=True, width=90, clause=CLAUSE
    )
    checked = derived(
        Day(), "最近复查", lambda table, _: newest_check(table, "checked"), group="分流与复查", listed=True,
        clause=CLAUSE,
    )  # fmt: skip
    state = derived(
        Choice(STATES), "状态", state_of, group="分流与复查", listed=True, width=120, clause=CLAUSE,
        help="由处置和最近一次复查得出。",
    )  # fmt: skip
    placings = rows("unlicensed_placing", "幼儿分流", by="site")
    checks = rows("unlicensed_check", "复查", by="site")


class UnlicensedPlacing(Ledger):
    """无证园幼儿分流"""

    __tablename__ = "unlicensed_placing"
    TITLE = "无证园幼儿分流"
    PLAN = "D5"
    HELP = "无证园的幼儿分到了哪几所园，各多少人。"
    NAMED_BY = ("site", "kindergarten")
    MATCHED_BY = ("site", "kindergarten")

    site: Plain[str] = reference(
        "unlicensed_site", "办园点名称", needed=True, listed=True, width=180, synonyms=("无证园名称",)
    )
    kindergarten: Plain[str] = reference(
        "kindergarten", "接收园", needed=True, listed=True, width=266, clause=CLAUSE,
        synonyms=("分流去向", "园所名称"),
    )  # fmt: skip
    children: Plain[int | None] = field(
        Whole("人"), "分流幼儿", required=True, listed=True, clause=CLAUSE, synonyms=("人数", "幼儿数")
    )
    placed: Plain[date | None] = field(Day(), "分流日期", listed=True, clause=CLAUSE)


class UnlicensedCheck(Ledger):
    """无证园复查"""

    __tablename__ = "unlicensed_check"
    TITLE = "无证园复查"
    PLAN = "D5"
    HELP = "处置以后每次回头看一行，防止死灰复燃。"
    NAMED_BY = ("site", "checked")
    MATCHED_BY = ("site", "checked")

    site: Plain[str] = reference(
        "unlicensed_site", "办园点名称", needed=True, listed=True, width=180, synonyms=("无证园名称",)
    )
    checked: Plain[date] = field(
        Day(), "复查日期", needed=True, listed=True, clause=CLAUSE, synonyms=("复查时间", "回头看日期")
    )
    finding: Plain[str | None] = field(
        Choice(CHECKS), "复查结果", required=True, listed=True, clause=CLAUSE, synonyms=("复查情况",)
    )
    inspector: Plain[str | None] = field(Text(60), "复查人", listed=True, width=130, synonyms=("检查人",))
    told: Plain[str | None] = field(Text(200), "情况说明", listed=True, width=360)
