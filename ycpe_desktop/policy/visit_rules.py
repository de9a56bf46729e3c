"""Rules of visits, findings, rectifications and evaluations: one declaration each, over one ledger's own rows."""

from typing import Any

from sqlalchemy import and_, case, exists, extract, func, or_, select

from ycpe_desktop.ledgers import (
    Assignment,
    ConductEvaluation,
    Kindergarten,
    Rectification,
    Recusal,
    Visit,
    VisitFinding,
)
from ycpe_desktop.ledgers.conduct_evaluation import CLAUSE as EVALUATION
from ycpe_desktop.ledgers.conduct_evaluation import DIMENSIONS, dimensions_missing
from ycpe_desktop.ledgers.rectification import ENDED, LAW, PLAN_CLAUSE, PROCEDURE, counted
from ycpe_desktop.ledgers.visit import MATTERS
from ycpe_desktop.ledgers.visit_words import ASPECT_OF, ASPECTS, OTHER
from ycpe_desktop.policy.ledger_rules import covers
from ycpe_desktop.policy.rule import Rule, Sql
from ycpe_desktop.policy.visited import Visited, visited


def _unchecked(it: Visited) -> Sql:
    return or_(*(it.row.c[f"{aspect}_state"] == "unchecked" for aspect, _ in ASPECTS))


def _in_charge(it: Visited) -> Sql:
    held, row = Assignment.__table__.alias(), it.row.c
    return exists().where(
        held.c.supervisor == row.supervisor, held.c.kindergarten == row.kindergarten, covers(held, row.visited)
    )


def _recused(it: Visited) -> Sql:
    """A former post counts for so many years after it was left, as where kindergartens are given."""
    kin, row = Recusal.__table__.alias(), it.row.c
    over = and_(kin.c.reason == "post", counted(kin.c.left) + it.post_years * 10_000 <= counted(row.visited))
    same = and_(kin.c.supervisor == row.supervisor, kin.c.kindergarten == row.kindergarten)
    return exists().where(same, ~func.coalesce(over, False))


def _closed_then(it: Visited) -> Sql:
    """Known not to have been in operation: something is known of the day, and it is not 在办."""
    status = Kindergarten.status.table.alias()
    here = and_(status.c.owner == it.row.c.kindergarten, covers(status, it.row.c.visited))
    return exists().where(here, status.c.value != "open")


def _finished(visit: Any) -> Sql:
    return func.coalesce(visit.c.state, "done") == "done"


def _found(it: Visited) -> Sql:
    finding = VisitFinding.__table__.alias()
    return exists().where(finding.c.visit == it.row.c.uuid)


def _faulty_without_finding(it: Visited) -> Sql:
    faulty = or_(*(it.row.c[f"{aspect}_state"] == "faulty" for aspect, _ in ASPECTS))
    return and_(faulty, _finished(it.row), ~_found(it))


def _twice(it: Visited) -> Sql:
    """The later one of two that say the same day and supervisor."""
    other, row = Visit.__table__.alias(), it.row.c
    same = and_(other.c.kindergarten == row.kindergarten, other.c.visited == row.visited)
    return exists().where(same, other.c.supervisor == row.supervisor, other.c.uuid < row.uuid)


def _left_as_draft(it: Visited) -> Sql:
    return and_(it.row.c.state == "draft", it.row.c.visited < it.today.replace(day=1))


def _judged_sound(it: Visited) -> Sql:
    aspect = case(ASPECT_OF, value=it.row.c.item, else_=OTHER)
    sound = [and_(aspect == name, it.visit.c[f"{name}_state"] == "sound") for name, _ in ASPECTS]
    return or_(*sound)


def _uncited(it: Visited) -> Sql:
    uncited: Sql = it.row.c.clause.is_(None)
    return uncited


def _elsewhere(it: Visited) -> Sql:
    mend = Rectification.__table__.alias()
    same = mend.c.uuid == it.row.c.rectification
    return exists().where(same, mend.c.kindergarten != it.visit.c.kindergarten)


def _unattended(it: Visited) -> Sql:
    row = it.row.c
    return and_(row.rectification.is_(None), ~func.coalesce(row.mended, False), _finished(it.visit))


def _unchecked_but_closed(it: Visited) -> Sql:
    row = it.row.c
    passed = and_(row.checked.is_not(None), row.check_result == "passed")
    return and_(row.outcome == "closed", ~func.coalesce(passed, False))


