"""Every chart: a builder takes the values of :mod:`.series` and gives a figure. Importing this loads matplotlib."""

from ycpe_desktop.charts.duty_map import duty_map
from ycpe_desktop.charts.load import supervisor_load
from ycpe_desktop.charts.map import county_map
from ycpe_desktop.charts.rates import rate_by_year, rates_together
from ycpe_desktop.charts.rows import rate_rows
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Hint, blank_figure
from ycpe_desktop.charts.stacks import children_by_township, children_by_year, four_progress

__all__ = [
    "SIZE",
    "ChartFigure",
    "Hint",
    "blank_figure",
    "children_by_township",
    "children_by_year",
    "county_map",
    "duty_map",
    "four_progress",
    "rate_by_year",
    "rate_rows",
    "rates_together",
    "supervisor_load",
]
