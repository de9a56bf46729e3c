"""县域普及普惠 self-evaluation: raw numbers, evidence, and no pass for what is not known."""

from typing import Any

from tests.policy.conftest import Enter
from ycpe_desktop.ledgers import AreaYear, SelfEvaluation
from ycpe_desktop.ledgers.self_evaluation import ITEMS
from ycpe_desktop.policy.indicators import indicator, self_evaluation
from ycpe_desktop.policy.self_evaluation import _OF, ASPECTS, NOT_THE_TEXT, Item
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
