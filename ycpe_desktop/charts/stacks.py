"""Stacked bars of children by nature, by school year and by township."""

from collections.abc import Sequence

from matplotlib.patches import Patch

from ycpe_desktop.charts import style
from ycpe_desktop.charts.bars import ROW_INCHES, at_end, hollow, keys, lying, lying_axes, number_axis, upright
from ycpe_desktop.charts.series import NatureChildren, Stack
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Size, blank_figure, legend_above, new_figure, year_edges


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
        number_axis(axes, "y", highest, "人")
        for position, bar in enumerate(data.bars):
            if bar.why_not or not bar.counts:
                hollow(figure, axes, position, bar.label, bar.why_not, highest)
            else:
                upright(figure, axes, position, bar.label, bar.counts, style.NATURE_COLOURS, "人")
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
        lying_axes(axes, [bar.label for bar in bars], highest * 1.1, many=True)
        number_axis(axes, "x", highest, "人")
        for position, bar in enumerate(bars):
            lying(figure, axes, position, bar.label, bar.counts, style.NATURE_COLOURS, "人", many=True)
            told = f"{bar.total():,}" if bar.counts and not bar.why_not else "无数据"
            at_end(axes, bar.total(), position, told)
        legend_above(axes, _nature_keys(bars))
    return figure


def _nature_keys(bars: Sequence[Stack]) -> list[Patch]:
    unknown = any(bar.counts.get(style.NATURE_UNKNOWN) for bar in bars)
    shown = [nature for nature in style.NATURE_COLOURS if nature != style.NATURE_UNKNOWN or unknown]
    return keys(style.NATURE_COLOURS, shown)


def _reasons(bars: Sequence[Stack]) -> list[str]:
    told = [f"{bar.label}：{bar.why_not}" for bar in bars if bar.why_not]
    return [f"没有数据——{'；'.join(told)}"] if told else []
