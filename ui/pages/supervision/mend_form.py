"""What an act asks for before it is done: days, words, children; stays open with what was typed until it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDateEdit, QFormLayout, QPlainTextEdit, QSpinBox, QWidget

from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.policy.mend_steps import Act

TEXT_HEIGHT = 72
MOST_CHILDREN = 9999


@dataclass(frozen=True)
class Asked:
    """The words before the fields, "" where there is no such field; ``hint`` stands below."""

    day: str = ""
    text: str = ""
    due: str = ""
    children: str = ""
    hint: str = ""


ASKED: Mapping[Act, Asked] = {
    "issue": Asked("下发日期", hint="自动编号，一所园一张；没有期限的按设置的天数计。"),
    "reply": Asked("回复日期", "整改情况"),
    "recheck": Asked("复查日期", "复查情况", hint="记为整改到位，以后再销号。"),
    "close": Asked("销号日期", "复查情况", hint="没有登记过复查的，同时记为当天复查到位。"),
    "send_back": Asked("复查日期", "为什么退回", "新的期限", hint="前一次的回复记入办理经过；是否按期仍以原期限计。"),
    "ban": Asked("取缔日期", children="安置幼儿"),
    "reopen": Asked(hint="恢复成销号以前的样子。"),
}


@dataclass(frozen=True)
class Given:
    """What was filled in."""

    day: date
    due: date
    children: int
    text: str


class ActForm(QWidget):
    done = Signal(object)  # a Given
    left = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.day, self.due = _day_edit(), _day_edit()
        self.children_placed = QSpinBox(maximum=MOST_CHILDREN, suffix=" 人")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.textChanged.connect(lambda: self.typed.emit(self.text.toPlainText()))
        self.problem, self.hint = label("", "bad", wrap=True), label("", "small", wrap=True)
        self.warning = label("", "attention", wrap=True)
        self.sure = button("确定", self._done, "check", "primary")
        self.sure.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._done)
        self.leave = button("不办了", self.left.emit)
        acts = QWidget()
        row(None, self.leave, self.sure, parent=acts)
        self._lines = QFormLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(SPACE[1])
        self._lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._words = {editor: label("") for editor in (self.day, self.due, self.children_placed)}
        for editor, word in self._words.items():
            self._lines.addRow(word, editor)
        self.text_word = label("")
        whole = column(parent=self, space=SPACE[1])
        whole.addLayout(self._lines)
        for each in (self.text_word, self.text, self.hint, self.warning, self.problem, acts):
            whole.addWidget(each)

    def begin(self, act: Act, day: date, due: date, text: str = "", warning: str = "") -> None:
        """``day``, ``due`` and ``text`` are proposed; ``warning``: what speaks against it, though it can be done."""
        asked = ASKED[act]
        self.day.setDate(_to_qt(day))
        self.due.setDate(_to_qt(due))
        self.children_placed.setValue(0)
        for editor, word in ((self.day, asked.day), (self.due, asked.due), (self.children_placed, asked.children)):
            self._lines.setRowVisible(editor, bool(word))
            self._words[editor].setText(word)
            editor.setAccessibleName(word)
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)
        for each in (self.text_word, self.text):
            each.setVisible(bool(asked.text))
        self.text_word.setText(asked.text)
        self.text.setAccessibleName(asked.text)
        self.hint.setText(asked.hint)
        self.hint.setVisible(bool(asked.hint))
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.problem.hide()
        (self.text if asked.text else self.sure).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why it was not done; what was filled in stays."""
        self.problem.setText(sentence)
        self.problem.show()

    def _done(self) -> None:
        day, due = _from_qt(self.day.date()), _from_qt(self.due.date())
        self.done.emit(Given(day, due, self.children_placed.value(), self.text.toPlainText().strip()))


def _day_edit() -> QDateEdit:
    made = QDateEdit()
    made.setDisplayFormat("yyyy-MM-dd")
    made.setCalendarPopup(True)
    return made


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _from_qt(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
