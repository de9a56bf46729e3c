"""The workbook that is marked: the clerk's own opened, or a new one of the same values; and its bytes."""

import re
import warnings
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from ycpe_desktop.exchange.safely import put
from ycpe_desktop.exchange.sheets import Book, Cell, Sheet, column_letters, is_blank

MOST_MERGED = 100_000  # cells
_FORMULA = re.compile(
    r'<c r="([A-Z]+)(\d+)"((?: s="\d+")?)(?: t="\w+")?>(<f\b[^>]*(?:/>|>.*?</f>))<v(?: ?/>|></v>)', re.DOTALL
)


def opened(book: Book, *, macros: bool) -> tuple[Workbook, dict[str, Worksheet]]:
    """The workbook, and its sheets by the book's names; written anew from the values where openpyxl cannot open it."""
    workbook = _own(book, macros) if book.kind == "xlsx" else None
    if workbook is not None and all(sheet.name in workbook.sheetnames for sheet in book.sheets):
        return workbook, {sheet.name: workbook[sheet.name] for sheet in book.sheets}
    return _copied(book)


def _own(book: Book, macros: bool) -> Workbook | None:
    if book.path is None:
        return None
    try:
        with warnings.catch_warnings(), book.path.open("rb") as file:
            warnings.simplefilter("ignore")  # it warns of extensions that it leaves out, which a clerk cannot mend
            return load_workbook(file, rich_text=True, keep_vba=macros)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, InvalidFileException, zipfile.BadZipFile):
        return None  # damaged styles and the like, over which calamine reads


def _copied(book: Book) -> tuple[Workbook, dict[str, Worksheet]]:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets: dict[str, Worksheet] = {}
    for sheet in book.sheets:
        target = workbook.create_sheet(_title(sheet.name, set(workbook.sheetnames)))
        _fill(target, sheet)
        target.sheet_state = "hidden" if sheet.hidden else "visible"
        sheets[sheet.name] = target
    if all(sheet.hidden for sheet in book.sheets):
        workbook.worksheets[0].sheet_state = "visible"
    return workbook, sheets


def _title(name: str, taken: set[str]) -> str:
    """A name that Excel allows: 31 characters, none of []:*?/\\, different from the others."""
    wanted = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:31] or "表"
    title, number = wanted, 2
    while title.casefold() in {other.casefold() for other in taken}:
        title, number = f"{wanted[:27]}({number})", number + 1
    return title


def _fill(target: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = target.cell(number, column)
                assert isinstance(cell, ExcelCell)
                put(cell, value)
                if isinstance(value, str):
                    cell.number_format = "@"
    _merge(target, sheet)


def _merge(target: Worksheet, sheet: Sheet) -> None:
    """Merges of nothing below the sheet's rows are left out, and one that overlaps another, which Excel refuses."""
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        if top >= len(sheet.rows) or (bottom - top + 1) * (right - left + 1) > MOST_MERGED:
            continue
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if taken.isdisjoint(places):
            taken |= places
            target.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)


def saved(workbook: Workbook, book: Book) -> bytes:
    """The file's bytes. Formulas keep the results that the clerk's program had put beside them.

    openpyxl writes none, and then neither we nor a telephone could read those cells until Excel has opened the file.
    """
    raw = BytesIO()
    workbook.save(raw)
    if not any(_has_formula(sheet) for sheet in workbook.worksheets):
        return raw.getvalue()
    parts = {f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(workbook.worksheets, 1)}
    sheets = {sheet.name: sheet for sheet in book.sheets}
    patched = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(patched, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename in parts and parts[part.filename] in sheets:
                content = _with_results(content.decode(), sheets[parts[part.filename]]).encode()
            target.writestr(part, content)
    return patched.getvalue()


def _has_formula(sheet: Worksheet) -> bool:
    return any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def _with_results(xml: str, sheet: Sheet) -> str:
    results = {
        f"{column_letters(column)}{number}": value
        for number, row in enumerate(sheet.rows, 1)
        for column, value in enumerate(row)
        if not is_blank(value)
    }

    def with_result(found: re.Match[str]) -> str:
        letters, row, style, formula = found.groups()
        told = _result(results.get(letters + row))
        return found[0] if told is None else f'<c r="{letters}{row}"{style} t="{told[0]}">{formula}<v>{told[1]}</v>'

    return _FORMULA.sub(with_result, xml)


def _result(value: Cell) -> tuple[str, str] | None:
    """The type and text of a cell's ``<v>``."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return "str", escape(value)
    if isinstance(value, (date, datetime, time)):
        return "n", str(to_excel(value))  # type: ignore[no-untyped-call]  # types-openpyxl leaves it out
    return None if value is None else ("n", repr(value))
