"""The small charts of the two pages, drawn as shapes and text: marks, trends, bars in parts, bars with their line."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor

from ycpe_desktop.charts import style
from ycpe_desktop.charts.series import (
    RateSeries,
    Shown,
    Stack,
    StateRows,
    YearRate,
    counted,
    percent_text,
    plain_percent,
)
from ycpe_desktop.policy.figures import Indicator, Verdict
from ycpe_desktop.printing.page import INK, SECOND
from ycpe_desktop.printing.pen import Pen, fitted, width

PALE, GREY, PRIMARY = HexColor(style.LINE), HexColor(style.NEUTRAL), HexColor(style.PRIMARY)
ATTENTION, PAPER = HexColor(style.ATTENTION), HexColor(style.PAPER)
VERDICT_COLOURS: Mapping[Verdict, Color] = {
    "met": HexColor(style.GOOD),
    "missed": HexColor(style.BAD),
    "cannot_be_judged": ATTENTION,
}
SMALL, TINY = 7.0, 6.2
"""Points of letters."""
PLATE = 1.4
"""Points of paper at either side of a number on hatching."""


class Place(NamedTuple):
    """A rectangle of the page in points, ``y`` its foot."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def top(self) -> float:
        return self.y + self.high

    @property
    def right(self) -> float:
        return self.x + self.wide


def mark(pen: Pen, x: float, y: float, verdict: Verdict, size: float = 7.0) -> None:
    """A shape for each verdict beside its colour: ticked disc, barred triangle, ring with a question mark."""
    canvas, half = pen.canvas, size / 2
    canvas.saveState()
    colour = VERDICT_COLOURS[verdict]
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(size / 9)
    if verdict == "met":
        canvas.circle(x + half, y + half, half, stroke=0, fill=1)
        canvas.setStrokeColor(PAPER)
        canvas.lines([(x + size * 0.27, y + size * 0.5, x + size * 0.44, y + size * 0.32),
                      (x + size * 0.44, y + size * 0.32, x + size * 0.74, y + size * 0.68)])  # fmt: skip
    elif verdict == "missed":
        path = canvas.beginPath()
        path.moveTo(x, y)
        path.lineTo(x + size, y)
        path.lineTo(x + half, y + size)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setStrokeColor(PAPER)
        canvas.line(x + half, y + size * 0.62, x + half, y + size * 0.32)
        canvas.line(x + half, y + size * 0.2, x + half, y + size * 0.13)
    else:
        canvas.circle(x + half, y + half, half - size / 18, stroke=1, fill=0)
        pen.line(x + half, y + size * 0.22, "?", size * 0.78, colour=colour, align="middle")
    canvas.restoreState()


def trend(pen: Pen, place: Place, years: Sequence[Indicator]) -> None:
    """The values of the years as a line; the last one is marked. Nothing for fewer than two."""
    values = [(at, one.value) for at, one in enumerate(years) if one.value is not None]
    if len(values) < 2:
        return
    known = [value for _, value in values]
    low, span = min(known), max(known) - min(known)
    step = place.wide / max(1, len(years) - 1)
    points = [
        (place.x + at * step, place.y + place.high * (float((value - low) / span) if span else 0.5))
        for at, value in values
    ]
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeColor(PRIMARY)
    canvas.setFillColor(PRIMARY)
    canvas.setLineWidth(0.9)
    canvas.lines([(*one, *other) for one, other in pairwise(points)])
    canvas.circle(*points[-1], 1.7, stroke=0, fill=1)
    canvas.restoreState()


def rate_bars(pen: Pen, place: Place, series: RateSeries, *, title: bool = True) -> None:
    """A bar for each year or month with its number; the line to reach is dashed and told."""
    floor = place.y + 11
    roof = place.top - (24 if title else 10)
    target = series.targets[-1] if series.targets else None
    if title:
        pen.line(place.x, place.top - 9, series.name, 9, heavy=True, within=place.wide)
        told = f"{target.word} {plain_percent(target.percent)}" if target else ""
        pen.line(place.x, place.top - 19, told, SMALL, colour=ATTENTION, within=place.wide)
    if not series.years:
        nothing(pen, Place(place.x, floor, place.wide, roof - floor), series.fill_in)
        return
    values = [one.percent() or _so_far(one) or Fraction(0) for one in series.years]
    scale = (roof - floor - 8) / float(max(Fraction(100), *values) * 106 / 100)
    slot = place.wide / max(3, len(series.years))
    left, bar = place.x + (place.wide - slot * len(series.years)) / 2, min(34.0, slot * 0.56)
    for at, (one, value) in enumerate(zip(series.years, values, strict=True)):
        middle, high = left + (at + 0.5) * slot, float(value) * scale
        year = one.shown_year() if width(one.shown_year(), TINY) <= slot - 2 else _short_year(one)
        pen.line(middle, floor - 8.5, year, TINY, colour=SECOND, align="middle", within=slot)
        if one.percent() is not None:
            pen.box(middle - bar / 2, floor, bar, high, fill=PRIMARY)
        else:
            _unsure(pen, Place(middle - bar / 2, floor, bar, high or (roof - floor) * 0.5), one.why_not)
    base(pen, place.x, floor, place.wide)
    if target:
        _target_line(pen, place, floor + float(target.percent) * scale)
    for at, (one, value) in enumerate(zip(series.years, values, strict=True)):
        told = percent_text(value) if one.percent() is not None or value else ""
        over_line(pen, left + (at + 0.5) * slot, floor + float(value) * scale + 2.5, told, slot - 1)


