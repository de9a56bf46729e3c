"""Real lists are found whole in every format, and statistics are not taken for one."""

import csv
import json
from pathlib import Path

import pytest
import xlwt

from tests.exchange.lists import FILES, HUANGPU, MUST_HAVE, STATISTICS, VOCABULARY, workbook
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.exchange.tables import (
    Table,
    best_table,
    fingerprint,
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
