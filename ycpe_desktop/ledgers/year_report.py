"""A2 年度数据: the figures of one kindergarten on 1 September."""

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Index, and_, case, func, literal_column, null, or_, select, type_coerce

from ycpe_desktop.fields import Held, Measure, Plain, Whole, derived, field, money, reference
from ycpe_desktop.ledgers.base import Ledger, Yearly, ties_of

BANDS = (("nursery", "托班"), ("junior", "小班"), ("middle", "中班"), ("senior", "大班"), ("mixed", "混合班"))
CLASSES = tuple(f"classes_{band}" for band, _ in BANDS)
CHILDREN = tuple(f"children_{band}" for band, _ in BANDS)
STAFF = ("principals", "teachers", "carers", "health_staff", "cooks", "guards", "other_staff")
STAFFING = "编制与配备"
STAFF_CLAUSE = "运政办发〔2021〕44号 三（二）3"
STAFF_HELP = "按两教一保；每班几名在“备份与设置”的“指标目标”里。专任教师够不配保育员的班数，就不缺。"
ZERO: ColumnElement[Any] = literal_column("0")  # written out: only so does SQLite know the expression of an index again


def total(table: Any, names: tuple[str, ...], otherwise: str = "") -> ColumnElement[Any]:
    """The sum of those columns, blank only when all are blank; then the column ``otherwise``, if one is named."""
    columns = [table.c[name] for name in names]
    added = sum((func.coalesce(column, ZERO) for column in columns[1:]), func.coalesce(columns[0], ZERO))
    missing = table.c[otherwise] if otherwise else null()
    return case((and_(*(column.is_(None) for column in columns)), missing), else_=added)


def staff_total(table: Any) -> ColumnElement[Any]:
    return total(table, STAFF)


def children_total(table: Any) -> ColumnElement[Any]:
    """在园幼儿 of a year report: by band where bands are filled, else the sum as reported."""
    return total(table, CHILDREN, "children_reported")


def classes_total(table: Any) -> ColumnElement[Any]:
    return total(table, CLASSES, "classes_reported")


def _gap(needed: ColumnElement[Any], there: Any, enough: ColumnElement[bool] | None = None) -> ColumnElement[Any]:
    """How many are wanting; blank where either is not known, none where it is ``enough`` all the same."""
    settled = [] if enough is None else [(enough, ZERO)]
    unknown = or_(needed.is_(None), there.is_(None))
    return case((unknown, None), *settled, (needed > there, needed - there), else_=ZERO)


def _alone(table: Any, teachers: ColumnElement[int]) -> ColumnElement[bool]:
    """With so many teachers a class it needs no 保育员."""
    return and_(table.c.teachers >= classes_total(table) * teachers)


def teacher_gap(table: Any, teachers: ColumnElement[int], alone: ColumnElement[int]) -> ColumnElement[Any]:
    """两教: of so many teachers a class."""
    return _gap(classes_total(table) * teachers, table.c.teachers, _alone(table, alone))


def carer_gap(table: Any, carers: ColumnElement[int], alone: ColumnElement[int]) -> ColumnElement[Any]:
    """一保: of so many 保育员 a class."""
    return _gap(classes_total(table) * carers, table.c.carers, _alone(table, alone))


def uncertified(table: Any, _: int) -> ColumnElement[Any]:
    return _gap(table.c.teachers, table.c.teachers_certified)


def open_posts(table: Any, _: int) -> ColumnElement[Any]:
    """空编: 核定编制 of the registry that no teacher holds."""
    garden = table.metadata.tables["kindergarten"]
    posts = select(garden.c.staffing_posts).where(garden.c.uuid == table.c.kindergarten).scalar_subquery()
    return _gap(posts, table.c.teachers_posted)


def health_gap(table: Any, _: int) -> ColumnElement[Any]:
    """At least one 卫生保健人员 where there are children; how many more has no figure found in print."""
    needed = case((children_total(table) > 0, literal_column("1")), else_=ZERO)
    return _gap(needed, table.c.health_staff)


