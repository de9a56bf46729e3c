"""One thing that is due, as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Connection

from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.policy.thresholds import Own, number
from ycpe_desktop.schoolyear import year_of

When = Literal["overdue", "week", "month", "later"]
WHEN_WORDS: dict[When, str] = {"overdue": "已逾期", "week": "今天与本周", "month": "本月", "later": "以后"}


@dataclass(frozen=True)
class Due:
    """``what`` is to be done for ``whom`` by the day ``by``; ``why`` says how it came about, ``clause`` on what ground.

    Leads to ``field`` of the record ``uuid`` of ``ledger`` (its table's name); a line for many records together has
    no uuid and leads to the ledger. ``since``: when it began to be due.
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

    def when(self, day: date) -> When:
        """The column of the page on that day. The week ends on Sunday."""
        if self.by < day:
            return "overdue"
        if self.by <= day + timedelta(days=6 - day.weekday()):
            return "week"
        return "month" if (self.by.year, self.by.month) == (day.year, day.month) else "later"


@dataclass(frozen=True)
class Asked:
    """What a source may look at: the day, and until when things that are to come are told."""

    connection: Connection
    day: date
    until: date
    own: Own

    def number(self, key: str) -> int:
        """A threshold in force on the day, as a whole number."""
        return int(number(key, year_of(self.day), self.own))


Source = Callable[[Asked], Iterable[Due]]
NAMED_AT_MOST = 3


def together(
    source: str, what: str, names: list[str], why: str, clause: str, by: date, ledger: type[Ledger], unit: str = "所"
) -> Iterable[Due]:
    """One line for all who share the same task and day; none for nobody."""
    if names:
        more = f"等 {len(names)} {unit}" if len(names) > NAMED_AT_MOST else ""
        whom = "、".join(names[:NAMED_AT_MOST]) + more
        yield Due(source, what, whom, why, clause, by, ledger.__tablename__)
