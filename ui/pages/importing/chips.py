"""Counts of the review as chips; one of them narrows the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from ui.icons import icon
from ui.pages.importing.review_rows import LOOKS, Narrowing
from ui.shell.parts import row
from ui.theme import SPACE
from ycpe_desktop.exchange.plan import STATES, Plan


class StateChips(QWidget):
    chosen = Signal(object)  # a Narrowing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.wanted: dict[QToolButton, Narrowing] = {}
        self.all = self._chip("全部", "table", "second", Narrowing())
        self.states = {
            state: self._chip(LOOKS[state].word, LOOKS[state].icon, LOOKS[state].token, Narrowing(state))
            for state in STATES
        }
        self.faulty = self._chip("有问题", "alert-outline", "attention", Narrowing(faulty=True))
        row(self.all, *self.states.values(), self.faulty, None, parent=self, space=SPACE[1])

    def show_plan(self, plan: Plan) -> None:
        """Chips of what does not occur are hidden."""
        self._count(self.all, "全部", len(plan.rows))
        for state, made in self.states.items():
            self._count(made, LOOKS[state].word, plan.counts[state])
            made.setVisible(plan.counts[state] > 0)
        faulty = sum(bool(row.faults) for row in plan.rows)
        self._count(self.faulty, "有问题", faulty)
        self.faulty.setVisible(faulty > 0)

    def none_chosen(self) -> None:
        """Something else narrows the list."""
        self.group.setExclusive(False)
        for made in self.group.buttons():
            made.setChecked(False)
        self.group.setExclusive(True)

    def _count(self, made: QToolButton, word: str, number: int) -> None:
        made.setText(f"{word} {number:,}")

    def _chip(self, word: str, icon_name: str, token: str, wanted: Narrowing) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        made.setIcon(icon(icon_name, token))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setToolTip(f"只看：{word}")
        made.clicked.connect(lambda: self.chosen.emit(wanted))
        self.group.addButton(made)
        self.wanted[made] = wanted
        return made
