"""Step 4: what every row would do, before anything is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QTextBrowser, QWidget

from ui.pages.importing.chips import StateChips
from ui.pages.importing.dating import DatedQuestion
from ui.pages.importing.details import as_html
from ui.pages.importing.doubtful import DoubtfulBox, answer_shown
from ui.pages.importing.review_rows import Group, Narrowing, dated_changes, groups, narrowed
from ui.pages.importing.review_table import ReviewTable
from ui.pages.rows_table import RowsTable
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.exchange.plan import Plan, PlannedRow
from ycpe_desktop.store import Store

SIDES = [700, 420]
LEAST_DETAILS, LEAST_SIDE = 56, 290


def hand_back_text(outside: int) -> str:
    return "导出不能导入的行…" if outside else "导出有问题的行…"


class ReviewStep(QWidget):
    replan_asked = Signal()
    hand_back_asked = Signal()
    answered = Signal()  # something is pending now, or no longer

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.plan: Plan | None = None
        self.pending: dict[tuple[str, int], str] = {}
        self._groups: list[Group] = []
        self._narrowing = Narrowing()
        self.chips = StateChips()
        self.dated = DatedQuestion()
        self.table = ReviewTable()
        self.box = DoubtfulBox()
        self.details = QTextBrowser()
        self.details.setAccessibleName("这一行")
        self.details.setProperty("role", "list")
        self.details.setOpenLinks(False)
        self.details.setMinimumHeight(LEAST_DETAILS)
        self.details.document().setDocumentMargin(SPACE[2])
        self.problems = RowsTable(("项目", "问题", "行数"), (88, 0, 48), numbers=(2,))
        self.problems.setAccessibleName("问题")
        self.told = label("", "second", wrap=True)
        self.hand_back = button("导出有问题的行…", self.hand_back_asked.emit, "file-excel-outline")
        self.hand_back.setToolTip("得到您自己的那个文件：错的格子标了颜色，末列写明问题；改好再导入")
        self._build()
        self._wire()

    def _build(self) -> None:
        head, side, foot = QWidget(), QWidget(), QWidget()
        row(self.chips, parent=head)
        column(self.box, self.details, parent=side).setStretch(1, 1)
        self.tabs = QTabWidget()
        self.tabs.addTab(side, "这一行")
        self.tabs.addTab(self.problems, "问题")
        self.tabs.setMinimumWidth(LEAST_SIDE)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.table)
        body.addWidget(self.tabs)
        body.setSizes(SIDES)
        body.setStretchFactor(0, 5)
        body.setStretchFactor(1, 3)
        body.setChildrenCollapsible(False)
        row(self.told, self.hand_back, parent=foot).setStretch(0, 1)
        column(head, self.dated, body, foot, parent=self).setStretch(2, 1)

    def _wire(self) -> None:
        self.chips.chosen.connect(self.narrow)
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.problems.selectionModel().currentRowChanged.connect(self._show_group)
        self.problems.clicked.connect(self._show_group)
        self.box.decided.connect(self.decide)
        self.dated.answered.connect(self._dated)

    # -- what is shown --

    def show_plan(self, plan: Plan) -> None:
        """Another plan of the same or of another file; answers that it already knows are no longer pending."""
        same = self.plan is not None and self.plan.proposal is plan.proposal
        self.plan, self.pending = plan, {}
        self._groups = groups(plan)
        proposal = plan.proposal
        self.dated.show_question(dated_changes(plan), proposal.correct, proposal.counts_from)
        wanted = self._narrowing if same else Narrowing()
        self.chips.show_plan(plan)
        self.problems.show_rows([(each.field or "整行", each.told, f"{each.rows:,}") for each in self._groups])
        self.tabs.setTabVisible(1, bool(self._groups))
        self.tabs.setTabText(1, f"问题 {sum(each.rows for each in self._groups):,}")
        self.tabs.setCurrentIndex(0)
        outside = plan.counts["refused"] + plan.counts["doubtful"]
        self.hand_back.setText(hand_back_text(outside))
        self.hand_back.setVisible(bool(self._groups))
        self.narrow(wanted if narrowed(plan, wanted) else Narrowing())
        self._show_told()

    def narrow(self, wanted: Narrowing) -> None:
        """List only these rows."""
        self._narrowing = wanted
        for made, its in self.chips.wanted.items():
            if its == wanted:
                made.setChecked(True)
                break
        else:
            self.chips.none_chosen()
        self._list()

    def find_text(self, text: str) -> None:
        self.narrow(Narrowing(text=text.strip()))

    def go_to(self, sheet: str, index: int) -> None:
        if not self.table.go_to(sheet, index):
            self.narrow(Narrowing())
            self.table.go_to(sheet, index)

    @property
    def undecided(self) -> list[PlannedRow]:
        """Doubtful rows without an answer."""
        every = self.plan.rows_of(("doubtful",)) if self.plan else []
        return [row for row in every if (row.sheet, row.index) not in self.pending]

    # -- what the clerk answers --

    def decide(self, answer: str) -> None:
        """About the current row; the next doubtful one follows, and after the last a new plan."""
        planned = self.table.chosen
        if self.plan is None or planned is None:
            return
        place = (planned.sheet, planned.index)
        if not answer:
            self._ask_again(place)
            return
        self.plan.proposal.decisions[place] = answer
        self.pending[place] = answer_shown(planned, answer)
        left = self.undecided
        if not left:
            self.replan_asked.emit()
            return
        self._list()
        self.go_to(left[0].sheet, left[0].index)
        self._show_told()
        self.answered.emit()

    def _ask_again(self, place: tuple[str, int]) -> None:
        assert self.plan is not None
        del self.plan.proposal.decisions[place]
        if self.pending.pop(place, None) is None:  # the plan was made with it
            self.replan_asked.emit()
        else:
            self._list()
            self._show_told()
            self.answered.emit()

    def _dated(self, correct: bool, since: object) -> None:
        if self.plan is not None:
            proposal = self.plan.proposal
            proposal.correct = correct
            proposal.since = since  # type: ignore[assignment]  # a signal carries any object; this one is a date
            self.replan_asked.emit()

    # -- inside --

    def _list(self) -> None:
        if self.plan is not None:
            self.table.show_rows(narrowed(self.plan, self._narrowing), self.pending)
            self._show_row()

    def _show_row(self) -> None:
        planned = self.table.chosen
        if planned is None or self.plan is None:
            self.details.setHtml("")
            self.box.show_row(None, "")
            return
        place = (planned.sheet, planned.index)
        known = self.plan.proposal.decisions.get(place, "")
        answer = self.pending.get(place) or (answer_shown(planned, known) if known else "")
        self.box.show_row(planned, answer)
        self.details.setHtml(as_html(planned, self.plan, self.store))

    def _show_group(self) -> None:
        """The rows of that problem, the first of them at once."""
        place = self.problems.currentIndex().row()
        if self.problems.hasFocus() and 0 <= place < len(self._groups):
            group = self._groups[place]
            self.narrow(Narrowing(group=(group.field, group.message)))

    def _show_told(self) -> None:
        assert self.plan is not None
        told = []
        if self.plan.ignored:
            left = [f"“{sheet}”第 {number} 行{why}" for sheet, number, why in self.plan.ignored if why != "空行"]
            if left:
                told.append(f"不读 {len(left)} 行：{'、'.join(left[:3])}{'…' if len(left) > 3 else ''}。")
        if self.undecided:
            told.append(f"还有 {len(self.undecided)} 行待定：没有定的这次不导入。")
        self.told.setText("".join(told))
