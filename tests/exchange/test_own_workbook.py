"""A workbook of our own brought in again: everything as it was, and what was changed in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import openpyxl
import pytest

from tests.exchange.importing import TODAY, imported, only, states
from ycpe_desktop.demo.make import make_demo
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.plan import Plan
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.standard import export_standard
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, Task, YearReport, dated_of
from ycpe_desktop.policy.checks import check, explain
from ycpe_desktop.store import Store, create_store, open_store
from ycpe_desktop.store.tables import METADATA

YEAR = 2026
FACTS = [fact.table.name for ledger in LEDGERS for fact in dated_of(ledger)]
DATA = [*(ledger.__tablename__ for ledger in LEDGERS), *FACTS, "raw_value", "explanation"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county, with a left-over of an import and an explanation; and its workbook."""
    folder = tmp_path_factory.mktemp("made")
    opened = create_store(folder / "演示县", "芮城县", today=lambda: TODAY)
    make_demo(opened, size=30)
    imported(opened, [["园所名称", "办园性质", "保教费", "备用"], ["阳光幼儿园", "私立", "面议", "-x"]])
    finding = next(each for each in check(opened, YEAR) if each.tier == "explain")
    explain(opened, YEAR, [finding], "按实际情况填报")
    export_standard(opened, YEAR, folder / "上报表.xlsx")
    opened.close()
    return folder


@pytest.fixture
def full(made: Path, data_folder: Path) -> Iterator[Store]:
    copytree(made / "演示县", data_folder / "演示县")
    opened = open_store(data_folder / "演示县", today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(copy(made / "上报表.xlsx", tmp_path / "上报表.xlsx"))


def contents(store: Store, table: str) -> dict[str, dict[str, Any]]:
    """uuid → row; of yearly ledgers the rows of the year that the workbook is of."""
    source = METADATA.tables[table]
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(source.select()).mappings()]
    wanted = [row for row in rows if row.get("year", YEAR) == YEAR]
    return {str(row["uuid"]) if table != "explanation" else row["text"]: without_key(row, table) for row in wanted}


def without_key(row: dict[str, Any], table: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "uuid"} if table == "explanation" else row


def plan_of(store: Store, path: Path) -> Plan:
    return make_plan(store, propose(store, read_book(path)))


def test_computed_columns_of_an_earlier_release_leave_nothing_over(book: Path, store: Store) -> None:
    opened = openpyxl.load_workbook(book)
    former = {"教师缺口": "教师缺口（每班两教）", "保育员缺口": "保育员缺口（每班一保）"}
    renamed = [cell for row in opened["年度数据"].iter_rows(max_row=3) for cell in row if cell.value in former]
    for cell in renamed:
        cell.value = former[str(cell.value)]
    opened.save(book)
    assert len(renamed) == 2
    apply(store, plan_of(store, book))
    left = [row for row in contents(store, "raw_value").values() if row["title"] in former.values()]
    assert left == []


def test_an_empty_office_gets_everything(full: Store, book: Path, store: Store) -> None:
    plan = plan_of(store, book)
    assert plan.proposal.year == YEAR
    assert [str(problem) for problem in plan.problems if problem.must_fix] == []
    assert len(plan.problems) == 2  # totals that differ from their bands, as the demo has them on purpose
    assert set(states(plan)) == {"new", "same", "changed"}
    there = plan.rows_of(("same", "changed"))
    assert {row.ledger for row in there} == {Task}, "it comes filled in every office"
    apply(store, plan)
    for table in DATA:
        assert contents(store, table) == contents(full, table), table


def test_the_same_office_finds_nothing_new(full: Store, book: Path) -> None:
    plan = plan_of(full, book)
    assert plan.problems == []
    assert set(states(plan)) == {"same"}
    assert apply(full, plan) is None


def edited(path: Path, sheet: str, heading: str, value: str | int | date, row: int = 3) -> str:
    """Change one cell of the workbook; the UUID of its row."""
    workbook = openpyxl.load_workbook(path)
    page = workbook[sheet]
    column = next(cell.column for cell in page[2] if cell.value == heading)
    page.cell(row, column, value)
    workbook.save(path)
    return str(page.cell(row, 1).value)


def test_a_changed_cell_is_a_change_and_names_old_and_new(full: Store, book: Path) -> None:
    key = edited(book, "园所名册", "园长", "王五六七")
    (row,) = plan_of(full, book).rows_of(("changed",))
    assert (row.uuid, row.ledger) == (key, Kindergarten)
    assert [(change.label, change.new) for change in row.changes] == [("园长", "王五六七")]