def _overdue(it: Visited) -> Sql:
    row = it.row.c
    open_ = or_(row.outcome.is_(None), row.outcome.not_in(ENDED))
    return and_(open_, row.due < it.today, row.replied.is_(None))


def _number_elsewhere(it: Visited) -> Sql:
    other, row = Rectification.__table__.alias(), it.row.c
    return exists().where(other.c.number == row.number, other.c.kindergarten != row.kindergarten)


def _banned_but_open(it: Visited) -> Sql:
    status, row = Kindergarten.status.table.alias(), it.row.c
    open_now = and_(status.c.value == "open", covers(status, it.today))
    return and_(row.outcome == "banned", exists().where(status.c.owner == row.kindergarten, open_now))


def _passed_with_a_bad_one(it: Visited) -> Sql:
    return and_(it.row.c.conclusion == "good", or_(*(it.row.c[f"{name}_state"] == "bad" for name, _ in DIMENSIONS)))


def _failed_without_mends(it: Visited) -> Sql:
    mend, row = Rectification.__table__.alias(), it.row.c
    followed = select(mend.c.uuid).where(mend.c.kindergarten == row.kindergarten, mend.c.source == "evaluation")
    return and_(row.conclusion == "bad", ~followed.where(mend.c.issued >= row.evaluated).exists())


VISITS = (
    visited(
        id="unchecked_without_reason", title="无法检查没有写原因", ledger=Visit, tier="must", clause=MATTERS,
        field="unchecked_reason", sentence="有一项无法检查，没有写明原因",
        when=lambda it: and_(_unchecked(it), it.row.c.unchecked_reason.is_(None)),
    ),
    visited(
        id="visit_to_come", title="督导时间还没到", ledger=Visit, tier="must", clause=MATTERS, field="visited",
        sentence="督导时间 {visited} 还没到", when=lambda it: it.row.c.visited > it.today,
    ),
    visited(
        id="visit_by_another", title="督导的不是责任督学", ledger=Visit, clause=MATTERS, field="supervisor",
        sentence="{visited} 督导的督学当天不负责这所园",
        when=lambda it: and_(it.row.c.supervisor.is_not(None), ~_in_charge(it)),
    ),
    visited(
        id="visit_by_recused", title="应回避的督学去督导", ledger=Visit, clause="教育督导条例 10", field="supervisor",
        sentence="{visited} 督导的督学应当回避这所园", when=_recused,
    ),
    visited(
        id="visit_in_holiday", title="假期月份的督导", ledger=Visit, clause=MATTERS, field="visited",
        sentence="{visited} 在假期月份，不计入月度督导",
        when=lambda it: extract("month", it.row.c.visited).in_(list(it.holidays)),
    ),
    visited(
        id="visit_when_closed", title="督导了不在办的园", ledger=Visit, clause=MATTERS, field="visited",
        sentence="{visited} 督导时，这所园不在办", when=_closed_then,
    ),
    visited(
        id="visit_twice", title="同一天的督导记了两次", ledger=Visit, clause=MATTERS, field="visited",
        sentence="{visited} 同一位督学有两条督导记录", when=_twice,
    ),
    visited(
        id="visit_left_as_draft", title="督导草稿没有完成", ledger=Visit, clause="教育督导条例 15", field="state",
        sentence="{visited} 的督导还是草稿，不计入月度督导", when=_left_as_draft,
    ),
    visited(
        id="faulty_without_finding", title="发现问题没有逐条登记", ledger=Visit, clause="教育督导条例 15",
        field="safety_state", sentence="{visited} 判断为发现问题，没有登记是什么问题", when=_faulty_without_finding,
    ),
    visited(
        id="finding_without_clause", title="发现的问题没有依据条款", ledger=VisitFinding, clause=LAW, field="clause",
        sentence="“{problem}”没有依据条款", when=_uncited,
    ),
    visited(
        id="finding_unattended", title="发现的问题没有下文", ledger=VisitFinding, clause=f"{PLAN_CLAUSE}；{MATTERS}",
        field="rectification", sentence="“{problem}”没有当场改正，也没有限期整改", when=_unattended,
    ),
    visited(
        id="finding_elsewhere", title="问题与限期整改不是一所园", ledger=VisitFinding, tier="must", clause=PROCEDURE,
        field="rectification", sentence="“{problem}”对应的限期整改是别的园的", when=_elsewhere,
    ),
    visited(
        id="finding_judged_sound", title="判断为未发现问题却有问题", ledger=VisitFinding, clause=MATTERS, field="item",
        sentence="督导时这一方面判断为未发现问题，却登记了“{problem}”", when=_judged_sound,
    ),
)  # fmt: skip

