"""The second page: the five threes and 工作要求, what is not reached, what is due, the map, the block to be signed."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from ycpe_desktop.charts import style
from ycpe_desktop.charts.series import RateSeries
from ycpe_desktop.policy.due_kind import WHEN_WORDS
from ycpe_desktop.printing import picture_charts as charts
from ycpe_desktop.printing.page import INK, SECOND
from ycpe_desktop.printing.pen import Pen, width
from ycpe_desktop.printing.picture_charts import ATTENTION, PAPER, PRIMARY, SMALL, Place, clipped, wrapped
from ycpe_desktop.printing.picture_facts import UNKNOWN, Card, Figure, Picture, Waiting
from ycpe_desktop.printing.picture_map import map_of
from ycpe_desktop.printing.picture_sheet import EDGE, HIGH, RIGHT, ROOM, demo_mark, rule

CARD_HIGH = 137.0


def second_page(pen: Pen, told: Picture) -> None:
    top = HIGH - EDGE
    pen.line(EDGE - 5, top - 13, "“五个三”行动计划与工作要求", 14, heavy=True)
    state = f"指标截至 {told.as_of.isoformat()}，台账截至 {told.day.isoformat()}"
    pen.line(RIGHT - (62 if told.demo else 0), top - 13, state, 8, colour=SECOND, align="right")
    if told.demo:
        demo_mark(pen, RIGHT, top - 1)
    rule(pen, top - 21)
    wide, y = (ROOM - 12) / 2, top - 30
    for at, card in enumerate(told.cards):
        place = Place(EDGE + (at % 2) * (wide + 12), y - (at // 2 + 1) * (CARD_HIGH + 9) + 9, wide, CARD_HIGH)
        _card(pen, card, place)
    y -= 3 * (CARD_HIGH + 9) + 8
    foot = 40 * mm - 22
    _lists(pen, told, Place(EDGE, foot, ROOM, y - foot))
    _signatures(pen)


def _card(pen: Pen, card: Card, place: Place) -> None:
    canvas = pen.canvas
    canvas.setStrokeColor(HexColor(style.LINE))
    canvas.setLineWidth(0.8)
    pen.box(*place)
    pen.box(place.x, place.top - 17, place.wide, 17, fill=PRIMARY)
    pen.line(place.x + 7, place.top - 12.4, card.title, 10.5, colour=PAPER, heavy=True)
    pen.line(place.right - 7, place.top - 12.2, card.purpose, 8, colour=HexColor("#DCE8F5"), align="right")
    third = (place.wide - 14) / 3
    for at, figure in enumerate(card.figures):
        _figure(pen, figure, place.x + 7 + at * third, place.top - 17, third - 9)
    charts.base(pen, place.x + 7, place.top - 59.5, place.wide - 14)
    pen.line(place.x + 7, place.top - 69, card.heading, SMALL, colour=SECOND)
    chart = Place(place.x + 7, place.y + 4, place.wide - 14, CARD_HIGH - 76)
    if isinstance(card.chart, RateSeries):
        charts.rate_bars(pen, chart, card.chart, title=False)
    else:
        charts.state_bars(pen, chart, card.chart, 5)


def _figure(pen: Pen, figure: Figure, x: float, top: float, room: float) -> None:
    pen.line(x, top - 12, figure.label, 7.5, colour=SECOND, within=room)
    known = figure.value != UNKNOWN
    pen.line(x, top - 27, figure.value, 14, heavy=known, colour=INK if known else SECOND, within=room - 10)
    if figure.verdict:
        charts.mark(pen, x + min(width(figure.value, 14), room - 10) + 4, top - 26, figure.verdict)
    pen.line(x, top - 37.5, clipped(figure.note, SMALL, room, 5.2), SMALL, colour=SECOND, within=room)


def _lists(pen: Pen, told: Picture, place: Place) -> None:
    """What is not reached, what is due, and the map."""
    wide = (place.wide - 2 * 12) / 3
    places = [Place(place.x + at * (wide + 12), place.y, wide, place.high) for at in range(3)]
    missed = [(one.title, f"{one.shown}，{one.target_word} {one.target_shown}", one.gap_told) for one in told.missed]
    more = f"另有 {told.unjudged} 项缺数据或缺上年，无法判断" if told.unjudged else ""
    _listed(pen, places[0], f"没有达到的 {len(missed)} 项", missed, "有目标、数据齐全的指标都达到了。", more)
    words = "，".join(f"{WHEN_WORDS[when]} {count} 件" for when, count in told.due_counts.items() if count)
    waiting = [_waiting(one, told) for one in told.due]
    _listed(pen, places[1], "逾期和近期到期", waiting, "没有逾期的，本月也没有到期的。", words)
    _map(pen, told, places[2])


def _waiting(one: Waiting, told: Picture) -> tuple[str, str, str]:
    late = (told.day - one.by).days
    first = "最早" if one.count > 1 else ""
    when = f"{first}逾期 {late} 天" if late > 0 else f"{first}{one.by.month}月{one.by.day}日到期"
    return f"{one.what}（{one.count} 件）" if one.count > 1 else one.what, one.whom, when


def _heading(pen: Pen, place: Place, title: str) -> None:
    pen.line(place.x, place.top - 10, title, 10, heavy=True, within=place.wide)
    charts.base(pen, place.x, place.top - 15, place.wide)


LISTED = 23.0


def _listed(pen: Pen, place: Place, title: str, lines: Sequence[tuple[str, str, str]], none: str, more: str) -> None:
    """So many as there is room for; what is left out is counted."""
    _heading(pen, place, title)
    if not lines:
        for at, line in enumerate(wrapped(none, 8, place.wide)):
            pen.line(place.x, place.top - 28 - 11 * at, line, 8, colour=SECOND)
    fit = int((place.high - 15 - 12) // LISTED)
    shown = lines[:fit]
    for at, (upper, lower, right) in enumerate(shown):
        y = place.top - 15 - LISTED * at
        room = place.wide - width(right, 7.5) - 5
        pen.line(place.x, y - 10, clipped(upper, 8, place.wide, 7), 8, within=place.wide)
        pen.line(place.x, y - 19, clipped(lower, SMALL, room), SMALL, colour=SECOND, within=room)
        pen.line(place.right, y - 19, right, 7.5, colour=ATTENTION, align="right")
    left = len(lines) - len(shown)
    told = "；".join(filter(None, [f"还有 {left} 项" if left else "", more]))
    pen.line(place.x, place.y + 1, told, SMALL, colour=SECOND, within=place.wide)


def _map(pen: Pen, told: Picture, place: Place) -> None:
    assert told.map is not None
    _heading(pen, place, "各乡镇在园幼儿与公办占比")
    lost = [
        f"{one.name} {one.children:,}" if one.children else one.name for one in told.map.townships if not one.spot()
    ]
    lines = wrapped(f"位置未定：{'、'.join(lost)}", 6.2, place.wide)[:3] if lost else []
    low = 20.0 + 8 * len(lines)
    map_of(pen, Place(place.x, place.y + low, place.wide, place.high - 18 - low), told.map)
    used = {one.category for one in told.map.townships if one.category and one.spot()}
    colours = {name: fill for name, fill in told.map.colours.items() if name in used}
    charts.key(pen, place.x, place.y + 11 + 8 * len(lines), place.wide, colours)
    note = "圆越大幼儿越多；示意图，不作划界依据，点位为约略位置"
    pen.line(place.x, place.y + 1 + 8 * len(lines), note, 6.2, colour=SECOND, within=place.wide)
    for at, line in enumerate(lines):
        pen.line(place.x, place.y + 1 + 8 * (len(lines) - 1 - at), line, 6.2, colour=SECOND)


def _signatures(pen: Pen) -> None:
    y = 19 * mm
    for at, word in enumerate(("制表人：", "审核人：", "负责人：", "单位盖章：")):
        pen.line(EDGE + at * ROOM / 4, y, word, 10)
    pen.line(RIGHT, 13 * mm, "年　　　月　　　日", 9, colour=INK, align="right")
