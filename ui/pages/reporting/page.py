"""The page 上报: ledgers at the left; signers, approval and file at the right."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QStackedWidget, QWidget

from ui.background import CANCELLED, Cancelled
from ui.ledger.desk_store import store_of
from ui.pages.latest import Latest
from ui.pages.reporting.cards import ROLES, ApprovalCard, FileCard, SignersCard
from ui.pages.reporting.ledgers import LedgerList
from ui.pages.reporting.message import message
from ui.pages.written_files import print_pdf, show_file
from ui.shell.contracts import Desk, Page, Tone
from ui.shell.parts import EmptyState, PageHead, column, row, set_primary
from ui.speaking import usual_folder
from ui.theme import SPACE
from ycpe_desktop.exchange.cover import Signers
from ycpe_desktop.exchange.reporting import report
from ycpe_desktop.exchange.standard import Exported, standard_name
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS, Kindergarten, Ledger
from ycpe_desktop.policy import reporting
from ycpe_desktop.schoolyear import first_day, label

SIDE_WIDTH, LEAST_SIDE = 400, 284
APPROVE, WITHDRAW, LATER = "审核通过", "取消审核", "再看看"
NOTHING = "都没有数据"
REPLACE = "替换"
FOLDER = "reporting/folder"


class ReportingPage(Page):
    title = "上报"
    icon = "send-outline"
    help_topic = "reporting"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store = store_of(desk)
        self.standing: reporting.YearStanding | None = None
        self.written: Path | None = None
        self.head = PageHead(self.title)
        self.ledgers = LedgerList()
        self.signers, self.approval, self.file = SignersCard(), ApprovalCard(), FileCard()
        self.reading = Latest(desk, "核对各台账", self._show)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.empty_button = self.head.add("空表都没有数据…", self.confirm_empty, "check")
        self.empty_button.setToolTip("一次确认所有没有填的台账本学年都没有数据要报")
        self.print_button = self.head.add("打印 ▼", self._show_prints, "printer-outline")
        self.make_button = self.head.add_primary("生成上报文件", self.make_file, "file-excel-outline")
        side = QWidget()
        column(self.signers, self.approval, self.file, None, space=SPACE[3], parent=side)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setWidget(side)
        body = QWidget()
        row(self.ledgers, self.side, space=SPACE[3], parent=body).setStretch(0, 1)
        self.empty = EmptyState("send-outline", "还没有可以上报的数据", "先导入园所名单、填好各台账，再回到这里。")
        self.empty.add("导入名单…", lambda: self.desk.open_page("importing"), "tray-arrow-down")
        self.waiting = EmptyState("send-outline", "正在核对各台账…")
        self.stack = QStackedWidget()
        for widget in (body, self.empty, self.waiting):
            self.stack.addWidget(widget)
        column(self.head, self.stack, parent=self).setStretch(1, 1)

    def _wire(self) -> None:
        self.ledgers.open_asked.connect(lambda ledger: self.desk.open_page(ledger.__tablename__))
        self.ledgers.faults_asked.connect(lambda ledger: self.desk.open_page("checks", ledger=ledger.__tablename__))
        self.ledgers.mark_asked.connect(self.mark)
        self.signers.changed.connect(self._keep_names)
        self.approval.approve_asked.connect(self.approve)
        self.approval.withdraw_asked.connect(self.withdraw)
        self.approval.checks_asked.connect(lambda: self.desk.open_page("checks"))
        self.file.folder_asked.connect(self._open_folder)
        self.file.file_asked.connect(self._open_file)

    # -- what the window asks --

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(min(SIDE_WIDTH, max(LEAST_SIDE, self.width() * 2 // 5)))

    @property
    def busy(self) -> bool:
        return self.reading.busy

    def refresh(self) -> None:
        store, year = self.store, self.desk.year
        if not store.count(Kindergarten):
            self.stack.setCurrentWidget(self.empty)
            self.make_button.hide()
            self.empty_button.hide()
            return
        if self.standing is None:
            self.stack.setCurrentWidget(self.waiting)
            self.empty_button.hide()
        else:
            self.stack.setCurrentIndex(0)
        self.make_button.show()
        self.reading.ask(lambda: reporting.standing(store, year))

    def year_changed(self, year: int) -> None:
        self.written = None
        super().year_changed(year)

    def show_what(self, *, ask: str = "", **what: Any) -> None:
        """``ask`` "make": begin with the file at once."""
        if ask == "make" and not self.make_button.isHidden() and self.make_button.isEnabled():
            self.make_file()

    def activated(self) -> None:
        self.ledgers.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_page(self) -> None:
        self._show_prints()

    # -- what the clerk does --

    def mark(self, ledger: type[Ledger], state: Any) -> None:
        """本表无数据, 已审核, or neither."""
        try:
            reporting.mark(self.store, self.desk.year, ledger, state)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._saved()

    def confirm_empty(self) -> None:
        """本表无数据 of all that are empty, after a look at which they are."""
        empty = self._unsaid()
        asked = f"这 {len(empty)} 本台账，{label(self.desk.year)}都没有数据要报？"
        if self.desk.speaker.ask(asked, [NOTHING, LATER], "、".join(empty)) != NOTHING:
            return
        try:
            reporting.confirm_empty(self.store, self.desk.year)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._saved()

    def approve(self) -> None:
        if self.standing is not None and self.standing.obstacles:
            self._refused(Refusal("；".join(self.standing.obstacles), "还不能审核通过", "请先改正。"))
            return
        year, names = self.desk.year, self.signers.names()
        blank = [role for key, role in ROLES.items() if not names[key]]
        if blank:
            self.desk.notices.tell(Tone.ATTENTION, f"请先填写{'、'.join(blank)}的姓名。")
            self.signers.edits[next(key for key in ROLES if not names[key])].setFocus()
            return
        asked = f"{label(year)}审核通过？"
        explain = "审核通过后，本学年的数据不能再改（电话、名称等不随年度变化的项目除外）。\n需要再改时，可以取消审核。"
        if self.desk.speaker.ask(asked, [APPROVE, LATER], explain) != APPROVE:
            return
        store = self.store
        self.setEnabled(False)

        def work(progress: Any) -> None:
            from ycpe_desktop.exchange.approval import approve

            approve(store, year, **names, progress=progress)

        self.desk.background.run("审核通过", work, self._approved, self._not_approved)

    def withdraw(self) -> None:
        asked = f"取消{label(self.desk.year)}的审核？"
        explain = "取消后可以再改数据，操作记录里会留下这一步。已经交给市里的文件不会变，改好后要重新审核、重新上报。"
        if self.desk.speaker.ask(asked, [WITHDRAW, "不取消"], explain) != WITHDRAW:
            return
        try:
            reporting.withdraw(self.store, self.desk.year)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._saved()

    def make_file(self) -> None:
        """Ask for a folder, write the workbook there in the background, and say what to do with it."""
        store, year, phones = self.store, self.desk.year, not self.file.without_phones.isChecked()
        folder = self.desk.speaker.choose_folder("上报文件存到哪个文件夹", self._folder())
        if folder is None:
            return
        out = folder / standard_name(store, year)
        asked = f"文件夹里已有“{out.name}”，要替换它吗？"
        if out.exists() and self.desk.speaker.ask(asked, [REPLACE, "不生成"]) != REPLACE:
            return
        self._settings().setValue(FOLDER, str(folder))
        signers = Signers(**self.signers.names())

        def work(progress: Any) -> tuple[Exported, str]:
            made = report(store, year, out, phones=phones, signers=signers, progress=progress)
            return made, message(store, year, made, phones)

        self.make_button.setEnabled(False)
        self.desk.background.run("正在生成上报文件", work, self._made, self._not_made)

    # -- inside --

    def _unsaid(self) -> list[str]:
        """The ledgers that are neither filled nor confirmed as empty."""
        every = self.standing.ledgers if self.standing and not self.standing.approved else ()
        return [each.ledger.TITLE for each in every if each.state == "empty"]

    def _show(self, standing: reporting.YearStanding) -> None:
        self.standing = standing
        self.stack.setCurrentIndex(0)
        self.empty_button.setVisible(bool(self._unsaid()))
        self.make_button.setEnabled(True)
        self.head.note.setText(f"截至 {first_day(standing.year).isoformat()} · {_word(standing)}")
        self.ledgers.show_standing(standing)
        kept = {key: str(getattr(standing, key)) for key in ROLES}
        names = (
            kept if standing.approved else {key: str(self._settings().value(f"reporting/{key}", "")) for key in ROLES}
        )
        self.signers.show_names(names, fixed=bool(standing.approved))
        self.approval.show_standing(standing)
        set_primary(self.make_button, not standing.ready, "file-excel-outline")
        if self.written is None:
            self.file.show_plan(standard_name(self.store, standing.year), standing)

    def _approved(self, _: object) -> None:
        self.setEnabled(True)
        told = f"{label(self.desk.year)}已审核通过，可以生成上报文件了。"
        self.desk.notices.tell(Tone.GOOD, told, "生成上报文件", self.make_file)
        self.make_button.setFocus()
        self._saved()

    def _not_approved(self, error: Exception) -> None:
        self.setEnabled(True)
        self.approval.approve.setFocus()
        if isinstance(error, Refusal):
            self._refused(error)
        elif isinstance(error, Cancelled):
            self.desk.notices.tell(Tone.INFO, CANCELLED)

    def _made(self, result: tuple[Exported, str]) -> None:
        made, told = result
        self.make_button.setEnabled(True)
        self.written = made.path
        self.file.show_done(made.path, told)
        if not made.draft:  # and so it was remembered
            self.desk.saved(self)
            self.refresh()
        QTimer.singleShot(0, self.side, lambda: self.side.ensureWidgetVisible(self.file.copy))  # once it is laid out
        self.desk.notices.tell(
            Tone.GOOD, f"上报文件已生成：{made.path.name}", "打开文件夹", partial(show_file, made.path.parent)
        )

    def _not_made(self, error: Exception) -> None:
        self.make_button.setEnabled(True)
        if isinstance(error, Refusal):
            self.desk.notices.tell(Tone.BAD, str(error), "另选文件夹", self.make_file)
        elif isinstance(error, Cancelled):
            self.desk.notices.tell(Tone.INFO, CANCELLED)

    def _open_folder(self) -> None:
        if self.written is not None:
            show_file(self.written.parent)

    def _open_file(self) -> None:
        if self.written is not None:
            show_file(self.written)

    def _refused(self, refusal: Refusal) -> None:
        self.desk.notices.tell(Tone.BAD, str(refusal), "去校验", lambda: self.desk.open_page("checks"))

    def _saved(self) -> None:
        self.written = None
        self.desk.saved(self)
        self.refresh()

    def _keep_names(self) -> None:
        for key, name in self.signers.names().items():
            self._settings().setValue(f"reporting/{key}", name)

    def _folder(self) -> Path:
        kept = self._settings().value(FOLDER)
        return Path(kept) if isinstance(kept, str) and Path(kept).is_dir() else usual_folder()

    def _settings(self) -> QSettings:
        """Those of the window: a signer's name is no data of the county."""
        found = getattr(self.window(), "settings", None)
        assert isinstance(found, QSettings)
        return found

    def _show_prints(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("指标汇总表", self._print_indicators)
        menu.addSeparator()
        for ledger in LEDGERS:
            menu.addAction(ledger.TITLE, partial(self._print_ledger, ledger))
        menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    def _print_indicators(self) -> None:
        from ycpe_desktop.printing.indicator_sheet import print_indicators

        store, year = self.store, self.desk.year
        name = f"{store.county.name}_{year}学年_指标汇总.pdf"
        print_pdf(self.desk, "打印指标汇总表", name, lambda out: print_indicators(store, year, out))

    def _print_ledger(self, ledger: type[Ledger]) -> None:
        from ycpe_desktop.printing.ledger_list import print_ledger

        store, year, phones = self.store, self.desk.year, not self.file.without_phones.isChecked()
        name = f"{store.county.name}_{year}学年_{ledger.TITLE}.pdf"
        print_pdf(
            self.desk, f"打印{ledger.TITLE}", name, lambda out: print_ledger(store, ledger, year, out, phones=phones)
        )


def _word(standing: reporting.YearStanding) -> str:
    if standing.reported:
        return f"已上报（{standing.reported.when}）"
    return "已审核，还没有生成上报文件" if standing.approved else "未审核"
