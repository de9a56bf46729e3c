"""达标测算 drawn: both rates today and as reckoned, each against its target."""

from matplotlib.axes import Axes

from ycpe_desktop.charts import style
from ycpe_desktop.charts.series import Pair, TwoStates, percent_text, plain_percent
from ycpe_desktop.charts.sheet import (
    SIZE,
    ChartFigure,
    Hint,
    Size,
    bare,
    blank_figure,
    key_patch,
    legend_above,
    new_figure,
)

WIDTH = 0.34
SMALLEST: Size = (4.4, 2.1)
"""Inches: two pairs of bars need less room than the years of a county."""
FILLS = ("#9DB7D5", style.PRIMARY)
"""Today's, and the reckoned one's."""


def two_states(data: TwoStates, *, size: Size = SIZE) -> ChartFigure:
    title, pairs, names = f"{data.caption.county}{data.title}", data.pairs, data.names
    if not pairs:
        return blank_figure(size, title, data.caption, data.fill_in)
    with style.chart_style():
        figure = new_figure(size, title, data.caption)
        figure.smallest = SMALLEST
        figure.set_size_inches(max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1]))
        axes = figure.add_subplot()
        axes.set_xlim(-0.6, len(pairs) - 0.4)
        axes.set_ylim(0, 118)
        ticks = range(0, 101, 20)
        axes.set_yticks(ticks, [f"{tick}%" for tick in ticks], color=style.SECOND_TEXT, size=style.NOTE_SIZE)
        axes.set_xticks(range(len(pairs)), [style.safe(_under(pair)) for pair in pairs], linespacing=1.4)
        bare(axes, grid="y")
        for place, pair in enumerate(pairs):
            _draw(figure, axes, place, pair, names)
        legend_above(axes, [key_patch(style.safe(name), fill) for name, fill in zip(names, FILLS, strict=True)])
    return figure


def _draw(figure: ChartFigure, axes: Axes, place: int, pair: Pair, names: tuple[str, str]) -> None:
    for at, name, fill, share in zip((-0.5, 0.5), names, FILLS, (pair.before, pair.after), strict=True):
        (bar,) = axes.bar(place + at * WIDTH, float(share), WIDTH * 0.94, color=fill)
        axes.text(
            place + at * WIDTH,
            float(share) + 3,
            percent_text(share),
            ha="center",
            size=style.NUMBER_SIZE,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1},
            zorder=5,  # above the line to reach, which may run through it
        )
        reached = "达到" if share >= pair.target else "未达到"
        told = f"{pair.name}　{name}　{percent_text(share)}\n目标 {plain_percent(pair.target)}：{reached}"
        figure.hints.append(Hint(bar, told))
    line, half = float(pair.target), WIDTH * 1.15
    axes.plot([place - half, place + half], [line, line], color=style.ATTENTION, linewidth=1.4, linestyle=(0, (5, 3)))


def _under(pair: Pair) -> str:
    return f"{pair.name}\n目标 {plain_percent(pair.target)}"
