"""The checklist of ledgers: how each stands, and what can be done about it."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from ui.shell.parts import button, label, mark, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.policy.reporting import LedgerStanding, State, YearStanding

MARKS: dict[State, tuple[str, str]] = {
    "empty": ("minus", "second"),
    "within": ("minus", "second"),
    "filled": ("pencil-outline", "primary"),
    "faulty": ("alert-circle-outline", "bad"),
    "none": ("check", "second"),
    "reviewed": ("check-circle", "good"),
    "reported": ("lock-outline", "good"),
}
SPARE = (2, 4)
"""Columns that make room where the page is narrower than ``WIDE_ENOUGH`` pixels."""
WIDE_ENOUGH = 490
TIPS = {"none": "确认本县这个学年没有这张表的数据要报", "reviewed": "这张表已经核对过，记为“已审核”"}
HEADINGS = ("台账", "状态", "记录", "必须改", "待说明", "")


class LedgerList(QScrollArea):
    """A line a ledger. The signals carry the ledger."""

    open_asked = Signal(object)
    faults_asked = Signal(object)
    mark_asked = Signal(object, str)  # and "none", "reviewed" or ""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        self.states: dict[str, str] = {}
        self._spare: list[QWidget] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_standing(self, year: YearStanding) -> None:
        place = self.verticalScrollBar().value()
        self.buttons.clear()
        self._spare.clear()
        self.states = {each.ledger.__tablename__: each.state_shown for each in year.ledgers}
        inside = QFrame()
        inside.setProperty("role", "card")
        grid = QGridLayout(inside)
        grid.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for column, heading in enumerate(HEADINGS):
            self._place(grid, label(heading, "second"), 0, column)
        for line, each in enumerate(year.ledgers, 1):
            self._add(grid, line, each, approved=bool(year.approved))
        grid.setRowMinimumHeight(0, ROW_HEIGHT)
        grid.setRowStretch(2 * len(year.ledgers) + 1, 1)
        self.setWidget(inside)
        for before, after in pairwise((self, *self.buttons.values())):
            QWidget.setTabOrder(before, after)
        self._fit()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for cell in self._spare:
            cell.setVisible(self.width() >= WIDE_ENOUGH)

    def _add(self, grid: QGridLayout, line: int, each: LedgerStanding, *, approved: bool) -> None:
        grid.setRowMinimumHeight(2 * line, ROW_HEIGHT + SPACE[1])
        grid.addWidget(_rule(), 2 * line - 1, 0, 1, len(HEADINGS))
        cells: Sequence[QWidget] = (
            label(each.ledger.TITLE),
            self._state(each),
            label(f"{each.records:,}" if each.records else "—"),
            self._faults(each.ledger, each.must, "bad"),
            self._faults(each.ledger, each.to_explain, "attention"),
            self._acts(each, approved=approved),
        )
        for column, cell in enumerate(cells):
            self._place(grid, cell, 2 * line, column)

    def _place(self, grid: QGridLayout, cell: QWidget, line: int, column: int) -> None:
        grid.addWidget(cell, line, column, _side(column))
        if column in SPARE:
            self._spare.append(cell)

    def _state(self, each: LedgerStanding) -> QWidget:
        made = QWidget()
        name, token = MARKS[each.state]
        row(mark(name, token), label(each.state_shown, token if token != "primary" else ""), None, parent=made)
        if each.parent is not None and not each.records:
            made.setToolTip(f"记在“{each.parent.TITLE}”的各条里，随它一起算，不用单独确认")
        return made

    def _faults(self, ledger: type[Ledger], count: int, token: str) -> QWidget:
        if not count:
            return label("—", "second")
        made = button(f"{count:,}", partial(self.faults_asked.emit, ledger), role="link")
        made.setToolTip("在“校验”页逐条查看")
        made.setAccessibleName(f"{ledger.TITLE}：{count:,} 条{'必须改' if token == 'bad' else '待说明'}")
        self.buttons[ledger.__tablename__, token] = made
        return made

    def _acts(self, each: LedgerStanding, *, approved: bool) -> QWidget:
        ledger, made = each.ledger, QWidget()
        acts = [self._act(ledger, "open", "打开", partial(self.open_asked.emit, ledger))]
        if not approved and each.state == "empty":
            acts.append(self._act(ledger, "none", "本表无数据", partial(self.mark_asked.emit, ledger, "none")))
        if not approved and each.state == "filled":
            acts.append(self._act(ledger, "reviewed", "审核", partial(self.mark_asked.emit, ledger, "reviewed")))
        own = each.state == "reviewed" or (each.state == "none" and each.parent is None)
        if not approved and own:
            acts.append(self._act(ledger, "", "取消标记", partial(self.mark_asked.emit, ledger, "")))
        row(*acts, None, parent=made)
        return made

    def _act(self, ledger: type[Ledger], key: str, text: str, act: partial[None]) -> QPushButton:
        made = button(text, act, role="link")
        made.setAccessibleName(f"{ledger.TITLE}：{text}")
        made.setToolTip(TIPS.get(key, ""))
        self.buttons[ledger.__tablename__, key] = made
        return made


def _rule() -> QWidget:
    made = QWidget()
    made.setFixedHeight(1)
    made.setBackgroundRole(QPalette.ColorRole.Midlight)
    made.setAutoFillBackground(True)
    return made


def _side(column: int) -> Qt.AlignmentFlag:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return right if 2 <= column <= 4 else Qt.AlignmentFlag.AlignVCenter
