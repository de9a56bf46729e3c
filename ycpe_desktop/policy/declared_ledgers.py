"""Indicators over kindergartens that the ledgers of 年检, 类别评估, 审计 and 经费 make possible.

What regulations count by the calendar year is looked at for the last one that is whole on the day: on 1 September 2026
that is 2025.
"""

from typing import Any

from sqlalchemy import Integer, and_, case, exists, func, literal, or_, select, type_coerce

from ycpe_desktop.ledgers import AnnualInspection, AuditReport, CategoryEvaluation, CompoundSite, FundPayment, Ledger
from ycpe_desktop.ledgers.annual_inspection import PASSING
from ycpe_desktop.policy.days import years_before
from ycpe_desktop.policy.own_gardens import is_own, was_there
from ycpe_desktop.policy.shares import Expression, Facts, Gap, Share, Sql
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store.tables import METADATA

PLAN = "运政办发〔2021〕44号"
KINDERGARTENS = "所园"
NO_NATURE = Gap("办园性质未填", "kindergarten", "nature", lambda it: it.row.c.nature.is_(None))


def _table(ledger: type[Ledger]) -> Any:
    return METADATA.tables[ledger.__tablename__]


def last_year(it: Facts) -> int:
    return year_of(it.day) - 1


def _one(condition: Expression) -> Expression:
    return lambda it: case((condition(it), 1), else_=0)


def _each(_: Facts) -> Sql:
    return literal(1)


def is_there(it: Facts) -> Sql:
    """A kindergarten of its own that was there before the last whole year was over."""
    return was_there(it.row, last_year(it))


def _of_last(ledger: type[Ledger], *more: Any) -> Expression:
    """The kindergarten has such a record of the last whole year."""
    table = _table(ledger)
    return lambda it: exists().where(
        table.c.kindergarten == it.row.c.uuid, table.c.calendar_year == last_year(it), *more
    )


def _unkept(ledger: type[Ledger], field: str) -> Gap:
    """Nothing at all is entered for the last whole year: nobody can be judged."""
    table = _table(ledger)
    told = f"上一年度的{ledger.TITLE}没有登记"
    return Gap(
        told, ledger.__tablename__, field,
        lambda it: ~exists().select_from(table).where(table.c.calendar_year == last_year(it)),
    )  # fmt: skip


def _inspected(it: Facts) -> Sql:
    return and_(is_there(it), _of_last(AnnualInspection)(it))


def _evaluated(it: Facts) -> Sql:
    table = _table(CategoryEvaluation)
    begins = years_before(it.day, int(it.limits["category_cycle"]))
    return exists().where(
        table.c.kindergarten == it.row.c.uuid, table.c.evaluated > begins, table.c.evaluated <= it.day
    )


def _grown(it: Facts) -> Sql:
    """There for a whole cycle."""
    begins = years_before(it.day, int(it.limits["category_cycle"]))
    opened = it.row.c.opened
    return and_(is_own(it.row), or_(opened.is_(None), opened < f"{begins.year}-{begins.month:02d}"))


def _no_evaluations(it: Facts) -> Sql:
    return ~exists().select_from(_table(CategoryEvaluation))


def _private(it: Facts) -> Sql:
    nature = it.row.c.nature
    return and_(is_there(it), or_(nature.is_(None), nature.in_(("inclusive", "nonprofit", "forprofit"))))


def _of_nature(nature: str) -> Expression:
    return lambda it: and_(is_there(it), or_(it.row.c.nature.is_(None), it.row.c.nature == nature))


def _paid_enough(kind: str) -> Expression:
    """What was paid of the last year comes to the standard for each child that was counted."""
    table = _table(FundPayment)

    def enough(it: Facts) -> Sql:
        standard = int(it.limits[kind] * 100)
        paid, counted = type_coerce(func.sum(table.c.paid), Integer), func.max(table.c.children)
        wanted = select(case((and_(counted > 0, paid >= counted * standard), 1), else_=0)).where(
            table.c.kindergarten == it.row.c.uuid, table.c.kind == kind, table.c.calendar_year == last_year(it)
        )
        return wanted.scalar_subquery() == 1

    return enough


