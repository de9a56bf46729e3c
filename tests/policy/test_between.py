"""Each rule between records with records that break it and records that do not."""

from datetime import date
from typing import Any

import pytest

from tests.policy.conftest import Enter
from ycpe_desktop.ledgers import (
    Alliance,
    AllianceMember,
    Curriculum,
    Evaluator,
    EvaluatorDuty,
    FourIndependents,
    Incident,
    Ledger,
    Publicity,
    ResearchActivity,
    ResearchArea,
    ResearchMember,
    SafetyCheck,
    SchoolLink,
    SchoolLinkActivity,
    SchoolLinkMember,
    SelfEvaluation,
    Showcase,
    Task,
)
from ycpe_desktop.policy.checks import TITLES, check
from ycpe_desktop.policy.clauses import cited
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.rule import Rule, judge, judging
from ycpe_desktop.policy.rule_list import BETWEEN
from ycpe_desktop.store import Store

Records = list[tuple[str, type[Ledger], dict[str, Any]]]
"""(its letter, ledger, values); a value that is a letter with @ before it stands for that record."""

SINCE, MID = date(2025, 9, 1), date(2026, 9, 10)
AREA: Records = [("area", ResearchArea, {"name": "东片区", "lead": "@town", "since": MID})]
IN_AREA: Records = [
    *AREA,
    ("m1", ResearchMember, {"area": "@area", "kindergarten": "@town", "since": MID}),
    ("m2", ResearchMember, {"area": "@area", "kindergarten": "@village", "since": MID}),
    ("m3", ResearchMember, {"area": "@area", "kindergarten": "@profit", "since": MID}),
]  # fmt: skip - one area with its members
TWO_AREAS: Records = [*AREA, ("west", ResearchArea, {"name": "西片区", "lead": "@town", "since": MID})]


def member(letter: str, kindergarten: str = "@village", **values: Any) -> Records:
    return [(letter, ResearchMember, {"area": "@area", "kindergarten": kindergarten, "since": MID, **values})]


def activity(letter: str, held: date, year: int = 2026, **values: Any) -> Records:
    told = {"area": "@area", "held": held, "year": year, "theme": "游戏", "kindergartens": 2, "people": 9, **values}
    return [(letter, ResearchActivity, told)]


def alliance(kind: str = "integrated", letter: str = "x", **values: Any) -> Records:
    told = {"name": f"{letter}共同体", "kind": kind, "lead": "@town", "since": SINCE, **values}
    return [(letter, Alliance, told)]


def ally(kindergarten: str = "@village", letter: str = "y", of: str = "@x", **values: Any) -> Records:
    told = {"alliance": of, "kindergarten": kindergarten, "since": SINCE, "same_legal": True, **values}
    return [(letter, AllianceMember, told)]


def link(**values: Any) -> Records:
    return [("link", SchoolLink, {"name": "县示范小学", "since": date(2024, 9, 1), "zone": "none", **values})]


def linked(letter: str = "l", **values: Any) -> Records:
    return [(letter, SchoolLinkMember, {"link": "@link", "kindergarten": "@town", "since": SINCE, **values})]


def linking(kind: str, held: date = date(2025, 10, 1), year: int = 2025) -> Records:
    return [(kind, SchoolLinkActivity, {"link": "@link", "held": held, "kind": kind, "year": year})]


def expert(**values: Any) -> Records:
    return [("who", Evaluator, {"name": "解小红", "employer": "县教研室", "appointed": SINCE, **values})]


def duty(letter: str, kind: str, held: date = MID, **values: Any) -> Records:
    told = {"evaluator": "@who", "kind": kind, "held": held, **values}
    return [(letter, EvaluatorDuty, told)]


def hazard(**values: Any) -> Records:
    told = {"checked": MID, "subject": "fire", "found": True, "hazard": "灭火器过期", "deadline": date(2026, 12, 1)}
    return [(values.pop("letter", "h"), SafetyCheck, {"kindergarten": "@town", "year": 2026, **told, **values})]


def checked(kindergarten: str) -> Records:
    return hazard(letter=kindergarten, kindergarten=kindergarten, year=2025, checked=SINCE)


