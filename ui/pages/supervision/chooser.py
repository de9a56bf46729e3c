"""Whom shall they have? A line to type into and the supervisors that fit, nearest and least loaded first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.shell.hits import Hit, HitList
from ui.shell.palette import PaletteLine
from ui.shell.parts import column, label
from ui.theme import SPACE
from ycpe_desktop.policy.supervision import Board, Load

WIDTH, TOP = 420, 96
Search = Callable[[str], set[str]]


class Chooser(QFrame):
    """Lies over the page; Esc or a click elsewhere closes it. ``search`` gives the supervisors that a text finds."""

    chosen = Signal(list, str)  # kindergartens, supervisor

    def __init__(self, page: QWidget, search: Search) -> None:
        super().__init__(page)
        self.setObjectName("palette")
        self.setFixedWidth(WIDTH)
        self._page, self._search = page, search
        self._board: Board | None = None
        self.kindergartens: Sequence[str] = ()
        self._before: QWidget | None = None
        self.title = label("")
        self.line = PaletteLine(self.hide)
        self.line.setPlaceholderText("督学姓名、单位或拼音首字母")
        self.line.setAccessibleName("选择督学")
        self.hits = HitList(self.line, self.leave)
        column(self.title, self.line, self.hits, margin=SPACE[2], space=SPACE[1], parent=self)
        self.line.textChanged.connect(self._look)
        self.hide()

    def begin(self, board: Board, kindergartens: Sequence[str]) -> None:
        self._board, self.kindergartens = board, list(kindergartens)
        names = {garden.uuid: garden.name for garden in board.gardens}
        one = names.get(self.kindergartens[0], "这所园") if len(self.kindergartens) == 1 else ""
        self.title.setText(f"{one or f'{len(self.kindergartens)} 所园'} 分配给…")
        self._before = self._page.focusWidget()
        self.line.clear()
        self._look("")
        self.move((self._page.width() - self.width()) // 2, TOP)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        self.hide()
        if self._before:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, text: str) -> None:
        if self._board is None:
            return
        found = self._search(text) if text.strip() else None
        loads = [load for load in self._board.loads if found is None or load.uuid in found]
        board, gardens = self._board, set(self.kindergartens)
        towns = {garden.township for garden in board.gardens if garden.uuid in gardens}
        recused = {load.uuid for load in loads if any((load.uuid, each) in board.recusals for each in gardens)}
        loads.sort(key=lambda load: (load.uuid in recused, load.township not in towns, load.count))
        hits = [self._hit(load, board, load.uuid in recused) for load in loads]
        self.hits.show_hits(hits or [Hit("没有找到这位督学")])
        self.adjustSize()

    def _hit(self, load: Load, board: Board, recused: bool) -> Hit:
        told = [load.township_name or load.employer, f"{load.count} 所", load.word if load.word != "正常" else ""]
        told.append("应回避" if recused else load.term_trouble(board.day) or load.term_ending(board.day))
        subtitle = " · ".join(filter(None, told))
        if recused:
            return Hit(load.name, subtitle, "alert-outline")
        kindergartens = list(self.kindergartens)
        return Hit(load.name, subtitle, "account-tie-outline", lambda: self.chosen.emit(kindergartens, load.uuid))