def _payment_gap(kind: str) -> Gap:
    """No row of that kind with the children it is counted by."""
    table = _table(FundPayment)
    known = _of_last(FundPayment, table.c.kind == kind, table.c.children.is_not(None))
    return Gap("上一年度的经费拨付未填", "fund_payment", "children", lambda it: ~known(it))


def is_compound(it: Facts) -> Sql:
    """Marked in the registry, or what a compound of the ledger became."""
    site = _table(CompoundSite)
    return or_(it.row.c.compound.is_(True), exists().where(site.c.kindergarten == it.row.c.uuid))


LEDGER_SHARES: tuple[Share, ...] = (
    Share(
        id="compound_inclusive", title="小区配套园办成普惠率", group="办园条件",
        clause=f"{PLAN} 三（一）1；学前教育法 26", unit=KINDERGARTENS,
        parts="办成公办园或普惠性民办园的小区配套园 ÷ 小区配套园",
        part=_one(lambda it: it.row.c.nature.in_(("public", "inclusive"))), whole=_each, among=is_compound,
        gaps=(NO_NATURE,),
    ),
    Share(
        id="inspection_done", title="年检完成率", group="监管", clause=f"{PLAN} 三（一）3", unit=KINDERGARTENS,
        parts="上一年度年检过的园 ÷ 在办园（附设幼儿班和当年新开办的除外）",
        part=_one(_of_last(AnnualInspection)), whole=_each, among=is_there,
        gaps=(_unkept(AnnualInspection, "conclusion"),),
    ),
    Share(
        id="inspection_passed", title="年检合格率", group="监管", clause=f"{PLAN} 三（一）3", unit=KINDERGARTENS,
        parts="上一年度年检合格的园 ÷ 上一年度年检过的园",
        part=_one(_of_last(AnnualInspection, _table(AnnualInspection).c.conclusion.in_(PASSING))), whole=_each,
        among=_inspected,
    ),
    Share(
        id="category_evaluated", title="类别评估两年内覆盖率", group="监管", clause=f"{PLAN} 三（一）3、三（三）2",
        unit=KINDERGARTENS, parts="评估周期内评过类别的园 ÷ 在办满一个周期的园（附设幼儿班除外）",
        part=_one(_evaluated), whole=_each, among=_grown,
        gaps=(Gap("类别评估没有登记", "category_evaluation", "category", _no_evaluations),),
    ),
    Share(
        id="audits_submitted", title="民办园审计报告提交率", group="监管", clause=f"{PLAN} 三（三）1；学前教育法 70",
        unit=KINDERGARTENS, parts="提交了上一年度审计报告的民办园 ÷ 在办民办园（当年新开办的除外）",
        part=_one(_of_last(AuditReport, _table(AuditReport).c.submitted.is_not(None))), whole=_each, among=_private,
        gaps=(NO_NATURE, _unkept(AuditReport, "submitted")),
    ),
    Share(
        id="public_fund", title="生均公用经费达标率", group="经费与教研", clause=f"{PLAN} 三（二）2",
        unit=KINDERGARTENS, parts="上一年度每生实拨公用经费达到标准的公办园 ÷ 在办公办园（附设幼儿班除外）",
        part=_one(_paid_enough("public_fund")), whole=_each, among=_of_nature("public"), target="public_fund_share",
        gaps=(NO_NATURE, _payment_gap("public_fund")),
    ),
    Share(
        id="inclusive_fund", title="普惠性民办园补助达标率", group="经费与教研", clause=f"{PLAN} 三（二）2",
        unit=KINDERGARTENS, parts="上一年度每生实拨补助达到标准的普惠性民办园 ÷ 在办普惠性民办园",
        part=_one(_paid_enough("inclusive_fund")), whole=_each, among=_of_nature("inclusive"),
        target="inclusive_fund_share", gaps=(NO_NATURE, _payment_gap("inclusive_fund")),
    ),
)  # fmt: skip
