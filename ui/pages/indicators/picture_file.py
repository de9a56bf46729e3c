"""两页概况: the year of the county as a PDF of two A4 pages."""

from pathlib import Path

from ui.background import Progress
from ui.pages.written_files import PDF, write_file
from ui.shell.contracts import Desk
from ycpe_desktop.store import Store


def print_picture(desk: Desk, store: Store, year: int) -> None:
    """Ask where, and write it beside the window; says afterwards which characters the font lacks."""

    def write(out: Path, progress: Progress) -> tuple[str, ...]:
        from ycpe_desktop.printing.picture import print_picture as write_picture  # loads reportlab

        return write_picture(store, year, out, progress).lost

    def done(lost: tuple[str, ...]) -> str:
        return f"字库里没有的字以编码代替，请手写补上：{'、'.join(lost)}" if lost else ""

    write_file(desk, "打印两页概况", f"{store.county.name}_{year}学年_两页概况.pdf", PDF, write, done)
