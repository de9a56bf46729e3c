"""Files that a page writes for the clerk: where to, in the background, and the way to them afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.background import Progress
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.exchange.safely import nameable

T = TypeVar("T")
PDF = "PDF 文档 (*.pdf)"
EXCEL = "Excel 工作簿 (*.xlsx)"
OPENING = {".pdf": "打开并打印"}


def show_file(path: Path) -> None:
    """Open a file, or a folder, with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def write_file(
    desk: Desk,
    title: str,
    name: str,
    kind: str,
    write: Callable[[Path, Progress], T],
    done: Callable[[T], str] = lambda _: "",
) -> None:
    """Ask where, write the file in the background, and offer to open it or its folder.

    ``name`` is the name proposed, with the suffix that the file gets in any case; ``kind`` the filter of the dialog.
    ``done`` may give a sentence of what is not as it should be.
    """
    suffix = Path(name).suffix
    chosen = desk.speaker.choose_save_file(f"{title}：存为 {kind.split(' ')[0]}", Path(nameable(name)), kind)
    if chosen is None:
        return
    out = chosen if chosen.suffix.lower() == suffix else chosen.with_name(f"{chosen.name}{suffix}")

    def tell(result: T) -> None:
        if problem := done(result):
            desk.notices.tell(Tone.ATTENTION, problem)
        folder = ("打开文件夹", lambda: show_file(out.parent))
        desk.notices.tell(Tone.GOOD, f"已生成：{out}", OPENING.get(suffix, "打开"), lambda: show_file(out), folder)

    desk.background.run(f"正在{title}", lambda progress: write(out, progress), tell)


def print_pdf(desk: Desk, title: str, name: str, write: Callable[[Path], object]) -> None:
    """Ask where, write the PDF in the background, and offer to open it; from there it is printed."""
    write_file(desk, title, name, PDF, lambda out, progress: write(out))
