"""导入: four steps in one page, and what came of it. Nothing is written before 导入 is pressed."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.importing import work
from ui.pages.importing.columns import ColumnStep, lacking
from ui.pages.importing.files import FileStep, local_files
from ui.pages.importing.plain_table import scrolled
from ui.pages.importing.result import Done, ResultStep
from ui.pages.importing.review import ReviewStep
from ui.pages.importing.sheets import SheetStep
from ui.pages.importing.steps import COLUMNS, FILE, RESULT, REVIEW, SHEETS, TITLES
from ui.pages.step_bar import StepBar
from ui.pages.waiting import WaitingPage
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import PageHead, column, label, set_primary
from ycpe_desktop.exchange.forms.returned import is_form
from ycpe_desktop.exchange.plan import Plan
from ycpe_desktop.exchange.proposal import Proposal
from ycpe_desktop.exchange.standing import newest_action
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ledger_named
from ycpe_desktop.store import Store, Undone

WORKBOOK = "Excel 工作簿 (*.xlsx)"
NEXT_KEY, BACK_KEY = "Ctrl+Return", "Alt+Left"


class ImportPage(WaitingPage):
    title = "导入"
    icon = "database-import-outline"
    help_topic = "importing"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store: Store = desk.store
        self.step, self.busy = FILE, False
        self._dropped: list[Path] = []
        self.proposal: Proposal | None = None
        self.plan: Plan | None = None
        self.head = PageHead(self.title)
        self.back = self.head.add("上一步", self.go_back, "chevron-left")
        self.next = self.head.add_primary("下一步", self.go_on)
        self.bar = StepBar(TITLES)
        self.blocked = label("", "attention", wrap=True)
        self.files, self.sheets, self.columns = FileStep(desk), SheetStep(), ColumnStep()
        self.review, self.result = ReviewStep(self.store), ResultStep()
        self.stack = QStackedWidget()
        for each in (scrolled(self.files), self.sheets, self.columns, self.review, scrolled(self.result)):
            self.stack.addWidget(each)
        column(self.head, self.bar, self.blocked, self.stack, parent=self).setStretch(3, 1)
        self.setAcceptDrops(True)
        self._wire()
        self._show(FILE)

    def _wire(self) -> None:
        self.bar.asked.connect(self.go_to)
        self.files.file_chosen.connect(self.begin)
        self.files.pasted.connect(self.begin)
        self.files.undo_asked.connect(self.undo)
        self.files.forms_asked.connect(lambda: self.desk.open_page("forms"))
        self.sheets.changed.connect(self._forget_plan)
        self.columns.changed.connect(self._forget_plan)
        self.review.replan_asked.connect(self.make_plan)
        self.review.answered.connect(self._show_buttons)
        self.review.hand_back_asked.connect(self.hand_back)
        self.result.hand_back_asked.connect(self.hand_back)
        self.result.undo_asked.connect(self._undo_done)
        self.result.again_asked.connect(self.start_anew)
        self.result.year_asked.connect(self.desk.choose_year)
        for keys, made in ((NEXT_KEY, self.next), (BACK_KEY, self.back)):
            QShortcut(QKeySequence(keys), self, made.click)
            made.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self.paste_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.files.take_clipboard)

    # -- what the window asks --

    def activated(self) -> None:
        self._focus()

    def refresh(self) -> None:
        """Imports done meanwhile; a plan that has grown old is made anew."""
        self.files.refresh()
        if self.plan is None or self.step != REVIEW or self.busy:
            return
        with self.store.reading() as connection:
            newest = newest_action(connection)
        if newest != self.plan.stamp:
            self.make_plan()

    def show_what(self, *, path: Path | str = "", paste: str | bool = "", ledger: str = "", **what: Any) -> None:
        """A file, a paste (True: what is in the clipboard), or what the next file is to be read as."""
        if self.busy:
            return
        if ledger:
            self.files.say_ledger(ledger_named(ledger))
        if path:
            self.begin(Path(path))
        elif isinstance(paste, str) and paste:
            self.begin(paste)
        elif paste:
            self.files.take_clipboard()
        elif ledger and self.step == RESULT:
            self.start_anew()
        elif ledger:
            self._show(FILE)

    def find_text(self, text: str) -> bool:
        """In the review, the rows whose name holds the text."""
        if self.step != REVIEW:
            return False
        self.review.find_text(text)
        return True

    # -- files that are dropped --

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.busy and _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files_of(event)
        if any(file.is_dir() for file in files):
            event.acceptProposedAction()
            self.desk.open_page("forms", paths=files)
            return
        self._dropped = files
        if files:
            event.acceptProposedAction()
            self.begin(files[0])

    # -- the way through the steps --

    def begin(self, source: work.Source) -> None:
        """Read a file or a paste and show what it seems to hold."""
        if self.busy:
            return
        request = work.Request(source, self.files.said_ledger, self.desk.year)
        self.run(f"正在读取 {request.title}", work.reading(self.store, request), self._read)

    def go_to(self, step: int) -> None:
        """Back to a step, or on to one as far as nothing stands against it."""
        if self.busy or step not in self.able():
            self._show_buttons()
        elif step == REVIEW and self.plan is None:
            self.make_plan()
        else:
            self._show(step)

    def go_on(self) -> None:
        if self.step == REVIEW and self.review.pending:
            self.make_plan()
        elif self.step == REVIEW:
            self.apply()
        elif self.step == RESULT and self.result.done:
            self.desk.open_page(self.result.done.ledger.__tablename__)
        else:
            self.go_to(self.step + 1)

    def go_back(self) -> None:
        self.go_to(self.step - 1)

    def start_anew(self) -> None:
        self.proposal = self.plan = self.result.done = None
        self.files.say_ledger(None)
        self.files.refresh()
        self._show(FILE)

    def make_plan(self) -> None:
        """Look at every row anew, with all that was chosen."""
        assert self.proposal is not None
        self.run("正在核对", work.planning(self.store, self.proposal), self._planned)

    def apply(self) -> None:
        assert self.plan is not None
        name = self.plan.proposal.book.name
        self.run(f"正在导入 {name}", work.applying(self.store, self.plan), self._applied, self._not_applied)

    def undo(self, action: int) -> None:
        """Take that import back; what was edited since stays and is named."""
        self.run("正在撤销导入", lambda tell: self.store.undo(action, tell), partial(self._undone, action))

    def hand_back(self) -> None:
        """The clerk's own file with the faults marked."""
        plan = self.plan or (self.result.done.plan if self.result.done else None)
        if plan is None:
            return
        book = plan.proposal.book
        beside = (book.path or Path(book.name)).with_name(f"{Path(book.name).stem}（问题）.xlsx")
        out = self.desk.speaker.choose_save_file("导出有问题的行", beside, WORKBOOK)
        if out:
            self.run(f"正在写 {out.name}", work.handing_back(plan, out), partial(self._handed_back, out))

    def able(self) -> list[int]:
        """The steps that can be opened now."""
        if self.proposal is None or self.step == RESULT:
            return [FILE]
        if self.sheets.why_not():
            return [FILE, SHEETS]
        return [FILE, SHEETS, COLUMNS] + ([] if lacking(self.proposal) else [REVIEW])

    # -- what comes back from the background --

    def _read(self, proposal: Proposal) -> None:
        file = proposal.book.path
        if file and is_form(proposal.book):
            self.desk.open_page("forms", paths=self._dropped if file in self._dropped else [file])
            return
        self.proposal, self.plan, self.result.done = proposal, None, None
        self.sheets.show_proposal(proposal, self.store.years)
        self._show(SHEETS)
        if file and len(self._dropped) > 1 and file == self._dropped[0]:
            self.say(Tone.ATTENTION, f"一次只能导入一个文件，先看“{file.name}”，其余的请随后再拖。")

    def _planned(self, plan: Plan) -> None:
        self.plan = plan
        self.review.show_plan(plan)
        self._show(REVIEW)

    def _applied(self, action: int | None) -> None:
        assert self.plan is not None
        if action is None:
            self.say(Tone.INFO, "与台账完全相同，没有改动。")
            return
        done = Done(self.plan, action)
        self.plan = self.proposal = None
        self.result.show_done(done, self.desk.year)
        self.files.refresh()
        self.desk.saved(self)
        self._show(RESULT)
        told = f"{self.result.title.text()}：{self.result.counts.text()}"
        self.desk.notices.tell(Tone.GOOD, told, "撤销本次导入", partial(self.undo, action))

    def _not_applied(self, refusal: Refusal) -> None:
        """Something was edited meanwhile, or the backup could not be written."""
        self.say(Tone.BAD, str(refusal), "重新核对", self.make_plan)

    def _undone(self, action: int, undone: Undone) -> None:
        self.files.refresh()
        self.desk.saved(self)
        if self.result.done and self.result.done.action == action:
            self.result.show_undone()
        if undone.stayed:
            told = "；".join(undone.stayed[:5])
            self.desk.notices.tell(Tone.ATTENTION, f"已撤销：{undone.label}。这些保持不变：{told}")
        else:
            self.desk.notices.tell(Tone.GOOD, f"已撤销：{undone.label}")

    def _undo_done(self) -> None:
        if self.result.done:
            self.undo(self.result.done.action)

    def _handed_back(self, out: Path, marks: int) -> None:
        told = f"已写好 {out.name}：标出 {marks:,} 处问题。改好后把它拖到这里再导入。"
        self.say(Tone.GOOD, told, "打开所在文件夹", partial(_show_folder, out))

    # -- inside --

    def set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.stack.setEnabled(not busy)
        self._show_buttons()
        if not busy:
            self._focus()

    def _forget_plan(self) -> None:
        self.plan = None
        self._show_buttons()

    def _show(self, step: int) -> None:
        if step == COLUMNS and self.proposal:
            self.columns.show_proposal(self.proposal)
        self.step = step
        self.unsay()
        self.stack.setCurrentIndex(step)
        self.paste_key.setEnabled(step == FILE)
        self._show_buttons()
        self._focus()

    def _show_buttons(self) -> None:
        """What can be done next, and what stands against it."""
        able = [] if self.busy else self.able()
        self.bar.show_step(self.step, able)
        self.head.note.setText(self.proposal.book.name if self.proposal else "")
        self.back.setVisible(FILE < self.step < RESULT)
        self.back.setEnabled(not self.busy)
        self.next.setVisible(self.step != FILE or SHEETS in self.able())
        set_primary(self.files.choose, self.next.isHidden(), "folder-open-outline")
        text, why_not = self._next_step()
        self.next.setText(text)
        self.next.setEnabled(not self.busy and not why_not)
        self.blocked.setText(why_not)
        self.blocked.setVisible(bool(why_not) and not self.busy)

    def _next_step(self) -> tuple[str, str]:
        """The word of the primary button, and why it cannot be pressed ("" when it can)."""
        if self.step == RESULT and self.result.done:
            return f"打开{self.result.done.ledger.TITLE}", ""
        if self.step == REVIEW and self.plan:
            return self._import_text(self.plan)
        if self.step == COLUMNS and self.proposal:
            return "下一步：核对", lacking(self.proposal)
        return "下一步", self.sheets.why_not() if self.step == SHEETS else ""

    def _import_text(self, plan: Plan) -> tuple[str, str]:
        if self.review.pending:
            return "按决定重新核对", ""
        number = plan.counts["new"] + plan.counts["changed"]
        if number:
            return f"导入 {number:,} 条", ""
        if undecided := plan.counts["doubtful"]:
            return "导入", f"有 {undecided:,} 行待定：请在右边逐行选，是台账里的哪一所，还是新的一所。"
        return "导入", "没有可以导入的内容：能读的行都与台账相同，或不能导入。"

    def _focus(self) -> None:
        wanted: tuple[QWidget, ...] = (
            self.files.choose,
            self.sheets.preview,
            self.columns.table,
            self.review.table,
            self.next,
        )
        if self.isVisible() and not self.busy:
            wanted[self.step].setFocus()


def _files_of(event: QDropEvent) -> list[Path]:
    return local_files([url.toLocalFile() for url in event.mimeData().urls()])


def _show_folder(file: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
