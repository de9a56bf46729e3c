"""The table within a sheet is found whatever stands above, below and between its rows."""

import csv
import json
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.lists import FILES, HUANGPU, MUST_HAVE, STATISTICS, VOCABULARY, workbook
from ycpe_desktop.exchange.reading import read_book, read_clipboard
from ycpe_desktop.exchange.sheets import Cell, Sheet
from ycpe_desktop.exchange.tables import (
    Heading,
    Reason,
    Table,
    best_table,
    find_table,
    find_table_at,
    fingerprint,
    normalised,
    remapped,
)

LISTS = {
    HUANGPU.name: 155,
    "kg_huangpu_20241231.csv": 155,
    "kg_shanghai_2018.csv": 1813,
    "kg_beijing_dongcheng.csv": 92,
    "kg_haidian_2026_part.csv": 33,
}
MAPPED = {
    HUANGPU.name: {"name": 1, "licence": 2, "nature": 3, "classes": 5, "address": 6, "phone": 9},
    "kg_huangpu_20241231.csv": {"name": 1, "licence": 2, "nature": 3, "classes": 5, "address": 6, "phone": 9},
    "kg_shanghai_2018.csv": {"name": 1, "nature": 4, "address": 5, "phone": 6},
    "kg_beijing_dongcheng.csv": {"name": 1, "nature": 2, "address": 4},
    "kg_haidian_2026_part.csv": {"township": 1, "name": 2, "nature": 3, "address": 4},
}


def only_table(path: Path) -> Table:
    tables, reasons = best_table(read_book(path), VOCABULARY, MUST_HAVE)
    assert len(tables) == 1, reasons
    return tables[0]


def table_of(rows: list[list[Cell]], merges: tuple[tuple[int, int, int, int], ...] = ()) -> Table:
    width = max(map(len, rows))
    sheet = Sheet("名单", [row + [None] * (width - len(row)) for row in rows], merges)
    found = find_table(sheet, VOCABULARY, MUST_HAVE)
    assert isinstance(found, Table), found
    return found


def names(table: Table) -> list[Cell]:
    return [row.values[table.keys["name"]] for row in table.body]


