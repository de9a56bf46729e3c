"""自动分配 before it is accepted: figures of before and after, what changes, and why each is so."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from ui.pages.rows_table import RowsTable, Tone
from ui.pages.supervision.map_view import MapPanel
from ui.shell.parts import button, card, column, label, row, set_primary
from ui.theme import SPACE
from ycpe_desktop.charts.duty_places import DutyPlaces

if TYPE_CHECKING:  # loads numpy: only when it is asked for
    from ycpe_desktop.assignment.figures import Figures
    from ycpe_desktop.assignment.proposal import Pair, Proposal

WHY = 330
CAUSES = 3
"""So many are told at once; the others with their kindergartens."""
HIGH_ENOUGH = 440
"""Below this height there is no room for the map."""
HEADINGS = (
    ("", ""),
    ("① 已覆盖", "有督学的园 / 应覆盖的园：无人负责的最少"),
    ("② 超出范围", "负责园数多于或少于各自范围的督学：超出的所数合计最少"),
    ("③ 相差", "最多的与最少的相差几所：各人最均衡"),
    ("每人负责", "一位督学最少—最多负责几所"),
    ("④ 换督学", "督学与前一天不同的园：最少"),
    ("⑤ 路程合计", "督学所在乡镇到各园的直线距离之和：最短"),
    ("全镇一人管", "全部园所都由同一位督学负责的乡镇 / 有园的乡镇"),
)
"""Short, so that all stand in a narrow window; and what they say at length. The numbers are the order of the levels."""
ORDER = "先比 ①，一样好的再比 ②，依次到 ⑤"
STATES: dict[str, tuple[str, Tone]] = {
    "uncovered": ("无人可派", ("alert-circle-outline", "bad")),
    "changed": ("换督学", ("history", "attention")),
    "new": ("新分配", ("plus-circle-outline", "good")),
    "same": ("不变", ("check-circle", "second")),
}
STALE = "条件改了，请重新计算"
BEST = "现在的分配已经是最好的，没有要变动的园。要看每所园为什么这样分，请在上面选“全部”。"
WORDS, NOW, THEN = "为什么", "现在的地图", "方案的地图"
SHOWN = (("有变化的", ("uncovered", "changed", "new")), ("全部", tuple(STATES)), ("无人可派的", ("uncovered",)))


class ProposalView(QWidget):
    """Shows a ``Proposal``; says whether it is accepted, left, or to be computed anew.

    ``places``: kindergarten → supervisor, to where that stands on the map.
    """

    accepted = Signal()
    left = Signal()
    again_asked = Signal()

    def __init__(self, places: Callable[[Mapping[str, str]], DutyPlaces]) -> None:
        super().__init__()
        self._places = places
        self.proposal: Proposal | None = None
        self.panel, self.side = MapPanel(), QStackedWidget()
        self.sides = QButtonGroup(self)
        self.pairs: list[Pair] = []
        self.title = label("", "title")
        self.maximum, self.rotation = _number("不限", " 所"), _number("不轮岗", " 年")
        self.maximum.setAccessibleName("每人最多负责几所")
        self.maximum.setToolTip("硬性上限；一般留“不限”，程序尽量让每人的园数在各自的范围之内")
        self.rotation.setAccessibleName("同一所园最多负责几年")
        self.rotation.setToolTip("满了这么多年就换一位督学；一般留“不轮岗”")
        self.again = button("重新计算", self.again_asked.emit, "refresh")
        self.leave = button("不采用", self.left.emit, "close")
        self.accept = button("采用这个方案", self.accepted.emit, "check", "primary")
        self.trouble = label("", "", wrap=True)
        self.trouble_card = card(label("有的园没有督学可派", "bad"), self.trouble, space=SPACE[2])
        self.shown = QComboBox()
        self.shown.setAccessibleName("列出哪些园所")
        self.table = RowsTable(
            ("园所", "乡镇", "原来的督学", "方案中的督学", "路程"), (0, 96, 96, 110, 78), numbers=(4,), spare=(4, 1, 2)
        )
        self.count, self.why = label("", "second"), label("", "", wrap=True)
        self.stale = label(STALE, "attention")
        self.notes, self.unheeded = label("", "small", wrap=True), label("", "attention", wrap=True)
        self._figures = QGridLayout()
        self._lay_out()
        self.shown.currentIndexChanged.connect(lambda _: self._list())
        for condition in (self.maximum, self.rotation):
            condition.valueChanged.connect(lambda _: self._show_count())
            condition.lineEdit().returnPressed.connect(self.again.click)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._explain())
        self.sides.buttonClicked.connect(lambda _: self._show_side())
        self.panel.close_asked.connect(lambda: self._beside(WORDS))
        self.panel.map.picked.connect(self._go_to)

    def show_proposal(self, proposal: "Proposal") -> None:
        self.proposal = proposal
        self.title.setText(f"自动分配方案（自 {proposal.problem.day} 起）")
        self._show_figures((("现在", proposal.before), ("方案", proposal.after)))
        self._show_trouble()
        self.unheeded.setText(f"{proposal.unheeded}。")
        self.unheeded.setVisible(bool(proposal.unheeded))
        self.notes.setText("\n".join(f"{told}。" for told in proposal.problem.notes()))
        self.shown.setCurrentIndex(0)
        self._list()
        self._show_side()
        self.table.setFocus()

    def _lay_out(self) -> None:
        for told, _ in SHOWN:
            self.shown.addItem(told)
        self._figures.setHorizontalSpacing(SPACE[3])
        figures = QWidget()
        figures.setLayout(self._figures)
        head, tools = QWidget(), QWidget()
        row(self.title, None, self.again, self.leave, self.accept, parent=head)
        row(
            label("每人最多", "second"), self.maximum, label("同一所园最多", "second"), self.rotation,
            None, self.count, self.stale, self.shown, parent=tools,
        )  # fmt: skip
        area = QScrollArea()
        words = QWidget()
        column(self.why, self.notes, None, space=SPACE[3], parent=words)
        area.setWidget(words)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        words.setAutoFillBackground(False)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.side.addWidget(card(area, space=SPACE[2]))
        self.side.addWidget(self.panel)
        middle, beside, self.choices = QWidget(), QWidget(), QWidget()
        row(*(self._choice(word) for word in (WORDS, NOW, THEN)), None, space=0, parent=self.choices)
        column(self.choices, self.side, space=0, parent=beside).setStretch(1, 1)
        beside.setFixedWidth(WHY)
        row(self.table, beside, parent=middle).setStretch(0, 1)
        lines = column(
            head, card(figures, space=SPACE[2]), self.trouble_card, self.unheeded, tools, middle,
            space=SPACE[2], parent=self,
        )  # fmt: skip
        lines.setStretch(5, 1)
        lines.setContentsMargins(0, SPACE[2], 0, 0)

    def _show_figures(self, lines: Sequence[tuple[str, "Figures"]]) -> None:
        while item := self._figures.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for place, (word, hint) in enumerate(HEADINGS):
            heading = label(word, "small")
            heading.setToolTip(hint)
            self._figures.addWidget(heading, 0, place)
        for number, (name, told) in enumerate(lines, 1):
            texts = (
                name,
                f"{told.covered}/{told.gardens} 所",
                f"{told.outside}/{told.people} 人",
                f"{told.spread} 所",
                f"{told.least}—{told.most} 所",
                f"{told.cost.changed} 所",
                f"{told.kilometres} 公里",
                f"{told.whole}/{told.townships} 个乡镇",
            )
            for place, text in enumerate(texts):
                self._figures.addWidget(label(text, "" if place else "second"), number, place)
        order = label(ORDER, "small", wrap=True)
        self._figures.addWidget(order, 0, len(HEADINGS), len(lines) + 1, 1, Qt.AlignmentFlag.AlignTop)
        self._figures.setColumnStretch(len(HEADINGS), 1)

    def _show_trouble(self) -> None:
        """What would help comes first, so that it is seen however many causes there are; low windows have no room for
        more."""
        causes, remedies = (self.proposal.causes, self.proposal.remedies) if self.proposal is not None else ((), None)
        self.trouble_card.setVisible(remedies is not None)
        if remedies is None:
            return
        room = CAUSES if self.height() >= HIGH_ENOUGH else 0
        told = [cause.sentence for cause in causes[:room]]
        more = [f"还有 {len(causes) - room} 种情况：选一所无人可派的园，看它的原因"] if 0 < room < len(causes) else []
        self.trouble.setText("\n".join([f"怎样才够：{remedies.sentence}", *told, *more]))

    def _list(self) -> None:
        if self.proposal is None:
            return
        _, states = SHOWN[self.shown.currentIndex()]
        order = list(STATES)
        wanted = [pair for pair in self.proposal.pairs if pair.state in states]
        self.pairs = sorted(wanted, key=lambda pair: order.index(pair.state))
        self._show_count()
        self.table.show_rows([_line(pair) for pair in self.pairs], [STATES[pair.state][1] for pair in self.pairs])
        self._explain()

    def _show_count(self) -> None:
        """How many are listed; or that this is not what the conditions now ask for, and so cannot be accepted."""
        if self.proposal is None:
            return
        options = self.proposal.problem.options
        stale = (self.maximum.value(), self.rotation.value()) != (options.maximum or 0, options.rotation or 0)
        self.accept.setEnabled(not stale)
        set_primary(self.accept, not stale, "check")
        set_primary(self.again, stale, "refresh")
        self.count.setText(f"列出 {len(self.pairs)} 所，共 {len(self.proposal.pairs)} 所")
        self.count.setVisible(not stale)
        self.stale.setVisible(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has room for words only."""
        super().resizeEvent(event)
        self.choices.setVisible(self.height() >= HIGH_ENOUGH)
        self._show_trouble()
        if self.height() < HIGH_ENOUGH and self.sides.checkedButton().text() != WORDS:
            self._beside(WORDS)

    def _choice(self, word: str) -> QToolButton:
        made = QToolButton()
        made.setText(word)
        made.setCheckable(True)
        made.setChecked(word == WORDS)
        self.sides.addButton(made)
        return made

    def _beside(self, word: str) -> None:
        next(made for made in self.sides.buttons() if made.text() == word).setChecked(True)
        self._show_side()

    def _show_side(self) -> None:
        """Words, or who has whom now or in the proposal."""
        word = self.sides.checkedButton().text()
        self.side.setCurrentIndex(int(word != WORDS))
        if word == WORDS or self.proposal is None:
            return
        held = {pair.garden.uuid: pair.before if word == NOW else pair.person for pair in self.proposal.pairs}
        self.panel.show_places(self._places({uuid: person.uuid for uuid, person in held.items() if person}))
        self._explain()

    def _go_to(self, garden: str) -> None:
        """The line of the kindergarten that was clicked on the map; beside all of them, the map as a whole."""
        if not garden:
            self.panel.choose("", ())
        if garden and all(pair.garden.uuid != garden for pair in self.pairs):
            self.shown.setCurrentIndex(1)
        for place, pair in enumerate(self.pairs):
            if pair.garden.uuid == garden:
                self.table.selectRow(place)

    def _explain(self) -> None:
        place = self.table.currentIndex().row()
        if self.proposal is None or not 0 <= place < len(self.pairs):
            nothing = self.proposal is not None and not self.pairs and self.shown.currentIndex() == 0
            self.why.setText(BEST if nothing else "选一所园，看为什么是这位督学、换成别人会怎样。")
            return
        pair = self.pairs[place]
        told = self.proposal.explainer.pair(pair.number)
        dot = self.panel.map.plan.dots.get(pair.garden.uuid)
        self.panel.choose(dot.supervisor if dot else "", {pair.garden.uuid})
        causes = [f"{cause.sentence}。" for cause in self.proposal.causes if pair.number in cause.uncovered]
        self.why.setText("\n\n".join([f"{pair.garden.name}：{STATES[pair.state][0]}", *told.sentences, *causes]))


def _number(nothing: str, unit: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, 99)
    made.setSpecialValueText(nothing)
    made.setSuffix(unit)
    return made


def _line(pair: "Pair") -> tuple[str, ...]:
    before = pair.before.name if pair.before else "—"
    person = f"{pair.person.name}{'（锁定）' if pair.locked else ''}" if pair.person else "无人可派"
    way = f"{pair.metres / 1000:.1f} 公里" if pair.person else "—"
    return pair.garden.name, pair.garden.township_name, before, person, way
