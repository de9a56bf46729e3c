"""教育督导整改通知书 as PDF: number, problems with their clauses and days, signatures, and the slip to send back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer, Table

from ycpe_desktop.policy.notices import TITLE, Notice, notice
from ycpe_desktop.printing.forms import INDENTED, LABEL, LETTER, WRITTEN, grid, parts, room
from ycpe_desktop.printing.notice_words import (
    HEADINGS,
    REPLY,
    REPLY_SHARES,
    SHARES,
    SLIP,
    SLIP_SIGNED,
    cells,
    signed,
)
from ycpe_desktop.printing.page import LINE, NOTE, Text, usable_width, write_pdf
from ycpe_desktop.store import Store

HEAVY = ParagraphStyle("heavy", parent=LETTER, fontSize=20, leading=30, alignment=TA_CENTER)
CENTRED = ParagraphStyle("centred", parent=LETTER, alignment=TA_CENTER)
RIGHT = ParagraphStyle("right", parent=LETTER, alignment=TA_RIGHT)


def print_notice(store: Store, key: str, out: Path) -> Notice:
    """Write the notice that ``key`` means (see ``notices.notice``) as PDF.

    Raises Refusal where it means none or several, or where ``out`` cannot be written.
    """
    told, text, width = notice(store, key), Text(), usable_width(across=False)
    made: list[Flowable] = [
        text.paragraph(TITLE, HEAVY),
        text.paragraph(told.number, CENTRED),
        *([text.paragraph("演示数据", NOTE)] if told.demo else []),
        Spacer(1, 4 * mm),
        text.paragraph(f"{told.addressee}：", LETTER),
        text.paragraph(told.lead, INDENTED),
        Spacer(1, 2 * mm),
        _table(text, HEADINGS, [cells(point) for point in told.points], parts(width, *SHARES)),
        Spacer(1, 3 * mm),
        *(text.paragraph(demand, INDENTED) for demand in told.demands),
        _signatures(text, told, width),
        _slip(text, told, width),
    ]
    title = f"{TITLE} {told.number}"
    write_pdf(out, title, title, [*made, *text.warning()], across=False)
    return told


def _table(
    text: Text, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], high: float = 0
) -> Flowable:
    """The first and the last column are centred; ``high``: points of a row to write in."""
    made: list[list[Any]] = [[text.paragraph(word, LABEL) for word in headings]]
    last = len(headings) - 1
    for row in rows:
        made.append([text.paragraph(told, LABEL if at in (0, last) else WRITTEN) for at, told in enumerate(row)])
    return grid(made, widths, [None, *([high or None] * len(rows))], labels=(), repeat=1)


def _signatures(text: Text, told: Notice, width: float) -> Flowable:
    """Never torn apart."""
    rows = [[text.paragraph(left, LETTER), text.paragraph(right, RIGHT)] for left, right in signed(told)]
    made = Table(rows, colWidths=parts(width, 1, 1))
    made.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)])
    return KeepTogether([Spacer(1, 5 * mm), made])


def _slip(text: Text, told: Notice, width: float) -> Flowable:
    """整改回复: the kindergarten fills it in and sends it back with its report."""
    rows = [(str(point.number), "", "", "") for point in told.points]
    return KeepTogether([
        Spacer(1, 5 * mm),
        HRFlowable(width="100%", color=LINE, dash=(3, 3)),
        Spacer(1, 2 * mm),
        text.paragraph(SLIP.format(told.number), WRITTEN),
        Spacer(1, 1 * mm),
        _table(text, REPLY, rows, parts(width, *REPLY_SHARES), room(13)),
        Spacer(1, 3 * mm),
        text.paragraph(SLIP_SIGNED, WRITTEN),
    ])
