"""The page 园所填报表: one list of all kindergartens with their forms, and the two things to do: 发放 and 收回."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QSplitter, QTextBrowser, QWidget

from ui.pages.forms.details import as_html
from ui.pages.forms.states import LOOKS, FormChips
from ui.pages.importing.files import local_files
from ui.pages.rows_table import RowsTable
from ui.pages.waiting import WaitingPage
from ui.pages.written_files import show_file
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import PageHead, button, column, label, row, set_primary
from ui.theme import SPACE
from ycpe_desktop.exchange.forms.collecting import Collected, collect, take_in
from ycpe_desktop.exchange.forms.issuing import Issued, fresh_folder, issue
from ycpe_desktop.exchange.forms.lines import Line, lines
from ycpe_desktop.exchange.standing import newest_action
from ycpe_desktop.faults import Refusal
from ycpe_desktop.schoolyear import label as year_label
from ycpe_desktop.store import Store, Undone

HINT = (
    "① 发放：给每所在办的园生成一份 Excel 表，发给园长。② 收回：把发回的表放进一个文件夹，"
    "点“收回文件夹”，或拖到这里。点“导入”以前什么也不会写入。"
)
FILTERS = "填报表 (*.xlsx *.xls *.xlsm *.et *.ods);;所有文件 (*)"
SIDES = [880, 330]
LEAST_DETAILS = 240


class FormsPage(WaitingPage):
    title = "园所填报表"
    icon = "school-outline"
    help_topic = "forms"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.store: Store = desk.store
        self.busy = False
        self.paths: list[Path] = []
        self.found = Collected(desk.year)
        self.lines: list[Line] = []
        self._listed: list[Line] = []
        self.head = PageHead(self.title)
        self.issue = self.head.add("发放…", self.ask_issue, "tray-arrow-up")
        self.take_files = self.head.add("收回文件…", self.ask_files, "file-excel-outline")
        self.take_folder = self.head.add("收回文件夹…", self.ask_folder, "folder-open-outline")
        self.take_in = self.head.add_primary("导入", self.apply)
        self.hint = label(HINT, "second", wrap=True)
        self.chips = FormChips()
        self.copy = button("复制未收回名单", self.copy_missing, "content-copy", "link")
        self.table = RowsTable(("园所", "乡镇", "情况", "说明"), (0, 84, 76, 0), spare=(1,))
        self.table.setAccessibleName("各园的填报表")
        self.details = QTextBrowser()
        self.details.setAccessibleName("这一份")
        self.details.setProperty("role", "list")
        self.details.setMinimumWidth(LEAST_DETAILS)
        self.details.document().setDocumentMargin(SPACE[2])
        self._build()
        self.chips.chosen.connect(self._list)
        self.table.selectionModel().currentRowChanged.connect(self._show_line)

    def _build(self) -> None:
        line = QWidget()
        row(self.chips, None, self.copy, parent=line)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.table)
        body.addWidget(self.details)
        body.setSizes(SIDES)
        body.setStretchFactor(0, 3)  # names need their room where the page is narrow
        body.setStretchFactor(1, 1)
        body.setChildrenCollapsible(False)
        column(self.head, self.hint, line, body, parent=self).setStretch(3, 1)
        self.setAcceptDrops(True)

    # -- what the window asks --

    def activated(self) -> None:
        self.table.setFocus()

    def refresh(self) -> None:
        """Receipts and registry as they stand; a plan that has grown old is made anew."""
        if self.busy:
            return
        if self.found.plan is not None and not self.found.taken_in and self._newest() != self.found.plan.stamp:
            self.collect(self.paths)
        else:
            self._show()

    def year_changed(self, year: int) -> None:
        self.found, self.paths = Collected(year), []
        self.unsay()
        self._show()

    def show_what(self, *, paths: Sequence[Path] = (), **what: Any) -> None:
        """Files or folders that came back."""
        if paths and not self.busy:
            self.collect(list(paths))

    def find_text(self, text: str) -> bool:
        place = next((place for place, line in enumerate(self._listed) if text in line.name), None)
        if place is not None:
            self.table.selectRow(place)
        return place is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.busy and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files([url.toLocalFile() for url in event.mimeData().urls()])
        if files:
            event.acceptProposedAction()
            self.collect(files)

    # -- 发放 --

    def ask_issue(self) -> None:
        """Where to, then one workbook for every kindergarten in a folder of its own."""
        chosen = self.desk.speaker.choose_folder("填报表放到哪个文件夹（会新建一个子文件夹）")
        if chosen is None:
            return
        year, folder = self.desk.year, fresh_folder(self.store, self.desk.year, chosen)
        self.run("正在发放填报表", lambda tell: issue(self.store, year, folder, tell), self._issued)

    def _issued(self, made: Issued) -> None:
        told = f"已生成 {len(made.files):,} 份，在“{made.folder}”。一园一份，文件名是 乡镇_园名_标识码。"
        self.say(Tone.GOOD, told, "打开文件夹", partial(show_file, made.folder))

    # -- 收回 --

    def ask_folder(self) -> None:
        chosen = self.desk.speaker.choose_folder("放着园所发回的表的文件夹")
        if chosen is not None:
            self.collect([chosen])

    def ask_files(self) -> None:
        chosen = self.desk.speaker.choose_open_files("园所发回的表（可以选多个）", FILTERS)
        if chosen:
            self.collect(chosen)

    def collect(self, paths: list[Path]) -> None:
        self.paths, year = paths, self.desk.year
        self.run("正在读取填报表", lambda tell: collect(self.store, paths, year, tell), self._collected)

    def _collected(self, found: Collected) -> None:
        if found.year != self.desk.year:
            self.say(Tone.INFO, f"学年换了，刚才读的 {year_label(found.year)}的表没有列出。")
            return
        self.found = found
        self._show()
        self.table.setFocus()

    def apply(self) -> None:
        found = self.found
        self.run("正在导入填报表", lambda tell: take_in(self.store, found, tell),
                  partial(self._applied, found), self._not_applied)  # fmt: skip

    def _applied(self, found: Collected, action: int | None) -> None:
        self._show()
        if action is None:
            self.say(Tone.INFO, "与台账完全相同，没有改动。")
            return
        self.desk.saved(self)
        told = f"已导入 {len(found.waiting):,} 份填报表。导入以前已自动备份。"
        self.say(Tone.GOOD, told, "撤销本次导入", partial(self.undo, action))

    def _not_applied(self, refusal: Refusal) -> None:
        self.say(Tone.BAD, str(refusal), "重新核对", lambda: self.collect(self.paths))

    def undo(self, action: int) -> None:
        self.run("正在撤销导入", lambda tell: self.store.undo(action, tell), self._undone)

    def _undone(self, undone: Undone) -> None:
        self.found = Collected(self.desk.year)
        self.desk.saved(self)
        self._show()
        stayed = f"这些保持不变：{'；'.join(undone.stayed[:5])}" if undone.stayed else "台账回到了导入以前。"
        self.say(Tone.ATTENTION if undone.stayed else Tone.GOOD, f"已撤销：{undone.label}。{stayed}")

    def copy_missing(self) -> None:
        """Names to be pasted into a message."""
        names = [line.name for line in self.lines if line.state == "missing"]
        QGuiApplication.clipboard().setText("\n".join(names))
        self.say(Tone.GOOD, f"已复制 {len(names):,} 所未收回的园，可以粘贴到微信里催报。")

    # -- inside --

    def set_busy(self, busy: bool) -> None:
        self.busy = busy
        for each in (self.issue, self.take_files, self.take_folder, self.take_in, self.table):
            each.setEnabled(not busy)

    def _newest(self) -> int:
        with self.store.reading() as connection:
            return newest_action(connection)

    def _show(self) -> None:
        self.lines = lines(self.store, self.found)
        asked = len({line.uuid for line in self.lines if line.uuid})
        self.head.note.setText(f"应收 {asked:,} 份")
        self.chips.show_lines(self.lines)
        able = 0 if self.found.taken_in else len(self.found.waiting)
        self.take_in.setText(f"导入 {able:,} 份")
        self.take_in.setVisible(able > 0)
        set_primary(self.take_folder, able == 0, "folder-open-outline")
        self.copy.setEnabled(any(line.state == "missing" for line in self.lines))
        self._list()

    def _list(self) -> None:
        wanted = self.chips.state
        self._listed = [line for line in self.lines if wanted in (None, line.state)]
        rows = [(line.name, line.township, LOOKS[line.state].word, line.told) for line in self._listed]
        self.table.show_rows(rows, [(LOOKS[line.state].icon, LOOKS[line.state].token) for line in self._listed])
        self._show_line()

    def _show_line(self) -> None:
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self._listed):
            self.details.setHtml("")
            return
        line = self._listed[place]
        self.details.setHtml(as_html(line, self.found.rows.get(line.uuid, ()) if line.state != "returned" else ()))
