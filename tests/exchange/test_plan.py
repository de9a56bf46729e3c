"""What a row of a list does: values, places, natures, what is left over, and which year it is of."""

from datetime import date
from decimal import Decimal

import pytest

from tests.exchange.importing import (
    by_name,
    imported,
    left_over,
    only,
    planned,
    proposed,
    said,
    standing,
    states,
)
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Store

HEADER: list[Cell] = ["园所名称", "乡镇", "办园性质", "联系电话", "在园幼儿", "保教费"]


def test_only_a_name_is_needed(store: Store) -> None:
    plan = imported(store, [["园所名称", "乡镇"], ["古魏镇中心幼儿园", None], [None, "古魏镇"]])
    assert states(plan) == ["new", "refused"]
    problem = plan.problems[0]
    assert (problem.sheet, problem.cell, problem.field) == ("名单", "A3", "园所名称")
    assert "没有填写“园所名称”" in problem.message
    record = by_name(store)["古魏镇中心幼儿园"]
    assert (record["status"], record["kind"], record["township"]) == ("open", "111", None)


def test_one_row_feeds_registry_and_yearly_figures(store: Store) -> None:
    imported(store, [HEADER, ["甲园", "古魏镇", "公办", "0359-3021234", 120, "450元/月"]], year=2025)
    assert by_name(store, 2025)["甲园"]["nature"] == "public"
    report = standing(store, YearReport, 2025)[0]
    assert (report["children_reported"], report["fee_care"]) == (120, Decimal("450.00"))
    assert standing(store, YearReport, 2026) == []


def test_a_blank_never_overwrites(store: Store) -> None:
    imported(store, [HEADER, ["甲园", "古魏镇", "公办", "0359-3021234", 120, 450]])
    plan = imported(store, [HEADER, ["甲园", "古魏镇", None, " ", "—", "/"]])
    assert states(plan) == ["same"]
    assert by_name(store)["甲园"]["phone"] == "0359-3021234"


def test_a_change_shows_old_and_new(store: Store) -> None:
    imported(store, [HEADER, ["甲园", "古魏镇", "公办", "0359-3021234", 120, 450]])
    plan = planned(store, [HEADER, ["甲园", "古魏镇", "公办", "0359-3025678", 131, 450]])
    assert said(only(plan)) == {
        "园所电话": ("0359-3021234", "0359-3025678"),
        "在园幼儿（合计填报）": ("120", "131"),
    }
    assert by_name(store)["甲园"]["phone"] == "0359-3021234", "a plan writes nothing"


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("乡镇", "紫竹院街道", "township"),
        ("许可证有效期至", "长期", "licence_until"),
        ("保教费", "成长班2500国际班4000", "fee_care"),
        ("办园性质", "私立", "nature"),
        ("统一社会信用代码", 9.11408300123456e17, "credit_code"),
        ("标识码", "1114", "code"),
        ("在园幼儿", "约一百人", "children_reported"),
    ],
)
def test_what_cannot_be_read_is_kept_and_named(store: Store, heading: str, cell: Cell, field: str) -> None:
    plan = imported(store, [["园所名称", heading], ["甲园", cell]])
    assert states(plan) == ["new"]
    (problem,) = plan.problems
    assert (problem.cell, problem.must_fix) == ("B2", True)
    assert problem.value == problem.value.strip() != ""
    assert "导入原值" in problem.message
    assert problem.remedy
    assert left_over(store) == [(field, heading, problem.value)]


def test_a_code_that_excel_made_a_number_says_so(store: Store) -> None:
    plan = planned(store, [["园所名称", "统一社会信用代码"], ["甲园", 121408300123456789.0]])
    assert "被 Excel 当成了数字" in plan.problems[0].message


def test_columns_that_no_field_takes_are_kept_under_their_headings(store: Store) -> None:
    plan = imported(store, [["序号", "园所名称", "收费举报电话"], [1, "甲园", "82113092"], [2, "乙园", "82113092"]])
    assert left_over(store) == [(None, "收费举报电话", "82113092")] * 2
    assert plan.problems == []
    again = imported(store, [["序号", "园所名称", "收费举报电话"], [1, "乙园", "82113093"], [2, "甲园", "82113092"]])
    assert states(again) == ["changed", "same"]
    assert said(again.rows[0]) == {"收费举报电话（导入原值）": ("82113092", "82113093")}


def test_a_settled_text_is_not_asked_about_again(store: Store) -> None:
    rows = [["园所名称", "办园性质", "保教费"], ["甲园", "私立", "成长班2500国际班4000"]]
    imported(store, rows)
    with store.writing("核定") as writer:
        writer.change(Kindergarten, by_name(store)["甲园"]["uuid"], {"nature": "forprofit"}, date(2026, 9, 1))
        writer.change(YearReport, standing(store, YearReport)[0]["uuid"], {"fee_care": Decimal(2500)}, date(2026, 9, 1))
    plan = imported(store, rows)
    assert states(plan) == ["same"]
    assert plan.problems == []
    assert left_over(store) == []


def test_a_text_that_contradicts_a_known_value_is_kept_beside_it(store: Store) -> None:
    imported(store, [["园所名称", "在园幼儿"], ["甲园", 120]])
    plan = imported(store, [["园所名称", "在园幼儿"], ["甲园", "一百三"]])
    assert states(plan) == ["changed"]
    assert left_over(store) == [("children_reported", "在园幼儿", "一百三")]
    imported(store, [["园所名称", "在园幼儿"], ["甲园", 120]])
    assert left_over(store) == [], "a proper value settles it"


