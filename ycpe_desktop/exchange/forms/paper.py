"""The sheet under a form: where the next line stands, which cells are asked, what was printed in them.

Column A and row 1 are hidden. A row's mark in column A says what its cells mean ("kindergarten.phone@C"), row 1 gives
each column its letter: rows and columns that somebody inserts carry the marks along, so that the form is read all the
same.
"""

from typing import TYPE_CHECKING, Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from ycpe_desktop.exchange.cells import words
from ycpe_desktop.exchange.forms import looks as look
from ycpe_desktop.exchange.forms.identity import FORMULA, MARK
from ycpe_desktop.exchange.safely import put
from ycpe_desktop.exchange.standard_layout import Column, number_format
from ycpe_desktop.exchange.template import limits
from ycpe_desktop.fields import Choice, Day, Field, Measure, Names, Whole

if TYPE_CHECKING:
    from ycpe_desktop.exchange.standard_options import Options

NONE = "标题"
"""The mark of a row that holds no answers."""
LETTERS = "BCDEFGH"
WIDTHS = {"A": 3.0, "B": 18.0, "C": 13.0, "D": 12.5, "E": 18.0, "F": 13.0, "G": 12.5, "H": 25.0}
LINE, TWO_LINES = 21.0, 30.0
"""Points of a line; two of small letters fit, or of others into the higher one."""


class Paper:
    def __init__(self, sheet: Any, options: "Options", names: Names) -> None:
        self.sheet, self.options, self.names = sheet, options, names
        self.looks = look.Looks(sheet)
        self.row = 1
        self.cells: dict[str, str] = {}
        """Key, and for the figures of the kindergarten the field's name alone → address."""
        self.printed: dict[str, str] = {}
        self.told: dict[int, list[str]] = {}
        """Row → formulas whose sentences stand beside it."""
        self._marks: dict[int, list[str]] = {}
        for letter, wide in WIDTHS.items():
            sheet.column_dimensions[letter].width = wide
        put(sheet["A1"], MARK)
        for letter in LETTERS:
            put(sheet[f"{letter}1"], letter)
        sheet.column_dimensions["A"].hidden = sheet.row_dimensions[1].hidden = True

    def next(self, height: float = LINE) -> int:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        return self.row

    def reckon(self, first: str, formula: str, how: look.Look) -> str:
        """A cell that works itself out. Gives the address."""
        place = self.write(first, None, how)
        self.sheet[place].value = formula
        return place

    def write(self, first: str, value: Any, how: look.Look, last: str = "") -> str:
        """In the current row; joined to the column ``last``. Gives the address."""
        place = f"{first}{self.row}"
        if value is not None:
            put(self.sheet[place], value)
        for letter in LETTERS[LETTERS.index(first) : LETTERS.index(last or first) + 1]:
            self.looks.dress(self.sheet[f"{letter}{self.row}"], how)
        if last and last != first:
            self.sheet.merged_cells.add(f"{place}:{last}{self.row}")  # ``merge_cells`` dresses them anew, at great cost
        return place

    def ask(self, key: str, told: Field, value: Any, first: str, last: str = "", *, formula: str = "") -> str:
        """A cell to be filled in, with its pull-down or bounds. ``formula`` works it out until something is typed."""
        numeric = isinstance(told.kind, Whole | Measure)
        shown = None if value is None else told.kind.cell(value, self.names)
        form = "General" if numeric else number_format(told.kind)  # the unit stands in the label
        place = self.write(first, shown, look.answer(form, "right" if numeric else "left"), last)
        if shown is None and formula:
            self.sheet[place].value = formula
            self.printed[key] = FORMULA
        elif shown is not None:
            self.printed[key] = words(shown)
        self.cells[key] = self.cells[told.name] = place
        self._marks.setdefault(self.row, []).append(f"{key}@{first}")
        self._bound(told, place)
        return place

    def new_page(self) -> None:
        """On paper, what follows begins a page."""
        self.sheet.row_breaks.append(Break(id=self.row))

    def say_good(self, place: str, text: str) -> None:
        """The state of the form is green once it says that text."""
        green = DifferentialStyle(font=Font(color=look.GREEN))
        wanted = [f'${place[0]}${place[1:]}="{text}"']
        self.sheet.conditional_formatting.add(place, Rule(type="expression", dxf=green, formula=wanted))

    def no_answers(self) -> None:
        """The current row is none that was put in later."""
        self._marks.setdefault(self.row, [NONE])

    def finish(self) -> None:
        """The marks, and the checks that are known by now."""
        for row, marks in self._marks.items():
            put(self.sheet[f"A{row}"], ";".join(marks))
        for row, parts in self.told.items():
            cell = self.sheet[f"H{row}"]
            cell.value = f"={'&'.join(parts)}"
            self.looks.dress(cell, look.CHECK)

    def _bound(self, told: Field, place: str) -> None:
        from ycpe_desktop.exchange.standard_options import pull_down

        column = Column(told.label, told.name, told.kind, told=told)
        listed = self.options.formula(told.kind)
        made: DataValidation = pull_down(column, listed) if listed else limits(column)
        if isinstance(told.kind, Day | Choice) or not told.help:
            made.showInputMessage = bool(told.help)
        made.add(place)
        self.sheet.data_validations.append(made)
