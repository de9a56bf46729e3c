"""Rules between the fields of a kindergarten and its year: one declaration each, over the columns of ``situation``."""

from collections.abc import Callable

from sqlalchemy import and_, func, or_, select, true

from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.policy.alliances import exempt_from_own_code
from ycpe_desktop.policy.own_gardens import is_own
from ycpe_desktop.policy.rule import Rule
from ycpe_desktop.policy.shares import Facts, Sql
from ycpe_desktop.policy.situated import situated

PLAN = "运政办发〔2021〕44号"
FOUR_CLAUSE = f"{PLAN} 三（一）2"
TERMS = 2
"""Of a school year."""


def _more(name: str, than: str) -> Callable[[Facts, int], Sql]:
    return lambda it, _: it.row.c[name] > it.row.c[than]


def _differs(name: str, other: str) -> Callable[[Facts, int], Sql]:
    return lambda it, _: and_(
        it.row.c[name].is_not(None), it.row.c[other].is_not(None), it.row.c[name] != it.row.c[other]
    )


def _private(it: Facts) -> Sql:
    nature: Sql = it.row.c.nature
    return nature.in_(("inclusive", "nonprofit", "forprofit"))


def _degrees(it: Facts) -> Sql:
    names = ("teachers_postgraduate", "teachers_bachelor", "teachers_college", "teachers_below")
    return sum((func.coalesce(it.row.c[name], 0) for name in names[1:]), func.coalesce(it.row.c[names[0]], 0))


def _degrees_given(it: Facts) -> Sql:
    names = ("teachers_postgraduate", "teachers_bachelor", "teachers_college", "teachers_below")
    return or_(*(it.row.c[name].is_not(None) for name in names))


def _shared(name: str) -> Callable[[Facts, int], Sql]:
    """The same code stands at another kindergarten that has codes of its own (not a 附设幼儿班)."""
    garden = Kindergarten.__table__
    column = garden.c[name]
    twice = select(column).where(column.is_not(None), is_own(garden)).group_by(column).having(func.count() > 1)
    return lambda it, _: and_(is_own(it.row), it.row.c[name].in_(twice))


def _code_of_another(it: Facts, limit: int) -> Sql:
    """Members of an alliance that are one legal person with its lead bear its code, and so does the lead."""
    return and_(_shared("credit_code")(it, limit), it.row.c.uuid.not_in(exempt_from_own_code(it.day)))


def _legal_without_code(it: Facts, _: int) -> Sql:
    code = it.row.c.credit_code
    return and_(it.row.c.legal_state == "met", or_(code.is_(None), ~code.startswith("12")))


def _unjudged(it: Facts, _: int) -> Sql:
    row = it.row.c
    return and_(row.rural == true(), row.nature == "public", row.concluded == "open", is_own(it.row))


def _too_few_visits(it: Facts, a_term: int) -> Sql:
    """So many a term; a kindergarten that opened in between owes half of the months it was there."""
    row = it.row.c
    return and_(row.visits_kept, row.months_visited < TERMS * a_term, 2 * row.months_visited < row.months_due)


