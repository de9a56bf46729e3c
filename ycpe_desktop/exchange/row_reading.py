"""One row of a sheet, column by column: what it says of which field, and what no field can take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ycpe_desktop.exchange.cells import is_blank, understood, words
from ycpe_desktop.exchange.mapping import SKIPPED, meant_by
from ycpe_desktop.exchange.plan_names import PlanNames
from ycpe_desktop.exchange.proposal import SheetChoice
from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.exchange.sheets import is_blank as has_nothing
from ycpe_desktop.exchange.standard_layout import UUID
from ycpe_desktop.exchange.tables_body import BodyRow
from ycpe_desktop.fields import Field, Link, Unreadable
from ycpe_desktop.ledgers import Ledger, field_of, is_derived


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that its field cannot take. ``inferred``: it stood in another field's column, which did take it."""

    key: str
    column: int
    title: str
    text: str
    why: str
    inferred: bool = False


@dataclass(slots=True)
class RowRead:
    """``values`` and ``proposed`` by key of ``mapping``; a proposal is worked out and fills only what is blank."""

    index: int
    titles: Mapping[int, str] = field(default_factory=dict)
    uuid: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    proposed: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    spare: list[tuple[int, str, str]] = field(default_factory=list)
    """(column, title, text) of what no field is meant for."""

    def text(self, key: str) -> str:
        return words(self.cells[key]) if key in self.cells else ""

    def cannot_read(self, key: str, why: str, source: str = "") -> None:
        """``source``: another key, in whose cell the words stand."""
        column = self.columns[source or key]
        text = self.text(source or key)
        self.unread.append(Unread(key, column, self.titles.get(column, ""), text, why, bool(source)))


Special = Callable[[RowRead], None]
"""Reads the cells of ``handled`` keys together: a township and a village, a nature and whether it is inclusive."""


class RowReader:
    """Reads the rows of one sheet; ``handled`` keys are left to ``special``."""

    def __init__(self, choice: SheetChoice, names: PlanNames, handled: frozenset[str], special: Special | None) -> None:
        assert choice.table is not None
        self._names, self._special = names, special
        self._is_blank = is_blank if choice.part == "list" else has_nothing  # a stroke that was typed in is a value
        self._titles = titles = {column.index: column.title for column in choice.table.columns}
        self._plain: list[tuple[int, str, Field]] = []
        self._together: list[tuple[int, str]] = []
        self._keys: list[tuple[int, str, str]] = []
        self._spare: list[tuple[int, str]] = []
        self._uuid = next((index for index, key in choice.columns.items() if key == UUID), None)
        self._year = frozenset(key for key in choice.columns.values() if key and key.endswith(".year"))
        for index, key in choice.columns.items():
            if index not in titles or key in (SKIPPED, UUID):
                continue
            if key is None:
                self._spare.append((index, titles[index]))
            elif key.endswith("#"):
                self._keys.append((index, key[:-1], _target(key[:-1])))
            elif key in handled:
                self._together.append((index, key))
            elif found := _field(key):
                self._plain.append((index, key, found))

    def read(self, row: BodyRow) -> RowRead:
        read = RowRead(row.index, self._titles)
        if self._uuid is not None and not self._is_blank(row.values[self._uuid]):
            read.uuid = words(row.values[self._uuid])
        for index, key, told in self._plain:
            self._cell(read, key, index, row.values[index], told)
        for index, key, target in self._keys:
            self._linked(read, key, target, row.values[index])
        for index, key in self._together:
            if not self._is_blank(row.values[index]):
                read.cells[key], read.columns[key] = row.values[index], index
        if self._special is not None:
            self._special(read)
        for index, title in self._spare:
            if not self._is_blank(row.values[index]):
                read.spare.append((index, title, words(row.values[index])))
        return read

    def _cell(self, read: RowRead, key: str, index: int, cell: Cell, told: Field) -> None:
        if self._is_blank(cell):
            return
        read.cells[key], read.columns[key] = cell, index
        try:
            read.values[key] = understood(told, cell, self._names)
        except Unreadable as why:
            read.cannot_read(key, str(why))

    def _linked(self, read: RowRead, key: str, target: str, cell: Cell) -> None:
        """The hidden column beside a reference decides, where its record is known."""
        known = self._names.known(target, words(cell)) if not self._is_blank(cell) else None
        if known is not None:
            read.values[key] = known
            read.unread = [each for each in read.unread if each.key != key]


def _field(key: str) -> Field | None:
    found = meant_by(key)
    return field_of(*found) if found and not is_derived(*found) else None


def _target(key: str) -> str:
    found = meant_by(key)
    kind = field_of(*found).kind if found else None
    return kind.target if isinstance(kind, Link) else ""


def of_ledger(values: dict[str, Any], ledger: type[Ledger]) -> dict[str, Any]:
    """Those of one ledger, by field name."""
    start = f"{ledger.__tablename__}."
    return {key.removeprefix(start): value for key, value in values.items() if key.startswith(start)}
