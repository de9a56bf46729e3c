"""Checks between records: periods that overlap, figures of closed kindergartens, supervisors' terms and duties."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, and_, func, or_, select

from ycpe_desktop.ledgers import (
    LEDGERS,
    AreaYear,
    Assignment,
    Kindergarten,
    Supervisor,
    YearReport,
    dated_of,
)
from ycpe_desktop.ledgers.year_report import children_total
from ycpe_desktop.policy.areas import Look, loads_on
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.supervision import POST_YEARS, recusals_of
from ycpe_desktop.policy.terms import CLAUSE as TERM_CLAUSE
from ycpe_desktop.policy.terms import LONGEST_TERM, MOST_TERMS, years_later
from ycpe_desktop.policy.thresholds import number
from ycpe_desktop.schoolyear import last_day
from ycpe_desktop.store.in_year import in_force
from ycpe_desktop.store.tables import METADATA, place

CONDITIONS_CLAUSE, RECUSAL_CLAUSE = "教育督导条例 7", "教育督导条例 10"
LOAD_CLAUSE = "运政办发〔2021〕44号 三（三）1；教督〔2019〕3号"
AREA_CLAUSE = "运政办发〔2021〕44号 二"
LEAST_EXPERIENCE = 10
"""Years of work in education: 教育督导条例 7."""


def overlaps(connection: Connection) -> Iterator[Finding]:
    """必须改: two periods of one record that cover the same day, or one that ends before it begins."""
    for ledger in LEDGERS:
        named = METADATA.tables[ledger.__tablename__]
        for fact in dated_of(ledger):
            label = fact.field.label
            for owner, name, told in _overlapping(connection, fact.table, "owner", named):
                yield Finding(
                    "overlap", "must", ledger.__tablename__, owner, name, fact.field.name,
                    f"“{label}”的两段时间重叠或首尾颠倒（{told}）", fact.field.clause or "学前教育法 72",
                )  # fmt: skip
    held = METADATA.tables[Assignment.__tablename__]
    garden = METADATA.tables[Kindergarten.__tablename__]
    for uuid, name, told in _overlapping(connection, held, "kindergarten", garden, key="uuid"):
        sentence = f"同一时间有两位责任督学，或止日早于起日（{told}）"
        yield Finding("overlap", "must", "assignment", uuid, name, "since", sentence, LOAD_CLAUSE)


def _overlapping(
    connection: Connection, table: Table, owner: str, named: Table, key: str = ""
) -> Iterator[tuple[str, str, str]]:
    """(record, name, days) of periods of the same owner that share a day; the later one is told."""
    one, other = table.alias(), table.alias()
    later = or_(other.c.since > one.c.since, and_(other.c.since == one.c.since, other.c.uuid > one.c.uuid))
    sharing = and_(
        other.c[owner] == one.c[owner], later, or_(one.c.until.is_(None), one.c.until > other.c.since),
        or_(other.c.until.is_(None), other.c.until > one.c.since),
    )  # fmt: skip
    told = other.c[key or owner], named.c.name, other.c.since, one.c.since
    pairs = select(*told).select_from(one.join(other, sharing).join(named, named.c.uuid == other.c[owner]))
    for uuid, name, since, before in connection.execute(pairs.order_by(named.c.name, other.c.since)):
        yield uuid, name, f"{before} 起与 {since} 起"
    reversed_ = select(one.c[key or owner], named.c.name, one.c.since, one.c.until)
    reversed_ = reversed_.select_from(one.join(named, named.c.uuid == one.c[owner])).where(one.c.until <= one.c.since)
    for uuid, name, since, until in connection.execute(reversed_):
        yield uuid, name, f"{since} 至 {until}"


def further(look: Look) -> Iterator[Finding]:
    """可说明 between records."""
    yield from _children_of_closed(look)
    yield from _population_sums(look)
    yield from _supervisors(look)
    yield from _recused(look)


def _children_of_closed(look: Look) -> Iterator[Finding]:
    report, garden = METADATA.tables[YearReport.__tablename__], METADATA.tables[Kindergarten.__tablename__]
    status = Kindergarten.status.table
    children = children_total(report)
    wanted = (
        select(report.c.uuid, garden.c.name, children, status.c.value)
        .select_from(report.join(garden, garden.c.uuid == report.c.kindergarten).join(
            status, and_(status.c.owner == garden.c.uuid, in_force(Kindergarten.status, look.day))))
        .where(report.c.year == look.year, status.c.value != "open", children > 0)
        .order_by(garden.c.name)
    )  # fmt: skip
    kind = Kindergarten.status.field.kind
    for uuid, name, count, state in look.connection.execute(wanted):
        sentence = f"状态是{kind.show(state)}，却填了在园幼儿 {count} 人；不计入指标"
        numbers = {"children": count}
        yield Finding("children_of_closed", "explain", "year_report", uuid, name, "children_reported",
                      sentence, "学前教育法 31", numbers)  # fmt: skip


def _population_sums(look: Look) -> Iterator[Finding]:
    rows = look.area_rows(look.year)
    own = rows.get(look.county)
    parts = [row["population"] for area, row in rows.items() if area != look.county]
    if own is None or own["population"] is None or not parts or None in parts:
        return
    if len(parts) < len(look.townships()) or sum(parts) == own["population"]:
        return
    county = look.connection.scalar(select(place.c.name).where(place.c.code == look.county)) or ""
    sentence = f"全县 3—5岁人口 {own['population']:,} 人，各乡镇之和 {sum(parts):,} 人；以全县的为准"
    numbers = {"population": own["population"], "townships": sum(parts)}
    table = AreaYear.__tablename__
    yield Finding(
        "population_sums", "explain", table, own["uuid"], county, "population", sentence, AREA_CLAUSE, numbers
    )


def _supervisors(look: Look) -> Iterator[Finding]:
    table = METADATA.tables[Supervisor.__tablename__]
    most = int(number("load_most", look.year, look.own))
    loads = loads_on(look.connection, look.day)
    for row in look.connection.execute(select(table).order_by(table.c.name, table.c.uuid)).mappings():
        for rule, field, sentence, clause in _terms(dict(row)):
            yield Finding(rule, "explain", "supervisor", row["uuid"], row["name"], field, sentence, clause)
        load = loads.get(row["uuid"], ("", 0))[1]
        if load > most:
            told = f"负责 {load} 所园，多于 {most} 所"
            numbers = {"load": load, "limit": most}
            yield Finding("overloaded", "explain", "supervisor", row["uuid"], row["name"], "load_most", told,
                          LOAD_CLAUSE, numbers)  # fmt: skip
    yield from _out_of_term(look, table)


def _terms(row: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    if row["kind"] == "part":
        begun, ends = row["term_from"], row["term_to"]
        if begun and ends and ends > years_later(begun, LONGEST_TERM):
            yield "term_too_long", "term_to", f"任期 {begun} 至 {ends}，超过 3 年", TERM_CLAUSE
        if row["term_number"] and row["term_number"] > MOST_TERMS:
            yield "too_many_terms", "term_number", f"连续第 {row['term_number']} 任期，最多 3 个任期", TERM_CLAUSE
    if row["experience"] is not None and row["experience"] < LEAST_EXPERIENCE:
        yield (
            "little_experience",
            "experience",
            f"教育工作年限 {row['experience']} 年，应在 10 年以上",
            CONDITIONS_CLAUSE,
        )
    if row["education"] in ("college", "below"):
        yield "low_education", "education", "学历应在本科以上", CONDITIONS_CLAUSE


def _out_of_term(look: Look, who: Table) -> Iterator[Finding]:
    held = METADATA.tables[Assignment.__tablename__]
    end = min(last_day(look.year), look.today)
    count = func.count()
    wanted = (
        select(who.c.uuid, who.c.name, who.c.term_to, count)
        .join(held, held.c.supervisor == who.c.uuid)
        .where(who.c.term_to < end, held.c.since <= end, or_(held.c.until.is_(None), held.c.until > end))
        .group_by(who.c.uuid, who.c.name, who.c.term_to)
        .order_by(who.c.name)
    )
    for uuid, name, term_to, load in look.connection.execute(wanted):
        sentence = f"任期到 {term_to} 已满，名下还有 {load} 所园"
        yield Finding("term_over", "explain", "supervisor", uuid, name, "term_to", sentence, TERM_CLAUSE)


def _recused(look: Look) -> Iterator[Finding]:
    held = METADATA.tables[Assignment.__tablename__]
    garden, who = METADATA.tables[Kindergarten.__tablename__], METADATA.tables[Supervisor.__tablename__]
    recusals = recusals_of(look.connection, look.day, int(number(POST_YEARS, look.year, look.own)))
    wanted = (
        select(held.c.uuid, garden.c.name, who.c.name, held.c.supervisor, held.c.kindergarten)
        .select_from(held.join(garden, garden.c.uuid == held.c.kindergarten)
                     .join(who, who.c.uuid == held.c.supervisor))
        .where(or_(held.c.until.is_(None), held.c.until > look.day))
        .order_by(garden.c.name)
    )  # fmt: skip
    for uuid, name, person, *pair in look.connection.execute(wanted):
        if tuple(pair) not in recusals:
            continue
        told = f"{person}应当回避，不能负责这所园"
        yield Finding("recusal_ignored", "explain", "assignment", uuid, name, "supervisor", told, RECUSAL_CLAUSE)
