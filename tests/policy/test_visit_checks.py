"""The rules of supervision: each finds its fault and nothing else, names its clause, and knows its time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.policy.small_county import SmallCounty
from ycpe_desktop.ledgers import ConductEvaluation, Kindergarten, Recusal, VisitFinding, field_of
from ycpe_desktop.policy.checks import TITLES, check
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.visit_rules import VISIT_RULES
from ycpe_desktop.store import Store

DAY, ISSUED, DUE = date(2026, 11, 5), date(2026, 11, 5), date(2026, 12, 5)
SUPERVISED = {rule.id for rule in VISIT_RULES} | {"not_evaluated", "too_few_visits", "required"}
OURS = {"visit", "visit_finding", "rectification", "conduct_evaluation", "kindergarten"}
Spoil = Callable[["Office"], object]


class Office:
    """甲园 of 张督学, supervised in every term month of the school year before, and once in this one."""

    def __init__(self, county: SmallCounty) -> None:
        self.county = county
        self.garden = county.garden("甲园", urban_rural="220", sponsor="831", code="1114000001")
        self.other = county.garden("乙园", urban_rural="220", sponsor="831", code="1114000002")
        self.person = county.supervisor("张督学", certificate="1", phone="0359-12345", term_from=date(2024, 9, 1))
        for garden in (self.garden, self.other):
            county.duty(self.person, garden)
            for month in (9, 10, 11, 12):
                county.visit(garden, date(2025, month, 9), self.person, kind="regular")

    def visit(self, **values: Any) -> str:
        told = {"supervisor": self.person, "kind": "regular", **values}
        return self.county.visit(self.garden, told.pop("visited", DAY), **told)

    def mend(self, **values: Any) -> str:
        told = {"issued": ISSUED, "due": DUE, "supervisor": self.person, **values}
        return self.county.mend(self.garden, told.pop("issued"), told.pop("due"), **told)

    def finding(self, **values: Any) -> str:
        visit = {"safety_state": "faulty", **values.pop("visit", {})}
        given = {"visit": self.visit(**visit), "item": "fire", "problem": "灭火器过期", "clause": "law79_3"}
        with self.county.store.writing("问题") as writer:
            return writer.insert(VisitFinding, {**given, "mended": True, **values})

    def evaluation(self, **values: Any) -> str:
        names = ("premises", "safety", "care", "staff", "management")
        given = {"kindergarten": self.garden, "evaluated": date(2026, 5, 6), "conclusion": "good"}
        states = {f"{name}_state": "good" for name in names}
        with self.county.store.writing("评估") as writer:
            return writer.insert(ConductEvaluation, {**given, **states, **values})

    def close(self, day: date) -> None:
        with self.county.store.writing("停办") as writer:
            writer.state(Kindergarten.status, self.garden, "paused", day)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(SmallCounty(store))


def found(office: Office, year: int = 2026) -> list[Finding]:
    return [one for one in check(office.county.store, year) if one.rule in SUPERVISED and one.ledger in OURS]


def closed(**values: Any) -> dict[str, Any]:
    day = date(2026, 11, 12)
    return {"outcome": "closed", "replied": day, "checked": day, "check_result": "passed", "closed": day, **values}


VIOLATIONS: list[tuple[str, str, Spoil]] = [
    ("unchecked_without_reason", "must", lambda it: it.visit(conduct_state="unchecked")),
    ("visit_to_come", "must", lambda it: it.visit(visited=date(2026, 11, 24))),
    ("visit_by_another", "explain", lambda it: it.visit(supervisor=it.county.supervisor(
        "李督学", certificate="2", phone="0359-12346", term_from=date(2024, 9, 1)))),
    ("visit_in_holiday", "explain", lambda it: it.visit(visited=date(2026, 8, 20))),
    ("visit_twice", "explain", lambda it: (it.visit(), it.visit())),
    ("visit_left_as_draft", "explain", lambda it: it.visit(visited=date(2026, 10, 30), state="draft")),
    ("faulty_without_finding", "explain", lambda it: it.visit(ethics_state="faulty")),
    ("finding_without_clause", "explain", lambda it: it.finding(clause=None)),
    ("finding_unattended", "explain", lambda it: it.finding(mended=False)),
    ("finding_elsewhere", "must", lambda it: it.finding(rectification=it.county.mend(
        it.other, ISSUED, DUE, supervisor=it.person))),
    ("finding_judged_sound", "explain", lambda it: it.finding(visit={"safety_state": "sound"})),
    ("mend_without_clause", "must", lambda it: it.mend(clause=None)),
    ("due_before_issued", "must", lambda it: it.mend(due=date(2026, 11, 4), replied=DAY)),
    ("reply_without_notice", "explain", lambda it: it.mend(number=None, replied=DAY)),
    ("reply_before_issued", "must", lambda it: it.mend(replied=date(2026, 11, 4))),
    ("check_before_reply", "explain", lambda it: it.mend(replied=date(2026, 11, 9), checked=date(2026, 11, 8))),
    ("closed_without_check", "must", lambda it: it.mend(**closed(checked=None, check_result=None))),
    ("closed_without_check", "must", lambda it: it.mend(**closed(check_result="failed"))),
    ("closed_before_check", "must", lambda it: it.mend(**closed(closed=date(2026, 11, 11)))),
    ("mend_overdue", "explain", lambda it: it.mend(due=date(2026, 11, 22))),
    ("banned_but_open", "explain", lambda it: it.mend(outcome="banned", closed=DAY, children_placed=3)),
    ("dimension_missing", "must", lambda it: it.evaluation(care_state=None)),
    ("passed_with_a_bad_one", "explain", lambda it: it.evaluation(staff_state="bad")),
    ("failed_without_mends", "explain", lambda it: it.evaluation(conclusion="bad")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "tier", "spoil"), VIOLATIONS, ids=[each[0] for each in VIOLATIONS])
def test_each_rule_finds_its_fault_and_nothing_else(office: Office, rule: str, tier: str, spoil: Spoil) -> None:
    spoil(office)
    told = [(one.rule, one.tier, one.name) for one in found(office) if one.rule != "not_evaluated"]
    assert told == [(rule, tier, "甲园")]


def test_what_is_in_order_has_no_finding(office: Office) -> None:
    office.visit(visited=date(2026, 11, 6))
    office.finding(mended=False, rectification=office.mend())
    office.mend(**closed(place=2))
    assert found(office) == []


def test_a_rule_of_two_records_names_the_later_or_both(office: Office) -> None:
    office.county.recusal(office.person, office.garden)
    office.visit()
    assert {one.rule for one in found(office)} == {"visit_by_recused"}
    office.mend()
    office.county.mend(office.other, ISSUED, DUE, supervisor=office.person)
    told = [(one.name, one.sentence) for one in found(office) if one.rule == "number_elsewhere"]
    assert told == [(name, "芮教督改〔2026〕1号 也是别的园的通知书编号") for name in ("甲园", "乙园")]


@pytest.mark.parametrize(
    ("left", "told"), [(date(2023, 11, 5), []), (date(2023, 11, 6), ["visit_by_recused"]), (None, ["visit_by_recused"])]
)
def test_a_former_post_counts_for_its_years(office: Office, left: date | None, told: list[str]) -> None:
    values = {"supervisor": office.person, "kindergarten": office.garden, "reason": "post", "left": left}
    with office.county.store.writing("回避") as writer:
        writer.insert(Recusal, values)
    office.visit(visited=date(2026, 11, 5))
    assert [one.rule for one in found(office) if "2026-11-05" in one.sentence] == told


def test_a_visit_to_a_closed_kindergarten(office: Office) -> None:
    office.close(date(2026, 11, 1))
    office.visit()
    assert [one.rule for one in found(office)] == ["visit_when_closed"]


def test_too_few_visits_in_the_year_before(office: Office) -> None:
    third = office.county.garden("丙园", urban_rural="220", sponsor="831", code="1114000003")
    office.county.duty(office.person, third)
    for month in (9, 10, 11):
        office.county.visit(third, date(2025, month, 9), office.person, kind="regular")
    (one,) = found(office)
    assert (one.rule, one.uuid) == ("too_few_visits", third)
    assert one.sentence == "上学年应督导 9 个月，只督导了 3 个月；经常性督导每学期不得少于 2 次"
    assert found(office, 2025) == [], "nothing was recorded of 2024"


def test_who_is_not_evaluated_while_the_cycle_ends(office: Office) -> None:
    office.evaluation()
    (one,) = found(office)
    assert (one.rule, one.uuid) == ("not_evaluated", office.other)
    assert one.sentence == "2022—2026 年周期内还没有评估"
    assert found(office, 2025) == []


def test_old_faults_must_be_mended_and_old_questions_are_asked_no_more(office: Office) -> None:
    with office.county.store.writing("更早") as writer:
        writer.state(Kindergarten.status, office.garden, "open", date(2015, 9, 1))
    office.mend(issued=date(2023, 3, 1), due=date(2023, 2, 1), replied=date(2023, 3, 9), checked=date(2023, 3, 8))
    assert [one.rule for one in found(office)] == ["due_before_issued"]
    assert [one.rule for one in found(office, 2022)] == ["due_before_issued", "check_before_reply"]


def test_every_rule_names_its_clause_a_field_and_is_tried_here() -> None:
    tried = {rule for rule, _, _ in VIOLATIONS} | {"visit_by_recused", "number_elsewhere", "visit_when_closed"}
    assert {rule.id for rule in VISIT_RULES} == tried
    for rule in VISIT_RULES:
        assert rule.clause
        assert rule.id in TITLES
        assert field_of(rule.ledger, rule.field)
