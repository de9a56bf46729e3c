"""What is in the window: top bar, navigation, page area, notices, progress. It shows the store and decides nothing."""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTime, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.background import CANCELLED, Background, Progress
from ui.shell import acts
from ui.shell.contracts import Desk, PageSpec, Services, Tone
from ui.shell.last_time import note_end
from ui.shell.navigation import Navigation
from ui.shell.notices import NOTICE_HEIGHT, NoticeBar
from ui.shell.page_stack import PageStack
from ui.shell.palette import Palette
from ui.shell.parts import EmptyState, row
from ui.shell.progress import ProgressStrip
from ui.shell.stepping import take_step
from ui.shell.top_bar import TopBar
from ui.shell.window import PRODUCT
from ui.speaking import Speaker
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal

A_MINUTE = 60_000
"""Milliseconds between two looks at the calendar."""
LONGEST_TRAIL = 8


class Shell(QWidget):
    """Empty at first; ``fill`` brings pages and store, ``refuse`` says why they cannot come."""

    reopen_asked = Signal()

    def __init__(self, data_folder: Path, settings: QSettings, speaker: Speaker) -> None:
        super().__init__()
        self.data_folder, self.settings, self.speaker = data_folder, settings, speaker
        self.background = Background(self)
        self.desk: Desk | None = None
        self.services: Services | None = None
        self._badges: list[PageSpec] = []
        self._trail: list[str] = []
        """Pages that sent the clerk on, the last one last; choosing a page oneself ends it."""
        self._day = _today()
        self._build()
        self._wire()
        self.acts = acts.own_acts(self)
        acts.bind_keys(self, self.acts)

    # -- opening and closing --

    def fill(self, services: Services) -> None:
        """Bring in the store and its pages; may be called again with another store."""
        self.services = services
        years = list(services.store.years())
        year = services.year or next(iter(years), _this_year())
        store = services.desk_store or services.store
        self.desk = Desk(store, year, self.speaker, self.background, self.notices, self.jump)
        self.desk.changed.connect(self._saved)
        self.desk.year_changed.connect(self._year_changed)
        self.desk.reopen_asked.connect(self.reopen_asked)
        self.desk.badge_known.connect(self._show_badge)
        self.stack.serve(self.desk, services.pages)
        self.navigation.show_pages(services.pages, self._folded())
        self.top_bar.show_county(services.store.county)
        self.top_bar.show_years(years, year)
        self.top_bar.search.serve(services.search, self.open_page)
        self.top_bar.show_office(bool(years))
        self.top_bar.show_saved(None)
        self._show_undo()
        self.open_page(services.start_page or self.navigation.keys()[0])
        self._ask_badges()
        self.day_timer.start()

    def refuse(self, refusal: Refusal, restore: Callable[[], object] | None = None) -> None:
        """The store cannot be opened: say why in place of the pages, and offer the way to the files, and to a backup
        where one helps."""
        self.services = self.desk = None
        self.window().setWindowTitle(PRODUCT)
        self._show_trail([])
        self.navigation.show_pages(())
        self.top_bar.show_years((), 0)
        self.top_bar.show_undo("", "")
        self.top_bar.show_office(False)
        self.stack.clear()
        told = EmptyState("alert-outline", refusal.what, "\n".join(filter(None, [refusal.where, refusal.remedy])))
        if restore:
            told.add("从备份恢复…", restore, "backup-restore")
        told.add("打开数据所在文件夹", self.open_folder, "folder-open-outline", role="" if restore else "primary")
        told.add("退出", self.window().close, role="")
        self.stack.setCurrentIndex(self.stack.addWidget(told))

    def may_close(self) -> bool:
        """False where a draft is to be finished, or where running work is to be waited for."""
        if self.stack.page and not self.stack.page.may_leave():
            return False
        if not self.background.jobs:
            return True
        leave = "取消并退出"
        asked = f"{self.background.jobs[0].title}还没有做完，现在退出吗？"
        return self.speaker.ask(asked, ["继续等待", leave], "取消后一切保持原样。") == leave

    def shut_down(self) -> None:
        """Join all work and remember how the window was left."""
        self.background.shut_down()
        self.badge_timer.stop()
        self.day_timer.stop()
        self.settings.setValue("navigation/folded", self.navigation.folded())
        if self.services and self.services.store.years():  # there is an office
            note_end(self.settings, self.stack.key, _today())

    # -- what the user asks for --

    def open_page(self, key: str, **what: Any) -> None:
        if not self.stack.open(key, what):
            self.navigation.mark_open(self.stack.key)

    def jump(self, key: str, **what: Any) -> None:
        """A page sends the clerk to another: the way back stays open."""
        trail = [*self._trail, self.stack.key][-LONGEST_TRAIL:]
        self.open_page(key, **what)
        if self.stack.key != trail[-1]:
            self._show_trail(trail)

    def go_back(self) -> None:
        """To the page that this one was opened from."""
        if not self._trail:
            return
        *trail, key = self._trail
        self.open_page(key)
        if self.stack.key == key:
            self._show_trail(trail)

    def step_page(self, step: int) -> None:
        """The next page down (1) or up (-1) the navigation."""
        keys = self.navigation.keys()
        if self.stack.key in keys:
            self.open_page(keys[(keys.index(self.stack.key) + step) % len(keys)])

    def undo(self) -> None:
        if self.services:
            self._step_back("撤销", self.services.store.undo, self.services.store.undo_size())

    def redo(self) -> None:
        if self.services:
            self._step_back("重做", self.services.store.redo, self.services.store.redo_size())

    def print_page(self) -> None:
        if self.stack.page:
            self.stack.page.print_page()

    def new_record(self) -> None:
        if self.stack.page:
            self.stack.page.new_record()

    def show_help(self) -> None:
        if self.stack.page and self.services and any(spec.key == "help" for spec in self.services.pages):
            self.jump("help", topic=self.stack.page.help_topic)

    def show_palette(self) -> None:
        self.top_bar.search.leave()
        pages = [spec for spec in self.services.pages if spec.in_navigation] if self.services else []
        self.palette_box.begin(acts.entries(self.all_acts(), pages, self.open_page))

    def all_acts(self) -> list[acts.Act]:
        """The frame's own and those that came with the pages."""
        if not self.services or not self.desk:
            return self.acts
        desk = self.desk
        theirs = [
            acts.Act(command.key, command.title, command.initials, command.icon, partial(command.run, desk))
            for command in self.services.commands
        ]
        return self.acts + theirs

    def open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.data_folder)))

    def fold_navigation(self) -> None:
        self.navigation.setVisible(self.navigation.isHidden())

    # -- inside --

    def _build(self) -> None:
        self.top_bar = TopBar(self)
        self.navigation = Navigation()
        self.stack = PageStack()
        self.notices = NoticeBar()
        self.stack.addWidget(EmptyState("book-open-variant", "正在打开台账…"))
        self.progress = ProgressStrip(self.background)
        area = QWidget()
        inside = QGridLayout(area)
        inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[1])
        inside.setSpacing(0)
        inside.addWidget(self.stack, 0, 0)
        inside.setRowStretch(0, 1)
        inside.setRowMinimumHeight(1, SPACE[1] + NOTICE_HEIGHT)
        inside.addWidget(self.notices, 0, 0, 2, 1, Qt.AlignmentFlag.AlignBottom)  # over the page where it is unfolded
        middle = QWidget()
        row(self.navigation, area, space=0, parent=middle).setStretch(1, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.top_bar)
        lines.addWidget(middle, 1)
        lines.addWidget(self.progress)
        self.palette_box = Palette(self)
        self.badge_timer = QTimer(self, interval=0)  # one badge a turn of the event loop: typing is never held up
        self.day_timer = QTimer(self, interval=A_MINUTE)  # a computer that slept through midnight wakes up to it

    def _wire(self) -> None:
        self.navigation.chosen.connect(self.open_page)
        self.stack.opened.connect(self.navigation.mark_open)
        self.stack.opened.connect(self._name_window)
        self.stack.opened.connect(self.top_bar.search.leave)
        self.stack.opened.connect(self.notices.page_opened)
        self.stack.opened.connect(lambda _: self._show_trail([]))
        self.top_bar.back.clicked.connect(self.go_back)
        self.top_bar.year_chosen.connect(self._choose_year)
        self.top_bar.undo.clicked.connect(self.undo)
        self.top_bar.redo.clicked.connect(self.redo)
        self.top_bar.menu.aboutToShow.connect(self._fill_menu)
        self.top_bar.search.narrowed.connect(self._narrow)
        self.badge_timer.timeout.connect(self._next_badge)
        self.day_timer.timeout.connect(self._look_at_day)
        self.background.cancelled.connect(lambda: self.notices.tell(Tone.INFO, CANCELLED))
        self.background.refused.connect(lambda refusal: self.notices.tell(Tone.BAD, str(refusal)))
        self.background.broke.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))

    def _name_window(self, key: str) -> None:
        """Page, county, program: the task bar tells what is open, and so does the title to the check of the build."""
        if self.services:
            page = next(spec.title for spec in self.services.pages if spec.key == key)
            told = dict.fromkeys(filter(None, [page, self.services.store.county, PRODUCT]))
            self.window().setWindowTitle(" · ".join(told))

    def _fill_menu(self) -> None:
        pages = self.services.pages if self.services else ()
        acts.fill_menu(self.top_bar.menu, self.all_acts(), pages, self.open_page)

    def _step_back(self, word: str, step: Callable[[Progress], str], size: int) -> None:
        desk = self.desk
        if not desk:
            return

        def done(label: str) -> None:
            if label:
                self.notices.tell(Tone.GOOD, f"已{word}：{label}")
                desk.saved()

        take_step(desk, f"正在{word}", size, step, done)

    def _show_trail(self, trail: list[str]) -> None:
        self._trail = trail
        pages = self.services.pages if self.services and trail else ()
        self.top_bar.show_back(next((spec.title for spec in pages if spec.key == trail[-1]), ""))

    def _saved(self) -> None:
        self.top_bar.show_saved(QTime.currentTime())
        self._show_undo()
        self._show_years()
        self._ask_badges()

    def _show_years(self) -> None:
        """An import may have brought a school year that was not kept before."""
        years = list(self.services.store.years()) if self.services else []
        if self.desk and years and years != self.top_bar.years():
            self.top_bar.show_years(years, self.desk.year)

    def _show_undo(self) -> None:
        if self.services:
            self.top_bar.show_undo(self.services.store.undo_label(), self.services.store.redo_label())

    def _choose_year(self, year: int) -> None:
        if not self.desk:
            return
        if self.stack.page and not self.stack.page.may_leave():
            self.top_bar.show_year(self.desk.year)
            return
        self.desk.choose_year(year)

    def _year_changed(self, year: int) -> None:
        self.top_bar.show_year(year)
        self._ask_badges()

    def _narrow(self, text: str) -> None:
        if self.stack.page and not self.stack.page.find_text(text):
            self.notices.tell(Tone.INFO, "本页不能筛选，请先打开要查的台账。")

    def _ask_badges(self) -> None:
        if self.services:
            self._badges = sorted(
                (spec for spec in self.services.pages if spec.badge), key=lambda spec: spec.badge_last
            )
            self.badge_timer.start()

    def _next_badge(self) -> None:
        if not self._badges or not self.desk:
            self.badge_timer.stop()
            return
        self._show_badge(self._badges.pop(0).key)

    def _show_badge(self, key: str) -> None:
        badge = next((spec.badge for spec in self.services.pages if spec.key == key), None) if self.services else None
        if badge and self.desk:
            self.navigation.show_badge(key, badge(self.desk))

    def _look_at_day(self) -> None:
        today = _today()
        if today != self._day and self.desk:
            self._day = today
            self.desk.day_changed.emit()
            self._ask_badges()

    def _folded(self) -> list[str] | None:
        if not self.settings.contains("navigation/folded"):
            return None
        kept = self.settings.value("navigation/folded") or []
        return [kept] if isinstance(kept, str) else list(kept)


def _today() -> date:
    return date.today()


def _this_year() -> int:
    """The school year of today: it begins on 1 September."""
    today = _today()
    return today.year if today.month >= 9 else today.year - 1
