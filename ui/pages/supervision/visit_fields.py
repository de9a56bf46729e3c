"""Declared fields in the entry of a visit: each with its label, editor, and what is wrong beside it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.ledger.columns import columns_of
from ui.ledger.form_fields import FieldBox
from ui.shell.parts import column
from ui.theme import SPACE
from ycpe_desktop.fields import Choice, Link, Unreadable, is_blank
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Store

WIDEST = 760


class Fields:
    """Some fields of a ledger. What cannot be read counts as what it was before; its text stays where it is."""

    def __init__(self, store: Store, ledger: type[Ledger], names: Sequence[str]) -> None:
        self._store = store
        every = {each.name: each for each in columns_of(ledger)}
        self.boxes = {name: FieldBox(store, every[name]) for name in names}
        self._before: Mapping[str, Any] = {}
        for box in self.boxes.values():
            box.edited.connect(self._edited)

    def begin(self, values: Mapping[str, Any]) -> None:
        self._before = dict(values)
        for name, box in self.boxes.items():
            value, kind = values.get(name), box.column.field.kind
            shown = "" if value is None else kind.show(value, self._store.names)
            box.begin(shown, str(value) if value is not None and isinstance(kind, Link | Choice) else None)
            box.tell("")

    def values(self) -> dict[str, Any]:
        return {name: self.value(name) for name in self.boxes}

    def value(self, name: str) -> Any:
        try:
            return self.typed(name)
        except Unreadable:
            return self._before.get(name)

    def typed(self, name: str) -> Any:
        """Raises Unreadable."""
        box = self.boxes[name]
        text = box.typed()
        return None if is_blank(text) else box.column.field.kind.parse(text, self._store.names)

    def day(self, name: str) -> date | None:
        found = self.value(name)
        return found if isinstance(found, date) else None

    def wrong(self, needed: Mapping[str, str] | None = None) -> dict[str, str]:
        """Field → what is wrong; ``needed``: what to say where one of these is blank."""
        found: dict[str, str] = {}
        for name, box in self.boxes.items():
            try:
                blank = self.typed(name) is None
            except Unreadable as reason:
                found[name] = str(reason)
                continue
            if blank and needed and name in needed and not box.isHidden():
                found[name] = needed[name]
        return found

    def tell(self, wrong: Mapping[str, str]) -> QWidget | None:
        """Say it beside each field; gives the first editor that is concerned."""
        for name, box in self.boxes.items():
            box.tell(wrong.get(name, ""), "bad" if name in wrong else "small")
        return next((box.editor for name, box in self.boxes.items() if name in wrong), None)

    def _edited(self, name: str) -> None:
        box = self.boxes[name]
        if box.note.property("role") == "bad":
            box.tell("")


class Step(QScrollArea):
    """One step of the entry: scrolls where it is higher than the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first: QWidget | None = None
        """What the next keys should go to."""

    def lay_out(self, *contents: QWidget, widest: int = WIDEST) -> None:
        inside, middle = QWidget(), QWidget()
        column(*contents, None, space=SPACE[2], parent=inside)
        inside.setMaximumWidth(widest)
        column(inside, parent=middle).setContentsMargins(0, SPACE[2], SPACE[1], SPACE[1])
        self.setWidget(middle)
        for ground in (middle, self.viewport()):
            ground.setAutoFillBackground(False)

    def check(self) -> bool:
        """Say what is wrong or missing beside its field; False where something is."""
        return True

    def focus(self) -> None:
        if self.first is not None:
            self.ensureWidgetVisible(self.first)
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
