"""What stacked bars have in common: parts with their fills and hatches, numbers, axes of counts."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from ycpe_desktop.charts import style
from ycpe_desktop.charts.labels import BarNumbers
from ycpe_desktop.charts.series import Shown, counted, percent_text
from ycpe_desktop.charts.sheet import ChartFigure, Hint, bare, key_patch

ROW_INCHES = 0.22
"""Height of a horizontal bar with its name at which the names do not touch."""
LEAST_ROWS = 3
"""So much room is kept for rows: one or two alone would be as high as the sheet."""
COUNTING = "个处所项"
HATCHES: Mapping[str, str] = MappingProxyType({style.NATURE_UNKNOWN: ".."})


def keys(colours: Mapping[str, str], used: Sequence[str]) -> list[Patch]:
    return [key_patch(name, colours[name], hatch_of(name, colours)) for name in used]


def hatch_of(name: str, colours: Mapping[str, str]) -> str:
    """What is not as it should be is hatched too: red alone is not seen by everybody."""
    return HATCHES.get(name, "//" if colours[name] == style.BAD else "")


def dress(part: Rectangle, name: str, colours: Mapping[str, str]) -> None:
    """Fill, edge and hatch of ``name``, the same as in the key."""
    (key,) = keys(colours, [name])
    part.set(facecolor=key.get_facecolor(), edgecolor=key.get_edgecolor(), linewidth=0.6, hatch=key.get_hatch())


def lying(
    figure: ChartFigure,
    axes: Axes,
    position: int,
    label: str,
    counts: Mapping[str, int],
    colours: Mapping[str, str],
    unit: str,
    *,
    many: bool,
    shown: Shown = counted,
) -> None:
    """One lying bar in parts, with numbers where they fit and hints."""
    parts: list[Rectangle] = []
    base = 0
    named = [name for name in colours if counts.get(name)]
    for name in named:
        (part,) = axes.barh(position, counts[name], thick(many), left=base)
        dress(part, name, colours)
        told = f"{label}　{name}\n{shown(counts[name])} {unit}，占 {share(counts[name], sum(counts.values()))}"
        figure.hints.append(Hint(part, told))
        parts.append(part)
        base += counts[name]
    BarNumbers(axes, parts, [shown(counts[name]) for name in named], "nowhere" if many else "above")


def upright(
    figure: ChartFigure,
    axes: Axes,
    position: int,
    label: str,
    counts: Mapping[str, int],
    colours: Mapping[str, str],
    unit: str,
) -> None:
    """One upright bar in parts, the total on top."""
    parts: list[Rectangle] = []
    base = 0
    named = [name for name in colours if counts.get(name)]
    for name in named:
        (part,) = axes.bar(position, counts[name], 0.5, bottom=base)
        dress(part, name, colours)
        told = f"{label}　{name}\n{counts[name]:,} {unit}，占 {share(counts[name], sum(counts.values()))}"
        figure.hints.append(Hint(part, told))
        parts.append(part)
        base += counts[name]
    BarNumbers(axes, parts, [f"{counts[name]:,}" for name in named], "right")
    axes.annotate(f"合计 {base:,}", (position, base), (0, 3), textcoords="offset points", ha="center", va="bottom")


def hollow(figure: ChartFigure, axes: Axes, position: int, label: str, why: str, high: float) -> None:
    """The place of a bar of which nothing is known: it must not be taken for zero."""
    (made,) = axes.bar(position, high * 0.3, 0.5, fill=False, edgecolor=style.SECOND_TEXT, linestyle=(0, (3, 3)))
    axes.text(position, high * 0.15, "没有\n数据", ha="center", va="center", color=style.SECOND_TEXT)
    figure.hints.append(Hint(made, f"{label}　没有数据\n{why}".rstrip()))


def thick(many: bool) -> float:
    return 0.76 if many else 0.5


def lying_axes(axes: Axes, labels: Sequence[str], right: float, *, many: bool) -> None:
    axes.set_xlim(0, right)
    axes.set_ylim(max(len(labels), LEAST_ROWS) - 1 + thick(many), -thick(many))
    axes.set_yticks(range(len(labels)), [style.safe(label) for label in labels])


def number_axis(axes: Axes, which: str, highest: int, unit: str, shown: Shown = counted) -> None:
    """At most seven round ticks, and what they count."""
    step = next(
        power * lead for power in (10**n for n in range(15)) for lead in (1, 2, 5) if highest <= 6 * power * lead
    )
    ticks = list(range(0, highest + 1, step))
    setter = axes.set_xticks if which == "x" else axes.set_yticks
    setter(ticks, [shown(tick) for tick in ticks], color=style.SECOND_TEXT, size=style.NOTE_SIZE)
    bare(axes, grid=which)
    say_unit(axes, which, unit)


def say_unit(axes: Axes, which: str, unit: str) -> None:
    """单位：所, at the end of the axis. Of 个项目 only the word that counts: what it is stands in the title."""
    told = f"单位：{unit[0] if unit[0] in COUNTING else unit}"
    if which == "x":
        axes.set_xlabel(told, loc="right", color=style.SECOND_TEXT, size=style.NOTE_SIZE)
    else:
        axes.set_ylabel(told, loc="top", rotation=0, color=style.SECOND_TEXT, size=style.NOTE_SIZE)


def at_end(axes: Axes, x: float, y: float, told: str) -> None:
    """Right beside a lying bar."""
    axes.annotate(told, (x, y), (4, 0), textcoords="offset points", va="center", size=style.LABEL_SIZE)


def at_edge(axes: Axes, position: int, told: str) -> None:
    """At the right edge of the chart, one below the other."""
    axes.annotate(
        style.safe(told),
        (1, position),
        (6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        annotation_clip=False,
    )


def share(count: int, total: int) -> str:
    return percent_text(Fraction(100 * count, total), 1)
