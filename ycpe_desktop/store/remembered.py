"""What the lists of an open database looked like, kept for as long as nothing is saved: searching as one types.

A version is told by the newest action and by the two settings that housekeeping changes with the yearly lists. Inside
an action nothing is remembered, since it may yet be taken back.
"""

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from ycpe_desktop.store.tables import action, change, search_row, setting

KEPT_ORDERS = 3
PART = 500
MANY = 20 * PART
"""From so many changed records on the texts are read anew altogether."""

Column = str
"""``text`` or ``initials``, of a search row."""


class Version(NamedTuple):
    action: int
    kept: str


class Texts:
    """What the records can be found by; never changed, but replaced by newer ones."""

    def __init__(self, action: int, by: dict[Column, dict[str, dict[str, str]]]) -> None:
        self.action, self.by = action, by
        """``by``: column → table of the ledger → uuid → what it says."""

    def found(self, ledger: str, column: Column, needle: str) -> list[str]:
        return [uuid for uuid, said in self.by[column].get(ledger, {}).items() if needle in said]


class Order:
    """All records of a page, in order."""

    def __init__(self, version: Version, uuids: list[str]) -> None:
        self.version, self.uuids = version, uuids
        self.owners: list[str] | None = None
        """Beside each the record whose text a search looks at; whoever searches fills it in."""
        self._beside: tuple[Texts, Column, list[str]] | None = None

    def found(self, texts: Texts, ledger: str, column: Column, needle: str) -> list[str]:
        """Those that have the needle in their text, in order; ``ledger`` is that of the owners."""
        beside = self._beside
        if beside is None or beside[0] is not texts or beside[1] != column:
            said = texts.by[column].get(ledger, {})
            beside = self._beside = (texts, column, [said.get(owner, "") for owner in self.owners or ()])
        return [uuid for uuid, said in zip(self.uuids, beside[2], strict=True) if needle in said]


class Remembered:
    """Belongs to a store; may be asked from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._orders: dict[Any, Order] = {}
        self._texts: Texts | None = None

    def order(self, connection: Connection, key: Any, read: Callable[[], list[str]]) -> Order:
        """That order of records, read if it is not known or no longer true."""
        version = version_of(connection)
        known = self._orders.get(key)
        if known is not None and known.version == version:
            return known
        made = Order(version, read())
        with self._lock:
            self._orders.pop(key, None)
            self._orders[key] = made
            while len(self._orders) > KEPT_ORDERS:
                del self._orders[next(iter(self._orders))]
        return made

    def texts(self, connection: Connection) -> Texts:
        """What the records can be found by: the first time all are read, later those that have changed."""
        now = version_of(connection).action
        with self._lock:
            if self._texts is None or self._texts.action != now:
                self._texts = _newer(connection, self._texts, now)
            return self._texts


def remembered_by(connection: Connection) -> Remembered | None:
    """The memory of the store whose connection this is; None inside an action."""
    options = connection.get_execution_options()
    return None if options.get("writing") else options.get("remembered")


def version_of(connection: Connection) -> Version:
    kept = select(func.group_concat(setting.c.value)).where(setting.c.uuid.in_(("listed_on", "years")))
    last = select(func.max(action.c.id))
    found = connection.execute(select(last.scalar_subquery(), kept.scalar_subquery())).one()
    return Version(found[0] or 0, str(found[1]))


def rows_of(connection: Connection, wanted: Select[Any]) -> Any:
    """The rows as SQLite gives them: a quarter of a million in half the time. Only for texts and whole numbers."""
    return connection.execute(wanted).cursor


def _newer(connection: Connection, known: Texts | None, now: int) -> Texts:
    wanted = select(search_row.c.ledger, search_row.c.uuid, search_row.c.text, search_row.c.initials)
    changed = _changed(connection, known.action, now) if known is not None else None
    by: dict[Column, dict[str, dict[str, str]]] = {"text": {}, "initials": {}}
    if known is None or changed is None:
        _take(by, rows_of(connection, wanted))
        return Texts(now, by)
    for column, ledgers in known.by.items():
        by[column] = {ledger: said.copy() for ledger, said in ledgers.items()}
        for said in by[column].values():
            for uuid in changed:
                said.pop(uuid, None)
    for start in range(0, len(changed), PART):
        _take(by, rows_of(connection, wanted.where(search_row.c.uuid.in_(changed[start : start + PART]))))
    return Texts(now, by)


def _take(by: dict[Column, dict[str, dict[str, str]]], rows: Iterable[tuple[str, str, str, str]]) -> None:
    texts, initials = by["text"], by["initials"]
    for ledger, uuid, text, spelled in rows:
        texts.setdefault(ledger, {})[uuid] = text
        initials.setdefault(ledger, {})[uuid] = spelled


def _changed(connection: Connection, known: int, now: int) -> Sequence[str] | None:
    """The records that the actions since have touched; None where they are too many, or where time runs backwards."""
    if now < known:
        return None
    owners = select(change.c.owner).where(change.c.action > known).distinct().limit(MANY)
    found = connection.scalars(owners).all()
    return None if len(found) >= MANY else found
