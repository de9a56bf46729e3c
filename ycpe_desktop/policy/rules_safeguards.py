"""Rules of 三个保障: 经费拨付, 教师名册, 教师培训."""

from sqlalchemy import and_, extract, false, func, or_, select

from ycpe_desktop.ledgers import AreaYear, FundPayment, Kindergarten, Teacher, Training, TrainingPeople
from ycpe_desktop.ledgers.fund_payment import amount_due, in_full
from ycpe_desktop.ledgers.teacher import CERTIFYING, TEACHING
from ycpe_desktop.policy.days import years_before
from ycpe_desktop.policy.ledger_rules import PRIVATE, It, recorded, table
from ycpe_desktop.policy.rule import Sql
from ycpe_desktop.store.tables import place

PLAN = "运政办发〔2021〕44号"
FUND_CLAUSE = f"{PLAN} 三（二）2"
STAFF_CLAUSE = f"{PLAN} 三（二）3"


def _recent(it: It) -> Sql:
    """Of the last whole calendar year or later: what is older has been dealt with."""
    return it.row.c.calendar_year >= it.last


def _late(it: It) -> Sql:
    row = it.row.c
    unpaid = and_(row.paid_on.is_(None), row.due_by < it.now)
    return and_(_recent(it), or_(row.paid_on > row.due_by, unpaid))


def _wrong_kind(it: It) -> Sql:
    """Against 办园性质 of the day: of payments that come after the year nothing is said yet."""
    row = it.row.c
    return and_(_recent(it), row.calendar_year <= it.year, or_(
        and_(row.kind == "public_fund", it.nature.in_(PRIVATE)),
        and_(row.kind.in_(("inclusive_fund", "support")), it.nature != "inclusive"),
    ))  # fmt: skip


FUNDS = (
    recorded(
        id="public_fund_low", title="公办园生均公用经费低于标准", clause=FUND_CLAUSE, ledger=FundPayment,
        field="per_child", limit="public_fund",
        when=lambda it: and_(_recent(it), it.row.c.kind == "public_fund", it.row.c.per_child < it.limit),
        sentence="每生 {per_child} 元，不低于 {limit} 元", numbers=lambda it: {"per_child": it.row.c.per_child},
    ),
    recorded(
        id="inclusive_fund_low", title="普惠性民办园补助低于标准", clause=f"{PLAN} 三（一）1、三（二）2",
        ledger=FundPayment, field="per_child", limit="inclusive_fund",
        when=lambda it: and_(_recent(it), it.row.c.kind == "inclusive_fund", it.row.c.per_child < it.limit),
        sentence="每生 {per_child} 元，不低于 {limit} 元", numbers=lambda it: {"per_child": it.row.c.per_child},
    ),
    recorded(
        id="fund_short", title="经费没有足额拨付", clause=FUND_CLAUSE, ledger=FundPayment, field="paid",
        when=lambda it: and_(_recent(it), in_full(it.row) == false()), sentence="应拨 {due} 元，实拨 {paid} 元",
        numbers=lambda it: {"due": amount_due(it.row), "paid": it.row.c.paid},
    ),
    recorded(
        id="fund_late", title="经费没有及时拨付", clause=FUND_CLAUSE, ledger=FundPayment, field="paid_on", when=_late,
        sentence="应于 {due_by} 前到位，实际到位日期 {paid_on}",
        numbers=lambda it: {"due_by": it.row.c.due_by, "paid_on": it.row.c.paid_on},
    ),
    recorded(
        id="fund_wrong_kind", title="经费类型与办园性质不符", clause=FUND_CLAUSE, ledger=FundPayment, field="kind",
        when=_wrong_kind, sentence="“{kind}”与这所园的办园性质不符", numbers=lambda it: {"kind": it.row.c.kind},
    ),
    recorded(
        id="fund_children", title="拨付计算人数多于在园幼儿", clause=FUND_CLAUSE, ledger=FundPayment,
        field="children",
        when=lambda it: and_(it.row.c.calendar_year == it.year, it.row.c.kind.in_(("public_fund", "inclusive_fund")),
                             it.row.c.children > it.children),
        sentence="按 {counted} 人计算，在园幼儿 {children} 人",
        numbers=lambda it: {"counted": it.row.c.children, "children": it.children},
    ),
)  # fmt: skip


def _serving(it: It) -> Sql:
    return or_(it.row.c.left.is_(None), it.row.c.left > it.now)


def _teaching(it: It) -> Sql:
    return and_(_serving(it), it.row.c.post.in_(TEACHING))


def _again(it: It) -> Sql:
    """The same person is in service at another kindergarten."""
    row = it.row.c
    return and_(_serving(it), row.birth_year.is_not(None), it.other(
        Teacher, lambda other: other.c.name == row.name, lambda other: other.c.birth_year == row.birth_year,
        lambda other: other.c.gender == row.gender, lambda other: other.c.kindergarten != row.kindergarten,
        lambda other: or_(other.c.left.is_(None), other.c.left > it.now),
    ))  # fmt: skip


