"""Looks of the standard workbook's cells, each made once; and the set-up of a sheet for screen and paper."""

from math import ceil
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from ycpe_desktop.exchange.safely import put
from ycpe_desktop.exchange.standard_layout import DAY_FORM

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

FACE = "微软雅黑"
GREY, LINE, HEAD, FAINT, PAPER = "FF5B6470", "FFDDE1E6", "FFE8EEF5", "FFF5F6F8", "FFFFFFFF"
PIXELS = 7.2  # of one character's width
WIDEST = 60.0  # characters
A4 = 9
LINE_HEIGHT = 14.0
HEAD_POINTS = 12
"""Of the title in the head of a page."""
Sheet = Any
"""A write-only worksheet; the stubs know less of it than it can."""


class Styles:
    """Cells of one workbook. A look is asked for by (number format, derived, heading…) and copied from then on."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._made: dict[tuple[str, bool, bool, bool], Any] = {}
        self._ids: dict[tuple[str, bool, bool, bool], str] = {}
        thin = Side("thin", GREY)
        self._border = Border(left=thin, right=thin, top=thin, bottom=thin)
        white = Side("thin", PAPER)
        self._no_lines = Border(left=white, right=white, top=white)

    def body(self, sheet: Sheet, value: Any, form: str, *, derived: bool = False, wrap: bool = False) -> "Cell":
        """A cell of a record. Text stays text, whatever it begins with."""
        cell: Cell = WriteOnlyCell(sheet, None)
        put(cell, value)
        quoted = cell.data_type == "s" and str(value)[:1] in "=+-@"
        look = self._look(form, derived, wrap, quoted)
        cell._style = look  # type: ignore[attr-defined]  # the stubs lack it
        return cell

    def style_id(self, form: str, *, derived: bool, wrap: bool, quoted: bool) -> str:
        """The look of ``body`` as a number, for a ``Record``."""
        key = (form, derived, wrap, quoted)
        if key not in self._ids:
            cell: Any = WriteOnlyCell(self._sheet, None)
            cell._style = self._look(*key)
            self._ids[key] = str(cell.style_id)
        return self._ids[key]

    def columns(self, sheet: Sheet, forms: dict[str, str]) -> None:
        """What is typed into an empty cell of the column has its format; codes stay text."""
        for letter, form in forms.items():
            sheet.column_dimensions[letter].number_format = form

    def _look(self, form: str, derived: bool, wrap: bool, quoted: bool) -> Any:
        key = (form, derived, wrap, quoted)
        if key not in self._made:
            self._made[key] = self._make(form, derived, wrap, quoted)
        return self._made[key]

    def _make(self, form: str, derived: bool, wrap: bool, quoted: bool) -> Any:
        cell: Cell = WriteOnlyCell(self._sheet, None)
        cell.font = Font(name=FACE, size=10, color=GREY if derived else None)
        side = "center" if form == DAY_FORM else None  # else it would stick to the text in the next column
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap)
        cell.number_format = form
        if derived:
            cell.fill = PatternFill("solid", fgColor=FAINT)
        if quoted:
            cell.quotePrefix = True
        return cell._style  # type: ignore[attr-defined]  # the stubs lack it

    def formula(self, sheet: Sheet, text: str, form: str) -> "Cell":
        cell: Cell = WriteOnlyCell(sheet, text)
        cell._style = self.body(sheet, 0, form, derived=True)._style  # type: ignore[attr-defined]  # the stubs lack it
        return cell

    def ruled(self, cells: "list[Cell]") -> "list[Cell]":
        """The cells of a row, each with lines around it."""
        for cell in cells:
            cell.border = self._border
        return cells

    def head(self, sheet: Sheet, text: str) -> "Cell":
        cell: Cell = WriteOnlyCell(sheet, None)
        put(cell, text)
        cell.font = Font(name=FACE, size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.border = self._border
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def title(self, sheet: Sheet, text: str, size: int = 14, *, color: str | None = None) -> "Cell":
        cell: Cell = WriteOnlyCell(sheet, None)
        put(cell, text)
        cell.font = Font(name=FACE, size=size, bold=color is None, color=color)
        cell.alignment = Alignment(vertical="center")
        cell.border = self._no_lines
        return cell

    def blank(self, sheet: Sheet) -> "Cell":
        """An empty cell without the lines that are printed around cells."""
        cell: Cell = WriteOnlyCell(sheet, None)
        cell.border = self._no_lines
        return cell

    def small(self, sheet: Sheet, text: str, *, wrap: bool = False) -> "Cell":
        cell = self.title(sheet, text, 10, color=GREY)
        cell.alignment = Alignment(vertical="top", wrap_text=wrap)
        return cell

    def framed(self, sheet: Sheet, text: str) -> "Cell":
        """A cell of the block to be signed."""
        cell = self.title(sheet, text, 12)
        cell.font, cell.border = Font(name=FACE, size=12), self._border
        return cell

    def centred(self, sheet: Sheet, text: str, size: int, *, bold: bool = False, color: str | None = None) -> "Cell":
        cell = self.title(sheet, text, size, color=color)
        cell.font = Font(name=FACE, size=size, bold=bold, color=color)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell


def lines(text: str, characters: float) -> int:
    """How many lines a text takes in a column so wide; a Chinese sign is as wide as two digits."""
    if 2 * len(text) < characters and "\n" not in text:  # so are most, and they are many
        return 1
    return sum(
        max(1, ceil(sum(2 if ord(sign) > 0x2E7F else 1 for sign in part) / max(characters - 1, 1)))
        for part in text.split("\n")
    )


def row_height(count: int) -> float:
    """Points of so many lines; a program that opens the file need not measure it."""
    return LINE_HEIGHT * min(max(count, 1), 20) + 3


def widths(sheet: Sheet, characters: dict[str, float], hidden: tuple[str, ...] = ()) -> None:
    """Column letter → characters. Before the first row is written."""
    for letter, wide in characters.items():
        sheet.column_dimensions[letter].width = min(max(wide, 6), WIDEST)
    for letter in hidden:
        sheet.column_dimensions[letter].hidden = True


def on_paper(sheet: Sheet, about: str, *, draft: bool, lines: bool = True, rows: str = "", title: str = "") -> None:
    """A4 across, as wide as a page, ``title`` and the heading ``rows`` on each; page numbers, and 草稿 above what is
    not approved.

    Before the first row is written: the sheet's properties stand at its beginning.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.gridLines = lines
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.35  # so that a line of words has its height
    if rows:
        sheet.print_title_rows = rows
    sheet.oddFooter.left.text = about
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
    sheet.oddHeader.left.text = title or None
    for part in (sheet.oddFooter.left, sheet.oddFooter.right, sheet.oddHeader.left, sheet.oddHeader.right):
        part.font, part.size = FACE, 9
    sheet.oddHeader.left.font, sheet.oddHeader.left.size = f"{FACE},Bold", HEAD_POINTS
    if draft:
        sheet.oddHeader.right.text = "草稿"
