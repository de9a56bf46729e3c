"""One kindergarten at the side: per item its state, date, evidence, files, reason; below the 法人登记."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.pages.checklist.model import CONCLUSION_WORDS
from ui.pages.checklist.painting import ENDS, FACES
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.fields import Unreadable, is_blank
from ycpe_desktop.ledgers import FourIndependents, field_of
from ycpe_desktop.policy.four_independents import ITEMS, STATE_WORDS, Row, proposals
from ycpe_desktop.store.attachments import Attachment

WIDTH = 320
REGISTRATION = ("institution_number", "institution_date")
Files = Mapping[tuple[str, str], Sequence[Attachment]]


class FieldLine(QLineEdit):
    """A declared field of the year's row; says ``changed`` when left with another, readable value."""

    changed = Signal(str, object)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.field = field_of(FourIndependents, name)
        self._shown = ""
        self.setPlaceholderText(placeholder or self.field.label)
        self.setAccessibleName(self.field.label)
        self.setToolTip(self.field.help or self.field.label)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.editingFinished.connect(self._leave)

    def show_value(self, value: object) -> None:
        self._shown = "" if value is None else self.field.kind.show(value)
        self.setText(self._shown)
        self.setCursorPosition(0)
        self.problem.hide()

    def _leave(self) -> None:
        typed = self.text()
        if typed == self._shown:
            self.problem.hide()
            return
        try:
            value = None if is_blank(typed) else self.field.kind.parse(typed)
        except Unreadable as reason:
            self.problem.setText(str(reason))
            self.problem.show()
            return
        self.problem.hide()
        self._shown = typed
        self.changed.emit(self.field.name, value)


class ItemPart(QWidget):
    """One of the four."""

    judged = Signal(str, object)  # item, state or None
    changed = Signal(str, object)  # field, value
    clip_clicked = Signal(str)  # item

    def __init__(self, item: str) -> None:
        super().__init__()
        self.item = item
        self.states = {state: self._state_button(state) for state in STATE_WORDS}
        self.hint = button("", self._take_hint, "lightbulb-on-outline", "link")
        self.date = FieldLine(f"{item}_date", "日期")
        self.evidence = FieldLine(f"{item}_evidence", "依据：证书号、批文号")
        self.reason = FieldLine(f"{item}_reason", "不适用原因（必填）")
        self.files = button("", lambda: self.clip_clicked.emit(self.item), "paperclip", "link")
        self._proposed = ""
        head = row(label(ITEMS[item]), None, *self.states.values(), space=2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE[1])
        whole.addLayout(head)
        pair = row(self.date, self.evidence)
        pair.setStretch(0, 2)
        pair.setStretch(1, 3)
        for piece in (self.hint, self.reason, self.reason.problem):
            whole.addWidget(piece)
        whole.addLayout(pair)
        for piece in (self.date.problem, self.evidence.problem, self.files):
            whole.addWidget(piece, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (self.date, self.evidence, self.reason):
            line.changed.connect(self.changed)

    def show_row(self, shown: Row, files: Sequence[Attachment]) -> None:
        state = shown.judged(self.item)
        for name, choice in self.states.items():
            choice.setChecked(name == state)
        proposal = proposals(shown).get(self.item)
        self._proposed = proposal.state if proposal else ""
        self.hint.setVisible(proposal is not None)
        if proposal:
            self.hint.setText(proposal.why.partition("：")[0])
            self.hint.setToolTip(f"{proposal.why}\n点一下采用")
        for name in ("date", "evidence", "reason"):
            getattr(self, name).show_value(shown.values.get(f"{self.item}_{name}"))
        self.reason.setVisible(state == "exempt")
        self.files.setText(f"{len(files)} 个依据文件" if files else "添加依据文件…")

    def _state_button(self, state: str) -> QToolButton:
        made = QToolButton()
        face = FACES[state]
        made.setIcon(icon(face.icon, face.token))
        made.setCheckable(True)
        made.setToolTip(STATE_WORDS[state])
        made.setAccessibleName(f"{ITEMS[self.item]} {STATE_WORDS[state]}")
        made.clicked.connect(partial(self._choose, state))
        return made

    def _choose(self, state: str, checked: bool) -> None:
        self.judged.emit(self.item, state if checked else None)

    def _take_hint(self) -> None:
        self.judged.emit(self.item, self._proposed)


class Detail(QFrame):
    """Shows the current row; says what was changed, the page writes it."""

    judged = Signal(str, object)
    changed = Signal(str, object)
    clip_clicked = Signal(str)
    close_asked = Signal()
    record_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.title = label("", wrap=True)
        self.ended, self.ended_mark = QLabel(), QLabel()
        self.code = label("", "second", wrap=True)
        self.items = {item: ItemPart(item) for item in ITEMS}
        self.lines = [FieldLine(name) for name in REGISTRATION]
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setToolTip("收起详情（空格）")
        close.setAccessibleName("收起详情")
        close.clicked.connect(lambda: self.close_asked.emit())
        inside = self._inside()
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        inside.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QWidget()
        line = row(self.title, close, parent=head)
        line.setStretch(0, 1)
        line.setContentsMargins(SPACE[3], SPACE[2], SPACE[1], 0)
        column(head, scroll, space=SPACE[1], parent=self).setStretch(1, 1)
        for part in self.items.values():
            part.judged.connect(self.judged)
            part.changed.connect(self.changed)
            part.clip_clicked.connect(self.clip_clicked)
        for each in self.lines:
            each.changed.connect(self.changed)

    def show_row(self, shown: Row | None, files: Files) -> None:
        self.setEnabled(shown is not None)
        if shown is None:
            self.title.setText("选中一所园，这里显示它的依据")
            return
        self.title.setText(shown.name)
        face = ENDS[shown.conclusion]
        self.ended_mark.setPixmap(icon(face.icon, face.token).pixmap(16))
        self.ended.setText(CONCLUSION_WORDS[shown.conclusion] + ("（附设幼儿班）" if shown.attached else ""))
        self.code.setText(f"统一社会信用代码：{shown.credit_code or '未填'}")
        for item, part in self.items.items():
            part.show_row(shown, files.get((shown.record, item), ()))
        for line in self.lines:
            line.show_value(shown.values.get(line.field.name))

    def _inside(self) -> QWidget:
        made = QWidget()
        whole = column(margin=SPACE[3], space=SPACE[3], parent=made)
        end = QHBoxLayout()
        end.addWidget(self.ended_mark)
        end.addWidget(self.ended, 1)
        end.addWidget(button("打开园所", lambda: self.record_asked.emit(), role="link"))
        whole.addLayout(end)
        for part in self.items.values():
            whole.addWidget(_rule())
            whole.addWidget(part)
        whole.addWidget(_rule())
        whole.addWidget(label("事业单位法人登记"))
        whole.addWidget(self.code)
        for line in self.lines:
            whole.addWidget(line)
            whole.addWidget(line.problem)
        whole.addStretch(1)
        return made


def _rule() -> QFrame:
    made = QFrame()
    made.setProperty("role", "strip")
    made.setFixedHeight(1)
    return made
