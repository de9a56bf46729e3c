"""What each part of the checks found, kept until a table that it read has changed: only that is judged again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, event, func, select
from sqlalchemy.sql import visitors

from ycpe_desktop.ledgers import LEDGERS, dated_of
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.store.tables import action, change, setting

EVERYTHING = "*"
"""Of a statement that does not tell what it reads."""


class Part(NamedTuple):
    action: int
    tables: frozenset[str]
    found: Sequence[Finding]


class Judged:
    """Belongs to one store. What was found holds for one ``state`` (year, day) and the office's own settings."""

    def __init__(self) -> None:
        self._state: Any = None
        self._newest = 0
        self._changed: dict[str, int] = {}
        """Table → the newest action that changed it."""
        self._parts: dict[str, Part] = {}

    def begin(self, connection: Connection, state: Any) -> None:
        """To be called first within the transaction in which the parts are judged."""
        newest = connection.scalar(select(func.max(action.c.id))) or 0
        last = func.max(change.c.action)
        since = select(change.c.ledger, last).where(change.c.action > self._newest).group_by(change.c.ledger)
        changed = dict(connection.execute(since).tuples().all())
        if state != self._state or newest < self._newest or setting.name in changed:
            self._parts.clear()
        self._state, self._newest = state, newest
        self._changed |= changed

    def part(self, connection: Connection, key: str, judge: Callable[[], Iterable[Finding]]) -> Sequence[Finding]:
        kept = self._parts.get(key)
        if kept is None or any(self._changed.get(table, 0) > kept.action for table in kept.tables):
            with _tables_read(connection) as tables:
                found = list(judge())
            kept = self._parts[key] = Part(self._newest, frozenset(tables), found)
            if EVERYTHING in tables:
                del self._parts[key]
        return kept.found


@contextmanager
def _tables_read(connection: Connection) -> Iterator[set[str]]:
    """The names of all tables that are read meanwhile; of a yearly list also those that it is made of."""
    tables: set[str] = set()

    def note(_: Connection, statement: Any, *more: Any) -> None:
        if not hasattr(statement, "get_children"):
            tables.add(EVERYTHING)
            return
        names = {each.name for each in visitors.iterate(statement) if isinstance(each, Table)}
        tables.update(names, *(LISTED.get(name, ()) for name in names))

    event.listen(connection, "before_execute", note)
    try:
        yield tables
    finally:
        event.remove(connection, "before_execute", note)


LISTED = {
    f"{ledger.__tablename__}_in_year": (ledger.__tablename__, *(fact.table_name for fact in dated_of(ledger)))
    for ledger in LEDGERS
    if dated_of(ledger)
}
"""The yearly lists are no part of the history: they follow the dated facts."""
