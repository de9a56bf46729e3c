"""Counts by state: lying bars for what stands where, upright ones for what came about by year or month."""

from matplotlib.axes import Axes

from ycpe_desktop.charts import style
from ycpe_desktop.charts.bars import (
    ROW_INCHES,
    at_edge,
    hollow,
    keys,
    lying,
    lying_axes,
    number_axis,
    share,
    upright,
)
from ycpe_desktop.charts.series import Columns, FourProgress, Progress, StateRow, StateRows
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Size, blank_figure, legend_above, new_figure, year_edges

MANY = 8
"""More rows than this stand closer."""


def state_rows(data: StateRows, size: Size = SIZE) -> ChartFigure:
    """Lying bars in the order given; what the row comes to stands at its right end."""
    title = f"{data.caption.county}{data.title}"
    if not any(row.total() for row in data.rows):
        return blank_figure(size, title, data.caption, data.fill_in)
    many = len(data.rows) > MANY
    with style.chart_style():
        rows = 1.5 + ROW_INCHES * len(data.rows) * (1 if many else 2)
        figure = new_figure(size, title, data.caption, data.notes, rows=rows)
        axes = figure.add_subplot()
        widest = max(row.total() for row in data.rows)
        lying_axes(axes, [row.label for row in data.rows], widest * 1.01, many=many)
        number_axis(axes, "x", widest, data.unit, data.shown)
        for position, row in enumerate(data.rows):
            lying(figure, axes, position, row.label, row.counts, data.colours, data.unit, many=many, shown=data.shown)
            at_edge(axes, position, row.end)
        used = [state for state in data.colours if any(row.counts.get(state) for row in data.rows)]
        legend_above(axes, keys(data.colours, used))
    return figure


def four_progress(data: FourProgress, size: Size = SIZE) -> ChartFigure:
    """Kindergartens by state: the four and 达标, or townships; the share reached at the end."""
    rows = [StateRow(row.label, row.counts(), _reached(row)) for row in data.rows]
    note = "右端：已达到的比例（已达到 / 应达到的）；不适用的不计入应达到。"
    notes = [note + (f"依据：{data.clause}" if data.clause else "")]
    told = StateRows(data.title, rows, style.STATE_COLOURS, data.unit, data.caption, notes, data.fill_in)
    return state_rows(told, size)


def columns(data: Columns, size: Size = SIZE) -> ChartFigure:
    """Upright bars, parts from the bottom, the total on top; the line to reach dashed over all the width."""
    title = f"{data.caption.county}{data.title}"
    if not any(bar.total() for bar in data.bars):
        return blank_figure(size, title, data.caption, data.fill_in)
    with style.chart_style():
        reasons = [f"{bar.label}：{bar.why_not}" for bar in data.bars if bar.why_not]
        told = [f"没有数据——{'；'.join(reasons)}"] if reasons else []
        figure = new_figure(size, title, data.caption, [*data.notes, *told])
        axes = figure.add_subplot()
        highest = max(*(bar.total() for bar in data.bars), data.line[0] if data.line else 0, 1)
        axes.set_xlim(*year_edges(len(data.bars)))
        axes.set_ylim(0, highest * 1.12)
        axes.set_xticks(range(len(data.bars)), [style.safe(bar.label) for bar in data.bars])
        number_axis(axes, "y", highest, data.unit)
        for position, bar in enumerate(data.bars):
            if bar.why_not:
                hollow(figure, axes, position, bar.label, bar.why_not, highest)
            else:
                upright(figure, axes, position, bar.label, bar.counts, data.colours, data.unit)
        _draw_line(axes, data)
        used = [name for name in data.colours if any(bar.counts.get(name) for bar in data.bars)]
        legend_above(axes, keys(data.colours, used), 6)
    return figure


def _draw_line(axes: Axes, data: Columns) -> None:
    if data.line is None:
        return
    reach, told = data.line
    axes.axhline(reach, color=style.ATTENTION, linewidth=1.4, linestyle=(0, (5, 3)), zorder=4)
    axes.annotate(
        style.safe(told),
        (1, reach),
        (6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        color=style.ATTENTION,
        size=style.NOTE_SIZE,
        linespacing=1.4,
        annotation_clip=False,
    )


def _reached(row: Progress) -> str:
    if not row.denominator():
        return "—"
    return f"{share(row.reached, row.denominator())}（{row.reached:,}/{row.denominator():,}）"
