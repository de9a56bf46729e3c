"""A store, pages and a speaker that only note what the shell does with them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QSettings

from ui.background import Progress
from ui.shell.contracts import Command, Desk, Page, PageSpec, SearchHit, Services
from ui.shell.parts import PageHead, column
from ui.shell.shell import Shell
from ui.shell.window import MainWindow
from ui.speaking import Speaker
from ycpe_desktop.faults import Refusal


class NotedSpeaker(Speaker):
    """Answers what the test has prepared, and shows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str | None] = []
        self.asked: list[str] = []
        self.confessed: list[str] = []
        self.told: list[str] = []

    def ask(self, question: str, choices: Sequence[str], explain: str = "") -> str | None:
        self.asked.append(question)
        return self.answers.pop(0)

    def tell(self, refusal: Refusal) -> None:
        self.told.append(str(refusal))

    def inform(self, text: str, explain: str = "") -> None:
        self.told.append(text)

    def confess(self, details: str, log: Path) -> None:
        self.confessed.append(details)


class NotedStore:
    """Undoes and redoes a list of labels."""

    def __init__(self, county: str = "芮城县", done: Sequence[str] = ()) -> None:
        self.county = county
        self.done, self.undone = list(done), list[str]()
        self.closed = False
        self.refusal: Refusal | None = None
        self.size = 1
        """How many changes a step has."""
        self.held: Event | None = None
        """What an undo waits for."""

    def years(self) -> Sequence[int]:
        return [2026, 2025, 2024]

    def undo(self, progress: Progress) -> str:
        if self.held:
            self.held.wait()
        progress("正在核对", 0, 0)
        if self.refusal:
            raise self.refusal
        return self._move(self.done, self.undone)

    def redo(self, progress: Progress) -> str:
        return self._move(self.undone, self.done)

    def undo_label(self) -> str:
        return self.done[-1] if self.done else ""

    def redo_label(self) -> str:
        return self.undone[-1] if self.undone else ""

    def undo_size(self) -> int:
        return self.size

    def redo_size(self) -> int:
        return self.size

    def close(self) -> None:
        self.closed = True

    def _move(self, source: list[str], target: list[str]) -> str:
        if not source:
            return ""
        target.append(source.pop())
        return target[-1]


class NotedPage(Page):
    """Notes every call of the window in ``calls``."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk)
        self.title, self.help_topic = title, title
        self.calls: list[str] = []
        self.stays = False
        column(PageHead(title), None, parent=self)

    def activated(self) -> None:
        self.calls.append("activated")

    def show_what(self, **what: Any) -> None:
        self.calls.append(f"show {what}")

    def refresh(self) -> None:
        self.calls.append("refresh")

    def year_changed(self, year: int) -> None:
        self.calls.append(f"year {year}")

    def may_leave(self) -> bool:
        return not self.stays

    def find_text(self, text: str) -> bool:
        self.calls.append(f"find {text}")
        return self.title == "园所名册"

    def print_page(self) -> None:
        self.calls.append("print")

    def new_record(self) -> None:
        self.calls.append("new")


Search = Callable[[str], Sequence[SearchHit]]
PAGES = (
    ("today", "今日待办", None, "jrdb"),
    ("kindergarten", "园所名册", None, "ysmc"),
    ("projects", "公办园建设项目", "台账/三大工程", "gbyjsxm"),
    ("funds", "经费拨付", "台账/三个保障", "jfbf"),
    ("checks", "校验", None, "xy"),
    ("help", "帮助", None, "bz"),
)


def page_specs() -> list[PageSpec]:
    """``PAGES``; 校验 counts the two last figures of the year."""
    return [
        PageSpec(
            key,
            title,
            "table",
            partial(NotedPage, title=title),
            group,
            (lambda desk: f"{desk.year % 100}") if key == "checks" else None,
            initials,
        )
        for key, title, group, initials in PAGES
    ]


def services(
    store: NotedStore, folder: Path, commands: Sequence[Command] = (), search: Search | None = None
) -> Services:
    return Services(store, folder, page_specs(), commands, search or find)


def find(text: str) -> Sequence[SearchHit]:
    """Two kindergartens that hold every text but 无."""
    if text == "无":
        return ()
    return [
        SearchHit(f"{text}中心幼儿园", "古魏镇 · 公办", "kindergarten", {"uuid": "1"}),
        SearchHit(f"{text}第二幼儿园", "古魏镇 · 公办", "kindergarten", {"uuid": "2"}),
    ]


def backup_command(done: list[int]) -> Command:
    return Command("backup", "备份…", "content-save-outline", lambda desk: done.append(desk.year), "bf")


def new_window(folder: Path) -> MainWindow:
    window = MainWindow(folder, QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    window.furnish(NotedSpeaker())
    return window


def page_of(shell: Shell, key: str) -> NotedPage:
    """The page, opened."""
    shell.open_page(key)
    page = shell.stack.page
    assert isinstance(page, NotedPage)
    return page
