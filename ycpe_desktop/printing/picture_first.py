"""The first page: title, key figures, the main indicators against their targets, the three rates, the natures."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from ycpe_desktop.charts.series import RateSeries
from ycpe_desktop.policy.figures import Indicator, rounded
from ycpe_desktop.printing import picture_charts as charts
from ycpe_desktop.printing.page import SECOND
from ycpe_desktop.printing.pen import Pen, width
from ycpe_desktop.printing.picture_charts import PALE, PRIMARY, SMALL, VERDICT_COLOURS, Place
from ycpe_desktop.printing.picture_facts import UNKNOWN, Picture, Tile
from ycpe_desktop.printing.picture_sheet import EDGE, HIGH, RIGHT, ROOM, WIDE, demo_mark, rule, title_of

GAP = 9.0
GROUND = HexColor("#F5F8FC")


FOOT = 15 * mm + 6
HIGHEST = 190.0
"""Points of the three rates; what is left of the page is theirs."""


def first_page(pen: Pen, told: Picture) -> None:
    y = _head(pen, told)
    y = _tiles(pen, told.tiles, y - 10)
    y = _section(pen, "主要指标与目标", y - 22, f"截至 {told.as_of.isoformat()}；督导按上学年统计")
    y = _table(pen, told.main, y - 4)
    y = _section(pen, "三项主要指标", y - 24, "各学年；虚线为目标，虚框为数据不全时的数")
    natures = charts.nature_high(len(told.children))
    high = min(HIGHEST if any(series.years for series in told.rates) else 90.0, y - 4 - 34 - natures - FOOT)
    _rates(pen, told.rates, Place(EDGE, y - 4 - high, ROOM, high))
    y = _section(pen, "在园幼儿与在办幼儿园（按办园性质）", y - 4 - high - 24, "各学年 9 月 1 日")
    half, y = (ROOM - 16) / 2, y - 5
    charts.nature_bars(pen, Place(EDGE, y - natures, half, natures), "在园幼儿", told.children, "人")
    place = Place(EDGE + half + 16, y - natures, half, natures)
    charts.nature_bars(pen, place, "在办幼儿园", told.kindergartens, "所")


def _head(pen: Pen, told: Picture) -> float:
    """Title, what day it tells of, and whether it is approved; gives the foot."""
    top = HIGH - EDGE
    pen.line(WIDE / 2, top - 20, title_of(told), 22, align="middle", heavy=True, within=ROOM - 130)
    state = "已审核通过" if told.approved else "草稿，未经审核"
    notes = [f"截至 {told.as_of.isoformat()}", f"制表日期 {told.made.isoformat()}", state, "依据：运政办发〔2021〕44号"]
    pen.line(WIDE / 2, top - 38, "　·　".join(notes), 9, colour=SECOND, align="middle", within=ROOM)
    if told.demo:
        demo_mark(pen, RIGHT, top - 4)
    rule(pen, top - 46)
    return top - 46


def _section(pen: Pen, title: str, y: float, note: str = "") -> float:
    pen.box(EDGE, y - 1.5, 3, 12, fill=PRIMARY)
    pen.line(EDGE + 8, y, title, 12, heavy=True)
    pen.line(RIGHT, y, note, 8, colour=SECOND, align="right")
    return y - 5


def _tiles(pen: Pen, tiles: Sequence[Tile], top: float) -> float:
    high, widths = 60.0, [1.28, 1, 0.93, 0.93, 0.93]
    unit = (ROOM - GAP * (len(tiles) - 1)) / sum(widths)
    x = EDGE
    for tile, share in zip(tiles, widths, strict=True):
        wide = unit * share
        pen.box(x, top - high, wide, high, fill=GROUND)
        pen.box(x, top - high, 2.4, high, fill=PRIMARY)
        pen.line(x + 9, top - 13, tile.title, 9, colour=SECOND)
        number = min(width(tile.value, 20), wide - 30)
        if tile.value == UNKNOWN:
            pen.line(x + 9, top - 33, UNKNOWN, 14, colour=SECOND)
        else:
            pen.line(x + 9, top - 35, tile.value, 20, heavy=True, within=wide - 30)
            pen.line(x + 13 + number, top - 35, tile.unit, 9, colour=SECOND)
        for at, line in enumerate(tile.below):
            pen.line(x + 9, top - 46 - 9 * at, line, SMALL, colour=SECOND, within=wide - 13)
        x += wide + GAP
    return top - high


HEADINGS = (
    ("指标", 0.0),
    ("本学年", 212.0),
    ("目标", 324.0),
    ("差额或原因", 408.0),
    ("历年", 440.0),
    ("较上年", ROOM - 4),
)
"""Heading and where it stands: right edges but of the first, 历年 its left edge."""
ROW = 17.2


def _table(pen: Pen, main: Sequence[Sequence[Indicator]], top: float) -> float:
    pen.box(EDGE, top - 15, ROOM, 15, fill=HexColor("#E8EEF5"))
    for name, at in HEADINGS:
        align = "left" if name in ("指标", "历年") else "right"
        pen.line(EDGE + (18 if name == "指标" else at), top - 10.8, name, 8, colour=SECOND, align=align)
    y = top - 15
    for years in main:
        y -= ROW
        _line(pen, years, y)
        pen.canvas.setStrokeColor(PALE)
        pen.canvas.setLineWidth(0.5)
        pen.canvas.line(EDGE, y, RIGHT, y)
    return y


def _line(pen: Pen, years: Sequence[Indicator], y: float) -> None:
    one, text = years[-1], y + 5
    places = dict(HEADINGS)
    if not one.informs:
        charts.mark(pen, EDGE + 5, y + 4.6, one.verdict)
    pen.line(EDGE + 18, text, one.title, 9, within=146)
    pen.line(EDGE + places["本学年"], text, one.shown or UNKNOWN, 10, align="right", heavy=bool(one.shown))
    target = " ".join(filter(None, [one.target_word, one.target_shown])) or "—"
    pen.line(EDGE + places["目标"], text, target, 8, colour=SECOND, align="right", within=104)
    colour = SECOND if one.informs else VERDICT_COLOURS[one.verdict]
    word = one.gap_told or one.verdict_shown
    if one.verdict == "cannot_be_judged":
        word = one.verdict_shown if one.informs else one.reason_shown or one.verdict_shown
    pen.line(EDGE + places["差额或原因"], text, word, 8, colour=colour, align="right", within=78)
    charts.trend(pen, Place(EDGE + places["历年"] - 8, y + 4.5, 42, 8), years)
    pen.line(EDGE + places["较上年"], text, _change(years), 8, colour=SECOND, align="right", within=52)


def _change(years: Sequence[Indicator]) -> str:
    """升 0.84 against the year before, in the figure's own measure."""
    if len(years) < 2 or years[-1].value is None or years[-2].value is None:
        return "—"
    change = years[-1].value - years[-2].value
    shown = rounded(abs(change), 1 if years[-1].form == "ratio" else 2)
    if not shown.strip("0."):
        return "持平"
    return f"{'升' if change > 0 else '降'} {shown}"


def _rates(pen: Pen, rates: Sequence[RateSeries], place: Place) -> None:
    wide = (place.wide - 2 * 18) / 3
    for at, series in enumerate(rates):
        charts.rate_bars(pen, Place(place.x + at * (wide + 18), place.y, wide, place.high), series)
