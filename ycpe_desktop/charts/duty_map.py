"""The county with a mark for each kindergarten, coloured by its 责任督学; those that nobody has as red rings."""

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from ycpe_desktop.charts import style
from ycpe_desktop.charts.duty_places import Dot, DutyPlaces, Look, Strip, strip
from ycpe_desktop.charts.labels import PlacedTexts, box_around, pixel_box, pixels
from ycpe_desktop.charts.map import SKETCH, draw_outline, free_place
from ycpe_desktop.charts.series import Caption
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, Size, blank_figure, new_figure
from ycpe_desktop.policy.town_points import Point

SHAPES = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D", "down": "v"}
MARK = 34
"""Square points."""
LINES = 17
"""Of the key in one column; beyond that it has two, and three."""
LEAST_WIDE, COLUMN_INCHES = 5.2, 1.1
KEY_INCHES = ROW_INCHES = 0.2
WIDE, LETTER, DOT = 100.0, 1.75, 1.3
"""Of the strip below: a letter is as wide there when the chart is small."""
FILL_IN = "请在“园所名册”里登记园所和所在乡镇，在“责任督学”里分配。"


def duty_map(places: DutyPlaces, caption: Caption, size: Size = SIZE) -> ChartFigure:
    title = f"{caption.county}督学责任区分布"
    if not places.dots:
        return blank_figure(size, title, caption, FILL_IN)
    lost = strip(places, WIDE, LETTER, DOT)
    columns = 1 + (len(places.names) > LINES) + (len(places.names) > 2 * LINES)
    lines = -(-(len(places.names) + 1) // columns) + 2
    with style.chart_style():
        high = KEY_INCHES * lines + ROW_INCHES * (lost.rows + 1)
        least = LEAST_WIDE + COLUMN_INCHES * columns
        wide = (max(size[0], least), size[1])
        figure = new_figure(wide, title, caption, [SKETCH, _summary(places)], rows=1.3 + high)
        figure.smallest = (least, figure.smallest[1])
        ratios = {"width_ratios": [3.2, 0.7 + 0.55 * columns], "height_ratios": [4.2, ROW_INCHES * (lost.rows + 1)]}
        grid = figure.add_gridspec(2, 2, **ratios)
        axes, side = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[0, 1])
        side.set_axis_off()
        placed = {town.code: town.point for town in places.towns if town.point}
        points = [dot.point for dot in places.dots if dot.point]
        draw_outline(axes, places.outline, [*points, *placed.values()])
        for dot in places.dots:
            if dot.point is not None:
                _draw_dot(figure, axes, dot, dot.point, places)
        TownNames(axes, places)
        _draw_key(side, places, columns)
        if lost.rows:
            _draw_strip(figure, figure.add_subplot(grid[1, :]), lost, places)
    return figure


def _draw_strip(figure: ChartFigure, axes: Axes, lost: Strip, places: DutyPlaces) -> None:
    axes.set_axis_off()
    axes.set_xlim(0, WIDE)
    axes.set_ylim(lost.rows - 0.5, -1.5)
    axes.text(0, -1, "位置未定的乡镇", va="center", size=style.LABEL_SIZE, color=style.SECOND_TEXT)
    for x, row, told in lost.names:
        axes.text(x, row, style.safe(told), va="center", size=style.NOTE_SIZE)
    for x, row, dot in lost.dots:
        _draw_dot(figure, axes, dot, (x, row), places)


class TownNames(PlacedTexts):
    """Names of the townships beside their kindergartens, where least is covered."""

    def __init__(self, axes: Axes, places: DutyPlaces) -> None:
        self._towns = [(town, town.point) for town in places.towns if town.point]
        super().__init__(axes, [style.safe(town.name) for town, _ in self._towns], style.LABEL_SIZE, zorder=8)
        for text in self.texts:
            text.set_path_effects([withStroke(linewidth=2.4, foreground=style.PAPER)])
        self._axes = axes
        self._dots = [(dot.garden.township, dot.point) for dot in places.dots if dot.point]

    def place(self, renderer: RendererBase) -> None:
        half = pixels(MARK**0.5 / 2 + 0.5, renderer)
        spots = [(code, self._pixel(point)) for code, point in self._dots]
        taken = [box_around(x, y, 2 * half, 2 * half) for _, (x, y) in spots]
        frame = pixel_box(self._axes, renderer)
        for (town, point), text in zip(self._towns, self.texts, strict=True):
            x, y = self._pixel(point)
            far = [max(abs(at[0] - x), abs(at[1] - y)) for code, at in spots if code == town.code]
            box, _ = free_place(x, y, max(far, default=0) + half, pixel_box(text, renderer), taken, frame)
            text.set_position(box.middle)
            taken.append(box)

    def _pixel(self, point: Point) -> tuple[float, float]:
        x, y = self._axes.transData.transform(point)
        return float(x), float(y)


def _draw_dot(figure: ChartFigure, axes: Axes, dot: Dot, point: Point, places: DutyPlaces) -> None:
    shown = places.looks.get(dot.supervisor)
    mark = axes.scatter(
        [point[0]],
        [point[1]],
        s=MARK,
        marker=SHAPES[shown.mark] if shown else "o",
        facecolor=shown.colour if shown else style.PAPER,
        edgecolor="white" if shown else style.BAD,
        linewidth=0.7 if shown else 1.5,
        zorder=4 if shown else 5,
    )
    figure.hints.append(Hint(mark, places.told(dot)))


def _draw_key(side: Axes, places: DutyPlaces, columns: int) -> None:
    held = Counter(dot.supervisor for dot in places.dots)
    keys = [_key(places.looks[uuid], f"{name}（{held[uuid]}）") for uuid, name in places.names.items()]
    if places.uncovered:
        keys.append(_ring(f"没有督学（{places.uncovered}）"))
    legend = side.legend(
        handles=keys,
        title="责任督学（负责几所）",
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncols=columns,
        fontsize=style.NOTE_SIZE,
        title_fontsize=style.LABEL_SIZE,
        alignment="left",
        labelspacing=0.55,
        columnspacing=1.0,
        handletextpad=0.3,
        borderpad=0,
    )
    legend.set_in_layout(False)


def _key(look: Look, told: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=SHAPES[look.mark], color=look.colour, markersize=6.5, label=style.safe(told)
    )


def _ring(told: str) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker="o", markerfacecolor=style.PAPER, color=style.BAD, markersize=6.5,
        markeredgewidth=1.5, label=told,
    )  # fmt: skip


def _summary(places: DutyPlaces) -> str:
    own = sum(dot.point is not None for dot in places.dots)
    told = f"在办园 {len(places.dots)} 所，图上有位置的 {own} 所"
    return f"{told}；没有经纬度的园散列在所在乡镇的点位周围，乡镇内的远近不代表实际位置"
