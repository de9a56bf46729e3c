"""Lists as education offices publish them: every row comes in or is named with its reason, in whatever format."""

import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import xlwt

from tests.exchange.importing import left_over, standing
from tests.exchange.lists import FILES, HUANGPU, STATISTICS
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.plan import Plan
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Store

ANSWERS = json.loads((FILES / "huangpu_answers.json").read_text(encoding="utf-8"))
LISTS = {"kg_shanghai_2018.csv": 1813, "kg_beijing_dongcheng.csv": 92, "kg_haidian_2026_part.csv": 33}
NATURE_OF = {
    "教育部门办园": "public",
    "事业单位办园": "public",
    "集体办园": "public",
    "国有企业办园": "public",
    "普惠性民办园": "inclusive",
    "非营利性民办园": "nonprofit",
    "营利性民办园": "forprofit",
}
SPONSOR_OF = {"事业单位办园": "892", "集体办园": "894", "国有企业办园": "891"}

MOBILE = re.compile(r"1380000\d{4}")
"""What stands for a private number; counted through anew in each file."""


def rows_of(name: str) -> list[list[str]]:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def as_gb18030(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes((FILES / name).read_text(encoding="utf-8-sig").encode("gb18030"))
    return path


def as_old_excel(name: str, folder: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for number, row in enumerate(rows_of(name)):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    path = folder / f"{name}.xls"
    book.save(str(path))
    return path


def as_two_row_header(name: str, folder: Path) -> Path:
    """A title, headings merged over two rows, the first two under a common word, a subtotal, a total and a note."""
    header, *body = rows_of(name)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["幼儿园名单"])
    sheet.append(["基本情况", None, *header[2:]])
    sheet.append(header[:2])
    for row in (*body[:10], ["小计"], *body[10:], ["合计", str(len(body))], ["注：以上数据截至年底。"]):
        sheet.append(list(row))
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
    sheet.merge_cells("A2:B2")
    for column in range(3, len(header) + 1):
        sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path


def brought_in(store: Store, path: Path) -> Plan:
    plan = make_plan(store, propose(store, read_book(path)))
    apply(store, plan)
    return plan


def again(store: Store, path: Path) -> Plan:
    return make_plan(store, propose(store, read_book(path)))


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_every_count_of_huangpu_stands_in_the_registers(store: Store, suffix: str, tmp_path: Path) -> None:
    path = HUANGPU.with_suffix(suffix) if suffix != ".csv" else as_gb18030("kg_huangpu_20241231.csv", tmp_path)
    plan = brought_in(store, path)
    assert plan.counts == {"new": 155, "changed": 0, "same": 0, "refused": 0, "doubtful": 0}
    assert plan.proposal.year == 2024, "the list is dated 20241231"
    records = standing(store, year=2024)
    assert len(records) == ANSWERS["rows"]
    told = Counter((record["nature"], record["sponsor"]) for record in records if record["nature"] == "public")
    private = Counter(record["nature"] for record in records if record["nature"] != "public")
    for words, count in ANSWERS["by_nature"].items():
        nature = NATURE_OF[words]
        assert count == (told[nature, SPONSOR_OF.get(words)] if nature == "public" else private[nature]), words
    inclusive = sum(record["nature"] in ("public", "inclusive") for record in records)
    assert {"是": inclusive, "否": len(records) - inclusive} == ANSWERS["inclusive"]
    assert sum(record["size_classes"] for record in records) == ANSWERS["sum_classes"]
    shared: dict[str, list[str]] = {}
    for record in records:
        shared.setdefault(record["licence"], []).append(record["name"])
    assert {key: sorted(names) for key, names in shared.items() if len(names) > 1} == {
        key: sorted(names) for key, names in ANSWERS["licence_shared_by_branches"].items()
    }
    assert Counter(str(len(record["licence"])) for record in records) == ANSWERS["licence_formats"]
    phones = {MOBILE.sub("…", record["phone"]) for record in records}
    assert {MOBILE.sub("…", text) for _, text in ANSWERS["phone_multi"]} <= phones, "two numbers in one cell are valid"


def test_what_huangpu_says_beyond_our_fields_is_kept_word_for_word(store: Store) -> None:
    plan = brought_in(store, HUANGPU)
    kept = left_over(store)
    fees = {text for field, _, text in kept if field == "fee_care"}
    assert fees == {text for _, _, text in ANSWERS["fee_not_a_number"]}
    assert Counter(title for field, title, _ in kept if field is None) == {
        "是否配齐配足教职工": 155,
        "收费举报电话": 155,
    }
    told = {(problem.cell, problem.field) for problem in plan.problems if problem.field == "保教费（元/月）"}
    assert told == {("I139", "保教费（元/月）"), ("I153", "保教费（元/月）")}
    reports = standing(store, YearReport, 2024)
    assert len(reports) == 155
    assert sum(report["fee_care"] is None for report in reports) == 2


def test_importing_huangpu_again_changes_nothing(store: Store) -> None:
    brought_in(store, HUANGPU)
    before = standing(store, year=2024)
    plan = again(store, HUANGPU.with_suffix(".xls"))
    assert plan.counts["same"] == 155
    assert apply(store, plan) is None
    assert standing(store, year=2024) == before


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("made", [None, as_gb18030, as_old_excel, as_two_row_header])
def test_no_row_of_a_real_list_is_lost(store: Store, name: str, made: object, tmp_path: Path) -> None:
    path = made(name, tmp_path) if callable(made) else FILES / name
    header, *body = rows_of(name)
    plan = brought_in(store, path)
    assert len(plan.rows) == len(body) == LISTS[name]
    refused = plan.rows_of(("refused", "doubtful"))
    assert all(row.problems and row.problems[0].message for row in refused)
    assert store.count(Kindergarten) == len(body) - len(refused)
    assert [row.name for row in refused] == (["上海市松江区手拉手幼儿园"] if "shanghai" in name else [])
    at = next(header.index(title) for title in ("名称", "幼儿园名称", "园所名称") if title in header)
    assert Counter(row.name for row in plan.rows) == Counter(row[at] for row in body)
    assert again(store, path).counts["same"] == len(body) - len(refused)


@pytest.mark.parametrize("name", LISTS)
def test_no_cell_of_a_real_list_is_lost(store: Store, name: str) -> None:
    """Every cell stands in its record, as it was or translated, or word for word in 导入原值; row numbers apart."""
    plan = brought_in(store, FILES / name)
    columns = plan.proposal.used[0].columns
    translated = {index for index, key in columns.items() if key in ("kindergarten.nature", "kindergarten.sponsor")}
    for row in plan.rows_of(("new",)):
        shown = {plain(change.new) for change in row.changes}
        for index, cell in enumerate(plan.proposal.used[0].sheet.rows[row.index]):
            if cell is not None and columns.get(index) != "" and index not in translated:
                assert plain(str(cell)) in shown, f"{row.sheet} {row.number}: {cell!r}"


def plain(text: str) -> str:
    """Letters and digits alone: a telephone number may be kept with other separators."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("path", STATISTICS, ids=lambda path: path.name)
def test_a_statistics_workbook_is_no_list_of_kindergartens(store: Store, path: Path) -> None:
    with pytest.raises(Refusal, match=r"不是幼儿园名单.*没有“园所名称”一列"):
        propose(store, read_book(path))
    assert store.count(Kindergarten) == 0
