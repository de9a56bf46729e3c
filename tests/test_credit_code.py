"""The credit code catches what clerks mistype, and its prefix tells 独立法人."""

import pytest

from ycpe_desktop import credit_code

SOUND = ("91350100M000100Y43", "91330100799655058B", "12140830MB0000000W")


@pytest.mark.parametrize("code", SOUND)
def test_sound_codes_pass(code: str) -> None:
    assert credit_code.check_character(code[:17]) == code[17]
    assert credit_code.problem(code) is None


@pytest.mark.parametrize("code", SOUND)
def test_any_one_wrong_character_is_caught(code: str) -> None:
    for place in range(18):
        for sign in credit_code.ALPHABET:
            mistyped = code[:place] + sign + code[place + 1 :]
            assert (credit_code.problem(mistyped) is None) == (mistyped == code)


@pytest.mark.parametrize("code", SOUND)
def test_two_swapped_neighbours_are_caught(code: str) -> None:
    for place in range(17):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or credit_code.problem(swapped)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "应为 18 位，现为 0 位"),
        ("1214083000000000", "应为 18 位，现为 16 位"),
        ("12140830MB0000000O", "第 18 位“O”不是代码用字：代码不用字母 I、O、S、V、Z，可能是“0”"),
        ("12140830mB0000000W", "第 9 位“m”不是代码用字：字母应为半角大写"),
        ("12140830MB00-0000W", "第 13 位“-”不是代码用字"),
        ("1214A830MB0000000W", "第 3—8 位是行政区划码"),
        ("12140830MB0000000X", "末位应为“W”，现为“X”"),
    ],
)
def test_a_problem_says_what_and_where(code: str, told: str) -> None:
    assert told in (credit_code.problem(code) or "")


def test_what_people_type_becomes_the_code() -> None:
    assert credit_code.tidy(" １２１４０８３０ mb00 00000w\n") == "12140830MB0000000W"


def test_the_prefix_names_the_body() -> None:
    assert credit_code.meaning("12140830MB0000000W") == "机构编制部门登记的事业单位"
    assert credit_code.meaning("52140830MB0000000W") == "民政部门登记的民办非企业单位"
    assert credit_code.meaning("N2140830MB0000000W") == "村级集体经济组织"
    assert credit_code.meaning("33") is None