def children_a_worker(table: Any, _: int) -> ColumnElement[Any]:
    """教职工 : 幼儿 as children to one of the staff, half up to one place."""
    children, staff = children_total(table), staff_total(table)
    tenths = case((staff > 0, (children * 20 + staff) // (staff * 2)), else_=None)
    return type_coerce(tenths, Measure("人", 1).column_type())


class YearReport(Yearly, Ledger):
    """年度数据"""

    __tablename__ = "year_report"
    UNIQUE = ("kindergarten", "year")
    TITLE = "年度数据"
    PLAN = "A2"
    INDEXED = ("teachers",)
    HELP = "每所园每学年一行，以 9 月 1 日为准：班级、幼儿、教职工、收费。"
    NAMED_BY = ("kindergarten", "year")
    MATCHED_BY = ("kindergarten", "year")

    kindergarten: Plain[str] = reference(
        "kindergarten", "园所名称", needed=True, width=220, listed=True, synonyms=("幼儿园名称", "幼儿园", "名称")
    )
    classes_nursery: Plain[int | None] = field(
        Whole("班"), "托班班数", group="班级", width=80, synonyms=("班级数/托班", "托班/班数")
    )
    classes_junior: Plain[int | None] = field(
        Whole("班"), "小班班数", group="班级", width=70, listed=True, synonyms=("班级数/小班", "小班/班数")
    )
    classes_middle: Plain[int | None] = field(
        Whole("班"), "中班班数", group="班级", width=70, listed=True, synonyms=("班级数/中班", "中班/班数")
    )
    classes_senior: Plain[int | None] = field(
        Whole("班"), "大班班数", group="班级", width=70, listed=True, synonyms=("班级数/大班", "大班/班数")
    )
    classes_mixed: Plain[int | None] = field(
        Whole("班"), "混合班班数", group="班级", width=84, synonyms=("班级数/混合班", "混龄班班数"), listed=True
    )
    classes_reported: Plain[int | None] = field(
        Whole("班"),
        "班级数（合计填报）",
        group="班级",
        width=142,
        synonyms=("班级数", "班数", "班级总数", "总班数"),
        help="不知道分班型的班数时填这里；填了分班型的班数，就以分班型的为准。",
    )
    classes_in_cap: Plain[int | None] = field(
        Whole("班"),
        "班额达标班数",
        group="班级",
        width=110,
        clause="幼儿园工作规程 11",
        help="不超过小班 25、中班 30、大班 35、混合班 30 人的班数，不含托班。",
    )
    children_nursery: Plain[int | None] = field(
        Whole("人"), "托班幼儿", group="幼儿", width=80, synonyms=("在园幼儿/托班", "托班/幼儿数", "托班人数")
    )
    children_junior: Plain[int | None] = field(
        Whole("人"),
        "小班幼儿",
        group="幼儿",
        width=70,
        listed=True,
        synonyms=("在园幼儿/小班", "小班/幼儿数", "小班人数"),
    )
    children_middle: Plain[int | None] = field(
        Whole("人"),
        "中班幼儿",
        group="幼儿",
        width=70,
        listed=True,
        synonyms=("在园幼儿/中班", "中班/幼儿数", "中班人数"),
    )
    children_senior: Plain[int | None] = field(
        Whole("人"),
        "大班幼儿",
        group="幼儿",
        width=70,
        listed=True,
        synonyms=("在园幼儿/大班", "大班/幼儿数", "大班人数"),
    )
    children_mixed: Plain[int | None] = field(
        Whole("人"),
        "混合班幼儿",
        group="幼儿",
        width=84,
        synonyms=("在园幼儿/混合班", "混龄班人数", "混合班人数"),
        listed=True,
    )
    children_reported: Plain[int | None] = field(
        Whole("人"),
        "在园幼儿（合计填报）",
        group="幼儿",
        width=156,
        synonyms=(
            "在园幼儿数",
            "在园幼儿",
            "在园人数",
            "在园（班）幼儿数",
            "幼儿数",
            "幼儿人数",
            "在园儿童数",
            "在校学生数",
        ),
        help="不知道分班型的人数时填这里；填了分班型的人数，就以分班型的为准。",
    )
    children_rural: Plain[int | None] = field(
        Whole("人"), "农村户籍幼儿", group="幼儿", width=100, synonyms=("农村幼儿",)
    )
    children_left_behind: Plain[int | None] = field(
        Whole("人"), "留守儿童", group="幼儿", width=80, synonyms=("留守幼儿",)
    )
    children_aided: Plain[int | None] = field(
        Whole("人"), "资助幼儿", group="幼儿", width=80, clause="运政办发〔2021〕44号 二", synonyms=("受资助幼儿",)
    )
    principals: Plain[int | None] = field(
        Whole("人"), "园长数", group="教职工", width=64, synonyms=("园长人数", "教职工/园长")
    )
    principals_certified: Plain[int | None] = field(Whole("人"), "持证园长", group="教职工", width=80)
    teachers: Plain[int | None] = field(
        Whole("人"),
        "专任教师",
        group="教职工",
        width=70,
        listed=True,
        synonyms=("专任教师数", "教职工/专任教师", "教师数"),
    )
    teachers_posted: Plain[int | None] = field(
        Whole("人"),
        "在编教师",
        group="教职工",
        width=80,
        clause="运政办发〔2021〕44号 二",
        synonyms=("在编专任教师", "在编教师数"),
    )
    teachers_certified: Plain[int | None] = field(
        Whole("人"),
        "持证教师",
        group="教职工",
        width=80,
        clause="学前教育法 37",
        synonyms=("持证专任教师", "持证教师数"),
    )
    teachers_postgraduate: Plain[int | None] = field(
        Whole("人"), "研究生学历", group="教职工", width=90, synonyms=("研究生",)
    )
    teachers_bachelor: Plain[int | None] = field(Whole("人"), "本科学历", group="教职工", width=80, synonyms=("本科",))
    teachers_college: Plain[int | None] = field(Whole("人"), "专科学历", group="教职工", width=80, synonyms=("专科",))
    teachers_below: Plain[int | None] = field(
        Whole("人"), "专科以下", group="教职工", width=80, synonyms=("专科以下学历", "高中阶段及以下")
    )
    carers: Plain[int | None] = field(
        Whole("人"), "保育员", group="教职工", width=60, listed=True, synonyms=("保育员数", "教职工/保育员")
    )
    health_staff: Plain[int | None] = field(
        Whole("人"), "保健人员", group="教职工", width=80, synonyms=("卫生保健人员", "保健医")
    )
    cooks: Plain[int | None] = field(Whole("人"), "炊事人员", group="教职工", width=80)
    guards: Plain[int | None] = field(
        Whole("人"), "安保人员", group="教职工", width=80, synonyms=("保安", "安保人员数量")
    )
    other_staff: Plain[int | None] = field(Whole("人"), "其他人员", group="教职工", width=80, synonyms=("其他教职工",))
    fee_care: Plain[Decimal | None] = field(
        money(),
        "保教费（元/月）",
        group="收费",
        width=128,
        synonyms=("保教费", "保教费收费标准（元/月/生）", "保教费标准", "收费标准", "保教费收费标准"),
    )
    fee_meals: Plain[Decimal | None] = field(
        money(), "伙食费（元/月）", group="收费", width=120, synonyms=("伙食费", "伙食费标准")
    )

    classes = derived(Whole("班"), "班级数", lambda table, _: classes_total(table), group="合计", width=60, listed=True)
    children = derived(
        Whole("人"), "在园幼儿合计", lambda table, _: children_total(table), group="合计", width=98, listed=True
    )
    teacher_gap = derived(
        Whole("人"), "教师缺口", Held(teacher_gap, "teachers_a_class", "teachers_alone"), group=STAFFING, width=80,
        clause=f"{STAFF_CLAUSE}；教师〔2013〕1号", help=STAFF_HELP, synonyms=("教师缺口（每班两教）",),
    )  # fmt: skip
    carer_gap = derived(
        Whole("人"), "保育员缺口", Held(carer_gap, "carers_a_class", "teachers_alone"), group=STAFFING, width=90,
        clause=f"{STAFF_CLAUSE}；教师〔2013〕1号", help=STAFF_HELP, synonyms=("保育员缺口（每班一保）",),
    )  # fmt: skip
    uncertified = derived(
        Whole("人"), "无证教师", uncertified, group=STAFFING, width=80, clause=f"{STAFF_CLAUSE}；学前教育法 37"
    )
    open_posts = derived(
        Whole("名"), "空编数", open_posts, group=STAFFING, width=72, clause=STAFF_CLAUSE,
        help="核定编制数减在编教师；编制部门逐园核定。",
    )  # fmt: skip
    health_gap = derived(
        Whole("人"), "保健人员缺口", health_gap, group=STAFFING, width=100, clause=f"{STAFF_CLAUSE}；学前教育法 39"
    )
    children_a_worker = derived(
        Measure("人", 1), "每名教职工对幼儿数", children_a_worker, group=STAFFING, width=142, clause="教师〔2013〕1号",
        help="全日制幼儿园一般为 5 至 7 人。",
    )  # fmt: skip
    staff = derived(Whole("人"), "教职工合计", lambda table, _: staff_total(table), group="合计", width=84)


for name, value in (("children", children_total), ("classes", classes_total), ("staff", staff_total)):
    columns = YearReport.__table__.c
    Index(f"ix_year_report_{name}", columns["year"], value(YearReport.__table__), *ties_of(YearReport))
