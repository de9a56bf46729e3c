"""template, forms and the import of what came back, from the command line."""

from pathlib import Path

import openpyxl

from tests.command.conftest import Run
from tests.exchange.form_hands import Form


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


def test_forms_are_sent_out_and_a_folder_of_them_is_imported(office: Run, tmp_path: Path) -> None:
    names = ("丙幼儿园", "乙幼儿园", "甲幼儿园")
    for name in names:
        office("add", "园所名册", f"name={name}", "status=在办", "township=陌南镇", "--year", "2026")
    told = office("forms", "--year", "2026", "--out", str(tmp_path / "表"))
    assert (told["count"], told["files"]) == (
        3,
        [f"陌南镇_{name}.xlsx" for name in ("丙幼儿园", "甲幼儿园", "乙幼儿园")],
    )
    Form(tmp_path / "表" / "陌南镇_甲幼儿园.xlsx").fill({"teachers": 6}).save()
    Form(tmp_path / "表" / "陌南镇_乙幼儿园.xlsx").fill({"teachers": "六"}).save()
    looked = office("import", str(tmp_path / "表"), "--dry-run", code=1)
    assert {one["kindergarten"]: one["state"] for one in looked["forms"]} == {
        "乙幼儿园": "faulty", "甲幼儿园": "ready", "丙幼儿园": "missing",
    }  # fmt: skip
    told = office("import", str(tmp_path / "表"), code=1)
    assert told["missing"] == ["丙幼儿园"]
    assert [(one["sheet"], one["cell"] != "", one["field"]) for one in told["problems"]] == [
        ("陌南镇_乙幼儿园.xlsx", True, "专任教师")
    ]
    (row,) = office("list", "年度数据", "--year", "2026")
    assert (row["kindergarten"], row["teachers"]) == ("甲幼儿园", 6)
    again = office("import", str(tmp_path / "表"), code=1)
    assert (again["new"], again["changed"]) == (0, 0)
    assert {one["kindergarten"]: one["state"] for one in again["forms"]}["甲幼儿园"] == "returned"


def test_one_form_is_imported_by_its_name_too(office: Run, tmp_path: Path) -> None:
    office("add", "园所名册", "name=甲幼儿园", "status=在办", "--year", "2026")
    office("forms", "--year", "2026", "--out", str(tmp_path / "表"))
    (file,) = (tmp_path / "表").iterdir()
    Form(file).fill({"teachers": 6}).save()
    assert office("import", str(file))["new"] == 1
    assert "只能用 --year" in office("import", str(file), "--ledger", "园所名册", code=2)
