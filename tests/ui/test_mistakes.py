"""Our own mistakes: confessed once, logged without personal data."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import NotedSpeaker
from ui.mistakes import Mistakes, log_file, start_logging
from ycpe_desktop.faults import Refusal

SECRET = "张三 13700000000"


@pytest.fixture
def speaker() -> NotedSpeaker:
    return NotedSpeaker()


@pytest.fixture
def mistakes(qapp: object, speaker: NotedSpeaker, data_folder: Path) -> Iterator[Mistakes]:
    before = sys.excepthook, threading.excepthook
    made = Mistakes(speaker, data_folder)
    sys.excepthook, threading.excepthook = made.caught, made.caught_in_thread
    yield made
    sys.excepthook, threading.excepthook = before


def fail() -> None:
    raise KeyError(SECRET)


@pytest.mark.expects_log("KeyError")
@pytest.mark.qt_no_exception_capture
def test_a_fault_in_a_slot_is_confessed_once(qtbot: QtBot, mistakes: Mistakes, speaker: NotedSpeaker) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(speaker.confessed))
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, lambda: speaker.told.append("later"))
    qtbot.waitUntil(lambda: bool(speaker.told))
    assert len(speaker.confessed) == 1
    assert "in fail" in speaker.confessed[0]
    assert SECRET not in speaker.confessed[0]


@pytest.mark.expects_log("KeyError")
def test_a_fault_in_a_thread_is_confessed_too(qtbot: QtBot, mistakes: Mistakes, speaker: NotedSpeaker) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(speaker.confessed))


def test_a_refusal_that_nobody_caught_is_shown_as_such(qtbot: QtBot, mistakes: Mistakes) -> None:
    refusal = Refusal("文件正被占用")
    with qtbot.waitSignal(mistakes.refused) as shown:
        mistakes.caught(Refusal, refusal, None)
    assert shown.args == [refusal]


@pytest.mark.expects_log("KeyError")
def test_the_log_names_the_place_and_nobody(mistakes: Mistakes, data_folder: Path) -> None:
    stop = start_logging(data_folder)
    try:
        fail()
    except KeyError as error:
        mistakes.caught(KeyError, error, error.__traceback__)
    finally:
        stop()
    kept = log_file(data_folder).read_text(encoding="utf-8")
    assert "KeyError" in kept
    assert "in fail" in kept
    assert SECRET not in kept
