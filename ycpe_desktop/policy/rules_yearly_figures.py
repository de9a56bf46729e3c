"""Rules between the years and the parts of a kindergarten's figures: 年度数据 and 班级."""

from sqlalchemy import and_, case, func, select

from ycpe_desktop.ledgers import ClassRoom, YearReport
from ycpe_desktop.ledgers.year_report import children_total, classes_total
from ycpe_desktop.policy.ledger_rules import It, recorded, table
from ycpe_desktop.policy.own_gardens import is_own
from ycpe_desktop.policy.rule import Rule, Sql
from ycpe_desktop.policy.staffing import staffing

PLAN = "运政办发〔2021〕44号"
STAFF_CLAUSE = f"{PLAN} 三（二）3"
CAP_CLAUSE = "幼儿园工作规程 11"


def _of_year(it: It) -> Sql:
    return and_(it.row.c.year == it.year, it.status == "open")


def children_before(it: It) -> Sql:
    """在园幼儿 of the same kindergarten a school year earlier."""
    other = table(YearReport)
    same = and_(other.c.kindergarten == it.garden.c.uuid, other.c.year == it.year - 1)
    return select(func.max(children_total(other))).where(same).scalar_subquery()


def _jump(it: It) -> Sql:
    before, change = children_before(it), children_total(it.row) - children_before(it)
    share = case((change < 0, -change), else_=change) * 100
    return and_(_of_year(it), before > 0, share > before * int(it.limit))


def _staff_gap(it: It) -> Sql:
    row = it.row.c
    enough = staffing(it.standard).met(row.teachers, row.carers, classes_total(it.row))
    return and_(_of_year(it), row.carers.is_not(None), ~enough)


def _capped(band: str) -> Rule:
    label = {"junior": "小班", "middle": "中班", "senior": "大班", "mixed": "混合班"}[band]
    return recorded(
        id=f"class_over_cap_{band}", title=f"{label}超过班额", clause=CAP_CLAUSE, ledger=ClassRoom, field="children",
        limit=f"cap_{band}",
        when=lambda it: and_(_of_year(it), it.row.c.band == band, it.row.c.children > it.limit),
        sentence=f"{{room}}是{label}，{{children}} 人，不超过 {{limit}} 人",
        numbers=lambda it: {"room": it.row.c.name, "children": it.row.c.children},
    )  # fmt: skip


FIGURES: tuple[Rule, ...] = (
    recorded(
        id="children_jump", title="在园幼儿比上年变动过大", clause="学前教育法 72", ledger=YearReport,
        field="children_reported", limit="jump_share", when=_jump,
        sentence="在园幼儿 {children} 人，上年 {before} 人，变动超过 {limit}%",
        numbers=lambda it: {"children": children_total(it.row), "before": children_before(it)},
    ),
    recorded(
        id="teachers_uncertified", title="有专任教师没有教师资格", clause=f"{STAFF_CLAUSE}；学前教育法 37",
        ledger=YearReport, field="teachers_certified",
        when=lambda it: and_(_of_year(it), it.row.c.teachers_certified < it.row.c.teachers),
        sentence="专任教师 {teachers} 人，持证 {certified} 人；严禁招聘不具备教师资格的人员",
        numbers=lambda it: {"teachers": it.row.c.teachers, "certified": it.row.c.teachers_certified},
    ),
    recorded(
        id="staff_gap", title="没有配齐两教一保", clause=f"{STAFF_CLAUSE}；教师〔2013〕1号", ledger=YearReport,
        field="carers", when=_staff_gap, sentence="{classes} 个班，专任教师 {teachers} 人，保育员 {carers} 人",
        numbers=lambda it: {"classes": classes_total(it.row), "teachers": it.row.c.teachers,
                            "carers": it.row.c.carers},
    ),
    recorded(
        id="no_health_staff", title="没有卫生保健人员", clause=f"{STAFF_CLAUSE}；学前教育法 39", ledger=YearReport,
        field="health_staff",
        when=lambda it: and_(_of_year(it), it.row.c.health_staff == 0, children_total(it.row) > 0,
                             is_own(it.garden)),
        sentence="在园幼儿 {children} 人，卫生保健人员 0 人",
        numbers=lambda it: {"children": children_total(it.row)},
    ),
    recorded(
        id="posts_exceeded", title="在编教师多于核定编制", clause=STAFF_CLAUSE, ledger=YearReport,
        field="teachers_posted",
        when=lambda it: and_(_of_year(it), it.row.c.teachers_posted > it.garden.c.staffing_posts),
        sentence="在编教师 {posted} 人，核定编制 {posts} 名",
        numbers=lambda it: {"posted": it.row.c.teachers_posted, "posts": it.garden.c.staffing_posts},
    ),
    recorded(
        id="posted_in_private", title="民办园有在编教师", clause=f"{PLAN} 三（一）1、三（二）3", ledger=YearReport,
        field="teachers_posted",
        when=lambda it: and_(_of_year(it), it.row.c.teachers_posted > 0,
                             it.nature.in_(("nonprofit", "forprofit"))),
        sentence="在编教师 {posted} 人；派驻公办教师只用于普惠性民办园",
        numbers=lambda it: {"posted": it.row.c.teachers_posted},
    ),
    *(_capped(band) for band in ("junior", "middle", "senior", "mixed")),
)  # fmt: skip
