"""The clerk's own file handed back with the faults marked in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ycpe_desktop.exchange.sheets import Book
from ycpe_desktop.exchange.tables import Table


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault at a sheet's row and column, zero-based; no column where the whole row is meant."""

    sheet: str
    row: int
    column: int | None
    message: str


def write_marked(source: Book | Path, marks: Sequence[Mark], out: Path, tables: Sequence[Table] = ()) -> None:
    """Write the source with its faults coloured, commented and told in a last column 问题说明.

    An .xlsx keeps its formatting; any other format becomes a new .xlsx of the same values. ``tables`` say where the
    headers are. Raises Refusal where the target cannot be written.
    """
    raise NotImplementedError
