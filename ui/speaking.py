"""The only message boxes and file dialogs of the program: one door, which tests replace."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QPushButton, QWidget

from ui.icons import pixmap
from ycpe_desktop.faults import Refusal

TITLE = "学前教育台账"
EVERY_FILE = "所有文件 (*)"
ICON_SIZE = 32


def usual_folder() -> Path:
    """桌面, else 文档, else the user's own folder."""
    place = QStandardPaths.StandardLocation
    told = (QStandardPaths.writableLocation(one) for one in (place.DesktopLocation, place.DocumentsLocation))
    return next((Path(folder) for folder in told if folder and Path(folder).is_dir()), Path.home())


class Speaker:
    """Asks and tells in dialogs over ``parent``. A dialog is for a decision; all else is a notice in the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent
        self._folder: Path | None = None  # of the file that was chosen last

    def ask(self, question: str, choices: Sequence[str], explain: str = "") -> str | None:
        """The chosen word of ``choices`` (first = what Enter does); None when closed without a choice."""
        box = self._box("help-circle-outline", "primary", question, explain)
        buttons = {box.addButton(choice, QMessageBox.ButtonRole.AcceptRole): choice for choice in choices}
        box.setDefaultButton(next(iter(buttons)))
        leave = QPushButton(box)  # never shown: what Esc presses
        box.addButton(leave, QMessageBox.ButtonRole.RejectRole)
        leave.hide()
        box.setEscapeButton(leave)
        box.exec()
        return next((word for button, word in buttons.items() if button is box.clickedButton()), None)

    def ask_text(self, question: str, value: str = "") -> str | None:
        """One line of text; None when cancelled."""
        dialog = QInputDialog(self.parent)
        dialog.setWindowTitle(TITLE)
        dialog.setLabelText(question)
        dialog.setTextValue(value)
        return dialog.textValue().strip() if dialog.exec() else None

    def tell(self, refusal: Refusal) -> None:
        """What could not be done, where, and what to do next."""
        told = f"{refusal.where}：{refusal.what}" if refusal.where else refusal.what
        box = self._box("alert-outline", "attention", told, refusal.remedy)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def inform(self, text: str, explain: str = "") -> None:
        """Something long to read that was asked for (关于); all else is a notice in the window."""
        box = self._box("information-outline", "primary", text, explain)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def confess(self, details: str, log: Path) -> None:
        """Our own mistake: what was saved is safe, and ``details`` can be sent to whoever looks after the program."""
        explain = (
            "已保存的内容都在，可以继续使用；刚才这一步请重做一次。\n"
            f"如果又出现，请把错误信息发给维护人员。\n日志：{log}"
        )
        box = self._box("alert-circle-outline", "bad", "程序出了错，数据没有丢", explain)
        copy = box.addButton("复制错误信息", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()  # copying does not close the dialog
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        copy.clicked.connect(lambda: copy.setText("已复制"))
        close = box.addButton("继续", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.exec()

    def choose_open_file(self, title: str, filters: str = EVERY_FILE, folder: Path | None = None) -> Path | None:
        return next(iter(self._files(title, filters, folder, QFileDialog.FileMode.ExistingFile)), None)

    def choose_open_files(self, title: str, filters: str = EVERY_FILE, folder: Path | None = None) -> list[Path]:
        return self._files(title, filters, folder, QFileDialog.FileMode.ExistingFiles)

    def choose_save_file(self, title: str, proposal: Path, filters: str = EVERY_FILE) -> Path | None:
        """``proposal`` is a folder with a file name, or a name alone; asks before an old file is replaced."""
        return next(iter(self._files(title, filters, proposal, QFileDialog.FileMode.AnyFile)), None)

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return next(iter(self._files(title, "", folder, QFileDialog.FileMode.Directory)), None)

    def _files(self, title: str, filters: str, start: Path | None, mode: QFileDialog.FileMode) -> list[Path]:
        """The system's own dialog where it has one, else Qt's as a plain list of names.

        Begins where ``start`` says, else where the last file was, else on the desktop; never in the program's folder.
        """
        folder = start.parent if start and start.suffix else start
        if folder is None or not folder.is_absolute():
            folder = self._folder or usual_folder()
        dialog = QFileDialog(self.parent, title, str(folder), filters)
        dialog.setFileMode(mode)
        dialog.setViewMode(QFileDialog.ViewMode.List)
        if mode is QFileDialog.FileMode.AnyFile and start:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(start.suffix)
            dialog.selectFile(start.name)
        chosen = [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
        if chosen and mode is not QFileDialog.FileMode.Directory:
            self._folder = chosen[0].parent
        return chosen

    def _box(self, icon: str, token: str, text: str, explain: str) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setWindowTitle(TITLE)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIconPixmap(pixmap(icon, token, ICON_SIZE))
        box.setText(text)
        box.setInformativeText(explain)
        return box
