"""The sheet of the two pages: its edges, the title, the rule below it, the mark of demo data."""

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from ycpe_desktop.printing.pen import Pen, width
from ycpe_desktop.printing.picture_charts import ATTENTION, PRIMARY
from ycpe_desktop.printing.picture_facts import Picture
from ycpe_desktop.schoolyear import label

WIDE, HIGH = A4
EDGE = 14 * mm
ROOM = WIDE - 2 * EDGE
RIGHT = WIDE - EDGE


def title_of(told: Picture) -> str:
    return f"{told.county}学前教育 {label(told.year)}概况"


def rule(pen: Pen, y: float) -> None:
    pen.canvas.setStrokeColor(PRIMARY)
    pen.canvas.setLineWidth(1.4)
    pen.canvas.line(EDGE, y, RIGHT, y)


def demo_mark(pen: Pen, right: float, top: float) -> None:
    """演示数据 in a frame."""
    wide = width("演示数据", 9) + 10
    pen.canvas.setStrokeColor(ATTENTION)
    pen.canvas.setLineWidth(0.9)
    pen.box(right - wide, top - 15, wide, 15)
    pen.line(right - wide / 2, top - 11, "演示数据", 9, colour=ATTENTION, align="middle")
