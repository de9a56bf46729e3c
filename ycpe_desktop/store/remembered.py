"""What the lists of an open database looked like, kept for as long as nothing is saved: searching as one types.

A version is told by the newest action and by the two settings that housekeeping changes with the yearly lists. Inside
an action nothing is remembered, since it may yet be taken back.
"""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import ColumnClause, Connection, Select, func, literal_column, select

from ycpe_desktop.store.tables import action, change, search_row, setting

KEPT_ORDERS = 3
BLOCK = 1024
"""Search rows that are looked through at once."""
FEW = 20
"""One record in so many: then it is quicker to look at each."""
BETWEEN = "\x1f"
"""Stands between the texts of a block, and in none of them."""
UUID = 32
MANY = 2_000
"""From so many changed records on all texts are read anew."""


class Version(NamedTuple):
    action: int
    kept: str


class Block(NamedTuple):
    """So many search rows: their keys, texts and initials, each written one after another."""

    uuids: str
    text: str
    initials: str


class Texts(NamedTuple):
    """What the records can be found by: blocks as they were read, and the records that were changed since."""

    action: int
    blocks: list[Block]
    since: dict[str, tuple[str, str]]
    """uuid → text and initials; empty ones where the record is gone."""

    def chosen(self, among: list[str], column: str, needle: str) -> list[str]:
        """Those that have the needle in ``text`` or ``initials``. What most records have is sought by who lacks it."""
        place = Block._fields.index(column)
        counts = [block[place].count(needle) for block in self.blocks]
        usual = sum(counts) > len(self.blocks) * BLOCK // 2
        told: set[str] = set()
        for block, count in zip(self.blocks, counts, strict=True):
            if usual or count > BLOCK // FEW:
                keys, said = block.uuids, block[place].split(BETWEEN)
                told.update([
                    keys[n * UUID : n * UUID + UUID] for n, each in enumerate(said) if (needle in each) != usual
                ])
            elif count:
                told.update(_found(block.uuids, block[place], needle))
        for uuid, texts in self.since.items():
            (told.add if (needle in texts[place - 1]) != usual else told.discard)(uuid)
        return [uuid for uuid in among if uuid not in told] if usual else [uuid for uuid in among if uuid in told]

    def first(self, column: str, needle: str, limit: int) -> list[str]:
        """So many records at most that have the needle in ``text`` or ``initials``, those changed last first."""
        place = Block._fields.index(column)
        found = [uuid for uuid, said in self.since.items() if needle in said[place - 1]]
        for block in self.blocks:
            if len(found) >= limit:
                break
            found += [uuid for uuid in _found(block.uuids, block[place], needle) if uuid not in self.since]
        return found[:limit]


class Order(NamedTuple):
    """All records of a page, in order."""

    version: Version
    uuids: list[str]


class Remembered:
    """Belongs to a store; may be asked from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._orders: dict[Any, Order] = {}
        self._texts: Texts | None = None

    def order(self, connection: Connection, key: Any, read: Callable[[], list[str]]) -> list[str]:
        """That order of records, read if it is not known or no longer true; not to be changed."""
        version = version_of(connection)
        known = self._orders.get(key)
        if known is not None and known.version == version:
            return known.uuids
        made = Order(version, read())
        with self._lock:
            self._orders.pop(key, None)
            self._orders[key] = made
            while len(self._orders) > KEPT_ORDERS:
                del self._orders[next(iter(self._orders))]
        return made.uuids

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


def _found(uuids: str, said: str, needle: str) -> Iterator[str]:
    """Steps from needle to needle, so that a block with few of them costs little."""
    row, start, at = 0, 0, said.find(needle)
    while at >= 0:
        row += said.count(BETWEEN, start, at)
        yield uuids[row * UUID : (row + 1) * UUID]
        start = said.find(BETWEEN, at) + 1
        if not start:
            return
        row, at = row + 1, said.find(needle, start)


def version_of(connection: Connection) -> Version:
    kept = select(func.group_concat(setting.c.value)).where(setting.c.uuid.in_(("listed_on", "years")))
    last = select(func.max(action.c.id))
    found = connection.execute(select(last.scalar_subquery(), kept.scalar_subquery())).one()
    return Version(found[0] or 0, str(found[1]))


def rows_of(connection: Connection, wanted: Select[Any]) -> Any:
    """The rows as SQLite gives them: a quarter of a million in half the time. Only for texts and whole numbers."""
    return connection.execute(wanted).cursor


def _newer(connection: Connection, known: Texts | None, now: int) -> Texts:
    changed = _changed(connection, known.action, now) if known is not None else None
    if known is None or changed is None:
        return Texts(now, list(_blocks(connection)), {})
    wanted = select(search_row.c.uuid, search_row.c.text, search_row.c.initials).where(search_row.c.uuid.in_(changed))
    since = {uuid: (text, initials) for uuid, text, initials in rows_of(connection, wanted)}
    return Texts(now, known.blocks, {**known.since, **dict.fromkeys(changed, ("", "")), **since})


def _changed(connection: Connection, known: int, now: int) -> list[str] | None:
    """The records that the actions since have touched; None where they are many, or where time runs backwards."""
    owners = select(change.c.owner).where(change.c.action > known).distinct().limit(MANY)
    found = list(connection.scalars(owners)) if now > known else None
    return None if found is None or len(found) == MANY else found


def _blocks(connection: Connection) -> Iterator[Block]:
    number: ColumnClause[int] = literal_column("rowid")  # SQLite's own: the rows as they lie in the file
    together = (("uuid", ""), ("text", BETWEEN), ("initials", BETWEEN))
    wanted = select(*(func.group_concat(search_row.c[name], sign) for name, sign in together))
    last = connection.scalar(select(func.max(number)).select_from(search_row)) or 0
    for start in range(0, last, BLOCK):
        (found,) = rows_of(connection, wanted.where(number > start, number <= start + BLOCK))
        if found[0]:
            yield Block(*found)
