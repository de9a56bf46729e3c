"""Words set at a place of a page: as large as the place allows, drawn together or spaced, and heavy where they matter.

The bundled font has no bold: heavy letters are drawn with an outline in their own colour, and stay text.
"""

from typing import Final

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from ycpe_desktop.printing.page import FONT, INK, Text

FILLED: Final = 0
OUTLINED: Final = 2
OUTLINE = 0.028
"""Of a heavy letter, as a part of its size."""


class Pen:
    """Draws on the page of the canvas that is at hand; ``text`` remembers the characters that the font lacks."""

    def __init__(self, canvas: Canvas, text: Text) -> None:
        self.canvas, self.text = canvas, text

    def line(
        self,
        x: float,
        y: float,
        told: str,
        size: float,
        *,
        colour: Color = INK,
        align: str = "left",
        heavy: bool = False,
        space: float = 0.0,
        within: float = 0.0,
    ) -> None:
        """One line at the base ``y``. ``space``: between letters, as a part of their size; ``within``: points that it
        may take at most, smaller letters otherwise."""
        told = self.text.safe(told)
        if within:
            size = fitted(told, size, within, space)
        wide = width(told, size, space)
        left = x - wide if align == "right" else x - wide / 2 if align == "middle" else x
        made = self.canvas.beginText(left, y)
        made.setFont(FONT, size)
        made.setFillColor(colour)
        made.setCharSpace(size * space)
        made.setTextRenderMode(OUTLINED if heavy else FILLED)
        self.canvas.saveState()
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(size * OUTLINE)
        made.textOut(told)
        self.canvas.drawText(made)
        self.canvas.restoreState()

    def box(self, x: float, y: float, wide: float, high: float, *, fill: Color | None = None) -> None:
        """A rectangle without an edge, or with the edge that is set and nothing in it."""
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.rect(x, y, wide, high, stroke=int(fill is None), fill=int(fill is not None))


def width(told: str, size: float, space: float = 0.0) -> float:
    """Points that the text takes."""
    return float(pdfmetrics.stringWidth(told, FONT, size)) + size * space * max(len(told) - 1, 0)


def fitted(told: str, size: float, within: float, space: float = 0.0) -> float:
    """The size in which the text takes no more than ``within`` points; at most ``size``."""
    wide = width(told, size, space)
    return size if wide <= within else size * within / wide


def halved(told: str) -> tuple[str, str]:
    """A long text in two lines of about the same width; digits and letters are not torn apart."""
    middle = len(told) / 2
    places = [at for at in range(1, len(told)) if not (_latin(told[at - 1]) and _latin(told[at]))]
    at = min(places, key=lambda place: abs(place - middle), default=len(told))
    return told[:at], told[at:]


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
