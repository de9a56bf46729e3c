"""The published rosters as a workbook: a sheet a list, ready to be printed on A4 across."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.exchange.standard_styles import A4, FACE, GREY, HEAD, PIXELS, lines, row_height
from ycpe_desktop.policy.rosters import Cell, Roster, Rosters, shown

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_ROW, NOTE_ROW, HEAD_ROW = 1, 2, 3
LEAST, MOST = 7, 44
"""Characters of a column's width."""
LINE = "FF9AA3AF"


def export_rosters(found: Rosters, out: Path) -> None:
    """Raises Refusal where ``out`` cannot be written; a file that was there stays whole."""
    from openpyxl import Workbook  # heavy: only when something is exported

    book = Workbook()
    book.remove(cast("Worksheet", book.active))
    for roster in found.both:
        sheet = book.create_sheet(roster.name)
        widths = _widths(roster)
        _head(sheet, roster)
        _body(sheet, roster, widths)
        _set_up(sheet, roster, widths)
    with replacing(out) as file:
        book.save(file)


def _widths(roster: Roster) -> list[float]:
    """Characters of each column: as wide as what stands in it, within bounds."""
    found = []
    for at, told in enumerate(roster.fields):
        texts = [told.label, *(shown(row[at]) for row in roster.rows)]
        longest = max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in texts)
        found.append(min(max(longest + 2.0, told.width / PIXELS / 2, LEAST), MOST))
    return found


def _head(sheet: "Worksheet", roster: Roster) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    last = len(roster.fields)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row, text, size, colour in (
        (TITLE_ROW, roster.title, 16, None),
        (NOTE_ROW, "　　".join(roster.notes), 10, GREY),
    ):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        cell = cast("ExcelCell", sheet.cell(row, 1))
        put(cell, text)
        cell.font = Font(name=FACE, size=size, bold=colour is None, color=colour)
        cell.alignment = middle
    for column, told in enumerate(roster.fields, 1):
        cell = cast("ExcelCell", sheet.cell(HEAD_ROW, column))
        put(cell, told.label)
        cell.font, cell.alignment = Font(name=FACE, size=10, bold=True), middle
        cell.fill, cell.border = PatternFill("solid", fgColor=HEAD), _border()
    for row, high in ((TITLE_ROW, 32), (NOTE_ROW, 18), (HEAD_ROW, 24)):
        sheet.row_dimensions[row].height = high


def _body(sheet: "Worksheet", roster: Roster, widths: list[float]) -> None:
    from openpyxl.styles import Alignment, Font

    font, border = Font(name=FACE, size=10), _border()
    left, middle = (Alignment(horizontal=each, vertical="center", wrap_text=True) for each in ("left", "center"))
    row = HEAD_ROW
    for group in roster.groups:
        first = row + 1
        for values in group:
            row += 1
            for column, value in enumerate(values, 1):
                cell = cast("ExcelCell", sheet.cell(row, column))
                if value is not None and not (column <= roster.joined and row > first):
                    put(cell, value)
                cell.font, cell.border = font, border
                cell.alignment = left if isinstance(value, str) else middle
                cell.number_format = _form(value)
            high = max(lines(shown(value), wide) for value, wide in zip(values, widths, strict=True))
            sheet.row_dimensions[row].height = row_height(high) + 3
        if row > first:
            for column in range(1, roster.joined + 1):
                sheet.merge_cells(start_row=first, end_row=row, start_column=column, end_column=column)


def _form(value: Cell) -> str:
    return "yyyy-mm-dd" if isinstance(value, date) else "@" if isinstance(value, str) else "General"


def _border() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side("thin", LINE)
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _set_up(sheet: Any, roster: Roster, widths: list[float]) -> None:
    """A4 across, one page wide, title and heading on each page. A new sheet has all that its type may lack."""
    from openpyxl.utils import get_column_letter

    for column, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{TITLE_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.8, 0.4
    sheet.oddFooter.left.text = roster.title
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = FACE, 9
