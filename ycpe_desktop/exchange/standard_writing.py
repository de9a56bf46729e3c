"""Writing one data sheet of the standard workbook: heading, records, pull-downs, filter, paper."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from ycpe_desktop.exchange.seal import Sealing, canonical_value, sealed_name
from ycpe_desktop.exchange.standard_layout import HEADER_ROW, Column, Plan, number_format
from ycpe_desktop.exchange.standard_options import Options, pull_down
from ycpe_desktop.exchange.standard_stream import Record
from ycpe_desktop.exchange.standard_styles import PIXELS, WIDEST, Sheet, Styles, lines, on_paper, row_height, widths
from ycpe_desktop.fields import Choice, Kind, Link, Text
from ycpe_desktop.store import Store

CHARACTERS_A_PAGE = 225
"""Of a landscape A4 page that can still be read (小六, 6.5 pt); wider sheets print on several, the name on each."""
WIDEST_NAME = 30.0
"""Characters of the column that is repeated on each page across; a longer name is broken into lines."""
LONG_TEXT, WIDE_COLUMN = 40, 200
"""Letters that a text may have, or pixels of its column, from which on it is broken into lines."""
ROWS_TO_ADD = 300
"""So many empty rows below the records have pull-downs too, and are in the reach of formulas."""


class _Look(NamedTuple):
    """A column made ready for its cells: ``sealed`` is its name in the seal or "", ``plain`` and ``quoted`` the styles
    of its cells and of those whose text looks like a formula."""

    column: Column
    name: str
    kind: Kind[Any]
    key: bool
    sealed: str
    plain: str
    quoted: str
    wraps: float
    """Characters at which its text wraps; 0 where it does not."""


class DataSheets:
    """Writes the data sheets of one workbook, collecting the seal on the way."""

    def __init__(self, store: Store, styles: Styles, about: str, *, draft: bool) -> None:
        self._names, self._styles, self._about, self._draft = store.names, styles, about, draft
        self.sealing = Sealing()
        self.options = Options(store)
        self.last_rows: dict[str, int] = {}
        """Sheet → its last row, empty ones to be filled in included."""

    def write(self, sheet: Sheet, plan: Plan, rows: Iterable[Mapping[str, Any]], note: str) -> int:
        """How many records there were."""
        letters = [get_column_letter(place) for place in range(1, len(plan.columns) + 1)]
        hidden = tuple(letter for letter, column in zip(letters, plan.columns, strict=True) if column.hidden)
        wide = _widths(plan)
        widths(sheet, dict(zip(letters, wide, strict=True)), hidden)
        self._styles.columns(
            sheet, {letter: number_format(column.kind) for letter, column in zip(letters, plan.columns, strict=True)}
        )
        sheet.row_dimensions[1].height, sheet.row_dimensions[HEADER_ROW].height = 28, 36
        sheet.freeze_panes = plan.frozen
        told = f"{plan.title}　{note}"
        on_paper(sheet, self._about, draft=self._draft, rows=f"{HEADER_ROW}:{HEADER_ROW}", title=told)
        shown = next(place for place, column in enumerate(plan.columns) if not column.hidden)
        seen = [each for each, column in zip(wide, plan.columns, strict=True) if not column.hidden]
        sheet.page_setup.fitToWidth = pages_across(seen)
        sheet.print_title_cols = f"A:{letters[shown]}"
        title = self._styles.title(sheet, told)
        blank = self._styles.blank(sheet)
        sheet.append([title if place == shown else blank for place in range(len(plan.columns))])
        sheet.append([self._styles.head(sheet, column.heading) for column in plan.columns])
        self.sealing.sheet(plan.title)
        looks = [self._look(column, each) for column, each in zip(plan.columns, wide, strict=True)]
        count = 0
        for values in rows:
            sheet.append(self._row(plan.title, looks, values))
            count += 1
        last = HEADER_ROW + count
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{letters[-1]}{max(last, HEADER_ROW + 1)}"
        self.last_rows[plan.title] = last + ROWS_TO_ADD
        self._pull_downs(sheet, plan, letters)
        sheet.print_area = f"A{HEADER_ROW}:{letters[-1]}{max(last, HEADER_ROW + 1)}"  # the title is in the page's head
        return count

    def _row(self, title: str, looks: Sequence[_Look], values: Mapping[str, Any]) -> Record:
        cells = Record()
        uuid = str(values["uuid"])
        for look in looks:
            value = values.get(look.name)
            cell = None if value is None else str(value) if look.key else look.kind.cell(value, self._names)
            if cell is None or cell == "":
                cells.append(None)
                continue
            cells.append((look.quoted if isinstance(cell, str) and cell[0] in "=+-@" else look.plain, cell))
            if look.wraps and isinstance(cell, str):
                count = lines(cell, look.wraps)
                if count > 1:
                    cells.height = max(cells.height or 0, row_height(count))
            if look.sealed:
                shown = str(value) if look.key else look.kind.show(value, self._names)
                self.sealing.add(title, uuid, look.sealed, canonical_value(look.column, value, shown))
        return cells

    def _look(self, column: Column, wide: float) -> _Look:
        form, derived = number_format(column.kind), not column.sealed
        wrap = _may_be_long(column) and not column.hidden
        plain, quoted = (self._styles.style_id(form, derived=derived, wrap=wrap, quoted=each) for each in (False, True))
        sealed = sealed_name(column) if column.sealed and column.role != "uuid" else ""
        return _Look(
            column,
            column.name,
            column.kind,
            column.role in ("uuid", "key"),
            sealed,
            plain,
            quoted,
            wide if wrap else 0.0,
        )

    def _pull_downs(self, sheet: Sheet, plan: Plan, letters: list[str]) -> None:
        for letter, column in zip(letters, plan.columns, strict=True):
            if not column.sealed or column.role == "key" or not (formula := self.options.formula(column.kind)):
                continue
            chosen = pull_down(column, formula)
            chosen.add(f"{letter}{HEADER_ROW + 1}:{letter}{self.last_rows[plan.title]}")
            sheet.data_validations.append(chosen)


def pages_across(wide: Sequence[float]) -> int:
    """How many pages columns of so many characters need side by side, the first one on each of them."""
    name, rest = wide[0], sum(wide[1:])
    return max(1, ceil(rest / (CHARACTERS_A_PAGE - name)))


def _widths(plan: Plan) -> list[float]:
    """Characters of each column; a wide name would take the room of the others on every page."""
    first = next(column for column in plan.columns if not column.hidden)
    return [min(_wide(each), WIDEST_NAME) if each is first else _wide(each) for each in plan.columns]


def _may_be_long(column: Column) -> bool:
    """Its text may be wider than its column; else it would run over the next one, or be cut there."""
    kind = column.kind
    if isinstance(kind, Choice):
        return any(lines(label, _wide(column)) > 1 for _, label in kind.options)
    long = isinstance(kind, Text) and (kind.limit >= LONG_TEXT or column.width >= WIDE_COLUMN)
    return long or isinstance(kind, Link)


def _wide(column: Column) -> float:
    """Characters: as declared, and enough for the heading in two lines."""
    return min(max(column.width / PIXELS, len(column.heading) * 1.1 + 1), WIDEST)
