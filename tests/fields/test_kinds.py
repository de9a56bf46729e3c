"""The contract of all kinds, over every declared field: what is shown can be typed, and rubbish gets a reason."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fields.values import KINDS, values_of
from ycpe_desktop.fields import Choice, Code, Day, Kind, Link, Measure, Month, Text, Unreadable, Whole, YesNo, is_blank
from ycpe_desktop.fields.several import Several

DIFFERENT = {repr(kind): kind for kind in KINDS.values()}
"""Each kind once, however many fields have it."""
EVERY_KIND = pytest.mark.parametrize("kind", DIFFERENT.values(), ids=lambda kind: type(kind).__name__)
CHINESE = re.compile("[\u4e00-\u9fff]")
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@EVERY_KIND
@few
@given(data=st.data())
def test_what_is_shown_can_be_typed_again(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.parse(kind.show(value)) == value


@EVERY_KIND
@few
@given(data=st.data())
def test_what_stands_in_an_excel_cell_can_be_read_again(kind: Kind[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.parse(kind.cell(value)) == value


@EVERY_KIND
@few
@given(typed=st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.binary(), st.datetimes()))
def test_anything_is_read_or_refused_with_a_chinese_reason(kind: Kind[Any], typed: object) -> None:
    if is_blank(typed):
        return
    value, reason = None, ""
    try:
        value = kind.parse(typed)
    except Unreadable as problem:
        reason = str(problem)
    assert CHINESE.search(reason) if reason else kind.parse(kind.show(value)) == value


@pytest.mark.parametrize("kind", [kind for kind in DIFFERENT.values() if not isinstance(kind, Text | Link)])
def test_a_sentence_is_no_value(kind: Kind[Any]) -> None:
    with pytest.raises(Unreadable):
        kind.parse("以实际情况为准！")


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000", "\n\t"])
def test_white_space_is_blank(blank: object) -> None:
    assert is_blank(blank)


@pytest.mark.parametrize("typed", [0, 0.0, "0", False, "否", "-", "无"])
def test_zero_and_no_are_not_blank(typed: object) -> None:
    assert not is_blank(typed)


@pytest.mark.parametrize("typed", [9.1140830e17, 911408301234567890, "9.1140830E+17", 1.5, "9.11E17"])
def test_a_code_that_excel_turned_into_a_number_is_refused(typed: object) -> None:
    with pytest.raises(Unreadable, match=r"Excel|编码|只能是数字"):
        Code().parse(typed)


@pytest.mark.parametrize(("typed", "code"), [(1114000001.0, "1114000001"), ("'0112", "0112"), ("１１４ ０", "1140")])
def test_a_short_code_is_read_as_text(typed: object, code: str) -> None:
    assert Code().parse(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "2026-09-01",
        "2026/9/1",
        "2026.9.1",
        "2026年9月1日",
        "２０２６年９月１日",
        "20260901",
        20260901,
        20260901.0,
        date(2026, 9, 1),
        datetime(2026, 9, 1, 8, 30),
        "2026-09-01 00:00:00",
    ],
)
def test_a_day_as_people_write_it(typed: object) -> None:
    assert Day().parse(typed) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "26-9-1", "2026-9", "9月1日", 45000, 45000.0, "1899-12-31", datetime(1899, 12, 30), "明年"]
)
def test_what_is_no_day(typed: object) -> None:
    with pytest.raises(Unreadable):
        Day().parse(typed)


@pytest.mark.parametrize(
    "typed",
    ["2015-09", "2015年9月", "2015.9", "2015/09/01", "201509", 201509, 2015.9, "2015年09月01日", date(2015, 9, 8)],
)
def test_a_month_as_people_write_it(typed: object) -> None:
    assert Month().parse(typed) == "2015-09"


def test_a_month_that_excel_may_have_shortened_is_not_guessed() -> None:
    with pytest.raises(Unreadable, match="10 月"):
        Month().parse(2015.1)


@pytest.mark.parametrize(("typed", "number"), [("1,234", 1234), ("１２", 12), ("12人", 12), (12.0, 12), ("1e3", 1000)])
def test_whole_numbers_as_people_write_them(typed: object, number: int) -> None:
    assert Whole("人").parse(typed) == number


@pytest.mark.parametrize(
    "typed", ["12.5", "-1", "十二", "12-15", "约120", True, float("nan"), float("inf"), "99999999"]
)
def test_what_is_no_whole_number(typed: object) -> None:
    with pytest.raises(Unreadable):
        Whole("人").parse(typed)


def test_decimals_are_exact_and_never_rounded_away() -> None:
    assert Measure("m²").parse(0.1 + 0.2) == Decimal("0.30")
    assert Measure("m²").parse("1,234.5m²") == Decimal("1234.50")
    with pytest.raises(Unreadable, match="2 位小数"):
        Measure("m²").parse("1.005")


@pytest.mark.parametrize("typed", ["是", "有", "√", "✓", "Y", 1, 1.0, True, "TRUE"])
def test_yes(typed: object) -> None:
    assert YesNo().parse(typed) is True


@pytest.mark.parametrize("typed", ["否", "无", "×", "N", 0, 0.0, False, "没有"])
def test_no(typed: object) -> None:
    assert YesNo().parse(typed) is False


def test_a_choice_is_typed_by_label_code_both_or_synonym() -> None:
    kind = Choice((("811", "省级教育部门"), ("999", "民办")), synonyms=(("私立", "999"),))
    assert {kind.parse(typed) for typed in ("民办", "999", 999, 999.0, "999民办", "999 民办", "私立")} == {"999"}
    with pytest.raises(Unreadable, match="省级教育部门、民办"):
        kind.parse("公办")


def test_text_keeps_its_words_and_loses_only_what_does_not_fit_a_cell() -> None:
    assert Text(20).parse("  第一幼儿园\r\n（南校区） ") == "第一幼儿园 （南校区）"
    assert Text(20, lines=3).parse("一\r\n二") == "一\n二"
    assert Text(20).parse(12.0) == "12"
    for unfit in ("过" * 21, "a\x00b", "\ud800"):
        with pytest.raises(Unreadable):
            Text(20).parse(unfit)


class TwoOfAName:
    """Names under which one text means two records."""

    def name(self, target: str, key: str) -> str:
        return f"幼儿园{key}"

    def keys(self, target: str, text: str) -> list[str]:
        return ["1", "2"] if text == "中心幼儿园" else []


def test_a_name_that_means_two_records_is_not_guessed() -> None:
    with pytest.raises(Unreadable, match="2 个：幼儿园1、幼儿园2"):
        Link("kindergarten").parse("中心幼儿园", TwoOfAName())
    with pytest.raises(Unreadable, match="没有找到"):
        Link("kindergarten").parse("别处幼儿园", TwoOfAName())


def test_several_of_a_list_however_they_are_separated() -> None:
    kind = Several(
        (("lesson", "随机听课"), ("papers", "查阅资料"), ("tour", "校园巡视")), synonyms=(("听课", "lesson"),)
    )
    for typed in ("校园巡视、随机听课", "听课，校园巡视", "tour,lesson", "随机听课 校园巡视；听课"):
        assert kind.parse(typed) == "lesson,tour"
    assert kind.show("lesson,tour") == "随机听课、校园巡视"
    with pytest.raises(Unreadable, match="随机听课、查阅资料、校园巡视"):
        kind.parse("随机听课、喝茶")
    with pytest.raises(Unreadable, match="没有可选项"):
        kind.parse("、")
