"""A write-only worksheet that takes whole rows of finished values: openpyxl's own way costs ten times as much."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.functions import Element, SubElement

from ycpe_desktop.exchange.safely import clean

Value = str | int | float | date
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _serial(day: date) -> int:
    """A day as Excel counts it; days before March 1900 do not come up."""
    return (day - date(1899, 12, 30)).days


class Record(list[tuple[str, Value] | None]):
    """(style id, value) of each cell of a row; None for an empty one. Text is text, whatever it begins with."""

    height: float | None = None
    """Points; None for a line of text."""


class Stream(WriteOnlyWorksheet):
    """Takes a ``Record`` as well as what ``append`` takes anyhow."""

    _writer: Any
    _values_to_row: Any

    def __init__(self, book: Any, title: str) -> None:
        super().__init__(book, title)
        book._add_sheet(self)
        self._letters = [get_column_letter(place) for place in range(1, 200)]

    def _write_rows(self) -> Iterator[Any]:
        """Overrides openpyxl's: a coroutine that is sent row after row."""
        out = self._writer.xf.send(True)
        with out.element("sheetData"):
            number = 1
            try:
                while True:
                    row = yield
                    if isinstance(row, Record):
                        out.write(self._element(row, number))
                    else:
                        self._writer.write_row(out, self._values_to_row(row, number), number)
                    number += 1
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def _element(self, row: Record, number: int) -> Any:
        made: Any = Element("row", {"r": str(number)})
        if row.height is not None:
            made.attrib.update({"ht": f"{row.height:g}", "customHeight": "1"})
        for letter, told in zip(self._letters, row, strict=False):
            if told is None:
                continue
            style, value = told
            place = {"r": f"{letter}{number}", "s": style}
            if isinstance(value, str):
                cell: Any = SubElement(made, "c", {**place, "t": "inlineStr"})
                text: Any = SubElement(SubElement(cell, "is"), "t")
                text.text = clean(value)
                if value != value.strip() or "\n" in value:
                    text.set(_SPACE, "preserve")
            else:
                cell = SubElement(made, "c", {**place, "t": "n"})
                figure: Any = SubElement(cell, "v")
                figure.text = repr(_serial(value) if isinstance(value, date) else value)
        return made