def test_a_computed_column_is_not_imported(full: Store, book: Path) -> None:
    edited(book, "园所名册", "在园幼儿", 1)
    edited(book, "园所名册", "办园性质", "营利性民办")
    assert set(states(plan_of(full, book))) == {"same"}


def test_a_period_is_changed_on_its_own_sheet(full: Store, book: Path) -> None:
    edited(book, "办园性质沿革", "依据", "芮教字〔2026〕9号")
    (row,) = plan_of(full, book).rows_of(("changed",))
    assert [(change.label, change.new) for change in row.changes] == [("依据", "芮教字〔2026〕9号")]
    edited(book, "办园性质沿革", "自", date(1999, 9, 1))
    apply(full, plan_of(full, book))
    assert set(states(plan_of(full, book))) == {"same"}


def test_periods_that_overlap_are_refused(full: Store, book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["状态沿革"]
    first = [cell.value for cell in page[3]]
    page.append([None, *first[1:]])
    page.cell(page.max_row, 4, date(2025, 3, 1))
    workbook.save(book)
    (row,) = plan_of(full, book).rows_of(("refused",))
    assert "重叠" in row.problems[0].message


def test_a_row_that_was_added_by_hand_is_a_new_record(full: Store, book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["园所名册"]
    headings = {cell.value: place for place, cell in enumerate(page[2], 1)}
    row = next(number for number in range(3, 500) if page.cell(number, headings["园所名称"]).value is None)
    for heading, value in (("园所名称", "新建幼儿园"), ("乡镇", "古魏镇"), ("办园性质", "公办")):
        page.cell(row, headings[heading], value)
    page = workbook["年度数据"]
    headings = {cell.value: place for place, cell in enumerate(page[2], 1)}
    row = next(number for number in range(3, 500) if page.cell(number, headings["园所名称"]).value is None)
    for heading, number in (("园所名称", "新建幼儿园"), ("在园幼儿（合计填报）", 90)):
        page.cell(row, headings[heading], number)
    workbook.save(book)
    plan = plan_of(full, book)
    garden, report = plan.rows_of(("new",))
    assert {change.label: change.new for change in garden.changes}["办园性质"] == "公办"
    assert (report.ledger, report.parts[0].values["kindergarten"]) == (YearReport, garden.uuid)
    apply(full, plan)
    assert set(states(plan_of(full, book))) == {"same"}


def test_one_uuid_twice_refuses_both_rows(full: Store, book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["园所名册"]
    page.cell(4, 1, page.cell(3, 1).value)
    workbook.save(book)
    plan = plan_of(full, book)
    assert [row.number for row in plan.rows_of(("refused",)) if row.sheet == "园所名册"] == [3, 4]


def test_one_ledger_of_a_workbook(full: Store, book: Path, store: Store) -> None:
    apply(store, make_plan(store, propose(store, read_book(book), ledger=Kindergarten)))
    assert store.count(Kindergarten) == full.count(Kindergarten)
    assert store.count(YearReport) == 0


def test_another_countys_workbook_is_refused(book: Path, data_folder: Path) -> None:
    other = create_store(data_folder / "永济", "永济市", today=lambda: TODAY)
    with pytest.raises(Refusal, match="芮城县的上报表"):
        propose(other, read_book(book))
    other.close()


def test_the_clerks_own_column_in_our_workbook_is_kept(full: Store, book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["责任督学"]
    column = page.max_column + 1
    page.cell(2, column, "车牌")
    page.cell(3, column, "晋M00000")
    workbook.save(book)
    row = only_changed(plan_of(full, book))
    assert [(change.label, change.new) for change in row.changes] == [("车牌（导入原值）", "晋M00000")]


def only_changed(plan: Plan) -> Any:
    (row,) = plan.rows_of(("changed",))
    return row


def test_a_list_of_the_page_is_imported_like_any_other(store: Store, tmp_path: Path) -> None:
    from ycpe_desktop.exchange.list_export import export_list
    from ycpe_desktop.ledgers import fields_of
    from ycpe_desktop.store import Listing

    imported(store, [["园所名称", "办园性质", "小班幼儿", "中班幼儿"], ["甲园", "公办", 20, 25]])
    export_list(store, Listing(Kindergarten, YEAR), fields_of(Kindergarten), tmp_path / "名册.xlsx")
    assert only(plan_of(store, tmp_path / "名册.xlsx")).state == "same"
