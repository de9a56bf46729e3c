"""The real window over a small county, opened at one of its pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.stand_ins import NotedSpeaker, new_window
from ui.office import Office
from ui.pages import page_specs
from ui.shell.contracts import Page, Services
from ui.shell.shell import Shell
from ycpe_desktop.store import history

SIZE = (1366, 768)


class Clerk(NotedSpeaker):
    """Chooses these files when asked for files."""

    files: Sequence[Path] = ()

    def choose_open_files(self, title: str, filters: str = "", folder: Path | None = None) -> list[Path]:
        self.asked.append(title)
        return list(self.files)

    def choose_open_file(self, title: str, filters: str = "", folder: Path | None = None) -> Path | None:
        return next(iter(self.choose_open_files(title)), None)

    def choose_save_file(self, title: str, proposal: Path, filters: str = "") -> Path | None:
        return next(iter(self.choose_open_files(f"{title}：{proposal.name}")), None)

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return next(iter(self.choose_open_files(title)), None)


class Desked:
    """A county, its window and its clerk."""

    def __init__(self, county: SmallCounty, shell: Shell, clerk: Clerk) -> None:
        self.county, self.shell, self.clerk = county, shell, clerk

    @property
    def page(self) -> Page:
        assert self.shell.stack.page
        return self.shell.stack.page

    def done(self) -> str:
        """The newest action that is not undone."""
        with self.county.store.reading() as connection:
            step = history.next_undo(connection)
        return step.label if step else ""

    def steps(self) -> list[str]:
        """The labels of all actions, the newest first."""
        with self.county.store.reading() as connection:
            return [step.label for step in history.steps(connection)]

    def told(self) -> list[str]:
        return [notice.text.text() for notice in self.shell.notices.notices()]


@contextmanager
def desked(qtbot: QtBot, folder: Path, key: str, county: SmallCounty, *others: str) -> Iterator[Desked]:
    """Opened at the page ``key``; beside it there are the registry and the ``others``."""
    window = new_window(folder)
    qtbot.addWidget(window)
    shell = window.shell
    assert shell
    specs = sorted(
        (spec for spec in page_specs() if spec.key in (key, "kindergarten", *others)), key=lambda spec: spec.key != key
    )
    shell.fill(Services(Office(county.store), folder, specs, desk_store=county.store))
    assert shell.desk
    clerk = Clerk()
    shell.desk.speaker = clerk
    window.resize(*SIZE)
    with qtbot.waitExposed(window):
        window.show()
    yield Desked(county, shell, clerk)
    shell.notices.clear()
    shell.background.shut_down()
    shell.badge_timer.stop()


def click(
    view: QAbstractItemView,
    index: QModelIndex,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    place: QPoint | None = None,
) -> None:
    """A real click into a cell, in its middle unless said otherwise."""
    view.scrollTo(index)
    where = place or view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, where)


__all__ = ["Clerk", "Desked", "click", "desked", "small_county"]
