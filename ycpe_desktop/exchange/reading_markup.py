"""Tables that other systems export as HTML or XML 2003 and name .xls."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree, html

from ycpe_desktop.exchange.reading_workbook import MOST_CELLS, too_large
from ycpe_desktop.exchange.sheets import Cell, Merge, Sheet, squared

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_FARTHEST = 1_048_576


class Grid:
    """Cells put at their places while a table is read; merged places are kept free."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Merge] = []
        self._taken: set[tuple[int, int]] = set()
        self._rows = self._columns = 0

    def free_column(self, row: int, column: int) -> int:
        while (row, column) in self._taken:
            column += 1
        return column

    def put(self, row: int, column: int, value: Cell, down: int, right: int) -> None:
        """``down`` and ``right`` are the rows and columns that the cell covers beyond its own."""
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + right + 1)
        if self._rows * self._columns > MOST_CELLS or (down + 1) * (right + 1) > _FARTHEST:
            raise too_large(f"工作表“{self.name}”")
        self.cells[row, column] = value
        if down or right:
            self.merges.append((row, column, row + down, column + right))
            self._taken.update((r, c) for r in range(row, row + down + 1) for c in range(column, column + right + 1))

    def sheet(self, hidden: bool = False) -> Sheet:
        rows: list[list[Cell]] = [[None] * self._columns for _ in range(self._rows)]
        for (row, column), value in self.cells.items():
            rows[row][column] = value
        return Sheet(self.name, squared(rows), tuple(self.merges), hidden)


def sheets_of_html(text: str) -> list[Sheet]:
    """A sheet for every table that holds no other table; all cells are text."""
    root = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    tables = [table for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    return [_html_sheet(table, f"表{number}") for number, table in enumerate(tables, 1)]


def _html_sheet(table: etree._Element, name: str) -> Sheet:
    grid = Grid(name)
    for row_number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            column = grid.free_column(row_number, column)
            down, right = (_span(cell.get(span)) for span in ("rowspan", "colspan"))
            grid.put(row_number, column, _html_text(cell), down, right)
            column += right + 1
    return grid.sheet()


def _span(told: str | None) -> int:
    """How many rows or columns beyond its own a cell covers."""
    return max(0, int(told) - 1) if told is not None and told.strip().isdigit() else 0


def _html_text(cell: etree._Element) -> str | None:
    """White space folded as a browser does, <br> and paragraphs as line breaks."""
    pieces: list[str] = []
    for event, part in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if part.tag == "br" or (part.tag in {"p", "div"} and pieces):
                pieces.append("\n")
            pieces.append(_folded(part.text) if isinstance(part.tag, str) else "")
        elif part is not cell:
            pieces.append(_folded(part.tail))
    lines = "".join(pieces).split("\n")
    return "\n".join(line.strip() for line in lines).strip() or None


def _folded(text: str | None) -> str:
    """The line breaks of the source mean nothing in HTML."""
    return re.sub(r"\s+", " ", text) if text else ""


def sheets_of_xml(text: str) -> list[Sheet]:
    """The worksheets of a SpreadsheetML 2003 document. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8")
    root = etree.fromstring(text.encode(), parser)
    return [_xml_sheet(sheet) for sheet in root.iterchildren(f"{_SS}Worksheet")]


def _xml_sheet(worksheet: etree._Element) -> Sheet:
    grid = Grid(worksheet.get(f"{_SS}Name", "表"))
    for row_number, row in _placed(worksheet.iterfind(f"{_SS}Table/{_SS}Row")):
        column = 0
        for cell in row.iterchildren(f"{_SS}Cell"):
            told = cell.get(f"{_SS}Index")
            column = int(told) - 1 if told else grid.free_column(row_number, column)
            down, right = (int(cell.get(f"{_SS}Merge{way}", 0)) for way in ("Down", "Across"))
            grid.put(row_number, column, _xml_value(cell.find(f"{_SS}Data")), down, right)
            column += right + 1
    visible = worksheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "")
    return grid.sheet(hidden="Hidden" in visible)


def _placed(rows: Iterator[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """Rows with their numbers: ss:Index skips empty ones."""
    number = 0
    for row in rows:
        told = row.get(f"{_SS}Index")
        number = int(told) - 1 if told else number
        yield number, row
        number += 1 + int(row.get(f"{_SS}Span", 0))


def _xml_value(data: etree._Element | None) -> Cell:
    if data is None:
        return None
    text = "".join(str(piece) for piece in data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            number = float(text)
            return int(number) if number.is_integer() else number
        case "Boolean":
            return text.strip() == "1"
        case "DateTime":
            moment = datetime.fromisoformat(text)
            return moment.date() if moment.time() == moment.min.time() else moment
        case _:
            return text or None