MENDS = (
    visited(
        id="mend_without_clause", title="限期整改没有依据条款", ledger=Rectification, tier="must", clause=LAW,
        field="clause", sentence="“{problem}”没有依据条款",
        when=lambda it: and_(_uncited(it), it.row.c.number.is_not(None)),
    ),
    visited(
        id="due_before_issued", title="整改期限早于下发日期", ledger=Rectification, tier="must", clause=PROCEDURE,
        field="due", sentence="整改期限 {due} 早于下发日期 {issued}", when=lambda it: it.row.c.due < it.row.c.issued,
    ),
    visited(
        id="reply_without_notice", title="没有通知书就有回复", ledger=Rectification, clause=PROCEDURE, field="number",
        sentence="{replied} 有回复，没有通知书编号或下发日期",
        when=lambda it: and_(it.row.c.replied.is_not(None),
                             or_(it.row.c.number.is_(None), it.row.c.issued.is_(None))),
    ),
    visited(
        id="reply_before_issued", title="回复早于下发", ledger=Rectification, tier="must", clause=PROCEDURE,
        field="replied", sentence="回复日期 {replied} 早于下发日期 {issued}",
        when=lambda it: it.row.c.replied < it.row.c.issued,
    ),
    visited(
        id="check_before_reply", title="复查早于回复", ledger=Rectification, clause=PROCEDURE, field="checked",
        sentence="复查日期 {checked} 早于回复日期 {replied}", when=lambda it: it.row.c.checked < it.row.c.replied,
    ),
    visited(
        id="closed_without_check", title="没有复查就销号", ledger=Rectification, tier="must", clause=PROCEDURE,
        field="checked", sentence="{closed} 销号，没有整改到位的复查", when=_unchecked_but_closed,
    ),
    visited(
        id="closed_before_check", title="销号早于复查", ledger=Rectification, tier="must", clause=PROCEDURE,
        field="closed", sentence="销号日期 {closed} 早于复查日期 {checked}",
        when=lambda it: and_(it.row.c.outcome == "closed", it.row.c.closed < it.row.c.checked),
    ),
    visited(
        id="mend_overdue", title="整改逾期没有回复", ledger=Rectification, clause=f"{PLAN_CLAUSE}；{LAW}", field="due",
        sentence="整改期限 {due} 已过，没有回复", when=_overdue,
    ),
    visited(
        id="number_elsewhere", title="通知书编号重复", ledger=Rectification, clause=PROCEDURE, field="number",
        sentence="{number} 也是别的园的通知书编号", when=_number_elsewhere,
    ),
    visited(
        id="banned_but_open", title="已取缔的园仍在办", ledger=Rectification, clause=PLAN_CLAUSE, field="outcome",
        sentence="{closed} 取缔，园所状态仍是在办", when=_banned_but_open,
    ),
)  # fmt: skip

EVALUATIONS = (
    visited(
        id="dimension_missing", title="办园行为评估缺少方面", ledger=ConductEvaluation, tier="must", clause=EVALUATION,
        field="premises_state", sentence="{evaluated} 的评估，五个方面中有的没有得分，也没有判断",
        when=lambda it: dimensions_missing(it.row),
    ),
    visited(
        id="passed_with_a_bad_one", title="有一方面不合格仍评为合格", ledger=ConductEvaluation, clause=EVALUATION,
        field="conclusion", sentence="{evaluated} 有一个方面不合格，结论是合格", when=_passed_with_a_bad_one,
    ),
    visited(
        id="failed_without_mends", title="评估不合格没有整改", ledger=ConductEvaluation, field="conclusion",
        clause=f"{EVALUATION}；{PLAN_CLAUSE}", sentence="{evaluated} 评估不合格，没有下发限期整改",
        when=_failed_without_mends,
    ),
)  # fmt: skip

VISIT_RULES: tuple[Rule, ...] = (*VISITS, *MENDS, *EVALUATIONS)
