"""The page 操作记录: the actions at the left, what the chosen one changed at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui.ledger.desk_store import store_of
from ui.pages.history.lines import CHANGES_SHOWN, Line, lines
from ui.pages.rows_table import RowsTable
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import SEARCH_WIDTH, EmptyState, PageHead, button, column, label, row, search_line
from ui.shell.stepping import take_step
from ui.theme import SPACE
from ycpe_desktop.store import Undone, history

STEPS_SHOWN = 1_000
ALL_STEPS = 1_000_000
KINDS = {"undo": "撤销", "redo": "重做", "import": "导入", "setting": "设置", "demo": "演示"}
WIDE_ENOUGH = 880
"""Pixels: below that what an action changed stands under the actions."""
NOT_TOLD = {"demo": "（编造的数据不逐项列出，也不能撤销）"}
UNDONE = ("undo-variant", "second")


class HistoryPage(Page):
    title = "操作记录"
    icon = "history"
    help_topic = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.steps: list[history.Step] = []
        self.lines: Sequence[Line] = ()
        self._limit = STEPS_SHOWN
        self.head = PageHead(self.title)
        self.search = search_line("查找操作", SEARCH_WIDTH)
        self.table = RowsTable(("时间", "做了什么", "改动", "情况"), (140, 0, 64, 68), numbers=(2,), spare=(2,))
        self.details = RowsTable(("记录", "项目", "原来", "改为"), (150, 96, 0, 0))
        self.about = label("", wrap=True)
        self.more = button("显示更早的操作", self.show_more, "chevron-down", "link")
        self.open = button("打开记录", self.open_record, "open-in-new")
        self.take_back = button("撤销这一步", self.undo, "undo-variant", "primary")
        self._lay_out()
        self.search.textChanged.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(self._show_details)
        self.details.doubleClicked.connect(self.open_record)
        self.details.selectionModel().selectionChanged.connect(self._enable)

    def _lay_out(self) -> None:
        self.head.add_widget(self.search)
        left, right, foot = QWidget(), QWidget(), QWidget()
        column(self.table, self.more, parent=left).setStretch(0, 1)
        row(None, self.open, self.take_back, parent=foot)
        column(self.about, self.details, foot, parent=right).setStretch(1, 1)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.addWidget(left)
        self.body.addWidget(right)
        self.body.setSizes([560, 600])
        self.body.setHandleWidth(SPACE[2])
        self.body.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(
            EmptyState("history", "还没有操作", "每一次修改、粘贴、导入都会记在这里，随时可以撤销其中一步。")
        )
        column(self.head, self.stack, parent=self).setStretch(1, 1)

    # -- what the window asks --

    def refresh(self) -> None:
        wanted, before = self.search.text().strip(), self.chosen
        with self.store.reading() as connection:
            every = history.steps(connection, self._limit + 1)
        self.more.setVisible(len(every) > self._limit)
        self.steps = [one for one in every[: self._limit] if wanted in one.label or wanted in one.source]
        self.table.show_rows(
            [
                (one.at.replace("T", " ")[:16], _told(one), f"{one.changes:,}" if one.changes else "", _state(one))
                for one in self.steps
            ],
            [UNDONE if one.undone else None for one in self.steps],
        )
        if before:
            self._choose(before.id)
        self.stack.setCurrentIndex(0 if every else 1)
        self._show_details()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= WIDE_ENOUGH
        self.body.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)

    def find_text(self, text: str) -> bool:
        self.search.setText(text)
        return True

    def show_what(self, *, step: int = 0, **what: Any) -> None:
        """Go to that action."""
        self.search.clear()
        self._choose(step)

    def activated(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the clerk does --

    @property
    def chosen(self) -> history.Step | None:
        places = self.table.chosen()
        return self.steps[places[0]] if places and places[0] < len(self.steps) else None

    def undo(self) -> None:
        """That step only; what changed since stays and is named."""
        if self.chosen is None:
            return
        number, size = self.chosen.id, self.chosen.changes
        take_step(self.desk, "正在撤销", size, lambda tell: self.store.undo(number, tell), self._undone)

    def _undone(self, done: Undone) -> None:
        self.desk.saved(self)
        self.refresh()
        if done.stayed:
            more = f"等 {len(done.stayed)} 处" if len(done.stayed) > 5 else ""
            stayed = "；".join(done.stayed[:5])
            self.desk.notices.tell(Tone.ATTENTION, f"已撤销：{done.label}。这些保持不变：{stayed}{more}")
        else:
            self.desk.notices.tell(Tone.GOOD, f"已撤销：{done.label}")

    def show_more(self) -> None:
        self._limit = ALL_STEPS
        self.refresh()

    def open_record(self) -> None:
        """The record of the chosen line, at the field that was changed."""
        line = self._line()
        if line is not None and line.uuid:
            self.desk.open_page(line.ledger, uuid=line.uuid, field=line.name)

    # -- inside --

    def _choose(self, step: int) -> None:
        """That action, in whatever line it stands now: a new one above it moves it down."""
        for place, one in enumerate(self.steps):
            if one.id == step:
                self.table.selectRow(place)

    def _line(self) -> Line | None:
        places = self.details.chosen()
        return self.lines[places[0]] if places and places[0] < len(self.lines) else None

    def _show_details(self) -> None:
        one = self.chosen
        self.lines = lines(self.store, one.id) if one else ()
        self.details.show_rows([line.texts for line in self.lines])
        if one is None:
            self.about.setText("没有找到这样的操作。")
        else:
            count = f"，{one.changes:,} 处改动" if one.changes else ""
            some = f"（列出前 {CHANGES_SHOWN} 处）" if one.changes > CHANGES_SHOWN else ""
            self.about.setText(f"{_told(one)}　{one.at.replace('T', ' ')}{count}{some}{NOT_TOLD.get(one.kind, '')}")
        self._enable()

    def _enable(self) -> None:
        one, line = self.chosen, self._line()
        self.take_back.setEnabled(one is not None and not one.undone and one.kind != "demo")
        self.open.setEnabled(line is not None and bool(line.uuid))


def _told(one: history.Step) -> str:
    return f"{one.label}（{one.source}）" if one.source and one.source not in one.label else one.label


def _state(one: history.Step) -> str:
    return "已撤销" if one.undone else KINDS.get(one.kind, "")
