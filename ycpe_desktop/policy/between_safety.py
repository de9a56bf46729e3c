"""Rules of 安全, 责任分工, 自评 and 宣传: hazards and their closure, incidents and their report, tasks, evidence."""

from datetime import date

from sqlalchemy import and_, case, exists, false, func, literal, select, true

from ycpe_desktop.ledgers import Incident, Kindergarten, Publicity, SafetyCheck, SelfEvaluation, Task
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.policy.areas import Look
from ycpe_desktop.policy.between_parts import GARDEN, by_now, is_open, named, of_year, outside_year
from ycpe_desktop.policy.clauses import PLAN
from ycpe_desktop.policy.rule import Found, Rule
from ycpe_desktop.store.tables import attachment

SAFETY, TASKS = f"{PLAN} 四（二）", f"{PLAN} 四（三）"
CHECK, ACCIDENT, TASK = SafetyCheck.__table__, Incident.__table__, Task.__table__
OWN = SelfEvaluation.__table__


def _overdue(look: Look) -> Found:
    late = and_(CHECK.c.found == true(), CHECK.c.closed.is_(None), CHECK.c.deadline < by_now(look))
    return named(CHECK, CHECK.c.deadline, CHECK.c.hazard).where(of_year(CHECK, look), late)


def _closed_late(look: Look) -> Found:
    late = CHECK.c.closed > CHECK.c.deadline
    return named(CHECK, CHECK.c.deadline, CHECK.c.closed).where(of_year(CHECK, look), late)


def _closed_before(look: Look) -> Found:
    return named(CHECK, CHECK.c.checked, CHECK.c.closed).where(of_year(CHECK, look), CHECK.c.closed < CHECK.c.checked)


def _deadline_before(look: Look) -> Found:
    return named(CHECK, CHECK.c.checked, CHECK.c.deadline).where(
        of_year(CHECK, look), CHECK.c.deadline < CHECK.c.checked
    )


def _serious_without_measure(look: Look) -> Found:
    return named(CHECK, CHECK.c.hazard).where(
        of_year(CHECK, look), CHECK.c.serious == true(), CHECK.c.measure.is_(None)
    )


def _hazard_though_none(look: Look) -> Found:
    return named(CHECK).where(of_year(CHECK, look), CHECK.c.found == false(), CHECK.c.hazard.is_not(None))


def _again(look: Look) -> Found:
    """The same subject was found wanting at the same kindergarten the year before."""
    before = CHECK.alias()
    same = and_(
        before.c.kindergarten == CHECK.c.kindergarten,
        before.c.subject == CHECK.c.subject,
        before.c.year == look.year - 1,
        before.c.found == true(),
    )  # fmt: skip - the same of both
    return named(CHECK, CHECK.c.subject).where(of_year(CHECK, look), CHECK.c.found == true(), exists().where(same))


def _unchecked(look: Look) -> Found:
    """Once the first term is over, and only where the year has checks at all: an empty ledger is said otherwise."""
    there = exists().where(CHECK.c.year == look.year, literal(look.today >= date(look.year + 1, 2, 1)))
    none = ~exists().where(CHECK.c.kindergarten == GARDEN.c.uuid, CHECK.c.year == look.year)
    return select(GARDEN.c.uuid, GARDEN.c.name).where(is_open(GARDEN.c.uuid, look.day), there, none)


def _unreported(look: Look) -> Found:
    return named(ACCIDENT, ACCIDENT.c.happened).where(of_year(ACCIDENT, look), ACCIDENT.c.reported.is_(None))


def _reported_before(look: Look) -> Found:
    return named(ACCIDENT, ACCIDENT.c.happened, ACCIDENT.c.reported).where(
        of_year(ACCIDENT, look), ACCIDENT.c.reported < ACCIDENT.c.happened
    )


def _grave_without_supervisor(look: Look) -> Found:
    return named(ACCIDENT, ACCIDENT.c.happened).where(
        of_year(ACCIDENT, look), ACCIDENT.c.grade.in_(("grave", "gravest")), ACCIDENT.c.supervisor_there.is_(None)
    )


def _death_but_minor(look: Look) -> Found:
    return named(ACCIDENT, ACCIDENT.c.dead).where(
        of_year(ACCIDENT, look), ACCIDENT.c.dead > 0, ACCIDENT.c.grade == "minor"
    )


def _after_hazard(look: Look) -> Found:
    """An incident where a hazard of the same kind was open on the day."""
    open_then = and_(
        CHECK.c.kindergarten == ACCIDENT.c.kindergarten,
        CHECK.c.subject == ACCIDENT.c.kind,
        CHECK.c.found == true(),
        CHECK.c.checked <= ACCIDENT.c.happened,
        func.coalesce(CHECK.c.closed, ACCIDENT.c.happened) >= ACCIDENT.c.happened,
    )  # fmt: skip - the same of both
    return named(ACCIDENT, ACCIDENT.c.happened).where(of_year(ACCIDENT, look), exists().where(open_then))


def _done_without_progress(look: Look) -> Found:
    return select(TASK.c.uuid, TASK.c.name).where(TASK.c.state == "done", TASK.c.progress.is_(None))


def _task_late(look: Look) -> Found:
    return select(TASK.c.uuid, TASK.c.name, TASK.c.due).where(
        TASK.c.state.in_(("open", "running")), TASK.c.due < look.today
    )


