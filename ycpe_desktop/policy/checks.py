"""All checks of a school year, as the state of 1 September shows it, and the office's explanations of 可说明 ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, case, or_, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy import areas, findings, further_checks, ledger_rules, visit_checks
from ycpe_desktop.policy.between import Between, found_by
from ycpe_desktop.policy.between_network import NETWORK
from ycpe_desktop.policy.between_people import PEOPLE
from ycpe_desktop.policy.between_safety import SAFETY_AND_TASKS
from ycpe_desktop.policy.findings import Finding, Group
from ycpe_desktop.policy.indicators import facts
from ycpe_desktop.policy.record_checks import Records
from ycpe_desktop.policy.rule_list import LEDGER_RULES
from ycpe_desktop.policy.rules import RULES, Rule
from ycpe_desktop.policy.shares import Facts
from ycpe_desktop.policy.thresholds import Own, number, own_targets
from ycpe_desktop.policy.visit_rules import VISIT_RULES
from ycpe_desktop.policy.visit_settings import holiday_months
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import explanation
from ycpe_desktop.store.writer import new_uuid

LONGEST_EXPLANATION = 500
BETWEEN: tuple[Between, ...] = (*NETWORK, *PEOPLE, *SAFETY_AND_TASKS)
TITLES: dict[str, str] = {
    "required": "必填项没有填写",
    "unreadable": "值不合规范",
    "unsettled": "导入原值没有处理",
    "broken_reference": "指向的记录或地点不对",
    "overlap": "时间重叠",
    **{rule.id: rule.title for rule in RULES},
    "children_of_closed": "不在办的园填了在园幼儿",
    "population_sums": "乡镇人口之和与全县不符",
    "term_too_long": "兼职督学任期超过 3 年",
    "too_many_terms": "兼职督学超过 3 个任期",
    "little_experience": "督学教育工作不满 10 年",
    "low_education": "督学学历不足本科",
    "overloaded": "督学负责的园过多",
    "term_over": "督学任期已满仍负责园所",
    "recusal_ignored": "应回避的督学仍负责该园",
    **{rule.id: rule.title for rule in VISIT_RULES},
    "not_evaluated": "评估周期将满仍未评估",
    **{rule.id: rule.title for rule in BETWEEN},
    **{rule.id: rule.title for rule in LEDGER_RULES},
}
"""Rule → its title, in the order of the page."""


def check(store: Store, year: int) -> list[Finding]:
    """Every finding, 必须改 first, by rule and name."""
    own = own_targets(store)
    with store.reading() as connection:
        it = facts(store, year, first_day(year), own)
        look = areas.look_at(store, connection, year, first_day(year), own)
        found = list(Records(connection, year, it.day, it.row).every())
        found += further_checks.overlaps(connection)
        found += _between_fields(connection, year, it, own)
        found += further_checks.further(look)
        found += visit_checks.found(look, holiday_months(store))
        found += visit_checks.not_evaluated(store, look)
        found += found_by(BETWEEN, look)
        found += ledger_rules.judge(look, LEDGER_RULES)
        told = _explained(connection, year)
    order = {rule: place for place, rule in enumerate(TITLES)}
    found.sort(key=lambda one: (one.tier == "explain", order[one.rule]))
    return [replace(one, explanation=told[key]) if (key := (one.rule, one.uuid)) in told else one for one in found]


def groups(found: Sequence[Finding]) -> list[Group]:
    """The same fault of many records as one line with a count."""
    return findings.grouped(found, TITLES)


def explain(store: Store, year: int, found: Sequence[Finding], text: str) -> None:
    """Keep the office's sentence on these 可说明 findings for the year; a blank one takes it back. One action."""
    said = " ".join(text.split())
    if any(one.tier == "must" for one in found):
        raise Refusal("必须改的问题不能用说明代替", "", "请改正数据")
    if len(said) > LONGEST_EXPLANATION:
        raise Refusal(f"说明最多 {LONGEST_EXPLANATION} 个字，现有 {len(said)} 个", "", "请写得短一些")
    with store.writing(f"说明校验提示：{TITLES[found[0].rule]}（{len(found)} 条）") as writer:
        for one in found:
            kept = writer.connection.execute(
                select(explanation).where(
                    explanation.c.year == year, explanation.c.rule == one.rule, explanation.c.owner == one.uuid
                )
            ).mappings().first()  # fmt: skip
            if kept is not None and said:
                writer.alter(explanation, kept["uuid"], dict(kept), {"text": said})
            elif kept is not None:
                writer.remove(explanation, kept["uuid"])
            elif said:
                row = {"year": year, "rule": one.rule, "ledger": one.ledger, "owner": one.uuid, "text": said}
                writer.put(explanation, {"uuid": new_uuid(), **row})


def _explained(connection: Connection, year: int) -> dict[tuple[str, str], str]:
    wanted = select(explanation.c.rule, explanation.c.owner, explanation.c.text).where(explanation.c.year == year)
    return {(rule, owner): text for rule, owner, text in connection.execute(wanted)}


def _between_fields(connection: Connection, year: int, it: Facts, own: Own) -> Iterator[Finding]:
    """All rules over the kindergartens in one pass."""
    limits = {rule.id: int(number(rule.limit, year, own)) if rule.limit else 0 for rule in RULES}
    flags = [case((rule.when(it, limits[rule.id]), 1), else_=0).label(f"rule_{rule.id}") for rule in RULES]
    row = it.row.c
    wanted = select(it.row, *flags).where(or_(*(rule.when(it, limits[rule.id]) for rule in RULES)))
    for found in connection.execute(wanted.order_by(row.township, row.name, row.uuid)).mappings():
        for rule in RULES:
            if found[f"rule_{rule.id}"]:
                yield _told(rule, dict(found), limits[rule.id])


def _told(rule: Rule, found: dict[str, Any], limit: int) -> Finding:
    used = {name: value for name, value in found.items() if f"{{{name}}}" in rule.sentence}
    if rule.limit:
        used["limit"] = limit
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in used.items()}
    return Finding(
        rule.id,
        rule.tier,
        rule.ledger,
        found["report"] if rule.ledger == "year_report" else found["uuid"],
        found["name"],
        rule.field,
        rule.sentence.format(**shown),
        rule.clause,
        used,
    )