def test_places_are_joined_by_township_village_and_address(store: Store) -> None:
    imported(
        store,
        [
            ["园所名称", "乡镇", "村", "地址"],
            ["甲园", "古魏", "东关", None],
            ["乙园", None, None, "山西省运城市芮城县古魏镇东关村12号"],
            ["丙园", "古魏镇", None, "东关村口"],
            ["丁园", None, None, "广州市黄埔区荔香路38号"],
        ],
    )
    found = by_name(store)
    shown = {name: (each["township"], each["village"]) for name, each in found.items()}
    gu_wei, dong_guan = shown["甲园"]
    assert store.names.name("township", str(gu_wei)) == "古魏镇"
    assert store.names.name("village", str(dong_guan)) == "东关社区居委会"
    assert shown["乙园"] == shown["丙园"] == (gu_wei, dong_guan)
    assert shown["丁园"] == (None, None)


def test_what_was_worked_out_never_replaces_what_is_known(store: Store) -> None:
    rows: list[list[Cell]] = [["园所名称", "地址"], ["甲园", "芮城县古魏镇东关村12号"]]
    imported(store, rows)
    elsewhere = store.names.keys("township", "阳城镇")[0]
    with store.writing("改乡镇") as writer:
        writer.update(Kindergarten, by_name(store)["甲园"]["uuid"], {"township": elsewhere, "village": None})
    plan = imported(store, rows)
    assert "乡镇" not in said(only(plan))
    assert by_name(store)["甲园"]["township"] == elsewhere


def test_worked_out_values_are_told_apart(store: Store) -> None:
    row = only(planned(store, [["园所名称", "办园性质"], ["古魏小学附设幼儿班", "集体办园"]]))
    worked_out = {change.label: change.new for change in row.changes if change.proposed}
    assert worked_out == {"办学类型": "附设幼儿班", "状态": "在办", "举办者类型": "集体"}


@pytest.mark.parametrize(
    ("nature", "inclusive", "stored"),
    [
        ("民办", "是", "inclusive"),
        ("民办(普惠)", "是", "inclusive"),
        ("公办", "是", "public"),
        ("民办", "否", None),
        ("公办", "否", None),
    ],
)
def test_whether_it_is_inclusive_decides_with_the_nature(
    store: Store, nature: str, inclusive: str, stored: str | None
) -> None:
    imported(store, [["园所名称", "办园性质", "是否普惠"], ["甲园", nature, inclusive]])
    assert by_name(store)["甲园"]["nature"] == stored
    kept = [("nature", "办园性质", nature), (None, "是否普惠", inclusive)]
    assert sorted(left_over(store), key=str) == sorted([] if stored else kept, key=str)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("82000726/13800000033", "82000726/13800000033"),
        ("13800000019、82038286", "13800000019、82038286"),
        ("0359-3021234 13800000019", "0359-3021234、13800000019"),
        ("0359-3021234\n3025678", "0359-3021234、3025678"),
        ("0359 — 3021234", "0359-3021234"),
    ],
)
def test_a_cell_with_two_telephone_numbers_is_valid(store: Store, typed: str, kept: str) -> None:
    plan = imported(store, [["园所名称", "联系电话"], ["甲园", typed]])
    assert plan.problems == []
    assert by_name(store)["甲园"]["phone"] == kept


@pytest.mark.parametrize(
    ("heading", "typed", "ledger_field"),
    [("在园幼儿", "120人", 120), ("班级数", "6个班", 6), ("班级数", "6", 6), ("在园幼儿", " １２０ ", 120)],
)
def test_numbers_with_their_unit(store: Store, heading: str, typed: str, ledger_field: int) -> None:
    plan = imported(store, [["园所名称", heading], ["甲园", typed]])
    assert plan.problems == []
    report = standing(store, YearReport)[0]
    assert ledger_field in (report["children"], report["classes"])


def test_a_number_of_another_unit_is_not_taken(store: Store) -> None:
    plan = imported(store, [["园所名称", "班级数"], ["甲园", "120人"]])
    assert len(plan.problems) == 1


def test_dated_values_count_from_the_chosen_year(store: Store) -> None:
    rows = [["园所名称", "办园性质"], ["甲园", "营利性民办园"]]
    imported(store, rows, year=2024)
    change = proposed(store, [["园所名称", "办园性质"], ["甲园", "公办"]], year=2025)
    apply(store, make_plan(store, change))
    assert [by_name(store, year)["甲园"]["nature"] for year in (2024, 2025, 2026)] == ["forprofit", "public", "public"]
    mend = proposed(store, [["园所名称", "办园性质"], ["甲园", "普惠性民办"]], year=2026)
    mend.correct = True
    apply(store, make_plan(store, mend))
    assert [by_name(store, year)["甲园"]["nature"] for year in (2024, 2025, 2026)] == [
        "forprofit",
        "inclusive",
        "inclusive",
    ]


def test_the_status_of_a_known_kindergarten_is_left_alone(store: Store) -> None:
    imported(store, [["园所名称", "状态"], ["甲园", "停办"]])
    plan = planned(store, [["园所名称", "联系电话"], ["甲园", "0359-3021234"]])
    assert "状态" not in said(only(plan))


def test_the_summary_is_plain_data(store: Store) -> None:
    told = planned(store, [["园所名称", "保教费"], ["甲园", "面议"], [None, 3]]).summary()
    assert {key: told[key] for key in ("rows", "new", "changed", "same", "refused")} == {
        "rows": 2,
        "new": 1,
        "changed": 0,
        "same": 0,
        "refused": 1,
    }
    assert told["problems"][0] == {
        "sheet": "名单",
        "cell": "B2",
        "field": "保教费（元/月）",
        "value": "面议",
        "message": "“面议”不是数字；原文已留在“导入原值”",
        "remedy": "请在年度数据的“保教费（元/月）”里填上正确的值。",
    }
