"""The fields of the form: group by group, each with its label, editor, help, and what is wrong beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.ledger.columns import Column, columns_of
from ui.ledger.editors import make_form_editor, put_unit, show_in, typed_in
from ui.ledger.suggestions import suggest_for
from ui.ledger.type_ahead import TypeAhead
from ui.shell.parts import label
from ui.theme import CONTROL_HEIGHT, SPACE, code_font
from ycpe_desktop.fields import Choice, Link, Unreadable, is_blank
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Store

LABEL_WIDTH = 148
SHORT = 12
"""So many letters have their room in a line."""


class FieldBox(QWidget):
    """One field. ``typed()`` is the draft; nothing is read or written before 保存."""

    edited = Signal(str)

    def __init__(self, store: Store, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self.column = store, column
        self.original = ""
        self.shown_key: str | None = None
        told = column.field
        self.label = label(told.label, "second")
        self.label_width = LABEL_WIDTH
        self.label.setFixedSize(LABEL_WIDTH, CONTROL_HEIGHT)
        self.label.setToolTip("\n".join(part for part in (told.help, told.clause and f"依据：{told.clause}") if part))
        self.editor = make_form_editor(told.kind, store, "", self)
        self.editor.setAccessibleName(told.label)
        if column.coded:
            font = code_font()
            font.setPointSizeF(self.font().pointSizeF())
            self.editor.setFont(font)
        unit = str(getattr(told.kind, "unit", ""))
        if unit and f"（{unit}" not in told.label and isinstance(self.editor, QLineEdit):
            put_unit(self.editor, unit)
        self.note = label("", "small", wrap=True)
        self.note.hide()
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(1)
        side.addWidget(self.editor)
        side.addWidget(self.note)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[2])
        line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(side, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.label.setBuddy(self.editor)
        self._listen()

    def begin(self, text: str, key: str | None = None) -> None:
        """Show what is stored; ``key`` is what a chosen name stands for."""
        self.original = text if key is None else key
        if isinstance(self.editor, TypeAhead):
            self.editor.begin(text, key)
        else:
            show_in(self.editor, text)

    def typed(self) -> str:
        return typed_in(self.editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.label.setFixedWidth(min(self.label_width, max(event.size().width() * 2 // 5, LABEL_WIDTH // 2)))

    def type(self, text: str) -> None:
        """Put text into the draft, as if it had been typed."""
        show_in(self.editor, text)
        self.edited.emit(self.column.name)

    def choose(self, key: str) -> None:
        """Put what a key stands for into the draft, as if it had been chosen."""
        shown = self.column.field.kind.show(key, self._store.names)
        if isinstance(self.editor, TypeAhead):
            self.editor.begin(shown, key)
        else:
            show_in(self.editor, shown)
        self.edited.emit(self.column.name)

    def changed(self) -> bool:
        return not self.column.derived and self.typed() != self.original

    def tell(self, text: str, role: str = "small") -> None:
        """The line under the editor: help, or what is wrong (role bad or attention)."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.updateGeometry()
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)

    def lie_within(self, outer: str) -> None:
        suggest = suggest_for(self.column.field.kind, self._store, outer)
        if isinstance(self.editor, TypeAhead) and suggest is not None:
            self.editor.set_suggest(suggest)

    def _listen(self) -> None:
        def say() -> None:
            self.edited.emit(self.column.name)

        if isinstance(self.editor, QPlainTextEdit):
            self.editor.textChanged.connect(say)
        elif isinstance(self.editor, QLineEdit):
            self.editor.textChanged.connect(say)
            self.editor.textChanged.connect(self._tell_whole)
            self.editor.setReadOnly(self.column.derived)
            if self.column.derived:
                self.editor.setPlaceholderText("")

    def _tell_whole(self, text: str) -> None:
        """A line shows the beginning of a long text; its tooltip the whole."""
        self.editor.setToolTip(text if len(text) > SHORT else "")


