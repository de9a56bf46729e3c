"""Evidence files of a cell: the menu behind its paper clip, and opening a file in its own program."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from ui.icons import icon
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.four_independents import Row
from ycpe_desktop.store.attachments import Attachment, to_open

KINDS = "依据材料 (*.pdf *.jpg *.jpeg *.png *.doc *.docx *.xls *.xlsx *.wps *.et);;所有文件 (*)"


class Keeper(Protocol):
    """Whoever does what the menu offers."""

    def add_files(self, row: Row, item: str) -> None: ...
    def open_file(self, file: Attachment) -> None: ...
    def remove_file(self, file: Attachment) -> None: ...


def evidence_menu(keeper: Keeper, row: Row, item: str, files: Sequence[Attachment], parent: QWidget) -> QMenu:
    made = QMenu(parent)
    for file in files:
        made.addAction(icon("open-in-new"), f"打开 {file.name}", partial(keeper.open_file, file))
    made.addSeparator()
    made.addAction(icon("paperclip"), "添加依据文件…", partial(keeper.add_files, row, item))
    for file in files:
        made.addAction(icon("delete-outline"), f"移除 {file.name}", partial(keeper.remove_file, file))
    return made


def open_outside(folder: Path, file: Attachment) -> None:
    """A copy of the file in the program that the system has for it; Refusal where there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(to_open(folder, file)))):
        raise Refusal(f"没有能打开“{file.name}”的程序", "", "请安装相应的程序，或在数据文件夹里查看")