def incident(**values: Any) -> Records:
    told = {"happened": MID, "kind": "fire", "grade": "minor", "reported": MID, "year": 2026}
    return [("i", Incident, {"kindergarten": "@town", **told, **values})]


def course(**values: Any) -> Records:
    return [("c", Curriculum, {"kindergarten": "@town", "project": "剪纸", "year": 2026, "kind": "local", **values})]


def shown(kind: str, **values: Any) -> Records:
    told = {"calendar_year": 2026, "kind": kind, "theme": "户外游戏", "level": "county", **values}
    return [("s", Showcase, told)]


def task(**values: Any) -> Records:
    return [("t", Task, {"name": "自己的任务", "county_lead": "县教育局", **values})]


MONTHLY = [*activity("a9", date(2026, 9, 15)), *activity("a10", date(2026, 10, 15))]
FEW = [*activity("n1", date(2025, 10, 9), 2025)]
MANY = [each for month in (9, 10, 11) for each in activity(f"b{month}", date(2024, month, 9), 2024)]
OLD_AREA: Records = [("area", ResearchArea, {"name": "东片区", "lead": "@town", "since": date(2023, 9, 1)})]
TRAINED = duty("d0", "training", date(2026, 9, 1))
EVALUATED = duty("d1", "evaluation", kindergarten="@village")
FIRST_TIME: Records = [("g", FourIndependents, {"kindergarten": "@village", "year": 2026, "legal_state": "met"})]

