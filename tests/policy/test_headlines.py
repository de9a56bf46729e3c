"""The plan's five figures over the years."""

from tests.policy.conftest import Enter
from ycpe_desktop.policy.headlines import HEADLINES, headlines, shown_years
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.store import Store


def test_each_year_is_that_of_its_indicators(store: Store, enter: Enter) -> None:
    enter("甲园", "public", 60, year=2025)
    enter("乙园", "inclusive", 40, year=2026)
    years = shown_years(store, 2026)
    assert years[-1] == 2026
    found = headlines(store, [2025, 2026])
    assert tuple(found) == HEADLINES
    for year, place in ((2025, 0), (2026, 1)):
        counted = {one.id: one for one in indicators(store, year, named=False)}
        assert [found[key].years[place] for key in HEADLINES] == [counted[key] for key in HEADLINES]
    assert all(each.now == each.years[-1] for each in found.values())


def test_of_a_past_year_nothing_later_is_shown(store: Store) -> None:
    assert shown_years(store, 2019) == [2019]
