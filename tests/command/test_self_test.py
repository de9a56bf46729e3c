"""The self-test's own manners; the frozen program goes through all of its steps in tests/frozen."""

from pathlib import Path

import pytest

from ycpe_desktop.command.self_test import Amiss, Trial, run_self_test
from ycpe_desktop.faults import Refusal


def well(trial: Trial) -> str:
    trial.out("写得进去").touch()
    return "很好"


def amiss(trial: Trial) -> str:
    raise Amiss("少了一所")


def refused(trial: Trial) -> str:
    raise Refusal("打不开", "名单.xlsx", "请换一个文件")


def mistaken(trial: Trial) -> str:
    raise ValueError("张会计 13800000000")


def test_every_step_is_told_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_self_test(None, [("一", well), ("二", well)]) == 0
    first, *steps, last = capsys.readouterr().out.splitlines()
    assert first.startswith("运城学前教育台账")
    assert [step.split("\t")[:3] for step in steps] == [["正常", "一", "很好"], ["正常", "二", "很好"]]
    assert last == "自检通过"


def test_the_first_that_fails_is_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_self_test(None, [("一", well), ("二", amiss), ("三", well)]) == 1
    *_, failed, last = capsys.readouterr().out.splitlines()
    assert failed.split("\t")[:3] == ["失败", "二", "少了一所"]
    assert last == "自检没有通过"


def test_a_refusal_says_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_self_test(Path("名单.xlsx"), [("一", refused)]) == 1
    assert "名单.xlsx：打不开。请换一个文件" in capsys.readouterr().out


def test_a_mistake_says_where_and_not_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_self_test(None, [("一", mistaken)]) == 1
    told = capsys.readouterr().out
    assert "in mistaken" in told
    assert "ValueError" in told
    assert "张会计" not in told.replace('raise ValueError("张会计 13800000000")', "")
