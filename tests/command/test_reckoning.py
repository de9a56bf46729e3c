"""what-if from the command line."""

from pathlib import Path

import pytest

from tests.command.conftest import Run
from tests.printing.pdf_text import Pdf
from ycpe_desktop.arguments import read_arguments


@pytest.fixture
def office(run: Run) -> Run:
    """50 children in 公办园, 30 in a 普惠性民办 and 20 in a 非营利性民办 one; 丁园 has no figures."""
    run("init", "--county", "芮城县")
    natures = {"甲园": ("公办", 50), "乙园": ("普惠性民办", 30), "丙园": ("非营利性民办", 20), "丁园": ("公办", 0)}
    for name, (nature, children) in natures.items():
        run("add", "园所名册", f"name={name}", "status=在办", f"nature={nature}", "--year", "2026")
        if children:
            run("add", "年度数据", f"kindergarten={name}", f"children_reported={children}", "--year", "2026")
    return run


def test_the_smallest_change_is_told_beside_today(office: Run) -> None:
    told = office("what-if", "--year", "2026")
    assert (told["today"]["public_share"], told["today"]["public_lacking"]) == ("50.00", 5)
    assert (told["then"]["public_share"], told["then"]["reaches"]) == ("70.00", True)
    assert (told["kindergartens"], told["children"]) == (1, 20)
    assert [(one["name"], one["action"]) for one in told["changes"]] == [("丙园", "take_over")]
    assert [one["name"] for one in told["left_out"]] == ["丁园"]
    assert office("history") == office("history"), "nothing is written"


def test_births_targets_and_seats_are_assumed(office: Run) -> None:
    births = ("--births", "-50", "10")
    told = office("what-if", "--year", "2026", *births, "--public", "52", "--inclusive", "80", "--seats", "5")
    assert (told["until"], told["births"]) == (2028, ["-50.0", "10.0"])
    assert told["targets"] == {"public_share": "52.00", "inclusive_coverage": "80.00"}
    assert told["then"]["children"] == 56
    assert (told["kindergartens"], sum(told["moved"].values())) == (0, 2)


def test_what_cannot_be_reached_or_read_is_refused_in_a_sentence(office: Run, tmp_path: Path) -> None:
    office("add", "园所名册", "name=营利园", "status=在办", "nature=营利性民办", "--year", "2026")
    office("add", "年度数据", "kindergarten=营利园", "children_reported=10", "--year", "2026")
    assert "至少要 10 个" in office("what-if", "--year", "2026", "--inclusive", "100", code=2)
    assert "0 至 100" in office("what-if", "--year", "2026", "--public", "120", code=2)
    assert "-50 至 50" in office("what-if", "--year", "2026", "--births", "-99", code=2)
    told = office("what-if", "--year", "2026", "--out", str(tmp_path / "测算.docx"), code=2)
    assert ".pdf、.xlsx、.png、.svg" in told


@pytest.mark.parametrize("name", ["测算.pdf", "测算.xlsx", "测算.png", "测算.svg"])
def test_it_is_written_in_every_form(office: Run, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    office("what-if", "--year", "2026", "--out", str(out))
    assert out.stat().st_size > 1000
    if out.suffix == ".pdf":
        assert "丙园" in "".join(Pdf(out).texts())


@pytest.mark.parametrize("typed", ["nan", "inf", "五"])
def test_what_is_no_number_is_refused_in_words(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        read_arguments(["what-if", "--births", typed])
    assert f"“{typed}”不是数字" in capsys.readouterr().err
