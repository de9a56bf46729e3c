"""The page 四个独立: townships at the left, the matrix, the detail at the right; every judgement is saved at once."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QWidget

from ui.ledger.desk_store import store_of
from ui.pages.checklist.bars import Bar, BarList
from ui.pages.checklist.detail import WIDTH as DETAIL_WIDTH
from ui.pages.checklist.detail import Detail
from ui.pages.checklist.evidence import KINDS, evidence_menu, open_outside
from ui.pages.checklist.matrix import Matrix
from ui.pages.checklist.model import COLUMN_OF, NAME, Narrowing
from ui.pages.checklist.strips import BulkLine, FilterLine, TotalLine
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import EmptyState, PageHead, card, column, row
from ui.theme import SPACE
from ycpe_desktop.charts.series import percent_text
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy import four_independents as four
from ycpe_desktop.policy import four_independents_acts as acts
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Listing, attachments, ids
from ycpe_desktop.store.attachments import Attachment

BARS_WIDTH = 168
WIDE_ENOUGH = 880
"""Below this width the list of townships gives way."""


class ChecklistPage(Page):
    title = "四个独立"
    icon = "checkbox-marked-circle-outline"
    help_topic = "checklist"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.rows: Sequence[four.Row] = ()
        self.files: dict[tuple[str, str], list[Attachment]] = {}
        self.menu: QMenu | None = None
        self.head = PageHead(self.title)
        self.carry = self.head.add("沿用上学年", self.carry_over, "content-copy")
        self.unfold = self.head.add("详情", self.toggle_detail, "tune-variant")
        self.unfold.setCheckable(True)
        self.totals, self.filters, self.bulk = TotalLine(), FilterLine(), BulkLine()
        self.bars, self.matrix, self.detail = BarList("按乡镇"), Matrix(), Detail()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.detail.hide()
        middle, work = QFrame(), QWidget()
        middle.setProperty("role", "card")
        self.matrix.setFrameShape(QFrame.Shape.NoFrame)
        column(self.matrix, self.bulk, space=0, margin=1, parent=middle).setStretch(0, 1)
        self.bars.setFrameShape(QFrame.Shape.NoFrame)
        self.side = card(self.bars, space=1)
        self.side.setFixedWidth(BARS_WIDTH)
        row(self.side, middle, self.detail, parent=work).setStretch(1, 1)
        self.empty = EmptyState(
            "school-outline",
            "本学年没有要判定的园所",
            "这里列出 9 月 1 日在办的农村公办园和附设幼儿班。请先在园所名册里填写办园性质、状态和“农村园”。",
        )
        self.empty.add("打开园所名册", lambda: self.desk.open_page("kindergarten"), "school-outline")
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.stack.addWidget(self.empty)
        whole = column(self.head, self.totals, self.filters, self.stack, parent=self)
        whole.setStretch(3, 1)

    def _wire(self) -> None:
        self.bars.chosen.connect(lambda key: self.narrow())
        self.filters.changed.connect(self.narrow)
        self.filters.fold.clicked.connect(self.matrix.table.fold_all)
        self.matrix.judged.connect(self._judged)
        self.matrix.clip_clicked.connect(self.show_clip)
        self.matrix.detail_asked.connect(self.toggle_detail)
        self.matrix.selected.connect(self._show_selection)
        self.bulk.judged.connect(lambda item, state: self.matrix.judge(state, item))
        self.detail.judged.connect(self._judge_current)
        self.detail.changed.connect(self._change_current)
        self.detail.clip_clicked.connect(self._clip_of_current)
        self.detail.close_asked.connect(self.toggle_detail)
        self.detail.record_asked.connect(self._open_record)

    # -- what the window asks --

    def refresh(self) -> None:
        self.rows = four.rows(self.store, self.desk.year)
        self.files = four.files(self.store, self.rows)
        told = four.by_township(self.rows)
        attached = sum(each.attached for each in self.rows)
        self.head.note.setText(
            f"{first_day(self.desk.year)} 在办的农村公办园 {len(self.rows)} 所"
            + (f"，含附设幼儿班 {attached} 所" if attached else "")
        )
        self.totals.show_progress(told.whole)
        self.filters.show_counts(told.whole)
        self.bars.show_bars([
            Bar(None, "全县", told.whole.met, told.whole.total, _hint("全县", told.whole)),
            *(Bar(code, name, part.met, part.total, _hint(name, part)) for code, name, part in told.townships),
        ])
        self.stack.setCurrentIndex(0 if self.rows else 1)
        self._show_carry()
        self._keeping_place(
            lambda: self.matrix.table.show_rows(self.rows, {at: len(of) for at, of in self.files.items()})
        )
        if self.matrix.table.narrowing.township != self.bars.key:
            self.narrow()
        self._show_selection()

    def year_changed(self, year: int) -> None:
        self.narrow()
        self.refresh()

    def activated(self) -> None:
        if self.matrix.current_row() is None:  # from nothing the arrows would not find the first
            self.matrix.select(
                [line.kindergarten for line in self.matrix.table.lines if isinstance(line, four.Row)][:1]
            )
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_what(self, kindergarten: str = "", uuid: str = "", ended: str = "", **what: Any) -> None:
        """A kindergarten by its key, or a conclusion: met, not_met, open."""
        if ended in self.filters.choices:
            self.filters.choices[ended].setChecked(True)
        self.filters.search.clear()
        self.bars.choose(None)
        if wanted := kindergarten or uuid:
            if wanted not in {each.kindergarten for each in self.rows}:
                self.desk.notices.tell(Tone.INFO, "这所园不在本学年“四个独立”的范围（在办的农村公办园）。")
            self.matrix.table.fold_all(False)
            self.matrix.select([wanted])

    def find_text(self, text: str) -> bool:
        self.filters.search.setText(text)
        return True

    # -- narrowing --

    def narrow(self) -> None:
        """Show what township, conclusion and search let through."""
        text = self.filters.search.text().strip()
        found = None
        if text:
            with self.store.reading() as connection:
                found = set(ids(connection, Listing(Kindergarten, self.desk.year, search=text)))
        wanted = Narrowing(self.bars.key, self.filters.ended, found)
        self._keeping_place(lambda: self.matrix.table.narrow(wanted))

    # -- changes, each of them one action --

    def judge(self, chosen: Sequence[four.Row], item: str, state: str | None, reason: str | None = None) -> None:
        def act() -> str:
            return acts.judge(self.store, self.desk.year, chosen, item, state, reason)

        label = self._do(act)
        if label and len(chosen) > 1:
            self.desk.notices.tell(Tone.GOOD, label)

    def carry_over(self) -> None:
        def act() -> str:
            return f"已沿用上学年的判定：{acts.carry_over(self.store, self.desk.year)} 所，请逐所核对。"

        if told := self._do(act):
            self.desk.notices.tell(Tone.GOOD, told)

    def add_files(self, shown: four.Row, item: str) -> None:
        title = f"{shown.name}：{four.ITEMS[item]}的依据文件"
        if paths := self.desk.speaker.choose_open_files(title, KINDS):
            self._do(lambda: acts.add_files(self.store, self.desk.year, shown, item, paths))

    def remove_file(self, file: Attachment) -> None:
        def act() -> str:
            attachments.remove(self.store, file.uuid)
            return f"移除附件：{file.name}"

        self._do(act)

    def open_file(self, file: Attachment) -> None:
        try:
            open_outside(self.store.folder, file)
        except Refusal as refusal:
            self.desk.notices.tell(Tone.ATTENTION, str(refusal))

    def show_clip(self, shown: four.Row, item: str) -> None:
        """The files of a cell, or straight the choice of a first one."""
        files = self.files.get((shown.record, item), [])
        if not files:
            self.add_files(shown, item)
            return
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = evidence_menu(self, shown, item, files, self)
        self.menu.popup(QCursor.pos() + QPoint(0, SPACE[2]))

    def toggle_detail(self) -> None:
        self.detail.setVisible(self.detail.isHidden())
        self.unfold.setChecked(not self.detail.isHidden())
        self._make_room()
        self._show_selection()
        if self.detail.isHidden():
            self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        taken = 0 if self.detail.isHidden() else DETAIL_WIDTH
        self.side.setVisible(self.width() - taken >= WIDE_ENOUGH)

    def _do(self, act: Callable[[], str]) -> str:
        """Do one action and show what came of it; "" where it was refused."""
        try:
            label = act()
        except Refusal as refusal:
            self.desk.notices.tell(Tone.ATTENTION, str(refusal))
            return ""
        self.desk.saved(self)
        self.refresh()
        return label

    def _judged(self, chosen: list[four.Row], item: str, state: str | None) -> None:
        self.judge(chosen, item, state, self.matrix.reason.text() if state == "exempt" else None)

    def _judge_current(self, item: str, state: str | None) -> None:
        shown = self.matrix.current_row()
        if shown is None:
            return
        if state == "exempt":
            self.matrix.select([shown.kindergarten], COLUMN_OF[item])
            self.matrix.reason.begin([shown], item)
            self._show_selection()
        else:
            self.judge([shown], item, state)

    def _change_current(self, name: str, value: object) -> None:
        if shown := self.matrix.current_row():
            self._do(lambda: acts.set_field(self.store, self.desk.year, shown, name, value))

    def _clip_of_current(self, item: str) -> None:
        if shown := self.matrix.current_row():
            self.show_clip(shown, item)

    def _open_record(self) -> None:
        if shown := self.matrix.current_row():
            self.desk.open_page("kindergarten", uuid=shown.kindergarten)

    # -- showing --

    def _keeping_place(self, act: Callable[[], object]) -> None:
        """Whatever is laid out anew, the selection and the current cell stay where they can."""
        chosen = [each.kindergarten for each in self.matrix.chosen_rows()]
        current, at = self.matrix.current_row(), self.matrix.currentIndex().column()
        reset: list[bool] = []
        link = self.matrix.table.modelReset.connect(lambda: reset.append(True))
        act()
        self.matrix.table.modelReset.disconnect(link)
        if reset and chosen:
            first = [current.kindergarten] if current and current.kindergarten in chosen else []
            self.matrix.select([*first, *(each for each in chosen if each not in first)], max(at, NAME))

    def _show_selection(self) -> None:
        chosen = self.matrix.chosen_rows()
        self.bulk.show_rows(chosen)
        if not self.detail.isHidden():
            self.detail.show_row(self.matrix.current_row(), self.files)

    def _show_carry(self) -> None:
        count = len(acts.to_carry_over(self.store, self.desk.year, self.rows))
        self.carry.setText(f"沿用上学年（{count}）" if count else "沿用上学年")
        self.carry.setEnabled(bool(count))
        self.carry.setToolTip(
            f"把上学年的判定、日期和依据抄到本学年尚未判定的 {count} 所"
            if count
            else "本学年都已判定，或上学年没有判定"
        )


def _hint(name: str, told: four.Progress) -> str:
    return f"{name}：达标 {told.met}，未达标 {told.not_met}，未判定 {told.open}，共 {told.total} 所"


def badge(desk: Desk) -> str:
    """达标 in whole percent."""
    share = four.progress(store_of(desk), desk.year).whole.share
    return "" if share is None else percent_text(share * 100, places=0)
