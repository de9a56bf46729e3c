"""The form's own checks: which red sentence stands beside what, and when none does."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.form_formulas import Calculator
from tests.exchange.form_hands import Form, reported, sent_out
from tests.policy.small_county import small_county

SOUND: dict[str, Any] = {
    "classes_junior": 1, "children_junior": 20, "classes_senior": 1, "children_senior": 24, "children_rural": 40,
    "principals": 1, "principals_certified": 1, "teachers": 4, "teachers_posted": 2, "teachers_certified": 4,
    "teachers_postgraduate": 0, "teachers_bachelor": 2, "teachers_college": 2, "teachers_below": 0, "carers": 2,
    "health_staff": 1,
}  # fmt: skip
GARDEN: dict[str, Any] = {
    "principal": "张三", "principal_phone": "0359-3022018", "address": "南村", "building_area": 900,
    "activity_area": 500, "outdoor_area": 300, "licence_until": datetime(2029, 1, 1),
}  # fmt: skip


@pytest.fixture
def form(data_folder: Path, tmp_path: Path) -> Iterator[Form]:
    with small_county(data_folder) as county:
        reported(county, county.garden("南村幼儿园", code="1114000001"))
        yield sent_out(county, tmp_path / "表")["南村幼儿园"].fill(SOUND).fill(GARDEN, "kindergarten")


def beside(form: Form, key: str) -> str:
    """The red sentence on the line of that cell."""
    row = int(form.places[key][1:])
    return str(Calculator(form.sheet)[f"H{row}"] or "")


def red(form: Form) -> list[str]:
    every = (Calculator(form.sheet)[f"H{row}"] for row in range(6, form.sheet.max_row + 1))
    return [str(told) for told in every if told]


def state(form: Form) -> str:
    return str(Calculator(form.sheet)["B5"])


def test_a_sound_form_says_so_and_has_nothing_red(form: Form) -> None:
    assert red(form) == []
    assert state(form) == "核对无误，可以打印签字。"


@pytest.mark.parametrize(
    ("ledger", "values", "at", "sentence"),
    [
        ("year_report", {"children_junior": 26}, "children_junior", "小班平均每班超过 25 人。"),
        ("year_report", {"children_senior": 36}, "children_senior", "大班平均每班超过 35 人。"),
        ("year_report", {"children_middle": 3}, "children_middle", ""),
        ("year_report", {"classes_middle": 0, "children_middle": 3}, "children_middle", "中班班数和幼儿数对不上。"),
        ("year_report", {"teachers": 3}, "teachers", "每班不足两名教师。"),
        ("year_report", {"children_senior": 41, "teachers": 4}, "teachers", "专任教师×15 少于在园幼儿。"),
        ("year_report", {"carers": 1}, "carers", "每班不足一名保育员。"),
        ("year_report", {"carers": 1, "teachers": 6, "teachers_below": 2}, "carers", ""),
        ("year_report", {"teachers_posted": 5}, "teachers_posted", "在编教师多于专任教师。"),
        ("year_report", {"teachers_certified": 5}, "teachers_certified", "持证教师多于专任教师。"),
        ("year_report", {"teachers_below": 1}, "teachers_below", "四种学历合计不等于专任教师。"),
        ("year_report", {"principals_certified": 2}, "principals_certified", "持证园长多于园长数。"),
        ("year_report", {"children_rural": 45}, "children_rural", "农村户籍幼儿多于在园幼儿合计。"),
        ("year_report", {"health_staff": 0}, "health_staff", "没有保健人员。"),
        ("kindergarten", {"licence_until": datetime(2026, 1, 1)}, "licence_until", "许可证已过有效期。"),
        ("kindergarten", {"outdoor_area": 100}, "outdoor_area", "户外场地生均不足 4 m²。"),
        ("kindergarten", {"building_area": 480}, "building_area", "建筑面积小于活动用房面积。"),
    ],
)
def test_what_is_wrong_is_told_on_its_line(
    form: Form, ledger: str, values: dict[str, Any], at: str, sentence: str
) -> None:
    form.fill(values, ledger)
    told = beside(form, f"{ledger}.{at}")
    assert sentence in told
    assert bool(told) == bool(sentence)


def test_what_is_not_filled_in_is_not_judged(form: Form) -> None:
    form.fill(dict.fromkeys(SOUND)).fill(dict.fromkeys(GARDEN), "kindergarten")
    assert red(form) == []
    assert state(form) == "还有 8 项必填没有填。"


def test_a_jump_against_last_year_is_told_beside_the_total(form: Form) -> None:
    form.fill({"children_senior": 35})
    assert [told for told in red(form) if "上学年" in told] == ["比上学年变动超过 30%，请核对。"]
    assert state(form) == "有 1 处红字，请核对。"


def test_the_classes_count_the_bands_and_each_is_judged(form: Form) -> None:
    form.fill(dict.fromkeys(SOUND))
    form.fill_class(0, "小一班", "小班", 27, 2, 1).fill_class(1, "小二班", "小班", 20, 1, 1)
    form.fill_class(2, "托班", "托班", 40, 3, 0).fill_class(3, None, "大班", 10, 2, 1)
    assert [beside(form, f"{room}.name") for room in form.rooms[:5]] == [
        "超过班额。", "不足两教一保。", "", "没有填班级名称。", "",
    ]  # fmt: skip


def test_two_classes_of_one_name_are_told(form: Form) -> None:
    form.fill_class(0, "小班", "小班", 20, 2, 1).fill_class(1, "小班", "小班", 20, 2, 1)
    assert [beside(form, f"{room}.name") for room in form.rooms[:2]] == ["班级名称重复。"] * 2


def test_typed_totals_that_differ_from_the_classes_are_told(form: Form) -> None:
    form.fill_class(0, "小一班", "小班", 20, 2, 1)
    assert beside(form, "year_report.children_junior") == ""
    assert beside(form, "year_report.children_senior") == "与上面的班级合计不一致。"


def test_the_bands_are_worked_out_from_the_classes(data_folder: Path, tmp_path: Path) -> None:
    with small_county(data_folder) as county:
        county.garden("南村幼儿园")
        form = sent_out(county, tmp_path / "表")["南村幼儿园"]
    form.fill_class(0, "小一班", "小班", 21, 2, 1).fill_class(1, "小二班", "小班", 20, 2, 1)
    cells, places = Calculator(form.sheet), form.places
    names = ("classes_junior", "children_junior", "classes_senior", "children_senior")
    assert [cells[places[f"year_report.{name}"]] for name in names] == [2, 41, "", ""]
