"""What the county itself writes about an item of 普及普惠自评; saved when a field is left."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLineEdit, QPushButton, QWidget

from ui.ledger.editors import DayLine, Lines
from ui.ledger.form_attachments import FormAttachments
from ui.pages.indicators.flow import Flow
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import button, column, label
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Unreadable, is_blank
from ycpe_desktop.ledgers import SelfEvaluation, field_of
from ycpe_desktop.policy.self_evaluation import Item
from ycpe_desktop.policy.self_evaluation_acts import add_files, say
from ycpe_desktop.store import Store

TEXTS = {"evidence": 3, "shortfall": 2, "measure": 2}
"""Field → lines."""
VERDICTS: dict[str | None, str] = {"met": "达到", "missed": "未达到", None: "还没有结论"}
FILES_HIGH = 132


class Written(Lines):
    """Several lines of a declared field."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def text(self) -> str:
        return self.toPlainText()

    def setText(self, text: str) -> None:
        self.setPlainText(text)


class Files(FormAttachments):
    """Evidence files; the first one makes the item's row."""

    item = ""

    def add_files(self, files: Sequence[Path]) -> None:
        if not files:
            return
        try:
            add_files(self._store, self._desk.year, self.item, files)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self.saved.emit()


class OwnWords(QWidget):
    saved = Signal()

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self.item, self._year = "", desk.year
        self._shown: dict[str, str] = {}
        self._verdict: str | None = None
        self.verdicts = {value: self._verdict_button(value) for value in VERDICTS}
        self.lines: dict[str, Written | QLineEdit] = {name: Written(lines) for name, lines in TEXTS.items()}
        self.lines["judged"] = DayLine()
        self.problem = label("", "bad", wrap=True)
        self.files = Files(desk, store, SelfEvaluation)
        self._lay_out()
        for line in self.lines.values():
            (line.left if isinstance(line, Written) else line.editingFinished).connect(self.commit)
        self.files.saved.connect(self.saved)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(SPACE[3])
        form.setVerticalSpacing(SPACE[2])
        choice, group = QWidget(), QButtonGroup(self)
        Flow(*self.verdicts.values(), parent=choice)
        for made in self.verdicts.values():
            group.addButton(made)
        form.addRow(label("本县结论", "second"), choice)
        for name, line in self.lines.items():
            told = field_of(SelfEvaluation, name)
            line.setAccessibleName(told.label)
            form.addRow(label(told.label, "second"), line)
        self.lines["judged"].setMaximumWidth(150)
        self.files.setFixedHeight(FILES_HIGH)
        form.addRow(label("佐证文件", "second"), self.files)
        head = label("本县填写（离开一格就保存）", "second")
        whole = column(head, self.problem, parent=self)
        whole.addLayout(form)
        self.problem.hide()

    def show_item(self, item: Item) -> None:
        """What is being typed stays."""
        other = (item.id, self._desk.year) != (self.item, self._year)
        if other:
            self.commit()
        self.item, self._year = item.id, self._desk.year
        self.files.item = item.id
        self._verdict = item.own.get("verdict")
        self._show_verdict()
        for name, line in self.lines.items():
            text = self._text(name, item.own.get(name))
            if other or line.text() == self._shown.get(name, ""):
                line.setText(text)
            self._shown[name] = text
        if other:
            self.problem.hide()
        self.files.show_record(item.record)

    def commit(self) -> bool:
        """Save what was typed; False where it cannot be read or may not be written: it stays as it was typed."""
        typed = {name: line.text() for name, line in self.lines.items() if line.text() != self._shown.get(name, "")}
        values: dict[str, Any] = {}
        for name, text in typed.items():
            told = field_of(SelfEvaluation, name)
            try:
                values[name] = None if is_blank(text) else told.kind.parse(text)
            except Unreadable as reason:
                self.problem.setText(f"{told.label}：{reason}")
                self.problem.show()
                return False
        self.problem.hide()
        return not values or self._say(values)

    def _say(self, values: dict[str, Any]) -> bool:
        try:
            say(self._store, self._year, self.item, values)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.ATTENTION, str(refusal))
            self._show_verdict()
            return False
        self._shown.update({name: self._text(name, value) for name, value in values.items() if name in self.lines})
        self.saved.emit()
        return True

    def _show_verdict(self) -> None:
        for value, made in self.verdicts.items():
            made.setChecked(value == self._verdict)

    def _verdict_button(self, value: str | None) -> QPushButton:
        made = button(VERDICTS[value], lambda: self._say({"verdict": value}))
        made.setCheckable(True)
        return made

    def _text(self, name: str, value: object) -> str:
        return "" if value is None else field_of(SelfEvaluation, name).kind.show(value)
