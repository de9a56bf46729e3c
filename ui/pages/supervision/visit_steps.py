"""The steps of entering a visit but for its problems: time and manner, what was looked at, words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QWidget

from ui.ledger.editors import Lines
from ui.pages.indicators.flow import Flow
from ui.pages.supervision.visit_fields import Fields, Step
from ui.shell.parts import button, card, column, label, row
from ui.theme import SPACE
from ycpe_desktop.fields import Unreadable, is_blank
from ycpe_desktop.fields.several import Several
from ycpe_desktop.ledgers import Visit, field_of
from ycpe_desktop.ledgers.visit import FORMS, JUDGEMENTS
from ycpe_desktop.ledgers.visit_words import ASPECTS, OTHER
from ycpe_desktop.policy.flows import month_of
from ycpe_desktop.store import Store

LABEL = 148


class WhenStep(Step):
    """Day, supervisor, kind, manner, theme. ``edited``: something is other than before."""

    edited = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.fields = Fields(store, Visit, ("visited", "supervisor", "kind", "theme"))
        self.forms = {code: QCheckBox(word) for code, word in FORMS}
        self.month: date | None = None
        """The one that is being entered; None where any day will do."""
        visited = self.fields.boxes["visited"]
        self.first = visited.editor
        visited.edited.connect(lambda _: self._say_month())
        for choice in self.forms.values():
            choice.clicked.connect(lambda: self.edited.emit())
        name, ticks, line = label(field_of(Visit, "form").label, "second"), QWidget(), QWidget()
        name.setFixedWidth(LABEL)
        Flow(*self.forms.values(), parent=ticks)
        row(name, ticks, parent=line).setStretch(1, 1)
        boxes = self.fields.boxes
        self.lay_out(card(boxes["visited"], boxes["supervisor"], boxes["kind"], line, boxes["theme"]))

    def begin(self, values: Mapping[str, Any], month: date | None) -> None:
        self.month = None
        self.fields.begin(values)
        chosen = str(values.get("form") or "").split(",")
        for code, choice in self.forms.items():
            choice.setChecked(code in chosen)
        self.month = month
        self._say_month()

    def values(self) -> dict[str, Any]:
        kind = field_of(Visit, "form").kind
        assert isinstance(kind, Several)
        chosen = {code for code, choice in self.forms.items() if choice.isChecked()}
        return {**self.fields.values(), "form": kind.store(chosen) or None}

    def check(self) -> bool:
        wrong = self.fields.wrong({"visited": "请填督导那一天", "supervisor": "请选定督学"})
        day = self.fields.day("visited")
        if "visited" not in wrong and day and day > self._store.today:
            wrong["visited"] = f"{day} 还没到，请改正日期"
        self.first = self.fields.tell(wrong) or self.fields.boxes["visited"].editor
        if not wrong:
            self._say_month()
        return not wrong

    def _say_month(self) -> None:
        day, box = self.fields.day("visited"), self.fields.boxes["visited"]
        if box.note.property("role") == "bad":
            return
        elsewhere = day is not None and self.month is not None and month_of(day) != self.month
        box.tell(f"计入 {day.year} 年 {day.month} 月的督导" if elsewhere and day else "", "attention")


class Judgement(QWidget):
    """One matter: how it was found, and what was seen. The keys 1, 2, 3 judge as the buttons do."""

    judged = Signal()

    def __init__(self, aspect: str, name: str) -> None:
        super().__init__()
        self.aspect, self.name = aspect, label(name)
        self.name.setFixedWidth(LABEL // 2)
        self.buttons = {code: self._button(code, word, name) for code, word in JUDGEMENTS}
        self.seen = Lines(2)
        self.seen.setPlaceholderText(field_of(Visit, f"{aspect}_seen").label)
        self.seen.setAccessibleName(field_of(Visit, f"{aspect}_seen").label)
        self.note = label("", "bad")
        self.note.hide()
        judged, words = QWidget(), QWidget()
        row(self.name, *self.buttons.values(), parent=judged, space=SPACE[1])
        judged.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column(self.seen, self.note, space=1, parent=words)
        row(judged, words, parent=self).setStretch(1, 1)

    @property
    def state(self) -> str | None:
        return next((code for code, choice in self.buttons.items() if choice.isChecked()), None)

    def judge(self, state: str | None) -> None:
        for code, choice in self.buttons.items():
            choice.setChecked(code == state)
        self.note.hide()

    def text(self) -> str | None:
        return None if is_blank(self.seen.toPlainText()) else self.seen.toPlainText().strip()

    def tell(self, wrong: str) -> None:
        self.note.setText(wrong)
        self.note.setVisible(bool(wrong))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        codes = list(self.buttons)
        if event.text() in ("1", "2", "3") and not self.seen.hasFocus():
            self._choose(codes[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)

    def _button(self, code: str, word: str, name: str) -> QPushButton:
        made = button(word, lambda: self._choose(code if made.isChecked() else None))  # a second click takes it back
        made.setCheckable(True)
        made.setAccessibleName(f"{name} {word}")
        return made

    def _choose(self, code: str | None) -> None:
        self.judge(code)
        self.judged.emit()


class MattersStep(Step):
    """安全管理, 规范办园, 师德师风 and 其他; why something could not be looked at."""

    edited = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.parts = {aspect: Judgement(aspect, name) for aspect, name in ASPECTS}
        self.fields = Fields(store, Visit, ("unchecked_reason",))
        self.reason = self.fields.boxes["unchecked_reason"]
        quick, head = QWidget(), label("每项点一下，或按 1、2、3；“其他”没有就空着。", "second")
        self.all_sound = button(f"都{JUDGEMENTS[0][1]}", lambda: self.judge_all("sound"), "check")
        self.all_unchecked = button(f"都{JUDGEMENTS[2][1]}", lambda: self.judge_all("unchecked"), "close")
        row(head, None, self.all_sound, self.all_unchecked, parent=quick)
        for part in self.parts.values():
            part.judged.connect(self._judged)
        self.lay_out(quick, card(*self.parts.values(), self.reason, space=SPACE[3]), widest=1100)

    def begin(self, values: Mapping[str, Any]) -> None:
        for aspect, part in self.parts.items():
            part.judge(values.get(f"{aspect}_state"))
            part.seen.setPlainText(str(values.get(f"{aspect}_seen") or ""))
        self.fields.begin(values)
        self._show_reason()

    def values(self) -> dict[str, Any]:
        states = {f"{aspect}_state": part.state for aspect, part in self.parts.items()}
        seen = {f"{aspect}_seen": part.text() for aspect, part in self.parts.items()}
        return {**states, **seen, **self.fields.values()}

    def judge_all(self, state: str) -> None:
        """The three named matters alike."""
        for aspect, part in self.parts.items():
            if aspect != OTHER:
                part.judge(state)
        self._judged()
        if state == "unchecked":
            self.reason.editor.setFocus()

    @property
    def nothing_seen(self) -> bool:
        """The kindergarten could not be looked at: there is nothing more to tell than why."""
        named = [part.state for aspect, part in self.parts.items() if aspect != OTHER]
        return all(state == "unchecked" for state in named) and self.parts[OTHER].state in (None, "unchecked")

    @property
    def faulty(self) -> list[str]:
        return [aspect for aspect, part in self.parts.items() if part.state == "faulty"]

    def check(self) -> bool:
        bad: list[QWidget] = []
        for aspect, part in self.parts.items():
            kind = field_of(Visit, f"{aspect}_seen").kind
            wrong = "请选一项" if part.state is None and aspect != OTHER else _unreadable(part.text(), kind)
            part.tell(wrong)
            if wrong:
                bad.append(part.seen if part.state else next(iter(part.buttons.values())))
        blank = {"unchecked_reason": "请写明为什么无法检查"}
        if told := self.fields.tell(self.fields.wrong(blank)):
            bad.append(told)
        self.first = bad[0] if bad else None
        return not bad

    def focus(self) -> None:
        """Where nothing is wrong, to what is judged next."""
        if self.first is None:
            open_ones = [part for part in self.parts.values() if part.state is None] or list(self.parts.values())
            next(iter(open_ones[0].buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        super().focus()

    def _judged(self) -> None:
        self._show_reason()
        self.edited.emit()

    def _show_reason(self) -> None:
        unchecked = any(part.state == "unchecked" for part in self.parts.values())
        self.reason.setVisible(unchecked or not is_blank(self.reason.typed()))


class WordsStep(Step):
    """Course, advice, contact; and what will come of it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.fields = Fields(store, Visit, ("process", "advice", "contact"))
        self.summary, self.doubts = label("", wrap=True), label("", "attention", wrap=True)
        self.first = self.fields.boxes["process"].editor
        signing = "完成以后可以打印督导记录，由责任督学和学校联系人签名存档。"
        told = card(self.summary, self.doubts, label(signing, "second", wrap=True), space=SPACE[2])
        self.lay_out(card(*self.fields.boxes.values()), told)

    def begin(self, values: Mapping[str, Any]) -> None:
        self.fields.begin(values)

    def show_summary(self, told: str, doubts: str) -> None:
        self.summary.setText(told)
        self.doubts.setText(doubts)
        self.doubts.setVisible(bool(doubts))

    def values(self) -> dict[str, Any]:
        return self.fields.values()

    def check(self) -> bool:
        told = self.fields.tell(self.fields.wrong())
        self.first = told or self.fields.boxes["process"].editor
        return told is None


def _unreadable(text: str | None, kind: Any) -> str:
    try:
        kind.parse(text or "")
    except Unreadable as reason:
        return str(reason)
    return ""
