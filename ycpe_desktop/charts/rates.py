"""Rates by school year with the lines to reach: 公办占比, 普惠覆盖率, 毛入园率."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from matplotlib.axes import Axes

from ycpe_desktop.charts import style
from ycpe_desktop.charts.labels import TopNumbers
from ycpe_desktop.charts.series import Caption, RateSeries, Target, YearRate, percent_text, plain_percent
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, Size, bare, blank_figure, new_figure, year_edges

BAR_WIDTH = 0.52
CANNOT_JUDGE = "无法判断"


def rate_by_year(series: RateSeries, size: Size = SIZE) -> ChartFigure:
    """One indicator: a bar a year with its number, and its target lines."""
    title = f"{series.caption.county}{series.name}"
    if not series.years:
        return blank_figure(size, title, series.caption, series.fill_in)
    with style.chart_style():
        figure = new_figure(
            size, title, series.caption, [series.parts and f"算法：{series.parts}", *_reasons([series])]
        )
        axes = figure.add_subplot()
        _draw_rates(figure, axes, series, with_parts=len(series.years) <= 6)
        for target, y in _spread(series):
            axes.annotate(
                "\n".join([_target_text(target), *_clause_lines(target.clause)]),
                (1, y),
                (6, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                color=style.ATTENTION,
                size=style.NOTE_SIZE,
                linespacing=1.4,
                annotation_clip=False,
            )
    return figure


def rates_together(series: Sequence[RateSeries], title: str, caption: Caption, size: Size = SIZE) -> ChartFigure:
    """Several indicators side by side, each with its own scale."""
    if not any(one.years for one in series):
        return blank_figure(size, title, caption, next((one.fill_in for one in series if one.fill_in), ""))
    with style.chart_style():
        figure = new_figure(size, title, caption, _reasons(series))
        titles = [_panel_title(one) for one in series]
        most = max(len(lines) for lines in titles)
        for axes, one, lines in zip(figure.subplots(1, len(series), squeeze=False)[0], series, titles, strict=True):
            shown = lines + ["\u3000"] * (most - len(lines))
            axes.set_title("\n".join(shown), loc="left", size=style.LABEL_SIZE, linespacing=1.45)
            if one.years:
                _draw_rates(figure, axes, one, with_parts=False, narrow=True)
            else:
                axes.set_axis_off()
                axes.text(0.5, 0.5, "还没有数据", ha="center", va="center", color=style.SECOND_TEXT)
    return figure


def _draw_rates(figure: ChartFigure, axes: Axes, series: RateSeries, *, with_parts: bool, narrow: bool = False) -> None:
    top = _top(series)
    axes.set_xlim(*year_edges(len(series.years)))
    axes.set_ylim(0, float(top))
    step = _step(top)
    ticks = list(range(0, int(top) + 1, step))
    axes.set_yticks(ticks, [f"{tick}%" for tick in ticks], color=style.SECOND_TEXT, size=style.NOTE_SIZE)
    labels = [_year_label(year, series, with_parts=with_parts, narrow=narrow) for year in series.years]
    axes.set_xticks(range(len(labels)), labels, size=style.NOTE_SIZE if narrow else style.LABEL_SIZE, linespacing=1.4)
    bare(axes, grid="y")
    bars = [
        (bar, percent_text(percent))
        for position, year in enumerate(series.years)
        if (percent := year.percent()) is not None
        for bar in axes.bar(position, float(percent), BAR_WIDTH, color=style.PRIMARY)
    ]
    (slot,) = axes.bar(0, 1, 0.96, visible=False)
    TopNumbers(axes, [bar for bar, _ in bars], [told for _, told in bars], slot)
    known = [year for year in series.years if year.percent() is not None]
    figure.hints += [Hint(bar, _hint(year, series)) for (bar, _), year in zip(bars, known, strict=True)]
    for position, year in enumerate(series.years):
        if year.percent() is None:
            _draw_gap(figure, axes, position, year, top, narrow=narrow)
    for target in series.targets:
        _draw_target(axes, target, series.years)


def _hint(year: YearRate, series: RateSeries) -> str:
    percent = year.percent() or Fraction(0)
    told = [
        f"{year.shown_year()}　{percent_text(percent)}",
        f"{series.shown(year.numerator or 0)} ÷ {series.shown(year.denominator or 0)}",
    ]
    told += [
        f"{_target_text(target)}：{'已达到' if percent >= target.percent else '未达到'}"
        for target in series.targets
        if target.holds_in(year.year)
    ]
    return "\n".join(told)


def _draw_gap(figure: ChartFigure, axes: Axes, position: int, year: YearRate, top: Fraction, *, narrow: bool) -> None:
    """A hollow place with a word: it must not be taken for zero."""
    height = float(top) * (0.5 if narrow else 0.32)
    (hollow,) = axes.bar(
        position, height, BAR_WIDTH, fill=False, edgecolor=style.SECOND_TEXT, linestyle=(0, (3, 3)), linewidth=0.8
    )
    axes.text(
        position,
        height / 2,
        "\n".join(CANNOT_JUDGE) if narrow else "无法\n判断",
        ha="center",
        va="center",
        color=style.SECOND_TEXT,
        size=style.NOTE_SIZE if narrow else style.LABEL_SIZE,
        linespacing=1.1 if narrow else 1.4,
    )
    figure.hints.append(Hint(hollow, f"{year.shown_year()}　{CANNOT_JUDGE}\n{year.why_not or '缺分子或分母'}"))


def _draw_target(axes: Axes, target: Target, years: Sequence[YearRate]) -> None:
    """A dashed line over the years for which the target holds; over all the width where that is always."""
    places = [position for position, year in enumerate(years) if target.holds_in(year.year)]
    if not places:
        return
    first, last = year_edges(len(years))
    left = first if places[0] == 0 else places[0] - 0.5
    right = last if places[-1] == len(years) - 1 else places[-1] + 0.5
    height = float(target.percent)
    axes.plot([left, right], [height, height], color=style.ATTENTION, linewidth=1.4, linestyle=(0, (5, 3)), zorder=4)


def _spread(series: RateSeries) -> list[tuple[Target, float]]:
    """Targets in force for any shown year, with label heights that keep clear of each other."""
    least = float(_top(series)) * 0.17
    placed: list[tuple[Target, float]] = []
    for target in sorted(series.targets, key=lambda target: target.percent):
        if any(target.holds_in(year.year) for year in series.years):
            height = float(target.percent)
            placed.append((target, max(height, placed[-1][1] + least) if placed else height))
    shift = (placed[-1][1] - float(placed[-1][0].percent)) / 2 if placed else 0.0
    return [(target, height - shift) for target, height in placed]


def _top(series: RateSeries) -> Fraction:
    known = [percent for year in series.years if (percent := year.percent()) is not None]
    highest = max([*known, *(target.percent for target in series.targets), Fraction(10)])
    return highest * 8 / 7


def _step(top: Fraction) -> int:
    return next((step for step in (5, 10, 20, 25, 50) if top / step <= 7), ceil(top / 600) * 100)


def _year_label(year: YearRate, series: RateSeries, *, with_parts: bool, narrow: bool) -> str:
    shown = year.shown_year()
    if narrow:
        return style.safe(shown.replace("—", "\n–", 1))
    if not with_parts or year.numerator is None or year.denominator is None or year.percent() is None:
        return style.safe(shown)
    return style.safe(f"{shown}\n{series.shown(year.numerator)} / {series.shown(year.denominator)}")


def _target_text(target: Target) -> str:
    return f"{target.word} {plain_percent(target.percent)}"


def _clause_lines(clause: str, longest: int = 11) -> list[str]:
    """The clause in short lines for the margin, broken after 〕 or 》 where it has one."""
    for mark in ("〕", "》"):
        head, found, tail = style.safe(clause).partition(mark)
        if found and tail.strip():
            return [head + found, *_cut(tail.strip(), longest)]
    return _cut(style.safe(clause), longest)


def _cut(text: str, longest: int) -> list[str]:
    return [text[i : i + longest] for i in range(0, len(text), longest)]


def _panel_title(one: RateSeries) -> list[str]:
    targets = [f"{_target_text(target)}（{target.clause}）" for target in one.targets]
    return [style.safe(line) for line in (one.name, *(piece for told in targets for piece in _halves(told)))]


def _halves(text: str) -> list[str]:
    head, found, tail = text.partition("（")
    return [head, found + tail] if len(text) > 16 else [text]


def _reasons(series: Sequence[RateSeries]) -> list[str]:
    """One note for the years that cannot be judged, and why."""
    told = dict.fromkeys(
        f"{year.shown_year()} {one.name}：{year.why_not or '缺分子或分母'}"
        for one in series
        for year in one.years
        if year.percent() is None
    )
    return [f"{CANNOT_JUDGE}——{'；'.join(told)}"] if told else []
