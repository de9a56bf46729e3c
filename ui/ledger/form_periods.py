"""沿革: the periods of each dated fact, to be added to, mended and deleted."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.ledger.editors import DayLine, make_editor, show_in, typed_in
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import button, label, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Dated, Day, Unreadable, is_blank
from ycpe_desktop.ledgers import Ledger, fact_title
from ycpe_desktop.ledgers.base import dated_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.beside import Period, periods
from ycpe_desktop.store.periods import add_period, delete_period, edit_period

ROWS_HIGH = 116


class FactPeriods(QFrame):
    """One dated fact: its periods as lines, and below them the one that is being written."""

    saved = Signal()

    def __init__(self, desk: Desk, store: Store, fact: Dated[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._store, self.fact = desk, store, fact
        self._owner = ""
        self._periods: list[Period] = []
        self._edited: Period | None = None
        self.tree = QTreeWidget()
        self.tree.setColumnCount(4)
        self.tree.setHeaderLabels(["起", "止（不含）", fact.field.label, "依据"])
        self.tree.setRootIsDecorated(False)
        self.tree.setFixedHeight(ROWS_HIGH)
        self.tree.itemDoubleClicked.connect(lambda item, _: self.begin_edit(self.tree.indexOfTopLevelItem(item)))
        self.since, self.until, self.basis = DayLine(), DayLine(), QLineEdit()
        self.value = make_editor(fact.field.kind, store, "", self)
        self.problem = label("", "bad", wrap=True)
        self._build()

    def _build(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, SPACE[1], 0, SPACE[2])
        lines.setSpacing(SPACE[1])
        self.edit_button = button("修改", self._edit_chosen, "pencil-outline", "link")
        self.delete_button = button("删除", self._delete_chosen, "delete-outline", "link")
        add = button("新增一段", partial(self.begin_edit, -1), "plus", "link")
        lines.addLayout(row(label(fact_title(self.fact)), None, add, self.edit_button, self.delete_button))
        lines.addWidget(self.tree)
        self.writing = QFrame()
        self.writing.setProperty("role", "card")
        self.until.setPlaceholderText("空：至今")
        self.basis.setPlaceholderText("文号等")
        inside = QVBoxLayout(self.writing)
        inside.setContentsMargins(*[SPACE[2]] * 4)
        inside.addLayout(row(label("从", "second"), self.since, label("到", "second"), self.until))
        inside.addLayout(row(label(self.fact.field.label, "second"), self.value))
        inside.addLayout(row(label("依据", "second"), self.basis))
        inside.addWidget(self.problem)
        inside.addLayout(row(None, button("取消", self.writing.hide), button("保存", self.save, role="primary")))
        self.writing.hide()
        lines.addWidget(self.writing)

    def show_record(self, owner: str) -> None:
        self._owner = owner
        self.writing.hide()
        with self._store.reading() as connection:
            self._periods = periods(connection, self.fact, owner) if owner else []
        self.tree.clear()
        show = self.fact.field.kind.show
        for each in self._periods:
            until = "至今" if each.until is None else each.until.isoformat()
            shown = [each.since.isoformat(), until, show(each.value, self._store.names), each.basis]
            QTreeWidgetItem(self.tree, shown)
        for column in range(3):
            self.tree.resizeColumnToContents(column)

    def begin_edit(self, number: int) -> None:
        """Write a new period (-1), or mend the one of that line."""
        self._edited = self._periods[number] if number >= 0 else None
        now = self._edited
        self.since.setText("" if now is None else now.since.isoformat())
        self.until.setText("" if now is None or now.until is None else now.until.isoformat())
        self.until.setEnabled(now is not None)
        show_in(self.value, "" if now is None else self.fact.field.kind.show(now.value, self._store.names))
        self.basis.setText("" if now is None else now.basis)
        self.problem.hide()
        self.writing.show()
        self.since.setFocus()

    def save(self) -> None:
        try:
            since = Day().parse(self.since.text())
            until = None if is_blank(self.until.text()) else Day().parse(self.until.text())
            if is_blank(typed_in(self.value)):
                raise Unreadable(f"“{self.fact.field.label}”不能空")
            value = self.fact.field.kind.parse(typed_in(self.value), self._store.names)
            basis = self.basis.text().strip()
            if self._edited is None:
                add_period(self._store, self.fact, self._owner, since, value, basis)
            else:
                edit_period(self._store, self.fact, self._owner, self._edited.uuid, since, until, value, basis)
        except (Unreadable, Refusal) as problem:
            self.problem.setText(str(problem))
            self.problem.show()
            return
        self.show_record(self._owner)
        self.saved.emit()

    def _edit_chosen(self) -> None:
        number = self.tree.indexOfTopLevelItem(self.tree.currentItem()) if self.tree.currentItem() else -1
        if number >= 0:
            self.begin_edit(number)

    def _delete_chosen(self) -> None:
        number = self.tree.indexOfTopLevelItem(self.tree.currentItem()) if self.tree.currentItem() else -1
        if number < 0:
            return
        chosen = self._periods[number]
        explain = "前一段会接着延续到这一段的止日。可以撤销。"
        if self._desk.speaker.ask(f"删除自 {chosen.since} 起的这一段？", ["删除", "不删"], explain) != "删除":
            return
        try:
            delete_period(self._store, self.fact, self._owner, chosen.uuid)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self.show_record(self._owner)
        self.saved.emit()


class FormPeriods(QWidget):
    saved = Signal()

    def __init__(self, desk: Desk, store: Store, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = [FactPeriods(desk, store, fact) for fact in dated_of(ledger)]
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in self.parts:
            part.saved.connect(self.saved)
            lines.addWidget(part)
        lines.addStretch(1)

    def show_record(self, owner: str) -> None:
        for part in self.parts:
            part.show_record(owner)
