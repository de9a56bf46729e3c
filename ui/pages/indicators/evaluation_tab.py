"""普及普惠自评: the items at the left, at the right what each asks, how it stands, and what the county says of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QStackedWidget, QWidget

from ui.icons import pixmap
from ui.pages.grouped_list import GroupedList, Line, Lines
from ui.pages.indicators.explanation import Wrapped
from ui.pages.indicators.lists import MARKS
from ui.pages.indicators.own_words import OwnWords
from ui.pages.indicators.tab import Tab
from ui.pages.latest import Latest
from ui.pages.rows_table import RowsTable
from ui.pages.written_files import print_pdf
from ui.shell.contracts import Desk
from ui.shell.parts import EmptyState, column, label, row
from ui.theme import SPACE
from ycpe_desktop.policy.figures import VERDICTS, counted
from ycpe_desktop.policy.indicators import self_evaluation
from ycpe_desktop.policy.self_evaluation import ASPECTS, NOT_THE_TEXT, Item, Measured, totals_told
from ycpe_desktop.store import Store

HEADINGS = ("结论", "指标（可点开）", "数值", "分子", "分母", "要求", "差距或缺什么")
WIDTHS = (92, 0, 66, 84, 88, 112, 150)
SPARE = (6, 4, 3, 5)
NAME = 1
LEAST_LIST, LEAST_RIGHT = 300, 340


class EvaluationTab(Tab):
    indicator_asked = Signal(str)  # whose kindergartens are to be seen

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self.desk, self.store = desk, store
        self.items: dict[str, Item] = {}
        self._wanted = self._asked = ""
        self.totals = label("", wrap=True)
        self.list = GroupedList((92, 0), fitted=(0,))
        self.mark, self.word, self.title = QLabel(), label(""), label("", "title")
        self.told, self.required = Wrapped(), Wrapped()
        self.required.setProperty("role", "second")
        self.table = RowsTable(HEADINGS, WIDTHS, numbers=(2, 3, 4), spare=SPARE, links=(NAME,))
        self.own = OwnWords(desk, store)
        self.reading = Latest(desk, "读取自评", self._read)
        self._lay_out()
        self.list.chosen.connect(self._show)
        self.table.link_asked.connect(self._ask_indicator)
        self.table.doubleClicked.connect(lambda index: self._ask_indicator(index.row()))
        self.own.saved.connect(self._saved)

    def _lay_out(self) -> None:
        head, right = QWidget(), QWidget()
        row(self.mark, self.word, self.title, None, parent=head)
        column(head, self.told, self.table, self.required, self.own, None, space=SPACE[2], parent=right)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidget(right)
        scrolled.setMinimumWidth(LEAST_RIGHT)
        self.list.setMinimumWidth(LEAST_LIST)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE[3])
        for side in (self.list, scrolled):
            split.addWidget(side)
        split.setSizes([LEAST_LIST, 800])
        split.setStretchFactor(1, 1)
        self.totals.setToolTip(NOT_THE_TEXT)
        whole = QWidget()
        column(self.totals, split, parent=whole).setStretch(1, 1)
        whole.setContentsMargins(0, SPACE[2], 0, 0)
        self.stack = QStackedWidget()
        for widget in (EmptyState("clipboard-check-outline", "正在对照各项要求…"), whole):
            self.stack.addWidget(widget)
        column(self.stack, parent=self)

    @property
    def busy(self) -> bool:
        return self.reading.busy

    def refresh(self) -> None:
        store, year = self.store, self.desk.year
        self.reading.ask(lambda: self_evaluation(store, year))

    def find_text(self, text: str) -> None:
        self._wanted = text.strip()
        self._list()

    def choose(self, item: str) -> None:
        """Go to one item, when it has been read."""
        self._asked = "" if self.list.choose(item) else item

    def may_leave(self) -> bool:
        return self.own.commit()

    def print_page(self) -> None:
        store, year = self.store, self.desk.year
        self.own.commit()

        def write(out: Path) -> object:
            from ycpe_desktop.printing.self_evaluation_sheet import print_self_evaluation

            return print_self_evaluation(store, year, out)

        print_pdf(self.desk, "打印普及普惠自评表", f"{store.county.name}_{year}学年_普及普惠自评表.pdf", write)

    def _saved(self) -> None:
        self.desk.saved()

    def _read(self, found: Sequence[Item]) -> None:
        self.stack.setCurrentIndex(1)
        self.items = {one.id: one for one in found}
        self.totals.setText(f"{totals_told(found)}。缺数据的不算达到。")
        before = self.list.key
        self._list()
        if self._asked:
            self.choose(self._asked)
        if before and self.list.key == before:
            self._show(before)

    def _list(self) -> None:
        shown = [one for one in self.items.values() if self._wanted in one.title or self._wanted in one.aspect]
        groups = [Lines(aspect, [_line(one) for one in shown if one.aspect == aspect]) for aspect in ASPECTS]
        self.list.show_groups([group for group in groups if group.lines])

    def _show(self, key: str) -> None:
        one = self.items.get(key)
        if one is None:
            return
        if self.own.item not in ("", key) and not self.own.commit() and self.list.choose(self.own.item):
            return
        name, token = MARKS[one.verdict]
        self.mark.setPixmap(pixmap(name, token))
        self.word.setText(one.verdict_shown)
        self.word.setProperty("role", token)
        self.word.style().polish(self.word)
        self.title.setText(one.title)
        self.told.setText(one.told)
        self.told.setVisible(bool(one.told))
        self.required.setText(f"要求\n{one.required}" if one.required else f"依据：{one.clause}")
        self.table.show_rows([_figures(each) for each in one.measured], [MARKS[each.verdict] for each in one.measured])
        rows = self.table.verticalHeader().defaultSectionSize() * len(one.measured)
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)
        self.table.setVisible(bool(one.measured))
        self.own.show_item(one)

    def _ask_indicator(self, number: int) -> None:
        one = self.items.get(self.list.key)
        if one is not None and number < len(one.measured):
            self.indicator_asked.emit(one.measured[number].indicator.id)


def _line(one: Item) -> Line:
    files = f"　文件 {one.files}" if one.files else ""
    tip = "\n".join(filter(None, (one.title, one.told, one.evidence)))
    return Line(one.id, (one.verdict_shown, f"{one.title}{files}"), MARKS[one.verdict], tip)


def _figures(one: Measured) -> tuple[str, ...]:
    figure = one.indicator
    counts = [counted(figure.unit, count) for count in (figure.numerator, figure.denominator)]
    return (VERDICTS[one.verdict], figure.title, figure.shown or "—", *counts, one.required, one.told)
