"""The standard workbook: what stands on its sheets, its formulas, its seal, and its way back in."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.formula_values import Book
from ycpe_desktop.demo.make import make_demo
from ycpe_desktop.exchange.applying import apply
from ycpe_desktop.exchange.planning import make_plan
from ycpe_desktop.exchange.proposing import propose
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.standard import export_standard, read_standard, standard_name
from ycpe_desktop.exchange.standard_layout import plans
from ycpe_desktop.exchange.standard_writing import CHARACTERS_A_PAGE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Choice
from ycpe_desktop.ledgers import LEDGERS, ClassRoom, Kindergarten, YearReport, fields_of
from ycpe_desktop.policy.checks import check, explain
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.store import Store, create_store, open_store

TODAY = date(2026, 11, 23)
YEAR = 2026


def new_store(folder: Path) -> Store:
    return create_store(folder, "芮城县", today=lambda: TODAY)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo county with a kindergarten whose texts look like formulas, and one explanation."""
    store = new_store(tmp_path_factory.mktemp("office") / "台账")
    make_demo(store, size=45)
    with store.writing("新增") as writer:
        values = {
            "name": "=1+1幼儿园",
            "former_name": "-旧名",
            "principal": "@张",
            "licence": "0012",
            "address": "+号路",
        }
        key = writer.insert(Kindergarten, {"kind": "119", "township": "140830100", **values})
        writer.state(Kindergarten.nature, key, "public", date(2026, 9, 1), basis="=文号")
        writer.state(Kindergarten.status, key, "open", date(2026, 9, 1))
        writer.insert(YearReport, {"kindergarten": key, "year": YEAR, "children_reported": 361, "fee_care": "0.10"})
    explain(store, YEAR, [one for one in check(store, YEAR) if one.rule == "too_large"], "新建小区多")
    yield store
    store.close()


