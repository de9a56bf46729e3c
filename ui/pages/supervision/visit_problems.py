"""The step 问题 of entering a visit: what is open from before, the problems found now, the day of their notice."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.supervision.visit_fields import Fields, Step
from ui.pages.supervision.visit_problem import Before, ProblemCard
from ui.shell.parts import button, card, column, label, row
from ui.theme import SPACE
from ycpe_desktop.ledgers import Rectification
from ycpe_desktop.policy.mends import OpenProblem
from ycpe_desktop.policy.recorded_visits import Noticed, earlier
from ycpe_desktop.policy.visit_acts import Problem, usual_due
from ycpe_desktop.policy.visits import open_at
from ycpe_desktop.store import Store

WIDEST = 1100
SHOWN = 4
"""So many open problems of before have a line of their own."""


class ProblemsStep(Step):
    """``edited``: something is other than before."""

    edited = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._kindergarten, self._visited = "", date.min
        self._before: Before = {}
        self.cards: list[ProblemCard] = []
        self.issued = Fields(store, Rectification, ("issued",))
        self.issued_box = self.issued.boxes["issued"]
        self.issued_box.editor.editingFinished.connect(self._place)  # type: ignore[attr-defined]  # a day's editor is a line
        self.open_note, self.none_note = label("", wrap=True), label("", "second", wrap=True)
        self.open_card = card(label("上次没有办结的", "second"), self.open_note)
        self.more = button("再加一个问题", self.add, "plus")
        self._column, place, foot = column(space=SPACE[2]), QWidget(), QWidget()
        place.setLayout(self._column)
        self.issued_box.setMaximumWidth(360)
        row(self.more, None, self.issued_box, parent=foot)
        self.lay_out(self.open_card, self.none_note, place, foot, widest=WIDEST)

    def begin(self, problems: Sequence[Problem], noticed: Mapping[str, Noticed], issued: date | None) -> None:
        for each in list(self.cards):
            self._take_out(each)
        self.issued.begin({"issued": issued})
        for one in problems:
            self._put(one, noticed.get(one.uuid))

    def show_for(self, kindergarten: str, visited: date, faulty: bool) -> None:
        """What the day and the matters of the other steps ask for; ``faulty``: at least one problem is to be told."""
        if (kindergarten, visited) != (self._kindergarten, self._visited):
            if self.issued.day("issued") == self._visited:
                self.issued.begin({})  # moves with the day of the visit
            self._kindergarten, self._visited = kindergarten, visited
            self._before = earlier(self._store, kindergarten, visited)
            self._show_open(open_at(self._store, kindergarten, visited - timedelta(days=1)))
        if faulty and not self.cards:
            self._put(Problem("", ""), None)
        self._place()

    def problems(self) -> list[Problem]:
        """Those of which anything has been said."""
        return [each.problem() for each in self.cards if not each.empty]

    def worded(self) -> list[ProblemCard]:
        """Those that a draft can keep: they say what was found."""
        return [each for each in self.cards if each.problem().problem]

    def know(self, findings: Collection[str]) -> None:
        """Only these are records still: what is told by any other card is a new one."""
        for each in self.cards:
            if each.uuid not in findings:
                each.uuid = ""

    def day(self) -> date | None:
        """Of the notice; None where it is that of the visit."""
        day = self.issued.day("issued")
        return None if day == self._visited else day

    def add(self) -> None:
        added = self._put(Problem("", ""), None)
        self._place()
        self.first = added.fields.boxes["item"].editor
        self.focus()
        self.edited.emit()

    def check(self) -> bool:
        wrong = self.issued.wrong()
        day = self.issued.day("issued")
        if not wrong and day and day < self._visited:
            wrong["issued"] = f"早于督导时间 {self._visited}，请改正"
        told = [each.check(day or self._visited) for each in self.cards if not each.empty]
        bad = [each for each in (*told, self.issued.tell(wrong)) if each is not None]
        self.first = bad[0] if bad else self._usual_first()
        return not bad

    def _usual_first(self) -> QWidget:
        return self.cards[0].fields.boxes["item"].editor if self.cards else self.more

    def _place(self) -> None:
        """Number the cards, and propose their days anew."""
        issued = self.day() or self._visited
        usual = usual_due(self._store, issued) if issued > date.min else None
        for number, each in enumerate(self.cards, 1):
            each.show_place(number, usual, self._before)
        if not self.issued_box.typed() and issued > date.min:
            self.issued_box.begin(issued.isoformat())
        self.issued_box.setVisible(bool(self.cards))
        self.none_note.setVisible(not self.cards)
        self.none_note.setText("没有发现问题的，直接到下一步。")
        self.more.setText("再加一个问题" if self.cards else "写一个问题")
        self.first = self._usual_first()

    def _show_open(self, found: Sequence[OpenProblem]) -> None:
        told = [f"{each.item}：{each.problem}（{_noticed(each)}）" for each in found[:SHOWN]]
        more = [f"另有 {len(found) - SHOWN} 个"] if len(found) > SHOWN else []
        self.open_note.setText("\n".join([*told, *more]))
        self.open_card.setVisible(bool(found))

    def _put(self, problem: Problem, noticed: Noticed | None) -> ProblemCard:
        made = ProblemCard(self._store)
        made.begin(problem, noticed)
        made.edited.connect(self.edited)
        made.gone.connect(lambda: self._drop(made))
        self.cards.append(made)
        self._column.addWidget(made)
        made.show()  # at once: it may be gone to before the events are done
        return made

    def _drop(self, gone: ProblemCard) -> None:
        self._take_out(gone)
        self._place()
        self.focus()
        self.edited.emit()

    def _take_out(self, gone: ProblemCard) -> None:
        self.cards.remove(gone)
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()


def _noticed(one: OpenProblem) -> str:
    """芮教督改〔2026〕1号，已逾期."""
    return f"{one.mend.values['number'] or '未编号'}，{one.mend.state_shown}" if one.mend else "没有下整改通知"
