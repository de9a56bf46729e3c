"""The formulas of the rates, on data entered through the store; the published figures they must give."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.policy.conftest import Enter
from ycpe_desktop.ledgers import AreaYear, Assignment, ClassRoom, FourIndependents, Kindergarten, Supervisor
from ycpe_desktop.policy.figures import Indicator, as_json, from_json, rounded
from ycpe_desktop.policy.indicators import behind, by_township, indicator, indicators
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Store, add_years

COUNTY = "140830"


def published(store: Store, key: str) -> tuple[str, str]:
    found = indicator(store, key, 2026)
    return found.shown, found.verdict


def test_hengnan_county(store: Store, enter: Enter) -> None:
    """公办 10301, 普惠性民办 7629 of 25113 children, 984 teachers: 41.02 %, 71.40 %, 1:25.5."""
    enter("公办一", "public", 6000, teachers=400)
    enter("公办二", "public", 4301, teachers=200)
    enter("普惠", "inclusive", 7629, teachers=300)
    enter("民办", "nonprofit", 25113 - 10301 - 7629, teachers=84)
    assert published(store, "public_share") == ("41.02%", "missed")
    assert published(store, "inclusive_coverage") == ("71.40%", "missed")
    assert published(store, "teacher_ratio") == ("1:25.5", "missed")
    assert indicator(store, "public_share", 2026).gap == 3512  # 55 % of 25113 is 13812.15


@pytest.mark.parametrize(
    ("key", "part", "whole", "shown"),
    [
        ("public_share", 35410, 50467, "70.16%"),  # 晋城市, end of 2025
        ("inclusive_coverage", 414405, 462755, "89.55%"),  # the nation, 2022, in 百
        ("inclusive_coverage", 371701, 409298, "90.81%"),  # the nation, 2023
        ("inclusive_coverage", 668596, 987853, "67.68%"),  # 山西, 2018, by children
    ],
)
def test_published_rates(store: Store, enter: Enter, key: str, part: int, whole: int, shown: str) -> None:
    enter("公办", "public", part)
    enter("营利性", "forprofit", whole - part)
    assert indicator(store, key, 2026).shown == shown


def test_the_share_by_kindergartens_is_another_figure(store: Store, enter: Enter) -> None:
    """山西 2018: 4747 of 6973 kindergartens, 68.08 %, beside 67.68 % by children; here one hundredth of each."""
    enter("大公办园", "public", 100)
    enter("小民办园一", "nonprofit", 20)
    enter("小民办园二", "nonprofit", 20)
    assert indicator(store, "inclusive_kindergartens", 2026).shown == "33.33%"
    assert indicator(store, "inclusive_coverage", 2026).shown == "71.43%"
    assert rounded(Fraction(100 * 4747, 6973)) == "68.08"


def test_what_rounds_to_the_target_does_not_reach_it(store: Store, enter: Enter) -> None:
    enter("公办", "public", 54996)
    enter("民办", "nonprofit", 45004)
    found = indicator(store, "public_share", 2026)
    assert (found.shown, found.verdict, found.gap) == ("55.00%", "missed", 4)


def test_exactly_the_target_reaches_it(store: Store, enter: Enter) -> None:
    enter("公办", "public", 55, teachers=7)
    enter("民办", "nonprofit", 45, teachers=0)
    assert published(store, "public_share") == ("55.00%", "met")
    enter("又一所", "nonprofit", 5, teachers=0)
    assert published(store, "teacher_ratio") == ("1:15.0", "met")


def test_enrolment_is_not_clamped_and_the_citys_target_is_a_reference(store: Store, enter: Enter) -> None:
    enter("公办", "public", 1012)
    with store.writing("人口") as writer:
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, "population": 1000})
    found = indicator(store, "gross_enrolment", 2026)
    assert (found.shown, found.verdict, found.target_shown) == ("101.20%", "met", "99.8%")
    assert "参照" in found.target_word
    set_target(store, "gross_enrolment", 2026, "102%")
    found = indicator(store, "gross_enrolment", 2026)
    assert (found.verdict, found.target_word, found.gap) == ("missed", "本县目标", 8)


def test_population_of_the_county_wins_over_its_townships_and_estimates_are_for_their_years_only(
    store: Store, enter: Enter
) -> None:
    enter("公办", "public", 500, year=2023)
    add_years(store, [2023])
    estimated = indicator(store, "gross_enrolment", 2023)
    assert estimated.denominator is not None
    assert "推算" in estimated.note
    enter("公办二", "public", 500)
    assert indicator(store, "gross_enrolment", 2026).verdict == "cannot_be_judged"
    with store.writing("人口") as writer:
        for code, _ in store.names.places("township"):
            writer.insert(AreaYear, {"area": code, "year": 2026, "population": 100})
    summed = indicator(store, "gross_enrolment", 2026).denominator
    assert summed is not None
    assert summed >= 1000
    with store.writing("人口") as writer:
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, "population": 1234})
    assert indicator(store, "gross_enrolment", 2026).denominator == 1234
    assert by_township(store, "gross_enrolment", 2026)[0].denominator == 100


def test_who_lacks_data_is_named_and_it_is_no_pass(store: Store, enter: Enter) -> None:
    enter("好园", "public", 100)
    blank = enter("缺幼儿数的园", "public")
    enter("缺性质的园", None, 30)
    enter("缺状态的园", "public", 30, status=None)
    found = indicator(store, "public_share", 2026)
    assert (found.verdict, found.missing_count) == ("cannot_be_judged", 3)
    told = {lack.name: (lack.ledger, lack.field) for lack in found.missing}
    assert told == {
        "缺幼儿数的园": ("year_report", "children_reported"),
        "缺性质的园": ("kindergarten", "nature"),
        "缺状态的园": ("kindergarten", "status"),
    }
    assert [part.told for part in behind(store, "public_share", 2026) if part.uuid == blank] == ["在园幼儿数未填"]


def test_a_reason_says_how_many_kindergartens_lack_what(store: Store, enter: Enter) -> None:
    enter("好园", "public", 100)
    enter("缺幼儿数的园", "public")
    assert indicator(store, "public_share", 2026).reason == "缺 1 所数据：在园幼儿数；未计入"
    enter("也缺的园", "public")
    enter("缺性质的园", None, 30)
    found = indicator(store, "public_share", 2026)
    assert found.reason == "缺 3 所数据：办园性质 1、在园幼儿数 2；未计入"
    assert (found.reason_shown, found.lacking_kindergartens) == ("缺 3 所数据", 3)
    people = indicator(store, "gross_enrolment", 2026)
    assert people.reason == "缺 2026 年 3—5岁人口（填县一行，或各乡镇都填）；缺 2 所数据：在园幼儿数"
    assert (people.missing_count, people.lacking_kindergartens) == (3, 2)


def told(store: Store, key: str, year: int = 2026) -> list[tuple[Any, ...]]:
    """(name, numerator, denominator, what is lacking, ledger) of what stands behind the number."""
    return [(part.name, part.numerator, part.denominator, part.told, part.ledger) for part in behind(store, key, year)]


def test_behind_the_enrolment_stand_its_people_and_its_kindergartens(store: Store, enter: Enter) -> None:
    enter("公办", "public", 500)
    assert told(store, "gross_enrolment")[0] == ("芮城县", None, None, "3—5岁人口未填", "area_year")
    towns = store.names.places("township")
    with store.writing("人口") as writer:
        for code, _ in towns[2:]:
            writer.insert(AreaYear, {"area": code, "year": 2026, "population": 100})
    found = indicator(store, "gross_enrolment", 2026)
    assert found.reason_shown == "缺 2 个乡镇的 3—5岁人口"
    assert [lack.name for lack in found.missing] == [name for _, name in towns[:2]]
    behind_it = told(store, "gross_enrolment")
    assert behind_it[:2] == [(name, None, None, "3—5岁人口未填", "area_year") for _, name in towns[:2]]
    assert behind_it[2] == (towns[2][1], None, 100, "", "area_year")
    assert behind_it[-1] == ("公办", 500, 500, "", "kindergarten")
    with store.writing("人口") as writer:
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, "population": 1234})
    assert told(store, "gross_enrolment")[0] == ("芮城县", None, 1234, "", "area_year")
    assert len(told(store, "gross_enrolment")) == 2


def test_behind_an_estimate_stands_the_county(store: Store) -> None:
    add_years(store, [2023])
    ((name, _, people, lacks, ledger),) = told(store, "gross_enrolment", 2023)
    assert name == "芮城县（人口为 2020 年普查推算数）"
    assert people
    assert (lacks, ledger) == ("", "area_year")


def test_behind_the_figures_of_the_county_stand_its_rows(store: Store) -> None:
    assert told(store, "satisfaction") == [("芮城县", None, None, "社会认可度（%）未填", "area_year")]
    assert indicator(store, "satisfaction", 2026).reason_shown == "缺县一行的 1 项"
    with store.writing("县") as writer:
        values = {"satisfaction": "92.5", "researchers": 3, "preschool_spending": "500000.01"}
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, **values})
    assert told(store, "satisfaction") == [("芮城县", 9250, 10_000, "", "area_year")]
    assert told(store, "researchers") == [("芮城县", 3, None, "", "area_year")]
    assert told(store, "research_managers") == [("芮城县", None, None, "教研专职管理人员未填", "area_year")]
    assert told(store, "fiscal_share") == [
        ("芮城县 2026—2027 学年", 50000001, None, "财政性教育经费未填", "area_year"),
        ("芮城县 2025—2026 学年", None, None, "财政性学前教育经费、财政性教育经费未填", ""),
    ]
    assert indicator(store, "fiscal_share", 2026).reason == "缺县一行的 1 项：财政性教育经费"


def test_money_of_the_year_before_that_is_wanting_is_named(store: Store) -> None:
    with store.writing("县") as writer:
        values = {"preschool_spending": "1", "education_spending": "2"}
        writer.insert(AreaYear, {"area": COUNTY, "year": 2026, **values})
        writer.insert(AreaYear, {"area": COUNTY, "year": 2025, "education_spending": "2"})
    reason = indicator(store, "fiscal_share", 2026).reason
    assert reason == "上年缺县一行的 1 项：财政性学前教育经费，无法比较是否提高"


def test_behind_centres_and_loads_stand_townships_and_supervisors(store: Store, enter: Enter) -> None:
    centre = enter("古魏镇中心园", "public", 10, garden={"township": "140830100", "township_centre": True})
    found = told(store, "township_centre")
    assert found[-1] == ("古魏镇中心园", 1, 1, "", "kindergarten")
    assert ("古魏镇", 0, 1, "", "place") not in found
    assert {each[-1] for each in found[:-1]} == {"place"}
    assert len(found) == indicator(store, "township_centre", 2026).denominator
    with store.writing("督学") as writer:
        who = writer.insert(Supervisor, {"name": "李四", "kind": "full", "term_from": date(2024, 9, 1)})
        writer.insert(Supervisor, {"name": "张三", "kind": "full", "term_from": date(2024, 9, 1)})
        writer.insert(Assignment, {"supervisor": who, "kindergarten": centre, "since": date(2026, 3, 1)})
    assert told(store, "supervisor_load") == [("李四", 1, 1, "", "supervisor"), ("张三", 0, 1, "", "supervisor")]


def test_a_kindergarten_counts_as_it_stood_on_1_september(store: Store, enter: Enter) -> None:
    add_years(store, [2024, 2025])
    key = enter("转普惠的园", "nonprofit", 100, year=2024)
    enter("停办的园", "public", 999, year=2024, status="paused")
    with store.writing("认定普惠") as writer:
        writer.state(Kindergarten.nature, key, "inclusive", date(2025, 10, 8))
        from ycpe_desktop.ledgers import YearReport

        for year in (2025, 2026):
            writer.insert(YearReport, {"kindergarten": key, "year": year, "children_reported": 90})
    shown = [indicator(store, "inclusive_coverage", year).shown for year in (2024, 2025, 2026)]
    assert shown == ["0.00%", "0.00%", "100.00%"]
    beside = indicator(store, "inclusive_coverage", 2025).beside[-1]
    assert "2025-12-31" in beside.label
    assert beside.shown == "100.00%（90 ÷ 90）"
    assert beside.verdict == "met"


def test_the_plans_targets_end_with_2025(store: Store, enter: Enter) -> None:
    add_years(store, [2020, 2025, 2027])
    words = {year: indicator(store, "public_share", year).target_word for year in (2020, 2025, 2026, 2027)}
    assert words == {2020: "国家标准", 2025: "目标", 2026: "沿用2025年目标", 2027: "沿用2025年目标"}
    set_target(store, "public_share", 2026, "58")
    assert indicator(store, "public_share", 2026).target == 58
    assert indicator(store, "public_share", 2027).target_word == "沿用2026年本县目标"
    set_target(store, "public_share", 2026, "")
    assert indicator(store, "public_share", 2026).target == 55


def test_nursery_children_are_a_setting(store: Store, enter: Enter) -> None:
    enter("带托班的园", "public", children_nursery=20, children_junior=80)
    enter("民办", "nonprofit", 100)
    assert indicator(store, "public_share", 2026).denominator == 200
    store.set_setting("nursery_counts", False, "托班不计入在园幼儿")
    assert indicator(store, "public_share", 2026).denominator == 180


def test_class_sizes_come_from_classes_where_they_are_listed_and_leave_out_nurseries(
    store: Store, enter: Enter
) -> None:
    enter("只报总数的园", "public", 60, classes_reported=3, classes_nursery=None, classes_in_cap=2)
    listed = enter("列了班级的园", "public")
    with store.writing("班级") as writer:
        for name, band, children in (("托", "nursery", 40), ("小", "junior", 25), ("中", "middle", 31)):
            writer.insert(
                ClassRoom, {"kindergarten": listed, "year": 2026, "name": name, "band": band, "children": children}
            )
    found = indicator(store, "class_size", 2026)
    assert (found.numerator, found.denominator, found.shown) == (3, 5, "60.00%")


def test_two_teachers_and_a_carer_in_every_class(store: Store, enter: Enter) -> None:
    enter("够的园", "public", 60, classes_reported=3, teachers=6, carers=3)
    enter("三教的园", "public", 60, classes_reported=2, teachers=6, carers=0)
    enter("不够的园", "public", 60, classes_reported=3, teachers=6, carers=2)
    mixed = enter("按班看的园", "public", teachers=5, carers=1)
    with store.writing("班级") as writer:
        for name, teachers, carers in (("甲", 2, 1), ("乙", 3, 0)):
            writer.insert(
                ClassRoom,
                {"kindergarten": mixed, "year": 2026, "name": name, "band": "mixed", "children": 20,
                 "teachers": teachers, "carers": carers},
            )  # fmt: skip
    found = indicator(store, "two_plus_one", 2026)
    assert (found.numerator, found.denominator) == (3, 4)


def test_four_independents_count_rural_public_kindergartens(store: Store, enter: Enter) -> None:
    rural = {"garden": {"rural": True}}

    def judge(name: str, four: str, **garden: Any) -> None:
        key = enter(name, "public", 50, garden={"rural": True, **garden})
        states = {"m": "met", "p": "pending", "x": "missing", "e": "exempt"}
        items = dict(zip(("premises", "legal", "account", "management"), four, strict=True))
        with store.writing("判定") as writer:
            values = {f"{item}_state": states[sign] for item, sign in items.items()}
            writer.insert(FourIndependents, {"kindergarten": key, "year": 2026, **values})

    judge("都达到", "mmmm")
    judge("不适用两项", "meem")
    judge("园舍不适用", "emmm")
    judge("办理中", "mmpm")
    enter("附设班", "public", 20, garden={"rural": True, "kind": "119"})
    enter("城里的园", "public", 20, garden={"rural": False})
    enter("民办园", "nonprofit", 20, **rural)
    found = {each.id: each for each in indicators(store, 2026)}
    assert (found["four_independents"].numerator, found["four_independents"].denominator) == (2, 5)
    assert (found["four_independents_all"].numerator, found["four_independents_all"].denominator) == (1, 5)
    assert (found["four_legal"].numerator, found["four_legal"].denominator) == (3, 4)
    assert found["four_independents"].verdict == "missed"


def test_supervisors_and_the_band_around_five(store: Store, enter: Enter) -> None:
    keys = [enter(f"园{number}", "public", 10) for number in range(5)]
    with store.writing("督学") as writer:
        who = writer.insert(Supervisor, {"name": "李四", "kind": "full", "term_from": date(2024, 9, 1)})
        for place, key in enumerate(keys[:4]):
            posted = date(2026, 8, 30) if place < 3 else None
            writer.insert(
                Assignment,
                {"supervisor": who, "kindergarten": key, "since": date(2026, 3, 1), "plaque_posted": posted},
            )
    assert published(store, "supervisor_assigned") == ("80.00%", "missed")
    assert published(store, "supervisor_posted") == ("60.00%", "missed")
    assert published(store, "supervisor_load") == ("4.00", "met")


def test_money_must_rise_from_year_to_year(store: Store) -> None:
    with store.writing("经费") as writer:
        for year, part in ((2025, "500000.00"), (2026, "500000.01")):
            writer.insert(
                AreaYear,
                {"area": COUNTY, "year": year, "preschool_spending": part, "education_spending": "10000000.00"},
            )
    found = indicator(store, "fiscal_share", 2026)
    assert (found.shown, found.verdict, found.numerator) == ("5.00%", "met", 50000001)


def test_every_indicator_is_listed_once_with_its_clause(store: Store) -> None:
    found = indicators(store, 2026)
    assert len({each.id for each in found}) == len(found)
    assert all(each.clause for each in found)


def test_an_indicator_comes_back_from_json_as_it_was(store: Store, enter: Enter) -> None:
    enter("公办", "public", 1, teachers=1)
    enter("缺数", "inclusive")
    found: list[Indicator] = indicators(store, 2026)
    assert [from_json(as_json(each)) for each in found] == found
    share = next(as_json(each) for each in found if each.id == "public_share")
    assert {name: share[name] for name in ("numerator", "denominator", "value", "target", "verdict")} == {
        "numerator": 1,
        "denominator": 1,
        "value": "100.00",
        "target": "55",
        "verdict": "cannot_be_judged",
    }
