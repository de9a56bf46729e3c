"""The published rosters as PDF on A4 across, each beginning on a page of its own."""

from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from ycpe_desktop.fields import Day, Whole
from ycpe_desktop.policy.rosters import Roster, Rosters, shown
from ycpe_desktop.printing.page import GAP, NOTE, TITLE, Text, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, table

LEAST = 40
"""Share of the narrowest column."""
AT_ONCE = 8
"""Kindergartens of one supervisor that stand together, whatever their names' length."""


def print_rosters(found: Rosters, out: Path) -> None:
    """Raises Refusal where ``out`` cannot be written; a file that was there stays whole."""
    text = Text()
    parts = [*_pages(text, found.register), PageBreak(), *_pages(text, found.areas), *text.warning()]
    title = f"{found.register.title}、{found.areas.name}"
    write_pdf(out, title, title, parts, across=True)


def _pages(text: Text, roster: Roster) -> list[Flowable]:
    columns = [PrintedColumn(each.label, max(each.width, LEAST)) for each in roster.fields]
    rows = [[shown(cell) for cell in row] for row in roster.rows]
    made = table(text, columns, rows, usable_width(across=True), size=9, air=3.5)
    made.setStyle([*_joined(roster), *_centred(roster)])
    head = [text.paragraph(roster.title, TITLE), Spacer(1, 2 * mm)]
    return [*head, text.paragraph(GAP.join(roster.notes), NOTE), Spacer(1, 1.5 * mm), made]


def _centred(roster: Roster) -> list[Any]:
    """Numbers and days; text stands at the left."""
    places = [at for at, each in enumerate(roster.fields) if isinstance(each.kind, Whole | Day)]
    return [("ALIGN", (at, 1), (at, -1), "CENTER") for at in places]


def _joined(roster: Roster) -> list[Any]:
    """What stands once for a group. A part of ``AT_ONCE`` rows is never torn apart, and fits on any page."""
    looks: list[Any] = []
    first = 1
    for group in roster.groups:
        end = first + len(group)
        for begin in range(first, end, AT_ONCE):
            last = min(begin + AT_ONCE, end) - 1
            if last > begin:
                looks += [("SPAN", (column, begin), (column, last)) for column in range(roster.joined)]
        first = end
    return looks
