"""Files that a page writes for the clerk: where to, in the background, and the way to them afterwards."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.shell.contracts import Desk, Tone
from ui.speaking import usual_folder

PDF = "PDF 文档 (*.pdf)"


def show_file(path: Path) -> None:
    """Open a file, or a folder, with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def print_pdf(desk: Desk, title: str, name: str, write: Callable[[Path], object]) -> None:
    """Ask where, write the PDF in the background, and offer to open it; from there it is printed."""
    chosen = desk.speaker.choose_save_file(f"{title}：存为 PDF", usual_folder() / name, PDF)
    if chosen is None:
        return
    out = chosen if chosen.suffix.lower() == ".pdf" else chosen.with_name(f"{chosen.name}.pdf")

    def done(_: object) -> None:
        desk.notices.tell(Tone.GOOD, f"已生成：{out}", "打开并打印", lambda: show_file(out))

    desk.background.run(f"正在{title}", lambda progress: write(out), done)