class FormFields(QScrollArea):
    """All fields of a ledger, or those ``columns``. ``edited``: something in the draft is other than before."""

    edited = Signal()
    WANTED = "待填：审核通过前必须填写"
    """What stands under a field that is required and empty."""

    def __init__(
        self,
        store: Store,
        ledger: type[Ledger],
        columns: Sequence[Column] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._record: Mapping[str, Any] = {}
        self._beginning = False
        self.boxes: dict[str, FieldBox] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._lines = lines = QVBoxLayout(inside)
        lines.setContentsMargins(SPACE[1], SPACE[2], SPACE[2], SPACE[4])
        lines.setSpacing(SPACE[1])
        self._headings: dict[str, QLabel] = {}
        for column in columns_of(ledger) if columns is None else columns:
            group = column.field.group
            if group and group not in self._headings:
                heading = self._headings[group] = label(group)
                heading.setContentsMargins(0, SPACE[2], 0, 0)
                lines.addWidget(heading)
            box = FieldBox(store, column)
            box.edited.connect(self._edited)
            self.boxes[column.name] = box
            lines.addWidget(box)
        lines.addStretch(1)
        self._share_label_width()
        self.setWidget(inside)
        for ground in (inside, self.viewport()):
            ground.setAutoFillBackground(False)

    def _share_label_width(self) -> None:
        """The labels are as wide as the longest of them wants; what they leave belongs to the editors."""
        room = self.fontMetrics().horizontalAdvance
        widest = max((room(f"{box.column.field.label} *") for box in self.boxes.values()), default=0) + SPACE[1]
        for box in self.boxes.values():
            box.label_width = min(LABEL_WIDTH, max(widest, LABEL_WIDTH // 2))

    def put_first(self, widget: QWidget) -> None:
        """Above the fields, moving with them."""
        self._lines.insertWidget(0, widget)

    def begin(self, record: Mapping[str, Any], since: Mapping[str, str]) -> None:
        """Show a record ({} for a new one); ``since``: dated field → the first day of what holds now."""
        self._record, self._beginning = record, True
        for name, box in self.boxes.items():
            value, kind = record.get(name), box.column.field.kind
            if value is None:
                box.begin("")
            else:
                keyed = isinstance(kind, Link | Choice)
                box.begin(kind.show(value, self._store.names), str(value) if keyed else None)
            box.tell(self._usual_note(box, since.get(name, "")))
        self._beginning = False
        self._bring_in_line()

    def changes(self) -> dict[str, str]:
        """Field → typed text, of what differs from the record."""
        return {name: box.typed() for name, box in self.boxes.items() if box.changed()}

    def tell_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong beside each field and go to the first."""
        for name, reason in problems.items():
            self.boxes[name].tell(reason, "bad")
        first = next((box for name, box in self.boxes.items() if name in problems), None)
        if first is not None:
            self.go_to(first.column.name)

    def go_to(self, field: str) -> None:
        box = self.boxes[field]
        box.show()
        self.ensureWidgetVisible(box)
        box.editor.setFocus()

    def _usual_note(self, box: FieldBox, since: str) -> str:
        told = box.column.field
        if box.column.derived:
            return "由程序算出"
        if since:
            return f"自 {since} 起"
        return told.help

    def _edited(self, name: str) -> None:
        if self._beginning:
            return
        box = self.boxes[name]
        if box.note.property("role") == "bad":
            box.tell(box.column.field.help)
        self._bring_in_line()
        self.edited.emit()

    def _bring_in_line(self) -> None:
        """What depends on other fields of the draft: which are shown, which are required, which village is offered."""
        draft = {**self._record, **self._readable()}
        for box in self.boxes.values():
            told = box.column.field
            hidden = told.shown_when is not None and not told.shown_when.holds(draft) and is_blank(box.typed())
            box.setVisible(not hidden)
            missing = told.is_required(draft) and is_blank(box.typed()) and not box.column.derived
            box.label.setText(f"{told.label} *" if told.is_required(draft) else told.label)
            if box.note.property("role") != "bad":
                if missing:
                    box.tell(self.WANTED, "attention")
                elif box.note.property("role") == "attention":
                    box.tell(told.help)
            if isinstance(told.kind, Link) and told.kind.within:
                box.lie_within(str(draft.get(told.kind.within) or ""))
        filled = {box.column.field.group for box in self.boxes.values() if not box.isHidden()}
        for group, heading in self._headings.items():
            heading.setVisible(group in filled)

    def _readable(self) -> dict[str, Any]:
        """The draft's values that others depend on."""
        asked = {box.column.field.shown_when for box in self.boxes.values()}
        asked |= {box.column.field.required_when for box in self.boxes.values()}
        names = {when.field for when in asked if when is not None}
        names |= {kind.within for box in self.boxes.values() if isinstance(kind := box.column.field.kind, Link)}
        found: dict[str, Any] = {}
        for name in names & self.boxes.keys():
            box = self.boxes[name]
            try:
                blank = is_blank(box.typed())
                found[name] = None if blank else box.column.field.kind.parse(box.typed(), self._store.names)
            except Unreadable:
                found[name] = None
        return found
