"""Stacked bars: children by nature (years, townships) and the progress of the four independences."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from ycpe_desktop.charts import style
from ycpe_desktop.charts.labels import BarNumbers
from ycpe_desktop.charts.series import FourProgress, NatureChildren, Progress, Stack, percent_text
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
    year_edges,
)

ROW_INCHES = 0.22
"""Height of a horizontal bar with its name at which the names do not touch."""
HATCHES: Mapping[str, str] = {"未达到": "//", style.NATURE_UNKNOWN: ".."}


def children_by_year(data: NatureChildren, size: Size = SIZE) -> ChartFigure:
    """Upright bars, one a school year, parts by nature from the bottom, the total on top."""
    title = f"{data.caption.county}在园幼儿（按办园性质、学年）"
    if not any(bar.total() for bar in data.bars):
        return blank_figure(size, title, data.caption, data.fill_in)
    with style.chart_style():
        figure = new_figure(size, title, data.caption, _reasons(data.bars))
        axes = figure.add_subplot()
        highest = max(bar.total() for bar in data.bars)
        axes.set_xlim(*year_edges(len(data.bars)))
        axes.set_ylim(0, highest * 1.1)
        axes.set_xticks(range(len(data.bars)), [style.safe(bar.label) for bar in data.bars])
        _number_axis(axes, "y", highest)
        for position, bar in enumerate(data.bars):
            _upright(figure, axes, position, bar, highest)
        legend_above(axes, _nature_keys(data.bars))
    return figure


def children_by_township(data: NatureChildren, size: Size = SIZE) -> ChartFigure:
    """Lying bars, the township with most children on top; the total at the end of each."""
    title = f"{data.caption.county}各乡镇在园幼儿（按办园性质）"
    if not any(bar.total() for bar in data.bars):
        return blank_figure(size, title, data.caption, data.fill_in)
    bars = sorted(data.bars, key=lambda bar: (-bar.total(), bar.label))
    with style.chart_style():
        figure = new_figure(size, title, data.caption, _reasons(bars), rows=1.4 + ROW_INCHES * len(bars))
        axes = figure.add_subplot()
        highest = bars[0].total()
        _lying_axes(axes, [bar.label for bar in bars], highest * 1.1, many=True)
        _number_axis(axes, "x", highest)
        for position, bar in enumerate(bars):
            counts = {nature: bar.counts.get(nature, 0) for nature in style.NATURE_COLOURS}
            _lying(figure, axes, position, bar.label, counts, style.NATURE_COLOURS, "人", many=True)
            told = f"{bar.total():,}" if bar.counts and not bar.why_not else "无数据"
            _at_end(axes, bar.total(), position, told)
        legend_above(axes, _nature_keys(bars))
    return figure


def four_progress(data: FourProgress, size: Size = SIZE) -> ChartFigure:
    """Lying bars of kindergartens by state: the four and 达标, or townships; the share reached at the end."""
    title = f"{data.caption.county}{data.title}"
    if not any(sum(row.counts().values()) for row in data.rows):
        return blank_figure(size, title, data.caption, data.fill_in)
    many = len(data.rows) > 8
    with style.chart_style():
        note = "右端：已达到的比例（已达到 / 应达到的园所数）；不适用的不计入应达到。"
        rows = 1.5 + ROW_INCHES * len(data.rows) * (1 if many else 2)
        figure = new_figure(size, title, data.caption, [note], rows=rows)
        axes = figure.add_subplot()
        widest = max(sum(row.counts().values()) for row in data.rows)
        _lying_axes(axes, [row.label for row in data.rows], widest * 1.01, many=many)
        _number_axis(axes, "x", widest)
        for position, row in enumerate(data.rows):
            _lying(figure, axes, position, row.label, row.counts(), style.STATE_COLOURS, "所", many=many)
            axes.annotate(
                _reached(row),
                (1, position),
                (6, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                annotation_clip=False,
            )
        used = [state for state in style.STATE_COLOURS if any(row.counts()[state] for row in data.rows)]
        legend_above(axes, [key_patch(state, style.STATE_COLOURS[state], HATCHES.get(state, "")) for state in used])
    return figure


def _upright(figure: ChartFigure, axes: Axes, position: int, bar: Stack, highest: int) -> None:
    if bar.why_not or not bar.counts:
        (hollow,) = axes.bar(
            position, highest * 0.3, 0.5, fill=False, edgecolor=style.SECOND_TEXT, linestyle=(0, (3, 3))
        )
        axes.text(position, highest * 0.15, "没有\n数据", ha="center", va="center", color=style.SECOND_TEXT)
        figure.hints.append(Hint(hollow, f"{bar.label}　没有数据\n{bar.why_not}".rstrip()))
        return
    parts: list[Rectangle] = []
    base = 0
    natures = [nature for nature in style.NATURE_COLOURS if bar.counts.get(nature)]
    for nature in natures:
        count = bar.counts[nature]
        (part,) = axes.bar(position, count, 0.5, bottom=base)
        _dress(part, nature, style.NATURE_COLOURS)
        figure.hints.append(Hint(part, f"{bar.label}　{nature}\n{count:,} 人，占 {_share(count, bar.total())}"))
        parts.append(part)
        base += count
    BarNumbers(axes, parts, [f"{bar.counts[nature]:,}" for nature in natures], "right")
    axes.annotate(f"合计 {base:,}", (position, base), (0, 3), textcoords="offset points", ha="center", va="bottom")


def _lying(
    figure: ChartFigure,
    axes: Axes,
    position: int,
    label: str,
    counts: Mapping[str, int],
    colours: Mapping[str, str],
    unit: str,
    *,
    many: bool,
) -> None:
    parts: list[Rectangle] = []
    base = 0
    named = [name for name in colours if counts[name]]
    for name in named:
        (part,) = axes.barh(position, counts[name], _thick(many), left=base)
        _dress(part, name, colours)
        told = f"{label}　{name}\n{counts[name]:,} {unit}，占 {_share(counts[name], sum(counts.values()))}"
        figure.hints.append(Hint(part, told))
        parts.append(part)
        base += counts[name]
    BarNumbers(axes, parts, [f"{counts[name]:,}" for name in named], "nowhere" if many else "above")


def _dress(part: Rectangle, name: str, colours: Mapping[str, str]) -> None:
    """Fill, edge and hatch of ``name``, the same as in the key."""
    key = key_patch(name, colours[name], HATCHES.get(name, ""))
    part.set(facecolor=key.get_facecolor(), edgecolor=key.get_edgecolor(), linewidth=0.6, hatch=key.get_hatch())


def _thick(many: bool) -> float:
    return 0.76 if many else 0.5


def _lying_axes(axes: Axes, labels: Sequence[str], right: float, *, many: bool) -> None:
    axes.set_xlim(0, right)
    axes.set_ylim(len(labels) - 1 + _thick(many), -_thick(many))
    axes.set_yticks(range(len(labels)), [style.safe(label) for label in labels])


def _number_axis(axes: Axes, which: str, highest: int) -> None:
    step = next(
        power * lead for power in (10**n for n in range(9)) for lead in (1, 2, 5) if highest <= 6 * power * lead
    )
    ticks = list(range(0, highest + 1, step))
    setter = axes.set_xticks if which == "x" else axes.set_yticks
    setter(ticks, [f"{tick:,}" for tick in ticks], color=style.SECOND_TEXT, size=style.NOTE_SIZE)
    bare(axes, grid=which)


def _at_end(axes: Axes, x: float, y: float, told: str) -> None:
    axes.annotate(told, (x, y), (4, 0), textcoords="offset points", va="center", size=style.LABEL_SIZE)


def _nature_keys(bars: Sequence[Stack]) -> list[Patch]:
    unknown = any(bar.counts.get(style.NATURE_UNKNOWN) for bar in bars)
    shown = [nature for nature in style.NATURE_COLOURS if nature != style.NATURE_UNKNOWN or unknown]
    return [key_patch(nature, style.NATURE_COLOURS[nature], HATCHES.get(nature, "")) for nature in shown]


def _share(count: int, total: int) -> str:
    return percent_text(Fraction(100 * count, total), 1)


def _reached(row: Progress) -> str:
    if not row.denominator():
        return "—"
    return f"{_share(row.reached, row.denominator())}（{row.reached:,}/{row.denominator():,}）"


def _reasons(bars: Sequence[Stack]) -> list[str]:
    told = [f"{bar.label}：{bar.why_not}" for bar in bars if bar.why_not]
    return [f"没有数据——{'；'.join(told)}"] if told else []
