"""What holds for every test: no screen, no real folders, nothing left running, no unexpected word in the log.

Qt's own warnings and Python's are turned into failures in ``pyproject.toml``.
"""

import os

# Before anything imports Qt. A test that needs a real screen starts a program of its own on ``screen``.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_SCALE_FACTOR", None)

import gc
import logging
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

# The same examples on every machine, judged by what they show and not by the clock.
hypothesis.settings.register_profile("project", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("project")

PATIENCE = 60_000
"""Milliseconds. A machine under load is slow and not wrong; what never comes still fails."""
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": PATIENCE}

USERS_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty folder for the live database, its attachments, backups and log."""
    folder = tmp_path / "台账数据"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def matplotlib_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One font cache for the whole run: making it takes seconds."""
    return tmp_path_factory.mktemp("matplotlib")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, matplotlib_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that neither it nor a program it starts touches the user's folders."""
    own = tmp_path_factory.mktemp("home")
    for name, under in USERS_FOLDERS.items():
        folder = own / under
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("MPLCONFIGDIR", str(matplotlib_folder))
    return own


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that logs a warning or worse, save what its ``expects_log`` marks name; those must come."""
    yield
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    surprises = [said for said in loud if not any(re.search(pattern, said) for pattern in expected)]
    assert not surprises, f"logged without being expected: {surprises}"
    silent = [pattern for pattern in expected if not any(re.search(pattern, said) for said in loud)]
    assert not silent, f"expected in the log and never said: {silent}"


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fails a test after which a thread, a window or a timer of the application still lives."""
    threads = set(threading.enumerate())
    windows = {id(window) for window in open_windows()}
    timers = running_timers()
    yield
    assert background_work_ends(), "work left running in Qt's thread pool"
    left = [thread.name for thread in threading.enumerate() if thread not in threads and counts(thread)]
    assert not left, f"threads left running: {left}"
    names = [describe(window) for window in open_windows() if id(window) not in windows]
    assert not names, f"windows left open: {names}"
    ticking = running_timers() - timers
    assert not ticking, f"timers left running: {ticking}"


def counts(thread: threading.Thread) -> bool:
    """Whether the thread is Python's own: one that Qt made leaves a dummy behind that says it is alive for ever."""
    return thread.is_alive() and not isinstance(thread, threading._DummyThread)


def running_application() -> "QApplication | None":
    """The application, without importing Qt in a test that did not."""
    if "PySide6.QtWidgets" not in sys.modules:
        return None
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    return found if isinstance(found, QApplication) else None


def open_windows() -> "list[QWidget]":
    """Visible windows, and hidden main windows and dialogs that nobody threw away."""
    application = running_application()
    if application is None:
        return []
    found = seen_windows(application)
    if not found:
        return []
    gc.collect()  # a cycle that Python has not broken up yet is no leak
    return seen_windows(application)


def seen_windows(application: "QApplication") -> "list[QWidget]":
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QDialog, QMainWindow

    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    kept = (QMainWindow, QDialog)
    return [window for window in application.topLevelWidgets() if window.isVisible() or isinstance(window, kept)]


def describe(window: "QWidget") -> str:
    return f"{type(window).__name__} {window.objectName()!r} {window.windowTitle()!r}"


def running_timers() -> set[str]:
    """Timers that belong to the application itself and so outlive every window."""
    application = running_application()
    if application is None:
        return set()
    from PySide6.QtCore import QTimer

    timers: Iterable[QTimer] = application.findChildren(QTimer)
    return {timer.objectName() or repr(timer) for timer in timers if timer.isActive()}


def background_work_ends() -> bool:
    """Whether Qt's thread pool comes to rest; work that has told its result may need a moment to return."""
    if running_application() is None:
        return True
    from PySide6.QtCore import QThreadPool

    return QThreadPool.globalInstance().waitForDone(10_000)


@pytest.fixture
def screen(home: Path) -> Iterator[dict[str, str]]:
    """The environment for a program with a real screen of its own: 1366×768 of Xvfb, for real keys and clicks."""
    xvfb = shutil.which("Xvfb")
    assert xvfb, "Xvfb is missing; `python3 dev.py test` installs it"
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as told:
                number = told.readline().strip()
            assert number, "Xvfb did not start"
            yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