CASES: dict[str, tuple[Records, Records]] = {
    "two_areas": (
        [*TWO_AREAS, *member("m"), *member("n", area="@west")],
        [*TWO_AREAS, *member("m", until=date(2026, 10, 1)), *member("n", area="@west", since=date(2026, 10, 1))],
    ),
    "research_member_reversed": ([*AREA, *member("m", until=date(2026, 1, 1))], IN_AREA),
    "no_area": ([*AREA, *member("m", "@town"), *member("n", "@profit")], IN_AREA),
    "lead_outside_area": ([*AREA, *member("m")], IN_AREA),
    "months_without_research": ([*IN_AREA, *MONTHLY[:1]], [*IN_AREA, *MONTHLY]),
    "more_than_members": (
        [*IN_AREA, *activity("a", MID, kindergartens=4)],
        [*IN_AREA, *activity("a", MID, kindergartens=3)],
    ),
    "fewer_than_last_year": ([*OLD_AREA, *MANY, *FEW], [*OLD_AREA, *MANY[:1], *FEW]),
    "research_activity_outside_year": (
        [*AREA, *activity("a", date(2026, 8, 31))],
        [*AREA, *activity("a", date(2027, 8, 31))],
    ),
    "research_member_closed": (
        [*AREA, *member("m", "@paused")],
        [*AREA, *member("m", "@paused", until=date(2026, 10, 1))],
    ),
    "two_alliances": (
        [*alliance(), *alliance(letter="z"), *ally(), *ally(letter="w", of="@z")],
        [*alliance(), *alliance("group", "z"), *ally(), *ally(letter="w", of="@z")],
    ),
    "alliance_member_reversed": ([*alliance(), *ally(until=date(2024, 1, 1))], [*alliance(), *ally(until=MID)]),
    "lead_is_member": ([*alliance("group"), *ally("@town")], [*alliance("group"), *ally()]),
    "branch_not_same_legal": ([*alliance("branch"), *ally(same_legal=False)], [*alliance("branch"), *ally()]),
    "unity_and_members": (
        [*alliance(legal_unity="met"), *ally(same_legal=False)],
        [*alliance(legal_unity="met"), *ally()],
    ),
    "integrated_town": ([*alliance(), *ally("@paused")], [*alliance(), *ally()]),
    "alliance_without_members": ([*alliance(), *ally(until=MID)], [*alliance(), *ally()]),
    "alliance_for_profit": ([*alliance("branch"), *ally("@profit")], [*alliance("group"), *ally("@profit")]),
    "judged_though_same_legal": (
        [*alliance(), *ally(), *FIRST_TIME],
        [*alliance(), *ally(same_legal=False), *FIRST_TIME],
    ),
    "codes_apart": ([*alliance(), *ally("@profit")], [*alliance(), *ally()]),
    "alliance_member_closed": ([*alliance("group"), *ally("@paused")], [*alliance("group"), *ally()]),
    "evaluator_untrained": ([*expert(), *EVALUATED], [*expert(), *TRAINED, *EVALUATED]),
    "evaluates_own": ([*expert(employer="村园"), *EVALUATED], [*expert(), *EVALUATED]),
    "outside_appointment": ([*expert(appointed=date(2026, 10, 1)), *EVALUATED], [*expert(), *EVALUATED]),
    "link_without_kindergartens": (link(), [*link(), *linked()]),
    "no_readiness": ([*link(), *linking("adapt")], [*link(), *linking("ready")]),
    "no_adaptation": ([*link(), *linking("ready")], [*link(), *linking("adapt")]),
    "zone_without_plan": (link(zone="county"), link(zone="county", plan="衔接方案")),
    "not_zero_start": (link(zero_start=False), link(zero_start=True)),
    "activity_outside_pilot": (
        [*link(since=date(2026, 10, 1)), *linking("ready", MID, 2026)],
        [*link(), *linking("ready", MID, 2026)],
    ),
    "linked_twice": ([*link(), *linked(), *linked("k")], [*link(), *linked(until=MID), *linked("k", since=MID)]),
    "school_link_member_reversed": ([*link(), *linked(until=date(2024, 1, 1))], [*link(), *linked(until=MID)]),
    "school_link_member_closed": ([*link(), *linked(kindergarten="@paused")], [*link(), *linked()]),
    "school_link_activity_outside_year": ([*link(), *linking("ready", MID, 2025)], [*link(), *linking("ready")]),
    "meeting_in_another_year": (shown("meeting", held=date(2025, 5, 6)), shown("meeting", held=date(2026, 5, 6))),
    "model_closed": (shown("model", kindergarten="@paused"), shown("model", kindergarten="@town")),
    "resources_unapproved": (course(approved=False), course(approved=True)),
    "ended_without_results": (course(ended=MID), course(ended=MID, results="集体教案")),
    "curriculum_reversed": (course(begun=MID, ended=SINCE), course(begun=SINCE, ended=MID)),
    "hazard_overdue": (hazard(deadline=date(2026, 10, 1)), hazard(deadline=date(2026, 11, 23))),
    "hazard_closed_late": (hazard(closed=date(2026, 12, 2)), hazard(closed=date(2026, 12, 1))),
    "hazard_closed_before": (hazard(closed=SINCE), hazard(closed=MID)),
    "hazard_deadline_before": (hazard(deadline=SINCE), hazard()),
    "serious_without_measure": (hazard(serious=True), hazard(serious=True, measure="更换")),
    "hazard_though_none": (hazard(found=False), hazard(found=False, hazard=None)),
    "hazard_again": (
        [*hazard(), *hazard(letter="o", year=2025, checked=SINCE)],
        [*hazard(), *hazard(letter="o", year=2025, checked=SINCE, subject="food")],
    ),
    "unchecked": (
        [*checked("@town"), *checked("@profit")],
        [*checked("@town"), *checked("@profit"), *checked("@village")],
    ),
    "safety_check_outside_year": (hazard(checked=SINCE), hazard()),
    "incident_unreported": (incident(reported=None), incident()),
    "incident_reported_before": (incident(reported=SINCE), incident()),
    "grave_without_supervisor": (incident(grade="grave"), incident(grade="grave", supervisor_there=MID)),
    "death_but_minor": (incident(dead=1), incident(dead=1, grade="large")),
    "incident_after_hazard": (
        [*incident(happened=date(2026, 11, 1)), *hazard()],
        [*incident(happened=date(2026, 11, 1)), *hazard(closed=date(2026, 10, 1))],
    ),
    "incident_outside_year": (incident(happened=SINCE), incident()),
    "task_done_without_progress": (task(state="done"), task(state="done", progress="方案已印发")),
    "task_late": (task(state="running", due=MID), task(state="lasting", due=MID)),
    "met_without_evidence": (
        [("e", SelfEvaluation, {"item": "fees", "year": 2026, "verdict": "met"})],
        [("e", SelfEvaluation, {"item": "fees", "year": 2026, "verdict": "met", "evidence": "收费公示"})],
    ),
    "publicity_outside_year": (
        [("p", Publicity, {"theme": "宣传月", "published": SINCE, "year": 2026})],
        [("p", Publicity, {"theme": "宣传月", "published": MID, "year": 2026})],
    ),
}  # fmt: skip - the broken beside the whole
OVER = {"fewer_than_last_year", "no_readiness", "no_adaptation", "school_link_activity_outside_year", "unchecked"}
"""Rules that speak of a school year when it is over."""


