"""Rules of 年检 and 类别评估."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, func, literal, or_, type_coerce
from sqlalchemy.sql.selectable import NamedFromClause
from sqlalchemy.types import Integer

from ycpe_desktop.ledgers import AnnualInspection, CategoryEvaluation, Kindergarten
from ycpe_desktop.ledgers.annual_inspection import FAILED
from ycpe_desktop.ledgers.category_evaluation import SCORES
from ycpe_desktop.policy.days import years_before
from ycpe_desktop.policy.ledger_rules import It, recorded
from ycpe_desktop.policy.own_gardens import is_own, was_there
from ycpe_desktop.policy.rule import Sql

PLAN = "运政办发〔2021〕44号"
YEARLY_CLAUSE = f"{PLAN} 三（一）3"
CATEGORY_CLAUSE = f"{PLAN} 三（一）3、三（三）2"


def to_be_inspected(it: It) -> Sql:
    """In operation, a kindergarten of its own, and there before the last calendar year was over."""
    return and_(it.status == "open", was_there(it.garden, it.last))


def _of_year(it: It, years: int = 0) -> Callable[[NamedFromClause], Sql]:
    return lambda row: row.c.calendar_year == it.last - years


def _uninspected(it: It) -> Sql:
    kept = it.other(AnnualInspection, _of_year(it))
    return and_(to_be_inspected(it), kept, ~it.of_garden(AnnualInspection, _of_year(it)))


def _failed_twice(it: It) -> Sql:
    before = it.of_garden(
        AnnualInspection, lambda other: other.c.calendar_year == it.row.c.calendar_year - 1,
        lambda other: other.c.conclusion == FAILED,
    )  # fmt: skip
    return and_(it.row.c.conclusion == FAILED, it.row.c.calendar_year >= it.last, before)


def _cycle_begins(it: It) -> Any:
    return years_before(it.day, int(it.limit))


def _unevaluated(it: It) -> Sql:
    kept = it.other(CategoryEvaluation)
    begins = _cycle_begins(it)
    opened = or_(it.garden.c.opened.is_(None), it.garden.c.opened < f"{begins.year}-{begins.month:02d}")
    recent = it.of_garden(CategoryEvaluation, lambda row: row.c.evaluated > begins)
    return and_(it.status == "open", is_own(it.garden), opened, kept, ~recent)


def _scores(it: It) -> Sql:
    parts = [func.coalesce(type_coerce(it.row.c[name], Integer), 0) for name in SCORES]
    return type_coerce(sum(parts, literal(0)), it.row.c.score.type)


YEARLY = (
    recorded(
        id="uninspected", title="上一年度没有年检", clause=YEARLY_CLAUSE, ledger=Kindergarten, field="name",
        when=_uninspected, sentence="{calendar_year} 年度没有年检记录",
        numbers=lambda it: {"calendar_year": literal(it.last)},
    ),
    recorded(
        id="inspection_failed_twice", title="连续两年年检不合格", clause=YEARLY_CLAUSE, ledger=AnnualInspection,
        field="conclusion", when=_failed_twice, sentence="{calendar_year} 年度和上一年度年检都不合格",
        numbers=lambda it: {"calendar_year": it.row.c.calendar_year},
    ),
    recorded(
        id="inspection_unmended", title="年检问题整改逾期", clause=YEARLY_CLAUSE, ledger=AnnualInspection,
        field="mended", when=lambda it: and_(it.row.c.calendar_year >= it.last, it.row.c.mended_by < it.now,
                             it.row.c.mended.is_(None)),
        sentence="年检整改期限 {mended_by} 已过，还没有完成", numbers=lambda it: {"mended_by": it.row.c.mended_by},
    ),
    recorded(
        id="inspected_unlicensed", title="没有许可证而年检合格", clause=f"{YEARLY_CLAUSE}、三（三）1",
        ledger=AnnualInspection, field="conclusion",
        when=lambda it: and_(it.row.c.calendar_year == it.last, it.row.c.conclusion != FAILED,
                             it.garden.c.licence.is_(None), is_own(it.garden)),
        sentence="年检结论是“{conclusion}”，园所名册里没有许可证号",
        numbers=lambda it: {"conclusion": it.row.c.conclusion},
    ),
    recorded(
        id="category_overdue", title="超过评估周期没有类别评估", clause=CATEGORY_CLAUSE, ledger=Kindergarten,
        field="name", limit="category_cycle", when=_unevaluated, sentence="{limit} 年内没有类别评估",
    ),
    recorded(
        id="fee_above_category", title="收费高于类别核定标准", clause=CATEGORY_CLAUSE, ledger=CategoryEvaluation,
        field="fee_allowed",
        when=lambda it: and_(it.row.c.evaluated <= it.day, it.report.c.fee_care > it.row.c.fee_allowed,
                             ~it.of_garden(CategoryEvaluation, lambda other: other.c.evaluated > it.row.c.evaluated,
                                           lambda other: other.c.evaluated <= it.day)),
        sentence="保教费 {fee} 元/月，类别“{category}”核定 {fee_allowed} 元/月",
        numbers=lambda it: {"fee": it.report.c.fee_care, "category": it.row.c.category,
                            "fee_allowed": it.row.c.fee_allowed},
    ),
    recorded(
        id="category_unpublished", title="类别评估结果没有公布", clause=f"{PLAN} 三（三）2；学前教育法 74",
        ledger=CategoryEvaluation, field="published",
        when=lambda it: and_(it.row.c.evaluated <= it.day, it.row.c.published.is_(None)),
        sentence="{evaluated} 评估，结果还没有向社会公布", numbers=lambda it: {"evaluated": it.row.c.evaluated},
    ),
    recorded(
        id="scores_and_total", title="五个方面分数之和与总分不符", clause="教基〔2022〕1号", ledger=CategoryEvaluation,
        field="score",
        when=lambda it: and_(*(it.row.c[name].is_not(None) for name in SCORES), _scores(it) != it.row.c.score),
        sentence="五个方面分数之和 {sum} 分，总分 {score} 分",
        numbers=lambda it: {"sum": _scores(it), "score": it.row.c.score},
    ),
)  # fmt: skip
