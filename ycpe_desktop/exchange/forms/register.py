"""Which forms have come back: a receipt is kept with the import, and goes when the import is undone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import setting


@dataclass(frozen=True)
class Receipt:
    """``at``: the day of the import; ``issued``: when the form had been sent out."""

    file: str
    at: str
    issued: str

    def stored(self) -> Mapping[str, Any]:
        return asdict(self)


def setting_of(year: int, uuid: str) -> str:
    return f"form/{year}/{uuid}"


def receipts(store: Store, year: int) -> dict[str, Receipt]:
    """Kindergarten → its receipt of that school year."""
    start = setting_of(year, "")
    with store.reading() as connection:
        rows = connection.execute(select(setting).where(setting.c.uuid.startswith(start))).all()
    return {key.removeprefix(start): Receipt(**value) for key, value in rows}
