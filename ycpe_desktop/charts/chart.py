"""A chart of the catalogue: what it is called, where it stands, and what it is drawn from. Loads no matplotlib."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ycpe_desktop.charts.series import Series
from ycpe_desktop.store import Store

if TYPE_CHECKING:
    from ycpe_desktop.charts.sheet import ChartFigure


@dataclass(frozen=True)
class Chart:
    """``group``: the part of the plan. ``series``: the values of a school year, which ``figures.draw`` draws."""

    group: str
    title: str
    description: str
    series: Callable[[Store, int], Series]

    def build(self, store: Store, year: int) -> "ChartFigure":
        from ycpe_desktop.charts.figures import draw  # loads matplotlib

        return draw(self.series(store, year))
