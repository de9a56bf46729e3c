"""From what is missing to the cell in which it is filled in."""

from ui.shell.contracts import Desk, Tone
from ycpe_desktop.ledgers import Kindergarten, ledger_named
from ycpe_desktop.policy.figures import Lack
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Filter, Listing, Store, ids

OWNER = {"area_year": "area"}
"""Yearly ledgers whose rows belong to a place; the others' belong to a kindergarten."""


def go_to_lack(desk: Desk, store: Store, year: int, lack: Lack) -> None:
    """Open the ledger at the row and field; where there is no row yet, say so."""
    ledger = ledger_named(lack.ledger)
    assert ledger is not None
    if ledger is Kindergarten:
        desk.open_page(lack.ledger, uuid=lack.uuid, field=lack.field)
        return
    belongs = Filter(OWNER.get(lack.ledger, "kindergarten"), "among", (lack.uuid,))
    with store.reading() as connection:
        found = ids(connection, Listing(ledger, year, filters=(belongs,)))
    if found:
        desk.open_page(lack.ledger, uuid=found[0], field=lack.field)
        return
    desk.open_page(lack.ledger)
    told = f"“{lack.name}”在{label(year)}的{ledger.TITLE}里还没有一行，请在表格最后一行新增，或用“建立本学年各园空行”。"
    desk.notices.tell(Tone.INFO, told)
