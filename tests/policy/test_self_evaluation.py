"""县域普及普惠 self-evaluation: raw numbers, evidence, and no pass for what is not known."""

from pathlib import Path
from typing import Any

from tests.policy.conftest import Enter
from ycpe_desktop.ledgers import AreaYear, SelfEvaluation
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.policy.indicators import behind, indicator, self_evaluation
from ycpe_desktop.policy.self_evaluation import _OF, ASPECTS, NOT_THE_TEXT, Item, totals_told
from ycpe_desktop.policy.self_evaluation_acts import add_files, say
from ycpe_desktop.store import Store

COUNTY = "140830"


def said(store: Store, item: str, **values: Any) -> None:
    with store.writing("自评") as writer:
        writer.insert(SelfEvaluation, {"item": item, "year": 2026, **values})


def of(store: Store, item: str) -> Item:
    return {one.id: one for one in self_evaluation(store, 2026)}[item]


def test_every_item_stands_in_an_aspect_and_none_is_printed_as_the_text_of_the_seventeen(store: Store) -> None:
    found = self_evaluation(store, 2026)
    assert [(one.id, one.title) for one in found] == list(ITEMS)
    assert set(_OF) == {key for key, _ in ITEMS}
    assert {one.aspect for one in found} == set(ASPECTS)
    assert NOT_THE_TEXT in indicator(store, "universal_self_evaluation", 2026).note


def test_an_empty_county_can_be_judged_in_nothing(store: Store) -> None:
    found = self_evaluation(store, 2026)
    assert {one.verdict_shown for one in found if one.id not in ("network",)} == {"无法判断"}
    assert all(one.told for one in found)
    whole = indicator(store, "universal_self_evaluation", 2026)
    assert whole.verdict == "cannot_be_judged"
    assert "党的领导坚强有力" in whole.reason


def test_numbers_are_held_against_the_national_standard_with_their_parts(store: Store, enter: Enter) -> None:
    """53 % of the children in public ones: the plan's 55 is missed, the national 50 is met."""
    enter("公办", "public", 53)
    enter("民办", "inclusive", 47)
    one = of(store, "public")
    (part,) = one.measured
    assert (one.verdict, part.required) == ("met", "国家标准 50%")
    assert (part.indicator.numerator, part.indicator.denominator) == (53, 100)
    assert indicator(store, "public_share", 2026).verdict == "missed"


def test_one_figure_that_is_missed_misses_the_item_and_one_unknown_leaves_it_open(store: Store, enter: Enter) -> None:
    enter("甲园", "public", 90, teachers=5, classes_reported=3, carers=3)
    assert of(store, "staffing").verdict == "missed"
    assert "还差 1 名教师" in of(store, "staffing").told
    enter("乙园", "public", 15, teachers=12, carers=1)
    assert of(store, "staffing").verdict == "cannot_be_judged"


def test_what_has_no_numbers_is_the_offices_word_with_its_evidence(store: Store) -> None:
    said(store, "fees", verdict="met", evidence="芮发改〔2026〕8号、各园收费公示照片")
    one = of(store, "fees")
    assert (one.verdict, one.evidence, one.measured) == ("met", "芮发改〔2026〕8号、各园收费公示照片", ())
    said(store, "pay", evidence="工资表")
    assert of(store, "pay").verdict == "cannot_be_judged"


def test_the_offices_word_never_turns_missed_numbers_into_a_pass(store: Store, enter: Enter) -> None:
    enter("公办", "public", 40)
    enter("民办", "nonprofit", 60)
    said(store, "public", verdict="met", evidence="说明")
    assert of(store, "public").verdict == "missed"
    with store.writing("认可度") as writer:
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, "satisfaction": "91.00"})
    said(store, "recognition", verdict="missed", evidence="投诉集中")
    assert (of(store, "recognition").verdict, of(store, "recognition").told) == ("missed", "数字达到，本县结论是未达到")


def test_every_item_says_what_is_asked_with_its_clause(store: Store) -> None:
    found = self_evaluation(store, 2026)
    assert all(one.required and one.clause.startswith("教督〔2020〕1号") for one in found)
    network = of(store, "network").required
    assert "原则上每个乡镇至少办好一所公办中心园" in network
    assert "（运政办发〔2021〕44号 三（一）2）" in network


def test_a_satisfaction_that_falls_short_says_so_in_points(store: Store) -> None:
    with store.writing("认可度") as writer:
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, "satisfaction": "82.50"})
    assert of(store, "recognition").told == "社会认可度：还差 2.50 个百分点"


def test_a_share_that_did_not_rise_says_so(store: Store) -> None:
    for year, part in ((2025, 100), (2026, 100)):
        with store.writing("经费") as writer:
            values = {"preschool_spending": part, "education_spending": 1000}
            writer.insert(AreaYear, {"area": COUNTY, "year": year, **values})
    assert "财政性学前教育经费占比：没有高于上年" in of(store, "funding").told


def test_what_the_office_says_is_one_action_on_the_items_row(store: Store, tmp_path: Path) -> None:
    say(store, 2026, "fees", {"verdict": "met"})
    say(store, 2026, "fees", {"evidence": "收费公示照片"})
    file = tmp_path / "公示.jpg"
    file.write_bytes(b"photo")
    assert add_files(store, 2026, "fees", [file]) == "普及普惠自评：收费合理 佐证文件 1 个"
    one = of(store, "fees")
    assert (one.verdict, one.evidence, one.files, store.count(SelfEvaluation)) == ("met", "收费公示照片", 1, 1)
    store.undo()
    store.undo()
    assert (of(store, "fees").evidence, of(store, "fees").files) == ("", 0)


def test_the_items_stand_behind_the_whole_what_cannot_be_judged_first(store: Store) -> None:
    say(store, 2026, "fees", {"verdict": "missed"})
    parts = behind(store, "universal_self_evaluation", 2026)
    assert len(parts) == len(ITEMS)
    assert (parts[0].told, parts[0].numerator) == (of(store, parts[0].uuid).told, 0)
    assert next(part for part in parts if part.uuid == "fees").told == ""
    counts = totals_told(self_evaluation(store, 2026))
    assert counts.startswith(f"自评 {len(ITEMS)} 项：达到 ")
