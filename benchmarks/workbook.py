"""The standard workbook of 1,500 kindergartens, and reading it back.

The floor of writing is openpyxl's write-only mode with as many sheets, rows and columns of plain values; that of
reading is python-calamine giving all cells.
"""

import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.measuring import Measured, against, demo_store
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.standard import export_standard
from ycpe_desktop.store import Store

KINDERGARTENS = 1_500
MOST = 30.0
"""Seconds that a clerk waits with the progress before the eyes."""


def measure(kept: Path | None = None, rounds: int = 3) -> list[Measured]:
    with tempfile.TemporaryDirectory() as scratch, demo_store(KINDERGARTENS, kept) as store:
        file, plain = Path(scratch) / "上报表.xlsx", Path(scratch) / "floor.xlsx"
        export_standard(store, store.current_year, file)
        cells = cells_of(file)
        return [
            against(
                f"workbook of {KINDERGARTENS:,} written",
                lambda: export(store, file),
                lambda: write_plain(cells, plain),
                "openpyxl writes the values",
                rounds=rounds,
                most=MOST,
            ),
            against(
                f"workbook of {KINDERGARTENS:,} read",
                lambda: read_book(file),
                lambda: cells_of(file),
                "calamine gives the cells",
                rounds=rounds,
            ),
        ]


def export(store: Store, file: Path) -> None:
    file.unlink(missing_ok=True)
    export_standard(store, store.current_year, file)


def cells_of(file: Path) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(file))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def write_plain(sheets: list[list[list[Any]]], file: Path) -> None:
    book = Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(file)


if __name__ == "__main__":
    for each in measure():
        print(each.line())
