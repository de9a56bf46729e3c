"""四个独立: who counts, when a kindergarten is 达标, and the judgements as undoable actions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.policy.small_county import SmallCounty, small_county
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Alliance, AllianceMember, FourIndependents, Kindergarten
from ycpe_desktop.policy import four_independents as four
from ycpe_desktop.policy import four_independents_acts as acts
from ycpe_desktop.store import add_years, fetch, history

YEAR = 2026
OWN_CODE = "12140830MB00001241"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


def names(county: SmallCounty, year: int = YEAR) -> list[str]:
    return [row.name for row in four.rows(county.store, year)]


def row(county: SmallCounty, name: str, year: int = YEAR) -> four.Row:
    return next(each for each in four.rows(county.store, year) if each.name == name)


def judge(
    county: SmallCounty, name: str, *states: str | None, reason: str = "城乡一体化，与中心园同一法人"
) -> four.Row:
    for item, state in zip(four.ITEMS, states, strict=False):
        acts.judge(county.store, YEAR, [row(county, name)], item, state, reason if state == "exempt" else None)
    return row(county, name)


def label(county: SmallCounty) -> str:
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    return step.label if step else ""


def test_only_rural_public_kindergartens_in_operation_are_judged(county: SmallCounty) -> None:
    county.garden("陌南镇中心幼儿园", township_centre=True)
    county.garden("小学附设幼儿班", kind="119")
    county.garden("城里幼儿园", rural=False)
    county.garden("民办幼儿园", nature="inclusive")
    county.garden("停办幼儿园", status="paused")
    assert names(county) == ["陌南镇中心幼儿园", "小学附设幼儿班"]


def test_what_begins_after_the_first_of_september_counts_next_year(county: SmallCounty) -> None:
    uuid = county.garden("转公办的园", nature="inclusive")
    with county.store.writing("转公办") as writer:
        writer.state(Kindergarten.nature, uuid, "public", date(2026, 9, 2))
    assert names(county) == []
    assert names(county, 2027) == ["转公办的园"]


@pytest.mark.parametrize(
    ("states", "ends"),
    [
        (("met", "met", "met", "met"), "met"),
        (("met", "exempt", "exempt", "exempt"), "met"),
        (("met", "met", "met", None), "open"),
        (("met", "met", "met", "pending"), "not_met"),
        (("met", "missing", None, None), "not_met"),
        (("exempt", "met", "met", "met"), "not_met"),
        ((), "open"),
    ],
)
def test_conclusion(county: SmallCounty, states: tuple[str | None, ...], ends: str) -> None:
    county.garden("村幼儿园")
    found = judge(county, "村幼儿园", *states)
    assert found.conclusion == ends
    assert found.all_four == (states == ("met",) * 4)


def test_an_attached_class_is_not_met_here_and_in_its_ledger(county: SmallCounty) -> None:
    county.garden("小学附设幼儿班", kind="119")
    assert row(county, "小学附设幼儿班").conclusion == "not_met"
    found = judge(county, "小学附设幼儿班", "met", "met", "met", "met")
    assert (found.conclusion, found.all_four) == ("not_met", False)
    with county.store.reading() as connection:
        (kept,) = fetch(connection, FourIndependents, [found.record], YEAR)
    assert kept["conclusion"] == "not_met"


def test_not_applicable_leaves_the_denominator_of_its_item_only(county: SmallCounty) -> None:
    for name in ("甲园", "乙园", "丙园"):
        county.garden(name)
    judge(county, "甲园", "met", "exempt", "met", "met")
    judge(county, "乙园", "met", "met", "met", "met")
    found = four.progress(county.store, YEAR).whole
    assert (found.total, found.met, found.open, found.all_four) == (3, 2, 1, 1)
    legal, premises = found.items["legal"], found.items["premises"]
    assert (legal.met, legal.exempt, legal.blank, legal.denominator) == (1, 1, 1, 2)
    assert (premises.met, premises.denominator) == (2, 3)


def test_progress_by_township_in_the_order_of_codes(county: SmallCounty) -> None:
    county.garden("学张园", "学张乡")
    county.garden("陌南园", "陌南镇")
    county.garden("无处园", "哪里也不是")
    found = four.progress(county.store, YEAR).townships
    assert [name for _, name, _ in found] == ["陌南镇", "学张乡", "乡镇未填"]


def test_a_first_judgement_makes_the_row_and_undo_takes_both(county: SmallCounty) -> None:
    county.garden("村幼儿园")
    assert judge(county, "村幼儿园", "met").judged("premises") == "met"
    assert label(county) == "判定：村幼儿园 独立园舍 已达到"
    county.store.undo()
    assert row(county, "村幼儿园").record == ""


def test_many_are_judged_as_one_action(county: SmallCounty) -> None:
    for name in ("甲园", "乙园", "丙园"):
        county.garden(name)
    judge(county, "甲园", None, "missing")
    acts.judge(county.store, YEAR, four.rows(county.store, YEAR), "legal", "met")
    assert label(county) == "批量判定：独立法人 已达到（3 所）"
    assert four.progress(county.store, YEAR).whole.items["legal"].met == 3
    county.store.undo()
    assert [each.judged("legal") for each in four.rows(county.store, YEAR)].count("missing") == 1


def test_not_applicable_needs_a_reason_and_another_state_forgets_it(county: SmallCounty) -> None:
    county.garden("村幼儿园")
    with pytest.raises(Refusal, match="原因"):
        acts.judge(county.store, YEAR, [row(county, "村幼儿园")], "legal", "exempt", "  ")
    assert row(county, "村幼儿园").record == ""
    assert judge(county, "村幼儿园", None, "exempt").values["legal_reason"] == "城乡一体化，与中心园同一法人"
    assert judge(county, "村幼儿园", None, "met").values["legal_reason"] is None


def test_last_year_is_carried_over_to_those_without_a_judgement(county: SmallCounty) -> None:
    add_years(county.store, [2025])
    county.garden("甲园")
    county.garden("乙园")
    for name in ("甲园", "乙园"):
        acts.judge(county.store, 2025, [row(county, name, 2025)], "legal", "met")
        acts.set_field(county.store, 2025, row(county, name, 2025), "legal_evidence", "事证第 1 号")
    judge(county, "乙园", None, "missing")
    assert acts.carry_over(county.store, YEAR) == 1
    assert row(county, "甲园").values["legal_evidence"] == "事证第 1 号"
    assert row(county, "乙园").judged("legal") == "missing"
    assert label(county) == "沿用上学年四个独立判定（1 所）"
    with pytest.raises(Refusal, match="没有可以沿用"):
        acts.carry_over(county.store, YEAR)


def test_the_credit_code_proposes_and_sets_nothing(county: SmallCounty) -> None:
    county.garden("有证园", credit_code=OWN_CODE)
    county.garden("无证号园")
    county.garden("民非园", credit_code="52140830MB00000801")
    found = {each.name: four.proposals(each) for each in four.rows(county.store, YEAR)}
    assert found["有证园"]["legal"].state == "met"
    assert found["民非园"]["legal"].state == "missing"
    assert found["无证号园"] == {}
    assert row(county, "有证园").judged("legal") is None
    judge(county, "有证园", None, "pending")
    assert four.proposals(row(county, "有证园")) == {}


def test_a_credit_code_shared_with_another_proposes_nothing(county: SmallCounty) -> None:
    county.garden("甲园", credit_code=OWN_CODE)
    county.garden("乙园", credit_code=OWN_CODE)
    assert [four.proposals(each) for each in four.rows(county.store, YEAR)] == [{}, {}]


def test_evidence_is_kept_with_its_item_and_makes_the_row(county: SmallCounty, tmp_path: Path) -> None:
    county.garden("村幼儿园")
    paper = tmp_path / "开户许可证.pdf"
    paper.write_bytes(b"%PDF")
    acts.add_files(county.store, YEAR, row(county, "村幼儿园"), "account", [paper])
    assert label(county) == "添加依据：村幼儿园 独立账户（开户许可证.pdf）"
    found = row(county, "村幼儿园")
    assert [file.name for file in four.files(county.store, [found])[found.record, "account"]] == ["开户许可证.pdf"]
    acts.judge(county.store, 2026, [found], "account", "met")
    acts_next_year = four.rows(county.store, 2027)
    assert acts.carry_over(county.store, 2027) == len(acts_next_year) == 1
    later = four.rows(county.store, 2027)
    assert list(four.files(county.store, later)) == [(later[0].record, "account")]


def test_a_member_of_a_city_and_country_unity_needs_no_legal_person_of_its_own(county: SmallCounty) -> None:
    lead, member = county.garden("县园", credit_code=OWN_CODE), county.garden("村园", credit_code=OWN_CODE)
    with county.store.writing("共同体") as writer:
        values = {"name": "城乡共同体", "kind": "integrated", "lead": lead, "since": date(2024, 9, 1)}
        alliance = writer.insert(Alliance, values)
        told = {"alliance": alliance, "kindergarten": member, "since": date(2025, 9, 1), "same_legal": True}
        joined = writer.insert(AllianceMember, told)
    proposed = four.proposals(row(county, "村园"))
    assert {item: each.state for item, each in proposed.items()} == dict.fromkeys(
        ("legal", "account", "management"), "exempt"
    )
    assert four.proposals(row(county, "县园"))["legal"].state == "met", "the code is the lead's own"
    assert proposed["account"].reason == "城乡一体化“城乡共同体”，与县园同一法人"
    judge(county, "村园", None, "pending")
    assert set(four.proposals(row(county, "村园"))) == {"account", "management"}
    with county.store.writing("退出") as writer:
        writer.update(AllianceMember, joined, {"until": date(2026, 9, 1)})
    assert four.proposals(row(county, "村园")) == {}
