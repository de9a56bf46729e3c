"""plan and notice as a user calls them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from main import main
from tests.policy.small_county import SmallCounty
from tests.printing.pdf_text import Pdf
from ycpe_desktop.store import create_store

Run = Callable[..., Any]


@pytest.fixture
def run(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Gives the JSON answer, or the sentence of a refusal (``code=2``)."""
    store = create_store(data_folder, "芮城县")
    county = SmallCounty(store)
    person, other = county.supervisor("张督学"), county.supervisor("李督学")
    garden = county.garden("甲园")
    county.duty(person, garden, date(2020, 9, 1))
    county.duty(other, county.garden("乙园"), date(2020, 9, 1))
    county.visit(garden, date(2020, 11, 5), person)
    county.mend(garden, date(2020, 10, 5), date(2020, 10, 20), number="芮教督改〔2020〕3号")
    store.close()

    def call(*arguments: str, code: int = 0) -> Any:
        got = main([*arguments, "--data-dir", str(data_folder), "--json"])
        told = capsys.readouterr()
        assert got == code, told.err
        return json.loads(told.out) if code == 0 else told.err.strip()

    return call


def test_a_month_tells_each_supervisors_round(run: Run) -> None:
    told = run("plan", "--month", "2020-11")
    assert (told["month"], told["holiday"]) == ("2020-11", False)
    assert [(one["supervisor"], one["due"], one["visited"]) for one in told["rounds"]] == [
        ("李督学", 1, 0),
        ("张督学", 1, 1),
    ]
    (stop,) = told["rounds"][1]["stops"]
    assert (stop["kindergarten"], stop["township"], stop["last"], stop["visited"]) == (
        "甲园",
        "陌南镇",
        None,
        "2020-11-05",
    )
    (problem,) = stop["problems"]
    assert (problem["number"], problem["due"], problem["state"]) == ("芮教督改〔2020〕3号", "2020-10-20", "已逾期")


def test_one_supervisor_by_name_and_as_pdf(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "11月.pdf"
    told = run("plan", "--month", "2020年11月", "--supervisor", "李督学", "--out", str(out))
    assert [one["supervisor"] for one in told["rounds"]] == ["李督学"]
    assert len(Pdf(out).pages()) == 2


def test_a_holiday_month_is_no_fault(run: Run) -> None:
    assert run("plan", "--month", "2020-08") == {"month": "2020-08", "holiday": True, "rounds": []}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("plan", "--month", "明年"), "不是年月"),
        (("plan", "--month", "2020-11", "--supervisor", "王督学"), "没有“王督学”"),
        (("plan", "--month", "2020-11", "--out", "计划.xlsx"), "请写成 .pdf"),
        (("notice", "甲园", "--out", "通知.doc"), "请写成 .pdf、.docx"),
        (("notice", "芮教督改〔2020〕9号", "--out", "通知.pdf"), "没有这"),
    ],
    ids=range(5),
)
def test_what_cannot_be_is_refused_in_one_sentence(run: Run, arguments: tuple[str, ...], why: str) -> None:
    told = run(*arguments, code=2)
    assert why in told


@pytest.mark.parametrize("name", ["通知.pdf", "通知.docx"])
def test_a_notice_by_number_or_kindergarten(run: Run, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    for key in ("芮教督改〔2020〕3号", "甲园"):
        told = run("notice", key, "--out", str(out))
        assert (told["number"], told["kindergarten"], len(told["problems"])) == ("芮教督改〔2020〕3号", "甲园", 1)
        assert out.stat().st_size > 1_000


def test_figures_by_township_and_all_three(run: Run) -> None:
    told = run("supervision", "--year", "2020", "--by", "township")
    assert set(told) == {"year", "day", "total", "township", "file"}
    (town,) = told["township"]
    assert (town["name"], town["kindergartens"], town["coverage"]) == ("陌南镇", 2, "100.00")
    assert (town["visits_due"], town["visited"], town["visited_share"]) == (18, 1, "5.56")
    assert (town["mends_due"], town["mends_on_time"], town["mends_share"]) == (1, 0, "0.00")
    assert told["total"]["visits_due"] == 18
    every = run("supervision", "--year", "2020")
    assert [one["name"] for one in every["supervisor"]] == ["李督学", "张督学", "没有责任督学"]
    assert (len(every["month"]), every["month"][2]["visited"]) == (12, 1)


def test_figures_as_pdf_and_workbook(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "统计.pdf"
    run("supervision", "--year", "2020", "--out", str(out))
    assert [title in text for title, text in zip(("按督学", "按乡镇", "按月"), Pdf(out).texts(), strict=True)] == [
        True
    ] * 3
    book = tmp_path / "统计.xlsx"
    run("supervision", "--year", "2020", "--by", "township", "--out", str(book))
    sheet = load_workbook(book)["按乡镇"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert rows[0][:4] == ["乡镇", "在办园所", "有督学", "覆盖率"]
    assert rows[1][:4] == ["陌南镇", 2, 2, 1]
    assert rows[2][5:8] == [18, 1, pytest.approx(1 / 18)]
    assert sheet.cell(5, 8).number_format == "0.00%"
    assert "请写成 .pdf、.xlsx" in run("supervision", "--out", "统计.doc", code=2)
