"""A ledger's list as it stands on the page, as an .xlsx of its own: to look at, to print, to send on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ycpe_desktop.exchange.safely import put, replacing
from ycpe_desktop.fields import Day, Field, Measure, Text
from ycpe_desktop.ledgers import is_derived
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Listing, Store, fetch, ids
from ycpe_desktop.store.names import StoreNames

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

Progress = Callable[[str, int, int], object]
PART = 500
PIXELS = 7.2  # of one character's width
MOST_WIDTH = 60
LONG_TEXT = 100
"""Letters that a text may have from which on it is broken into lines."""
FACE = "微软雅黑"
GREY, LINE, HEAD = "FF5B6470", "FFDDE1E6", "FFF0F2F5"


def list_name(store: Store, listing: Listing) -> str:
    """The file name proposed: 芮城县_2026学年_园所名册_20261123.xlsx."""
    year = f"{listing.year}学年_"
    return f"{store.county.name}_{year}{listing.ledger.TITLE}_{store.today:%Y%m%d}.xlsx"


def export_list(
    store: Store, listing: Listing, fields: Sequence[Field], target: Path, progress: Progress = lambda *_: None
) -> int:
    """Write all records of the list, in its order; how many they are. Raises Refusal where it cannot be written."""
    from openpyxl import Workbook  # heavy: only when something is exported

    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = listing.ledger.TITLE
    derived = [is_derived(listing.ledger, each.name) for each in fields]
    names = StoreNames(store.engine)
    with store.reading() as connection:
        keys = ids(connection, listing)
        for start in range(0, len(keys), PART):
            progress("正在写出名单", start, len(keys))
            for row, record in enumerate(
                fetch(connection, listing.ledger, keys[start : start + PART], listing.year, names), start + 2
            ):
                for column, each in enumerate(fields, 1):
                    _write(cast("Cell", sheet.cell(row, column)), each, record[each.name], names)
    _dress(sheet, fields, derived)
    _make_room(sheet, fields)
    _set_up(sheet, store, listing)
    with replacing(target) as file:
        book.save(file)
    return len(keys)


def _write(cell: "Cell", told: Field, value: Any, names: StoreNames) -> None:
    if value is None:
        return
    put(cell, told.kind.cell(value, names))
    if isinstance(told.kind, Day):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(told.kind, Measure):
        cell.number_format = f"#,##0.{'0' * told.kind.places}" if told.kind.places else "#,##0"
    elif isinstance(cell.value, str):
        cell.number_format = "@"


def _dress(sheet: "Worksheet", fields: Sequence[Field], derived: Sequence[bool]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side("thin", LINE)
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    plain, grey = Font(name=FACE, size=10), Font(name=FACE, size=10, color=GREY)
    for number, (each, computed) in enumerate(zip(fields, derived, strict=True), 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(max(each.width / PIXELS, 7), MOST_WIDTH)
        head = cast("Cell", sheet.cell(1, number))
        put(head, each.label)
        side = _aligned(each)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
            cell.alignment = side
        head.fill = PatternFill("solid", fgColor=HEAD)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        for (cell,) in sheet.iter_rows(min_col=number, max_col=number):
            cell.border, cell.font = border, grey if computed else plain


def _make_room(sheet: "Worksheet", fields: Sequence[Field]) -> None:
    """Rows as high as their long texts are; a program that opens the file need not measure them."""
    from openpyxl.utils import get_column_letter

    from ycpe_desktop.exchange.standard_styles import lines, row_height

    long = [number for number, each in enumerate(fields, 1) if _is_long(each)]
    wide = {number: sheet.column_dimensions[get_column_letter(number)].width for number in long}
    for row in range(2, sheet.max_row + 1):
        texts = ((number, sheet.cell(row, number).value) for number in long)
        most = max((lines(str(text), wide[number]) for number, text in texts if text), default=1)
        if most > 1:
            sheet.row_dimensions[row].height = row_height(most)


def _is_long(told: Field) -> bool:
    return isinstance(told.kind, Text) and told.kind.limit >= LONG_TEXT


def _aligned(told: Field) -> "Alignment":
    """Days in the middle, so that they do not stick to the text beside them; long texts in lines."""
    from openpyxl.styles import Alignment

    side = "center" if isinstance(told.kind, Day) else None
    return Alignment(horizontal=side, vertical="center", wrap_text=_is_long(told))


def _set_up(sheet: Any, store: Store, listing: Listing) -> None:
    """A4 across, as many pages down as are needed, the heading on each. A new sheet has all that its type may lack."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows, sheet.print_area = "1:1", sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    about = f"{store.county.name}{listing.ledger.TITLE}（{label(listing.year)}）"
    sheet.oddHeader.center.text = about
    sheet.oddFooter.left.text = store.today.isoformat()
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
