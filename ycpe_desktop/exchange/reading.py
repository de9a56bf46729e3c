"""Any file that a clerk may have, read by what it holds and not by what it is called."""

from pathlib import Path

from ycpe_desktop.exchange.sheets import Book


def read_book(path: Path) -> Book:
    """All sheets of the file. Raises Refusal where it cannot be read: missing, empty, locked, damaged, no table file."""
    raise NotImplementedError


def read_clipboard(text: str) -> Book:
    """One sheet 粘贴的内容 from text as Excel and WPS copy it; all cells are text. Raises Refusal where it is empty."""
    raise NotImplementedError
