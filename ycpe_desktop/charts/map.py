"""The county with a point for each township, sized by children and coloured by a category."""

from collections.abc import Sequence
from itertools import cycle
from math import cos, radians

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from ycpe_desktop.charts import style
from ycpe_desktop.charts.labels import Box, PlacedTexts, box_around, pixel_box, pixels
from ycpe_desktop.charts.series import CountyMap, Ring, TownshipPoint
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, Size, blank_figure, new_figure

SKETCH = "示意图，不作划界依据；点位为约略位置"
PALETTE = ("#2F6DB5", "#C08A2D", "#3C9A8F", "#9A5B9F", "#B3261E", "#6B7A2F", "#4A4F9C", "#8C5A3C")
MARKS = ("o", "s", "^", "D", "v", "P", "h")
MOST_KEYS = 16
ROW_INCHES = 0.19
Look = tuple[str, str]
Spot = tuple[float, float]


def county_map(data: CountyMap, size: Size = SIZE) -> ChartFigure:
    """The outline, the townships that have a point with name and children; the others in the side note."""
    title = f"{data.caption.county}{data.title}"
    if not data.townships:
        return blank_figure(size, title, data.caption, data.fill_in)
    with style.chart_style():
        figure = new_figure(size, title, data.caption, [SKETCH], rows=1.5 + ROW_INCHES * _side_lines(data))
        axes, side = figure.subplots(1, 2, width_ratios=[3.4, 1])
        side.set_axis_off()
        draw_outline(axes, data.outline, [spot for one in data.townships if (spot := one.spot())])
        looks = _looks(data)
        placed = [(one, spot) for one in data.townships if (spot := one.spot())]
        most = max((one.children or 0 for one in data.townships), default=0)
        marks = [_draw_point(figure, axes, one, spot, looks[one.category], most) for one, spot in placed]
        TownshipNames(axes, placed, marks)
        _draw_side(side, data, looks, most)
    return figure


def _side_lines(data: CountyMap) -> int:
    """How many lines key and side note need, one below the other."""
    categories = len({one.category for one in data.townships if one.category})
    lost = sum(not one.spot() for one in data.townships)
    return min(categories, MOST_KEYS + 1) + lost + 5


class TownshipNames(PlacedTexts):
    """Names beside their points, each in the first free place around it, a thin line where that is far."""

    def __init__(self, axes: Axes, townships: list[tuple[TownshipPoint, Spot]], marks: list[PathCollection]) -> None:
        super().__init__(axes, [_name(one) for one, _ in townships], style.NUMBER_SIZE, zorder=8)
        for text in self.texts:
            text.set_path_effects([withStroke(linewidth=2, foreground=style.PAPER)])
        self._axes = axes
        self._points = [spot for _, spot in townships]
        self._radii = [float(mark.get_sizes()[0]) ** 0.5 / 2 for mark in marks]
        self._leaders = [axes.plot([], [], color=style.SECOND_TEXT, linewidth=0.6, zorder=3)[0] for _ in townships]

    def place(self, renderer: RendererBase) -> None:
        spots = [tuple(spot) for spot in self._axes.transData.transform(self._points)] if self._points else []
        radii = [pixels(radius + 1, renderer) for radius in self._radii]
        taken = [box_around(x, y, 2 * radius, 2 * radius) for (x, y), radius in zip(spots, radii, strict=True)]
        frame = pixel_box(self._axes, renderer)
        for number in sorted(range(len(spots)), key=lambda n: (-spots[n][1], spots[n][0])):
            text, (x, y), radius = self.texts[number], spots[number], radii[number]
            own = pixel_box(text, renderer)
            others = taken[:number] + taken[number + 1 :]
            box, far = free_place(x, y, radius, own, others, frame)
            text.set_position(box.middle)
            taken.append(box)
            self._lead(number, (x, y), box if far else None, renderer)

    def _lead(self, number: int, spot: tuple[float, ...], box: Box | None, renderer: RendererBase) -> None:
        """The line from a point to its far name; drawn here, as it is placed after the axes' own lines."""
        leader = self._leaders[number]
        leader.set_visible(box is not None)
        if box is None:
            return
        nearest = (min(max(spot[0], box.x0), box.x1), min(max(spot[1], box.y0), box.y1))
        ends = self._axes.transData.inverted().transform([spot, nearest])
        leader.set_data(ends[:, 0], ends[:, 1])
        leader.draw(renderer)


def free_place(x: float, y: float, radius: float, own: Box, taken: list[Box], frame: Box) -> tuple[Box, bool]:
    """The nearest of 8 directions × 5 rings that touches nothing taken; the least touched where none is free."""
    tried: list[tuple[float, int, int, Box]] = []
    for ring in range(5):
        reach = radius + ring * own.height * 0.6
        for order, (right, up) in enumerate([
            (1, 0),
            (-1, 0),
            (0, 1),
            (0, -1),
            (0.8, 0.8),
            (0.8, -0.8),
            (-0.8, 0.8),
            (-0.8, -0.8),
        ]):
            box = box_around(
                x + right * (reach + own.width / 2), y + up * (reach + own.height / 2), own.width, own.height
            )
            covered = sum(box.overlap(other) for other in taken) + own.width * own.height - box.overlap(frame)
            if covered < 0.5:
                return box, ring > 1
            tried.append((covered, ring, order, box))
    worst = min(tried, key=lambda one: one[:3])
    return worst[3], worst[1] > 1


