"""Blocks of cells as Excel and WPS put them on the clipboard and take them from it."""

from collections.abc import Sequence


def to_text(rows: Sequence[Sequence[str]]) -> str:
    """Cells by tabs, rows by line ends; what holds a tab, a line break or begins with a quote is quoted."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\r\n" for row in rows)


def from_text(text: str) -> list[list[str]]:
    """The rows of a paste, all equally wide; a single value is one row of one cell."""
    from ycpe_desktop.exchange.reading_text import separated  # nobody pastes before the window stands

    rows = separated(text, "\t") if text else []
    width = max((len(row) for row in rows), default=0)
    return [[*(cell.strip("\r\n") for cell in row), *[""] * (width - len(row))] for row in rows]


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in "\t\r\n") or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
