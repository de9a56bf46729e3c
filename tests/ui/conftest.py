"""The look of the program, and a filled window for the tests of the shell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import NotedStore, new_window, services
from ui import theme
from ui.shell.shell import Shell
from ui.shell.window import MainWindow


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dressed as the program is, so that sizes are those that users see."""
    theme.translate(qapp)
    theme.apply(qapp)
    return qapp


@pytest.fixture
def noted_store() -> NotedStore:
    return NotedStore(done=["修改 古魏镇中心幼儿园 园长"])


@pytest.fixture
def window(qtbot: QtBot, data_folder: Path, noted_store: NotedStore) -> Iterator[MainWindow]:
    made = new_window(data_folder)
    qtbot.addWidget(made)
    assert made.shell
    made.shell.fill(services(noted_store, data_folder))
    made.show()
    qtbot.waitExposed(made)
    yield made
    assert made.shell
    made.shell.background.shut_down()


@pytest.fixture
def shell(window: MainWindow) -> Shell:
    assert window.shell
    return window.shell