def draw_outline(axes: Axes, outline: Sequence[Ring], spots: Sequence[Spot]) -> None:
    """The county, and room for what is to stand in it; by the spots alone where there is no outline."""
    rings = [ring for ring in outline if len(ring) > 3]
    points = [point for ring in rings for point in ring] or list(spots)
    axes.set_axis_off()
    if not points:
        axes.text(0.5, 0.5, "各乡镇的位置都未定", transform=axes.transAxes, ha="center", color=style.SECOND_TEXT)
        return
    if rings:
        shape = Path.make_compound_path(*(Path(np.array(ring), closed=True) for ring in rings))
        axes.add_patch(PathPatch(shape, facecolor="#F5F6F8", edgecolor=style.SECOND_TEXT, linewidth=1.1, zorder=1))
    xs, ys = zip(*points, strict=True)
    wide, high = max(max(xs) - min(xs), 0.02), max(max(ys) - min(ys), 0.02)
    axes.set_xlim(min(xs) - wide * 0.05, max(xs) + wide * 0.05)
    axes.set_ylim(min(ys) - high * 0.05, max(ys) + high * 0.05)
    axes.set_aspect(1 / cos(radians((max(ys) + min(ys)) / 2)))


def _looks(data: CountyMap) -> dict[str, Look]:
    """Colour and mark of each category, in the order in which categories first come (fixed ones keep theirs)."""
    looks: dict[str, Look] = {name: (colour, MARKS[0]) for name, colour in data.colours.items()}
    free = cycle((colour, mark) for mark in MARKS for colour in PALETTE)
    for one in data.townships:
        if one.category not in looks:
            looks[one.category] = next(free) if one.category else (PALETTE[0], MARKS[0])
    return looks


def _draw_point(
    figure: ChartFigure, axes: Axes, one: TownshipPoint, spot: Spot, look: Look, most: int
) -> PathCollection:
    """Filled and sized by children; hollow and small where the number is not known."""
    colour, mark = look
    known = one.children is not None
    point = axes.scatter(
        [spot[0]],
        [spot[1]],
        s=_area(one.children, most),
        marker=mark,
        facecolor=colour if known else style.PAPER,
        edgecolor="white" if known else colour,
        linewidth=0.8 if known else 1.4,
        zorder=4,
        alpha=0.9,
    )
    told = [one.name, f"在园幼儿 {one.children:,} 人" if one.children is not None else "没有在园幼儿数"]
    figure.hints.append(Hint(point, "\n".join([*told, one.category] if one.category else told)))
    return point


def _area(children: int | None, most: int) -> float:
    """Square points; area grows with the number, so that the eye compares what it should."""
    return 26 + 300 * children / most if children and most else 26


def _draw_side(side: Axes, data: CountyMap, looks: dict[str, Look], most: int) -> None:
    used = [name for name in looks if name and any(one.category == name for one in data.townships)]
    keys = [
        Line2D([], [], linestyle="", marker=looks[name][1], color=looks[name][0], markersize=7, label=style.safe(name))
        for name in used[:MOST_KEYS]
    ]
    if len(used) > MOST_KEYS:
        keys.append(Line2D([], [], linestyle="", label=f"……等 {len(used)} 类"))
    if most:
        keys.append(
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                color=style.NEUTRAL,
                markersize=_area(max(most // 4, 1), most) ** 0.5,
                label=f"{max(most // 4, 1):,} 人",
            )
        )
    if any(one.children is None for one in data.townships if one.spot()):
        keys.append(
            Line2D([], [], linestyle="", marker="o", markerfacecolor="white", color=style.SECOND_TEXT, label="没有人数")
        )
    if keys:
        legend = side.legend(
            handles=keys,
            title=style.safe(data.category_name) or None,
            loc="upper left",
            bbox_to_anchor=(0, 1),
            fontsize=style.NOTE_SIZE,
            title_fontsize=style.LABEL_SIZE,
            alignment="left",
            labelspacing=0.7,
            borderpad=0,
        )
        legend.set_in_layout(False)
    lost = [_hollow_line(one) for one in data.townships if not one.spot()]
    if lost:
        told = "\n".join(["位置未定（未画在图上）", *lost])
        side.text(0, 0, told, va="bottom", size=style.NOTE_SIZE, color=style.SECOND_TEXT, linespacing=1.5)


def _name(one: TownshipPoint) -> str:
    return style.safe(one.name if one.children is None else f"{one.name} {one.children:,}")


def _hollow_line(one: TownshipPoint) -> str:
    return f"○ {_name(one)}"
