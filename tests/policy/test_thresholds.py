"""Whatever policy number the program ships is read by a judgement, and the office's own one rules from its year on."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.policy.rule_cases import STAFF
from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.assignment.problem import read_problem
from ycpe_desktop.charts.mechanisms import load_board
from ycpe_desktop.demo import make_demo
from ycpe_desktop.exchange.forms.checks import limits
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ClassRoom, UnlicensedSite, YearReport
from ycpe_desktop.policy import thresholds
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.due import due
from ycpe_desktop.policy.indicators import indicator, indicators
from ycpe_desktop.policy.ledger_act_kind import Case
from ycpe_desktop.policy.ledger_acts_recognition import RECOGNISE
from ycpe_desktop.policy.supervision import board
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.policy.visit_acts import usual_due
from ycpe_desktop.policy.visits import month_plan
from ycpe_desktop.store import Store

YEAR = 2026


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


def report(county: SmallCounty, garden: str, **figures: Any) -> None:
    with county.store.writing("年度数据") as writer:
        writer.insert(YearReport, {"kindergarten": garden, "year": YEAR, **figures})


def faults(county: SmallCounty, rule: str) -> list[str]:
    return [one.sentence for one in check(county.store, YEAR) if one.rule == rule]


def test_no_number_is_shipped_that_nothing_judges_by(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every judgement of a whole county at once; each look at a number goes through one of the two doors."""
    make_demo(store, size=60)
    read: set[str] = set()
    for door, key in (("_of_level", 1), ("_own", 0)):
        known: Callable[..., Any] = getattr(thresholds, door)

        def noted(*told: Any, known: Callable[..., Any] = known, key: int = key) -> Any:
            read.add(told[key])
            return known(*told)

        monkeypatch.setattr(thresholds, door, noted)
    check(store, YEAR)
    indicators(store, YEAR)
    due(store, TODAY, date(2027, 8, 31))
    read_problem(store, TODAY)
    usual_due(store, TODAY)
    RECOGNISE.proposed(Case(store, {}, TODAY))
    assert {each.key for each in thresholds.thresholds()} - read == set()


STAFF_RULES = {
    "staff_ratio_most": ("staff_short", {"children_reported": 100, **STAFF}, "6"),
    "care_ratio_most": ("care_short", {"children_reported": 100, **STAFF}, "7.5"),
    "principals_small": ("principals_over_small", {"classes_reported": 3, "principals": 1}, "0"),
    "principals_middle": ("principals_over_middle", {"classes_reported": 7, "principals": 2}, "1"),
    "principals_large": ("principals_over_large", {"classes_reported": 12, "principals": 3}, "2"),
    "classes_middle": ("principals_over_small", {"classes_reported": 6, "principals": 2}, "7"),
    "classes_large": ("principals_over_middle", {"classes_reported": 10, "principals": 3}, "11"),
    "children_a_cook": ("cooks_short", {"children_reported": 45, "cooks": 1}, "40"),
    "children_a_health_worker": ("health_staff_short", {"children_reported": 150, "health_staff": 1}, "100"),
    "teachers_a_class": ("staff_gap", {"classes_reported": 3, "teachers": 6, "carers": 3}, "3"),
    "carers_a_class": ("staff_gap", {"classes_reported": 3, "teachers": 6, "carers": 3}, "2"),
    "teachers_alone": ("staff_gap", {"classes_reported": 3, "teachers": 9, "carers": 0}, "4"),
}
"""Key → the rule, figures that are just right, and a number of the office's by which they are wrong."""


@pytest.mark.parametrize("key", STAFF_RULES)
def test_staff_is_judged_by_the_number_in_force(county: SmallCounty, key: str) -> None:
    rule, figures, own = STAFF_RULES[key]
    report(county, county.garden("甲园"), **figures)
    assert faults(county, rule) == []
    set_target(county.store, key, YEAR + 1, own)
    assert faults(county, rule) == [], "it holds from the year on for which it was set"
    set_target(county.store, key, YEAR, own)
    assert len(faults(county, rule)) == 1


