"""The tab 本月督导: who is to be visited, entering visits, and what is printed to take along."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from ui.pages.checklist.bars import short_name
from ui.pages.supervision.month_drafts import DraftBar
from ui.pages.supervision.month_files import print_menu, print_record
from ui.pages.supervision.month_lines import STATES, MonthRead, read_month
from ui.pages.supervision.month_list import MonthList
from ui.shell.contracts import Beside, Desk, Page, Tone
from ui.shell.parts import button, column
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Supervisor
from ycpe_desktop.policy.flows import month_after, month_of
from ycpe_desktop.policy.recorded_visits import Recorded
from ycpe_desktop.policy.visit_acts import Entered, remove
from ycpe_desktop.policy.visit_settings import holiday_months
from ycpe_desktop.policy.visits import Stop
from ycpe_desktop.schoolyear import first_day, page_day
from ycpe_desktop.store import Listing, Store, ids

if TYPE_CHECKING:
    from ui.pages.supervision.visit_entry import VisitEntry

ENTERED = "visit entered"
"""The topic of the notice after a visit, which offers the next."""


class MonthView(QWidget):
    """Reads when it is shown (``shown``); ``page`` is the one that it lies in."""

    def __init__(self, desk: Desk, store: Store, page: Page) -> None:
        super().__init__()
        self.desk, self.store, self._page = desk, store, page
        self.read: MonthRead | None = None
        self._old = True
        self.part = MonthList()
        self.entry: VisitEntry | None = None
        self.menu: QMenu | None = None
        self.print_button = button("打印督导表 ▼", self.show_print_menu, "printer-outline")
        self.enter_button = button("登记督导", self.enter, "plus", "primary")
        self.correct_button = button("更正…", lambda: self._of_chosen(self.correct), "pencil-outline")
        self.record_button = button("打印记录…", lambda: self._of_chosen(self.print_record), "printer-outline")
        self.remove_button = button("删除…", lambda: self._of_chosen(self.remove), "delete-outline")
        self.evaluate_button = button("登记评估", self.evaluate, "clipboard-check-outline")
        self.evaluate_button.setToolTip("登记办园行为督导评估")
        self.drafts = DraftBar(self._called)
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()

    # -- what the page asks --

    def refresh(self) -> None:
        """Read the month anew, now or when it is next shown; what is being entered stays as it is typed."""
        self._old = True
        if self.isVisible():
            self.shown()

    def shown(self) -> None:
        if not self._old:
            return
        self._old, kept = False, self.part.months.currentData()
        self._take_year(self.desk.year)
        if kept and (place := self.part.months.findData(kept)) >= 0:
            with QSignalBlocker(self.part.months):
                self.part.months.setCurrentIndex(place)
        if self.entry is not None:
            self.entry.refresh()
        self._read()

    def activated(self) -> None:
        if not self.entering:
            self.part.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        return self.entry is None or not self.entering or self.entry.may_leave()

    def find_text(self, text: str) -> bool:
        if not self.entering:
            self.part.search.setText(text)
        return not self.entering

    def reveal(self, kindergarten: str) -> None:
        """Choose it in the list, from wherever it is spoken of."""
        if kindergarten and not self.entering:
            self.part.choose(kindergarten)

    def narrow(self, month: date, *, supervisor: str | None = None, township: str | None = None) -> None:
        """Show that month of the year, and of it the supervisor's or the township's."""
        if self.entering:
            self.desk.notices.tell(Tone.INFO, "正在登记督导，请先完成或返回，再看其他的。")
            return
        if (place := self.part.months.findData(month.isoformat())) >= 0:
            self.part.months.setCurrentIndex(place)
        self.part.narrow_to(supervisor, township)

    def go_to(self, visit: str) -> None:
        """Open a visit in place of the one that is being entered, which is kept if it can be."""
        if not self.entering or self.may_leave():
            self.open_visit(visit)

    @property
    def month(self) -> date:
        """Its first day."""
        chosen: str | None = self.part.months.currentData()
        return date.fromisoformat(chosen) if chosen else month_of(page_day(self.desk.year, self.store.today))

    @property
    def entering(self) -> bool:
        return self.entry is not None and self.stack.currentWidget() is self.entry

    # -- entering --

    def enter(self) -> None:
        """The chosen kindergarten's visit; where it has a draft of this month, that one goes on."""
        stop = self.part.stop
        if self.entering or stop is None:
            return
        if self.month > self.store.today:
            self.desk.notices.tell(Tone.INFO, "这个月还没有到，可以先打印督导表。")
        elif stop.drafts:
            self.open_visit(stop.drafts[-1])
        else:
            self._entry().begin(stop.garden.uuid, stop.supervisor, self.month)
            self._show_entry()

    def open_visit(self, visit: str) -> None:
        """A draft to go on with, or a finished visit to be corrected."""
        try:
            self._entry().open(visit)
        except Refusal as refusal:
            self._tell(refusal)
            return
        self._show_entry()

    def correct(self, visit: Recorded) -> None:
        self.open_visit(visit.uuid)

    def open_stop(self, kindergarten: str) -> None:
        """Enter on a line: a visit that was done is corrected, any other is entered."""
        stop, read = self.part.stop, self.read
        if stop is None or read is None or stop.garden.uuid != kindergarten:
            return
        if read.state(stop) == "done":
            self._of_chosen(self.correct)
        else:
            self.enter()

    def leave(self) -> None:
        """Back to the month, to the kindergarten that was entered."""
        self.stack.setCurrentWidget(self.part_pane)
        self._read()
        self.part.list.choose(self.entry.ended if self.entry else "")
        self.part.list.setFocus()

    def finished(self, done: Entered) -> None:
        """Back to the month, where the next of the round is chosen; says what was made."""
        garden = self.entry.ended if self.entry else ""
        self.stack.setCurrentWidget(self.part_pane)
        self.desk.saved()  # reads the month anew
        follower = self.read.next_of(garden) if self.read else None
        self.part.list.choose(follower.garden.uuid if follower else garden)
        self.part.list.setFocus()
        unseen = "，无法检查，本月还要再去" if self._unseen(done.visit) else ""
        told = f"已{done.label}{unseen}{'' if follower else self._round_over(garden)}"
        link, act = "打印记录…", partial(self._print, done.visit)
        if done.number:
            link, act = "查看整改通知", partial(self.desk.open_page, "supervision", mend=done.mends[0])
        self.desk.notices.tell(Tone.GOOD, told, link, act, self._beside(follower), topic=ENTERED)

    def enter_one(self, kindergarten: str) -> None:
        if self.entering:
            return
        self.part.choose(kindergarten)
        self.enter()

    def evaluate(self) -> None:
        if stop := self.part.stop:
            self.desk.open_page("conduct_evaluation", new={"kindergarten": stop.garden.uuid})

    # -- what is done with visits that are there --

    def print_record(self, visit: Recorded) -> None:
        self._print(visit.uuid)

    def remove(self, visit: Recorded) -> None:
        try:
            done = remove(self.store, visit.uuid)
        except Refusal as refusal:
            self._tell(refusal)
            return
        self.desk.saved()
        self.desk.notices.tell(Tone.GOOD, f"已{done}。要找回来，请按 Ctrl+Z。")

    def show_print_menu(self) -> None:
        """What can be printed of the month."""
        if self.read is not None:
            self.menu = print_menu(self, self.desk, self.store, self.read, self.part.stop)
            self.menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    # -- inside --

    def _take_year(self, year: int) -> None:
        """Offer the months of that school year; the one of the day that its pages show is chosen."""
        shown, month, months = month_of(page_day(year, self.store.today)), first_day(year), self.part.months
        holidays = holiday_months(self.store)
        with QSignalBlocker(months):
            months.clear()
            for _ in range(12):
                word = " 假期" if month.month in holidays else ""
                months.addItem(f"{month.year} 年 {month.month} 月{word}", month.isoformat())
                month = month_after(month)
            months.setCurrentIndex(max(0, months.findData(shown.isoformat())))

    def _read(self) -> None:
        self.read = read = read_month(self.store, self.month)
        empty = read.plan.holiday or not read.plan.rounds
        self.part.show_empty(empty)
        self.print_button.setEnabled(not empty)
        self._say_empty(read)
        self.drafts.show_drafts(read.drafts)
        self._show()

    def _show(self) -> None:
        text = self.part.search.text().strip()
        if self.read is not None:
            self.part.show_month(self.read, self._find(text) if text else None)

    def _find(self, text: str) -> set[str]:
        """Kindergartens that the search finds, and those of the supervisors that it finds."""
        read = self.read
        with self.store.reading() as connection:
            gardens = set(ids(connection, Listing(Kindergarten, self.desk.year, search=text)))
            people = set(ids(connection, Listing(Supervisor, self.desk.year, search=text)))
        rounds = [each for each in read.plan.rounds if each.supervisor in people] if read else []
        return gardens | {stop.garden.uuid for each in rounds for stop in each.stops}

    def _show_chosen(self) -> None:
        read, stop = self.read, self.part.stop
        visits = read.of_month(stop) if read and stop else ()
        self.enter_button.setEnabled(stop is not None and self.month <= self.store.today)
        self.enter_button.setText("继续填写草稿" if stop and stop.drafts else "登记督导")
        finished = any(each.state != "draft" for each in visits)
        self.correct_button.setEnabled(finished)
        self.record_button.setEnabled(finished)
        self.remove_button.setEnabled(bool(visits))
        self.evaluate_button.setVisible(bool(read and stop and stop.garden.uuid in read.unevaluated))

    def _say_empty(self, read: MonthRead) -> None:
        shown = f"{read.plan.month.year} 年 {read.plan.month.month} 月"
        if read.plan.holiday:
            told = f"{shown}是假期月份，没有应督导的园", "假期里也去过的，可以在“督导记录”台账里登记。"
        else:
            told = f"{shown}没有在办的园所", "在“园所名册”里登记园所、状态填“在办”以后，这里列出应督导的园。"
        self.part.empty.title.setText(told[0])
        self.part.empty.text.setText(told[1])
        self.holiday_button.setVisible(read.plan.holiday)

    def _of_chosen(self, act: Callable[[Recorded], object]) -> None:
        """Do it with the chosen kindergarten's visit of the month; where there are several, ask which."""
        stop = self.part.stop
        visits = self.read.of_month(stop) if self.read and stop else ()
        if act != self.remove:
            visits = [each for each in visits if each.state != "draft"]
        if len(visits) == 1:
            act(visits[0])
        elif visits:
            self._pop_up(
                self.part.list,
                [(f"{self._called(each)} {STATES[each.state][0]}", partial(act, each)) for each in visits],
            )

    def _pop_up(self, below: QWidget, offered: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for word, act in offered:
            menu.addAction(word, act)
        at = below.rect().bottomLeft() if isinstance(below, QPushButton) else below.rect().center()
        menu.popup(below.mapToGlobal(at))

    def _called(self, visit: Recorded) -> str:
        name = short_name(self.store.names.name(Kindergarten.__tablename__, visit.kindergarten), "")
        return f"{name} {visit.visited}"

    def _beside(self, follower: Stop | None) -> Beside | None:
        if follower is None:
            return None
        name = short_name(follower.garden.name, "")
        return f"录入下一所：{name}", partial(self.enter_one, follower.garden.uuid)

    def _unseen(self, visit: str) -> bool:
        visits = self.read.visits.values() if self.read else ()
        return any(each.uuid == visit and each.state == "unchecked" for those in visits for each in those)

    def _round_over(self, kindergarten: str) -> str:
        round_ = self.read.round_of(kindergarten) if self.read else None
        return f"。{round_.name}本月 {round_.done.due} 所都已登记" if round_ and round_.supervisor else ""

    def _print(self, visit: str) -> None:
        try:
            print_record(self.desk, self.store, visit)
        except Refusal as refusal:
            self._tell(refusal)

    def _tell(self, refusal: Refusal) -> None:
        self.desk.notices.tell(Tone.ATTENTION, str(refusal))

    def _entry(self) -> "VisitEntry":
        """Made when it is first wanted."""
        if self.entry is None:
            from ui.pages.supervision.visit_entry import VisitEntry

            self.entry = VisitEntry(self.desk, self.store, self._page)
            self.entry.left.connect(self.leave)
            self.entry.finished.connect(self.finished)
            self.stack.addWidget(self.entry)
        return self.entry

    def _show_entry(self) -> None:
        assert self.entry is not None
        self.desk.notices.drop(ENTERED)  # that it offers the next one is past
        self.stack.setCurrentWidget(self.entry)
        self.entry.focus_first()

    def _wire(self) -> None:
        self.part.months.currentIndexChanged.connect(self._read)
        self.part.narrowed.connect(self._show)
        self.part.chosen.connect(lambda _: self._show_chosen())
        self.part.opened.connect(self.open_stop)
        self.drafts.opened.connect(self.open_visit)
        self.drafts.discarded.connect(self.remove)

    def _lay_out(self) -> None:
        self.part.tools.addWidget(self.print_button)
        self.part.tools.addWidget(self.enter_button)
        for each in (self.evaluate_button, self.correct_button, self.record_button, self.remove_button):
            self.part.acts.addWidget(each)
        to_settings, to_ledger = (
            partial(self.desk.open_page, "settings", part="visits"),
            partial(self.desk.open_page, "visit"),
        )
        self.holiday_button = self.part.empty.add("修改假期月份", to_settings, "cog-outline", "")
        self.part.empty.add("打开督导记录台账", to_ledger, "table", "")
        self.part_pane = QWidget()
        column(self.drafts, self.part, space=SPACE[1], parent=self.part_pane).setStretch(1, 1)
        self.stack.addWidget(self.part_pane)
        column(self.stack, parent=self).setContentsMargins(0, SPACE[2], 0, 0)
