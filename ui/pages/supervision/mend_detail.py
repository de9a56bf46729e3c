"""One 限期整改 at the side: how it stands, what can be done next, its course; or several, and what all allow."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from ui.icons import icon, pixmap
from ui.pages.supervision.mend_form import ActForm
from ui.pages.supervision.mend_rows import mark_of, source_text, stand_text, state_text
from ui.shell.parts import button, column, label, mark, row
from ui.theme import SPACE
from ycpe_desktop.policy.mend_steps import ACTS, Act, Step, possible_for_all
from ycpe_desktop.policy.mends import Mend
from ycpe_desktop.schoolyear import year_of

WIDTH = 316
REACHED, AHEAD = ("check-circle", "good"), ("minus", "faint")
ICONS = {
    "issue": "send-outline",
    "reply": "tray-arrow-down",
    "recheck": "eye-outline",
    "close": "check",
    "send_back": "undo-variant",
    "ban": "close",
    "reopen": "history",
}
Proposed = Callable[[Act], tuple[date, date]]
"""The day and the new day to mend by that an act begins with."""

LOOKED: tuple[Act, ...] = ("recheck", "close")
UNANSWERED = "还没有登记回复。园里交来整改报告的，请先登记回复；没有报告的，请把到园看到的写在复查情况里。"


class MendDetail(QFrame):
    """Says what is to be done with those that it shows; the tab does it."""

    act_asked = Signal(str, object)  # an Act, what was filled in
    record_asked = Signal(str)  # of the ledger
    garden_asked = Signal(str)
    close_asked = Signal()

    def __init__(self, proposed: Proposed) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.mends: Sequence[Mend] = ()
        self.act: Act | None = None
        self._proposed = proposed
        self._drafts: dict[tuple[Act, tuple[str, ...]], str] = {}
        self.title, self.state, self.state_mark = label("", wrap=True), label("", wrap=True), QLabel()
        self.problem, self.facts = label("", wrap=True), label("", "second", wrap=True)
        self.buttons = {act: self._button(act) for act in ACTS}
        self.form = ActForm()
        self.course = QWidget()
        self._course = QGridLayout(self.course)
        self.ledger = button(
            "打开台账，看附件", lambda: self.record_asked.emit(self.mends[0].uuid), "paperclip", "link"
        )
        self.garden = button(
            "打开园所", lambda: self.garden_asked.emit(self.mends[0].garden.uuid), "open-in-new", "link"
        )
        self._lay_out()
        self.form.done.connect(lambda given: self.act_asked.emit(self.act, given))
        self.form.left.connect(self.close_form)
        self.form.typed.connect(self._keep)
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_: self._show_form())
        self.form.hide()

    def show_mends(self, found: Sequence[Mend], steps: Sequence[Step], day: date) -> None:
        """``steps``: the course of the only one."""
        if self._keys(found) != self._keys(self.mends):
            self.close_form()
        self.mends = found
        one = found[0] if len(found) == 1 else None
        alone = (self.problem, self.course, self.facts, self.ledger, self.garden, self.state_mark, *self.rules)
        for each in alone:
            each.setVisible(one is not None)
        able = possible_for_all(found)
        self._place_buttons(able)
        if self.act is not None and self.act not in able:
            self.close_form()
        if one is None:
            self.title.setText(f"选中 {len(found)} 个问题" if found else "选中一个问题，这里办理它")
            counts = Counter(state_text(each).partition(" ")[0] for each in found)
            gardens = len({each.garden.uuid for each in found})
            told = "、".join(f"{word} {count}" for word, count in counts.items())
            self.state.setText(f"{gardens} 所园：{told}" + ("" if able else "。没有可以一起办的") if found else "")
            return
        self.title.setText(one.garden.name)
        self.state_mark.setPixmap(pixmap(*mark_of(one)))
        self.state.setText(stand_text(one, day))
        self.state.setToolTip("同一所园的同一事项，一年之内整改过。" if one.repeated else "")
        self.problem.setText(one.values["problem"])
        self.facts.setText(_facts(one))
        self._show_course(steps, day)

    def begin(self, act: Act) -> None:
        """Ask for what the act needs."""
        self.act = act
        day, due = self._proposed(act)
        unanswered = act in LOOKED and any(one.values["replied"] is None for one in self.mends)
        self.form.begin(
            act, day, due, self._drafts.get((act, self._keys(self.mends)), ""), UNANSWERED if unanswered else ""
        )
        self.form.show()
        for each, shown in self.buttons.items():
            shown.setChecked(each == act)
        self._show_form()

    def _show_form(self) -> None:
        if not self.form.isHidden():
            self.area.ensureWidgetVisible(self.form.sure)

    def close_form(self) -> None:
        self.act = None
        self.form.hide()
        self.area.verticalScrollBar().setValue(0)  # Qt has gone to what has the focus now
        for each in self.buttons.values():
            each.setChecked(False)

    def done(self) -> None:
        """What was typed has been written; what was begun for another act speaks of a state that is past."""
        keys = self._keys(self.mends)
        self._drafts = {begun: text for begun, text in self._drafts.items() if begun[1] != keys}
        self.close_form()

    def _lay_out(self) -> None:
        inside, stand, links, head = QWidget(), QWidget(), QWidget(), QWidget()
        row(self.state_mark, self.state, space=SPACE[1], parent=stand).setStretch(1, 1)
        self._acts = QGridLayout()
        self._acts.setSpacing(SPACE[1])
        self._place_buttons(())
        self._course.setContentsMargins(0, 0, 0, 0)
        self._course.setVerticalSpacing(SPACE[1])
        self._course.setColumnStretch(2, 1)
        row(self.ledger, self.garden, None, parent=links, space=SPACE[2])
        whole = column(stand, self.problem, margin=SPACE[3], space=SPACE[2], parent=inside)
        whole.addLayout(self._acts)
        self.rules = [_rule(), _rule()]
        for each in (self.form, self.rules[0], self.course, self.rules[1], self.facts, links):
            whole.addWidget(each)
        whole.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        leave = QToolButton()
        leave.setIcon(icon("close"))
        leave.setToolTip("收起详情")
        leave.setAccessibleName("收起详情")
        leave.clicked.connect(lambda: self.close_asked.emit())
        line = row(self.title, leave, parent=head)
        line.setStretch(0, 1)
        line.setContentsMargins(SPACE[3], SPACE[2], SPACE[1], 0)
        column(head, self.area, space=0, parent=self).setStretch(1, 1)

    def _button(self, act: Act) -> QPushButton:
        made = button(ACTS[act], lambda: self.close_form() if self.act == act else self.begin(act), ICONS[act])
        made.setCheckable(True)
        return made

    def _place_buttons(self, able: Sequence[Act]) -> None:
        """Two in a line, what usually comes next first."""
        order = [*able, *(act for act in self.buttons if act not in able)]
        for place, act in enumerate(order):
            self._acts.addWidget(self.buttons[act], place // 2, place % 2)
            self.buttons[act].setVisible(act in able)

    def _show_course(self, steps: Sequence[Step], day: date) -> None:
        while item := self._course.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, step in enumerate(steps):
            self._course.addWidget(mark(*(REACHED if step.reached else AHEAD)), 2 * place, 0)
            self._course.addWidget(label(step.word, "" if step.reached else "second"), 2 * place, 1)
            when = _when(step.day, day) if step.day else "" if step.reached else "还没有"
            self._course.addWidget(label(when, "second"), 2 * place, 2)
            if step.told:
                self._course.addWidget(label(step.told, "small", wrap=True), 2 * place + 1, 1, 1, 2)

    def _keep(self, text: str) -> None:
        if self.act is not None:
            self._drafts[self.act, self._keys(self.mends)] = text

    @staticmethod
    def _keys(found: Sequence[Mend]) -> tuple[str, ...]:
        return tuple(one.uuid for one in found)


def _facts(one: Mend) -> str:
    told = one.values
    number = f"{told['number']} 第 {told['place'] or 1} 项" if told["number"] else "还没有下发"
    lines = [("事项", one.item_shown), ("依据", one.clause_shown + ("（情节严重）" if told["grave"] else "")),
             ("通知书", number), ("来源", source_text(one)), ("督学", one.supervisor_called or "没有")]  # fmt: skip
    return "\n".join(f"{word}：{text}" for word, text in lines if text)


def _when(day: date, today: date) -> str:
    """The year only where it is another school year's."""
    return day.isoformat() if year_of(day) != year_of(today) else f"{day.month} 月 {day.day} 日"


def _rule() -> QFrame:
    made = QFrame()
    made.setProperty("role", "strip")
    made.setFixedHeight(1)
    return made
