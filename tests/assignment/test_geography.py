"""Real places: the demo county through the store, and all 13 counties of Yuncheng with their townships' points."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tests.assignment.instances import by_another_hand, weighed
from tests.policy.small_county import TODAY
from ycpe_desktop import divisions
from ycpe_desktop.assignment.distances import Home, Spot, measure
from ycpe_desktop.assignment.model import NO_ONE_BEFORE, Model
from ycpe_desktop.assignment.proposal import propose
from ycpe_desktop.assignment.solving import solve
from ycpe_desktop.demo import make_demo
from ycpe_desktop.store import create_store


def county_model(county: divisions.County) -> tuple[Model, list[str]]:
    """A kindergarten for every third village, one supervisor for five, living in the townships in turn; and the
    kindergartens' townships."""
    townships = [each for each in divisions.townships(county.code) if each.selectable]
    points = {each.code: None if each.lon is None or each.lat is None else (each.lon, each.lat) for each in townships}
    gardens = [each.code for each in townships for _ in divisions.villages(each.code)[::3]]
    count = -(-len(gardens) // 5)
    homes = sorted(townships[n * len(townships) // count].code for n in range(count))
    metres = measure(county, points, [Spot(Home(code)) for code in gardens], [Home(code) for code in homes]).metres
    band = np.full(count, 4), np.full(count, 6), np.full(count, len(gardens))
    return Model(metres, np.full(len(gardens), NO_ONE_BEFORE), *band), gardens


@pytest.mark.parametrize("county", divisions.counties(), ids=lambda county: county.name)
def test_every_county_of_yuncheng(county: divisions.County) -> None:
    model, gardens = county_model(county)
    answer = solve(model)
    loads = model.loads(answer.who)[:-1]
    assert answer.cost.uncovered == answer.cost.outside == 0
    assert loads.max() - loads.min() <= 1
    assert answer.cost.metres <= 12_000 * len(gardens)
    assert weighed(model, answer.cost) == by_another_hand(model)


def test_all_of_yuncheng_at_once() -> None:
    """Some 800 kindergartens and 160 supervisors of 13 counties: nobody is sent far away."""
    parts = [county_model(county)[0] for county in divisions.counties()]
    gardens, people = sum(part.gardens for part in parts), sum(part.nobody for part in parts)
    metres = np.full((gardens, people), 150_000, dtype=np.int32)
    row = column = 0
    for part in parts:
        metres[row : row + part.gardens, column : column + part.nobody] = part.metres
        row, column = row + part.gardens, column + part.nobody
    band = np.full(people, 4), np.full(people, 6), np.full(people, gardens)
    answer = solve(Model(metres, np.full(gardens, NO_ONE_BEFORE), *band))
    apart = metres[np.arange(gardens), answer.who]
    assert answer.cost.uncovered == answer.cost.outside == 0
    assert answer.cost.squares <= gardens * gardens // people + people
    assert (apart == 150_000).sum() <= 13  # as many as the counties' numbers are no multiples of five


def test_the_demo_county(tmp_path: Path) -> None:
    store = create_store(tmp_path / "台账", "芮城县", today=lambda: TODAY)
    try:
        make_demo(store)
        found = propose(store, TODAY)
        again = propose(store, TODAY)
    finally:
        store.close()
    assert (found.before.covered, found.after.covered) == (163, 175)
    assert (found.before.outside, found.after.outside) == (4, 0)
    assert (found.after.least, found.after.most) == (5, 6)
    states = Counter(pair.state for pair in found.pairs)
    assert states["new"] == 12
    assert states["changed"] == found.after.cost.changed <= 10
    assert found.after.townships == 10
    assert [pair.person and pair.person.uuid for pair in found.pairs] == [
        pair.person and pair.person.uuid for pair in again.pairs
    ]
    assert "距离按本县中位数" in found.problem.notes()[1]
    for told in found.explainer.changed():
        assert told.kept is not None or "不能再负责" in told.sentences[0]
