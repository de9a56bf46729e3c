"""The figures of supervision as PDF: an A4 sheet across for each table, the county in its last line."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from ycpe_desktop.policy.supervision_figures import Figures
from ycpe_desktop.policy.supervision_table import HEADINGS, TEXTS, about, cells, notes, shown, title
from ycpe_desktop.printing.page import GAP, HEAD, NOTE, TITLE, Text, usable_width, write_pdf
from ycpe_desktop.printing.tables import PrintedColumn, table
from ycpe_desktop.store import Store

FIRST, OTHER = 110, 60
"""Shares of the columns."""


def print_figures(store: Store, every: Sequence[Figures], out: Path) -> None:
    """Raises Refusal where ``out`` cannot be written; a file that was there stays whole."""
    text = Text()
    parts: list[Flowable] = []
    for told in every:
        parts += [*_page(text, store, told), PageBreak()]
    footer = title(store, every[0]) if len(every) == 1 else f"{store.county.name}责任督学统计"
    write_pdf(out, footer, footer, [*parts[:-1], *text.warning()], across=True)


def _page(text: Text, store: Store, told: Figures) -> list[Flowable]:
    columns = [
        PrintedColumn(word, OTHER if at else FIRST, numeric=word not in TEXTS)
        for at, word in enumerate(HEADINGS[told.by])
    ]
    rows = [[shown(cell) for cell in cells(told, line)] for line in (*told.lines, told.total)]
    made = table(text, columns, rows, usable_width(across=True), size=9, air=3)
    made.setStyle([("BACKGROUND", (0, -1), (-1, -1), HEAD)])
    return [
        text.paragraph(title(store, told), TITLE),
        Spacer(1, 2 * mm),
        text.paragraph(GAP.join(about(store, told)), NOTE),
        Spacer(1, 1.5 * mm),
        made,
        Spacer(1, 1.5 * mm),
        *(text.paragraph(note, NOTE) for note in notes(told)),
    ]
