"""Rules between a record and others of a kind: figures of closed kindergartens, sums of townships, supervisors' terms,
their duties and 回避, and who has not been evaluated."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from ycpe_desktop.ledgers import AreaYear, Assignment, Kindergarten, Supervisor, YearReport
from ycpe_desktop.ledgers.conduct_evaluation import CLAUSE as EVALUATION_CLAUSE
from ycpe_desktop.ledgers.year_report import children_total
from ycpe_desktop.policy import evaluations
from ycpe_desktop.policy.areas import loads_on
from ycpe_desktop.policy.days import years_later
from ycpe_desktop.policy.rule import Found, Judging, Rule
from ycpe_desktop.policy.supervision import POST_YEARS, recusals_of
from ycpe_desktop.policy.terms import CLAUSE as TERM_CLAUSE
from ycpe_desktop.schoolyear import first_day, last_day
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import place

CONDITIONS_CLAUSE, RECUSAL_CLAUSE = "教育督导条例 7", "教育督导条例 10"
LOAD_CLAUSE = "运政办发〔2021〕44号 三（三）1；教督〔2019〕3号"
AREA_CLAUSE = "运政办发〔2021〕44号 二"
WHO, HELD, GARDEN = Supervisor.__table__, Assignment.__table__, Kindergarten.__table__
Row = dict[str, Any]


def _children_of_closed(at: Judging) -> Found:
    report, status = YearReport.__table__, Kindergarten.status
    children, told = children_total(report), dict(status.field.kind.options)  # type: ignore[attr-defined]  # a Choice
    here = and_(status.table.c.owner == GARDEN.c.uuid, in_force(status, at.day))
    state = case(told, value=status.table.c.value, else_=status.table.c.value)
    return (
        select(report.c.uuid, GARDEN.c.name, children.label("children"), state.label("state"))
        .select_from(report.join(GARDEN, GARDEN.c.uuid == report.c.kindergarten).join(status.table, here))
        .where(report.c.year == at.year, status.table.c.value != "open", children > 0)
        .order_by(by_name(GARDEN), GARDEN.c.uuid)
    )


def _population_sums(at: Judging) -> Iterator[Row]:
    rows = at.area_rows(at.year)
    own = rows.get(at.county)
    parts = [row["population"] for area, row in rows.items() if area != at.county]
    if own is None or own["population"] is None or not parts or None in parts:
        return
    if len(parts) < len(at.townships()) or sum(parts) == own["population"]:
        return
    county = at.connection.scalar(select(place.c.name).where(place.c.code == at.county)) or ""
    yield {"uuid": own["uuid"], "name": county, "population": own["population"], "townships": sum(parts)}


def _term_too_long(at: Judging) -> Iterator[Row]:
    """Of part-time ones; a full-time supervisor has no term."""
    longest = int(at.limit("term_years"))
    wanted = select(WHO.c.uuid, WHO.c.name, WHO.c.term_from, WHO.c.term_to).where(
        WHO.c.kind == "part", WHO.c.term_from.is_not(None), WHO.c.term_to.is_not(None)
    )
    for row in at.connection.execute(wanted.order_by(by_name(WHO), WHO.c.uuid)).mappings():
        if row["term_to"] > years_later(row["term_from"], longest):
            yield dict(row)


def _people(*columns: Any) -> Found:
    return select(WHO.c.uuid, WHO.c.name, *columns).order_by(by_name(WHO), WHO.c.uuid)


def _too_many_terms(at: Judging) -> Found:
    more = WHO.c.term_number > int(at.limit("terms_most"))
    return _people(WHO.c.term_number).where(WHO.c.kind == "part", more)


def _little_experience(at: Judging) -> Found:
    return _people(WHO.c.experience).where(WHO.c.experience < int(at.limit("experience_least")))


def _low_education(at: Judging) -> Found:
    return _people().where(WHO.c.education.in_(("college", "below")))


def _overloaded(at: Judging) -> Iterator[Row]:
    most, loads = int(at.limit("load_most")), loads_on(at.connection, at.day)
    for uuid, name in at.connection.execute(_people()):
        load = loads.get(uuid, ("", 0))[1]
        if load > most:
            yield {"uuid": uuid, "name": name, "load": load}


def _term_over(at: Judging) -> Found:
    end = min(last_day(at.year), at.today)
    held = or_(HELD.c.until.is_(None), HELD.c.until > end)
    return (
        select(WHO.c.uuid, WHO.c.name, WHO.c.term_to, func.count().label("load"))
        .join(HELD, HELD.c.supervisor == WHO.c.uuid)
        .where(WHO.c.term_to < end, HELD.c.since <= end, held)
        .group_by(WHO.c.uuid, WHO.c.name, WHO.c.term_to)
        .order_by(by_name(WHO), WHO.c.uuid)
    )


def _recusal_ignored(at: Judging) -> Iterator[Row]:
    recusals = recusals_of(at.connection, at.day, int(at.limit(POST_YEARS)))
    wanted = (
        select(HELD.c.uuid, GARDEN.c.name, WHO.c.name.label("person"), HELD.c.supervisor, HELD.c.kindergarten)
        .select_from(HELD.join(GARDEN, GARDEN.c.uuid == HELD.c.kindergarten).join(WHO, WHO.c.uuid == HELD.c.supervisor))
        .where(or_(HELD.c.until.is_(None), HELD.c.until > at.day), HELD.c.supervisor.in_({who for who, _ in recusals}))
        .order_by(by_name(GARDEN), GARDEN.c.uuid)
    )
    for uuid, name, person, *pair in at.connection.execute(wanted):
        if tuple(pair) in recusals:
            yield {"uuid": uuid, "name": name, "person": person}


def _not_evaluated(at: Judging) -> Iterator[Row]:
    """In the last school year of a cycle: who has not been evaluated in it, once it has begun at all."""
    cycle = evaluations.cycle(at.store, min(last_day(at.year), max(at.today, first_day(at.year))))
    if not cycle.done or cycle.last > last_day(at.year):
        return
    years = f"{cycle.first.year}—{cycle.last.year}"
    for one in cycle.due:
        before = f"，上次是 {one.last}" if one.last else ""
        yield {"uuid": one.garden.uuid, "name": one.garden.name, "years": years, "before": before}


BETWEEN_YEARS = (
    Rule(
        id="children_of_closed", title="不在办的园填了在园幼儿", clause="学前教育法 31", ledger=YearReport,
        field="children_reported", find=_children_of_closed,
        sentence="状态是{state}，却填了在园幼儿 {children} 人；不计入指标",
    ),
    Rule(
        id="population_sums", title="乡镇人口之和与全县不符", clause=AREA_CLAUSE, ledger=AreaYear, field="population",
        find=_population_sums,
        sentence="全县 3—5岁人口 {population} 人，各乡镇之和 {townships} 人；以全县的为准",
    ),
)  # fmt: skip

SUPERVISORS = (
    Rule(
        id="term_too_long", title="兼职督学任期过长", clause=TERM_CLAUSE, ledger=Supervisor, field="term_to",
        limit="term_years", find=_term_too_long, sentence="任期 {term_from} 至 {term_to}，超过 {limit} 年",
    ),
    Rule(
        id="too_many_terms", title="兼职督学连任过多", clause=TERM_CLAUSE, ledger=Supervisor,
        field="term_number", limit="terms_most", find=_too_many_terms,
        sentence="连续第 {term_number} 任期，最多 {limit} 个任期",
    ),
    Rule(
        id="little_experience", title="督学教育工作年限不足", clause=CONDITIONS_CLAUSE, ledger=Supervisor,
        field="experience", limit="experience_least", find=_little_experience,
        sentence="教育工作年限 {experience} 年，应在 {limit} 年以上",
    ),
    Rule(
        id="low_education", title="督学学历不足本科", clause=CONDITIONS_CLAUSE, ledger=Supervisor, field="education",
        find=_low_education, sentence="学历应在本科以上",
    ),
    Rule(
        id="overloaded", title="督学负责的园过多", clause=LOAD_CLAUSE, ledger=Supervisor, field="load_most",
        limit="load_most", find=_overloaded, sentence="负责 {load} 所园，多于 {limit} 所",
    ),
    Rule(
        id="term_over", title="督学任期已满仍负责园所", clause=TERM_CLAUSE, ledger=Supervisor, field="term_to",
        find=_term_over, sentence="任期到 {term_to} 已满，名下还有 {load} 所园",
    ),
    Rule(
        id="recusal_ignored", title="应回避的督学仍负责该园", clause=RECUSAL_CLAUSE, ledger=Assignment,
        field="supervisor", find=_recusal_ignored, sentence="{person}应当回避，不能负责这所园",
    ),
)  # fmt: skip

CYCLE = (
    Rule(
        id="not_evaluated", title="评估周期将满仍未评估", clause=EVALUATION_CLAUSE, ledger=Kindergarten, field="name",
        find=_not_evaluated, sentence="{years} 年周期内还没有评估{before}",
    ),
)  # fmt: skip