def test_who_has_no_figure_or_no_kitchen_is_not_accused(county: SmallCounty) -> None:
    report(county, county.garden("没填"), children_reported=400, classes_reported=12, teachers=9)
    report(county, county.garden("附设班", kind="119"), children_reported=400, **STAFF)
    report(county, county.garden("不供餐"), children_reported=60, cooks=0)
    report(county, county.garden("单班"), children_reported=30, **{**STAFF, "classes_reported": 1, "teachers": 2})
    rules = {rule for rule, *_ in STAFF_RULES.values()}
    assert [one for one in check(county.store, YEAR) if one.rule in rules] == []


def test_two_teachers_and_one_carer_are_those_of_the_office_in_every_reckoning(county: SmallCounty) -> None:
    """By totals, by class, and in the fill-in form."""
    report(county, county.garden("按合计"), classes_reported=3, teachers=6, carers=3)
    listed = county.garden("按班级")
    report(county, listed)
    with county.store.writing("班级") as writer:
        told = {"kindergarten": listed, "year": YEAR, "band": "junior", "children": 20}
        writer.insert(ClassRoom, {**told, "name": "小一班", "teachers": 2, "carers": 1})
    assert indicator(county.store, "two_plus_one", YEAR).shown == "100.00%"
    set_target(county.store, "teachers_a_class", YEAR, "3")
    set_target(county.store, "teachers_alone", YEAR, "4")
    assert indicator(county.store, "two_plus_one", YEAR).shown == "0.00%"
    form = limits(YEAR, thresholds.own_targets(county.store))
    assert (form["teachers_a_class"], form["teachers_alone"]) == ("3", "4")


def test_the_term_of_the_office_rules_in_register_board_and_assignment(county: SmallCounty) -> None:
    county.garden("甲园")
    county.supervisor("兼职的", kind="part", term_from=date(2024, 9, 1), term_to=date(2027, 8, 31), term_number=3)
    assert [load.term_trouble(TODAY) for load in board(county.store, TODAY).loads] == [""]
    assert faults(county, "too_many_terms") == faults(county, "term_too_long") == []
    set_target(county.store, "term_years", YEAR, "2")
    told = "兼职任期 2 年，2024-09-01 起的任期已满"
    assert [load.term_trouble(TODAY) for load in board(county.store, TODAY).loads] == [told]
    assert [person.trouble for person in read_problem(county.store, TODAY).people] == [told]
    assert faults(county, "term_too_long") == ["任期 2024-09-01 至 2027-08-31，超过 2 年"]
    set_target(county.store, "term_years", YEAR, "3")
    set_target(county.store, "terms_most", YEAR, "2")
    (person,) = read_problem(county.store, TODAY).people
    assert person.trouble == "兼职连续任职不超过 2 个任期，现为第 3 任期"
    assert not person.renewable
    assert faults(county, "too_many_terms") == ["连续第 3 任期，最多 2 个任期"]


def test_another_term_may_follow_where_the_office_allows_it(county: SmallCounty) -> None:
    county.garden("甲园")
    county.supervisor("兼职的", kind="part", term_from=date(2024, 9, 1), term_number=3)
    assert not read_problem(county.store, TODAY).people[0].renewable
    set_target(county.store, "terms_most", YEAR, "4")
    assert read_problem(county.store, TODAY).people[0].renewable


