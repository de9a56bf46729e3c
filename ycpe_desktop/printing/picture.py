"""The year of the county on two A4 pages (两页概况), as one lays it before the head of the county."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ycpe_desktop.exchange.safely import replacing
from ycpe_desktop.printing.page import FONT, SECOND, Text, characters
from ycpe_desktop.printing.pen import Pen
from ycpe_desktop.printing.picture_facts import Picture, Progress, gather
from ycpe_desktop.printing.picture_first import first_page
from ycpe_desktop.printing.picture_second import second_page
from ycpe_desktop.printing.picture_sheet import EDGE, RIGHT, ROOM, title_of
from ycpe_desktop.store import Store


def print_picture(store: Store, year: int, out: Path, progress: Progress = lambda *_: None) -> Picture:
    """Write both pages as PDF; gives what they tell. Raises Refusal where ``out`` cannot be written; ``progress`` may
    raise to stop, and nothing is written then."""
    told = gather(store, year, progress)
    characters()
    content, text = BytesIO(), Text()
    canvas = Canvas(content, pagesize=A4, pageCompression=1, initialFontName=FONT)  # type: ignore[arg-type]  # the stubs take the name for a number
    canvas.setTitle(title_of(told))
    canvas.setAuthor("运城学前教育台账")
    pen = Pen(canvas, text)
    for number, draw in enumerate((first_page, second_page), 1):
        draw(pen, told)
        _foot(pen, told, number)
        canvas.showPage()
    canvas.save()
    with replacing(out) as file:
        file.write_bytes(content.getvalue())
    return replace(told, lost=tuple(text.lost))


def _foot(pen: Pen, told: Picture, number: int) -> None:
    lost = "、".join(f"U+{ord(sign):04X}" for sign in pen.text.lost)
    pen.line(EDGE, 7 * mm, title_of(told) + (f"　字库里没有的字以编码代替：{lost}" if lost else ""), 8, colour=SECOND,
             within=ROOM - 80)  # fmt: skip
    pen.line(RIGHT, 7 * mm, f"第 {number} 页，共 2 页", 8, colour=SECOND, align="right")
