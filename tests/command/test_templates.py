"""template from the command line."""

from pathlib import Path

import openpyxl

from tests.command.conftest import Run


def test_a_blank_template_of_a_ledger_comes_in_once_it_is_filled_in(office: Run, tmp_path: Path) -> None:
    told = office("template", "A1", "--year", "2025", "--out", str(tmp_path))
    out = tmp_path / "芮城县_2025学年_园所名册_空白模板.xlsx"
    assert told == {"file": str(out), "ledger": "园所名册", "year": 2025}
    book = openpyxl.load_workbook(out)
    sheet = book["园所名册"]
    headings = {cell.value: cell.column for cell in sheet[3]}
    for heading, value in {"园所名称": "南村幼儿园", "办园性质": "公办", "乡镇": "陌南镇"}.items():
        sheet.cell(4, headings[heading] or 0).value = value
    book.save(out)
    assert office("import", str(out))["new"] == 1
    (garden,) = office("list", "园所名册", "--year", "2025")
    assert (garden["name"], garden["nature"], garden["township"]) == ("南村幼儿园", "公办", "陌南镇")


def test_a_ledger_that_is_not_there_is_named(office: Run) -> None:
    assert "没有“工资”这本台账" in office("template", "工资", code=2)
