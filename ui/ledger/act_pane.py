"""The pane beside the table in which one act is filled in: what it asks, what it will change, and its button."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.ledger.columns import Column
from ui.ledger.form import DROP, STAY
from ui.ledger.form_fields import FormFields
from ui.shell.contracts import Desk
from ui.shell.parts import button, column, label, mark, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.ledger_act_kind import Because
from ycpe_desktop.policy.ledger_acts import (
    Offer,
    carry_out,
    foretell,
    offers,
    proposals,
    read,
    record_called,
)
from ycpe_desktop.store import Store

NAMED_AT_MOST = 3


class ActFields(FormFields):
    """As high as its few fields are, while there is room; what it changes stands right below them."""

    WANTED = "待填"

    def sizeHint(self) -> QSize:
        lines, whole = self._lines, self._lines.totalSizeHint()
        high = lines.totalHeightForWidth(self.viewport().width()) if lines.hasHeightForWidth() else whole.height()
        least = lines.totalMinimumSize().height()  # below it Qt scrolls, whatever the width needs
        return QSize(whole.width(), max(high, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A note under a field has come or gone: Qt's own filter of the contents hears of it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return bool(super().eventFilter(watched, event))


class ActPane(QFrame):
    """``done`` carries what was done (``Done``)."""

    done = Signal(object)
    closed = Signal()

    def __init__(
        self, desk: Desk, store: Store, offer: Offer, known: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        """``known``: stored values that stand in the place of what would be proposed."""
        super().__init__(parent)
        self._desk, self._store, self.offer = desk, store, offer
        self._proposed: dict[str, str] = {}
        self.setProperty("role", "card")
        self.setMinimumWidth(300)
        self.title = label(offer.act.title, "title")
        self.whom = label(_whom(offer), "second", wrap=True)
        self.fields = ActFields(store, offer.act.ledger, [Column(each, False, False) for each in offer.act.fields])
        if not offer.act.fields:
            self.fields.hide()
        self.fields.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.foretold = label("", wrap=True)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self._build()
        self.fields.edited.connect(self._foretell)
        self._begin(known)

    @property
    def records(self) -> list[str]:
        return [case.uuid for case in self.offer.cases if case.row]

    def focus_first(self) -> None:
        """Where something is missing, else at the first field; at the button where nothing is asked."""
        boxes = list(self.fields.boxes.values())
        missing = [box for box in boxes if box.column.field.needed and not box.typed()]
        first = next(iter([*missing, *boxes]), None)
        (first.editor if first else self.do_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def dirty(self) -> bool:
        return self._typed() != self._proposed

    def may_leave(self) -> bool:
        """Asks about what was typed and not done; False keeps the pane open."""
        if not self.dirty():
            return True
        question = f"“{self.offer.act.title}”填了一半，还没有办理。"
        return self._desk.speaker.ask(question, [DROP, STAY]) == DROP

    def renew(self) -> bool:
        """The records may have changed: read them anew; False where the act is no longer possible."""
        found = offers(self._store, self.offer.act.ledger, self.records)
        self.offer = next(each for each in found if each.act is self.offer.act)
        if self.offer.reason:
            return False
        self._foretell()
        return True

    def carry_out(self) -> None:
        said, wrong = read(self._store, self.offer.act, self._typed())
        if wrong:
            self.fields.tell_problems(wrong)
            return
        try:
            done = carry_out(self.offer, said)
        except Refusal as refusal:
            self._show_problem(str(refusal))
            return
        self.done.emit(done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.carry_out()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # -- inside --

    def _build(self) -> None:
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setToolTip("不办了（Esc）")
        close.setAccessibleName("不办了")
        close.clicked.connect(self._leave)
        told = QFrame()
        told.setProperty("notice", "info")
        line = row(mark("information-outline", "primary"), self.foretold, parent=told)
        line.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        line.setStretch(1, 1)
        self.do_button = button(self.offer.act.title, self.carry_out, "check", "primary")
        self.do_button.setToolTip("Ctrl+Enter 或 Ctrl+S；办理以后可以撤销")
        self.cancel_button = button("取消", self._leave)
        foot = QWidget()
        row(None, self.cancel_button, self.do_button, parent=foot)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(SPACE[3], SPACE[2], SPACE[2], SPACE[2])
        lines.setSpacing(SPACE[2])
        lines.addLayout(row(self.title, None, close))
        lines.addWidget(self.whom)
        lines.addWidget(self.fields)
        lines.addLayout(column(told, self.problem))
        lines.addWidget(foot)
        lines.addStretch(1)

    def _begin(self, known: Mapping[str, Any]) -> None:
        proposed = {**proposals(self.offer), **{name: Because(value, "") for name, value in known.items()}}
        self.fields.begin({name: each.value for name, each in proposed.items()}, {})
        for name, each in proposed.items():
            if each.why:
                self.fields.boxes[name].tell(each.why)
        self._proposed = self._typed()
        self._foretell()

    def _typed(self) -> dict[str, str]:
        return {name: box.typed() for name, box in self.fields.boxes.items()}

    def _foretell(self) -> None:
        said, wrong = read(self._store, self.offer.act, self._typed())
        self.foretold.setText("填好带 * 的各项，这里说明会改动什么。" if wrong else foretell(self.offer, said))
        self._show_problem("")

    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _leave(self) -> None:
        if self.may_leave():
            self.closed.emit()


def _whom(offer: Offer) -> str:
    if offer.act.whom == "ledger":
        return offer.act.ledger.TITLE
    names = [record_called(offer.act.ledger, case) for case in offer.cases]
    more = f"等 {len(names)} 条" if len(names) > NAMED_AT_MOST else ""
    return "、".join(names[:NAMED_AT_MOST]) + more
