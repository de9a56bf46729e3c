"""Every chart: a builder takes the values of :mod:`.series` and gives a figure. Importing this loads matplotlib."""

from functools import singledispatch

from ycpe_desktop.charts.comparison import two_states
from ycpe_desktop.charts.duty_map import duty_map
from ycpe_desktop.charts.duty_places import DutyMap
from ycpe_desktop.charts.load import supervisor_load
from ycpe_desktop.charts.map import county_map
from ycpe_desktop.charts.rates import rate_by_year, rates_together
from ycpe_desktop.charts.rows import rate_rows
from ycpe_desktop.charts.series import (
    Columns,
    CountyMap,
    FourProgress,
    LoadBoard,
    NatureChildren,
    Panels,
    RateRows,
    RateSeries,
    Series,
    StateRows,
    TownshipChildren,
    TwoStates,
)
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, blank_figure
from ycpe_desktop.charts.stacks import children_by_township, children_by_year
from ycpe_desktop.charts.states import columns, four_progress, state_rows


@singledispatch
def draw(series: Series | DutyMap) -> ChartFigure:
    """The chart that belongs to that kind of values."""
    raise TypeError(type(series).__name__)


@draw.register
def _(series: Panels) -> ChartFigure:
    return rates_together(series.series, f"{series.caption.county}{series.title}", series.caption)


@draw.register
def _(series: DutyMap) -> ChartFigure:
    return duty_map(series.places, series.caption)


draw.register(RateSeries, rate_by_year)
draw.register(NatureChildren, children_by_year)
draw.register(TownshipChildren, children_by_township)
draw.register(Columns, columns)
draw.register(StateRows, state_rows)
draw.register(FourProgress, four_progress)
draw.register(LoadBoard, supervisor_load)
draw.register(RateRows, rate_rows)
draw.register(TwoStates, two_states)
draw.register(CountyMap, county_map)

__all__ = [
    "SIZE",
    "ChartFigure",
    "Hint",
    "blank_figure",
    "children_by_township",
    "children_by_year",
    "columns",
    "county_map",
    "draw",
    "duty_map",
    "four_progress",
    "rate_by_year",
    "rate_rows",
    "rates_together",
    "state_rows",
    "supervisor_load",
    "two_states",
]