def _short_year(one: YearRate) -> str:
    """26—27; a month keeps its word."""
    return one.label or f"{one.year % 100:02d}—{(one.year + 1) % 100:02d}"


def _so_far(one: YearRate) -> Fraction | None:
    """The rate of those that have data, where some lack it."""
    return Fraction(100 * one.numerator, one.denominator) if one.numerator and one.denominator else None


def over_line(pen: Pen, x: float, y: float, told: str, room: float) -> None:
    """A number in the middle that a line behind it does not strike through."""
    size = fitted(told, SMALL, room) if told else SMALL
    wide = width(told, size)
    pen.box(x - wide / 2 - 1, y - 1, wide + 2, size, fill=PAPER)
    pen.line(x, y, told, size, align="middle")


def _unsure(pen: Pen, place: Place, why: str) -> None:
    """Only framed: data are lacking, and how many is said."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeColor(SECOND)
    canvas.setLineWidth(0.6)
    canvas.setDash(2, 2)
    pen.box(*place)
    canvas.restoreState()
    told = re.split("[：；，（]", why)[0].removesuffix("数据") or "无法判断"
    lines = wrapped(told, SMALL, place.wide - 2)[: max(1, int(place.high // 9))]
    y = place.y + place.high / 2 + 4.5 * (len(lines) - 1) - 2.5
    for at, line in enumerate(lines):
        pen.line(place.x + place.wide / 2, y - 9 * at, line, SMALL, colour=SECOND, align="middle")


def _target_line(pen: Pen, place: Place, y: float) -> None:
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeColor(ATTENTION)
    canvas.setLineWidth(0.8)
    canvas.setDash(3, 2)
    canvas.line(place.x, y, place.right, y)
    canvas.restoreState()


def base(pen: Pen, x: float, y: float, wide: float) -> None:
    pen.canvas.setStrokeColor(GREY)
    pen.canvas.setLineWidth(0.6)
    pen.canvas.line(x, y, x + wide, y)


def nothing(pen: Pen, place: Place, told: str) -> None:
    """What is to be filled in, instead of an empty frame."""
    lines = ["还没有数据", *wrapped(told, SMALL, place.wide - 8)][:4]
    y = place.y + place.high / 2 + 4.5 * (len(lines) - 1)
    for line in lines:
        pen.line(place.x + place.wide / 2, y, line, SMALL, colour=SECOND, align="middle", within=place.wide)
        y -= 9.5


def state_bars(pen: Pen, place: Place, data: StateRows, most: int) -> None:
    """Lying bars in parts: names at the left, what it comes to at the right, the key below."""
    rows = sorted((row for row in data.rows if row.total()), key=lambda row: -row.total())[:most]
    rows = [row for row in data.rows if row in rows]
    if not rows:
        nothing(pen, place, data.fill_in)
        return
    used = {name: fill for name, fill in data.colours.items() if any(row.counts.get(name) for row in rows)}
    key(pen, place.x, place.y + 1, place.wide, used)
    left = min(max(width(row.label, SMALL) for row in rows), place.wide * 0.34) + 4
    ends = [row.end for row in rows]
    right = min(max(width(end, SMALL) for end in ends), place.wide * 0.36) + 4
    room = place.wide - left - right
    pitch = min(15.0, (place.high - 11) / len(rows))
    highest = max(row.total() for row in rows)
    for at, row in enumerate(rows):
        y = place.top - (at + 1) * pitch + pitch * 0.16
        thick = pitch * 0.68
        text = y + thick / 2 - 2.5
        pen.line(place.x + left - 4, text, row.label, SMALL, align="right", within=left - 4)
        parts(pen, Place(place.x + left, y, room * row.total() / highest, thick), row.counts, data.colours, data.shown)
        pen.line(place.right, text, row.end, SMALL, align="right", within=right - 4)


def parts(
    pen: Pen, place: Place, counts: Mapping[str, int], colours: Mapping[str, str], shown: Shown = counted
) -> None:
    """One bar cut by its counts, numbers where they fit."""
    total, x = sum(counts.values()), place.x
    for name, fill in colours.items():
        count = counts.get(name, 0)
        if not count:
            continue
        wide = place.wide * count / total
        patch(pen, Place(x, place.y, wide, place.high), fill)
        _number(pen, Place(x, place.y, wide, place.high), fill, shown(count))
        x += wide


def _number(pen: Pen, place: Place, fill: str, told: str) -> None:
    """In the middle of its part, where it fits; no hatching goes through it."""
    middle, foot, half = place.x + place.wide / 2, place.y + place.high / 2 - 2.2, width(told, TINY) / 2
    if 2 * half + 2 > place.wide:
        return
    ink = HexColor(style.text_on(fill))
    if fill == style.BAD and half + 2 * PLATE <= place.wide / 2:
        _cut_out(pen, middle, half + PLATE, place, fill)
        ink = INK
    elif fill == style.BAD:  # next to nothing of the hatching would be left
        pen.box(place.x + 0.4, place.y + 0.4, place.wide - 0.8, place.high - 0.8, fill=HexColor(fill))
    pen.line(middle, foot, told, TINY, align="middle", colour=ink)


def _cut_out(pen: Pen, middle: float, half: float, place: Place, fill: str) -> None:
    """Paper between the edges of the bar, which stays one."""
    pen.box(middle - half, place.y, 2 * half, place.high, fill=PAPER)
    pen.canvas.setStrokeColor(HexColor(fill))
    pen.canvas.setLineWidth(0.7)
    pen.canvas.lines([(middle - half, y, middle + half, y) for y in (place.y + 0.6, place.top - 0.6)])


def patch(pen: Pen, place: Place, fill: str) -> None:
    """Filled; what is not as it should be is hatched, what is not known only framed."""
    canvas = pen.canvas
    pen.box(*place, fill=HexColor(fill))
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(SECOND if fill == style.PAPER else PAPER)
    pen.box(*place)
    if fill == style.BAD:
        path = canvas.beginPath()
        path.rect(*place)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setLineWidth(0.35)
        x = place.x - place.high
        while x < place.right:
            canvas.line(x, place.y, x + place.high, place.top)
            x += 3.2
    canvas.restoreState()


def key(pen: Pen, x: float, y: float, room: float, colours: Mapping[str, str]) -> None:
    size = SMALL
    while size > 5 and sum(width(name, size) + 16 for name in colours) > room:
        size -= 0.25
    for name, fill in colours.items():
        patch(pen, Place(x, y, 6, 6), fill)
        pen.line(x + 8, y + 0.4, name, size, colour=SECOND)
        x += width(name, size) + 16


PITCH = 18.5
"""Points from one bar to the next."""


def nature_high(bars: int) -> float:
    """Points that ``nature_bars`` takes for so many bars."""
    return 30 + PITCH * max(bars, 2)


def nature_bars(pen: Pen, place: Place, title: str, bars: Sequence[Stack], unit: str) -> None:
    """One lying bar a school year, parts by nature, the total at the end."""
    pen.line(place.x, place.top - 9, title, 9, heavy=True)
    colours = style.NATURE_COLOURS
    known = [bar.total() for bar in bars if not bar.why_not]
    if not any(known):
        nothing(pen, place, "请填写“园所名册”和“年度数据”。")
        return
    left, right, pitch = 42.0, 48.0, PITCH
    for at, bar in enumerate(bars):
        y = place.top - 16 - (at + 1) * pitch + pitch * 0.12
        thick = pitch * 0.76
        text = y + thick / 2 - 2.5
        pen.line(place.x, text, bar.label, SMALL)
        room = (place.wide - left - right) * bar.total() / max(known)
        told = "没有数据" if bar.why_not or not bar.total() else f"{bar.total():,} {unit}"
        parts(pen, Place(place.x + left, y, room, thick), bar.counts, colours)
        pen.line(place.x + left + room + 4, text, told, SMALL)
    used = {name: fill for name, fill in colours.items() if any(bar.counts.get(name) for bar in bars)}
    key(pen, place.x + left, place.top - 26 - pitch * len(bars), place.wide - left, used)


def wrapped(told: str, size: float, room: float) -> list[str]:
    """Cut into lines that fit."""
    lines = [""]
    for sign in told:
        if lines[-1] and width(lines[-1] + sign, size) > room:
            lines.append("")
        lines[-1] += sign
    return [line for line in lines if line]


def clipped(told: str, size: float, room: float, least: float = 6.0) -> str:
    """Cut off with … where even letters of ``least`` points would not fit."""
    least = min(size, least)
    if width(told, least) <= room:
        return told
    kept = told
    while kept and width(f"{kept}…", least) > room:
        kept = kept[:-1]
    return f"{kept}…"
