"""One thing that is due, as data."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from sqlalchemy import Connection

from ycpe_desktop.ledgers import Kindergarten, Ledger
from ycpe_desktop.policy import supervision
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.thresholds import Own, number
from ycpe_desktop.schoolyear import year_of
from ycpe_desktop.store import Store

When = Literal["overdue", "week", "month", "later"]
WHEN_WORDS: dict[When, str] = {"overdue": "已逾期", "week": "今天与本周", "month": "本月", "later": "以后"}
Member = tuple[str, str]
"""(uuid, name) of one of many that share a line."""


@dataclass(frozen=True)
class Due:
    """``what`` is to be done for ``whom`` by the day ``by``; ``why`` says how it came about, ``clause`` on what ground.

    Leads to ``field`` of the record ``uuid`` of ``ledger`` (its table's name; "" for what the office itself has to do);
    a line for many together has no uuid and leads to the ledger, each of its ``members`` to a record of ``of``.
    ``since``: when it began to be due; ``year``: the school year in whose list a yearly record stands; ``known``:
    (field, value) pairs that hold for whatever is recorded of it.
    """

    source: str
    what: str
    whom: str
    why: str
    clause: str
    by: date
    ledger: str
    uuid: str = ""
    field: str = ""
    since: date | None = None
    members: tuple[Member, ...] = ()
    of: str = "kindergarten"
    year: int | None = None
    known: tuple[tuple[str, str | int], ...] = ()

    def when(self, day: date) -> When:
        """The column of the page on that day. The week ends on Sunday."""
        if self.by < day:
            return "overdue"
        if self.by <= day + timedelta(days=6 - day.weekday()):
            return "week"
        return "month" if (self.by.year, self.by.month) == (day.year, day.month) else "later"


@dataclass(frozen=True)
class Asked:
    """What a source may look at: the day, and until when things that are to come are told.

    ``found``: what 校验 says of the day's school year where that is known already; else it is checked anew.
    """

    store: Store
    connection: Connection
    day: date
    until: date
    own: Own
    found: Sequence[Finding] | None = None

    @property
    def year(self) -> int:
        """The day's school year."""
        return year_of(self.day)

    @cached_property
    def board(self) -> supervision.Board:
        """责任督学 on the day, which several sources look at."""
        return supervision.board(self.store, self.day)

    def number(self, key: str) -> int:
        """A threshold in force on the day, as a whole number."""
        return int(number(key, self.year, self.own))


Source = Callable[[Asked], Iterable[Due]]
NAMED_AT_MOST = 3


def together(
    source: str,
    what: str,
    members: Sequence[Member],
    why: str,
    clause: str,
    by: date,
    ledger: type[Ledger],
    of: type[Ledger] = Kindergarten,
    unit: str = "所",
    known: tuple[tuple[str, str | int], ...] = (),
) -> Iterable[Due]:
    """One line for all who share the same task and day; none for nobody."""
    if members:
        names = [name for _, name in members]
        more = f"等 {len(names)} {unit}" if len(names) > NAMED_AT_MOST else ""
        whom = "、".join(names[:NAMED_AT_MOST]) + more
        yield Due(source, what, whom, why, clause, by, ledger.__tablename__,
                  members=tuple(members), of=of.__tablename__, known=known)  # fmt: skip
