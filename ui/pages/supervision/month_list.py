"""The plan of a month as a list: rounds and their kindergartens, totals above, what to do with the chosen one below."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QStackedWidget, QToolButton, QTreeWidgetItem, QWidget

from ui.pages.grouped_list import KEY, GroupedList
from ui.pages.rows_table import airy
from ui.pages.supervision.month_lines import FILTERS, HEADINGS, MonthRead, lines_of, share, told_of
from ui.shell.parts import EmptyState, button, column, label, row, search_line
from ui.theme import SPACE
from ycpe_desktop.policy.visits import Done, Round, Stop

WIDTHS = (0, 92, 108, 64, 64, 120)
SPARED = (HEADINGS.index("乡镇"), HEADINGS.index("相隔"))
MONTH, SEARCH, CHOICE = 148, (96, 240), (92, 118)
"""Pixels, or the least and the most of them."""


class MonthList(QWidget):
    """``opened``: Enter or a double click on the kindergarten; ``narrowed``: what is looked for is another."""

    narrowed = Signal()
    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.read: MonthRead | None = None
        self._found: set[str] | None = None
        self.months, self.people, self.townships = QComboBox(), QComboBox(), QComboBox()
        self.search = search_line("查找")
        self.group = QButtonGroup(self)
        self.filters = {key: self._filter() for key in FILTERS}
        self.filters[""].setChecked(True)
        self.totals, self.evaluated = label(""), label("", "second")
        self.evaluations = button("只看这些园", lambda: self.narrow("unevaluated"), role="link")
        self.list = GroupedList(WIDTHS, numbers=(3, 4), spare=SPARED)
        self.nothing = label("没有符合的园所", "second")
        self.empty, self.body = EmptyState("calendar-month-outline", ""), QStackedWidget()
        self.tools, self.acts = row(), row(space=SPACE[1])
        self.note = label("", "second", wrap=True)
        self._set_up()
        self._lay_out()

    # -- what is shown --

    def show_month(self, read: MonthRead, found: set[str] | None) -> None:
        """``found`` are the kindergartens of a search, None without one."""
        self.read, self._found = read, found
        self._offer(self.people, [(each.name, each.supervisor) for each in read.plan.rounds], "全部督学")
        self._offer(self.townships, [(name, code) for code, name, _ in read.plan.townships], "全部乡镇")
        self._show()

    def show_empty(self, empty: bool) -> None:
        """Say in place of the list why there is none."""
        self.body.setCurrentIndex(int(empty))

    def narrow(self, key: str) -> None:
        """Show only what that filter holds of."""
        self.filters[key].setChecked(True)
        self._show()
        self.list.setFocus()

    def widen(self) -> None:
        """Everything of the month is in the list again."""
        self.filters[""].setChecked(True)
        for choice in (self.people, self.townships):
            choice.setCurrentIndex(0)
        self.search.clear()
        self._show()

    def narrow_to(self, supervisor: str | None, township: str | None) -> None:
        """Everything that they have in the month, None of everybody."""
        self.widen()
        for choice, key in ((self.people, supervisor), (self.townships, township)):
            choice.setCurrentIndex(max(0, choice.findData(key)) if key is not None else 0)
        self.list.setFocus()

    @property
    def stop(self) -> Stop | None:
        """The chosen one."""
        key = self.list.key
        return next((stop for stop in self._stops() if stop.garden.uuid == key), None) if key else None

    @property
    def supervisor(self) -> str | None:
        """Whose round is looked at; None where it is everybody's."""
        chosen: str | None = self.people.currentData()
        return chosen

    def choose(self, kindergarten: str) -> None:
        if not self.list.choose(kindergarten):
            self.widen()
            self.list.choose(kindergarten)

    # -- inside --

    def _stops(self) -> Sequence[Stop]:
        return [stop for each in self.read.plan.rounds for stop in each.stops] if self.read else []

    def _looked_at(self, each: Round) -> list[Stop]:
        """Of the supervisor and the township that are chosen."""
        if self.supervisor not in (None, each.supervisor):
            return []
        town = self.townships.currentData()
        return [stop for stop in each.stops if town in (None, stop.garden.township)]

    def _show(self) -> None:
        read = self.read
        if read is None:
            return
        holds = next(FILTERS[key][1] for key, choice in self.filters.items() if choice.isChecked())
        rounds = [(each, self._looked_at(each)) for each in read.plan.rounds]
        looked_at = [stop for _, stops in rounds for stop in stops]
        for key, choice in self.filters.items():
            word, is_one = FILTERS[key]
            choice.setText(f"{word} {sum(is_one(read, stop) for stop in looked_at)}")
        shown = [(each, [stop for stop in stops if holds(read, stop) and self._is_found(stop)])
                 for each, stops in rounds]  # fmt: skip
        self.list.show_groups([lines_of(read, each, stops) for each, stops in shown if stops])
        self.nothing.setVisible(not any(stops for _, stops in shown))
        self._show_totals(read, looked_at)
        self._show_chosen()

    def _is_found(self, stop: Stop) -> bool:
        return self._found is None or stop.garden.uuid in self._found

    def _show_totals(self, read: MonthRead, stops: Sequence[Stop]) -> None:
        done = Done(len(stops), sum(stop.visited is not None for stop in stops))
        self.totals.setText(f"应督导 {done.due} 所 · 已督导 {done.visited} · {share(done)}")
        cycle = read.cycle
        years = f"办园行为督导评估 {cycle.first.year}—{cycle.last.year} 年周期："
        self.evaluated.setText(f"{years}{len(cycle.due)} 所未评估" if cycle.due else f"{years}都已评估")
        self.evaluated.setToolTip("3—5 年为一个周期，每所园在周期内至少评估一次（教督〔2017〕7号）")
        self.evaluations.setVisible(bool(cycle.due))

    def _show_chosen(self) -> None:
        stop = self.stop
        self.note.setText(told_of(self.read, stop) if self.read and stop else "选一所园，按回车登记督导")
        self.chosen.emit(stop.garden.uuid if stop else "")

    def _offer(self, choice: QComboBox, offered: Sequence[tuple[str, str]], every: str) -> None:
        kept = choice.currentData()
        with QSignalBlocker(choice):
            choice.clear()
            choice.addItem(every, None)
            for name, key in offered:
                choice.addItem(name, key)
            choice.setCurrentIndex(max(0, choice.findData(kept)) if kept is not None else 0)

    def _activated(self, item: QTreeWidgetItem) -> None:
        if key := item.data(0, KEY):
            self.opened.emit(key)

    def _filter(self) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        self.group.addButton(made)
        made.clicked.connect(self._show)
        return made

    def _set_up(self) -> None:
        for choice, name in ((self.months, "月份"), (self.people, "责任督学"), (self.townships, "乡镇")):
            choice.setAccessibleName(name)
            choice.setMinimumWidth(CHOICE[0])
            choice.setMaximumWidth(CHOICE[1])
        self.months.setFixedWidth(MONTH)
        self.search.setAccessibleName("查找园所")
        self.search.setMinimumWidth(SEARCH[0])
        self.search.setMaximumWidth(SEARCH[1])
        self.search.setToolTip("园名、督学姓名或拼音首字母")
        for choice in (self.people, self.townships):
            choice.currentIndexChanged.connect(self._show)
        self.list.setHeaderHidden(False)
        self.list.setHeaderLabels(HEADINGS)
        self.list.setAccessibleName("本月督导计划")
        self.list.setToolTip("回车或双击登记督导；已督导的，打开更正")
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.list.itemActivated.connect(self._activated)
        self.search.textChanged.connect(self.narrowed)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for at in (3, 4):
            item = self.list.headerItem()
            item.setText(at, airy(HEADINGS[at]))
            item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        tools, choices, counts, strip, frame = QWidget(), QWidget(), QWidget(), QFrame(), QFrame()
        for widget in (self.months, self.people, self.townships, self.search):
            self.tools.addWidget(widget)
        self.tools.setStretch(3, 1)
        self.tools.addStretch()
        tools.setLayout(self.tools)
        row(*self.filters.values(), None, space=SPACE[1], parent=choices)
        row(self.totals, None, self.evaluated, self.evaluations, parent=counts)
        strip.setProperty("role", "strip")
        frame.setProperty("role", "card")
        line = row(self.note, parent=strip)
        line.setStretch(0, 1)
        line.addLayout(self.acts)
        line.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        column(self.list, self.nothing, strip, space=0, margin=1, parent=frame).setStretch(0, 1)
        whole = QWidget()
        column(choices, counts, frame, space=SPACE[1], parent=whole).setStretch(2, 1)
        self.body.addWidget(whole)
        self.body.addWidget(self.empty)
        column(tools, self.body, space=SPACE[1], parent=self).setStretch(1, 1)
