"""The tab 统计: coverage, load, visits and mending in time of the school year, by supervisor, township or month."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QStackedWidget, QToolButton, QWidget

from ui.background import Progress
from ui.pages.supervision.figures_table import BOARD, MENDS, VISITS, FiguresTable
from ui.pages.written_files import EXCEL, PDF, write_file
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import EmptyState, button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.policy.supervision_figures import EVERYBODY, WORDS, By, Figures, Line, figures
from ycpe_desktop.policy.supervision_table import file_name, notes, shown
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store


class FiguresTab(QWidget):
    """What a number counts is shown by the page: ``visits_asked`` (month, by, key), ``mends_asked`` (what they are,
    their UUIDs), ``board_asked`` (by, key); ``by`` is "" for the county."""

    visits_asked = Signal(date, str, str)
    mends_asked = Signal(str, tuple)
    board_asked = Signal(str, str)

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store, self._stale = desk, store, True
        self.group = QButtonGroup(self)
        self.switch = {by: self._choice(by) for by in WORDS}
        self.switch["supervisor"].setChecked(True)
        self.totals, self.note = label(""), label("", "second")
        self.tables = {by: FiguresTable(by) for by in WORDS}
        self.copy_button = button("复制", self.copy, "content-copy")
        self.copy_button.setToolTip("整张表复制下来，到 Excel 里粘贴；只复制选中的几行，按 Ctrl+C")
        self.files = button("导出 ▼", self.show_files, "file-export-outline")
        self.visits = button("看督导", lambda: self._go(VISITS[0]), "calendar-month-outline")
        self.mends = button("看整改", lambda: self._go(MENDS[0]), "clipboard-check-outline")
        self.board = button("看分配", lambda: self._go(BOARD[0]), "account-tie-outline")
        self.menu: QMenu | None = None
        self._lay_out()
        for table in self.tables.values():
            table.asked.connect(self._go)
            table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())

    @property
    def by(self) -> By:
        return next(by for by, choice in self.switch.items() if choice.isChecked())

    @property
    def table(self) -> FiguresTable:
        """The one that is seen."""
        return self.tables[self.by]

    def refresh(self) -> None:
        """Read anew, now or when it is next seen."""
        self._stale = True
        if self.isVisible():
            self.read()

    def read(self) -> None:
        self._stale = False
        told = figures(self._store, self._desk.year, self.by)
        self.table.show_figures(told)
        self._frame.setCurrentIndex(0 if told.lines else 1)
        for made in (self.copy_button, self.files):
            made.setEnabled(bool(told.lines))
        self._stack.setCurrentWidget(self.table)
        self._tell_total(told)
        self._tell_chosen()

    def copy(self) -> None:
        count = self.table.copy(whole=True)
        self._desk.notices.tell(Tone.GOOD, f"已复制 {count} 行，到 Excel 里按 Ctrl+V 粘贴。")

    def show_files(self) -> None:
        """The table as it is sorted, or all three."""
        told = self.table.figures
        if told is None or not told.lines:
            return
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for word, kinds in ((f"这张表（{WORDS[told.by]}）", (self.by,)), ("三张表", tuple(WORDS))):
            for kind, suffix in (("PDF", ".pdf"), ("Excel", ".xlsx")):
                menu.addAction(f"{word}，{kind}", partial(self._write, told, cast("Sequence[By]", kinds), suffix))
            menu.addSeparator()
        menu.popup(self.files.mapToGlobal(self.files.rect().bottomLeft()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read()

    def _write(self, told: Figures, kinds: Sequence[By], suffix: str) -> None:
        """``told`` as it is sorted; the others in their own order."""
        store = self._store

        def write(out: Path, progress: Progress) -> None:
            every = [told if by == told.by else figures(store, told.year, by) for by in kinds]
            if suffix == ".pdf":
                from ycpe_desktop.printing.supervision_sheet import print_figures

                print_figures(store, every, out)
            else:
                from ycpe_desktop.exchange.supervision_export import export_figures

                export_figures(store, every, out)

        name = file_name(store, [told] * len(kinds), suffix)
        write_file(self._desk, "导出督导统计", name, PDF if suffix == ".pdf" else EXCEL, write)

    def _go(self, heading: str) -> None:
        """To what the current line counts below that heading; "" the visits, or else the 限期整改."""
        line = self.table.line
        if line is None:
            return
        by = "" if line.key == EVERYBODY else self.by
        if heading in BOARD:
            self.board_asked.emit(by, line.key)
        elif line.newest and (heading in VISITS or not heading):
            self.visits_asked.emit(line.newest, by, line.key)
        elif line.mends and heading not in VISITS:
            self.mends_asked.emit(f"{line.name}到期的", line.mends)
        else:
            what = "到期的整改" if heading in MENDS else "应督导的园"
            self._desk.notices.tell(Tone.INFO, f"{line.name}没有{what}。")

    def _tell_total(self, told: Figures) -> None:
        total, since = told.total, first_day(told.year)
        done, closed = total.done, total.closed
        self.totals.setText(
            f"{since} 至 {told.day}：应督导 {done.due:,} 园次 · 已督导 {done.visited:,}（{shown(done.share)}）"
            f" · 到期整改 {closed.due:,} 个 · 按期销号 {closed.on_time:,}（{shown(closed.share)}）"
        )
        self.totals.setToolTip("\n".join(notes(told)))

    def _tell_chosen(self) -> None:
        line, count = self.table.line, len(self.table.chosen())
        told = f"选中 {count} 行，Ctrl+C 复制" if count > 1 else _told(line) if line else "点蓝色的数字，看它数的是哪些"
        self.note.setText(told)
        self.visits.setEnabled(bool(line and line.newest))
        self.mends.setEnabled(bool(line and line.mends))
        self.board.setVisible(self.by != "month")

    def _choice(self, by: By) -> QToolButton:
        made = QToolButton()
        made.setText(WORDS[by])
        made.setCheckable(True)
        self.group.addButton(made)
        made.clicked.connect(self.read)
        return made

    def _lay_out(self) -> None:
        tools, strip, card = QWidget(), QFrame(), QFrame()
        row(*self.switch.values(), None, self.copy_button, self.files, space=SPACE[1], parent=tools)
        strip.setProperty("role", "strip")
        card.setProperty("role", "card")
        line = row(self.note, None, self.board, self.visits, self.mends, space=SPACE[1], parent=strip)
        line.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        self._stack, self._frame = QStackedWidget(), QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        column(self._stack, strip, space=0, margin=1, parent=card).setStretch(0, 1)
        self._frame.addWidget(card)
        self._frame.addWidget(
            EmptyState("chart-bar", "还没有可以统计的", "登记园所、督学和督导记录以后，这里按督学、乡镇、月份统计。")
        )
        whole = column(tools, self.totals, self._frame, space=SPACE[1], parent=self)
        whole.setStretch(2, 1)
        whole.setContentsMargins(0, SPACE[2], 0, 0)


def _told(line: Line) -> str:
    left = line.done.due - line.done.visited
    late = line.closed.due - line.closed.on_time
    return f"{line.name}：未督导 {left} 园次，未按期销号 {late} 个"
