"""The answer to a doubtful row: the same kindergarten, another one, or later."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ui.pages.checklist.bars import short_name
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.exchange.plan import PlannedRow
from ycpe_desktop.exchange.proposal import DIFFERENT, LATER


class DoubtfulBox(QFrame):
    """Shown for a doubtful row, and for one that was decided in this review."""

    decided = Signal(str)  # DIFFERENT, LATER, or the uuid of the record that it is; "" takes the answer back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.question = label("", wrap=True)
        self.other = self._button("不是，新增", DIFFERENT)
        self.later = self._button("以后再定", LATER)
        self.again = button("重新决定", lambda: self.decided.emit(""), "undo-variant", "link")
        self.same: list[QPushButton] = []
        self._others = QWidget()
        row(self.other, self.later, self.again, None, parent=self._others)
        self._column = column(self.question, self._others, parent=self, margin=SPACE[2], space=SPACE[1])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_row(self, planned: PlannedRow | None, answer: str) -> None:
        """``answer``: what was decided already, in words; "" asks."""
        for old in self.same:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.same = []
        asks = planned is not None and planned.state == "doubtful"
        self.setVisible(planned is not None and (asks or bool(answer)))
        self.again.setVisible(bool(answer))
        self.other.setVisible(asks)
        self.later.setVisible(asks)
        if planned is None:
            return
        self.question.setText(f"您的决定：{answer}" if answer else f"“{planned.name}”是台账里的哪一所？")
        for place, each in enumerate(planned.similar if asks else ()):
            made = self._button(f"同一所：{short_name(each.name, '')}", each.uuid)
            made.setToolTip(f"{each.name}（{each.score:.0f} 分）{each.place}")
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._column.insertWidget(1 + place, made)
            self.same.append(made)

    def _button(self, text: str, answer: str) -> QPushButton:
        return button(text, lambda: self.decided.emit(answer))


def answer_shown(planned: PlannedRow, answer: str) -> str:
    if answer == DIFFERENT:
        return "不是，作为新的一所"
    if answer == LATER:
        return "以后再定"
    name = next((each.name for each in planned.similar if each.uuid == answer), "")
    return f"同一所：{name}" if name else "同一所"
