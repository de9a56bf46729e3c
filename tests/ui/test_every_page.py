"""What holds for every page, in an empty and in a small county, at 1366×768 and at 150 % of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pc
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.pages import commands, page_specs

PAGES = [spec.key for spec in page_specs()]
WALKED = ("指标与图表", "备份与设置")
"""Pages of which every tab is looked at, not only the first one."""
SCREEN, ENLARGED = (1366, 768), (911, 480)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture(params=["empty", "filled"])
def some_county(request: pytest.FixtureRequest, county: SmallCounty) -> SmallCounty:
    if request.param == "filled":
        county.garden("芮城县古魏镇城南金色摇篮民办双语艺术幼儿园", nature="nonprofit", rural=True)
        county.garden("甲园", nature="public", rural=True)
    return county


@pytest.fixture(params=PAGES)
def desk(request: pytest.FixtureRequest, qtbot: QtBot, data_folder: Path, some_county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, request.param, some_county) as made:
        qtbot.waitUntil(lambda: not made.shell.background.jobs, timeout=60_000)
        yield made


def buttons(desk: Desked) -> list[QAbstractButton]:
    every: Iterable[QAbstractButton] = desk.shell.findChildren(QAbstractButton)
    return [each for each in every if each.isVisible()]


def icon_only(made: QAbstractButton) -> bool:
    """Its words are its name only: 日历 in a line for a day."""
    return isinstance(made, QToolButton) and made.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def cut(desk: Desked) -> list[str]:
    """Words of buttons, and of labels of one line, that have less room than they need."""
    labels: Iterable[QLabel] = desk.shell.findChildren(QLabel)
    told: list[tuple[str, QWidget]] = [(each.text(), each) for each in buttons(desk) if not icon_only(each)]
    told += [(each.text(), each) for each in labels if each.isVisible() and not each.wordWrap()]
    return [text for text, each in told if text and each.width() < each.sizeHint().width()]


def tabs(qtbot: QtBot, desk: Desked) -> Iterator[int]:
    """Every tab of the page, one after the other, read and laid out; one where it has none."""
    bar = getattr(desk.page, "tabs", None) if desk.page.title in WALKED else None
    for number in range(bar.count() if isinstance(bar, QTabWidget) else 1):
        if isinstance(bar, QTabWidget):
            bar.setCurrentIndex(number)
        qtbot.waitUntil(
            lambda: not desk.shell.background.jobs and not getattr(desk.page, "busy", False), timeout=60_000
        )
        yield number


def test_the_page_is_called_as_in_the_navigation(desk: Desked) -> None:
    assert desk.page.title == next(spec.title for spec in page_specs() if spec.key == desk.shell.stack.key)


def test_words_have_their_room_and_one_button_is_the_primary_one(qtbot: QtBot, desk: Desked) -> None:
    for _ in tabs(qtbot, desk):
        for wide, high in (ENLARGED, SCREEN):
            desk.shell.window().resize(wide, high)
            QApplication.processEvents()  # all is laid out
            assert cut(desk) == []
            assert desk.page.minimumSizeHint().height() <= desk.page.height()  # its foot is above the notices
        assert len([each for each in buttons(desk) if each.property("role") == "primary"]) <= 1
        assert [each for each in buttons(desk) if not each.text() and not each.toolTip()] == []


def test_the_palette_opens_the_pages_that_the_check_of_the_windows_build_asks_for(
    qtbot: QtBot, data_folder: Path, county: SmallCounty
) -> None:
    with desked(qtbot, data_folder, "today", county, *PAGES) as desk:
        shell = desk.shell
        assert shell.services
        shell.fill(shell.services._replace(commands=commands()))
        for initials, title in pc.PAGES.items():
            shell.show_palette()
            QTest.keyClicks(shell.palette_box.line, initials)
            QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Return)
            assert pc.page_of(shell.window().windowTitle()) == title
        qtbot.waitUntil(lambda: not shell.background.jobs, timeout=60_000)
    own = [spec.title for spec in page_specs() if spec.in_navigation and spec.group is None]
    assert list(pc.PAGES.values()) == own
