"""What the chart of 达标测算 is drawn from: a 方案, or the smallest change that reaches the year's targets."""

from collections.abc import Sequence
from dataclasses import replace

from ycpe_desktop.charts.from_store import caption
from ycpe_desktop.charts.series import Pair, TwoStates
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.what_if import Garden, gardens, most, smallest, usual
from ycpe_desktop.policy.what_if_plans import INCLUSIVE, ONLY_RECKONED, PUBLIC, Plan, reckoned, today
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

TITLE = "达标测算"
SOURCE = f"园所名册、年度数据（{ONLY_RECKONED}）"
FARTHEST = "能变动的园都转为公办"
FILL_IN = "请在“园所名册”里登记各园的状态和办园性质，在“年度数据”里填写在园幼儿数。"


def reckoned_states(store: Store, every: Sequence[Garden], plan: Plan, then: str = "测算") -> TwoStates:
    """``then``: what the reckoned state is called."""
    before, after = today(every, plan), reckoned(every, plan)
    pairs = [
        Pair(PUBLIC, before.public_share, after.public_share, plan.public),
        Pair(INCLUSIVE, before.inclusive_share, after.inclusive_share, plan.inclusive),
    ]
    named = f"{then}（{label(plan.until)}）" if plan.rates else then
    return TwoStates(TITLE, pairs, (label(plan.year), named), caption(store, plan.year, SOURCE), FILL_IN)


def smallest_change(store: Store, year: int) -> TwoStates:
    """With the children as they are and without new seats; the farthest that is possible where that does not do."""
    every, _ = gardens(store, year)
    nothing = TwoStates(TITLE, (), ("", ""), caption(store, year, SOURCE), FILL_IN)
    if not every:
        return nothing
    try:
        targets = usual(store, year)
    except Refusal as refusal:
        return replace(nothing, fill_in=f"{refusal.what}，{refusal.remedy}。")
    plan = Plan(year, targets.public, targets.inclusive)
    try:
        return reckoned_states(store, every, replace(plan, choice=smallest(every, plan.assumed).choice))
    except Refusal:  # nothing that may be done reaches the targets
        return reckoned_states(store, every, replace(plan, choice=most(every, plan.assumed).choice), FARTHEST)
