"""Entering one visit in four steps, in the page itself; what has been typed is kept as a draft by itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.icons import icon
from ui.pages.step_bar import StepBar
from ui.pages.supervision.visit_fields import Step
from ui.pages.supervision.visit_problems import ProblemsStep
from ui.pages.supervision.visit_steps import MattersStep, WhenStep, WordsStep
from ui.pages.supervision.visit_summary import doubts, summary
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import button, column, label, row, set_primary
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten, Supervisor
from ycpe_desktop.policy.flows import month_of
from ycpe_desktop.policy.recorded_visits import Noticed, Opened, opened
from ycpe_desktop.policy.visit_acts import Entry, enter, join_drafts, save_draft
from ycpe_desktop.store import Store

TITLES = ("时间与方式", "检查事项", "问题", "意见与确认")
WHEN, MATTERS, PROBLEMS, WORDS = range(4)
SAVE, DROP, STAY = "保存更正", "放弃改动", "回去接着填"
GIVE_UP = "不登记了"


class VisitEntry(QWidget):
    """``left``: back to the month; ``finished``: what was made, an ``Entered``."""

    left = Signal()
    finished = Signal(object)

    def __init__(self, desk: Desk, store: Store, page: Page) -> None:
        super().__init__()
        self._desk, self._store, self._page = desk, store, page
        self.kindergarten, self.visit, self.correcting = "", "", False
        self.ended = ""
        """The kindergarten that was entered last."""
        self._kept: Entry | None = None  # as the draft or the record has it
        self._blank: tuple[Any, ...] = ()  # as it stood before anything was typed
        self._stored: Opened | None = None
        self.title, self.note = label("", "title"), label("", "second")
        self.saved_note, self.told = label("", "second"), label("", "bad", wrap=True)
        self.leave_button = button("回到本月", self.leave, "chevron-left")
        self.leave_button.setToolTip("Esc；填了一半的自动存成草稿")
        self.bar = StepBar(TITLES)
        self.when, self.matters = WhenStep(store), MattersStep(store)
        self.problems, self.words = ProblemsStep(store), WordsStep(store)
        self.steps: tuple[Step, ...] = (self.when, self.matters, self.problems, self.words)
        self.stack = QStackedWidget()
        self.back_button = button("上一步", self.back, "chevron-left")
        self.next_button = button("下一步", self.advance, "chevron-right", "primary")
        self.finish_button = button("完成登记", self.finish, "check")
        self._lay_out()
        self._wire()

    # -- what is entered --

    def begin(self, kindergarten: str, supervisor: str, month: date) -> None:
        """A new visit: today's where the month is the present one, else its day is to be typed."""
        today = self._store.today
        visited = today if month_of(today) == month else None
        self._begin(kindergarten, "", correcting=False)
        values = {"visited": visited, "supervisor": supervisor or None, "kind": "regular"}
        self._fill(values, (), {}, None, month)

    def open(self, visit: str) -> None:
        """A draft to go on with, or a finished visit to be corrected. Raises Refusal where it is gone."""
        found = opened(self._store, visit)
        entry = found.entry
        self._begin(entry.kindergarten, visit, correcting=not found.draft)
        values = {**entry.values, "visited": entry.visited, "supervisor": entry.supervisor or None}
        self._fill(values, entry.problems, found.noticed, entry.issued, None)
        self._stored = found

    def entry(self) -> Entry | None:
        """As it is typed; None while it has no day."""
        typed = {**self.matters.values(), **self.words.values(), **self.when.values()}
        visited, supervisor = typed.pop("visited"), typed.pop("supervisor") or ""
        if visited is None:
            return None
        return Entry(self.kindergarten, visited, supervisor, typed, self.problems.problems(), self.problems.day())

    def keep(self) -> bool:
        """Save the draft where something was typed since; False where it could not be."""
        told = self.entry()
        if not self.kindergarten or self.correcting:
            return True
        if told is None:
            return self._typed() == self._blank
        if told == self._kept:
            return True
        worded = self.problems.worded()
        told = Entry(told.kindergarten, told.visited, told.supervisor, told.values,
                     [each.problem() for each in worded], told.issued)  # fmt: skip
        try:
            done = save_draft(self._store, told, self.visit)
        except Refusal as refusal:
            self.saved_note.setText(f"草稿还没有存上：{refusal.what}")
            return False
        self.visit = done.visit
        self.problems.know(set(done.findings))
        for each, uuid in zip(worded, done.findings, strict=True):
            each.uuid = uuid
        self._kept, self._stored = self.entry(), opened(self._store, self.visit)
        self.saved_note.setText(f"草稿已保存 {self._store.last_saved}")
        self._desk.saved(self._page)
        return True

    def refresh(self) -> None:
        """The records have changed: by an undo, it may be that this draft is another or gone."""
        if not self.visit:
            return
        try:
            found = opened(self._store, self.visit)
        except Refusal:
            self._lose()
            return
        if found == self._stored:
            return
        if self._dirty():
            self.problems.know({one.uuid for one in found.entry.problems})
            return
        step = self.stack.currentIndex()
        self.open(self.visit)
        self.go(step)

    def may_leave(self) -> bool:
        """A draft is kept; of a correction, or where nothing can be kept, it is asked."""
        if not self.kindergarten:
            return True
        if not self.correcting and self.keep():
            join_drafts(self._store, self.kindergarten)
            return True
        if self.correcting and not self._dirty():
            return True
        asked = f"“{self._name()}”的改动还没有保存。" if self.correcting else "还没有填督导时间，草稿存不下来。"
        choices = [SAVE, DROP, STAY] if self.correcting else [GIVE_UP, STAY]
        answer = self._desk.speaker.ask(asked, choices)
        if answer == SAVE:
            return self.finish()
        if answer in (DROP, GIVE_UP):
            self._end()
            self.left.emit()
            return True
        return False

    def leave(self) -> None:
        if self.may_leave() and self.kindergarten:
            self._end()
            self.left.emit()

    # -- the steps --

    def go(self, step: int) -> None:
        """Open that step, as it stands; what has been typed is kept first."""
        self.keep()
        self.told.setText("")
        self.stack.setCurrentIndex(step)
        if step in (PROBLEMS, WORDS):
            visited = self.when.fields.day("visited") or self._store.today
            self.problems.show_for(self.kindergarten, visited, bool(self.matters.faulty))
        if step == WORDS:
            self._show_summary()
        self._show_state()
        self.focus_first()

    def advance(self) -> None:
        """The next step, once this one says all that it should."""
        step = self.stack.currentIndex()
        if not self.steps[step].check():
            self.steps[step].focus()
        elif step == WORDS or (step == MATTERS and self._nothing_more):
            self.finish()
        elif step == MATTERS and not self.matters.faulty and not self.problems.problems():
            self.go(WORDS)
        else:
            self.go(step + 1)

    def back(self) -> None:
        step = self.stack.currentIndex()
        skip = step == WORDS and not self.problems.problems() and not self.matters.faulty
        self.go(max(WHEN, step - (2 if skip else 1)))

    def finish(self) -> bool:
        """The finished visit as one action; False where something is missing, which is shown."""
        self.problems.show_for(self.kindergarten, self.when.fields.day("visited") or self._store.today, faulty=False)
        for number, step in enumerate(self.steps):
            if not step.check():
                self.go(number)
                return False
        told = self.entry()
        assert told is not None  # the first step has been checked
        try:
            done = enter(self._store, told, self.visit)
        except Refusal as refusal:
            self.told.setText(str(refusal))
            return False
        join_drafts(self._store, self.kindergarten)
        self._end()
        self.finished.emit(done)
        return True

    def focus_first(self) -> None:
        step = self.stack.currentWidget()
        if isinstance(step, Step):
            step.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- inside --

    def _begin(self, kindergarten: str, visit: str, *, correcting: bool) -> None:
        self.kindergarten, self.visit, self.correcting = kindergarten, visit, correcting
        self._stored = None
        self.title.setText(("更正督导：" if correcting else "登记督导：") + self._name())
        self.saved_note.setText("")

    def _fill(
        self, values: Mapping[str, Any], problems: Any, noticed: Mapping[str, Noticed], issued: date | None,
        month: date | None,
    ) -> None:  # fmt: skip
        self.when.begin(values, month)
        self.matters.begin(values)
        self.words.begin(values)
        self.problems.begin(problems, noticed, issued)
        visited = self.when.fields.day("visited")
        self.problems.show_for(self.kindergarten, visited or self._store.today, faulty=False)
        who = values.get("supervisor")
        self.note.setText(self._store.names.name(Supervisor.__tablename__, str(who)) if who else "没有责任督学")
        self._kept, self._blank = self.entry(), self._typed()
        self.told.setText("")
        self.stack.setCurrentIndex(WHEN)
        self._show_state()

    def _end(self) -> None:
        """Nothing is being entered any more."""
        self.visit, self._kept, self._stored = "", None, None
        self.ended, self.kindergarten = self.kindergarten, ""

    def _lose(self) -> None:
        """The record is gone: what was typed since goes on as a new one; without any there is nothing to go on with."""
        if self._dirty():
            self.visit, self._stored = "", None
            self.problems.know(set())
            return
        self._end()
        self._desk.notices.tell(Tone.INFO, "这次督导的记录已经撤销；要接着填，请按 Ctrl+Y 重做。")
        self.left.emit()

    @property
    def _nothing_more(self) -> bool:
        """无法检查 with its reason is the whole visit."""
        return self.matters.nothing_seen and not self.problems.problems()

    def _dirty(self) -> bool:
        return bool(self.kindergarten) and self.entry() != self._kept

    def _typed(self) -> tuple[Any, ...]:
        parts = (self.when.values(), self.matters.values(), self.words.values())
        return (*parts, self.problems.problems(), self.problems.day())

    def _name(self) -> str:
        return self._store.names.name(Kindergarten.__tablename__, self.kindergarten)

    def _show_state(self) -> None:
        step = self.stack.currentIndex()
        self.bar.show_step(step, range(len(TITLES)))
        self.back_button.setEnabled(step > WHEN)
        last = step == WORDS or (step == MATTERS and self._nothing_more)
        self.finish_button.setVisible(self.correcting)
        self.finish_button.setText(SAVE)
        set_primary(self.finish_button, self.correcting, "check")
        forward = "check" if last else "chevron-right"
        set_primary(self.next_button, not self.correcting, forward)
        self.next_button.setIcon(icon(forward, "second" if self.correcting else "on_primary"))
        self.next_button.setText("完成登记" if last else "下一步")
        self.next_button.setVisible(not (self.correcting and last))

    def _show_summary(self) -> None:
        told = self.entry()
        if told is None:
            self.words.show_summary("还没有填督导时间。", "")
            return
        noticed = self._stored.noticed if self._stored else {}
        self.words.show_summary(summary(self._store, told, noticed), "\n".join(doubts(told)))

    def _edited(self) -> None:
        self.keep()
        self._show_state()

    def _focus_moved(self) -> None:
        if isValid(self) and self.isVisible():  # it moves, too, while the window is taken down
            self.keep()

    def _wire(self) -> None:
        self.bar.asked.connect(self.go)
        for step in (self.when, self.matters, self.problems):
            step.edited.connect(self._edited)
        for keys, act in (("Ctrl+Return", self.advance), ("Ctrl+Enter", self.advance), ("Alt+Left", self.back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.next_button.setToolTip("Ctrl+Enter")
        self.back_button.setToolTip("Alt+←")
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _lay_out(self) -> None:
        for step in self.steps:
            self.stack.addWidget(step)
        head, foot = QWidget(), QWidget()
        row(self.title, self.note, None, self.saved_note, self.leave_button, parent=head)
        line = row(self.back_button, self.told, self.next_button, self.finish_button, parent=foot)
        line.setStretch(1, 1)
        column(head, self.bar, self.stack, foot, parent=self).setStretch(2, 1)
