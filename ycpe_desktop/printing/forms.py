"""Parts of paper forms: boxes to tick, drawn because the font has none, and tables with room to write in."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Table

from ycpe_desktop.printing.page import BODY, FONT, HEAD, INK, LINE, Text

WRITTEN = ParagraphStyle("written", parent=BODY, fontSize=10, leading=14)
LABEL = ParagraphStyle("label", parent=WRITTEN, alignment=1)
LETTER = ParagraphStyle("letter", parent=BODY, fontSize=12, leading=21, alignment=TA_LEFT)
INDENTED = ParagraphStyle("indented", parent=LETTER, firstLineIndent=24)
PADDING = 4
_BOX, _GAP, _APART = 8.0, 3.0, 10.0


class Ticks(Flowable):
    """Boxes with their labels, as many a line as fit; ``ticked`` ones are crossed."""

    def __init__(self, text: Text, labels: Sequence[str], ticked: Sequence[str] = (), size: float = 10) -> None:
        super().__init__()
        self.labels, self.ticked, self.size = [text.safe(label) for label in labels], set(ticked), size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.lines: list[list[tuple[float, str]]] = [[]]
        x = 0.0
        for label in self.labels:
            wide = _BOX + _GAP + pdfmetrics.stringWidth(label, FONT, self.size)
            if x and x + wide > width:
                self.lines.append([])
                x = 0.0
            self.lines[-1].append((x, label))
            x += wide + _APART
        return width, len(self.lines) * self.leading

    @property
    def leading(self) -> float:
        return self.size * 1.5

    def draw(self) -> None:
        pen: Any = self.canv  # set by reportlab before it draws
        pen.setFont(FONT, self.size)
        pen.setFillColor(INK)
        pen.setStrokeColor(INK)
        pen.setLineWidth(0.7)
        for row, line in enumerate(self.lines, 1):
            y = (len(self.lines) - row) * self.leading + (self.leading - self.size) / 2 + 1
            for x, label in line:
                self._box(pen, x, y, label in self.ticked)
                pen.drawString(x + _BOX + _GAP, y, label)

    def _box(self, pen: Any, x: float, y: float, ticked: bool) -> None:
        pen.rect(x, y - 1, _BOX, _BOX, fill=0)
        if ticked:
            pen.lines([(x + 1.5, y + 3, x + 3.5, y + 0.7), (x + 3.5, y + 0.7, x + 7, y + 6)])


def grid(
    rows: Sequence[list[Any]],
    widths: Sequence[float],
    heights: Sequence[float | None],
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    *,
    labels: Sequence[int] = (0,),
    repeat: int = 0,
) -> Table:
    """A ruled table; ``labels``: columns (with ``repeat`` also the heading rows) that are tinted."""
    made = Table(rows, colWidths=widths, rowHeights=heights, repeatRows=repeat)
    looks: list[Any] = [
        ("FONT", (0, 0), (-1, -1), FONT, WRITTEN.fontSize),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("GRID", (0, 0), (-1, -1), 0.6, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        *(("SPAN", *span) for span in spans),
    ]
    for column in labels:
        looks += [("BACKGROUND", (column, 0), (column, -1), HEAD), ("ALIGN", (column, 0), (column, -1), "CENTER")]
    if repeat:
        looks += [("BACKGROUND", (0, 0), (-1, repeat - 1), HEAD), ("ALIGN", (0, 0), (-1, repeat - 1), "CENTER")]
    made.setStyle(looks)
    return made


def parts(width: float, *shares: float) -> list[float]:
    """``width`` shared out."""
    return [width * share / sum(shares) for share in shares]


def room(millimetres: float) -> float:
    return float(millimetres * mm)
