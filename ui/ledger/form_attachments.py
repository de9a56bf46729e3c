"""附件 of a record: added by button or drop, opened, removed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.icons import icon
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import button, label, row
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Store
from ycpe_desktop.store import attachments as kept
from ycpe_desktop.store.photos import FIELD as PHOTO


class FormAttachments(QWidget):
    saved = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk, store: Store, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._store, self._ledger = desk, store, ledger
        self._owner = ""
        self._shown: Sequence[kept.Attachment] = ()
        self.setAcceptDrops(True)
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.itemActivated.connect(lambda _: self.open_chosen())
        self.list.itemDoubleClicked.connect(lambda _: self.open_chosen())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addLayout(
            row(
                button("添加…", self._choose, "plus", "link"),
                button("打开", self.open_chosen, "open-in-new", "link"),
                button("移除", self.remove_chosen, "delete-outline", "link"),
                None,
            )
        )
        lines.addWidget(label("扫描件、照片、Word、PDF 都可以；也可以把文件拖到这里。", "small", wrap=True))
        lines.addWidget(self.list)

    def show_record(self, owner: str) -> None:
        self._owner = owner
        every = kept.attachments_of(self._store, owner) if owner else ()
        self._shown = [each for each in every if each.field != PHOTO]  # which stands at the head of the form
        self.list.clear()
        for each in self._shown:
            self.list.addItem(QListWidgetItem(icon("paperclip"), f"{each.name}　{_size(each.size)}　{each.added}"))
        self.counted.emit(len(self._shown))

    def add_files(self, files: Sequence[Path]) -> None:
        if not self._owner:
            self._desk.notices.tell(Tone.INFO, "请先保存这条记录，再添加附件。")
            return
        for file in files:
            try:
                kept.add(self._store, self._ledger, self._owner, None, file)
            except Refusal as refusal:
                self._desk.notices.tell(Tone.BAD, str(refusal))
        self.show_record(self._owner)
        self.saved.emit()

    def open_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        try:
            file = kept.to_open(self._store.folder, chosen)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self._desk.notices.tell(Tone.ATTENTION, f"这台电脑没有能打开它的程序：{file}")

    def remove_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if self._desk.speaker.ask(f"移除附件“{chosen.name}”？", ["移除", "不移除"], "可以撤销。") == "移除":
            try:
                kept.remove(self._store, chosen.uuid)
            except Refusal as refusal:
                self._desk.notices.tell(Tone.BAD, str(refusal))
                return
            self.show_record(self._owner)
            self.saved.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_files([file for file in files if file.is_file()])

    def _choose(self) -> None:
        self.add_files(self._desk.speaker.choose_open_files("添加附件"))

    def _chosen(self) -> kept.Attachment | None:
        number = self.list.currentRow() if self.list.currentRow() >= 0 else 0 if len(self._shown) == 1 else -1
        return self._shown[number] if number >= 0 else None


def _size(count: int) -> str:
    return f"{count / 1024:,.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:,.1f} MB"