def _met_without_evidence(look: Look) -> Found:
    """Falsified data stop a recognition: 达到 needs something to show for it, a text or a file."""
    filed = exists().where(attachment.c.owner == OWN.c.uuid)
    word = case(dict(ITEMS), value=OWN.c.item, else_="")
    return select(OWN.c.uuid, word.label("name")).where(
        of_year(OWN, look), OWN.c.verdict == "met", OWN.c.evidence.is_(None), ~filed
    )


SAFETY_AND_TASKS: tuple[Rule, ...] = (
    Rule(
        id="hazard_overdue",
        title="安全隐患逾期没有销号",
        clause=f"{SAFETY}；学前教育法 51",
        ledger=SafetyCheck,
        field="closed",
        find=_overdue,
        sentence="隐患“{hazard}”整改期限 {deadline} 已过，还没有销号",
    ),
    Rule(
        id="hazard_closed_late",
        title="安全隐患逾期才销号",
        clause=SAFETY,
        ledger=SafetyCheck,
        field="closed",
        find=_closed_late,
        sentence="整改期限 {deadline}，{closed} 才销号",
    ),
    Rule(
        id="hazard_closed_before",
        title="销号早于检查",
        tier="must",
        clause=SAFETY,
        ledger=SafetyCheck,
        field="closed",
        find=_closed_before,
        sentence="{checked} 检查发现，销号日期却是 {closed}",
    ),
    Rule(
        id="hazard_deadline_before",
        title="整改期限早于检查",
        tier="must",
        clause=SAFETY,
        ledger=SafetyCheck,
        field="deadline",
        find=_deadline_before,
        sentence="{checked} 检查发现，整改期限却是 {deadline}",
    ),
    Rule(
        id="serious_without_measure",
        title="重大隐患没有整改措施",
        clause=f"{SAFETY}；学前教育法 67",
        ledger=SafetyCheck,
        field="measure",
        find=_serious_without_measure,
        sentence="重大隐患“{hazard}”没有写整改措施",
    ),
    Rule(
        id="hazard_though_none",
        title="没有发现隐患却写了隐患",
        tier="must",
        clause=SAFETY,
        ledger=SafetyCheck,
        field="found",
        find=_hazard_though_none,
        sentence="“发现隐患”填“否”，却写了隐患情况",
    ),
    Rule(
        id="hazard_again",
        title="同类隐患连年出现",
        clause=SAFETY,
        ledger=SafetyCheck,
        field="subject",
        find=_again,
        sentence="{subject}的隐患上学年已经发现过，又出现了",
    ),
    Rule(
        id="unchecked",
        title="在办园没有安全检查记录",
        clause=SAFETY,
        ledger=Kindergarten,
        field="name",
        find=_unchecked,
        sentence="第一学期已过，本学年还没有安全检查记录",
    ),
    outside_year(SafetyCheck, "checked", SAFETY),
    Rule(
        id="incident_unreported",
        title="安全事故没有上报日期",
        clause="学前教育法 52",
        ledger=Incident,
        field="reported",
        find=_unreported,
        sentence="{happened} 的事故没有写上报日期，应及时向有关部门报告",
    ),
    Rule(
        id="incident_reported_before",
        title="事故上报早于发生",
        tier="must",
        clause="学前教育法 52",
        ledger=Incident,
        field="reported",
        find=_reported_before,
        sentence="{happened} 发生，上报日期却是 {reported}",
    ),
    Rule(
        id="grave_without_supervisor",
        title="重大事故责任督学没有到场",
        clause="教督〔2019〕3号",
        ledger=Incident,
        field="supervisor_there",
        find=_grave_without_supervisor,
        sentence="{happened} 的重大事故没有责任督学到场日期，应第一时间赶赴现场",
    ),
    Rule(
        id="death_but_minor",
        title="有人死亡却定为一般事故",
        clause=SAFETY,
        ledger=Incident,
        field="grade",
        find=_death_but_minor,
        sentence="死亡 {dead} 人，事故等级却是一般，请核对",
    ),
    Rule(
        id="incident_after_hazard",
        title="隐患没有销号就发生同类事故",
        clause=SAFETY,
        ledger=Incident,
        field="kind",
        find=_after_hazard,
        sentence="{happened} 发生事故时，同类隐患还没有销号",
    ),
    outside_year(Incident, "happened", SAFETY),
    Rule(
        id="task_done_without_progress",
        title="任务已完成却没有进展",
        clause=TASKS,
        ledger=Task,
        field="progress",
        find=_done_without_progress,
        sentence="状态是已完成，请在进展里写明成果",
    ),
    Rule(
        id="task_late",
        title="任务过了时限没有完成",
        clause=TASKS,
        ledger=Task,
        field="state",
        find=_task_late,
        sentence="完成时限 {due} 已过，还没有完成",
    ),
    Rule(
        id="met_without_evidence",
        title="自评达到却没有佐证",
        clause="教督〔2020〕1号",
        ledger=SelfEvaluation,
        field="evidence",
        find=_met_without_evidence,
        sentence="本县结论是达到，却没有佐证材料",
    ),
    outside_year(Publicity, "published", f"{PLAN} 四（五）", by="theme"),
)  # fmt: skip - one rule a paragraph
