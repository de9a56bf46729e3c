"""One problem that was found: matter, words, basis, and until when it is to be mended."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QToolButton, QWidget

from ui.icons import icon
from ui.pages.supervision.visit_fields import Fields
from ui.shell.parts import column, label, row
from ui.theme import SPACE
from ycpe_desktop.fields import is_blank
from ycpe_desktop.ledgers import Rectification, VisitFinding
from ycpe_desktop.ledgers.visit_words import OTHER
from ycpe_desktop.policy.recorded_visits import Noticed
from ycpe_desktop.policy.visit_acts import Problem
from ycpe_desktop.store import Store

Before = Mapping[str, tuple[date, str]]


class ProblemCard(QFrame):
    """``edited``: something is other than before; ``gone``: it is to be taken away."""

    edited = Signal()
    gone = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.uuid = ""
        self.noticed: Noticed | None = None
        self._usual: date | None = None
        self._before: Before = {}
        self.setProperty("role", "card")
        self.fields = Fields(store, VisitFinding, ("item", "problem", "clause", "clause_other"))
        self.due = Fields(store, Rectification, ("due",))
        self.number, self.notice = label(""), label("", "second", wrap=True)
        self.repeated = label("", "attention", wrap=True)
        self.rectify, self.grave, self.mended = QCheckBox("下发整改通知"), QCheckBox("情节严重"), QCheckBox("当场改正")
        self.drop = QToolButton()
        self._set_up()
        self._lay_out()

    def begin(self, problem: Problem, noticed: Noticed | None) -> None:
        self.uuid, self.noticed = problem.uuid, noticed
        told = {name: value or None for name, value in problem.values.items() if name in self.fields.boxes}
        self.fields.begin(told)
        self.due.begin({"due": problem.due})
        self.rectify.setChecked(problem.rectify)
        self.grave.setChecked(problem.grave)
        self.mended.setChecked(problem.mended)
        if noticed:
            self.notice.setText(
                f"已下发 {noticed.number or '整改通知'}" + (f"，限 {noticed.due}" if noticed.due else "")
            )
        self.drop.setVisible(noticed is None)
        self._show()

    def show_place(self, number: int, usual: date | None, before: Before) -> None:
        """``usual``: the day until which a problem is to be mended; ``before``: what was found within the year."""
        self.number.setText(f"问题 {number}")
        box = self.due.boxes["due"]
        if self._usual is not None and box.typed() == self._usual.isoformat():
            box.begin("")
        self._usual, self._before = usual, before
        self._show()

    @property
    def empty(self) -> bool:
        """Nothing has been said of it."""
        return all(is_blank(self.fields.boxes[name].typed()) for name in ("item", "problem", "clause"))

    def problem(self) -> Problem:
        told, due = self.fields.values(), self.due.day("due")
        other = told["clause_other"] if told["clause"] == OTHER else None
        return Problem(
            told["item"] or "", told["problem"] or "", told["clause"], other, self.grave.isChecked(),
            self.mended.isChecked(), self.rectify.isChecked(), None if due == self._usual else due, self.uuid,
        )  # fmt: skip

    def check(self, issued: date | None) -> QWidget | None:
        """Say what is wrong beside each field; gives the first editor that is concerned."""
        needed = {"item": "请选事项", "problem": "请写明问题"}
        cited = {"clause": "下发整改通知要写明依据，请选定条款", "clause_other": "请写明文号和条款"}
        due = self.due.wrong({"due": "请填期限"}) if self._dated else {}
        day = self.due.day("due")
        if self._dated and not due and day and issued and day < issued:
            due["due"] = f"早于下发日期 {issued}，请改正"
        first = self.fields.tell(self.fields.wrong(needed | cited if self._dated else needed))
        last = self.due.tell(due)
        return first or last

    @property
    def _dated(self) -> bool:
        """Goes into the notice that is made now."""
        return self.noticed is None and self.rectify.isChecked() and not self.mended.isChecked()

    def _show(self) -> None:
        boxes, due = self.fields.boxes, self.due.boxes["due"]
        boxes["clause_other"].setVisible(self.fields.value("clause") == OTHER)
        due.setVisible(self._dated)
        if self._dated and self._usual and is_blank(due.typed()) and not due.editor.hasFocus():
            due.begin(self._usual.isoformat())
        self.rectify.setVisible(self.noticed is None)
        self.rectify.setEnabled(not self.mended.isChecked())
        self.mended.setVisible(self.noticed is None)
        self.notice.setVisible(self.noticed is not None)
        found = self._before.get(str(self.fields.value("item") or ""))
        self.repeated.setVisible(found is not None)
        self.repeated.setText(f"一年内重复出现：{found[0]} {found[1]}" if found else "")

    def _changed(self) -> None:
        self._show()
        self.edited.emit()

    def _set_up(self) -> None:
        for each in (self.rectify, self.grave, self.mended):
            each.clicked.connect(self._changed)
        for name in ("item", "clause"):
            self.fields.boxes[name].edited.connect(lambda _: self._show())
        self.drop.setIcon(icon("delete-outline"))
        self.drop.setToolTip("删去这个问题")
        self.drop.setAccessibleName("删去这个问题")
        self.drop.clicked.connect(lambda: self.gone.emit())

    def _lay_out(self) -> None:
        head, ticks, left, right, boxes = QWidget(), QWidget(), QWidget(), QWidget(), self.fields.boxes
        row(self.number, self.repeated, self.notice, self.drop, parent=head).setStretch(1, 1)
        row(self.rectify, self.mended, self.grave, None, parent=ticks)
        column(boxes["item"], boxes["clause"], boxes["clause_other"], ticks, None, space=SPACE[1], parent=left)
        column(boxes["problem"], self.due.boxes["due"], None, space=SPACE[1], parent=right)
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        grid.setHorizontalSpacing(SPACE[4])
        grid.setVerticalSpacing(SPACE[1])
        grid.addWidget(head, 0, 0, 1, 2)
        for at, side in enumerate((left, right)):
            grid.addWidget(side, 1, at)
            grid.setColumnStretch(at, 1)