def test_two_visits_a_month_where_the_office_asks_for_two(county: SmallCounty) -> None:
    """In the month's round, in the rate of the year before and in what has come of this one."""
    person, twice, once = county.supervisor("张督学"), county.garden("去两次"), county.garden("去一次")
    for day in (date(2026, 4, 8), date(2026, 4, 9), date(2026, 11, 3), date(2026, 11, 19)):
        county.visit(twice, day, person)
    for day in (date(2026, 4, 8), date(2026, 11, 3)):
        county.visit(once, day, person)

    def visited() -> dict[str, date | None]:
        return {
            stop.garden.name: stop.visited for each in month_plan(county.store, TODAY).rounds for stop in each.stops
        }

    assert visited() == {"去两次": date(2026, 11, 3), "去一次": date(2026, 11, 3)}
    assert indicator(county.store, "monthly_visits", YEAR).numerator == 2
    set_target(county.store, "visits_a_month", YEAR, "2")
    assert visited() == {"去两次": date(2026, 11, 19), "去一次": None}
    assert indicator(county.store, "monthly_visits", YEAR).numerator == 2, "the year before is judged by its own number"
    set_target(county.store, "visits_a_month", YEAR - 1, "2")
    assert indicator(county.store, "monthly_visits", YEAR).numerator == 1


def test_visits_of_a_term(county: SmallCounty) -> None:
    person, garden = county.supervisor("张督学"), county.garden("甲园")
    for month in (3, 4, 5, 6):
        county.visit(garden, date(2026, month, 9), person)
    assert faults(county, "too_few_visits") == []
    set_target(county.store, "visits_a_term", YEAR, "3")
    (told,) = faults(county, "too_few_visits")
    assert told.endswith("每学期不得少于 3 次")


def test_two_centres_to_a_township(county: SmallCounty) -> None:
    for name in ("甲园", "乙园"):
        county.garden(name, township_centre=True)
    county.garden("丙园", "学张乡", township_centre=True)
    assert indicator(county.store, "township_centre", YEAR).numerator == 2
    set_target(county.store, "township_centre_least", YEAR, "2")
    assert indicator(county.store, "township_centre", YEAR).numerator == 1


def test_how_long_a_holder_may_be_barred(county: SmallCounty) -> None:
    told = {"name": "办园点", "found": date(2026, 3, 20), "disposal": "ban", "disposed": date(2026, 4, 1)}
    with county.store.writing("无证园") as writer:
        writer.insert(UnlicensedSite, {**told, "barred_until": date(2035, 4, 1)})
    assert faults(county, "bar_too_long") == []
    set_target(county.store, "ban_most", YEAR, "8")
    assert faults(county, "bar_too_long") == ["2026-04-01 取缔，禁止期至 2035-04-01，超过 8 年"]


def test_the_band_of_loads_is_the_offices_on_the_chart_too(county: SmallCounty) -> None:
    county.supervisor("张督学")
    for key, own in (("load_least", "7"), ("load_ideal", "8"), ("load_most", "9")):
        set_target(county.store, key, YEAR, own)
    (load,) = board(county.store, TODAY).loads
    shown = load_board(county.store, YEAR)
    assert (load.least, load.ideal, load.most) == (shown.lower, shown.ideal, shown.upper) == (7, 8, 9)


@pytest.mark.parametrize(
    ("key", "title", "usual"),
    [("teachers_a_class", "每班专任教师", 2), ("cap_junior", "小班班额上限", 25), ("reply_days", "限期整改天数", 15)],
)
def test_what_is_counted_is_a_whole_number(county: SmallCounty, key: str, title: str, usual: int) -> None:
    with pytest.raises(Refusal) as refused:
        set_target(county.store, key, YEAR, "1.5")
    assert str(refused.value) == f"目标值“{title}”：“1.5”不是整数。这一项要填整数，例如 {usual}"
    assert thresholds.own_targets(county.store) == {}
    set_target(county.store, key, YEAR, "3.0")
    assert thresholds.own_targets(county.store) == {key: {str(YEAR): "3"}}


@pytest.mark.parametrize(
    "key", ["inclusive_coverage", "building_area", "public_fund", "teacher_ratio", "care_ratio_most"]
)
def test_shares_and_quotients_may_have_a_fraction(county: SmallCounty, key: str) -> None:
    set_target(county.store, key, YEAR, "12.5")
    assert thresholds.number(key, YEAR, thresholds.own_targets(county.store)) == Fraction(25, 2)
