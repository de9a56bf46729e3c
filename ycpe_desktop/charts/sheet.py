"""The sheet that every chart stands on: title, note lines, the blank state, and what a pointer may be told."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Patch

from ycpe_desktop.charts import style
from ycpe_desktop.charts.series import Caption

Size = tuple[float, float]

SIZE: Size = (10.0, 6.0)
SMALLEST: Size = (6.2, 3.6)
DPI = 100
NO_DATA = "还没有数据"


@dataclass(frozen=True)
class Hint:
    """What to tell when the pointer rests on ``artist``."""

    artist: Artist
    text: str


class ChartFigure(Figure):
    """A figure that knows the least size (inches) at which nothing is crowded, and the hints of its marks."""

    def __init__(self, size: Size, smallest: Size = SMALLEST) -> None:
        super().__init__(
            figsize=size, dpi=DPI, layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.1), facecolor=style.PAPER
        )
        self.smallest = smallest
        self.hints: list[Hint] = []


def new_figure(size: Size, title: str, caption: Caption, notes: Sequence[str] = (), rows: float = 0) -> ChartFigure:
    """An empty sheet with title above and caption and notes below; ``rows`` = inches that horizontal bars need."""
    smallest = (SMALLEST[0], max(SMALLEST[1], rows))
    figure = ChartFigure((max(size[0], smallest[0]), max(size[1], smallest[1])), smallest)
    figure.suptitle(style.safe(title), x=0.012, ha="left", size=style.TITLE_SIZE, color=style.TEXT)
    lines = [caption.line(), *(note for note in notes if note)]
    foot = "\n".join(piece for line in lines for piece in _pieces(style.safe(line)))
    figure.supxlabel(foot, x=0.012, ha="left", size=style.NOTE_SIZE, color=style.SECOND_TEXT, linespacing=1.5)
    return figure


def blank_figure(size: Size, title: str, caption: Caption, fill_in: str) -> ChartFigure:
    """The chart while there is nothing to draw: it says so, and what to fill in."""
    with style.chart_style():
        figure = new_figure(size, title, caption)
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.text(0.5, 0.58, NO_DATA, ha="center", va="center", size=16, color=style.SECOND_TEXT)
        told = "\n".join(_pieces(style.safe(fill_in), 34))
        axes.text(0.5, 0.44, told, ha="center", va="top", size=10, color=style.SECOND_TEXT, linespacing=1.6)
    return figure


def bare(axes: Axes, *, grid: str) -> None:
    """No frame but the base line of the bars; fine lines along the values (``grid``: "x" or "y")."""
    base = "left" if grid == "x" else "bottom"
    for name, spine in axes.spines.items():
        spine.set_visible(name == base)
        spine.set_color(style.NEUTRAL)
    axes.set_axisbelow(True)
    axes.grid(visible=True, axis="x" if grid == "x" else "y", color=style.LINE, linewidth=0.7)
    axes.tick_params(length=0, labelfontfamily=list(style.font_chain()))


def year_edges(years: int) -> tuple[float, float]:
    """Limits of an axis with upright bars at 0, 1, …; a single year gets no bar as wide as the page."""
    spare = max(0, 3 - years) / 2
    return -0.6 - spare, years - 0.4 + spare


def legend_above(axes: Axes, entries: Sequence[Patch], columns: int = 5) -> None:
    """The key in one line between title and axes."""
    axes.legend(
        handles=list(entries),
        loc="lower left",
        bbox_to_anchor=(0, 1.005),
        borderaxespad=0.2,
        ncols=columns,
        fontsize=style.LABEL_SIZE,
        handlelength=1.2,
        handleheight=1.0,
        columnspacing=1.4,
        borderpad=0,
    )


def key_patch(label: str, fill: str, hatch: str = "") -> Patch:
    edge = style.SECOND_TEXT if fill == style.PAPER else "white"
    return Patch(facecolor=fill, edgecolor=edge, linewidth=0.6, hatch=hatch or None, label=label)


def _pieces(line: str, longest: int = 58) -> list[str]:
    """``line`` cut into lines of at most ``longest`` wide characters; Chinese has no spaces to break at."""
    pieces, width = [""], 0.0
    for character in line:
        width += 0.55 if ord(character) < 0x2E80 else 1
        if width > longest:
            pieces.append("")
            width = 1
        pieces[-1] += character
    return pieces