def as_xls(source: Path, target: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for number, row in enumerate(read_book(source).sheets[0].rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(target))
    return target


def as_gb18030(source: Path, target: Path) -> Path:
    with target.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(read_book(source).sheets[0].rows)
    return target


def as_two_row_header(source: Path, target: Path) -> Path:
    """A title, a unit line, 基本情况 merged over the first columns, the others merged down; a 合计 row and a note."""
    rows = read_book(source).sheets[0].rows
    table = only_table(source)
    header, width = table.header_rows[1], len(rows[0])
    upper: list[Cell] = ["基本情况", None, None, *rows[header][3:]]
    lower: list[Cell] = [*rows[header][:3], *[None] * (width - 3)]
    body = rows[header + 1 :]
    body.insert(20, ["合 计", None, "20所"])
    total: list[Cell] = [None, "总计", f"{len(body)}"]
    told: list[list[Cell]] = [
        ["全区幼儿园\n名单"],
        ["单位：所、人"],
        upper,
        lower,
        *body,
        total,
        ["注：数据截至年底。"],
        ["填表人：张三"],
    ]
    letters = "ABCDEFGHIJKLMNOP"
    merges = [f"A1:{letters[width - 1]}1", "A3:C3", *(f"{letters[at]}3:{letters[at]}4" for at in range(3, width))]
    return workbook(target, told, merges)


@pytest.mark.parametrize(("file", "rows"), LISTS.items())
def test_real_lists_are_found_whole(file: str, rows: int) -> None:
    table = only_table(FILES / file)
    assert len(table.body) == rows
    assert table.keys == MAPPED[file]
    assert not table.ignored


@pytest.mark.parametrize("file", LISTS)
@pytest.mark.parametrize("change", [as_xls, as_gb18030])
def test_the_same_lists_in_other_formats(tmp_path: Path, file: str, change: object) -> None:
    assert callable(change)
    table = only_table(change(FILES / file, tmp_path / ("a.xls" if change is as_xls else "a.csv")))
    original = only_table(FILES / file)
    assert [row.values for row in table.body] == [row.values for row in original.body]
    assert (table.keys, fingerprint(table)) == (original.keys, fingerprint(original))


@pytest.mark.parametrize("file", LISTS)
def test_the_same_lists_with_a_merged_header_and_totals(tmp_path: Path, file: str) -> None:
    original = only_table(FILES / file)
    table = only_table(as_two_row_header(FILES / file, tmp_path / "a.xlsx"))
    assert table.header_rows == (2, 3)
    assert [row.values for row in table.body] == [row.values for row in original.body]
    assert table.keys == original.keys
    assert [why for _row, why in table.ignored] == ["合计行", "合计行", "表下的说明", "表下的说明"]


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_libreoffice_saved_the_same_list(suffix: str) -> None:
    assert len(only_table(HUANGPU.with_suffix(suffix)).body) == 155


def test_the_counts_of_huangpu() -> None:
    answers = json.loads((FILES / "huangpu_answers.json").read_text(encoding="utf-8"))
    table = only_table(HUANGPU)
    natures = [str(row.values[table.keys["nature"]]) for row in table.body]
    assert {nature: natures.count(nature) for nature in answers["by_nature"]} == answers["by_nature"]
    assert sum(int(str(row.values[table.keys["classes"]])) for row in table.body) == answers["sum_classes"]


@pytest.mark.parametrize("path", STATISTICS, ids=lambda path: path.stem)
def test_statistics_are_no_list_of_kindergartens(path: Path) -> None:
    tables, reasons = best_table(read_book(path), VOCABULARY, MUST_HAVE)
    assert not tables
    assert all("第 4 行像表头（" in reason.message for reason in reasons)
    assert all("没有“园所名称”一列" in reason.message for reason in reasons)


def test_three_header_rows_are_joined() -> None:
    table = table_of(
        [
            ["芮城县幼儿园名单", None, None, None, None, None, None],
            ["填报单位：芮城县教育局", None, None, None, None, None, "单位：人"],
            ["园所名称", "基本信息", None, "在园幼儿", None, None, "教师"],
            [None, "地址", "联系电话", "分班", None, None, "专任教师"],
            [None, None, None, "小班", "中班", "大班", None],
            ["甲园", "东街1号", "0359", 10, 20, 30, 5],
        ],
        (
            (0, 0, 0, 6),
            (2, 0, 4, 0),
            (2, 1, 2, 2),
            (2, 3, 2, 5),
            (3, 1, 4, 1),
            (3, 2, 4, 2),
            (3, 3, 3, 5),
            (3, 6, 4, 6),
        ),
    )
    assert table.header_rows == (2, 4)
    assert [column.title for column in table.columns][1:5] == [
        "基本信息/地址",
        "基本信息/联系电话",
        "在园幼儿/分班/小班",
        "在园幼儿/分班/中班",
    ]
    assert table.keys["phone"] == 2
    assert table.keys["teachers"] == 6
    assert len(table.body) == 1


def test_a_two_row_header_without_merges() -> None:
    """As a .csv keeps it: the upper word once, blanks to its right."""
    table = table_of([
        ["园所名称", "地址", "在园幼儿", None, None, "备注"],
        [None, None, "小班", "中班", "大班", None],
        ["甲园", "东街", 1, 2, 3, None],
        ["乙园", "西街", 1, 2, 3, "x"],
    ])
    assert table.header_rows == (0, 1)
    assert [column.title for column in table.columns][2:] == ["在园幼儿/小班", "在园幼儿/中班", "在园幼儿/大班", "备注"]
    assert table.keys == {"name": 0, "address": 1, "junior": 2, "middle": 3, "senior": 4}
    assert names(table) == ["甲园", "乙园"]


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


def test_only_merges_fill_down() -> None:
    table = table_of(
        [
            ["乡镇", "园所名称", "电话"],
            ["学张乡", "甲园", None],
            [None, "乙园", None],
            [None, "学张乡小计", "2所"],
            [None, None, None],
            ["陌南镇", "丙园", None],
            [None, "丁园", None],
        ],
        ((1, 0, 4, 0),),
    )
    assert [row.values[0] for row in table.body] == ["学张乡", "学张乡", "陌南镇", None]
    assert table.ignored == [(3, "合计行"), (4, "空行")]


def test_what_is_no_record_is_named() -> None:
    table = table_of([
        ["序号", "园所名称", "地址", "班数"],
        ["甲", "乙", "丙", "1"],
        ["例", "某某幼儿园", "某街", 3],
        [1, "甲园", "东街", 3],
        ["一、民办园", None, None, None],
        ["序号", "园所名称", "地址", "班数"],
        [2, "乙园", "西街", 2],
        [3, None, None, None],
        [4, "合计幼儿园", "南街", 2],
        ["总　计", None, None, 7],
        ["说明：1.本表由各园填报。", None, None, None],
        ["2.班数为 9 月 1 日数。", None, None, None],
        ["单位负责人：李四", "填表人：王五", "联系电话：0359", None],
    ])
    assert names(table) == ["甲园", "乙园", "合计幼儿园"]
    assert dict(table.ignored) == {
        1: "栏号行",
        2: "填写示例",
        4: "分节标题",
        5: "重复的表头",
        7: "只有序号",
        9: "合计行",
        10: "表下的说明",
        11: "表下的说明",
        12: "表下的说明",
    }


def test_a_row_with_a_name_alone_or_without_a_name_is_kept() -> None:
    table = table_of([["序号", "园所名称", "地址"], [1, "甲园", None], [None, "乙园", None], [3, None, "只有地址"]])
    assert names(table) == ["甲园", "乙园", None]


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


def test_every_column_with_a_value_has_a_title_of_its_own() -> None:
    table = table_of([["园所名称", "地址", "备注", "备注", None, None], ["甲园", "东街", "a", "b", None, "c"]])
    assert [(column.index, column.title) for column in table.columns][2:] == [(2, "备注"), (3, "备注(2)"), (5, "F列")]


def test_our_own_column_of_problems_is_never_theirs() -> None:
    rows: list[list[Cell]] = [
        ["园所名称", "地址", "问题说明"],
        ["甲园", "东街", "地址不完整。"],
        [None, None, "缺名称。"],
    ]
    table = table_of(rows)
    assert [column.title for column in table.columns] == ["园所名称", "地址"]
    assert names(table) == ["甲园"]
    assert fingerprint(table) == fingerprint(table_of([row[:2] for row in rows]))


def test_the_fingerprint_is_that_of_the_layout() -> None:
    one = table_of([["园所名称", "地址（详细）"], ["甲园", "东街"]])
    other = table_of([["某县名单", None], ["园所 名称", "地址"], ["乙园", "西街"], ["丙园", "北街"]])
    third = table_of([["地址", "园所名称"], ["东街", "甲园"]])
    assert fingerprint(one) == fingerprint(other) != fingerprint(third)


def test_the_clerk_points_at_the_header_and_chooses_the_keys() -> None:
    sheet = read_clipboard("说明\t\n单位全名\t坐落\n甲园\t东街").sheets[0]
    assert isinstance(find_table(sheet, VOCABULARY, MUST_HAVE), Reason)
    table = find_table_at(sheet, 1, 1, VOCABULARY)
    assert [column.title for column in table.columns] == ["单位全名", "坐落"]
    chosen = remapped(table, {0: "name", 1: "address"})
    assert chosen.keys == {"name": 0, "address": 1}
    assert remapped(chosen, {1: "name"}).keys == {"name": 1}
    assert remapped(chosen, {0: None}).keys == {"address": 1}


def test_all_sheets_are_weighed_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    header, row = "名称\t地址\t电话", "甲园\t东街\t1"
    weak = read_clipboard("名称\t地址\n甲园\t东街\n乙园\t西街").sheets[0]
    strong = read_clipboard(f"{header}\n{row}").sheets[0]
    book = read_book(HUANGPU)
    hidden = Sheet("暗", strong.rows, hidden=True)
    empty = Sheet("空", [])
    tables, reasons = best_table(type(book)("a", "xlsx", (hidden, weak, empty, strong)), VOCABULARY, MUST_HAVE)
    assert [len(table.columns) for table in tables] == [3, 2]
    assert [reason.message for reason in reasons] == ["空工作表", "隐藏的工作表，没有读"]
    tables, reasons = best_table(type(book)("a", "xlsx", (hidden, empty)), VOCABULARY, MUST_HAVE)
    assert [table.sheet.name for table in tables] == ["暗"]


def test_a_reason_names_the_row_and_what_is_missing() -> None:
    found = find_table(read_clipboard("收费表\n幼儿园\t标准\t备注\n甲园\t800\t").sheets[0], VOCABULARY, MUST_HAVE)
    assert found == Reason("粘贴的内容", "第 2 行像表头（幼儿园、标准、备注），但没有“园所名称”一列", 1)
    one = find_table(read_clipboard("名称\n甲园").sheets[0], VOCABULARY, MUST_HAVE)
    assert isinstance(one, Reason)
    assert "不到两个" in one.message


def test_normalised_text() -> None:
    assert normalised("　ＡＢ１２\n　（班）\u200b ") == "AB12 (班)"


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["园所名称", "地址", "电话", "合计", "注：", "1", "甲园"]),
    st.text(max_size=5),
    st.integers(),
)
MERGES = st.tuples(st.integers(0, 8), st.integers(0, 5), st.integers(0, 8), st.integers(0, 5))


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=9), st.lists(MERGES, max_size=4))
def test_no_row_is_ever_lost(rows: list[list[Cell]], corners: list[tuple[int, int, int, int]]) -> None:
    """Whatever a sheet holds, each row under the header is a record or named with a reason."""
    merges = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners)
    found = find_table(Sheet("x", rows, merges), VOCABULARY, MUST_HAVE)
    if isinstance(found, Table):
        told = sorted([row.index for row in found.body] + [row for row, _why in found.ignored])
        assert told == list(range(found.header_rows[1] + 1, len(rows)))


def test_a_long_wide_list() -> None:
    header: list[Cell] = ["园所名称", "地址", *(f"列{number}" for number in range(28))]
    rows: list[list[Cell]] = [[f"第{number}幼儿园", "东街", *range(28)] for number in range(7000)]
    assert len(table_of([header, *rows]).body) == 7000


def test_a_heading_may_have_no_synonyms() -> None:
    found = find_table(read_clipboard("甲\t乙\n1\t2").sheets[0], (Heading("a", "甲"), Heading("b", "乙")))
    assert isinstance(found, Table)
    assert found.keys == {"a": 0, "b": 1}
