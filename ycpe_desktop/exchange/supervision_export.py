"""The figures of supervision as a workbook: a sheet a table, numbers as numbers, the county in the last line."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.exchange.standard_styles import FACE, GREY, HEAD, on_paper
from ycpe_desktop.policy.supervision_figures import WORDS, Figures
from ycpe_desktop.policy.supervision_table import HEADINGS, Cell, about, cells, notes, title
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_ROW, NOTE_ROW, HEAD_ROW = 1, 2, 3
FIRST, OTHER = 22, 11
"""Characters of the columns."""
LINE = "FF9AA3AF"


def export_figures(store: Store, every: Sequence[Figures], out: Path) -> None:
    """Raises Refusal where ``out`` cannot be written; a file that was there stays whole."""
    from openpyxl import Workbook  # heavy: only when something is exported

    book = Workbook()
    book.remove(cast("Worksheet", book.active))
    for told in every:
        sheet = book.create_sheet(WORDS[told.by])
        _head(sheet, store, told)
        for row, line in enumerate((*told.lines, told.total), HEAD_ROW + 1):
            _row(sheet, row, cells(told, line), total=line is told.total)
        _set_up(sheet, told, title(store, told))
    with replacing(out) as file:
        book.save(file)


def _head(sheet: "Worksheet", store: Store, told: Figures) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    headings = HEADINGS[told.by]
    for row, text, size, colour, high in (
        (TITLE_ROW, title(store, told), 16, None, 32),
        (NOTE_ROW, "　　".join(about(store, told)), 10, GREY, 18),
    ):
        _across(sheet, row, len(headings), text, Font(name=FACE, size=size, bold=colour is None, color=colour))
        sheet.cell(row, 1).alignment = Alignment(horizontal="center", vertical="center")
        sheet.row_dimensions[row].height = high
    _row(sheet, HEAD_ROW, headings, total=True)
    for column in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = OTHER if column > 1 else FIRST
        sheet.cell(HEAD_ROW, column).alignment = Alignment(horizontal="center", vertical="center")


def _across(sheet: "Worksheet", row: int, last: int, text: str, font: Any) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    cell = cast("ExcelCell", sheet.cell(row, 1))
    put(cell, text)
    cell.font = font


def _row(sheet: "Worksheet", row: int, values: Sequence[Cell], *, total: bool) -> None:
    """``total``: the heading and the last line are dark."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side("thin", LINE)
    for column, value in enumerate(values, 1):
        cell = cast("ExcelCell", sheet.cell(row, column))
        put(cell, float(value) if isinstance(value, Fraction | Decimal) else value)
        cell.font = Font(name=FACE, size=10, bold=total)
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.alignment = Alignment(horizontal="left" if isinstance(value, str) else "right", vertical="center")
        cell.number_format = _form(value)
        if total:
            cell.fill = PatternFill("solid", fgColor=HEAD)
    sheet.row_dimensions[row].height = 20


def _form(value: Cell) -> str:
    if isinstance(value, str):
        return "@"
    return "0.00%" if isinstance(value, Fraction) else "0.0" if isinstance(value, Decimal) else "#,##0"


def _set_up(sheet: "Worksheet", told: Figures, name: str) -> None:
    from openpyxl.styles import Font

    last, columns = HEAD_ROW + len(told.lines), len(HEADINGS[told.by])
    for row, note in enumerate(notes(told), last + 2):
        _across(sheet, row, columns, note, Font(name=FACE, size=9, color=GREY))
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{chr(64 + columns)}{last}"
    on_paper(sheet, name, draft=False, lines=False, rows=f"{TITLE_ROW}:{HEAD_ROW}")
