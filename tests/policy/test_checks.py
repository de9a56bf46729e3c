"""Checks in two tiers: what blocks 审核通过, what asks for a sentence, and where each finding leads."""

from datetime import date
from typing import Any

import pytest

import ycpe_desktop.policy.rule
from tests.policy.conftest import Enter
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    LEDGERS,
    AreaYear,
    Assignment,
    Kindergarten,
    Recusal,
    SelfEvaluation,
    Supervisor,
    field_of,
)
from ycpe_desktop.policy.checks import TITLES, check, explain, groups
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.reporting import standing
from ycpe_desktop.policy.rule_list import RULES
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import METADATA, raw_value

WHOLE: dict[str, Any] = {
    "urban_rural": "121",
    "rural": False,
    "sponsor": "831",
    "code": "1114000001",
    "licence": "教民0001",
}


def found(store: Store, rule: str) -> list[Finding]:
    return [one for one in check(store, 2026) if one.rule == rule]


def test_a_whole_record_has_no_finding(store: Store, enter: Enter) -> None:
    enter("好园", "public", 90, garden=WHOLE, classes_reported=4, teachers=9, teachers_certified=9)
    assert check(store, 2026) == []


def test_what_is_required_and_missing_is_must_fix_at_its_field(store: Store, enter: Enter) -> None:
    key = enter("缺项园", None, 90, garden={**WHOLE, "township": None, "code": None})
    told = {(one.ledger, one.uuid, one.field) for one in found(store, "required")}
    assert told == {("kindergarten", key, name) for name in ("township", "code", "nature")}
    assert {one.tier for one in check(store, 2026)} == {"must"}


def test_a_record_named_by_a_choice_is_told_by_its_label(store: Store) -> None:
    with store.writing("自评") as writer:
        writer.insert(SelfEvaluation, {"item": "care", "year": 2026})
    assert [one.name for one in found(store, "required")] == ["落实科学保教要求"]


def test_an_attached_class_needs_no_code_but_its_host(store: Store, enter: Enter) -> None:
    enter("附设班", "public", 20, garden={**WHOLE, "kind": "119", "code": None})
    assert [one.field for one in found(store, "required")] == ["host_school"]


def test_closed_kindergartens_are_not_asked_for_what_they_lack(store: Store, enter: Enter) -> None:
    enter("停办园", "public", status="paused")
    assert check(store, 2026) == []
    enter("停办又填了幼儿的园", "public", 12, status="paused")
    (one,) = check(store, 2026)
    assert (one.rule, one.tier, one.ledger) == ("children_of_closed", "explain", "year_report")


def test_what_an_import_could_not_read_must_be_settled(store: Store, enter: Enter) -> None:
    key = enter("导入园", "public", 90, garden={**WHOLE, "township": None})
    with store.writing("导入") as writer:
        writer.put(
            raw_value,
            {"uuid": "r1", "ledger": "kindergarten", "owner": key, "field": "township", "title": "乡镇",
             "value": "古魏鎮镇", "reason": "没有这个乡镇"},
        )  # fmt: skip
    (one,) = found(store, "unsettled")
    assert "古魏鎮镇" in one.sentence
    with store.writing("改乡镇") as writer:
        writer.change(Kindergarten, key, {"township": "140830100"}, date(2026, 9, 1))
    assert check(store, 2026) == []


def test_values_that_no_longer_fit_their_kind_are_named(store: Store, enter: Enter) -> None:
    key = enter("旧值园", "public", 90, garden=WHOLE)
    table = METADATA.tables["kindergarten"]
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        values = {"code": "9999", "sponsor": "777", "opened": "某年"}
        connection.execute(table.update().where(table.c.uuid == key).values(values))
    assert {one.field for one in found(store, "unreadable")} == {"code", "sponsor", "opened"}


def test_a_village_of_another_township_is_a_broken_reference(store: Store, enter: Enter) -> None:
    other = store.names.places("village", "140830101")[0][0]
    enter("错村园", "public", 90, garden={**WHOLE, "village": other})
    assert [one.field for one in found(store, "broken_reference")] == ["village"]


