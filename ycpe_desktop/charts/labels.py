"""Texts that find their place when the chart is drawn, at whatever size it is drawn.

A bar's number stands in the bar where it fits; only the drawing knows the pixels, hence artists of our own.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from ycpe_desktop.charts import style

Outside = Literal["right", "above", "nowhere"]
PAD = 1.5
"""Least room between a number and the edge of its bar, in points."""


class Box(NamedTuple):
    """A rectangle in pixels, y upwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def overlap(self, other: "Box") -> float:
        """The common area, 0 where they do not touch."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(wide, 0.0) * max(high, 0.0)


def box_around(x: float, y: float, width: float, height: float) -> Box:
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def pixel_box(artist: Artist, renderer: RendererBase) -> Box:
    return Box(*(float(edge) for edge in artist.get_window_extent(renderer).extents))


def pixels(points: float, renderer: RendererBase) -> float:
    return cast(float, renderer.points_to_pixels(points))


class PlacedTexts(Artist):
    """Texts whose places are worked out in pixels at each drawing; they never push the layout about."""

    def __init__(self, axes: Axes, texts: Sequence[str], size: float, zorder: float) -> None:
        super().__init__()
        self.set_zorder(zorder)
        self.set_in_layout(False)
        self.texts = [Text(0, 0, text, fontsize=size, va="center", ha="center") for text in texts]
        axes.add_artist(self)
        for text in self.texts:
            text.set_figure(cast(Figure, axes.get_figure(root=True)))
            text.set_transform(IdentityTransform())

    def get_children(self) -> list[Artist]:
        return list(self.texts)

    @allow_rasterization  # type: ignore[untyped-decorator]  # matplotlib's stub leaves it untyped
    def draw(self, renderer: RendererBase) -> None:
        if not self.get_visible():
            return
        self.place(renderer)
        for text in self.texts:
            text.draw(renderer)

    def place(self, renderer: RendererBase) -> None:
        raise NotImplementedError


class BarNumbers(PlacedTexts):
    """The numbers of one stacked bar: inside each part where they fit.

    Elsewhere they stand to the right of an upright bar, above a lying one, or nowhere (many thin bars: the total
    stands at the end and the hint tells the rest).
    """

    def __init__(self, axes: Axes, bars: Sequence[Rectangle], numbers: Sequence[str], outside: Outside) -> None:
        super().__init__(axes, numbers, style.NUMBER_SIZE, zorder=5)
        self._bars, self._outside = list(bars), outside

    def place(self, renderer: RendererBase) -> None:
        pad = pixels(PAD, renderer)
        boxes = [pixel_box(bar, renderer) for bar in self._bars]
        for text in self.texts:
            text.set_visible(True)  # an invisible text has no size
        small: list[tuple[Text, Box, Box]] = []
        for bar, box, text in zip(self._bars, boxes, self.texts, strict=True):
            own = pixel_box(text, renderer)
            fits = own.width + pad <= box.width and own.height <= box.height + pad
            text.set_visible(fits or self._outside != "nowhere")
            fill = to_hex(bar.get_facecolor())
            text.set_color(style.text_on(fill) if fits else style.TEXT)
            text.set_bbox({"facecolor": fill if fits and bar.get_hatch() else "none", "edgecolor": "none", "pad": 1.8})
            if fits:
                text.set_position(box.middle)
            else:
                small.append((text, box, own))
        if self._outside == "right":
            _down_the_side(small, boxes[-1].y1 if boxes else 0, 2 * pad)
        else:
            _along_the_top(small, pad)


class TopNumbers(PlacedTexts):
    """Numbers on top of upright bars; where bars stand too close they turn and stand in the bars."""

    def __init__(self, axes: Axes, bars: Sequence[Rectangle], numbers: Sequence[str], slot: Rectangle) -> None:
        """``slot`` is an invisible bar as wide as the room of one bar."""
        super().__init__(axes, numbers, style.LABEL_SIZE, zorder=6)
        self._bars, self._slot = list(bars), slot

    def place(self, renderer: RendererBase) -> None:
        pad = pixels(3, renderer)
        for text in self.texts:
            text.set_rotation(0)
        room = pixel_box(self._slot, renderer).width
        turned = any(pixel_box(text, renderer).width > room for text in self.texts)
        for bar, text in zip(self._bars, self.texts, strict=True):
            text.set_rotation(90 if turned else 0)
            box, own = pixel_box(bar, renderer), pixel_box(text, renderer)
            inside = turned and own.height + 2 * pad <= box.height
            fill = to_hex(bar.get_facecolor()) if inside else style.PAPER
            text.set_color(style.text_on(fill))
            text.set_bbox({"facecolor": fill, "edgecolor": "none", "pad": 0.6})
            half = own.height / 2 + pad
            text.set_position((box.middle[0], box.y1 - half if inside else box.y1 + half))


def _down_the_side(small: list[tuple[Text, Box, Box]], top: float, gap: float) -> None:
    """Beside an upright bar, from the top down, each below the one before."""
    for text, box, own in reversed(small):
        y = min(box.middle[1], top - own.height / 2)
        text.set_position((box.x1 + gap + own.width / 2, y))
        top = y - own.height / 2


def _along_the_top(small: list[tuple[Text, Box, Box]], gap: float) -> None:
    """Above a lying bar, each to the right of the one before."""
    edge = float("-inf")
    for text, box, own in small:
        x = max(box.middle[0], edge + own.width / 2 + gap)
        text.set_position((x, box.y1 + own.height / 2 + gap / 2))
        edge = x + own.width / 2
