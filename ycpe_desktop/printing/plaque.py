"""公示牌 as PDF: one page a kindergarten, A4 or A3 across, to be read from two metres at the gate."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ycpe_desktop.exchange.safely import replacing
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.plaques import DUTIES, Gate, Person, gates, lacking, office
from ycpe_desktop.policy.supervision import board
from ycpe_desktop.printing.page import FONT, SECOND, Text, characters
from ycpe_desktop.printing.pen import Pen, fitted, halved
from ycpe_desktop.store import Store
from ycpe_desktop.store.attachments import file_of

Size = Literal["A4", "A3"]
SIZES: Final = MappingProxyType({"A4": landscape(A4), "A3": landscape(A3)})
Progress = Callable[[str, int, int], object]
OVER_TITLE, TITLE = "幼儿园责任督学挂牌督导", "责任督学公示牌"
BLUE, PALE, RULE, PAPER = HexColor("#1F5FA8"), HexColor("#DCE8F5"), HexColor("#9DB6D3"), HexColor("#F5F8FC")

# Everything below is measured in millimetres of A4 across; A3 is the same, drawn larger.
WIDE, HIGH = 297.0, 210.0
EDGE, INNER = 8.0, 10.0
BAND = 164.0
LEFT, RIGHT, MIDDLE = 22.0, WIDE - 22.0, WIDE / 2
PHOTO = (LEFT, 57.0, 57.0, 79.8)
"""Left, foot, width and height: 5 to 7."""
WORDS = 96.0
"""Where the words beside the photo begin."""
DUTIES_FOOT, DUTIES_HIGH = 24.5, 26.0
NAMED_AT_MOST = 5
MANY_PHONES = re.compile("[、/;,]+")


@dataclass(frozen=True)
class Printed:
    """What was written, and what is not as it should be on some of the pages."""

    count: int
    without_photo: tuple[str, ...]
    """Names of the supervisors whose photo is missing: the place for it is empty."""
    without_phone: tuple[str, ...]
    lost: tuple[str, ...]
    """Characters that the font lacks; they stand as 〔U+20BB7〕."""

    @property
    def problems(self) -> list[str]:
        """A sentence for each thing that is not as it should be."""
        signs = "、".join(f"U+{ord(sign):04X}" for sign in self.lost)
        told = (
            ("缺照片：", _named(self.without_photo)),
            ("缺电话：", _named(self.without_phone)),
            ("字库里没有的字以编码代替，请手写补上：", signs),
        )
        return [word + names for word, names in told if names]


def _named(names: Sequence[str]) -> str:
    """A few of them by name, and how many they are."""
    told = "、".join(names[:NAMED_AT_MOST])
    return told if len(names) <= NAMED_AT_MOST else f"{told}等 {len(names)} 人"


def print_plaques(
    store: Store,
    day: date,
    out: Path,
    *,
    size: Size = "A4",
    kindergartens: Collection[str] | None = None,
    progress: Progress = lambda *_: None,
) -> Printed:
    """Write the plaques of those kindergartens as they are on ``day``; None: of all that have a supervisor.

    Kindergartens without a supervisor have no plaque. ``progress`` may raise to stop; nothing is written then. Raises
    Refusal where there is nothing to print or ``out`` cannot be written.
    """
    every = gates(store, board(store, day))
    found = [
        gate for gate in every if gate.person and (kindergartens is None or gate.plaque.garden.uuid in kindergartens)
    ]
    if not found:
        raise Refusal("没有可以打印的公示牌", "", "请先给园所分配责任督学")
    characters()
    content, text = BytesIO(), Text()
    canvas = Canvas(content, pagesize=SIZES[size], pageCompression=1, initialFontName=FONT)  # type: ignore[arg-type]  # the stubs take the name for a number
    canvas.setTitle(f"{store.county.name}{TITLE}")
    canvas.setAuthor("运城学前教育台账")
    sheet = _Sheet(canvas, text, store.folder, office(store), day)
    for done, gate in enumerate(found):
        progress("正在排版公示牌", done, len(found))
        canvas.scale(SIZES[size][0] / SIZES["A4"][0], SIZES[size][1] / SIZES["A4"][1])
        sheet.draw(gate)
        canvas.showPage()
    progress("正在写出文件", len(found), len(found))
    canvas.save()
    with replacing(out) as file:
        file.write_bytes(content.getvalue())
    return Printed(len(found), tuple(sheet.without_photo), tuple(lacking(found, "phone")), tuple(text.lost))


class _Sheet:
    """Draws one plaque after another; ``without_photo``: whose photo there was none of."""

    def __init__(self, canvas: Canvas, text: Text, folder: Path, office: tuple[str, str], day: date) -> None:
        self._canvas, self._pen, self._folder = canvas, Pen(canvas, text), folder
        self._office, self._day = office, day
        self.without_photo: dict[str, None] = {}

    def draw(self, gate: Gate) -> None:
        assert gate.person is not None  # who has no supervisor is left out before
        self._frame()
        self._kindergarten(gate.plaque.garden.name)
        self._photo(gate.person)
        self._words(gate.person)
        self._duties()
        self._foot()

    def _frame(self) -> None:
        canvas, pen = self._canvas, self._pen
        canvas.setStrokeColor(BLUE)
        canvas.setLineWidth(1.6)
        pen.box(EDGE * mm, EDGE * mm, (WIDE - 2 * EDGE) * mm, (HIGH - 2 * EDGE) * mm)
        canvas.setLineWidth(0.5)
        pen.box(INNER * mm, INNER * mm, (WIDE - 2 * INNER) * mm, (HIGH - 2 * INNER) * mm)
        pen.box(INNER * mm, BAND * mm, (WIDE - 2 * INNER) * mm, (HIGH - INNER - BAND) * mm, fill=BLUE)
        pen.line(MIDDLE * mm, 188 * mm, OVER_TITLE, 17, colour=PALE, align="middle", space=0.3)
        pen.line(MIDDLE * mm, 169.5 * mm, TITLE, 46, colour=white, align="middle", heavy=True, space=0.2)

    def _kindergarten(self, name: str) -> None:
        """One line, or two smaller ones where it is very long."""
        room, pen = (RIGHT - LEFT) * mm, self._pen
        if fitted(name, 29, room) >= 20:
            pen.line(MIDDLE * mm, 147.5 * mm, name, 29, align="middle", heavy=True, within=room)
        else:
            upper, lower = halved(name)
            size = fitted(max(upper, lower, key=len), 19, room)
            pen.line(MIDDLE * mm, 153.5 * mm, upper, size, align="middle", heavy=True)
            pen.line(MIDDLE * mm, 145 * mm, lower, size, align="middle", heavy=True)
        self._rule(141.5)

    def _photo(self, person: Person) -> None:
        """The photo in its frame; an empty framed place where there is none."""
        canvas, (x, y, wide, high) = self._canvas, PHOTO
        file = file_of(self._folder, person.photo) if person.photo else None
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(RULE)
        if file is not None and file.exists():
            canvas.drawImage(str(file), x * mm, y * mm, wide * mm, high * mm)
        else:
            self.without_photo[person.name] = None
            canvas.saveState()
            canvas.setDash(4, 3)
            self._pen.box(x * mm, y * mm, wide * mm, high * mm, fill=PAPER)
            self._pen.box(x * mm, y * mm, wide * mm, high * mm)
            canvas.restoreState()
            self._pen.line((x + wide / 2) * mm, (y + high / 2 - 3) * mm, "照片", 24, colour=RULE, align="middle")
            return
        self._pen.box(x * mm, y * mm, wide * mm, high * mm)

    def _words(self, person: Person) -> None:
        room, pen = (RIGHT - WORDS) * mm, self._pen
        pen.line(WORDS * mm, 131.5 * mm, "责任督学", 15, colour=SECOND)
        pen.line(WORDS * mm, 108.3 * mm, person.name, 64, heavy=True, space=0.08, within=room)
        pen.line(WORDS * mm, 96.7 * mm, "联系电话", 15, colour=SECOND)
        self._phone(person.phone, room)
        told = [("工作单位", person.employer), ("督学证号", person.certificate)]
        for place, (word, value) in enumerate([pair for pair in told if pair[1]]):
            base = (67 - 9.5 * place) * mm
            pen.line(WORDS * mm, base, word, 15, colour=SECOND)
            pen.line((WORDS + 28) * mm, base, value, 17, within=room - 28 * mm)

    def _phone(self, phone: str, room: float) -> None:
        """Two numbers stand below each other; without one a line to write it on."""
        numbers = [part.strip() for part in MANY_PHONES.split(phone) if part.strip()]
        if not numbers:
            self._rule(80, WORDS, WORDS + 110)
            return
        shown = [(80.0, numbers[0])] if len(numbers) == 1 else [(87.0, numbers[0]), (77.0, "、".join(numbers[1:]))]
        for base, told in shown:
            size = 48 if len(shown) == 1 else 27
            self._pen.line(WORDS * mm, base * mm, told, size, colour=BLUE, heavy=True, within=room)

    def _duties(self) -> None:
        """Two and two beside the word, all of one size."""
        pen, top = self._pen, DUTIES_FOOT + DUTIES_HIGH
        pen.box(LEFT * mm, DUTIES_FOOT * mm, (RIGHT - LEFT) * mm, DUTIES_HIGH * mm, fill=PAPER)
        pen.box(LEFT * mm, DUTIES_FOOT * mm, 22 * mm, DUTIES_HIGH * mm, fill=BLUE)
        for place, sign in enumerate("职责"):
            pen.line((LEFT + 11) * mm, (top - 11.5 - 10 * place) * mm, sign, 22, colour=white, align="middle")
        half = (RIGHT - LEFT - 22) / 2
        for place, duty in enumerate(DUTIES):
            across, down = place % 2, place // 2
            x, y = LEFT + 29 + across * half, top - 10.5 - 10 * down
            pen.line(x * mm, y * mm, f"{place + 1}. {duty}", 17, within=(half - 9) * mm)

    def _foot(self) -> None:
        name, phone = self._office
        told = f"{name}　监督电话：{phone}" if phone else name
        day = f"{self._day.year}年{self._day.month}月{self._day.day}日"
        self._pen.line(LEFT * mm, 15.3 * mm, told, 15, within=(RIGHT - LEFT - 55) * mm)
        self._pen.line(RIGHT * mm, 15.3 * mm, day, 15, align="right")

    def _rule(self, y: float, left: float = LEFT, right: float = RIGHT) -> None:
        self._canvas.setStrokeColor(RULE)
        self._canvas.setLineWidth(0.8)
        self._canvas.line(left * mm, y * mm, right * mm, y * mm)
