"""Contract of the templates: every ledger's, filled in by hand, comes in with the same values and nothing to map."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.importing import office, standing
from tests.ledgers.samples import fill_empty_ledgers, plain_value
from tests.policy.small_county import SmallCounty
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.template import HEAD_ROW, REQUIRED, ROWS, template_name, template_plan, write_template
from ycpe_desktop.fields import Choice, Code, Day, Field, Link, Measure, Month, Text, Whole
from ycpe_desktop.fields.phone import PHONE
from ycpe_desktop.fields.several import Several
from ycpe_desktop.ledgers import LEDGERS, ClassRoom, Kindergarten, Ledger, YearReport, field_of, is_derived
from ycpe_desktop.store import Store

CODES = {
    "code": "1114000099",
    "credit_code": "91350100M000100Y43",
    "licence": "教民114083060000018号",
}
ELSEWHERE = {"year": 2024, "calendar_year": 2024, "until": date(2027, 3, 2)}
SUMS = {"classes_reported": 5 * 7, "children_reported": 5 * 7}
"""Of the five bands."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An office with a record in every ledger, so that whatever refers to another finds one."""
    store = office(tmp_path_factory.mktemp("模板") / "芮城县")
    SmallCounty(store).garden("古魏镇中心幼儿园", "古魏镇", code="1114000001")
    fill_empty_ledgers(store)
    yield store
    store.close()


def told_value(store: Store, each: Field, values: dict[str, Any]) -> Any:
    """A value that the database has not yet for this ledger."""
    kind = each.kind
    known = {**CODES, **ELSEWHERE, **SUMS}
    if each.name in known:
        return known[each.name]
    match kind:
        case Link(target="township" | "area"):
            return store.names.places(kind.target)[0][0]
        case Link(target="village"):
            return store.names.places("village", values["township"])[0][0]
        case Link(target="kindergarten"):
            return SmallCounty(store).garden(f"{store.count(Kindergarten)}村幼儿园")
        case Link(target=target):
            ledger = next(one for one in LEDGERS if one.__tablename__ == target)
            return standing(store, ledger)[0]["uuid"]
        case Code() if kind == PHONE:
            return "0359-3022018"
        case Code():
            return "A001"
        case Day():
            return date(2026, 3, 4)
        case Choice(options=options):
            return options[-1][0]
        case Month():
            return "2015-09"
        case Several(options=options):
            return kind.store({options[0][0], options[-1][0]})
        case Text():
            return "甲乙丙丁"
        case Measure(least=least, places=places):
            return Decimal(max(least or 0, 12)) + Decimal("0.5" if places else "0")
        case Whole(least=least, most=most):
            return min(max(least or 0, 7), most or 7)
    return plain_value(kind)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda each: each.__tablename__)
def test_a_filled_in_template_comes_in_as_it_was_filled_in(filled: Store, ledger: type[Ledger], tmp_path: Path) -> None:
    out = tmp_path / template_name(filled, ledger, 2026)
    write_template(filled, ledger, 2026, out)
    columns = [column for column in template_plan(ledger).columns if column.told is not None]
    values: dict[str, Any] = {}
    for column in columns:
        assert column.told is not None
        values[column.name] = told_value(filled, column.told, values)
    fill_in(filled, out, ledger, values)
    before = {row["uuid"] for row in records(filled, ledger)}
    proposal = propose(filled, read_book(out))
    (choice,) = proposal.used
    assert (choice.part, choice.family) == ("ledger", (ledger,))
    assert None not in choice.columns.values()
    plan = make_plan(filled, proposal)
    assert [(row.state, row.problems) for row in plan.rows] == [("new", [])]
    apply(filled, plan)
    (new,) = [row for row in records(filled, ledger) if row["uuid"] not in before]
    assert {name: new[name] for name in values} == values


def records(store: Store, ledger: type[Ledger]) -> list[dict[str, Any]]:
    return [*standing(store, ledger, 2026), *(standing(store, ledger, 2024) if ledger.YEARLY else [])]


def fill_in(store: Store, file: Path, ledger: type[Ledger], values: dict[str, Any], row: int = HEAD_ROW + 1) -> None:
    """Type the values under the headings, as somebody with Excel does."""
    book = openpyxl.load_workbook(file)
    sheet = book[ledger.TITLE]
    headings = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
    for column in template_plan(ledger).columns:
        if column.name in values:
            cell = sheet.cell(row, headings[column.heading] or 0)
            cell.value = column.kind.cell(values[column.name], store.names)
    book.save(file)


def test_nothing_that_the_program_computes_is_asked_for() -> None:
    asked = [(ledger, column.name) for ledger in LEDGERS for column in template_plan(ledger).columns]
    assert not [pair for pair in asked if is_derived(*pair)]
    assert {"nature", "status"} <= {name for ledger, name in asked if ledger is Kindergarten}


def test_the_sheet_says_what_is_wanted(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    write_template(filled, Kindergarten, 2026, out)
    book = openpyxl.load_workbook(out)
    sheet = book["园所名册"]
    assert book.sheetnames == ["园所名册", "数据字典", "选项"]
    assert book["选项"].sheet_state == "hidden"
    by_heading = {cell.value: cell for cell in sheet[HEAD_ROW]}
    assert REQUIRED in by_heading["园所名称"].number_format
    assert REQUIRED not in by_heading["曾用名"].number_format
    comment = by_heading["标识码"].comment
    assert comment is not None
    assert "10 位" in comment.text
    assert "有条件必填" in comment.text
    assert sheet.freeze_panes == f"C{HEAD_ROW + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    head: Any = sheet.oddHeader
    assert head.left.text == sheet["B1"].value  # whole on each page; it is not printed as a row
    assert sheet.print_area.startswith(f"'{sheet.title}'!$A${HEAD_ROW}:")
    assert "填写说明" in str(sheet["B2"].value)
    plan = template_plan(Kindergarten)
    codes, days, village = (plan.letter(name) for name in ("code", "licence_issued", "village"))
    assert sheet.column_dimensions[codes].number_format == "@"
    assert sheet.column_dimensions[days].number_format == "yyyy-mm-dd"
    lists = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    reach = f"{HEAD_ROW + 1}:{{}}{HEAD_ROW + ROWS}"
    chosen = lists[f"{village}{reach.format(village)}"].formula1
    assert f"MATCH(${plan.letter('township')}{HEAD_ROW + 1}," in chosen
    assert lists[f"{days}{reach.format(days)}"].type == "date"
    letter = plan.letter("size_classes")
    size = lists[f"{letter}{reach.format(letter)}"]
    kind = field_of(Kindergarten, "size_classes").kind
    assert isinstance(kind, Whole)
    assert (size.type, size.formula1, size.formula2) == ("whole", str(kind.least), str(kind.most))


def test_a_reference_is_chosen_by_name(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    write_template(filled, ClassRoom, 2026, out)
    sheet = openpyxl.load_workbook(out)["班级"]
    (of_names,) = [each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith("B4:")]
    assert "古魏镇中心幼儿园" in of_names.formula1


def test_rows_without_a_year_belong_to_the_year_of_the_title(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "随便什么.xlsx"
    write_template(filled, YearReport, 2025, out)
    garden = standing(filled)[0]
    fill_in(filled, out, YearReport, {"kindergarten": garden["uuid"], "teachers": 9})
    apply(filled, make_plan(filled, propose(filled, read_book(out))))
    (row,) = [each for each in standing(filled, YearReport, 2025) if each["kindergarten"] == garden["uuid"]]
    assert row["teachers"] == 9
