"""plaques, roster and picture from the command line."""

from pathlib import Path

import pytest

from tests.command.conftest import Run
from tests.printing.pdf_text import Pdf


@pytest.fixture
def office(run: Run) -> Run:
    """张督学 has 甲园, whose plaque is printed, and 乙园; 丙园 has nobody."""
    run("init", "--county", "芮城县")
    run("add", "责任督学", "name=张督学", "phone=0359-3022018")
    for name in ("甲园", "乙园", "丙园"):
        run("add", "园所名册", f"name={name}", "status=在办", "--year", "2024")
    for name, more in (("甲园", ["plaque_printed=2024-09-10"]), ("乙园", [])):
        run("add", "督学责任", "supervisor=张督学", f"kindergarten={name}", "since=2024-09-01", *more)
    return run


def test_plaques_that_are_not_printed_yet_and_what_they_lack(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "牌.pdf"
    told = office("plaques", "--out", str(out), "--day", "2025-03-01", code=1)
    assert (told["file"], told["size"], told["day"], told["count"]) == (str(out), "A4", "2025-03-01", 1)
    assert [(one["kindergarten"], one["supervisor"], one["lacks"]) for one in told["plaques"]] == [
        ("乙园", "张督学", ["photo"])
    ]
    assert (told["without_photo"], told["without_phone"]) == (["张督学"], [])
    assert told["unassigned"] == ["丙园"]
    (text,) = Pdf(out).texts()
    assert "乙园" in text
    assert "0359-3022018" in text
    assert "2025年3月1日" in text


def test_all_plaques_on_a3_of_a_years_last_day(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "牌.pdf"
    told = office("plaques", "--out", str(out), "--size", "A3", "--all", "--year", "2024", code=1)
    assert (told["count"], told["day"]) == (2, "2025-08-31")
    assert [round(wide) for wide, _ in Pdf(out).pages()] == [1191, 1191]


def test_where_nothing_is_to_be_printed_the_sentence_says_how_to_print_all(office: Run, tmp_path: Path) -> None:
    for one in office("list", "督学责任"):
        office("set", "督学责任", one["uuid"], "plaque_printed=2024-09-10")
    assert "--all" in office("plaques", "--out", str(tmp_path / "牌.pdf"), code=2)
    assert "先给园所分配" in office("plaques", "--out", str(tmp_path / "牌.pdf"), "--day", "2020-01-01", code=2)
    assert "结尾" in office("plaques", "--out", str(tmp_path / "牌.docx"), code=2)


@pytest.mark.parametrize("name", ["名册.xlsx", "名册.pdf"])
def test_a_roster_in_either_form(office: Run, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    told = office("roster", "--out", str(out), "--no-phones", "--day", "2025-03-01")
    assert told == {
        "file": str(out),
        "day": "2025-03-01",
        "supervisors": 1,
        "kindergartens": 2,
        "unassigned": 1,
    }
    assert out.stat().st_size > 1000
    assert "结尾" in office("roster", "--out", str(tmp_path / "名册.doc"), code=2)


def test_the_picture_of_a_year(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "概况.pdf"
    told = office("picture", "--year", "2024", "--out", str(out))
    assert (told["file"], told["year"], told["as_of"], told["approved"]) == (str(out), 2024, "2024-09-01", False)
    assert "township_centre" in told["missed"]
    first, second = Pdf(out).texts()
    assert "芮城县学前教育 2024—2025 学年概况" in first
    assert "三类模式" in second
    assert "结尾" in office("picture", "--out", str(tmp_path / "概况.docx"), code=2)
