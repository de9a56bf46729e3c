"""What the page 责任督学 writes for the clerk: plaques to print, rosters to publish."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from ui.background import Progress
from ui.pages.written_files import EXCEL, PDF, write_file
from ui.shell.contracts import Desk
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ycpe_desktop.printing.plaque import Size

WITHOUT = "，不含电话"


def print_plaques(desk: Desk, store: Store, day: date, kindergartens: Sequence[str], size: "Size") -> None:
    """Ask where, and write the plaques; says afterwards which photos and telephones they lack."""
    from ycpe_desktop.printing import plaque  # loads reportlab: only where something is printed

    def write(out: Path, progress: Progress) -> plaque.Printed:
        return plaque.print_plaques(store, day, out, size=size, kindergartens=set(kindergartens), progress=progress)

    def done(printed: plaque.Printed) -> str:
        return f"公示牌还不完整：{'；'.join(printed.problems)}。" if printed.problems else ""

    name = f"{store.county.name}_责任督学公示牌_{len(kindergartens)}块_{size}_{day:%Y%m%d}.pdf"
    write_file(desk, "打印公示牌", name, PDF, write, done)


def roster_menu(parent: QWidget, desk: Desk, store: Store, day: date) -> QMenu:
    """As workbook or PDF, with telephones or without."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for word, suffix in (("Excel", ".xlsx"), ("PDF", ".pdf")):
        for phones in (True, False):
            told = f"{word}{'' if phones else WITHOUT}"
            menu.addAction(told, partial(export_rosters, desk, store, day, suffix, phones=phones))
    return menu


def export_rosters(desk: Desk, store: Store, day: date, suffix: str, *, phones: bool) -> None:
    """Ask where, and write 督学证登记名册 and 督学责任区一览表 into one file."""

    def write(out: Path, progress: Progress) -> int:
        from ycpe_desktop.policy.rosters import rosters

        found = rosters(store, day, phones=phones)
        if suffix == ".pdf":
            from ycpe_desktop.printing.roster import print_rosters

            print_rosters(found, out)
        else:
            from ycpe_desktop.exchange.roster_export import export_rosters as export

            export(found, out)
        return found.uncovered

    def done(uncovered: int) -> str:
        return f"有 {uncovered} 所园还没有责任督学，不在名册里。" if uncovered else ""

    name = f"{store.county.name}_责任督学名册{'' if phones else '_不含电话'}_{day:%Y%m%d}{suffix}"
    write_file(desk, "导出名册", name, PDF if suffix == ".pdf" else EXCEL, write, done)
