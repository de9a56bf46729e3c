"""The line above the table that says why not all rows are there; each reason can be taken away."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.shell.parts import button, label
from ui.theme import SPACE


class Chips(QWidget):
    """Hidden while there is no reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE[1])
        self._line.addWidget(label("只显示", "second"))
        self._line.addStretch(1)
        self._made: list[QPushButton] = []
        self.hide()

    def show_reasons(self, reasons: Sequence[tuple[str, Callable[[], object]]], clear: Callable[[], object]) -> None:
        """(what is shown, how to take it away) of each reason."""
        for old in self._made:
            old.deleteLater()
            self._line.removeWidget(old)
        self._made = [self._chip(text, drop) for text, drop in reasons]
        if len(reasons) > 1:
            self._made.append(button("全部清除", clear, role="link"))
        for place, made in enumerate(self._made, 1):
            self._line.insertWidget(place, made)
        self.setVisible(bool(reasons))

    def texts(self) -> list[str]:
        return [made.text() for made in self._made]

    def _chip(self, text: str, drop: Callable[[], object]) -> QPushButton:
        made = button(text, drop, "close")
        made.setToolTip("去掉这个条件")
        return made
