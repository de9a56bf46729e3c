"""The same notice as a Word file, for an office that wants to change a word before it prints; loads python-docx."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ycpe_desktop.exchange.safely import clean, replacing
from ycpe_desktop.policy.notices import TITLE, Notice, notice
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
from ycpe_desktop.store import Store

HEAVY, BODY = "黑体", "仿宋"
"""As official letters are set; both come with Windows and with WPS."""
HEADING, LETTER, SIGNED, SMALL = 22, 16, 14, 12
"""二号, 三号, 四号, 小四 in points."""
WIDTH = 160
"""Millimetres between the margins."""
LONG = 200
"""Characters from which on a line of a table may run over to the next page: kept whole, it would leave half a page."""
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def write_notice(store: Store, key: str, out: Path) -> Notice:
    """Write the notice that ``key`` means (see ``notices.notice``) as .docx.

    Raises Refusal where it means none or several, or where ``out`` cannot be written.
    """
    told = notice(store, key)
    document: Any = Document()
    _set_up(document, told)
    _line(document, TITLE, HEADING, CENTRE, font=HEAVY)
    _line(document, told.number, LETTER, CENTRE)
    if told.demo:
        _line(document, "演示数据", SMALL, CENTRE)
    _line(document, f"{told.addressee}：", LETTER)
    _line(document, told.lead, LETTER, indent=True)
    _table(document, HEADINGS, [cells(point) for point in told.points], SHARES)
    for demand in told.demands:
        _line(document, demand, LETTER, indent=True)
    _signatures(document, told)
    _line(document, SLIP.format(told.number), SMALL, together=True)
    _table(document, REPLY, [(str(point.number), "", "", "") for point in told.points], REPLY_SHARES, high=10)
    _line(document, SLIP_SIGNED, SMALL)
    with replacing(out) as file:
        document.save(str(file))
    return told


def _set_up(document: Any, told: Notice) -> None:
    """A4 with the margins of a letter; the file says whose it is, not by which library it was made."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    about = document.core_properties
    about.title, about.author, about.comments = f"{TITLE} {told.number}", told.office, ""
    about.last_modified_by, about.language = told.office, "zh-CN"
    style = document.styles["Normal"]
    _font(style, BODY, LETTER)


def _font(of: Any, name: str, size: float) -> None:
    """Latin letters and Chinese characters alike."""
    of.font.name, of.font.size = name, Pt(size)
    of.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _line(document: Any, words: str, size: float, align: Any = None, **how: Any) -> None:
    _fill(document.add_paragraph(), words, size, align, **how)


def _fill(
    paragraph: Any,
    words: str,
    size: float,
    align: Any = None,
    *,
    font: str = BODY,
    indent: bool = False,
    together: bool = False,
    air: float = 0,
) -> None:
    """``air``: points above and below; ``together``: on the page of what follows."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(air)
    form.line_spacing = 1.5 if size > SMALL else 1.2
    form.keep_with_next = together
    if indent:
        form.first_line_indent = Pt(2 * size)
    if align is not None:
        paragraph.alignment = align
    _font(paragraph.add_run(clean(words)), font, size)


def _table(
    document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], high: float = 0
) -> None:
    """The heading is repeated where the table runs over a page; ``high``: millimetres of a row to write in."""
    made = document.add_table(rows=1 + len(rows), cols=len(headings), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    made.rows[0]._tr.get_or_add_trPr().append(made.rows[0]._tr.makeelement(qn("w:tblHeader"), {}))
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Mm(WIDTH * share / sum(shares))
    last = len(headings) - 1
    for row, told in zip(made.rows, [headings, *rows], strict=True):
        if high and told is not headings:
            row.height = Mm(high)
        if max(map(len, told)) < LONG:
            row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
        for at, (cell, words) in enumerate(zip(row.cells, told, strict=True)):
            align = CENTRE if told is headings or at in (0, last) else None
            _fill(cell.paragraphs[0], words, SMALL, align, together=bool(high), air=1.5)
            cell.width, cell.vertical_alignment = made.columns[at].width, WD_ALIGN_VERTICAL.CENTER
    _line(document, "", SMALL / 2, together=bool(high))


def _signatures(document: Any, told: Notice) -> None:
    """Two columns without rules, so that names and seal stand beside each other wherever the words end."""
    _line(document, "", SMALL)
    made = document.add_table(rows=0, cols=2)
    for left, right in signed(told):
        one, other = made.add_row().cells
        _fill(one.paragraphs[0], left, SIGNED, together=True)
        _fill(other.paragraphs[0], right, SIGNED, RIGHT, together=True)
    _line(document, "", SMALL)
