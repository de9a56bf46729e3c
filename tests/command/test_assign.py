"""``assign`` as a user calls it: proposed, written, undone, and where not everybody can be covered."""

import pytest

from main import main
from tests.command.conftest import Run

DAY = ("--day", "2026-11-23")


@pytest.fixture
def county(office: Run) -> Run:
    """Seven kindergartens and two supervisors."""
    for number in range(7):
        office("add", "园所名册", f"name={number}园", "township=学张乡", "状态=在办", "--from", "2020-09-01")
    for name in ("张督学", "李督学"):
        office("add", "责任督学", f"name={name}", "township=学张乡", "kind=专职")
    return office


def test_a_proposal_is_told_and_not_written(county: Run) -> None:
    told = county("assign", *DAY, "--dry-run")
    assert told["action"] == ""
    assert (told["before"]["covered"], told["after"]["covered"]) == (0, 7)
    assert (told["after"]["least"], told["after"]["most"], told["after"]["spread"]) == (3, 4, 1)
    assert (told["uncovered"], told["causes"], told["remedies"]) == ([], [], "")
    assert told["after"]["levels"]["outside"] == 1
    first = told["pairs"][0]
    assert (first["kindergarten"], first["state"], first["changed"], first["locked"]) == ("0园", "new", False, False)
    assert first["supervisor"] in {"张督学", "李督学"}
    assert isinstance(first["metres"], int)
    assert "why" not in first
    assert county("list", "督学责任") == []


def test_written_it_is_one_step_that_can_be_undone(county: Run) -> None:
    told = county("assign", *DAY)
    assert told["action"] == "自动分配督学：7 所新分配（2026-11-23 起）"
    assert len(county("list", "督学责任")) == 7
    assert county("history")[0]["label"] == told["action"]
    assert county("assign", *DAY)["action"] == ""
    county("undo")
    assert county("list", "督学责任") == []


def test_too_few_places_are_a_problem_with_causes_and_remedies(county: Run) -> None:
    told = county("assign", *DAY, "--maximum", "3", "--explain", code=1)
    assert len(told["uncovered"]) == 1
    (cause,) = told["causes"]
    assert "共 6 所，缺 1 所的名额" in cause["sentence"]
    assert {rule["kind"] for rule in cause["rules"]} == {"cover", "maximum"}
    assert told["remedies"] == "缺 1 名督学（按每人 3 所计），或放宽上限到每人 4 所"
    assert told["pairs"][0]["why"][0] == "原来没有督学，新分配。"
    assert len(county("list", "督学责任")) == 6


def test_recusals_locks_and_rotation_are_kept(county: Run) -> None:
    county("add", "督学回避", "supervisor=张督学", "kindergarten=0园", "reason=近亲属")
    county("add", "督学责任", "supervisor=张督学", "kindergarten=1园", "since=2026-09-01", "locked=是")
    county("add", "督学责任", "supervisor=李督学", "kindergarten=2园", "since=2020-09-01")
    told = {pair["kindergarten"]: pair for pair in county("assign", *DAY, "--rotation", "3", "--dry-run")["pairs"]}
    assert told["0园"]["supervisor"] == "李督学"
    assert (told["1园"]["supervisor"], told["1园"]["locked"], told["1园"]["state"]) == ("张督学", True, "same")
    assert (told["2园"]["supervisor"], told["2园"]["before"], told["2园"]["changed"]) == ("张督学", "李督学", True)


def test_refusals_in_one_sentence(office: Run, county: Run) -> None:
    assert "每人上限不能是 0 所" in office("assign", *DAY, "--maximum", "0", code=2)
    assert "2026-11-23 不在2024—2025 学年之内" in county("assign", *DAY, "--year", "2024", code=2)
    assert "没有在办的园" in county("assign", "--day", "2019-01-01", code=2)


def test_for_people_the_figures_and_what_changes(
    county: Run, data_folder: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assign", *DAY, "--dry-run", "--data-dir", str(data_folder)]) == 0
    told = capsys.readouterr()
    assert "已覆盖\t0/7\t7/7" in told.out
    assert told.out.count("新分配\t") == 7
    assert told.out.endswith("没有写入\n")
    assert "正在估算……" in told.err
