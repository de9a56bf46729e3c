"""The clerk's own file handed back with the faults marked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ycpe_desktop.exchange.marking_copy import opened, saved
from ycpe_desktop.exchange.reading import read_book
from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.exchange.sheets import PROBLEMS_TITLE, Book, Sheet, is_blank
from ycpe_desktop.exchange.tables import Table
from ycpe_desktop.exchange.tables_header import is_problems_title

_AUTHOR = "运城学前教育台账"
_SIGN = "【问题】"  # from here to its end a comment is ours
_FILL = PatternFill("solid", fgColor="FFE699")
_NO_FILL = PatternFill()
_COLUMN_WIDTH = 48  # characters
_LINE_HEIGHT = 16  # points


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
    headers are; what an earlier marking left in them is cleared. Raises Refusal where the target cannot be written.
    """
    book = source if isinstance(source, Book) else read_book(source)
    workbook, sheets = opened(book, macros=out.suffix.lower() == ".xlsm")
    headers = {table.sheet.name: table.header_rows for table in tables}
    for name in dict.fromkeys([*headers, *(mark.sheet for mark in marks)]):
        _mark_sheet(sheets[name], book.sheet(name), [mark for mark in marks if mark.sheet == name], headers.get(name))
    data = saved(workbook, book)
    with replacing(out) as temporary:
        temporary.write_bytes(data)


def _mark_sheet(target: Worksheet, sheet: Sheet, marks: Sequence[Mark], header: tuple[int, int] | None) -> None:
    first, last = header or _guessed_header(marks)
    column = _problems_column(sheet, first, last)
    if column is not None:
        _clear(target, last + 1, column)
    elif marks:
        column = _next_column(sheet, first)
        _add_header(target, first, last, column)
    if column is not None:
        _tell(target, marks, column)


def _guessed_header(marks: Sequence[Mark]) -> tuple[int, int]:
    row = max(0, min(mark.row for mark in marks) - 1)
    return row, row


def _problems_column(sheet: Sheet, first: int, last: int) -> int | None:
    for row in sheet.rows[first : last + 1]:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and is_problems_title(cell):
                return column
    return None


def _next_column(sheet: Sheet, first: int) -> int:
    """The first column to the right of everything that stands in the table's rows."""
    filled = (column for row in sheet.rows[first:] for column, cell in enumerate(row) if not is_blank(cell))
    merged = (merge[3] for merge in sheet.merges if merge[2] >= first and merge[0] < len(sheet.rows) and merge[3] < 255)
    return max([*filled, *merged], default=-1) + 1


def _clear(target: Worksheet, first: int, column: int) -> None:
    """Take away what an earlier marking wrote, and leave the clerk's own comments."""
    for row in target.iter_rows(min_row=first + 1):
        for cell in row:
            if not isinstance(cell, ExcelCell):
                continue
            if cell.column == column + 1:
                cell.value = None
                cell.fill = _NO_FILL
            elif cell.comment is not None and _SIGN in cell.comment.text:
                cell.comment = _comment(_own_words(cell), "")
                cell.fill = _NO_FILL


def _add_header(target: Worksheet, first: int, last: int, column: int) -> None:
    cell = _cell(target, first, column)
    put(cell, PROBLEMS_TITLE)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    if last > first:
        target.merge_cells(start_row=first + 1, end_row=last + 1, start_column=column + 1, end_column=column + 1)
    target.column_dimensions[get_column_letter(column + 1)].width = _COLUMN_WIDTH


def _tell(target: Worksheet, marks: Iterable[Mark], column: int) -> None:
    by_row: dict[int, list[str]] = {}
    by_cell: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        by_row.setdefault(mark.row, []).append(mark.message)
        if mark.column is not None:
            cell = _cell(target, mark.row, mark.column)
            by_cell.setdefault((cell.row, cell.column), []).append(mark.message)
    for (row, at), messages in by_cell.items():
        _colour(_cell(target, row - 1, at - 1), _sentences(messages))
    for row, messages in by_row.items():
        cell = _cell(target, row, column)
        put(cell, _sentences(messages))
        cell.fill = _FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        _make_room(target, row + 1, str(cell.value))


def _make_room(target: Worksheet, row: int, text: str) -> None:
    """A row of fixed height would cut the sentences; a Chinese character is as wide as two."""
    lines = 1 + 2 * len(text) // _COLUMN_WIDTH
    dimension = target.row_dimensions[row]
    if lines > 1:
        dimension.height = max(dimension.height or 0, _LINE_HEIGHT * lines)


def _colour(cell: ExcelCell, message: str) -> None:
    cell.comment = _comment(_own_words(cell), message)
    cell.fill = _FILL


def _sentences(messages: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(message.strip().rstrip("。；") for message in messages)) + "。"


def _own_words(cell: ExcelCell) -> str:
    """What the clerk had written in the comment."""
    return cell.comment.text.split(_SIGN)[0].rstrip() if cell.comment is not None else ""


def _comment(own: str, message: str) -> Comment | None:
    text = "\n".join(part for part in (own, f"{_SIGN}{message}" if message else "") if part)
    lines = sum(1 + len(line) // 20 for line in text.split("\n"))
    return Comment(text, _AUTHOR, height=24 + 18 * lines, width=280) if text else None


def _cell(target: Worksheet, row: int, column: int) -> ExcelCell:
    """The cell at a zero-based place; of a merge the one that holds its value."""
    cell = target.cell(row + 1, column + 1)
    if isinstance(cell, MergedCell):
        for merge in target.merged_cells.ranges:
            if cell.coordinate in merge:
                cell = target.cell(merge.min_row, merge.min_col)
                break
    assert isinstance(cell, ExcelCell)
    return cell
