"""Every indicator that is a sum over kindergartens, one declaration each."""

from sqlalchemy import Integer, and_, case, false, func, literal, or_, true, type_coerce

from ycpe_desktop.ledgers.four_independents import FOUR
from ycpe_desktop.policy.own_gardens import is_own
from ycpe_desktop.policy.shares import Expression, Facts, Gap, Share, Sql

PLAN = "运政办发〔2021〕44号"
CHILDREN, KINDERGARTENS, TEACHERS = "名幼儿", "所园", "名教师"


def _is(name: str, *values: str) -> Expression:
    return lambda it: it.row.c[name].in_(values)


def _of(name: str) -> Expression:
    return lambda it: it.row.c[name]


def _blank(*names: str) -> Expression:
    return lambda it: or_(*(it.row.c[name].is_(None) for name in names))


def _one(condition: Expression) -> Expression:
    return lambda it: case((condition(it), 1), else_=0)


def _if(condition: Expression, value: Expression) -> Expression:
    return lambda it: case((condition(it), value(it)), else_=0)


def _all(*conditions: Expression) -> Expression:
    return lambda it: and_(*(each(it) for each in conditions))


def _sum(*names: str) -> Expression:
    return lambda it: sum((func.coalesce(it.row.c[name], 0) for name in names), literal(0))


def _each(_: Facts) -> Sql:
    return literal(1)


NO_NATURE = Gap("办园性质未填", "kindergarten", "nature", _blank("nature"))
NO_CHILDREN = Gap("在园幼儿数未填", "year_report", "children_reported", _blank("children"))
NO_TEACHERS = Gap("专任教师未填", "year_report", "teachers", _blank("teachers"))
PUBLIC, INCLUSIVE = _is("nature", "public"), _is("nature", "public", "inclusive")
RURAL_PUBLIC = _all(lambda it: or_(it.row.c.rural.is_(None), it.row.c.rural == true()), PUBLIC)


def _rural(it: Facts) -> Sql:
    """Known to be rural: an unjudged one stays in the denominator of 四个独立."""
    rural: Sql = it.row.c.rural
    return rural == true()


NO_RURAL = Gap("是否农村园未填", "kindergarten", "rural", _blank("rural"))
DEGREES = ("teachers_postgraduate", "teachers_bachelor", "teachers_college")


def _within_cap(it: Facts) -> Sql:
    row = it.row.c
    return case((row.rooms > 0, row.rooms_in_cap), else_=row.classes_in_cap)


def _capped_classes(it: Facts) -> Sql:
    row = it.row.c
    return case((row.rooms > 0, row.rooms), else_=row.classes - func.coalesce(row.classes_nursery, 0))


def _cap_unknown(it: Facts) -> Sql:
    row = it.row.c
    reported = and_(func.coalesce(row.rooms, 0) == 0, or_(row.classes.is_(None), row.classes_in_cap.is_(None)))
    return or_(row.rooms_blank > 0, reported)


def _staffed(it: Facts) -> Sql:
    """两教一保 of every class where classes are listed, else of the kindergarten's totals."""
    row = it.row.c
    whole = it.staffing.met(row.teachers, row.carers, row.classes)
    return case((_by_class(it), row.rooms_staffed == row.rooms_all), else_=whole)


def _by_class(it: Facts) -> Sql:
    return and_(it.row.c.rooms_all > 0, it.row.c.rooms_unstaffed == 0)


def _staff_unknown(it: Facts) -> Sql:
    row = it.row.c
    blank = or_(row.classes.is_(None), row.teachers.is_(None), row.carers.is_(None))
    return and_(func.coalesce(_by_class(it), false()) == false(), blank)


def _roomy(it: Facts) -> Sql:
    row = it.row.c
    areas = ("outdoor_area", "activity_area", "building_area")
    return and_(*(type_coerce(row[name], Integer) >= it.floors[name] * row.children for name in areas))


def _planned(*when: str) -> Expression:
    return lambda it: or_(it.row.c.planned.in_(when), it.row.c.planned.is_(None))


AREA_GAPS = (
    NO_CHILDREN,
    Gap("规划年代未填", "kindergarten", "planned", _blank("planned")),
    Gap("户外场地、活动用房或建筑面积未填", "kindergarten", "building_area",
        _blank("outdoor_area", "activity_area", "building_area")),
)  # fmt: skip


def _four_item(name: str) -> Expression:
    return lambda it: func.coalesce(it.row.c[f"{name}_state"], "missing") == "met"


def _applicable(name: str) -> Expression:
    return lambda it: func.coalesce(it.row.c[f"{name}_state"], "missing") != "exempt"


def _own_kind(it: Facts) -> Sql:
    return is_own(it.row)


def _four_gap(*names: str) -> Gap:
    blank = _blank(*(f"{name}_state" for name in names))
    return Gap("四个独立未判定", "four_independents", f"{names[0]}_state", _all(blank, _own_kind))


