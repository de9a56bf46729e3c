"""Work beside the window: results, progress, cancel, failure, and the end."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from ui.background import Background, Cancelled, Progress
from ycpe_desktop.faults import Refusal


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background()
    yield made
    made.shut_down()


def test_the_result_comes_back_to_the_windows_thread(qtbot: QtBot, background: Background) -> None:
    got: list[tuple[Any, bool, bool]] = []
    here = QThread.currentThread()

    def work(progress: Progress) -> bool:
        return QThread.currentThread() is here

    with qtbot.waitSignal(background.ended):
        background.run(
            "数一数", work, lambda worked_here: got.append((worked_here, QThread.currentThread() is here, True))
        )
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(False, True, True)]
    assert background.jobs == []


def test_progress_is_told_and_the_newest_wins(qtbot: QtBot, background: Background) -> None:
    told: list[tuple[str, int, int]] = []

    def work(progress: Progress) -> None:
        for step in range(1, 10_001):
            progress("写入", step, 10_000)

    with qtbot.waitSignal(background.ended):
        background.run("写入", work, on_progress=lambda *report: told.append(report))
    assert told[-1] == ("写入", 10_000, 10_000)
    assert [step for _, step, _ in told] == sorted(step for _, step, _ in told)


def test_cancel_stops_the_work_at_its_next_step(qtbot: QtBot, background: Background) -> None:
    go = threading.Event()
    reached: list[str] = []

    def work(progress: Progress) -> None:
        go.wait()
        progress("第二步", 2, 3)
        reached.append("第二步")

    with qtbot.waitSignal(background.cancelled):
        job = background.run("三步", work)
        job.cancel()
        go.set()
    assert reached == []


def test_whoever_wants_to_know_of_a_cancel_is_told(qtbot: QtBot, background: Background) -> None:
    failed: list[Exception] = []
    go = threading.Event()

    def work(progress: Progress) -> None:
        go.wait()
        progress("", 0, 0)

    with qtbot.waitSignal(background.ended), qtbot.assertNotEmitted(background.cancelled):
        background.run("三步", work, on_failed=failed.append).cancel()
        go.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)


def test_a_refusal_is_shown_unless_the_caller_takes_it(qtbot: QtBot, background: Background) -> None:
    refusal = Refusal("文件已损坏", "名册.xlsx", "请另存后再试。")

    def work(progress: Progress) -> None:
        raise refusal

    with qtbot.waitSignal(background.refused) as shown:
        background.run("读取", work)
    assert shown.args == [refusal]
    taken: list[Exception] = []
    with qtbot.waitSignal(background.ended), qtbot.assertNotEmitted(background.refused):
        background.run("读取", work, on_failed=taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [refusal]


def test_our_own_mistake_is_always_told(qtbot: QtBot, background: Background) -> None:
    failed: list[Exception] = []

    def work(progress: Progress) -> None:
        raise KeyError("列")

    with qtbot.waitSignal(background.broke) as broke:
        background.run("读取", work, on_failed=failed.append)
    assert broke.args == failed
    assert isinstance(failed[0], KeyError)


def test_the_end_of_the_program_joins_everything(background: Background) -> None:
    started = threading.Event()
    done: list[object] = []

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress("一直做", 0, 0)

    jobs = [background.run("一直做", work, done.append), background.run("一直做", work, done.append)]
    started.wait()
    background.shut_down()
    assert all(job.isFinished() for job in jobs)
    assert background.jobs == []
    assert done == []
