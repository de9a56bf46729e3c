"""Reading beside the window: only the newest question is answered, and the window does not show it as work."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.background import Job, Progress
from ui.pages.latest import Latest
from ui.shell.contracts import Desk
from ui.shell.shell import Shell
from ycpe_desktop.faults import Refusal


@pytest.fixture
def desk(shell: Shell) -> Iterator[Desk]:
    assert shell.desk
    yield shell.desk
    shell.background.shut_down()


def test_only_the_newest_is_answered(qtbot: QtBot, desk: Desk) -> None:
    go, answers = threading.Event(), list[str]()
    latest = Latest(desk, "读取", answers.append)

    def first() -> str:
        go.wait()
        return "first"

    latest.ask(first)
    latest.ask(lambda: "second")
    latest.ask(lambda: "third")
    go.set()
    qtbot.waitUntil(lambda: not latest.busy)
    assert answers == ["third"]


def test_what_is_forgotten_is_not_answered(qtbot: QtBot, desk: Desk) -> None:
    go, answers = threading.Event(), list[str]()
    latest = Latest(desk, "读取", answers.append)

    def first() -> str:
        go.wait()
        return "first"

    latest.ask(first)
    latest.forget()
    go.set()
    qtbot.waitUntil(lambda: not latest.busy)
    assert answers == []


def test_a_refusal_is_told_and_the_next_question_still_answered(qtbot: QtBot, shell: Shell, desk: Desk) -> None:
    answers = list[int]()
    latest = Latest(desk, "读取", answers.append)

    def refuse() -> int:
        raise Refusal("读不出来", "", "请重试")

    latest.ask(refuse)
    qtbot.waitUntil(lambda: not latest.busy)
    assert [notice.text.text() for notice in shell.notices.notices()] == ["读不出来。请重试"]
    latest.ask(lambda: 7)
    qtbot.waitUntil(lambda: answers == [7])


def test_the_window_shows_no_work_for_it(qtbot: QtBot, shell: Shell, desk: Desk) -> None:
    announced, answers = list[Job](), list[int]()
    shell.background.started.connect(announced.append)
    Latest(desk, "读取", answers.append).ask(lambda: 7)
    assert shell.background.jobs == []
    qtbot.waitUntil(lambda: answers == [7])
    assert announced == []


def test_long_work_says_how_far_it_is_and_stops_where_it_is_told(qtbot: QtBot, desk: Desk) -> None:
    go, told, answers, stops = threading.Event(), list[tuple[str, int, int]](), list[int](), list[str]()
    latest = Latest(desk, "读取", answers.append, lambda *how: told.append(how), lambda: stops.append("停"))

    def work(progress: Progress) -> int:
        progress("第一步", 0, 2)
        go.wait()
        progress("第二步", 1, 2)
        return 7

    latest.ask_long(work)
    qtbot.waitUntil(lambda: told == [("第一步", 0, 2)])
    latest.cancel()
    go.set()
    qtbot.waitUntil(lambda: not latest.busy)
    assert (answers, stops) == ([], ["停"])
    latest.ask_long(work)
    qtbot.waitUntil(lambda: answers == [7])
