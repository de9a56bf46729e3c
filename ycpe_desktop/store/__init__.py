"""The store: one SQLite database, its attachments and backups, in the office's data folder."""

from ycpe_desktop.store.folder import exists
from ycpe_desktop.store.listing import Filter, Listing, Record, fetch, ids
from ycpe_desktop.store.opening import add_years, create_store, open_store
from ycpe_desktop.store.store import Store, Undone
from ycpe_desktop.store.summing import distinct, summed
from ycpe_desktop.store.writer import Writer

__all__ = [
    "Filter",
    "Listing",
    "Record",
    "Store",
    "Undone",
    "Writer",
    "add_years",
    "create_store",
    "distinct",
    "exists",
    "fetch",
    "ids",
    "open_store",
    "summed",
]
