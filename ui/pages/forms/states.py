"""How far the forms are, as chips; one of them narrows the list."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from ui.icons import icon
from ui.shell.parts import row
from ui.theme import SPACE
from ycpe_desktop.exchange.forms.lines import STATES, Line, State


class Look(NamedTuple):
    """Icon, colour token and word."""

    icon: str
    token: str
    word: str


LOOKS: dict[State, Look] = {
    "faulty": Look("alert-circle-outline", "bad", "有问题"),
    "ready": Look("tray-arrow-down", "primary", "待导入"),
    "missing": Look("clock-outline", "attention", "未收回"),
    "returned": Look("check", "good", "已收回"),
}
EVERY = "全部"


class FormChips(QWidget):
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.every = self._chip("table", "second")
        self.states = {state: self._chip(LOOKS[state].icon, LOOKS[state].token) for state in STATES}
        self.every.setChecked(True)
        row(self.every, *self.states.values(), None, parent=self, space=SPACE[1])

    @property
    def state(self) -> State | None:
        """Which lines are wanted; None for all."""
        return next((state for state, made in self.states.items() if made.isChecked()), None)

    def show_lines(self, lines: Sequence[Line]) -> None:
        counted = Counter(line.state for line in lines)
        self.every.setText(f"{EVERY} {len(lines):,}")
        for state, made in self.states.items():
            made.setText(f"{LOOKS[state].word} {counted[state]:,}")
            made.setVisible(counted[state] > 0 or state in ("missing", "returned"))
        if self.state and not counted[self.state]:
            self.every.setChecked(True)

    def _chip(self, icon_name: str, token: str) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        made.setIcon(icon(icon_name, token))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self.chosen.emit)
        self.group.addButton(made)
        return made
