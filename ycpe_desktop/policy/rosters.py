"""The two lists that an office publishes (公示): 督学证登记名册, and 责任区一览表 with everybody's kindergartens.

教督〔2019〕3号: every 责任督学 has a 督学证 and is registered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ycpe_desktop.fields import Field, Whole
from ycpe_desktop.ledgers import Assignment, Kindergarten, Supervisor, field_of
from ycpe_desktop.policy.plaques import office
from ycpe_desktop.policy.supervision import Load, board
from ycpe_desktop.store import Store
from ycpe_desktop.store.listing import table_of

NUMBER = Field(kind=Whole(), label="序号", width=44)
REGISTERED = ("name", "employer", "kind", "certificate", "phone", "township", "term_from", "term_to", "load")
"""What the register says of a supervisor."""
RESPONSIBLE = ("employer", "phone", "load")
"""What the other list says of one, between the name and the kindergartens."""
Cell = str | int | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Roster:
    """A list to be published. The first ``joined`` cells of a row stand once for all rows of its group."""

    name: str
    title: str
    notes: tuple[str, ...]
    fields: tuple[Field, ...]
    groups: tuple[tuple[Row, ...], ...]
    joined: int = 0

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.groups for row in group)


@dataclass(frozen=True)
class Rosters:
    """Both lists of one day, and how many kindergartens stand in none because nobody has them."""

    register: Roster
    areas: Roster
    uncovered: int

    @property
    def both(self) -> tuple[Roster, Roster]:
        return self.register, self.areas


def rosters(store: Store, day: date, *, phones: bool = True) -> Rosters:
    """Of the supervisors in term or with kindergartens in hand. ``phones`` False: without any telephone number."""
    state = board(store, day)
    loads = [load for load in state.loads if load.duties or not load.term_trouble(day)]
    with store.reading() as connection:
        found = connection.execute(select(table_of(Supervisor))).mappings()
        known = {row["uuid"]: dict(row) for row in found}
    about = [f"公示单位：{office(store)[0]}", f"截至 {day.isoformat()}"]
    if store.setting("demo", False):
        about.append("演示数据")
    kept = [{**known[load.uuid], "load": load.count} for load in loads]
    register = _register(store, kept, about, phones=phones)
    return Rosters(register, _areas(store, loads, kept, about, phones=phones), len(state.uncovered))


def _register(store: Store, people: Sequence[Mapping[str, Any]], about: Sequence[str], *, phones: bool) -> Roster:
    fields = _fields(REGISTERED, phones=phones)
    groups = tuple(
        ((number, *_cells(store, fields, [person[each.name] for each in fields])),)
        for number, person in enumerate(people, 1)
    )
    name = "督学证登记名册"
    return Roster(name, f"{store.county.name}幼儿园{name}", (*about, f"共 {len(groups)} 人"), (NUMBER, *fields), groups)


def _areas(
    store: Store, loads: Sequence[Load], people: Sequence[Mapping[str, Any]], about: Sequence[str], *, phones: bool
) -> Roster:
    """Who has no kindergarten stands in the register only; kindergartens out of operation are left out."""
    fields = (field_of(Assignment, "supervisor"), *_fields(RESPONSIBLE, phones=phones))
    gardens = (field_of(Kindergarten, "township"), field_of(Assignment, "kindergarten"), field_of(Assignment, "since"))
    groups: list[tuple[Row, ...]] = []
    for load, person in zip(loads, people, strict=True):
        values = [load.uuid, *(person[each.name] for each in fields[1:])]
        told = (len(groups) + 1, *_cells(store, fields, values))
        held = [duty for duty in load.duties if duty.garden.open]
        if held:
            each = [(duty.garden.township or None, duty.garden.uuid, duty.since) for duty in held]
            groups.append(tuple((*told, *_cells(store, gardens, values)) for values in each))
    name = "督学责任区一览表"
    title, count = f"{store.county.name}幼儿园{name}", sum(map(len, groups))
    notes = (*about, f"督学 {len(groups)} 人", f"幼儿园 {count} 所")
    return Roster(name, title, notes, (NUMBER, *fields, *gardens), tuple(groups), 1 + len(fields))


def _fields(names: Sequence[str], *, phones: bool) -> tuple[Field, ...]:
    found = (field_of(Supervisor, name) for name in names)
    return tuple(each for each in found if phones or not each.private)


def _cells(store: Store, fields: Sequence[Field], values: Sequence[Any]) -> Row:
    pairs = zip(fields, values, strict=True)
    return tuple(None if value is None else each.kind.cell(value, store.names) for each, value in pairs)  # type: ignore[misc]  # no field of these is a decimal


def shown(cell: Cell) -> str:
    """A cell as it is printed."""
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
