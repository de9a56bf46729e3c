"""All charts that there are, in the order of the page. The names are those of ``chart NAME`` and never change."""

from collections.abc import Mapping

from ycpe_desktop.charts import activities, coverage, demands, mechanisms, modes, projects, safeguards
from ycpe_desktop.charts.chart import Chart

CHARTS: Mapping[str, Chart] = {
    **coverage.CHARTS,
    **projects.CHARTS,
    **safeguards.CHARTS,
    **mechanisms.CHARTS,
    **activities.CHARTS,
    **modes.CHARTS,
    **demands.CHARTS,
}


def groups() -> Mapping[str, Mapping[str, Chart]]:
    """Group → its charts by name."""
    found: dict[str, dict[str, Chart]] = {}
    for name, chart in CHARTS.items():
        found.setdefault(chart.group, {})[name] = chart
    return found