def _concluded(strict: bool) -> Expression:
    def met(it: Facts) -> Sql:
        found = it.row.c.all_four == true() if strict else it.row.c.concluded == "met"
        return and_(found, _own_kind(it))

    return met


def _open_four(it: Facts) -> Sql:
    return and_(it.row.c.concluded == "open", _own_kind(it))


FOUR_CLAUSE = f"{PLAN} 三（一）2"
FOUR_GAP = Gap("四个独立未判定", "four_independents", "premises_state", _open_four)

COVERAGE = (
    Share(
        id="inclusive_coverage", title="普惠性幼儿园覆盖率", group="普及普惠", clause=f"{PLAN} 二；教督〔2020〕1号",
        parts="公办园和普惠性民办园在园幼儿 ÷ 全部在园幼儿", unit=CHILDREN,
        part=_if(INCLUSIVE, _of("children")), whole=_of("children"), gaps=(NO_NATURE, NO_CHILDREN),
        also_on_last_day=True,
    ),
    Share(
        id="public_share", title="公办园在园幼儿占比", group="普及普惠", clause=f"{PLAN} 二；教督〔2020〕1号",
        parts="公办园在园幼儿 ÷ 全部在园幼儿", unit=CHILDREN,
        part=_if(PUBLIC, _of("children")), whole=_of("children"), gaps=(NO_NATURE, NO_CHILDREN),
        also_on_last_day=True,
    ),
    Share(
        id="inclusive_kindergartens", title="普惠园占比（按园数）", group="普及普惠", clause="学前教育法 23、24",
        parts="公办园和普惠性民办园 ÷ 全部在办园", unit=KINDERGARTENS,
        part=_one(INCLUSIVE), whole=_each, gaps=(NO_NATURE,),
    ),
)  # fmt: skip

STAFF = (
    Share(
        id="posted_teachers", title="公办园在编教师比例", group="师资", clause=f"{PLAN} 二",
        parts="公办园在编教师 ÷ 公办园专任教师", unit=TEACHERS, rising="not_below",
        part=_of("teachers_posted"), whole=_of("teachers"), among=lambda it: or_(PUBLIC(it), _blank("nature")(it)),
        gaps=(NO_NATURE, NO_TEACHERS, Gap("在编教师未填", "year_report", "teachers_posted", _blank("teachers_posted"))),
    ),
    Share(
        id="certified_staff", title="持证上岗率", group="师资", clause="教督〔2020〕1号；学前教育法 37、38",
        parts="持证园长和专任教师 ÷ 园长和专任教师", unit="人",
        part=_sum("principals_certified", "teachers_certified"), whole=_sum("principals", "teachers"),
        gaps=(
            NO_TEACHERS,
            Gap("园长数未填", "year_report", "principals", _blank("principals")),
            Gap("持证园长或持证教师未填", "year_report", "teachers_certified",
                _blank("principals_certified", "teachers_certified")),
        ),
    ),
    Share(
        id="college_teachers", title="专任教师专科以上比例", group="师资", clause=f"{PLAN} 三（二）3",
        parts="专科及以上学历专任教师 ÷ 专任教师", unit=TEACHERS, rising="not_below",
        part=_sum(*DEGREES), whole=_of("teachers"),
        gaps=(NO_TEACHERS, Gap("教师学历未填", "year_report", "teachers_bachelor",
                               lambda it: and_(*(it.row.c[name].is_(None) for name in (*DEGREES, "teachers_below")))),),
    ),
    Share(
        id="teacher_ratio", title="专任教师与在园幼儿比", group="师资", clause="教督〔2020〕1号",
        parts="专任教师 : 在园幼儿", unit=TEACHERS, ratio=True,
        part=_of("teachers"), whole=_of("children"), gaps=(NO_CHILDREN, NO_TEACHERS),
    ),
    Share(
        id="class_size", title="班额达标率", group="师资", clause="教督〔2020〕1号；幼儿园工作规程 11",
        parts="班额达标的班 ÷ 全部班（不含托班）", unit="个班", part=_within_cap, whole=_capped_classes,
        gaps=(Gap("班数或班额达标班数未填", "year_report", "classes_in_cap", _cap_unknown),),
    ),
    Share(
        id="two_plus_one", title="两教一保达标园比例", group="师资", clause=f"{PLAN} 三（二）3；教师〔2013〕1号",
        parts="两教一保达标的园 ÷ 在办园", unit=KINDERGARTENS, part=_one(_staffed), whole=_each,
        gaps=(Gap("班数、专任教师或保育员未填", "year_report", "carers", _staff_unknown),),
    ),
)  # fmt: skip