def test_a_supervisor_lives_in_a_village_of_the_township_that_is_named(store: Store) -> None:
    here, other = (store.names.places("village", town)[0][0] for town in ("140830100", "140830101"))
    with store.writing("督学") as writer:
        for name, village in (("李督学", here), ("张督学", other), ("王督学", None)):
            writer.insert(Supervisor, {"name": name, "township": "140830100", "village": village})
    (one,) = found(store, "broken_reference")
    assert (one.name, one.field, one.sentence) == ("张督学", "village", "“常驻村（社区）”不在所选的乡镇里")


def test_two_supervisors_at_a_time_overlap(store: Store, enter: Enter) -> None:
    garden = enter("有督学的园", "public", 90, garden=WHOLE)
    people = {"kind": "full", "certificate": "1", "phone": "0359-12345", "term_from": date(2020, 9, 1)}
    with store.writing("督学") as writer:
        first = writer.insert(Supervisor, {"name": "甲", **people})
        second = writer.insert(Supervisor, {"name": "乙", **people})
        values = {"kindergarten": garden, "since": date(2025, 9, 1), "until": date(2026, 9, 1)}
        writer.insert(Assignment, {"supervisor": first, **values})
        key = writer.insert(Assignment, {"supervisor": second, "kindergarten": garden, "since": date(2026, 9, 1)})
    assert check(store, 2026) == []
    with store.writing("改日期") as writer:
        writer.update(Assignment, key, {"since": date(2026, 8, 1)})
    (one,) = check(store, 2026)
    assert (one.rule, one.tier, one.uuid, one.name) == ("overlap", "must", key, "有督学的园")
    with store.writing("回避") as writer:
        writer.update(Assignment, key, {"since": date(2026, 9, 1)})
        writer.insert(Recusal, {"supervisor": second, "kindergarten": garden, "reason": "kin"})
    assert [one.rule for one in check(store, 2026)] == ["recusal_ignored"]


@pytest.mark.parametrize("name", ["village_collective", "state_assets"])
def test_a_rural_kindergarten_of_the_village_must_be_public(store: Store, enter: Enter, name: str) -> None:
    garden = {**WHOLE, "sponsor": "891", "rural": True, name: True}
    enter("村办园", "inclusive", 30, garden=garden)
    (one,) = check(store, 2026)
    assert (one.rule, one.tier, one.field) == ("rural_must_be_public", "must", "nature")


def test_a_compound_kindergarten_may_be_entrusted_as_inclusive(store: Store, enter: Enter) -> None:
    enter("配套园", "inclusive", 30, garden={**WHOLE, "sponsor": "999", "compound": True, "state_assets": True})
    assert check(store, 2026) == []


VIOLATIONS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("too_large", "public", {}, {"children_reported": 361}),
    ("empty_kindergarten", "public", {}, {"children_reported": 0}),
    ("bands_and_total", "public", {}, {"children_reported": 90, "children_junior": 80}),
    ("class_bands_and_total", "public", {}, {"children_reported": 9, "classes_reported": 2, "classes_mixed": 1}),
    ("crowded", "public", {}, {"children_reported": 71, "classes_reported": 2}),
    ("cap_beyond_classes", "public", {}, {"children_reported": 9, "classes_reported": 1, "classes_in_cap": 2}),
    ("children_rural_beyond_children", "public", {}, {"children_reported": 9, "children_rural": 10}),
    ("certified_beyond_teachers", "public", {}, {"children_reported": 9, "teachers": 3, "teachers_certified": 4}),
    ("posted_beyond_teachers", "public", {}, {"children_reported": 9, "teachers": 3, "teachers_posted": 4}),
    ("degrees_and_teachers", "public", {}, {"children_reported": 9, "teachers": 3, "teachers_bachelor": 2}),
    ("sponsor_and_nature", "inclusive", {}, {"children_reported": 9}),
    ("sponsor_and_nature", "public", {"sponsor": "999"}, {"children_reported": 9}),
    ("licence_expired", "public", {"licence_until": date(2026, 8, 31)}, {"children_reported": 9}),
    ("centre_not_public", "nonprofit", {"sponsor": "891", "township_centre": True}, {"children_reported": 9}),
    ("compound_for_profit", "forprofit", {"sponsor": "891", "compound": True}, {"children_reported": 9}),
    ("four_unjudged", "public", {"rural": True}, {"children_reported": 9}),
    ("no_children_count", "public", {}, {"teachers": 3}),
]


