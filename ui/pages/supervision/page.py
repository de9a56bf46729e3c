"""The page 责任督学: totals of a day, and the tabs 分配, 本月督导, 整改, 公示牌, 统计, 名册."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtWidgets import QDateEdit, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ui.background import Progress
from ui.ledger.desk_store import store_of
from ui.ledger.page import LedgerPage
from ui.pages.checklist.bars import share_text
from ui.pages.supervision.acts import Acts
from ui.pages.supervision.board import BoardView
from ui.pages.supervision.chooser import Chooser
from ui.pages.supervision.figures import FiguresTab
from ui.pages.supervision.finding import find, find_gates
from ui.pages.supervision.mends import MendTab
from ui.pages.supervision.month import MonthView
from ui.pages.supervision.plaque_files import print_plaques, roster_menu
from ui.pages.supervision.plaques import PlaqueView
from ui.pages.supervision.proposal import ProposalView
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import EmptyState, PageHead, column, label
from ui.theme import SPACE
from ycpe_desktop.charts.duty_places import DutyPlaces, duty_places
from ycpe_desktop.ledgers import Kindergarten, Supervisor
from ycpe_desktop.policy import plaques, supervision
from ycpe_desktop.policy.supervision import Board
from ycpe_desktop.schoolyear import first_day, last_day, page_day
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ycpe_desktop.assignment.problem import Options
    from ycpe_desktop.assignment.proposal import Proposal

BOARD, MONTH, MENDS, PLAQUES, FIGURES, ROSTER = range(6)
TABS = {"board": BOARD, "month": MONTH, "mends": MENDS, "plaques": PLAQUES, "figures": FIGURES, "roster": ROSTER}


class SupervisionPage(Page):
    title = "责任督学"
    icon = "account-tie-outline"
    help_topic = "supervision"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.board: Board | None = None
        self.gates: tuple[plaques.Gate, ...] = ()
        self.head = PageHead(self.title)
        self.totals = label("")
        self.day_edit = QDateEdit()
        self.view, self.plaques, self.proposal = BoardView(self.store), PlaqueView(), ProposalView(self._places)
        self.month = MonthView(desk, self.store, self)
        self.mends = MendTab(desk, self.store, self._found, self._saved)
        self.figures = FiguresTab(desk, self.store)
        self.acts = Acts(desk, self.store, lambda: (self.day, self.board), self._acted)
        self.roster: LedgerPage | None = None
        self.tabs = QTabWidget()
        self.tabs.setMinimumHeight(1)  # the tallest tab does not push the foot of the others out of a low window
        self.chooser = Chooser(self, self._find_people)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setAccessibleName("看哪一天")
        self.day_edit.setToolTip("显示这一天谁负责哪所园；调整也从这一天起算")
        self.day_note = label("截至", "second")
        self.head.add_widget(self.day_note)
        self.head.add_widget(self.day_edit)
        self.propose_button = self.head.add("自动分配", self.propose, "account-tie-outline")
        self.propose_button.setToolTip("算出最均衡、变动最少、路程最短的方案，看过再决定是否采用")
        self.rosters_button = self.head.add("名册导出 ▼", self.show_rosters, "file-export-outline")
        empty = EmptyState(
            "account-tie-outline", "还没有登记责任督学", "先登记督学，再把园所分配给他们，1 人负责 5 所左右。"
        )
        empty.add("登记督学", self._register, "plus")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(empty)
        self.stack.addWidget(self.proposal)
        self._roster_place = QWidget()
        QVBoxLayout(self._roster_place).setContentsMargins(0, SPACE[2], 0, 0)
        for widget, title in (
            (self.stack, "分配"),
            (self.month, "本月督导"),
            (self.mends, "整改"),
            (self.plaques, "公示牌"),
            (self.figures, "统计"),
            (self._roster_place, "名册"),
        ):
            self.tabs.addTab(widget, title)
        self.tabs.setCornerWidget(self.view.map_button)
        column(self.head, self.totals, self.tabs, parent=self).setStretch(2, 1)

    def _wire(self) -> None:
        self.day_edit.dateChanged.connect(lambda day: self._read())
        self.tabs.currentChanged.connect(self._tab_changed)
        self.stack.currentChanged.connect(lambda _: self._offer_map())
        self.view.narrowed.connect(self._show)
        self.view.assign_asked.connect(self.acts.assign)
        self.view.end_asked.connect(self.acts.end)
        self.view.lock_asked.connect(self.acts.lock)
        self.view.choose_asked.connect(self._choose)
        self.view.garden_asked.connect(lambda uuid: self.desk.open_page("kindergarten", uuid=uuid))
        self.view.supervisor_asked.connect(self._show_supervisor)
        self.chooser.chosen.connect(self.acts.assign)
        self.view.panel.bar.asked.connect(self.acts.set_point)
        self.proposal.accepted.connect(self.accept)
        self.proposal.left.connect(self._leave_proposal)
        self.proposal.again_asked.connect(self.propose)
        self.plaques.marked.connect(self.acts.mark)
        self.plaques.narrowed.connect(self._show)
        self.plaques.supervisor_asked.connect(self._show_supervisor)
        self.figures.visits_asked.connect(self._show_visits)
        self.figures.mends_asked.connect(self._show_mends)
        self.figures.board_asked.connect(self._show_on_board)
        self.plaques.office_asked.connect(lambda: self.desk.open_page("settings", part="choices"))
        self.plaques.print_asked.connect(
            lambda kindergartens, size: print_plaques(self.desk, self.store, self.day, kindergartens, size)
        )

    # -- what the window asks --

    @property
    def day(self) -> date:
        """The day whose state is shown, and from which changes count."""
        chosen = self.day_edit.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def refresh(self) -> None:
        if not self.property("begun"):
            self.setProperty("begun", True)
            self._take_year(self.desk.year)
        self._read()
        self.month.refresh()
        if self.roster is not None:
            self.roster.refresh()

    def year_changed(self, year: int) -> None:
        self.setProperty("begun", True)
        self._take_year(year)
        self._read()
        self.month.refresh()
        if self.roster is not None:
            self.roster.year_changed(year)

    def activated(self) -> None:
        """Where the keys work: the list of the tab."""
        tab = self.tabs.currentIndex()
        if tab == MONTH:
            self.month.activated()
            return
        lists = {MENDS: self.mends.list.table, PLAQUES: self.plaques.table}
        lists.get(tab, self.view.uncovered.chips).setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        return self.month.may_leave() and (self.roster is None or self.roster.may_leave())

    def find_text(self, text: str) -> bool:
        if self.tabs.currentIndex() == ROSTER and self.roster is not None:
            return self.roster.find_text(text)
        if self.tabs.currentIndex() == MONTH:
            return self.month.find_text(text)
        searches = {PLAQUES: self.plaques.search, MENDS: self.mends.list.search}
        searches.get(self.tabs.currentIndex(), self.view.search).setText(text)
        return True

    def new_record(self) -> None:
        if self.tabs.currentIndex() == MONTH:
            self.month.enter()
            return
        self.tabs.setCurrentIndex(ROSTER)
        if self.roster is not None:
            self.roster.new_record()

    def _register(self) -> None:
        """The roster with a line for the first one."""
        self.tabs.setCurrentIndex(ROSTER)
        self.new_record()

    def print_page(self) -> None:
        if self.tabs.currentIndex() == ROSTER and self.roster is not None:
            self.roster.print_page()
        elif self.tabs.currentIndex() == MONTH:
            self.month.show_print_menu()
        elif self.tabs.currentIndex() == PLAQUES:
            self.plaques.show_print_menu()
        elif self.tabs.currentIndex() == MENDS:
            self.mends.show_files()
        elif self.tabs.currentIndex() == FIGURES:
            self.figures.show_files()
        else:
            super().print_page()

    def show_what(
        self,
        tab: str = "",
        supervisor: str = "",
        kindergarten: str = "",
        mend: str = "",
        visit: str = "",
        records: Sequence[str] = (),
        **what: Any,
    ) -> None:
        """A tab (see ``TABS``), a supervisor, a 限期整改, a visit to be gone on with, a kindergarten by name; among the
        plaques the gates of these ``records``."""
        self.tabs.setCurrentIndex(TABS.get(tab, MENDS if mend else MONTH if visit else BOARD))
        if mend:
            self.mends.go_to(mend)
        if visit:
            self.month.go_to(visit)
        if supervisor:
            self._show_supervisor(supervisor) if tab == "roster" else self.view.reveal(supervisor)
        if tab == "plaques":
            self.plaques.choose(records)
        elif tab == "month":
            self.month.reveal(kindergarten)
        elif kindergarten:
            self.view.search.setText(self.store.names.name(Kindergarten.__tablename__, kindergarten))

    def show_rosters(self) -> None:
        """What is published of the day that is shown."""
        menu = roster_menu(self, self.desk, self.store, self.day)
        menu.popup(self.rosters_button.mapToGlobal(self.rosters_button.rect().bottomLeft()))

    # -- changes, each of them one action --

    def propose(self) -> None:
        """Compute the best assignment from the day on, beside the window; it is shown, and nothing is written."""
        from ycpe_desktop.assignment.problem import Options  # loads numpy

        self.tabs.setCurrentIndex(BOARD)
        options = Options(self.proposal.maximum.value() or None, self.proposal.rotation.value() or None)
        work = partial(_propose, self.store, self.day, options)
        self.desk.background.run("正在计算自动分配方案", work, self._show_proposal)

    def accept(self) -> None:
        """Write what was shown, as one action."""
        from ycpe_desktop.assignment.accepting import accept

        shown = self.proposal.proposal
        if shown is None:
            return
        self._leave_proposal()

        def act() -> str:
            label = accept(self.store, shown)
            self.desk.notices.tell(Tone.GOOD, label or "现在的分配和方案一样，没有改动。")
            return label

        self.acts.do(act)

    def _saved(self) -> None:
        self.desk.saved(self)
        self._read()

    def _acted(self, label: str) -> None:
        """``label`` "": nothing was changed."""
        if label:
            self._saved()
        else:
            self._read()

    # -- showing --

    def _show_proposal(self, proposal: "Proposal") -> None:
        if proposal.problem.day != self.day:
            told = f"日期换了，自 {proposal.problem.day} 起的方案没有列出；要看这一天的，请再点“自动分配”。"
            self.desk.notices.tell(Tone.INFO, told)
            return
        self.proposal.show_proposal(proposal)
        self.stack.setCurrentWidget(self.proposal)
        self.propose_button.setEnabled(False)

    def _places(self, holders: Mapping[str, str]) -> DutyPlaces:
        return duty_places(self.store, self.board or supervision.board(self.store, self.day), holders)

    def _leave_proposal(self) -> None:
        self.proposal.proposal = None
        self._read()

    def _take_year(self, year: int) -> None:
        """Show the day that the pages of that year show."""
        shown = page_day(year, self.store.today)
        with QSignalBlocker(self.day_edit):
            self.day_edit.setDateRange(_to_qt(first_day(year)), _to_qt(last_day(year)))
            self.day_edit.setDate(_to_qt(shown))

    def _read(self) -> None:
        self.board = supervision.board(self.store, self.day)
        self.gates = plaques.gates(self.store, self.board)
        self._show_totals(self.board)
        if self.proposal.proposal is None or self.proposal.proposal.problem.day != self.day:
            self.proposal.proposal = None
            self.stack.setCurrentIndex(0 if self.board.loads else 1)
            self.propose_button.setEnabled(bool(self.board.loads))
        self._show()
        self.mends.show_day(self.day)
        self.figures.refresh()

    def _show(self) -> None:
        if self.board is None:
            return
        text = self.view.search.text().strip()
        gardens, people = self._found(text) if text else (None, None)
        self.view.show_board(self.board, gardens, people)
        wanted = find_gates(self.store, self.gates, self.desk.year, self.plaques.search.text().strip())
        self.plaques.show_gates(self.gates, wanted, self.store.today)

    def _show_totals(self, board: Board) -> None:
        told = board.coverage
        mean = f"{float(board.mean):.1f}" if board.mean is not None else "—"
        _, most = supervision.band(self.store, board.day)
        above = sum(load.count > most for load in board.loads)
        self.head.note.setText(f"督学 {len(board.loads)} 人")
        self.totals.setText(
            f"应覆盖 {told.total} 所 · 已分配 {told.assigned}（{share_text(told.assigned, told.total)}）"
            f" · 已挂牌 {told.posted}（{share_text(told.posted, told.total)}）"
            f" · 人均 {mean} 所 · 超出 {most} 所的 {above} 人"
        )

    def _find_people(self, text: str) -> set[str]:
        return find(self.store, Supervisor, self.desk.year, text)

    def _found(self, text: str) -> tuple[set[str], set[str]]:
        return find(self.store, Kindergarten, self.desk.year, text), self._find_people(text)

    def _choose(self, kindergartens: list[str]) -> None:
        if self.board is not None:
            self.chooser.begin(self.board, kindergartens)

    def _tab_changed(self, tab: int) -> None:
        for told in (self.day_note, self.day_edit, self.propose_button, self.totals):
            told.setVisible(tab not in (MONTH, FIGURES))  # they have their time, and totals of their own
        if tab == MONTH:
            self.month.shown()
        if tab != ROSTER and not self.tabs.tabBar().hasFocus():  # with the arrow keys the tabs are walked along
            self.activated()
        self._offer_map()
        if tab == ROSTER and self.roster is None:
            self.roster = LedgerPage(self.desk, Supervisor)
            self.roster.head.title.hide()
            layout = self._roster_place.layout()
            assert layout
            layout.addWidget(self.roster)
            self.roster.show()  # at once: details may be asked for before the events are done
            self.roster.refresh()

    def _offer_map(self) -> None:
        """Only beside the cards."""
        self.view.map_button.setVisible(self.tabs.currentIndex() == BOARD and self.stack.currentWidget() is self.view)

    def _show_visits(self, month: date, by: str, key: str) -> None:
        """Of a month, those of the supervisor or the township that the figures were of."""
        self.tabs.setCurrentIndex(MONTH)
        self.month.narrow(month, **{by: key} if by in ("supervisor", "township") else {})

    def _show_mends(self, told: str, mends: tuple[str, ...]) -> None:
        self._take_year(self.desk.year)
        self._read()
        self.tabs.setCurrentIndex(MENDS)
        self.mends.show_only(told, mends)

    def _show_on_board(self, by: str, key: str) -> None:
        self.tabs.setCurrentIndex(BOARD)
        self.view.search.clear()
        self.view.bars.choose(key if by == "township" else None)
        if by == "supervisor":
            self.view.reveal(key)

    def _show_supervisor(self, uuid: str) -> None:
        self.tabs.setCurrentIndex(ROSTER)
        if self.roster is not None:
            self.roster.show_what(uuid=uuid, details=True)


def _propose(store: Store, day: date, options: "Options", told: Progress) -> "Proposal":
    from ycpe_desktop.assignment.proposal import propose

    return propose(store, day, options, told)


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def badge(desk: Desk) -> str:
    """How many kindergartens have nobody; "" when all have."""
    store = store_of(desk)
    told = supervision.coverage(store, page_day(desk.year, store.today))
    return str(told.total - told.assigned) if told.total > told.assigned else ""
