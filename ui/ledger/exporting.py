"""导出: the list, with which columns and where to; or a blank template. Both are written in the background."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.icons import icon
from ui.ledger.desk_store import store_of
from ui.pages.written_files import EXCEL, write_file
from ui.shell.contracts import Tone
from ycpe_desktop.exchange.list_export import export_list, list_name
from ycpe_desktop.exchange.template import template_name, write_template
from ycpe_desktop.fields import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from ui.ledger.page import LedgerPage

SHOWN, EVERY = "表格里显示的列", "全部列"
WITHOUT = "，不含电话"


def fill_menu(page: "LedgerPage", menu: "QMenu") -> None:
    menu.clear()
    menu.addAction(icon("file-excel-outline"), "导出名单…", page.export)
    menu.addAction(icon("tray-arrow-down"), "下载空白模板…", lambda: ask_template(page))


def ask_template(page: "LedgerPage") -> None:
    """A workbook to be filled in by hand, or by others, and imported as it is."""
    store, ledger, year = store_of(page.desk), page.ledger, page.desk.year
    name = template_name(store, ledger, year)
    write_file(page.desk, "下载空白模板", name, EXCEL, lambda out, _: write_template(store, ledger, year, out))


def ask_export(page: "LedgerPage") -> None:
    """Ask for columns and file, then write all rows of the list as it is filtered and sorted."""
    chosen = _ask_columns(page)
    if not chosen:
        return
    store, listing = store_of(page.desk), page.table.model.listing
    proposal = Path.home() / list_name(store, listing)
    target = page.desk.speaker.choose_save_file("导出名单", proposal, "Excel 工作簿 (*.xlsx)")
    if target is None:
        return
    file = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")

    def done(count: int) -> None:
        page.desk.notices.tell(Tone.GOOD, f"已导出 {count:,} 条：{file}")

    page.desk.background.run(
        f"正在导出{page.ledger.TITLE}", lambda progress: export_list(store, listing, chosen, file, progress), done
    )


def _ask_columns(page: "LedgerPage") -> Sequence[Field]:
    every = [column.field for column in page.table.model.columns]
    by_name = {each.name: each for each in every}
    shown = [by_name[name] for name in page.table.shown_names()]
    choices = {SHOWN: shown}
    if any(each.private for each in shown):
        choices[SHOWN + WITHOUT] = without_private(shown)
    choices[EVERY] = every
    if any(each.private for each in every):
        choices[EVERY + WITHOUT] = without_private(every)
    count = page.table.model.told_count()
    answer = page.desk.speaker.ask(f"导出{page.ledger.TITLE} {count}，要哪些列？", list(choices))
    return choices[answer] if answer is not None else ()


def without_private(fields: Sequence[Field]) -> list[Field]:
    return [each for each in fields if not each.private]
