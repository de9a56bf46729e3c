"""Text of separated values: .csv and .txt files, and what Excel and WPS put on the clipboard."""

import re
from statistics import median

from ycpe_desktop.exchange.sheets import Cell, Sheet, squared

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE = 100_000  # characters looked at to choose the separator
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how a .csv keeps the zeros of 0112010001: ="0112010001"


def decoded(data: bytes) -> str | None:
    """UTF-8, UTF-16 or GB18030, with or without a mark in front; None where it is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\0" in data[:4096]:
        encoding = "utf-16-le" if data[1:2] == b"\0" or data[:4096].find(b"\0") % 2 else "utf-16-be"
        text = _try(data, encoding)
    else:
        text = _try(data, "utf-8")
        text = _try(data, "gb18030") if text is None else text
    return None if text is None or re.search(r"[\x00-\x08\x0e-\x1f]", text) else text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def separated(text: str, separator: str) -> list[list[str]]:
    """Rows of fields. A quote opens a field only where another closes it before a separator: a stray one is text."""
    mark = re.escape(separator)
    field = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*))({mark}|\r\n|\r|\n|\Z)')
    rows: list[list[str]] = [[]]
    end = 0
    while found := field.match(text, end):
        quoted, plain, stop = found.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"').replace("\r\n", "\n"))
        end = found.end()
        if not stop or (end == len(text) and stop != separator):
            break
        if stop != separator:
            rows.append([])
    return rows


def separator_of(text: str) -> str:
    """The one that cuts most lines into most fields; title lines above a table have no weight in a median."""

    def width(separator: str) -> float:
        return median(len(row) for row in separated(text[:_SAMPLE], separator))

    return max(_SEPARATORS, key=width)


def sheet_of_text(name: str, text: str, separator: str | None = None) -> Sheet:
    """All cells stay text, so that no leading zero is lost."""
    told = re.match(r"sep=(.)\r?\n", text)
    if told is not None:
        separator, text = told[1], text[told.end() :]
    rows = separated(text, separator or separator_of(text))
    return Sheet(name, squared([[_cell(field) for field in row] for row in rows]))


def _cell(field: str) -> Cell:
    wrapped = _EXCEL_TEXT.fullmatch(field)
    return wrapped[1] if wrapped is not None else field or None
