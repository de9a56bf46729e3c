"""达标测算: the smallest change that reaches both targets, every part of it a tick of the clerk's. Writes no ledger."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QSplitter, QStackedWidget, QWidget

from ui.background import Cancelled
from ui.icons import pixmap
from ui.pages.indicators.assumptions import Assumptions
from ui.pages.indicators.explanation import Wrapped
from ui.pages.indicators.flow import Flow
from ui.pages.indicators.kept_plans import KeptPlans
from ui.pages.indicators.moved_part import MovedPart
from ui.pages.indicators.moves import MovesTable, moves
from ui.pages.indicators.outcome_part import OutcomePart
from ui.pages.indicators.tab import Tab
from ui.pages.indicators.what_if_files import export_plan, print_plan
from ui.pages.latest import Latest
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import EmptyState, button, column, label, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.figures import Lack
from ycpe_desktop.policy.what_if import Action, Garden, Outcome, gardens, seats_wanted, smallest, usual
from ycpe_desktop.policy.what_if import Assumptions as Assumed
from ycpe_desktop.policy.what_if_plans import ONLY_RECKONED, Plan, reckoned, still_possible, told
from ycpe_desktop.store import Store

LEAST_LEFT, LEAST_RIGHT, LEAST_HIGH, MOVED_HIGH = 380, 280, 230, 80
"""Pixels; the last are for the children in new seats, in two lines."""
SOLVE, SOLVE_KEEPING = "求解", "重新求解，保留我的选择"
Read = tuple[int, list[Garden], list[Lack], Assumed | Refusal]


class WhatIfTab(Tab):
    lacks_asked = Signal()  # to those that lack figures

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self.desk, self.store = desk, store
        self.every: list[Garden] = []
        self.plan: Plan | None = None
        self.solving = False
        self._order: list[str] = []  # who stands first: those that the last solving touched
        self._solved_for: Assumed | None = None
        self._wanted, self._seats = "", 0
        self.table, self.outcome, self.moved = MovesTable(), OutcomePart(desk, store), MovedPart()
        self.plans = KeptPlans(desk, store, lambda: self.plan)
        self.mark, self.told = QLabel(), Wrapped()
        self.lacking = button("", self.lacks_asked.emit, "alert-outline", "link")
        self.solve_button = button(SOLVE, self.solve, "lightbulb-on-outline", "primary")
        self.anew_button = button("不保留，全部重新求解", lambda: self.solve(keep=False), "refresh")
        self.seats_button = button("", self._take_seats, "plus-circle-outline")
        self.excel_button = button("导出 Excel", self.export, "file-excel-outline")
        acts = (self.solve_button, self.anew_button, self.seats_button, self.plans.button, self.excel_button)
        self.assumptions = Assumptions(*acts)
        self.reading = Latest(desk, "读取园所", self._read)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        said, left, above = QWidget(), QWidget(), QWidget()
        row(self.mark, self.told, parent=said).setStretch(1, 1)
        self.note = label(f"{ONLY_RECKONED}；打勾可改，随即重算", "second")
        Flow(self.note, self.lacking, parent=above)
        column(above, self.table, self.moved, space=SPACE[1], parent=left).setStretch(1, 1)
        left.setMinimumWidth(LEAST_LEFT)
        self.table.setMinimumHeight(5 * ROW_HEIGHT)
        self.outcome.setMinimumWidth(LEAST_RIGHT)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(SPACE[2])
        self.split.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes what height is left
        for side in (left, self.outcome):
            self.split.addWidget(side)
        self.split.setSizes([620, 500])
        whole = QWidget()
        column(self.assumptions, said, self.split, parent=whole).setStretch(2, 1)
        whole.setContentsMargins(0, SPACE[2], 0, 0)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(whole)
        self.stack = QStackedWidget()
        self.empty = EmptyState("chart-bar", "还没有可以测算的园所", "先导入园所名单，填上年度数据，再来测算。")
        self.empty.add("导入名单…", lambda: self.desk.open_page("importing"), "tray-arrow-down", "")
        for widget in (self.empty, scrolled):
            self.stack.addWidget(widget)
        column(self.stack, parent=self)

    def _wire(self) -> None:
        self.assumptions.changed.connect(self._assume)
        self.assumptions.ahead_changed.connect(self._go_ahead)
        self.table.moves.ticked.connect(self.tick)
        self.table.moves.fixed.connect(self.fix)
        self.table.garden_asked.connect(lambda uuid: self.desk.open_page("kindergarten", uuid=uuid))
        self.outcome.told.connect(lambda said: self.desk.notices.tell(Tone.GOOD, said))
        self.moved.changed.connect(self._move)
        self.plans.opened.connect(self.open_plan)

    # -- what the page asks --

    @property
    def busy(self) -> bool:
        return self.solving or self.reading.busy or self.outcome.busy

    def refresh(self) -> None:
        store, year = self.store, self.desk.year
        self.reading.ask(lambda: _read(store, year))

    def find_text(self, text: str) -> None:
        self._wanted = text.strip()
        self._show_moves()

    def fold(self, low: bool) -> None:
        self.outcome.fold(low)

    def print_page(self) -> None:
        if self.plan is None:
            self.desk.notices.tell(Tone.INFO, "还没有可以打印的测算。")
        else:
            print_plan(self.desk, self.store, self.every, self.plan, self.plans.name)

    def export(self) -> None:
        if self.plan is not None:
            export_plan(self.desk, self.store, self.every, self.plan, self.plans.name)

    # -- what the clerk does --

    def solve(self, keep: bool = True) -> None:
        """The smallest change under the assumptions; ``keep``: with what the clerk has fixed."""
        if self.plan is None or self.solving:
            return
        plan = self.plan if keep else replace(self.plan, by_hand={}, moved_by_hand=False)
        every, given = self.every, plan.fixed
        self.solving = True
        self._enable()
        self.desk.background.run(
            "正在求解", lambda _: smallest(every, given), partial(self._solved, plan), partial(self._failed, plan)
        )

    def tick(self, uuid: str, action: Action | None) -> None:
        """Do that with the kindergarten, or leave it alone; either stays when it is solved again."""
        if self.plan is None:
            return
        acts = {key: act for key, act in self.plan.choice.actions.items() if key != uuid}
        if action is not None:
            acts[uuid] = action
        choice = replace(self.plan.choice, actions=acts)
        self._show(replace(self.plan, choice=choice, by_hand={**self.plan.by_hand, uuid: action}))

    def fix(self, uuid: str, on: bool) -> None:
        if self.plan is None:
            return
        hand = {key: act for key, act in self.plan.by_hand.items() if key != uuid}
        if on:
            hand[uuid] = self.plan.choice.actions.get(uuid)
        self._show(replace(self.plan, by_hand=hand))

    def open_plan(self, name: str, plan: Plan) -> None:
        """Of another school year: go there first."""
        if plan.year != self.desk.year:
            self.desk.choose_year(plan.year)
        store = self.store
        self.reading.ask(lambda: (*_read(store, plan.year), name, plan))

    # -- showing --

    def _read(self, answer: tuple[Any, ...]) -> None:
        year, every, lacks, targets, *opened = answer
        self.every = every
        self.lacking.setText(f"{len(lacks)} 所园缺数据，未计入" if lacks else "")
        self.lacking.setVisible(bool(lacks))
        if isinstance(targets, Refusal):
            self.desk.notices.tell(Tone.ATTENTION, str(targets))
        if isinstance(targets, Refusal) or not every:
            self.plan = None
            self.stack.setCurrentWidget(self.empty)
            return
        self.stack.setCurrentIndex(1)
        if opened:
            self.plans.name = opened[0]
            self._begin(opened[1])
        elif self.plan is None or self.plan.year != year:
            self.plans.name = ""
            self._begin(Plan(year, targets.public, targets.inclusive))
            self.solve()
        else:
            self._begin(self.plan)

    def _begin(self, plan: Plan) -> None:
        """Take in a plan as it was kept, over what the registry now says."""
        plan, gone = still_possible(self.every, plan)
        if gone:
            told_ = f"有 {gone} 所园的性质、状态已变或缺数据，已从测算里去掉。"
            self.desk.notices.tell(Tone.ATTENTION, told_)
        self._order = list(plan.choice.actions)
        self._solved_for = plan.assumed
        self.assumptions.show_plan(plan)
        self._show(plan)

    def _show(self, plan: Plan) -> None:
        self.plan = plan
        self._show_moves()
        self.moved.show_plan(plan)
        self.split.setMinimumHeight(LEAST_HIGH + (MOVED_HIGH if plan.seats else 0))
        self._enable()
        try:
            self.outcome.show_plan(self.every, plan)
            found = reckoned(self.every, plan)
        except Refusal as refusal:
            self._say(str(refusal), good=False)
            return
        stale = "。假设改过了，可以重新求解" if plan.assumed != self._solved_for else ""
        self._say(told(self.every, plan) + stale, good=found.reaches)

    def _show_moves(self) -> None:
        if self.plan is not None:
            self.table.moves.show_moves(moves(self.every, self.plan, self._wanted, self._order))

    def _say(self, text: str, *, good: bool) -> None:
        name, token = ("check-circle", "good") if good else ("alert-circle-outline", "bad")
        self.mark.setPixmap(pixmap(name, token))
        self.told.setText(text)

    def _enable(self) -> None:
        hand = self.plan is not None and bool(self.plan.by_hand or self.plan.moved_by_hand)
        self.solve_button.setText(SOLVE_KEEPING if hand else SOLVE)
        self.anew_button.setVisible(hand)
        self.seats_button.hide()
        for made in (self.solve_button, self.anew_button):
            made.setEnabled(not self.solving)

    # -- what came of it --

    def _assume(self) -> None:
        if self.plan is not None:
            self._show(self.assumptions.taken(self.plan))

    def _go_ahead(self) -> None:
        """The targets of the year that is reckoned now, unless the clerk has set others for this reckoning."""
        if self.plan is None:
            return
        before = usual(self.store, self.plan.until)
        plan = self.assumptions.taken(self.plan)
        if (plan.public, plan.inclusive) == (before.public, before.inclusive):
            then = usual(self.store, plan.until)
            plan = replace(plan, public=then.public, inclusive=then.inclusive)
        self.assumptions.show_plan(plan)
        self._show(plan)

    def _move(self) -> None:
        if self.plan is not None:
            self._show(replace(self.plan, choice=self.moved.taken(self.plan.choice), moved_by_hand=True))

    def _solved(self, plan: Plan, found: Outcome) -> None:
        self.solving = False
        if self._left(plan):
            return
        self._order = list(found.choice.actions)
        self._solved_for = plan.assumed
        self._show(replace(plan, choice=found.choice))

    def _failed(self, plan: Plan, error: Exception) -> None:
        self.solving = False
        if self._left(plan):
            return
        self._enable()
        if isinstance(error, Refusal):
            self._say(f"{error.what}。{error.remedy}。", good=False)
            self._offer_seats()
        elif isinstance(error, Cancelled):
            self.desk.notices.tell(Tone.INFO, "已取消求解，测算保持原样。")

    def _left(self, plan: Plan) -> bool:
        """Another year was chosen while that one was solved: it is its turn now."""
        left = self.plan is None or self.plan.year != plan.year
        if left:
            self.solve()
        return left

    def _offer_seats(self) -> None:
        """The way out that the program can go by itself."""
        if self.plan is None:
            return
        wanted = seats_wanted(self.every, self.plan.fixed)
        self.seats_button.setVisible(wanted > self.plan.seats)
        self.seats_button.setText(f"按新增 {wanted:,} 个学位求解")
        self._seats = wanted

    def _take_seats(self) -> None:
        self.assumptions.seats.setValue(self._seats)
        self.solve()


def _read(store: Store, year: int) -> Read:
    every, lacks = gardens(store, year)
    try:
        return year, every, lacks, usual(store, year)
    except Refusal as refusal:
        return year, every, lacks, refusal
