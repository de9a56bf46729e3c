"""Names stand where a clerk who knows WPS and Excel looks for them, numbers in them by what they count."""

import subprocess
import sys
from random import Random

import pytest

from ycpe_desktop.divisions import counties, townships, villages
from ycpe_desktop.name_order import NUMBERS, made, order_key
from ycpe_desktop.paths import shipped_data
from ycpe_desktop.pinyin import usual_reading


def in_order(names: str) -> list[str]:
    """These words, shuffled and sorted again."""
    shuffled = names.split()
    Random(5).shuffle(shuffled)
    return sorted(shuffled, key=order_key)


@pytest.mark.parametrize(
    "names",
    [
        "教研片区第1 教研片区第2 教研片区第10 教研片区第11",
        "第一幼儿园 第二幼儿园 第三幼儿园 第九幼儿园 第十幼儿园 第十一幼儿园 第二十幼儿园",
        "第1幼儿园 第二幼儿园 第３幼儿园 第十幼儿园 第12幼儿园",
        "城关一幼 城关二幼 城关三幼 城关四幼 城关十幼 城关十二幼",
        "大（1）班 大（2）班 大（10）班",
        "大（一）班 大（二）班 大（三）班 大（十）班",
        "小一班 小二班 小十班 小十一班",
        "2号园 07号园 10号园 100号园",
        "东村一片区 东村二片区 东村三片区",
    ],
)
def test_numbers_in_names_count(names: str) -> None:
    assert in_order(names) == names.split()


def test_numerals_of_place_names_and_days_are_words() -> None:
    """八 ba, 六 liu, 七 qi, 三 san, 十 shi, 五 wu."""
    names = "八一幼儿园 六管村幼儿园 七里坡幼儿园 三官幼儿园 三路里镇幼儿园 十里铺幼儿园 五一幼儿园"
    assert in_order(names) == names.split()


def test_of_the_places_of_yuncheng_only_numbered_villages_are_counted() -> None:
    towns = [town for county in counties() for town in townships(county.code)]
    names = [town.name for town in towns] + [each.name for town in towns for each in villages(town.code)]
    counted = {name.removesuffix("委会") for name in names if NUMBERS.search(name)}
    assert len(names) > 2_500
    assert counted == {*["通化一村", "通化二村", "通化三村", "东卫一村", "东卫二村", "东三村", "中三村", "丈八村"]}


def test_townships_stand_by_pinyin() -> None:
    """解州 where 解 is jie and 长直 where 长 is chang; 磑 is wei, 畖 is wa."""
    names = "长直乡 陈村镇 解州镇 金井乡 南城街道 南樊镇 南磑镇 南张乡 通化镇 桐城镇 畖底镇 万安镇 猗氏镇 翟店镇"
    assert in_order(names) == names.split()


def test_every_township_stands_by_the_reading_of_its_first_sign() -> None:
    names = sorted((town.name for county in counties() for town in townships(county.code)), key=order_key)
    readings = [usual_reading(name[0]) for name in names]
    assert readings == sorted(readings)


def test_signs_are_compared_one_by_one_as_excel_does() -> None:
    """First the syllable, then its tone (妈 ma1, 麻 ma2, 马 ma3), then the sign; what ends first stands first."""
    assert in_order("妈庄 麻地 马村 马村东 骂岭") == ["妈庄", "麻地", "马村", "马村东", "骂岭"]
    assert in_order("卢村 吕村 栾村") == ["卢村", "吕村", "栾村"]


def test_digits_stand_before_letters_and_letters_before_characters() -> None:
    assert in_order("（东） 3号 ABC abd 阿 𡐓村") == ["（东）", "3号", "ABC", "abd", "阿", "𡐓村"]


def test_full_width_and_capitals_make_no_difference() -> None:
    assert order_key("ＡＢ第１０园") == order_key("ab第10园") == order_key("ab第十园")


def test_the_shipped_order_is_that_of_the_readings() -> None:
    assert shipped_data("pinyin", "order.txt").read_text(encoding="utf-8") == made()


def test_sorting_never_loads_the_dictionary() -> None:
    program = "import sys, ycpe_desktop.name_order as it; it.order_key('解州'); sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
