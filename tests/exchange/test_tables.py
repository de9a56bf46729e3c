"""The table within a sheet is found whatever stands above, below and between its rows."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.lists import HUANGPU, MUST_HAVE, VOCABULARY, table_of
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
    remapped,
)


def names(table: Table) -> list[Cell]:
    return [row.values[table.keys["name"]] for row in table.body]


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
