"""The sheet that every official print stands on: the bundled font, title, page x of y, the block to be signed."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer, Table

from ycpe_desktop.exchange.safely import replacing
from ycpe_desktop.paths import resources
from ycpe_desktop.printing.breaking import ChineseParagraph

rl_config.useA85 = 0
"""Streams as bytes: as text a county's photos would take seconds longer, and every file a quarter more."""

FONT = "文泉驿微米黑"
INK, SECOND, LINE, HEAD = HexColor("#1F2329"), HexColor("#5B6470"), HexColor("#9AA3AF"), HexColor("#E8EEF5")
MARGIN, FOOT = 12 * mm, 14 * mm
FRAME = 6.0
"""Points that are kept free inside the margins at top and foot."""
GAP = "\u00a0" * 6
"""Between the parts of a note line; plain blanks would be drawn together."""
WIDE_BLANK = "\u00a0" * 3
"""An ideographic space, which would be drawn together with its neighbours: room to write in."""
BODY = ParagraphStyle("body", fontName=FONT, fontSize=8, leading=10.5, textColor=INK, wordWrap="CJK")
NUMBER = ParagraphStyle("number", parent=BODY, alignment=TA_RIGHT)
HEADING = ParagraphStyle("heading", parent=BODY, alignment=TA_CENTER)
TITLE = ParagraphStyle("title", parent=BODY, fontSize=16, leading=22, alignment=TA_CENTER)
NOTE = ParagraphStyle("note", parent=BODY, textColor=SECOND)
RIGHT_NOTE = ParagraphStyle("right note", parent=NOTE, alignment=TA_RIGHT)


@cache
def characters() -> frozenset[int]:
    """Registers the bundled font; the code points that it has."""
    with resources("fonts", "wqy-microhei.ttc").open("rb") as file:
        font = TTFont(FONT, file, subfontIndex=0)
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


class Text:
    """Text as it can be printed; remembers the characters that the font lacks, which are printed as 〔U+20BB7〕."""

    def __init__(self) -> None:
        self.lost: dict[str, None] = {}

    def safe(self, text: str) -> str:
        lost = {sign for sign in text if not sign.isspace() and ord(sign) not in characters()}
        for sign in sorted(lost):
            self.lost[sign] = None
            text = text.replace(sign, f"〔U+{ord(sign):04X}〕")
        return text

    def paragraph(self, text: str, style: ParagraphStyle = BODY) -> Paragraph:
        plain = self.safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return ChineseParagraph(plain.replace("\n", "<br/>").replace("\u3000", WIDE_BLANK), style)

    def cell(self, text: str, width: float, style: ParagraphStyle = BODY) -> Any:
        """A plain string where it fits in ``width`` points, else a paragraph that wraps."""
        told = self.safe(text)
        if "\n" not in told and pdfmetrics.stringWidth(told, FONT, style.fontSize) <= width:
            return told
        return self.paragraph(text, style)

    def warning(self) -> list[Flowable]:
        if not self.lost:
            return []
        signs = "、".join(f"U+{ord(sign):04X}" for sign in self.lost)
        return [self.paragraph(f"字库里没有的字以编码代替：{signs}", NOTE)]


class _Numbered(Canvas):
    """Writes 第 x 页，共 y 页 at the foot of each page, which is known only at the end."""

    footer = ""
    _pagesize: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "initialFontName": FONT})  # else every page names a font it does not use
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab calls it by this name
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # reportlab's own, which the stubs lack

    def save(self) -> None:
        for number, state in enumerate(self._pages, 1):
            self.__dict__.update(state)
            self.setFont(FONT, 8)
            self.setFillColor(SECOND)
            width = self._pagesize[0]
            self.drawString(MARGIN, 7 * mm, self.footer)
            self.drawRightString(width - MARGIN, 7 * mm, f"第 {number} 页，共 {len(self._pages)} 页")
            super().showPage()
        super().save()


def usable_width(*, across: bool) -> float:
    """Points between the margins of A4."""
    return float((landscape(A4) if across else A4)[0] - 2 * MARGIN)


def usable_height(*, across: bool) -> float:
    """The same from top to foot, less what keeps its parts from the edge."""
    return float((landscape(A4) if across else A4)[1] - MARGIN - FOOT - 2 * FRAME)


def signatures(width: float) -> Flowable:
    """填表人, 审核人, 负责人, 单位盖章, with room to sign; never torn apart."""
    words = ("填表人：", "审核人：", "负责人：", "单位盖章：")
    made = Table(
        [[*words], ["", "", "", "        年        月        日"]],
        colWidths=[width / 4] * 4,
        rowHeights=[8 * mm, 7 * mm],
    )
    made.setStyle([("FONT", (0, 0), (-1, -1), FONT, 10), ("TEXTCOLOR", (0, 0), (-1, -1), INK)])
    return KeepTogether([Spacer(1, 2 * mm), made])


def write_pdf(out: Path, title: str, footer: str, parts: Sequence[Flowable], *, across: bool) -> None:
    """Raises Refusal where ``out`` cannot be written; a file that was there stays whole."""
    characters()
    content = BytesIO()
    paper = landscape(A4) if across else A4
    document = BaseDocTemplate(content, pagesize=paper, title=title, author="运城学前教育台账")
    wide, high = usable_width(across=across), usable_height(across=across) + 2 * FRAME
    room = Frame(MARGIN, FOOT, wide, high, leftPadding=0, rightPadding=0, topPadding=FRAME, bottomPadding=FRAME)
    document.addPageTemplates(PageTemplate(frames=[room]))
    canvas: Any = type("Footed", (_Numbered,), {"footer": footer})
    document.build(list(parts), canvasmaker=canvas)
    with replacing(out) as file:
        file.write_bytes(content.getvalue())
