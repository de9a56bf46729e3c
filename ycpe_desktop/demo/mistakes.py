"""Mistakes on purpose: when the county is whole, some records are spoilt, each for one rule of the program."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ycpe_desktop.demo.grown import Grown
from ycpe_desktop.demo.words import Keys
from ycpe_desktop.ledgers import ClassRoom, Ledger
from ycpe_desktop.store.listing import table_of

LOOKED_AT = 2_000
"""So many records of a ledger are looked at for one that can be spoilt."""
Row = dict[str, Any]


@dataclass
class County:
    """What a mistake may look at. ``year``: the present school year; ``spoilt``: keys of records, each once."""

    connection: Connection
    keys: Keys
    gardens: Mapping[str, Grown]
    year: int
    today: date
    spoilt: set[str] = field(default_factory=set)

    def rows(self, ledger: type[Ledger], **values: Any) -> Iterator[Row]:
        """Records with these values, in the order in which they were made."""
        table = table_of(ledger)
        wanted = select(table).where(*(table.c[name] == value for name, value in values.items()))
        with self.connection.execute(wanted.order_by(table.c.uuid).limit(LOOKED_AT)) as found:
            yield from (dict(row) for row in found.mappings())

    def row(self, ledger: type[Ledger], fits: Callable[[Row], Any] = bool, **values: Any) -> Row:
        """The first such record that is not spoilt; empty where there is none."""
        return next((row for row in self.rows(ledger, **values) if row["uuid"] not in self.spoilt and fits(row)), {})

    def record(self, ledger: type[Ledger], uuid: str) -> Row:
        return next(self.rows(ledger, uuid=uuid), {})

    def garden(self, fits: Callable[[Grown], Any]) -> str:
        """The first such kindergarten's key; "" where there is none."""
        return next((each.key for each in self.gardens.values() if fits(each)), "")

    def nature(self, row: Row) -> str:
        """办园性质 of the record's kindergarten while it is open, else ""; "" too for a 附设幼儿班."""
        garden = self.gardens.get(row.get("kindergarten") or row["uuid"])
        return garden.nature if garden is not None and garden.own else ""

    @cached_property
    def listed(self) -> set[tuple[str, int]]:
        """(kindergarten, year) of which the totals come from 班级."""
        room = table_of(ClassRoom)
        return set(self.connection.execute(select(room.c.kindergarten, room.c.year).distinct()).tuples())

    @cached_property
    def closed(self) -> str:
        return self.garden(lambda each: each.status != "open" and each.row["kind"] != "119")


@dataclass(frozen=True)
class Mistake:
    """The first record of the ledger for which ``among`` holds gets ``values``; or, ``added``, another one like it
    does. A mistake whose values refer to nobody is left out: a small trial has not all kinds of kindergartens."""

    rule: str
    ledger: type[Ledger]
    among: Callable[[County, Row], Any]
    values: Callable[[County, Row], Row]
    added: bool = False


def plant(county: County, mistakes: Sequence[Mistake]) -> None:
    for mistake in mistakes:
        row = county.row(mistake.ledger, partial(mistake.among, county))
        values = mistake.values(county, row) if row else {}
        if not values or "" in values.values():
            continue
        table, key = table_of(mistake.ledger), county.keys() if mistake.added else row["uuid"]
        county.spoilt.add(key)
        if mistake.added:
            county.connection.execute(insert(table).values({**row, **values, "uuid": key}))
        else:
            county.connection.execute(update(table).where(table.c.uuid == key).values(values))
