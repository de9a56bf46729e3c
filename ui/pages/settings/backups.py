"""备份: what there is, making another, and going back to one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.background import Progress
from ui.pages.rows_table import RowsTable
from ui.pages.written_files import show_file
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import EmptyState, button, column, label, row
from ui.speaking import usual_folder
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import Store
from ycpe_desktop.store.backup import FILES, Backup, back_up, list_backups
from ycpe_desktop.store.complete import write_complete
from ycpe_desktop.store.demonstration import DEMO
from ycpe_desktop.store.restoring import Glimpse, Restored, look_into, restore

ZIP = "完整备份 (*.zip)"
RESTORE = "恢复"
NAMED_AT_MOST = 6
GOOD, BROKEN = ("check-circle", "good"), ("alert-circle-outline", "bad")
REASONS = {"手动": "手动备份", "每日": "每天第一次打开时"}


class BackupsPart(QWidget):
    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self.backups: Sequence[Backup] = ()
        self.table = RowsTable(("时间", "原因", "大小", "情况"), (150, 0, 90, 110), numbers=(2,))
        self.folder = label("", "second", wrap=True)
        self.empty = EmptyState(
            "backup-restore", "还没有备份", "每天第一次打开程序时会自动备份一次，也可以现在就备份。"
        )
        self.new = button("立即备份", self.make, "content-save-outline", "primary")
        self.complete = button("完整备份…", self.make_complete, "download-outline")
        self.complete.setToolTip("数据和附件做成一个压缩文件，换电脑或存 U 盘用")
        self.from_file = button("从文件恢复…", self.restore_file, "folder-open-outline")
        self.back = button("恢复到选中的备份…", self.restore_chosen, "backup-restore")
        self.open = button("打开数据所在文件夹", lambda: show_file(store.folder), "folder-open-outline", "link")
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._enable)

    def _lay_out(self) -> None:
        acts, place = QWidget(), QWidget()
        row(self.back, self.from_file, None, self.complete, self.new, parent=acts)
        row(self.folder, self.open, parent=place).setStretch(0, 1)
        self.stack = QStackedWidget()
        for widget in (self.table, self.empty):
            self.stack.addWidget(widget)
        told = label(
            "每天、导入前、恢复前、升级前都会自动备份；旧的按规则清理，最近一份好的永远不会清掉。", "second", wrap=True
        )
        column(acts, told, self.stack, place, parent=self, margin=0).setContentsMargins(0, SPACE[2], 0, 0)

    def refresh(self) -> None:
        self.backups = list_backups(self._store.folder)
        self.table.show_rows(
            [
                (f"{each.at:%Y-%m-%d %H:%M}", REASONS.get(each.reason, each.reason), size_text(each.size), _word(each))
                for each in self.backups
            ],
            [GOOD if each.good else BROKEN for each in self.backups],
        )
        self.stack.setCurrentIndex(0 if self.backups else 1)
        self.folder.setText(f"数据在：{self._store.folder}")
        self._enable()

    def make(self) -> None:
        """One more among the others."""
        folder = self._store.folder

        def done(path: Path) -> None:
            self._desk.notices.tell(Tone.GOOD, f"已备份：{path.name}")
            self.refresh()

        self._desk.background.run("正在备份", lambda progress: back_up(folder, "手动"), done)

    def make_complete(self) -> None:
        """Database and attachments as one zip, where the clerk wants it."""
        name = f"{self._store.county.name}_学前教育台账_完整备份_{self._store.today:%Y%m%d}.zip"
        chosen = self._desk.speaker.choose_save_file("完整备份存到哪里", usual_folder() / name, ZIP)
        if chosen is None:
            return
        target = chosen if chosen.suffix.lower() == ".zip" else chosen.with_name(f"{chosen.name}.zip")
        folder = self._store.folder

        def work(progress: Progress) -> Path:
            def told(done: int, every: int) -> None:
                progress("附件", done, every)

            return write_complete(folder, target, told)

        def done(path: Path) -> None:
            self._desk.notices.tell(Tone.GOOD, f"完整备份已生成：{path}", "打开文件夹", lambda: show_file(path.parent))

        self._desk.background.run("正在做完整备份", work, done)

    def restore_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.restore_from(chosen.path)

    def restore_file(self) -> None:
        chosen = self._desk.speaker.choose_open_file("选择备份", FILES, usual_folder())
        if chosen is not None:
            self.restore_from(chosen)

    def restore_from(self, file: Path) -> None:
        """Look into the backup, say what would come, and after a yes put it in the place of what is there now."""
        folder = self._store.folder
        self._desk.background.run(
            "正在查看备份",
            lambda progress: look_into(folder, file),
            lambda seen: self._ask_restore(file, seen),
            lambda error: tell_not_restored(self._desk, error),
        )

    def _ask_restore(self, file: Path, seen: Glimpse) -> None:
        when = f"{seen.at.replace('T', ' ')[:16]}（最后一步是“{seen.label}”）" if seen.at else "刚建立时"
        counts = [f"{title} {count:,}" for title, count in seen.records.items() if count]
        more = f"等 {len(counts)} 本台账" if len(counts) > NAMED_AT_MOST else ""
        inside = "，".join(counts[:NAMED_AT_MOST]) + more or "没有记录"
        explain = f"在那以后做的改动都会退回去。现在的数据会先备份下来，想回来还可以再恢复一次。\n备份里有：{inside}。"
        question = f"恢复到 {when} 的样子？"
        if seen.demo and not self._store.setting(DEMO, False):
            question = "这是演示数据的备份，里面的园所是编造的。用它换下现在的台账？"
        if self._desk.speaker.ask(question, [RESTORE, "不恢复"], explain) == RESTORE:
            self._restore(file)

    def _restore(self, file: Path) -> None:
        """At once, for nothing else may read meanwhile; then the window opens anew what is there."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self._desk.background.shut_down()
        self._store.close()
        try:
            done = restore(self._store.folder, file)
        except Refusal as refusal:
            tell_not_restored(self._desk, refusal)
        else:
            tell_restored(self._desk, done)
        finally:
            QGuiApplication.restoreOverrideCursor()
            self._desk.reopen()

    def _chosen(self) -> Backup | None:
        places = self.table.chosen()
        return self.backups[places[0]] if places and places[0] < len(self.backups) else None

    def _enable(self) -> None:
        chosen = self._chosen()
        self.back.setEnabled(chosen is not None and chosen.good)


def size_text(size: int) -> str:
    """1.2 MB, as file managers write it."""
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"


def _word(backup: Backup) -> str:
    return "完好" if backup.good else "已损坏"


def tell_restored(desk: Desk, done: Restored) -> None:
    desk.notices.tell(Tone.ATTENTION if done.missing else Tone.GOOD, done.told, topic=RESTORE)


def tell_not_restored(desk: Desk, error: Exception) -> None:
    """Of a backup that does not fit; it is forgotten with the next one."""
    if isinstance(error, Refusal):
        desk.notices.tell(Tone.BAD, str(error), topic=RESTORE)
