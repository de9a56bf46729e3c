"""Names are found by the initials people type, whichever reading of a polyphone they mean."""

import subprocess
import sys

import pytest

from ycpe_desktop.pinyin import VARIANTS, initials, initials_key


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("芮城县", ["rcx"]),
        ("解州", ["xz", "hz", "jz"]),
        ("解州镇第一幼儿园", ["xzzdyyey", "hzzdyyey", "jzzdyyey"]),
        ("南磑镇", ["nwz", "naz"]),
        ("谷子硙", ["gzw", "gza"]),
        ("畖底镇", ["wdz"]),
        ("洩湖", ["xh", "yh"]),
        ("斡珥垛", ["wed"]),
        ("长乐", ["cl", "zl", "cy"]),
        ("重阳", ["zy", "cy"]),
        ("翟家庄", ["zjz", "djz"]),
        ("临猗县猗氏镇", ["lyxysz"]),
    ],
)
def test_every_reading_is_found(name: str, typed: list[str]) -> None:
    assert set(typed) <= set(initials(name))


def test_the_usual_reading_comes_first() -> None:
    assert initials("长乐重行会")[0] == "clzxh"
    assert initials("北京大学附属幼儿园")[0] == "bjdxfsyey"


def test_letters_and_digits_stay_and_signs_go() -> None:
    assert initials("Ｔｏｍ幼儿园（第2园·西区）") == ("tomyeyd2yxq",)
    assert initials("—（ ）") == initials("") == ()


def test_a_long_name_keeps_one_unusual_reading_of_each_place_word() -> None:
    variants = initials("运城市盐湖区解州镇长乐路第一幼儿园")
    assert len(variants) <= VARIANTS
    for typed in ("xzz", "hzz", "jzz", "zll", "cyl"):
        assert any(typed in variant for variant in variants)


def test_a_search_row_holds_each_variant_once() -> None:
    assert initials_key(["解州镇", "解州", "解州", "", "A1"]) == "jzz xzz hzz jz xz hz a1"
    assert initials_key([]) == ""


def test_searching_never_loads_the_dictionary() -> None:
    program = "import sys, ycpe_desktop.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
