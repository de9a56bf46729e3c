"""The clerk's own file comes back marked, and can be dropped in again."""

import errno
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.lists import FILES, HUANGPU, MUST_HAVE, VOCABULARY, workbook
from ycpe_desktop.exchange.marking import Mark, write_marked
from ycpe_desktop.exchange.reading import read_book, read_clipboard
from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.exchange.sheets import Book, Cell
from ycpe_desktop.exchange.tables import Table, best_table, fingerprint
from ycpe_desktop.faults import Refusal

ROWS: list[list[Cell]] = [
    ["芮城县名单", None, None],
    ["园所名称", "地址", "电话"],
    ["甲园", "东街", "0359"],
    ["乙园", "=西街", "x"],
]


def tables_of(book: Book) -> list[Table]:
    return best_table(book, VOCABULARY, MUST_HAVE)[0]


def marked(source: Path, marks: list[Mark], out: Path) -> Worksheet:
    book = read_book(source)
    write_marked(book, marks, out, tables_of(book))
    return openpyxl.load_workbook(out).worksheets[0]


def coloured(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "00FFE699"}


def test_an_xlsx_keeps_its_looks_and_gains_its_faults(tmp_path: Path) -> None:
    source = workbook(tmp_path / "名单.xlsx", ROWS, ["A1:C1"])
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    sheet["A3"].font = Font(name="楷体", size=15)
    sheet["C4"].comment = Comment("问过园长", "李四")
    sheet["B3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.freeze_panes = "B3"
    sheet.column_dimensions["A"].width = 33
    book.save(source)
    marks = [
        Mark("名单", 3, 2, "电话“x”不是号码。"),
        Mark("名单", 3, 2, "电话太短"),
        Mark("名单", 3, None, "查不到这个园"),
        Mark("名单", 2, 0, "重名"),
    ]
    told = marked(source, marks, tmp_path / "marked.xlsx")
    assert told["D2"].value == "问题说明"
    assert [told["D3"].value, told["D4"].value] == ["重名。", "电话“x”不是号码；电话太短；查不到这个园。"]
    assert coloured(told) == {"A3", "C4", "D3", "D4"}
    assert told["C4"].comment.text == "问过园长\n【问题】电话“x”不是号码；电话太短。"
    assert told["A3"].comment.text == "【问题】重名。"
    assert (told["A3"].font.name, told["A3"].font.size) == ("楷体", 15)
    assert told["B3"].fill.fgColor.rgb == "FF00FF00"
    assert (told.freeze_panes, told.column_dimensions["A"].width) == ("B3", 33)
    assert [str(merge) for merge in told.merged_cells.ranges] == ["A1:C1"]
    assert told["B4"].data_type == "f", "what the clerk meant as a formula stays one"


def test_a_marked_file_dropped_back_in_is_the_same_table(tmp_path: Path) -> None:
    before = tables_of(read_book(HUANGPU))[0]
    write_marked(HUANGPU, [Mark("Sheet1", 5, 3, "错")], tmp_path / "a.xlsx", [before])
    after = tables_of(read_book(tmp_path / "a.xlsx"))[0]
    assert (after.keys, fingerprint(after)) == (before.keys, fingerprint(before))
    width = before.sheet.width
    assert [row.values[:width] for row in after.body] == [row.values for row in before.body]
    assert after.sheet.rows[5][width] == "错。"


def test_marking_again_clears_what_was_marked_before(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(source)
    book.worksheets[0]["A4"].comment = Comment("批注", "李四")
    book.save(source)
    first, second, third = (tmp_path / f"{number}.xlsx" for number in range(3))
    marked(source, [Mark("名单", 3, 0, "旧"), Mark("名单", 2, 1, "旧")], first)
    sheet = marked(first, [Mark("名单", 2, 2, "新")], second)
    assert (sheet.max_column, sheet["D2"].value) == (4, "问题说明")
    assert [sheet["D3"].value, sheet["D4"].value] == ["新。", None]
    assert coloured(sheet) == {"C3", "D3"}
    assert sheet["A4"].comment.text == "批注"
    assert sheet["B3"].comment is None
    assert coloured(marked(second, [], third)) == set()


def test_a_header_of_two_rows_and_merged_cells(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["乡镇", "园所名称", "在园幼儿", None],
        [None, None, "小班", "中班"],
        ["学张乡", "甲园", 1, 2],
        [None, "乙园", 3, "四"],
    ]
    source = workbook(tmp_path / "a.xlsx", rows, ["A1:A2", "B1:B2", "C1:D1", "A3:A4"])
    sheet = marked(source, [Mark("名单", 3, 0, "没有这个乡"), Mark("名单", 3, 3, "不是数")], tmp_path / "b.xlsx")
    assert sheet["E1"].value == "问题说明"
    assert "E1:E2" in sheet.merged_cells
    assert coloured(sheet) == {"A3", "D4", "E4"}
    assert [column.title for column in tables_of(read_book(tmp_path / "b.xlsx"))[0].columns][-1] == "在园幼儿/中班"


def test_other_formats_become_a_workbook_of_the_same_values(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    sheet.write_merge(4, 5, 0, 0, "丙园")
    book.add_sheet("另页").write(0, 0, 7)
    book.save(str(tmp_path / "a.xls"))
    marked(tmp_path / "a.xls", [Mark("名单", 2, 2, "错")], tmp_path / "b.xlsx")
    before, after = read_book(tmp_path / "a.xls"), read_book(tmp_path / "b.xlsx")
    assert [sheet.name for sheet in after.sheets] == ["名单", "另页"]
    assert [row[:3] for row in after.sheets[0].rows] == before.sheets[0].rows
    assert (4, 0, 5, 0) in after.sheets[0].merges
    assert after.sheets[1].rows == [[7]]


@pytest.mark.parametrize("text", ["=1+1", "+86 359", "-", "@园", "0112010001", '=HYPERLINK("http://x")'])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    book = read_clipboard(f"园所名称\t地址\n{text}\t东街")
    write_marked(book, [Mark(book.name, 1, 0, text)], tmp_path / "a.xlsx", tables_of(book))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")
    assert (sheet["C2"].value, sheet["C2"].data_type) == (f"{text}。", "s")
    assert bool(sheet["A2"].quotePrefix) == (text[0] in "=+-@")


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    cell = openpyxl.Workbook().worksheets[0]["A1"]
    put(cell, "甲\x01园")
    assert cell.value == "甲园"


def test_a_list_without_a_workbook_of_its_own(tmp_path: Path) -> None:
    source = FILES / "kg_haidian_2026_part.csv"
    sheet = marked(source, [Mark(source.stem, 4, 2, "错")], tmp_path / "a.xlsx")
    assert sheet["F1"].value == "问题说明"
    assert sheet["F5"].value == "错。"
    assert len(tables_of(read_book(tmp_path / "a.xlsx"))[0].body) == 33


def test_formulas_keep_their_results(tmp_path: Path) -> None:
    """openpyxl forgets them; then the names would be gone when the file is dropped back in."""
    plain = workbook(tmp_path / "plain.xlsx", [["园所名称", "班数"], ["", 3], ["乙园", 4]])
    book = openpyxl.load_workbook(plain)
    book.worksheets[0]["A2"] = '="甲"&"园<1>"'
    book.worksheets[0]["B3"] = "=2+2"
    book.save(plain)
    source = tmp_path / "source.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(source, "w") as new:
        for part in old.infolist():
            xml = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                assert b"<v/></c>" in xml or b"<v /></c>" in xml or b"<v></v></c>" in xml
                cells = xml.replace(b"<v />", b"<v/>").replace(b"<v></v>", b"<v/>").split(b"<v/>")
                assert len(cells) == 3
                xml = b"".join([cells[0], "<v>甲园&lt;1&gt;</v>".encode(), cells[1], b"<v>4</v>", cells[2]])
                xml = xml.replace(b'<c r="A2"', b'<c r="A2" t="str"')
            new.writestr(part, xml)
    assert read_book(source).sheets[0].rows[1:] == [["甲园<1>", 3], ["乙园", 4]]
    sheet = marked(source, [Mark("名单", 1, 1, "错")], tmp_path / "a.xlsx")
    assert sheet["A2"].value == '="甲"&"园<1>"'
    assert [row[:2] for row in read_book(tmp_path / "a.xlsx").sheets[0].rows[1:]] == [["甲园<1>", 3], ["乙园", 4]]


def test_a_target_open_in_excel_is_refused_and_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx"
    out.write_bytes(b"old")

    def locked(*_: object) -> None:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refusal, match="Excel/WPS"):
        write_marked(source, [Mark("名单", 2, 0, "错")], out)
    assert out.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "b.xlsx"}


def write_half(out: Path, failure: Exception) -> None:
    with replacing(out) as temporary:
        temporary.write_bytes(b"half")
        raise failure


def test_a_full_disk_is_refused_and_the_old_file_stays_whole(tmp_path: Path) -> None:
    out = tmp_path / "b.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(Refusal, match="磁盘空间不够"):
        write_half(out, OSError(errno.ENOSPC, "no space"))
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


def test_a_failure_of_ours_leaves_the_old_file_too(tmp_path: Path) -> None:
    out = tmp_path / "b.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(out, ZeroDivisionError())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_missing_folder_and_a_folder_in_the_way_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="文件夹不存在"), replacing(tmp_path / "没有" / "a.xlsx") as temporary:
        temporary.write_bytes(b"x")
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(Refusal), replacing(tmp_path / "a.xlsx") as temporary:
        temporary.write_bytes(b"x")


def test_the_target_keeps_its_suffix_while_it_is_written(tmp_path: Path) -> None:
    with replacing(tmp_path / "图.png") as temporary:
        assert temporary.suffix == ".png"
        temporary.write_bytes(b"x")
    assert (tmp_path / "图.png").read_bytes() == b"x"