@pytest.fixture
def county(store: Store, enter: Enter) -> Store:
    """The kindergartens of the letters: a town's and a village's public one, a for-profit one, one paused in town."""
    long_ago, code = date(2020, 9, 1), "12140830MB0000000W"
    enter("县园", "public", since=long_ago, garden={"rural": False, "credit_code": code})
    enter("村园", "public", since=long_ago, garden={"rural": True, "credit_code": code})
    enter("营利园", "forprofit", since=long_ago, garden={"rural": True, "credit_code": "91350100M000100Y43"})
    enter("停办园", "public", since=long_ago, status="paused", garden={"rural": False})
    return store


def put(store: Store, records: Records) -> dict[str, str]:
    keys = {letter: store.names.keys("kindergarten", name)[0] for letter, name in (
        ("town", "县园"), ("village", "村园"), ("profit", "营利园"), ("paused", "停办园"))}  # fmt: skip
    with store.writing("记录") as writer:
        for letter, ledger, values in records:
            told = {
                name: keys[value[1:]] if isinstance(value, str) and value.startswith("@") else value
                for name, value in values.items()
            }
            keys[letter] = writer.insert(ledger, told)
    return keys


def found(store: Store, rule: Rule, year: int) -> list[Finding]:
    with store.reading() as connection:
        return list(judge(judging(store, connection, year), [rule]))


@pytest.mark.parametrize("rule", BETWEEN, ids=lambda rule: rule.id)
def test_a_record_that_breaks_the_rule_is_found_once_and_one_that_does_not_is_not(county: Store, rule: Rule) -> None:
    broken, whole = CASES[rule.id]
    year = 2025 if rule.id in OVER else 2026
    put(county, broken)
    (one,) = found(county, rule, year)
    assert (one.rule, one.ledger, one.field, one.tier) == (
        rule.id,
        rule.ledger.__tablename__,
        rule.field,
        rule.tier,
    )
    assert one.name
    assert "None" not in one.sentence
    county.undo()
    put(county, whole)
    assert not found(county, rule, year)


def test_every_rule_has_its_case_its_title_and_its_clause() -> None:
    assert {rule.id for rule in BETWEEN} == set(CASES)
    assert len({rule.id for rule in BETWEEN}) == len(BETWEEN)
    for rule in BETWEEN:
        assert TITLES[rule.id] == rule.title
        assert cited(rule.clause)


def test_one_legal_person_may_bear_one_credit_code(county: Store) -> None:
    """Each of the two has the code of the other; as members of one 城乡一体化 they may."""
    shared = {"credit_code_shared"}
    assert shared <= {each.rule for each in check(county, 2026)}
    put(county, [*alliance(since=date(2020, 9, 1)), *ally(since=date(2020, 9, 1))])
    assert not shared & {each.rule for each in check(county, 2026)}
    with county.writing("退出") as writer:
        table = AllianceMember.__table__
        key = writer.connection.execute(table.select()).mappings().one()["uuid"]
        writer.update(AllianceMember, key, {"same_legal": False})
    assert shared <= {each.rule for each in check(county, 2026)}


def test_a_finding_leads_to_the_record_and_names_it(county: Store) -> None:
    keys = put(county, hazard(deadline=date(2026, 10, 1)))
    (one,) = [each for each in check(county, 2026) if each.rule == "hazard_overdue"]
    assert (one.uuid, one.name) == (keys["h"], "县园")
    assert one.sentence == "隐患“灭火器过期”整改期限 2026-10-01 已过，还没有销号"
