"""The one question about dated values that differ: 变更 since a day, or 更正."""

from collections import Counter
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QRadioButton, QWidget

from ui.ledger.editors import DayLine
from ui.shell.parts import label, mark, row
from ui.theme import SPACE
from ycpe_desktop.fields import Day, Unreadable

DAY_WIDTH = 130


class DatedQuestion(QFrame):
    """Hidden while nothing dated differs."""

    answered = Signal(bool, object)  # 更正, and since when

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "attention")
        self.told = label("")
        self.change, self.correct = QRadioButton("变更，自"), QRadioButton("更正（一直如此）")
        self.change.setToolTip("原来的到这一天为止，新的从这一天起；以前的学年不变。")
        self.correct.setToolTip("原来填错了，这一段一直就是新的值。")
        self.day = DayLine()
        self.day.setFixedWidth(DAY_WIDTH)
        self.day.setAccessibleName("变更自")
        line = row(
            mark("alert-outline", "attention"),
            self.told,
            self.change,
            self.day,
            label("起"),
            self.correct,
            None,
            parent=self,
        )
        line.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        self.change.toggled.connect(self._answer)
        self.day.editingFinished.connect(self._answer)
        self._said: tuple[bool, date] | None = None

    def show_question(self, differing: Counter[str], correct: bool, since: date) -> None:
        self._said = (correct, since)
        self.setVisible(bool(differing))
        self.told.setText(
            "、".join(f"{number} 条的“{label}”" for label, number in differing.items()) + "与台账不同，是"
        )
        with QSignalBlocker(self.change), QSignalBlocker(self.correct), QSignalBlocker(self.day):
            (self.correct if correct else self.change).setChecked(True)
            self.day.setText(since.isoformat())
        self.day.setEnabled(not correct)

    def _answer(self) -> None:
        assert self._said is not None
        try:
            since = Day().parse(self.day.text())
        except Unreadable as why:
            self.day.setToolTip(str(why))
            self.day.setText(self._said[1].isoformat())
            return
        said = (self.correct.isChecked(), since)
        if said != self._said:
            self._said = said
            self.answered.emit(*said)
