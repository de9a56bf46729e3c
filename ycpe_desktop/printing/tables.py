"""A table that runs over pages: heading repeated on each, long text wrapped, numbers to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable

from ycpe_desktop.printing.page import BODY, FONT, HEAD, HEADING, INK, LINE, NUMBER, Text

_PADDING = 3


@dataclass(frozen=True)
class PrintedColumn:
    """``wide`` is its share of the page's width."""

    heading: str
    wide: float
    numeric: bool = False


def replaced(style: ParagraphStyle, size: float) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} {size}", parent=style, fontSize=size, leading=size * 1.3)


def table(
    text: Text,
    columns: Sequence[PrintedColumn],
    rows: Sequence[Sequence[str]],
    width: float,
    *,
    size: float = BODY.fontSize,
    air: float = 2.5,
) -> LongTable:
    """``size``: points of the letters; ``air``: points above and below the text of a row."""
    left, right, middle = (replaced(style, size) for style in (BODY, NUMBER, HEADING))
    total = sum(column.wide for column in columns)
    widths = [width * column.wide / total for column in columns]
    inner = [each - 2 * _PADDING for each in widths]
    head = [text.cell(column.heading, wide, middle) for column, wide in zip(columns, inner, strict=True)]
    styles = [right if column.numeric else left for column in columns]
    body = [
        [text.cell(value, wide, style) for value, wide, style in zip(row, inner, styles, strict=True)] for row in rows
    ]
    made = LongTable([head, *body], colWidths=widths, repeatRows=1)
    looks: list[Any] = [
        ("FONT", (0, 0), (-1, -1), FONT, size),
        ("LEADING", (0, 0), (-1, -1), left.leading),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("BACKGROUND", (0, 0), (-1, 0), HEAD),
        ("ALIGN", (0, 0), (-1, 0), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("GRID", (0, 0), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), air),
        ("BOTTOMPADDING", (0, 0), (-1, -1), air),
    ]
    looks += [("ALIGN", (at, 1), (at, -1), "RIGHT") for at, column in enumerate(columns) if column.numeric]
    made.setStyle(looks)
    return made
