"""One rate for each township or supervisor: lying bars, the lowest on top, with the line to reach."""

from fractions import Fraction

from matplotlib.axes import Axes

from ycpe_desktop.charts import style
from ycpe_desktop.charts.bars import LEAST_ROWS
from ycpe_desktop.charts.series import RateRow, RateRows, percent_text, plain_percent
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, Size, bare, blank_figure, new_figure

ROW_INCHES = 0.22
TICKS = range(0, 101, 20)


def rate_rows(data: RateRows, size: Size = SIZE) -> ChartFigure:
    """Rows with nothing to count are told below, not drawn: they are no zero."""
    title = f"{data.caption.county}{data.title}"
    rows = sorted((row for row in data.rows if row.whole), key=lambda row: (row.share, row.label))
    if not rows:
        return blank_figure(size, title, data.caption, data.fill_in)
    with style.chart_style():
        figure = new_figure(size, title, data.caption, _notes(data), rows=1.5 + ROW_INCHES * len(rows))
        axes = figure.add_subplot()
        axes.set_xlim(0, 100)
        axes.set_ylim(max(len(rows), LEAST_ROWS) - 0.3, -0.7)
        axes.set_xticks(TICKS, [f"{tick}%" for tick in TICKS], color=style.SECOND_TEXT, size=style.NOTE_SIZE)
        axes.set_yticks(range(len(rows)), [style.safe(row.label) for row in rows])
        bare(axes, grid="x")
        for position, row in enumerate(rows):
            _draw(figure, axes, position, row, data)
        if data.target is not None:
            reach = float(data.target.percent)
            axes.axvline(reach, color=style.ATTENTION, linewidth=1.4, linestyle=(0, (5, 3)), zorder=4, clip_on=False)
    return figure


def _draw(figure: ChartFigure, axes: Axes, position: int, row: RateRow, data: RateRows) -> None:
    percent = 100 * row.share
    reached = data.target is None or percent >= data.target.percent
    (bar,) = axes.barh(position, float(percent), 0.7, color=style.PRIMARY)
    told = f"{percent_text(percent)}（{row.part:,}/{row.whole:,}）"
    axes.annotate(
        told,
        (1, position),
        (6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        size=style.LABEL_SIZE,
        annotation_clip=False,
    )
    word = "" if data.target is None else f"\n{data.target.word}：{'已达到' if reached else '未达到'}"
    counted = f"{row.part:,} ÷ {row.whole:,} {data.unit}"
    figure.hints.append(Hint(bar, f"{row.label}　{percent_text(percent)}\n{counted}{word}"))


def _notes(data: RateRows) -> list[str]:
    part, whole = (sum(getattr(row, name) for row in data.rows) for name in ("part", "whole"))
    overall = (
        f"全县 {percent_text(Fraction(100 * part, whole))}（{part:,}/{whole:,} {data.unit}）" if data.summed else ""
    )
    line = f"虚线：{data.target.word} {plain_percent(data.target.percent)}，{data.target.clause}" if data.target else ""
    without = [row.label for row in data.rows if not row.whole]
    return [
        f"算法：{data.parts}" if data.parts else "",
        "；".join(filter(None, [overall, line])),
        f"没有可算的：{'、'.join(without)}" if without else "",
    ]
