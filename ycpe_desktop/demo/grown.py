"""What the demo's further ledgers look at of a kindergarten that has just been made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from ycpe_desktop.demo.words import Keys
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store.listing import table_of

MOST_GROWN = 400
"""So many kindergartens have more than their registry and figures: a county's worth, however many a trial needs."""
REMARK = "演示数据"


@dataclass(frozen=True)
class Grown:
    """A kindergarten of the demo; ``number`` counts from 1, ``reports``: school year → its 年度数据."""

    number: int
    row: Mapping[str, Any]
    nature: str
    status: str
    reports: Mapping[int, Mapping[str, Any]]

    @property
    def key(self) -> str:
        return str(self.row["uuid"])

    @property
    def own(self) -> bool:
        """In operation, and more than a 附设幼儿班."""
        return self.status == "open" and self.row["kind"] != "119"

    @property
    def private(self) -> bool:
        return self.nature != "public"

    def every(self, step: int, at: int) -> bool:
        """One in so many, always the same ones."""
        return self.number % step == at % step

    def children(self, year: int) -> int:
        report = self.reports.get(year, {})
        return sum(report.get(f"children_{band}") or 0 for band in ("nursery", "junior", "middle", "senior", "mixed"))

    def most(self, name: str) -> Any:
        """The largest of that figure in all years; None where none is filled."""
        return max((one[name] for one in self.reports.values() if one.get(name) is not None), default=None)

    def figure(self, year: int, name: str) -> Any:
        return self.reports.get(year, {}).get(name)


@dataclass
class Making:
    """Rows by ledger, gathered and then written in the order of ledgers."""

    random: Random
    keys: Keys
    year: int
    """The present school year; the calendar year in which it begins."""
    rows: dict[type[Ledger], list[dict[str, Any]]] = field(default_factory=dict)

    def put(self, ledger: type[Ledger], **values: Any) -> str:
        key = self.keys()
        self.rows.setdefault(ledger, []).append({"uuid": key, "remark": REMARK, **values})
        return key

    def write(self, connection: Connection, order: Sequence[type[Ledger]]) -> None:
        for ledger in order:
            rows = self.rows.get(ledger, [])
            names = {name for row in rows for name in row}
            if rows:
                connection.execute(insert(table_of(ledger)), [dict.fromkeys(names) | row for row in rows])


def own(gardens: Sequence[Grown]) -> Iterator[Grown]:
    return (garden for garden in gardens if garden.own)