@pytest.mark.parametrize(("rule", "nature", "garden", "report"), VIOLATIONS, ids=[each[0] for each in VIOLATIONS])
def test_each_rule_finds_its_fault_and_nothing_else(
    store: Store, enter: Enter, rule: str, nature: str, garden: dict[str, Any], report: dict[str, Any]
) -> None:
    children = report.pop("children_reported", None)
    enter("违例园", nature, children, garden={**WHOLE, **garden}, **report)
    (one,) = check(store, 2026)
    assert (one.rule, one.tier, one.name) == (rule, "explain", "违例园")
    report["children_reported"] = children


def test_codes_that_two_kindergartens_share(store: Store, enter: Enter) -> None:
    code = {"credit_code": "12140830MB0000000W"}
    enter("甲园", "public", 9, garden={**WHOLE, **code})
    enter("乙园", "public", 9, garden={**WHOLE, **code})
    enter("丙附设班", "public", 9, garden={**WHOLE, **code, "kind": "119", "host_school": "丙小学"})
    names = [(one.rule, one.name) for one in check(store, 2026)]
    assert names == [(rule, name) for rule in ("code_shared", "credit_code_shared") for name in ("甲园", "乙园")]


def test_supervisors_terms_and_conditions(store: Store) -> None:
    with store.writing("督学") as writer:
        writer.insert(
            Supervisor,
            {"name": "丙", "kind": "part", "certificate": "3", "phone": "0359-12345", "term_from": date(2022, 9, 1),
             "term_to": date(2026, 8, 31), "term_number": 4, "experience": 8, "education": "college"},
        )  # fmt: skip
    rules = {one.rule for one in check(store, 2026)}
    assert rules == {"term_too_long", "too_many_terms", "little_experience", "low_education"}


def test_the_countys_population_against_its_townships(store: Store) -> None:
    with store.writing("人口") as writer:
        for code, _ in store.names.places("township"):
            writer.insert(AreaYear, {"area": code, "year": 2026, "population": 10})
        writer.insert(AreaYear, {"area": "140830", "year": 2026, "population": 7})
    assert [one.rule for one in check(store, 2026)] == ["population_sums"]


def test_an_explanation_stays_with_its_year_and_can_be_undone(store: Store, enter: Enter) -> None:
    enter("大园", "public", 400, garden=WHOLE)
    enter("又一大园", "public", 401, garden={**WHOLE, "code": "1114000002"})
    first = check(store, 2026)
    explain(store, 2026, first, "新建小区多，正在建分园")
    assert [one.explanation for one in check(store, 2026)] == ["新建小区多，正在建分园"] * 2
    (group,) = groups(check(store, 2026))
    assert (group.title, len(group.findings), group.explained) == ("规模超过一般上限", 2, 2)
    store.undo()
    assert [one.explanation for one in check(store, 2026)] == ["", ""]


def test_what_must_be_mended_cannot_be_explained_away(store: Store, enter: Enter) -> None:
    enter("缺项园", None, 90, garden=WHOLE)
    with pytest.raises(Refusal, match="必须改"):
        explain(store, 2026, found(store, "required"), "以后再说")


def test_every_rule_names_its_clause_and_a_field_that_exists() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.ledger in LEDGERS
        assert rule.clause
        assert rule.id in TITLES
        assert field_of(rule.ledger, rule.field)


@pytest.mark.parametrize(("faulty", "cut"), [(3, ""), (5, "只列前 3 条，共 5 条")])
def test_of_very_many_faults_the_first_are_told_and_all_are_counted(
    store: Store, enter: Enter, monkeypatch: pytest.MonkeyPatch, faulty: int, cut: str
) -> None:
    monkeypatch.setattr(ycpe_desktop.policy.rule, "MOST_TOLD", 3)
    for number in range(faulty):
        garden = {**WHOLE, "code": f"111400000{number}", "licence": f"教民000{number}"}
        enter(f"园{number}", "public", 90, garden=garden, classes_reported=4, teachers=8, carers=0)
    (group,) = (one for one in groups(check(store, 2026)) if one.rule == "staff_gap")
    assert (len(group.findings), group.count, group.cut) == (3, faulty, cut)
    of_reports = [one for one in groups(check(store, 2026)) if one.findings[0].ledger == "year_report"]
    (report,) = (each for each in standing(store, 2026).ledgers if each.ledger.__tablename__ == "year_report")
    assert report.to_explain == sum(one.count for one in of_reports)
