"""Files of every kind that clerks have, read to the same values."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from tests.exchange.lists import FILES, HUANGPU, workbook
from ycpe_desktop.exchange.reading import read_book, read_clipboard
from ycpe_desktop.exchange.sheets import Cell, address
from ycpe_desktop.faults import Refusal


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_book(path)
    return str(caught.value)


def test_addresses_are_those_of_excel() -> None:
    assert [address(6, 3), address(0, 25), address(9, 26), address(0, 16_383)] == ["D7", "Z1", "AA10", "XFD1"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_one_list_reads_the_same_from_every_workbook_format(suffix: str) -> None:
    book = read_book(HUANGPU.with_suffix(suffix))
    assert book.kind == suffix[1:]
    sheet = book.sheets[0]
    with (FILES / "kg_huangpu_20241231.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = [[cell.replace("\r\n", "\n") or None for cell in row] for row in csv.reader(file)]
    assert [row[:9] for row in sheet.rows[1:]] == [row[:9] for row in expected], "but for the replaced telephones"
    assert (0, 0, 0, 10) in sheet.merges
    assert sheet.rows[2][2] == "0112010001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_text_in_any_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["芮城县幼儿园名单"],
        ["名称", "标识码", "备注"],
        ["南磑镇中心园", "0012", '两行\n有"引号"'],
        ["畖底园", "", ",;"],
    ]
    told = io.StringIO()
    csv.writer(told, delimiter=separator).writerows(rows)
    path = tmp_path / "名单.csv"
    path.write_bytes(told.getvalue().encode(encoding))
    book = read_book(path)
    assert (book.kind, book.sheets[0].name) == ("csv", "名单")
    assert book.sheets[0].rows == [
        ["芮城县幼儿园名单", None, None],
        ["名称", "标识码", "备注"],
        ["南磑镇中心园", "0012", '两行\n有"引号"'],
        ["畖底园", None, ",;"],
    ]


def test_codes_that_a_csv_protects_with_an_equals_sign_are_unwrapped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('名称,标识码\n甲园,="0112010001"\n', encoding="utf-8")
    assert read_book(path).sheets[0].rows[1] == ["甲园", "0112010001"]


def test_values_of_a_workbook_keep_their_kind(tmp_path: Path) -> None:
    values: list[Cell] = ["0012", 12, 1.5, True, datetime(2024, 1, 2, 3, 4), "", None, "尾"]
    sheet = read_book(workbook(tmp_path / "a.xlsx", [values, [date(2024, 1, 2)]])).sheets[0]
    assert sheet.rows[0] == ["0012", 12, 1.5, True, datetime(2024, 1, 2, 3, 4), None, None, "尾"]
    assert [type(cell) for cell in sheet.rows[0][:4]] == [str, int, float, bool]
    assert sheet.rows[1][0] == date(2024, 1, 2)


def test_hidden_sheets_are_told_and_charts_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["园"])
    book.create_chartsheet("图")
    hidden = book.create_sheet("暗")
    hidden.sheet_state = "hidden"
    hidden.append(["x"])
    book.save(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in read_book(tmp_path / "a.xlsx").sheets] == [
        ("Sheet", False),
        ("暗", True),
    ]


def test_old_excel_with_merges_and_a_wrong_suffix(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    sheet.write_merge(0, 0, 0, 2, "标题")
    sheet.write_merge(2, 3, 0, 0, "学张乡")
    sheet.write(2, 1, 7.0)
    path = tmp_path / "其实是xls.xlsx"
    book.save(str(path))
    read = read_book(path)
    assert read.kind == "xls"
    assert read.sheets[0].rows == [["标题", None], [None, None], ["学张乡", 7]]
    assert set(read.sheets[0].merges) == {(0, 0, 0, 2), (2, 0, 3, 0)}


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gbk"></head><body>
<table><tr><td colspan=3>芮城县
   名单</td></tr><tr><th rowspan="2">名称</th><th colspan="2">在园<br>幼儿</th></tr><tr><th>小班</th><th>中班</th></tr>
<tr><td>甲&nbsp;园</td><td>0012</td><td></td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_named_xls(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(HTML.encode(encoding))
    book = read_book(path)
    assert book.kind == "html"
    assert book.sheets[0].rows == [
        ["芮城县 名单", None, None],
        ["名称", "在园\n幼儿", None],
        [None, "小班", "中班"],
        ["甲 园", "0012", None],
    ]
    assert book.sheets[0].merges == ((0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2))


XML = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret}">]>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="名单"><Table>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">0012&secret;</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-12-31T00:00:00.000</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="暗"><Table><Row><Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_xml_workbook_named_xls(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "导出.xls"
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    path.write_bytes(XML.format(encoding=encoding, secret=secret.as_uri()).encode(encoding))
    book = read_book(path)
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("名单", False), ("暗", True)]
    assert book.sheets[0].rows[0] == ["标题", None, None, None]
    assert book.sheets[0].rows[3][1:] == [None, 7, date(2024, 12, 31)]
    assert book.sheets[0].rows[3][0] == "0012&secret;", "an outside file is never read in"
    assert book.sheets[0].merges == ((0, 0, 1, 1),)
    assert book.sheets[1].rows == [[True]]


def test_a_paste_keeps_quoted_line_breaks_and_stray_quotes() -> None:
    sheet = read_clipboard('名称\t说明\r\n甲园\t"第一行\n说""好""\t了"\r\n"半开\t0012\r\n').sheets[0]
    assert sheet.rows == [["名称", "说明"], ["甲园", '第一行\n说"好"\t了'], ['"半开', "0012"]]


def test_a_paste_of_one_cell() -> None:
    assert read_clipboard("甲园,乙园").sheets[0].rows == [["甲园,乙园"]]


def test_an_empty_paste_is_refused() -> None:
    with pytest.raises(Refusal, match="剪贴板里没有表格"):
        read_clipboard("\r\n\t")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b" \r\n", "文件是空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
        (b"\xff\xd8\xff\xe0\0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"PK\x03\x04 cut off", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le") * 40, "有密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le") * 40, "Word"),
        (b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe\x81", "不认识"),
        (b"<?xml version='1.0'?><a/>", "XML"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(content)
    assert said in refused(path)


@pytest.mark.parametrize(
    ("member", "said"), [("word/document.xml", "Word 文档"), ("ppt/slides.xml", "演示文稿"), ("名单.xlsx", "压缩包")]
)
def test_other_packages_are_named(tmp_path: Path, member: str, said: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert said in refused(path)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    assert "找不到文件" in refused(tmp_path / "没有.xlsx")
    assert "文件夹" in refused(tmp_path)


def test_a_password_of_old_excel_is_named(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("名单").write(0, 0, "名称")
    path = tmp_path / "a.xls"
    book.save(str(path))
    data = bytearray(path.read_bytes())
    write_access = data.find(b"\x5c\x00\x70\x00")
    data[write_access : write_access + 2] = b"\x2f\x00"  # the record FilePass, which an encrypted workbook begins with
    path.write_bytes(data)
    assert "有密码" in refused(path)


def test_a_workbook_without_anything_is_refused(tmp_path: Path) -> None:
    assert "没有任何内容" in refused(workbook(tmp_path / "a.xlsx", []))


def test_a_value_in_the_farthest_corner_does_not_end_the_program(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "名称"
    book.worksheets[0]["XFD1048576"] = 1
    book.save(tmp_path / "a.xlsx")
    assert "XFD1048576" in refused(tmp_path / "a.xlsx")


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [["名称"], ["甲园"]])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part, content[:200] if part.filename == "xl/worksheets/sheet1.xml" else content)
    assert "损坏" in refused(broken)
