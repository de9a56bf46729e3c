"""What a file of tables holds once it is read: plain values at their places, whatever the format was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

Cell = None | str | int | float | bool | date | datetime | time
Kind = Literal["xlsx", "xls", "xlsb", "ods", "csv", "html", "xml", "clipboard"]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; zero-based, inclusive

PROBLEMS_TITLE = "问题说明"  # our own column in a marked file: never part of the clerk's table


def column_letters(column: int) -> str:
    """0 → "A", 26 → "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """(6, 3) → "D7"."""
    return f"{column_letters(column)}{row + 1}"


def is_blank(cell: Cell) -> bool:
    """Nothing in it, or white space alone."""
    return cell is None or (isinstance(cell, str) and not cell.strip("\u200b\ufeff \t\r\n\u3000\xa0"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` begin at A1 and end at the last filled row; every row is as long as the widest."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Book:
    """``path`` is None for a paste."""

    name: str
    kind: Kind
    sheets: Sequence[Sheet] = field(default_factory=tuple)
    path: Path | None = None

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; KeyError where there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def squared(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows of equal length, blank strings turned into None, empty rows and columns at the end cut off."""
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    width = 0
    height = 0
    for number, row in enumerate(cells, 1):
        last = next((index for index in range(len(row), 0, -1) if row[index - 1] is not None), 0)
        if last:
            width, height = max(width, last), number
    return [row[:width] + [None] * (width - len(row)) for row in cells[:height]]
