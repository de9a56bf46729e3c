"""指标与图表: what was counted, judged against its target, and drawn."""

from ui.pages.indicators.page import IndicatorsPage

__all__ = ["IndicatorsPage"]
