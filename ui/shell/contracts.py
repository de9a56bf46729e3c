"""What the window and its pages promise each other.

A page is a ``Page`` made by its ``PageSpec`` when first opened, and receives the one ``Desk``. It writes through the
store and then says ``desk.saved(self)``; the window does the rest (saved time, badges, refreshing the other pages).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.background import Background, Progress
from ui.speaking import Speaker


class Tone(StrEnum):
    """The kind of a notice; each has an icon and a word beside its colour."""

    GOOD = "good"
    INFO = "info"
    ATTENTION = "attention"
    BAD = "bad"


Beside = tuple[str, Callable[[], object]]


class Notices(Protocol):
    """Messages inside the window, below the page; no dialog, nothing to close before work goes on."""

    def tell(
        self,
        tone: Tone,
        text: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        beside: Beside | None = None,
        *,
        topic: str = "",
    ) -> None:
        """Show one sentence; ``action`` is the word on its button (撤销本次导入), ``act`` what that does; ``beside``
        word and deed of a second one. Of one ``topic`` only the newest stands there.

        Only a GOOD notice without an action goes by itself.
        """

    def drop(self, topic: str) -> None:
        """What was told of it is done with."""


class OpenPage(Protocol):
    def __call__(self, key: str, **what: Any) -> None: ...


class WindowStore(Protocol):
    """What the frame itself asks of the store; pages may ask more."""

    county: str  # "" until the first-start page has chosen one

    def years(self) -> Sequence[int]: ...  # school years with records and the present one, newest first
    def undo(self, progress: Progress) -> str: ...  # the label of what was undone, "" if there was nothing
    def redo(self, progress: Progress) -> str: ...
    def undo_label(self) -> str: ...  # what Ctrl+Z would undo, "" for nothing
    def redo_label(self) -> str: ...
    def undo_size(self) -> int: ...  # how many changes that would take back
    def redo_size(self) -> int: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class SearchHit:
    """One line under the search box; choosing it calls ``open_page(page, **argument)``."""

    title: str
    subtitle: str
    page: str
    argument: dict[str, Any] = field(default_factory=dict)


class Desk(QObject):
    """What lies on the desk of every page."""

    changed = Signal(object)  # something was saved; the page that did it, or None
    year_changed = Signal(int)
    reopen_asked = Signal()
    day_changed = Signal()  # midnight went by with the window open
    badge_known = Signal(str)  # the badge of that page, which was found beside the window, is there only now

    def __init__(
        self, store: Any, year: int, speaker: Speaker, background: Background, notices: Notices, open_page: OpenPage
    ) -> None:
        super().__init__()
        self.store, self.year = store, year
        self.speaker, self.background, self.notices, self.open_page = speaker, background, notices, open_page

    def saved(self, by: "Page | None" = None) -> None:
        """An action was committed. Every page but ``by`` is refreshed: the visible one at once, others when shown."""
        self.changed.emit(by)

    def choose_year(self, year: int) -> None:
        if year != self.year:
            self.year = year
            self.year_changed.emit(year)

    def reopen(self) -> None:
        """Close the store and open it anew: after a restore, or when the first-start page has chosen the county."""
        self.reopen_asked.emit()


class Page(QWidget):
    """One page of the window. Subclasses build their widgets in ``__init__`` and override what they offer."""

    title = ""
    icon = "table"
    help_topic = ""  # a page of the help, shown by F1

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def activated(self) -> None:
        """The page has just been shown. Called before ``show_what``; ``refresh`` has run if anything had changed."""

    def show_what(self, **what: Any) -> None:
        """Go to what ``open_page(key, **what)`` names: a record, a filter, a tab."""

    def refresh(self) -> None:
        """Read everything anew; the window calls it before the first showing and after changes by others."""

    def year_changed(self, year: int) -> None:
        """Another school year was chosen; ``desk.year`` is already the new one."""
        self.refresh()

    def may_leave(self) -> bool:
        """False keeps this page open, because the user wants to finish a draft; asks the user itself."""
        return True

    def find_text(self, text: str) -> bool:
        """Narrow the page to what was typed in the search box; False where the page cannot."""
        return False

    def print_page(self) -> None:
        """Ctrl+P: the official print of this page."""
        self.desk.notices.tell(Tone.INFO, "本页没有可打印的表。")

    def new_record(self) -> None:
        """Ctrl+N: begin a new record."""
        self.desk.notices.tell(Tone.INFO, "本页不能新增记录，请先打开要填的台账。")


class PageSpec(NamedTuple):
    """A line of the navigation; the page is made when it is first opened."""

    key: str
    title: str
    icon: str  # a file of resources/icons, without .svg
    make: Callable[[Desk], Page]
    group: str | None = None  # "台账", or "台账/三大工程" below it; None stands at the top level
    badge: Callable[[Desk], str] | None = None  # "182", "61%", "12/40"; "" for none; asked again after every save
    initials: str = ""  # of the title, for the palette: "yymc"
    in_navigation: bool = True
    badge_tip: str = ""  # what the badge says: "还没有责任督学的园所数"
    badge_last: bool = False  # asked after all others, for it reads much


class Command(NamedTuple):
    """Something to do that is not a page; all are in the palette, and in the ▣ menu where its list names the key."""

    key: str
    title: str  # "备份…"
    icon: str
    run: Callable[[Desk], object]
    initials: str = ""


class Services(NamedTuple):
    """All that turns the empty frame into the program; made after the first paint."""

    store: WindowStore
    data_folder: Path
    pages: Sequence[PageSpec]
    commands: Sequence[Command] = ()
    search: Callable[[str], Sequence[SearchHit]] = lambda text: ()
    desk_store: Any = None  # what pages find as ``desk.store``: the whole store; None gives them ``store``
    start_page: str = ""  # "" opens the first of the navigation
    year: int | None = None  # None opens the newest of ``store.years()``