def _listed(it: It) -> Sql:
    """专任教师 of the kindergarten on the roster on the day."""
    other = table(Teacher)
    there = and_(
        other.c.kindergarten == it.garden.c.uuid, other.c.post == "teacher",
        or_(other.c.hired.is_(None), other.c.hired <= it.day), or_(other.c.left.is_(None), other.c.left > it.day),
    )  # fmt: skip
    return select(func.count()).where(there).scalar_subquery()


TEACHERS = (
    recorded(
        id="teacher_uncertified", title="无证任教", clause=f"{STAFF_CLAUSE}；学前教育法 37、38", ledger=Teacher,
        field="certificate",
        when=lambda it: and_(_teaching(it), it.row.c.certificate.is_not(None),
                             it.row.c.certificate.not_in(CERTIFYING)),
        sentence="岗位是{post}，资格证是“{certificate}”",
        numbers=lambda it: {"post": it.row.c.post, "certificate": it.row.c.certificate},
    ),
    recorded(
        id="certificate_unnumbered", title="教师资格证没有证号", clause="学前教育法 37", ledger=Teacher,
        field="certificate_number",
        when=lambda it: and_(_teaching(it), it.row.c.certificate.in_(CERTIFYING),
                             it.row.c.certificate_number.is_(None)),
        sentence="资格证是“{certificate}”，没有证号", numbers=lambda it: {"certificate": it.row.c.certificate},
    ),
    recorded(
        id="record_unchecked", title="入职没有查询违法犯罪记录", clause="学前教育法 44", ledger=Teacher,
        field="record_checked",
        when=lambda it: and_(_serving(it), it.row.c.hired <= it.now,
                             or_(it.row.c.record_checked.is_(None), it.row.c.record_checked > it.row.c.hired)),
        sentence="{hired} 入职，查询日期 {record_checked}，应在入职前查询",
        numbers=lambda it: {"hired": it.row.c.hired, "record_checked": it.row.c.record_checked},
    ),
    recorded(
        id="health_unchecked", title="一年内没有健康检查", clause="学前教育法 45", ledger=Teacher,
        field="health_checked", limit="health_check",
        when=lambda it: and_(_serving(it), it.row.c.health_checked < years_before(it.now, int(it.limit))),
        sentence="最近体检 {health_checked}，应每年检查一次",
        numbers=lambda it: {"health_checked": it.row.c.health_checked},
    ),
    recorded(
        id="principal_education", title="园长学历不足专科", clause="学前教育法 38", ledger=Teacher, field="education",
        when=lambda it: and_(_serving(it), it.row.c.post.in_(("principal", "deputy")), it.row.c.education == "below"),
        sentence="园长应有大学专科以上学历",
    ),
    recorded(
        id="teacher_twice", title="同一人在两所园任职", clause=f"{STAFF_CLAUSE}；学前教育法 43", ledger=Teacher,
        field="kindergarten", when=_again, sentence="姓名、性别、出生年相同的人也在另一所园任职，请核对",
    ),
    recorded(
        id="roster_and_report", title="教师名册人数与年度数据不符", clause=STAFF_CLAUSE, ledger=Kindergarten,
        field="name", when=lambda it: and_(_listed(it) > 0, _listed(it) != it.report.c.teachers),
        sentence="教师名册有专任教师 {listed} 人，年度数据填 {teachers} 人",
        numbers=lambda it: {"listed": _listed(it), "teachers": it.report.c.teachers},
    ),
)  # fmt: skip


def _nobody_sent(it: It) -> Sql:
    return and_(it.row.c.ends <= it.now, ~it.other(TrainingPeople, lambda sent: sent.c.training == it.row.c.uuid))


def _spent(it: It) -> Sql:
    """Cost of the county's own training of the calendar year of the day."""
    other = table(Training)
    mine = and_(other.c.kind == "county", extract("year", other.c.begins) == it.year)
    return select(func.sum(other.c.cost)).where(mine).scalar_subquery()


def _over_budget(it: It) -> Sql:
    county = select(place.c.code).where(place.c.level == "county")
    return and_(it.row.c.year == it.year, it.row.c.area.in_(county), _spent(it) > it.row.c.training_spending)


TRAININGS = (
    recorded(
        id="training_nobody", title="培训结束没有参训人员", clause=STAFF_CLAUSE, ledger=Training, field="name",
        when=_nobody_sent, sentence="{ends} 已结束，没有登记哪些园去了多少人",
        numbers=lambda it: {"ends": it.row.c.ends},
    ),
    recorded(
        id="training_reversed", title="培训结束早于开始", clause=STAFF_CLAUSE, ledger=Training, field="ends",
        when=lambda it: it.row.c.ends < it.row.c.begins, sentence="{begins} 开始，{ends} 结束",
        numbers=lambda it: {"begins": it.row.c.begins, "ends": it.row.c.ends},
    ),
    recorded(
        id="training_over_budget", title="县级培训费用超过教师专项培训经费", clause=STAFF_CLAUSE, ledger=AreaYear,
        field="training_spending", when=_over_budget,
        sentence="县级培训费用合计 {spent} 元，教师专项培训经费 {budget} 元",
        numbers=lambda it: {"spent": _spent(it), "budget": it.row.c.training_spending},
    ),
)  # fmt: skip
