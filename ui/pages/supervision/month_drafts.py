"""Visits that were begun and not finished: the line above the month that offers to go on with them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from ui.shell.parts import button, label, mark, row
from ui.theme import SPACE
from ycpe_desktop.policy.recorded_visits import Recorded

OFFERED = 12
"""So many are named in the menu."""


class DraftBar(QFrame):
    """``opened``: that one goes on; ``discarded``: the ``Recorded`` that goes."""

    opened = Signal(str)
    discarded = Signal(object)

    def __init__(self, called: Callable[[Recorded], str]) -> None:
        super().__init__()
        self._called = called
        self._drafts: Sequence[Recorded] = ()
        self.menu: QMenu | None = None
        self.setProperty("role", "card")
        self.note = label("", wrap=True)
        self.go_on = button("继续填写", self._offer, "pencil-outline")
        self.drop = button("丢弃", lambda: self.discarded.emit(self._drafts[0]), "delete-outline")
        line = row(mark("pencil-outline", "attention"), self.note, self.go_on, self.drop, parent=self)
        line.setStretch(1, 1)
        line.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        self.hide()

    def show_drafts(self, drafts: Sequence[Recorded]) -> None:
        self._drafts = drafts
        self.setVisible(bool(drafts))
        if drafts:
            many = f"{len(drafts)} 份草稿没有填完，最近的是：" if len(drafts) > 1 else "有一份草稿没有填完："
            self.note.setText(f"{many}{self._called(drafts[0])}")
        self.go_on.setText("继续填写 ▼" if len(drafts) > 1 else "继续填写")
        self.drop.setText("丢弃这一份" if len(drafts) > 1 else "丢弃")

    def _offer(self) -> None:
        if len(self._drafts) == 1:
            self.opened.emit(self._drafts[0].uuid)
            return
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for each in self._drafts[:OFFERED]:
            menu.addAction(self._called(each), partial(self.opened.emit, each.uuid))
        menu.popup(self.go_on.mapToGlobal(self.go_on.rect().bottomLeft()))
