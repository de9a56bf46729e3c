"""What the words of a header are taken to mean."""

import pytest

from tests.exchange.lists import table_of
from ycpe_desktop.exchange.reading import read_clipboard
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.exchange.tables import (
    Heading,
    Table,
    find_table,
    normalised,
)


@pytest.mark.parametrize(
    ("group", "title", "key"),
    [
        ("基本信息", "电话", "phone"),
        ("园长", "电话", None),
        ("幼儿园", "地址", "address"),
        ("教职工数", "专任教师", "teachers"),
        ("在园幼儿", "小班", "junior"),
        ("班级数", "小班", None),
        ("小班", "幼儿数", "junior"),
    ],
)
def test_the_upper_word_of_a_merged_header_has_its_say(group: str, title: str, key: str | None) -> None:
    rows: list[list[Cell]] = [["园所名称", "乡镇", group, None], [None, None, title, "某栏"], ["甲园", "乡", "1", "2"]]
    table = table_of(rows, ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)))
    assert table.columns[2].key == key


@pytest.mark.parametrize(
    "title",
    [
        "园所名称",
        "园 所\n名 称",
        "＊园所名称（全称）",
        "1.园所名称",
        "幼儿园名称",
        "所属幼儿园名称",
        "园所的名称",
        "名称",
    ],
)
def test_words_for_the_name(title: str) -> None:
    assert table_of([[title, "地址"], ["甲园", "东街"]]).keys["name"] == 0


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("办园规模（班）", "classes"),
        ("办园规模（人）", None),
        ("在园男幼儿数", None),
        ("女教师数", None),
        ("男教师数（人）", "male_teachers"),
        ("举办者名称", None),
        ("收费举报电话", None),
        ("幼儿园联系电话", "phone"),
        ("ＴＥＬ", None),
        ("学校（机构）标识码", "code"),
        ("学校标识码（10位）", "code"),
        ("在园幼儿总数", "children"),
        ("专任教师数（人）", "teachers"),
    ],
)
def test_like_words_are_told_apart(title: str, key: str | None) -> None:
    table = table_of([["园所名称", "乡镇", title], ["甲园", "学张乡", "1"]])
    assert table.columns[2].key == key


def test_a_key_goes_to_the_column_that_fits_best() -> None:
    table = table_of([["名称", "幼儿园电话", "联系电话", "电话"], ["甲园", "1", "2", "3"]])
    assert table.keys["phone"] == 2
    assert [column.score for column in table.columns][2] == 1.0


def test_of_two_keys_of_one_name_the_first_has_the_column() -> None:
    sheet = read_clipboard("名称\t班数\n甲园\t3").sheets[0]
    name, one, other = Heading("name", "名称"), Heading("z", "班数"), Heading("a", "班数")
    for headings in ((name, one, other), (name, other, one)):
        found = find_table(sheet, headings)
        assert isinstance(found, Table)
        assert found.columns[1].key == headings[1].key


def test_normalised_text() -> None:
    assert normalised("　ＡＢ１２\n　（班）\u200b ") == "AB12 (班)"
