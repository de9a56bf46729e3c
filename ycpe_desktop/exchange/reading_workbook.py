"""Workbooks of Excel, WPS and LibreOffice, through calamine."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

import python_calamine as calamine
from lxml import etree

from ycpe_desktop.exchange.sheets import Book, Cell, Kind, Merge, Sheet, address, squared
from ycpe_desktop.faults import Refusal

MOST_CELLS = 20_000_000
_PIECE = 1024 * 1024  # bytes of a sheet looked at in one go
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def too_large(where: str) -> Refusal:
    return Refusal("表太大，读不了", where, "请删去表格以外多余的行和列，或把它分成几个文件后再导入。")


def read_workbook(path: Path, kind: Kind, data: bytes) -> Book:
    """Every worksheet of the file's bytes, charts and macros left out. Raises Refusal for damage."""
    if kind == "xlsx":
        _refuse_far_cells(path, data)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            merges = _merges_of_ods(data) if kind == "ods" else {}
            sheets = tuple(
                _sheet(book, number, meta, merges.get(meta.name, ()))
                for number, meta in enumerate(book.sheets_metadata)
                if meta.typ is calamine.SheetTypeEnum.WorkSheet
            )
    except (calamine.CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError) as error:
        raise Refusal(
            "文件已损坏，读不出表格", path.name, "请在 WPS/Excel 中打开它，另存为 .xlsx 后再导入。"
        ) from error
    return Book(path.name, kind, sheets, path)


def _sheet(
    book: calamine.CalamineWorkbook, number: int, meta: calamine.SheetMetadata, merges: tuple[Merge, ...]
) -> Sheet:
    source = book.get_sheet_by_index(number)
    if source.end and (source.end[0] + 1) * (source.end[1] + 1) > MOST_CELLS:
        raise too_large(f"工作表“{meta.name}”")
    rows = [[_cell(value) for value in row] for row in source.to_python(skip_empty_area=False)]
    given = source.merged_cell_ranges or []
    found = tuple((first[0], first[1], last[0], last[1]) for first, last in given) or merges
    return Sheet(meta.name, squared(rows), found, meta.visible is not calamine.SheetVisibleEnum.Visible)


def _cell(value: object) -> Cell:
    """Every number of an .xlsx comes as a float: a whole one is given back as int."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, (int, date, datetime, time)):
        return value
    if isinstance(value, timedelta):
        return str(value)
    return None


def _refuse_far_cells(path: Path, data: bytes) -> None:
    """A single value in the farthest corner would make calamine ask for 500 GB, which ends the process."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name):
                    with archive.open(name) as part:
                        far = _seems_far(part)
                    if far:
                        with archive.open(name) as part:
                            _refuse_far_values(part)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, OSError) as error:
        raise Refusal(
            "文件已损坏，读不出表格", path.name, "请在 WPS/Excel 中打开它，另存为 .xlsx 后再导入。"
        ) from error


def _seems_far(part: IO[bytes]) -> bool:
    """Whether the extent that the sheet declares is vast or, where it declares none, that of its cells."""
    piece = part.read(_PIECE)
    declared = re.search(rb'<(?:\w+:)?dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"', piece)
    if declared is not None:
        return _number_of(declared[1].decode()) * int(declared[2]) > MOST_CELLS
    columns = rows = 0
    while piece:
        places = re.findall(rb' r="([A-Z]+)(\d+)"', piece)
        columns = max([columns, *(_number_of(letters.decode()) for letters in {letters for letters, _row in places})])
        rows = max([rows, *(int(row) for row in {row for _letters, row in places})])
        more = part.read(_PIECE)
        piece = piece[-32:] + more if more else b""
    return columns * rows > MOST_CELLS


def _refuse_far_values(part: IO[bytes]) -> None:
    rows = columns = 0
    for _event, cell in etree.iterparse(part, tag=f"{_SPREADSHEET}c", resolve_entities=False, no_network=True):
        place = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r") or "")
        if place is not None and len(cell):
            columns, rows = max(columns, _number_of(place[1])), max(rows, int(place[2]))
            if rows * columns > MOST_CELLS:
                raise too_large(f"单元格 {address(rows - 1, columns - 1)}")
        cell.clear()
        while cell.getprevious() is not None:
            del cell.getparent()[0]


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merges_of_ods(data: bytes) -> dict[str, tuple[Merge, ...]]:
    """Calamine tells none for .ods, so they are taken from content.xml; merges within long repeated runs are not."""
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as part:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.parse(part, parser).getroot()
    return {table.get(f"{_TABLE}name", ""): tuple(_merges_of_table(table)) for table in root.iter(f"{_TABLE}table")}


def _merges_of_table(table: etree._Element) -> list[Merge]:
    merges: list[Merge] = []
    row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            down = int(cell.get(f"{_TABLE}number-rows-spanned", 1)) - 1
            right = int(cell.get(f"{_TABLE}number-columns-spanned", 1)) - 1
            if down or right:
                merges.append((row_number, column, row_number + down, column + right))
            column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        row_number += int(row.get(f"{_TABLE}number-rows-repeated", 1))
    return merges