@pytest.fixture(scope="module")
def file(office: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / standard_name(office, YEAR)
    export_standard(office, YEAR, path)
    return path


@pytest.fixture(scope="module")
def book(file: Path) -> Any:
    return openpyxl.load_workbook(file)


def grid(path: Path, sheets: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Sheet → (place, value, number format) of every cell."""
    opened: Any = openpyxl.load_workbook(path)
    return {
        title: [(c.coordinate, c.value, c.number_format, c.data_type) for row in opened[title].iter_rows() for c in row]
        for title in sheets
    }


DATA_SHEETS = [plan.title for plan in plans() if plan.title != "校验与说明"]


def test_the_name_says_county_year_and_day(office: Store) -> None:
    assert standard_name(office, YEAR) == "运城市_芮城县_2026学年_学前教育上报表_20261123.xlsx"


def test_one_sheet_a_ledger_and_a_fact_between_cover_and_hidden_seal(book: Any) -> None:
    ledgers = [ledger.TITLE for ledger in LEDGERS]
    facts = ["办园性质沿革", "状态沿革"]
    rest = ["导入原值", "校验与说明", "数据字典", "选项", "封印"]
    assert book.sheetnames == ["封面", "指标汇总", *ledgers, *facts, *rest]
    assert (book["选项"].sheet_state, book["封印"].sheet_state) == ("hidden", "veryHidden")


def test_each_sheet_is_ready_for_screen_and_paper(book: Any) -> None:
    for plan in plans():
        sheet = book[plan.title]
        labels = [cell.value for cell in sheet[2]]
        assert labels == [column.heading for column in plan.columns]
        hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
        assert "A" in hidden
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.print_title_rows == "$2:$2"
        assert "$A$2:" in sheet.print_area  # the title stands whole in the head of each page, not in a row as well
        assert sheet.oddHeader.left.text == sheet.cell(1, 2).value
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "芮城县" in str(book["园所名册"]["B1"].value)


def test_a_wide_sheet_takes_few_pages_on_which_it_can_be_read(book: Any) -> None:
    """The first column is on each of them; at most 225 characters side by side are 6.5 pt."""
    for plan in plans():
        sheet, shown = book[plan.title], [each for each in plan.columns if not each.hidden]
        wide = [sheet.column_dimensions[plan.letter(each.name, each.role)].width for each in shown]
        pages = sheet.page_setup.fitToWidth
        assert (sum(wide) + (pages - 1) * wide[0]) / pages <= CHARACTERS_A_PAGE, plan.title
    assert book["督导记录"].page_setup.fitToWidth == 2


def test_text_stays_text_and_codes_keep_their_zeros(book: Any) -> None:
    sheet = book["园所名册"]
    row = next(row for row in sheet.iter_rows(min_row=3) if row[1].value == "=1+1幼儿园")
    told = {sheet.cell(2, cell.column).value: cell for cell in row}
    for label, value in (("园所名称", "=1+1幼儿园"), ("曾用名", "-旧名"), ("园长", "@张"), ("地址", "+号路")):
        assert (told[label].value, told[label].data_type, told[label].quotePrefix) == (value, "s", True)
    assert (told["许可证号"].value, told["许可证号"].number_format) == ("0012", "@")
    assert told["乡镇UUID"].value == "140830100"


def test_choices_are_pull_downs(book: Any) -> None:
    sheet = book["园所名册"]
    lists = {
        str(each.sqref).split(":")[0].rstrip("0123456789"): each.formula1
        for each in sheet.data_validations.dataValidation
    }
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    for each in fields_of(Kindergarten):
        if isinstance(each.kind, Choice) and each.name not in ("nature", "status"):
            assert letters[each.label] in lists
    assert lists[letters["农村园"]] == '"是,否"'
    townships = lists[letters["乡镇"]]
    assert "南磑镇" in townships.strip('"').split(",")


def test_the_dictionary_names_every_field(book: Any) -> None:
    told = {(row[0], row[2]) for row in book["数据字典"].iter_rows(min_row=3, values_only=True)}
    for ledger in LEDGERS:
        assert {(ledger.TITLE, each.name) for each in fields_of(ledger)} <= told


def test_the_cover_has_the_block_to_be_signed(book: Any) -> None:
    words = {cell.value for row in book["封面"].iter_rows() for cell in row}
    assert {"填表人：", "审核人：", "负责人：", "单位盖章：", "截至 2026-09-01"} <= words
    assert any("草稿" in str(word) for word in words)
    assert any("演示数据" in str(word) for word in words)


def test_the_summary_has_plain_values_and_formulas_that_agree(office: Store, book: Any) -> None:
    sheet, computed = book["指标汇总"], Book(book)
    rows = {row[2].value: row for row in sheet.iter_rows(min_row=3) if isinstance(row[0].value, int)}
    found = indicators(office, YEAR)
    assert list(rows) == [each.title for each in found]
    followed = 0
    for each in found:
        value, formula = rows[each.title][5].value, rows[each.title][10].value
        assert (value is None) == (each.value is None)
        if formula:
            assert computed.value(str(formula)) == pytest.approx(value), each.id
            followed += 1
    assert followed >= 20


def test_the_summary_says_money_and_verdicts_as_the_page_does(office: Store, book: Any) -> None:
    rows = {row[2].value: row for row in book["指标汇总"].iter_rows(min_row=3) if isinstance(row[0].value, int)}
    share = {each.id: each for each in indicators(office, YEAR)}["fiscal_share"]
    row = rows[share.title]
    assert share.numerator is not None
    assert (row[3].value, row[3].number_format) == (share.numerator / 1_000_000, '#,##0.00"万元"')
    assert "（分）" not in row[12].value
    assert rows["普惠园占比（按园数）"][8].value == "供了解"


def test_what_is_wider_than_its_column_goes_on_in_the_next_line(book: Any) -> None:
    for title, heading in (("责任分工", "牵头单位"), ("督导发现问题", "依据条款"), ("年度数据", "园所名称")):
        sheet = book[title]
        place = next(cell.column for cell in sheet[2] if cell.value == heading)
        told = [row[place - 1] for row in sheet.iter_rows(min_row=3) if row[place - 1].value]
        assert told
        assert all(cell.alignment.wrap_text for cell in told), title
    sheet = book["责任分工"]
    place = next(cell.column for cell in sheet[2] if cell.value == "牵头单位")
    (high,) = {
        sheet.row_dimensions[row[0].row].height >= 28
        for row in sheet.iter_rows(min_row=3)
        if row[place - 1].value == "各县（市、区）人民政府"
    }
    assert high


def test_the_summary_has_native_charts(book: Any) -> None:
    rates, natures = book["指标汇总"]._charts
    assert [line.dLbls.position for line in rates.series] == ["t", "b", "t"]  # numbers of close lines do not collide
    assert natures.legend is None


def test_formulas_follow_classes_only_where_none_are_listed(office: Store, tmp_path: Path) -> None:
    store = new_store(tmp_path / "台账")
    with store.writing("新增") as writer:
        key = writer.insert(Kindergarten, {"name": "有班级的园"})
        writer.insert(ClassRoom, {"kindergarten": key, "year": YEAR, "name": "小一", "band": "junior", "children": 20})
    export_standard(store, YEAR, tmp_path / "表.xlsx")
    store.close()
    rows = openpyxl.load_workbook(tmp_path / "表.xlsx")["指标汇总"].iter_rows(min_row=3)
    assert {row[2].value: row[10].value for row in rows}["班额达标率"] is None


def test_the_same_data_give_the_same_sheets(office: Store, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "又一份.xlsx"
    made = export_standard(office, YEAR, again)
    assert grid(again, DATA_SHEETS) == grid(file, DATA_SHEETS)
    first = read_standard(file)
    assert first is not None
    assert made.digest == first.seal.digest


def test_into_an_empty_office_and_out_again_it_is_the_same(file: Path, tmp_path: Path) -> None:
    store = new_store(tmp_path / "空台账")
    plan = make_plan(store, propose(store, read_book(file)))
    apply(store, plan)
    export_standard(store, YEAR, tmp_path / "再出.xlsx")
    store.close()
    assert grid(tmp_path / "再出.xlsx", DATA_SHEETS) == grid(file, DATA_SHEETS)
    first, second = read_standard(file), read_standard(tmp_path / "再出.xlsx")
    assert first is not None
    assert second is not None
    assert first.seal.digest == second.seal.digest


def test_the_seal_says_whose_it_is_and_that_it_is_intact(file: Path) -> None:
    found = read_standard(file)
    assert found is not None
    assert (found.intact, found.newer) == (True, False)
    assert (found.seal.county_code, found.seal.county, found.seal.year) == ("140830", "芮城县", YEAR)


@pytest.mark.parametrize(
    ("sheet", "label"),
    [("园所名册", "园长"), ("年度数据", "专任教师"), ("办园性质沿革", "自"), ("督学责任", "园所名称UUID")],
)
def test_a_changed_cell_breaks_the_seal_of_its_sheet(file: Path, tmp_path: Path, sheet: str, label: str) -> None:
    opened: Any = openpyxl.load_workbook(file)
    column = next(cell.column for cell in opened[sheet][2] if cell.value == label)
    cell = next(c for (c,) in opened[sheet].iter_rows(min_row=3, min_col=column, max_col=column) if c.value is not None)
    cell.value = {int: 77, float: 77, str: "李改", datetime: datetime(2001, 1, 1)}[type(cell.value)]
    opened.save(tmp_path / "改过.xlsx")
    found = read_standard(tmp_path / "改过.xlsx")
    assert found is not None
    assert found.altered == (sheet,)


def test_a_row_taken_out_breaks_the_seal(file: Path, tmp_path: Path) -> None:
    opened: Any = openpyxl.load_workbook(file)
    opened["督学责任"].delete_rows(4)
    opened.save(tmp_path / "少一行.xlsx")
    found = read_standard(tmp_path / "少一行.xlsx")
    assert found is not None
    assert found.altered == ("督学责任",)


def test_saving_it_again_or_touching_computed_cells_does_not_break_it(file: Path, tmp_path: Path) -> None:
    opened: Any = openpyxl.load_workbook(file)
    opened["指标汇总"]["F3"].value = 99
    opened["封面"]["A2"].value = "另一个标题"
    column = next(cell.column for cell in opened["园所名册"][2] if cell.value == "在园幼儿")
    opened["园所名册"].cell(3, column).value = 9999
    opened.save(tmp_path / "另存.xlsx")
    found = read_standard(tmp_path / "另存.xlsx")
    assert found is not None
    assert found.intact


def test_other_workbooks_are_none_of_ours(tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.save(tmp_path / "别的.xlsx")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert read_standard(tmp_path / "别的.xlsx") is None
    assert read_standard(tmp_path / "坏的.xlsx") is None
    assert read_standard(tmp_path / "没有.xlsx") is None


def test_without_phones_there_is_no_telephone(office: Store, tmp_path: Path) -> None:
    path = tmp_path / "不含电话.xlsx"
    export_standard(office, YEAR, path, phones=False)
    opened: Any = openpyxl.load_workbook(path)
    labels = {cell.value for cell in opened["园所名册"][2]} | {cell.value for cell in opened["责任督学"][2]}
    assert not labels & {"园所电话", "园长电话", "联系电话"}
    found = read_standard(path)
    assert found is not None
    assert (found.intact, found.seal.phones) == (True, False)


def test_a_target_that_cannot_be_written_leaves_the_old_file_whole(office: Store, tmp_path: Path) -> None:
    folder = tmp_path / "目录.xlsx"
    folder.mkdir()
    with pytest.raises(Refusal, match="写不进去"):
        export_standard(office, YEAR, folder)
    with pytest.raises(Refusal, match="文件夹不存在"):
        export_standard(office, YEAR, tmp_path / "没有的文件夹" / "表.xlsx")
    assert os.listdir(tmp_path) == ["目录.xlsx"]  # noqa: PTH208 - names alone


def test_a_window_that_only_reads_can_export(office: Store, tmp_path: Path) -> None:
    reader = open_store(office.folder, writable=False, today=lambda: TODAY)
    export_standard(reader, YEAR, tmp_path / "只读.xlsx")
    reader.close()
    assert read_standard(tmp_path / "只读.xlsx") is not None