OF_KINDERGARTENS: tuple[Rule, ...] = (
    situated(
        id="rural_must_be_public", title="农村园应为公办", tier="must", clause=FOUR_CLAUSE, field="nature",
        when=lambda it, _: and_(it.row.c.rural == true(), _private(it),
                                or_(it.row.c.village_collective == true(), it.row.c.state_assets == true())),
        sentence="农村园由村集体举办或利用国有资产举办，都应是公办园，现为民办",
    ),
    situated(
        id="no_report", title="在办园没有年度数据", clause="学前教育法 72", field="name",
        when=lambda it, _: and_(it.row.c.status == "open", it.row.c.report.is_(None)),
        sentence="在办，但没有本学年的年度数据",
    ),
    situated(
        id="no_children_count", title="年度数据没有在园幼儿数", clause=f"{PLAN} 二", ledger=YearReport,
        field="children_reported", sentence="本学年的在园幼儿数没有填写",
        when=lambda it, _: and_(it.row.c.report.is_not(None), it.row.c.children.is_(None)),
    ),
    situated(
        id="empty_kindergarten", title="在办园没有幼儿", clause="学前教育法 31", ledger=YearReport,
        field="children_reported", sentence="在办，但在园幼儿为 0 人",
        when=lambda it, _: and_(it.row.c.status == "open", it.row.c.children == 0),
    ),
    situated(
        id="too_large", title="规模超过一般上限", clause="幼儿园工作规程 11", ledger=YearReport,
        field="children_reported", limit="size_most", when=lambda it, most: it.row.c.children > most,
        sentence="在园幼儿 {children} 人，一般不超过 {limit} 人",
    ),
    situated(
        id="bands_and_total", title="分班型幼儿数之和与合计不符", clause="学前教育法 72", ledger=YearReport,
        field="children_reported", when=_differs("children_by_band", "children_reported"),
        sentence="分班型幼儿数之和 {children_by_band} 人，合计填报 {children_reported} 人",
    ),
    situated(
        id="class_bands_and_total", title="分班型班数之和与合计不符", clause="学前教育法 72", ledger=YearReport,
        field="classes_reported", when=_differs("classes_by_band", "classes_reported"),
        sentence="分班型班数之和 {classes_by_band} 班，合计填报 {classes_reported} 班",
    ),
    situated(
        id="crowded", title="平均班额超过大班上限", clause="幼儿园工作规程 11", ledger=YearReport,
        field="classes_reported", limit="cap_senior",
        when=lambda it, most: it.row.c.children > most * it.row.c.classes,
        sentence="{classes} 个班 {children} 人，平均每班超过 {limit} 人",
    ),
    situated(
        id="cap_beyond_classes", title="班额达标班数多于班数", clause="幼儿园工作规程 11", ledger=YearReport,
        field="classes_in_cap", sentence="班额达标班数 {classes_in_cap} 个，班级数（含托班）只有 {classes} 个",
        when=lambda it, _: it.row.c.classes_in_cap > it.row.c.classes - func.coalesce(it.row.c.classes_nursery, 0),
    ),
    *(
        situated(
            id=f"{name}_beyond_children", title=f"{label}多于在园幼儿", clause=f"{PLAN} 二", ledger=YearReport,
            field=name, when=_more(name, "children"),
            sentence=f"{label} {{{name}}} 人，在园幼儿只有 {{children}} 人",
        )
        for name, label in (
            ("children_rural", "农村户籍幼儿"), ("children_left_behind", "留守儿童"), ("children_aided", "资助幼儿")
        )
    ),
    situated(
        id="certified_beyond_teachers", title="持证教师多于专任教师", clause="学前教育法 37", ledger=YearReport,
        field="teachers_certified", when=_more("teachers_certified", "teachers"),
        sentence="持证教师 {teachers_certified} 人，专任教师只有 {teachers} 人",
    ),
    situated(
        id="certified_beyond_principals", title="持证园长多于园长", clause="学前教育法 38", ledger=YearReport,
        field="principals_certified", when=_more("principals_certified", "principals"),
        sentence="持证园长 {principals_certified} 人，园长只有 {principals} 人",
    ),
    situated(
        id="posted_beyond_teachers", title="在编教师多于专任教师", clause=f"{PLAN} 二", ledger=YearReport,
        field="teachers_posted", when=_more("teachers_posted", "teachers"),
        sentence="在编教师 {teachers_posted} 人，专任教师只有 {teachers} 人",
    ),
    situated(
        id="degrees_and_teachers", title="教师学历人数之和与专任教师不符", clause=f"{PLAN} 三（二）3",
        ledger=YearReport, field="teachers_bachelor",
        when=lambda it, _: and_(_degrees_given(it), _degrees(it) != it.row.c.teachers),
        sentence="四档学历人数之和与专任教师 {teachers} 人不符",
    ),
    situated(
        id="sponsor_and_nature", title="举办者类型与办园性质不一致", clause="学前教育法 23、24", field="sponsor",
        when=lambda it, _: or_(
            and_(it.row.c.sponsor.not_in(("891", "999")), _private(it)),
            and_(it.row.c.sponsor == "999", it.row.c.nature == "public"),
        ),
        sentence="举办者类型与办园性质不一致，请核对其中一项",
    ),
    situated(
        id="licence_expired", title="许可证已过期", clause=f"{PLAN} 三（三）1；学前教育法 30", field="licence_until",
        when=lambda it, _: it.row.c.licence_until < it.day, sentence="许可证有效期至 {licence_until}，已经过期",
    ),
    situated(
        id="code_shared", title="标识码重复", clause="学校（机构）代码管理办法", field="code", when=_shared("code"),
        sentence="标识码 {code} 与其他园相同",
    ),
    situated(
        id="credit_code_shared", title="统一社会信用代码重复", clause=FOUR_CLAUSE, field="credit_code",
        when=_code_of_another, sentence="统一社会信用代码 {credit_code} 与其他园相同，不是独立法人",
    ),
    situated(
        id="centre_not_public", title="乡镇中心园不是公办", clause=FOUR_CLAUSE, field="township_centre",
        when=lambda it, _: and_(it.row.c.township_centre == true(), _private(it)),
        sentence="标为乡镇公办中心园，办园性质却不是公办",
    ),
    situated(
        id="compound_for_profit", title="小区配套园办成营利性", clause=f"{PLAN} 三（一）1；学前教育法 26",
        field="nature",
        when=lambda it, _: and_(it.row.c.compound == true(), it.row.c.nature == "forprofit"),
        sentence="小区配套园不得办成营利性幼儿园",
    ),
    situated(
        id="legal_without_code", title="独立法人缺信用代码依据", clause=FOUR_CLAUSE, field="credit_code",
        when=_legal_without_code, sentence="独立法人判为已达到，但统一社会信用代码未填或不以 12 开头",
    ),
    situated(
        id="four_unjudged", title="农村公办园没有判定四个独立", clause=FOUR_CLAUSE, field="rural", when=_unjudged,
        sentence="农村公办园，本学年的四个独立还没有判定完",
    ),
    situated(
        id="too_few_visits", title="上学年督导次数不足", clause="教督〔2019〕3号；教育督导条例 14", field="name",
        limit="visits_a_term", when=_too_few_visits,
        sentence="上学年应督导 {months_due} 个月，只督导了 {months_visited} 个月；经常性督导每学期不得少于 {limit} 次",
    ),
)  # fmt: skip
