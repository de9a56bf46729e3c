"""Ctrl+P on a list: the official A4 page of what the table shows, as PDF."""

from typing import TYPE_CHECKING

from ui.ledger.desk_store import store_of
from ui.ledger.exporting import SHOWN, WITHOUT
from ui.pages.written_files import print_pdf
from ycpe_desktop.ledgers import field_of

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage


def print_list(page: "LedgerPage") -> None:
    """As it is filtered and sorted, with the columns that are shown; asks about telephones where there are any."""
    from ycpe_desktop.printing.ledger_list import print_ledger  # loads reportlab: only where something is printed

    store, ledger, listing = store_of(page.desk), page.ledger, page.table.model.listing
    names = page.table.shown_names()
    phones = True
    if any(field_of(ledger, name).private for name in names):
        answer = page.desk.speaker.ask(f"打印{ledger.TITLE}，要哪些列？", [SHOWN, SHOWN + WITHOUT])
        if answer is None:
            return
        phones = answer == SHOWN
    name = f"{store.county.name}{ledger.TITLE}_{listing.year}学年_{store.today:%Y%m%d}.pdf"
    print_pdf(
        page.desk,
        f"打印{ledger.TITLE}",
        name,
        lambda out: print_ledger(store, ledger, listing.year, out, listing=listing, fields=names, phones=phones),
    )
