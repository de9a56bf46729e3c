"""The chart of 达标测算 from a 方案."""

from collections.abc import Sequence

from ycpe_desktop.charts.comparison import Pair, two_states
from ycpe_desktop.charts.from_store import caption
from ycpe_desktop.charts.sheet import SIZE, ChartFigure, Size
from ycpe_desktop.policy.what_if import Garden
from ycpe_desktop.policy.what_if_plans import INCLUSIVE, ONLY_RECKONED, PUBLIC, Plan, reckoned, today
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store


def reckoned_figure(store: Store, every: Sequence[Garden], plan: Plan, size: Size = SIZE) -> ChartFigure:
    before, after = today(every, plan), reckoned(every, plan)
    pairs = [
        Pair(PUBLIC, before.public_share, after.public_share, plan.public),
        Pair(INCLUSIVE, before.inclusive_share, after.inclusive_share, plan.inclusive),
    ]
    then = f"测算（{label(plan.until)}）" if plan.rates else "测算"
    told = caption(store, plan.year, f"园所名册、年度数据（{ONLY_RECKONED}）")
    return two_states(pairs, (label(plan.year), then), f"{store.county.name}达标测算", told, size=size)
