"""Each rule over ledgers finds the record that breaks it, leaves the other alone, and leads to where it is mended."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.policy.rule_cases import CASES, LAST, OTHER, Records, Side
from ycpe_desktop.ledgers import Kindergarten, YearReport, field_of, links_of
from ycpe_desktop.policy.checks import TITLES, check
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.rule import judge, judging
from ycpe_desktop.policy.rule_list import OF_LEDGERS
from ycpe_desktop.store import Store, Writer, create_store

YEAR, TODAY, BEFORE = 2026, date(2026, 11, 23), date(2020, 9, 1)
GARDEN = {"kind": "111", "township": "140830100", "rural": True, "licence": "旧证"}
OF_EVERY_RECORD = {"required", "unreadable", "unsettled", "broken_reference"}
BY_ID = {rule.id: rule for rule in OF_LEDGERS}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """For every rule two kindergartens: 甲 breaks it, 乙 does not."""
    made = create_store(tmp_path_factory.mktemp("rules") / "台账", "芮城县", today=lambda: TODAY)
    with made.writing("各条规则", "import") as writer:  # as it comes, without consequences
        other = garden(writer, "另一所园", Side())
        for rule, sides in CASES.items():
            for mark, side in zip("甲乙", sides, strict=True):
                own = garden(writer, mark + rule, side)
                put(writer, mark + rule, side.records, own, other)
    yield made
    made.close()


def garden(writer: Writer, name: str, side: Side) -> str:
    key = writer.insert(Kindergarten, {**GARDEN, "name": name, **side.garden})
    writer.state(Kindergarten.nature, key, side.nature, BEFORE)
    writer.state(Kindergarten.status, key, side.status, BEFORE)
    if side.report is not None:
        writer.insert(YearReport, {"kindergarten": key, "year": YEAR, **side.report})
    return key


def put(writer: Writer, name: str, records: Records, own: str, other: str) -> None:
    parent = ""
    for ledger, told in records:
        values: dict[str, Any] = {}
        columns = ledger.__table__.c
        if "kindergarten" in columns:
            values["kindergarten"] = own
        if ledger.NAMED_BY[0] == "name":
            values["name"] = name
        values |= {key: {LAST: parent, OTHER: other}.get(each, each) if isinstance(each, str) else each
                   for key, each in told.items()}  # fmt: skip
        if values.pop("own", False):
            values["target"] = own
        key = writer.insert(ledger, values)
        if LAST not in told.values() and not [link for link in links_of(ledger) if link in ("site", "build")]:
            parent = key


def found(store: Store, rule: str) -> list[Finding]:
    with store.reading() as connection:
        return list(judge(judging(store, connection, YEAR), [BY_ID[rule]]))


def test_every_rule_has_both_records() -> None:
    assert set(CASES) == set(BY_ID)


@pytest.mark.parametrize("rule", BY_ID)
def test_a_rule_finds_what_breaks_it_and_nothing_else(county: Store, rule: str) -> None:
    findings = found(county, rule)
    names = {one.name for one in findings}
    broken, sound = (f"{mark}{rule}" for mark in "甲乙")
    assert ("芮城县" if rule == "training_over_budget" else broken) in names
    assert sound not in names
    told = BY_ID[rule]
    for one in findings:
        assert (one.tier, one.clause, one.ledger) == (told.tier, told.clause, told.ledger.__tablename__)
        assert "{" not in one.sentence
        assert "None" not in one.sentence


def test_each_names_a_clause_a_title_and_a_field_that_exists() -> None:
    for rule in OF_LEDGERS:
        assert rule.clause
        assert TITLES[rule.id] == rule.title
        assert field_of(rule.ledger, rule.field)


def test_there_are_more_than_the_sixty_that_were_asked_for() -> None:
    assert len(set(TITLES) - OF_EVERY_RECORD) >= 60


def test_the_page_shows_them_with_their_numbers(county: Store) -> None:
    found = {one.rule: one for one in check(county, YEAR) if one.name.startswith("甲")}
    assert found["fee_above_category"].sentence == "保教费 320 元/月，类别“一类”核定 300 元/月"
    assert found["fund_short"].sentence == "应拨 60,000 元，实拨 59,999.99 元"
    assert found["public_fund_low"].sentence == "每生 599 元，不低于 600 元"
    assert found["cancelled_open"].tier == "must"


def test_a_ledger_that_is_not_kept_yet_accuses_nobody(store: Store) -> None:
    with store.writing("一所民办园") as writer:
        key = garden(writer, "民办园", Side(nature="inclusive"))
        writer.insert(YearReport, {"kindergarten": key, "year": YEAR, "fee_care": 300, "children_reported": 30})
    with store.reading() as connection:
        assert list(judge(judging(store, connection, YEAR), OF_LEDGERS)) == []
