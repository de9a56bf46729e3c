"""The table within a sheet: its header, what its columns mean, its rows, and what was left out and why."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ycpe_desktop.exchange.sheets import Book, Cell, Sheet


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column may be called: the key it stands for, its label, and other words for it."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """``index`` is the sheet's column; ``title`` joins merged header rows by "/"; ``score`` 0–1 says how sure ``key`` is."""

    index: int
    title: str
    key: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class BodyRow:
    """``index`` is the sheet's row; ``values[column.index]`` is the cell, filled down where a merge covers it."""

    index: int
    values: list[Cell]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sheet holds no such table, in Chinese; ``header_row`` is what looked most like its header."""

    sheet: str
    message: str
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``header_rows`` first and last; ``ignored`` pairs of sheet row and reason in Chinese."""

    sheet: Sheet
    header_rows: tuple[int, int]
    columns: list[Column]
    body: list[BodyRow]
    ignored: list[tuple[int, str]] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, int]:
        """The sheet's column of every recognised key."""
        return {column.key: column.index for column in self.columns if column.key is not None}

    @property
    def evidence(self) -> float:
        """How surely this is the table sought: the sum of its columns' scores."""
        return sum(column.score for column in self.columns)


def find_table(sheet: Sheet, vocabulary: Sequence[Heading], must_have: Collection[str] = ()) -> Table | Reason:
    """The table whose header has the best evidence; a Reason where fewer than two headings or a needed key are missing."""
    raise NotImplementedError


def find_table_at(
    sheet: Sheet,
    header_row: int,
    header_height: int,
    vocabulary: Sequence[Heading],
    must_have: Collection[str] = (),
) -> Table:
    """The table under the header that the clerk pointed at; its columns may all be unrecognised."""
    raise NotImplementedError


def best_table(
    book: Book, vocabulary: Sequence[Heading], must_have: Collection[str] = ()
) -> tuple[list[Table], list[Reason]]:
    """Every table of the book, surest first, and why the other sheets hold none; hidden sheets only where no other does."""
    raise NotImplementedError


def remapped(table: Table, keys: Mapping[int, str | None]) -> Table:
    """The same table with the clerk's own choice of key by sheet column; a key moves from the column that had it."""
    raise NotImplementedError


def fingerprint(table: Table) -> str:
    """The same for all files of one layout, whatever their rows."""
    raise NotImplementedError
