"""The policy numbers that derived values are held against: the office's own of the year, else the documents'."""

from sqlalchemy import Connection, select

from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.ledgers.base import numbers_of
from ycpe_desktop.store.tables import setting


def numbers_for(connection: Connection, ledger: type[Ledger], year: int) -> dict[str, int]:
    """Key → number, of the open parameters in the ledger's derived values; a ledger without them reads nothing."""
    keys = numbers_of(ledger)
    if not keys:
        return {}
    from ycpe_desktop.policy.thresholds import SETTING, number  # which read the store themselves

    own = connection.scalar(select(setting.c.value).where(setting.c.uuid == SETTING)) or {}
    return {key: int(number(key, year, own)) for key in keys}