PREMISES = (
    Share(
        id="areas_since", title="三项生均面积达标园比例（2017 年及以后规划）",
        group="办园条件", clause="教督〔2020〕1号",
        parts="户外、活动用房、园舍生均面积都达标的园 ÷ 同年代规划的园", unit=KINDERGARTENS,
        part=_one(_roomy), whole=_each, among=_planned("since"), gaps=AREA_GAPS,
    ),
    Share(
        id="areas_before", title="三项生均面积达标园比例（2017 年以前规划）",
        group="办园条件", clause="教督〔2020〕1号",
        parts="户外、活动用房、园舍生均面积都达标的园 ÷ 同年代规划的园", unit=KINDERGARTENS,
        part=_one(_roomy), whole=_each, among=_planned("before"), gaps=AREA_GAPS,
    ),
    Share(
        id="licence_valid", title="许可证有效率", group="监管", clause=f"{PLAN} 三（三）1；学前教育法 30",
        parts="办学许可证在有效期内的园 ÷ 在办园（附设幼儿班除外）", unit=KINDERGARTENS,
        part=_one(lambda it: it.row.c.licence_until >= it.day), whole=_each, among=_own_kind,
        gaps=(Gap("许可证号或有效期未填", "kindergarten", "licence_until", _blank("licence", "licence_until")),),
    ),
)  # fmt: skip

INDEPENDENTS = (
    Share(
        id="four_independents", title="四个独立达标率", group="四个独立", clause=FOUR_CLAUSE, unit=KINDERGARTENS,
        parts="达标的农村公办园 ÷ 在办农村公办园", part=_one(_concluded(strict=False)), whole=_each,
        among=RURAL_PUBLIC, gaps=(NO_RURAL, FOUR_GAP), counts_blank=_rural,
    ),
    Share(
        id="four_independents_all", title="四项都已达到的比例", group="四个独立", clause=FOUR_CLAUSE,
        unit=KINDERGARTENS, parts="四项都已达到的农村公办园 ÷ 在办农村公办园", target="four_independents",
        part=_one(_concluded(strict=True)), whole=_each, among=RURAL_PUBLIC, gaps=(NO_RURAL, FOUR_GAP),
        counts_blank=_rural,
    ),
    *(
        Share(
            id=f"four_{name}", title=f"{label}率", group="四个独立", clause=FOUR_CLAUSE, unit=KINDERGARTENS,
            parts=f"{label}已达到的园 ÷ 在办农村公办园（不适用的除外）", target="four_independents",
            part=_one(_four_item(name)), whole=_each, gaps=(NO_RURAL, _four_gap(name)), counts_blank=_rural,
            among=_all(RURAL_PUBLIC, _applicable(name)),
        )
        for name, label in FOUR
    ),
)  # fmt: skip

SUPERVISION = (
    Share(
        id="supervisor_assigned", title="责任督学覆盖率（已分配）", group="监管", unit=KINDERGARTENS,
        clause=f"{PLAN} 三（三）1；教督〔2019〕3号", parts="已有责任督学的园 ÷ 在办园",
        part=_one(_of("assigned")), whole=_each, target="supervisor_coverage",
    ),
    Share(
        id="supervisor_posted", title="责任督学挂牌覆盖率（已挂牌）", group="监管", unit=KINDERGARTENS,
        clause=f"{PLAN} 三（三）1；教督〔2019〕3号", parts="公示牌已挂出的园 ÷ 在办园",
        part=_one(_of("posted")), whole=_each, target="supervisor_coverage",
    ),
)  # fmt: skip

FLOWS = (
    Share(
        id="monthly_visits", title="月度督导完成率", group="监管", clause="教督〔2019〕3号", unit="园次", flow=True,
        parts="上学年已督导的园次 ÷ 应督导的园次（每园每月算一次，假期月份除外）", nothing="上学年没有督导记录",
        part=_of("months_visited"), whole=_of("months_due"), among=_of("visits_kept"),
    ),
    Share(
        id="rectified_on_time", title="整改按期销号率", group="监管", unit="个问题", flow=True,
        clause=f"{PLAN} 三（三）1；教育督导条例 16—23", nothing="上学年没有到期的限期整改",
        parts="按期销号的问题 ÷ 上学年到期的限期整改问题", part=_of("mends_on_time"), whole=_of("mends_due"),
    ),
)  # fmt: skip


NETWORK = (
    Share(
        id="research_area", title="教研片区覆盖率", group="经费与教研", clause=f"{PLAN} 三（四）1", unit=KINDERGARTENS,
        parts="在教研片区里的园 ÷ 在办园", part=_one(_of("researched")), whole=_each,
    ),
    Share(
        id="alliance", title="集团化、一体化办园覆盖率", group="经费与教研", clause=f"{PLAN} 三（五）",
        unit=KINDERGARTENS, parts="城乡一体化、集团化或分园里的园 ÷ 在办园", rising="not_below",
        part=_one(_of("allied")), whole=_each,
    ),
)  # fmt: skip

SHARES: tuple[Share, ...] = (*COVERAGE, *STAFF, *PREMISES, *INDEPENDENTS, *SUPERVISION, *FLOWS, *NETWORK)
