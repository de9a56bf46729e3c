"""The steps of some work in a line: which is open, which are done, which can be gone back to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QWidget

from ui.icons import icon
from ui.shell.parts import mark, row
from ui.theme import SPACE

NUMBERS = "①②③④"


class StepBar(QWidget):
    asked = Signal(int)  # the step that was clicked

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = titles
        self.buttons = [self._button(step) for step in range(len(titles))]
        line: list[QWidget | None] = []
        for made in self.buttons:
            line += [mark("chevron-right"), made] if line else [made]
        self.row = row(*line, None, parent=self, space=SPACE[1])

    def add_widget(self, widget: QWidget) -> None:
        """At the right of the steps."""
        self.row.addWidget(widget)

    def show_step(self, current: int, able: Sequence[int]) -> None:
        """``able``: the steps that can be opened now. Those before the current one bear a tick."""
        for step, made in enumerate(self.buttons):
            done = step < current
            made.setChecked(step == current)
            made.setEnabled(step == current or step in able)
            made.setIcon(icon("check", "good") if done else QIcon())
            state = "正在这一步" if step == current else "已完成" if done else "还没有到"
            made.setAccessibleName(f"第 {step + 1} 步 {self.titles[step]}，{state}")

    def _button(self, step: int) -> QToolButton:
        made = QToolButton()
        made.setText(f"{NUMBERS[step]} {self.titles[step]}")
        made.setCheckable(True)
        made.setProperty("role", "step")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.asked.emit(step))
        return made
