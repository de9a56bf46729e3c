"""A cell of anyone's sheet as a value of a field, or the reason why it is none. Nothing is guessed."""

import re
from datetime import date, datetime
from typing import Any

from ycpe_desktop.exchange.sheets import Cell
from ycpe_desktop.exchange.sheets import is_blank as has_nothing
from ycpe_desktop.fields import Code, Field, Measure, Names, Unreadable, Whole
from ycpe_desktop.fields.kinds import folded
from ycpe_desktop.vocabulary import read_sponsor

_NIL = re.compile(r"[-—－─–_/\\／…·\s]+")
"""Strokes alone are how a form says that there is nothing to fill in."""
_UNITS = {"元": "元|圆", "人": "人|名|位", "名": "名|人|个", "班": "个?班|个", "所": "所|个", "m²": "平方米|平米|m2"}
"""How a unit is written behind a number; NFKC has made ㎡ and m² into m2 before."""
_PER_MONTH = r"(?:/?(?:每|/)(?:[生人]|个?月)(?:[·./、]*每?(?:[生人]|个?月))?)?"
"""元/月, 元/生·月, 元每生每月."""
_SCHOOL_YEAR = re.compile(r"(20\d\d)(?:\s*[-—–~至/]+\s*(?:20)?\d\d)?\s*(?:学?年度?)?")
_SHORTEST_NUMBER = 7  # digits of a telephone number without its area code
_DASH = re.compile(r"[—–―‐‑−]+")


def is_blank(cell: Cell) -> bool:
    """Empty, or strokes alone."""
    return has_nothing(cell) or (isinstance(cell, str) and _NIL.fullmatch(cell) is not None)


def words(cell: Cell) -> str:
    """The cell word for word, as 导入原值 keeps it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def understood(told: Field, cell: Cell, names: Names) -> Any:
    """The stored value. Raises Unreadable with the reason in Chinese."""
    if told.private and isinstance(cell, str):
        cell = _several_numbers(cell)
    try:
        return told.kind.parse(cell, names)
    except Unreadable:
        otherwise = _otherwise(told, cell, names)
        if otherwise is None:
            raise
        return otherwise


def _several_numbers(text: str) -> str:
    """Telephone numbers that only white space keeps apart; an area code is no number of its own."""
    each = text.split()
    apart = len(each) > 1 and all(sum(map(str.isdigit, part)) >= _SHORTEST_NUMBER for part in each)
    return "、".join(each) if apart else text


def _otherwise(told: Field, cell: Cell, names: Names) -> Any:
    """Other ways to write the same, one by one."""
    if not isinstance(cell, str):
        return None
    if told.name == "sponsor":
        return read_sponsor(cell)
    text = folded(cell)
    if told.name == "year":
        year = _SCHOOL_YEAR.fullmatch(text)
        return _parsed(told, year[1], names) if year else None
    if isinstance(told.kind, Whole | Measure):
        unit, tail = _UNITS.get(told.kind.unit), _PER_MONTH if told.kind.unit == "元" else ""
        number = re.fullmatch(rf"([+-]?[\d,]+(?:\.\d+)?)\s*(?:{unit})?{tail}", text) if unit else None
        return _parsed(told, number[1], names) if number else None
    if isinstance(told.kind, Code):
        return _parsed(told, _DASH.sub("-", text), names)
    return None


def _parsed(told: Field, text: str, names: Names) -> Any:
    try:
        return told.kind.parse(text, names)
    except Unreadable:
        return None
