"""The photo of a record at the head of its form: chosen by button or drop, seen small, taken away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.icons import pixmap
from ui.shell.contracts import Desk, Tone
from ui.shell.parts import button, column, label, row
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Store, photos
from ycpe_desktop.store.attachments import file_of

WIDE, HIGH = 60, 84
"""Pixels of the small picture: 5 to 7, as the photo is kept."""
ICON = 32
PICTURES = f"照片 ({' '.join(photos.SUFFIXES)})"
HINT = "JPG、PNG、BMP、WebP 都可以，也可以拖到这里；自动裁成证件照的 5∶7。"


class PhotoBox(QFrame):
    saved = Signal()

    def __init__(self, desk: Desk, store: Store, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._store, self._ledger = desk, store, ledger
        self._owner = ""
        self.setAcceptDrops(True)
        self.picture = QLabel()
        self.picture.setFixedSize(WIDE + 2, HIGH + 2)
        self.picture.setFrameShape(QFrame.Shape.StyledPanel)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button(f"选择{ledger.PHOTO}…", self._choose, "image-outline")
        self.drop = button(f"去掉{ledger.PHOTO}", self._remove, "close", "link")
        self.note = label(HINT, "small", wrap=True)
        side, buttons = QWidget(), QWidget()
        row(self.choose, self.drop, None, parent=buttons)
        column(label(ledger.PHOTO, "second"), buttons, self.note, None, space=SPACE[1], parent=side)
        row(self.picture, side, space=SPACE[3], parent=self).setStretch(1, 1)

    def show_record(self, owner: str) -> None:
        """The photo of a record; "" for one that is not saved yet."""
        self._owner = owner
        found = photos.photos_of(self._store, self._ledger).get(owner)
        file = file_of(self._store.folder, found.digest) if found else None
        shown = QPixmap(str(file)) if file else QPixmap()
        ratio = self.devicePixelRatioF()
        if shown.isNull():
            shown = pixmap("account-tie-outline", "faint", ICON)
        else:
            size = shown.size().scaled(int(WIDE * ratio), int(HIGH * ratio), Qt.AspectRatioMode.KeepAspectRatio)
            shown = shown.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)
        lost = file is not None and not file.exists()
        self.picture.setAccessibleName(self._ledger.PHOTO if found else f"没有{self._ledger.PHOTO}")
        self.note.setText("照片的文件不在了，请从完整备份恢复，或重新选择。" if lost else HINT)
        self.choose.setText(f"{'更换' if found else '选择'}{self._ledger.PHOTO}…")
        self.drop.setVisible(found is not None)

    def take(self, file: Path) -> None:
        if not self._owner:
            self._desk.notices.tell(Tone.INFO, "请先保存这条记录，再选择照片。")
            return
        self._do(lambda: photos.set_photo(self._store, self._ledger, self._owner, file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.take(files[0])

    def _choose(self) -> None:
        file = self._desk.speaker.choose_open_file(f"选择{self._ledger.PHOTO}", PICTURES)
        if file is not None:
            self.take(file)

    def _remove(self) -> None:
        self._do(lambda: photos.remove_photo(self._store, self._ledger, self._owner))

    def _do(self, act: Callable[[], str]) -> None:
        """One action, or the sentence why not."""
        try:
            done = act()
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self.show_record(self._owner)
        if done:
            self._desk.notices.tell(Tone.GOOD, f"已{done}")
            self.saved.emit()
