"""The five figures that the plan is known by, over the years: what stands above 今日待办."""

from collections.abc import Sequence
from dataclasses import dataclass

from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.store import Store

HEADLINES = ("gross_enrolment", "inclusive_coverage", "public_share", "four_independents", "supervisor_posted")
YEARS_SHOWN = 6


@dataclass(frozen=True)
class Headline:
    """One figure of the chosen school year, and the same of the years before it and its own, oldest first."""

    now: Indicator
    years: tuple[Indicator, ...]


def shown_years(store: Store, year: int) -> list[int]:
    """The school years kept until that one, and itself, oldest first."""
    return sorted({*(each for each in store.years if each <= year), year})[-YEARS_SHOWN:]


def headlines(store: Store, years: Sequence[int]) -> dict[str, Headline]:
    """The five of the last of ``years`` by their ids; every year is counted once. What a year that was approved long
    ago did not know is left out."""
    counted = [{one.id: one for one in indicators(store, year, named=False)} for year in years]
    known = [key for key in HEADLINES if key in counted[-1]]
    return {key: Headline(counted[-1][key], tuple(each[key] for each in counted if key in each)) for key in known}
