"""The answer is the best one, whoever solves it, and the first of equals."""

from itertools import product

import numpy as np
import pytest

from tests.assignment.instances import brute_force, by_another_hand, grown, model, weighed
from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE, Cost, Model, Numbers
from ycpe_desktop.assignment.placing import place
from ycpe_desktop.assignment.proof import NotProven, prove
from ycpe_desktop.assignment.solving import Answer, solve
from ycpe_desktop.assignment.weights import exact_weights

PARTS = 10


def proven_by_levels(problem: Model, answer: Answer) -> bool:
    """The proof once more, on the five levels themselves instead of the numbers into which they are packed."""
    weights = answer.proof.weights
    prices = [weights.unpacked(price) for price in answer.proof.prices.tolist()]
    who = answer.who.tolist()
    for garden, holder in enumerate(who):
        had = int(problem.before[garden])
        total = {}
        for person in range(problem.nobody + 1):
            metres = 0 if person == problem.nobody else int(problem.metres[garden, person])
            if metres != FORBIDDEN:
                pair = Cost(0, 0, 0, int(had not in {NO_ONE_BEFORE, person}), metres)
                total[person] = tuple(a + b for a, b in zip(pair, prices[person], strict=True))
        if total[holder] > min(total.values()):
            return False
    for person, price in enumerate(prices[:-1]):
        load, low, high = who.count(person), int(problem.least[person]), int(problem.most[person])
        cost = [Cost(0, max(0, n - high) + max(0, low - n), n * n) for n in range(load + 2)]
        if load and cost[load].less(cost[load - 1]) > price:
            return False
        if load < problem.maximum[person] and cost[load + 1].less(cost[load]) < price:
            return False
    return True


@pytest.mark.parametrize("part", range(PARTS))
def test_200_small_problems_by_brute_force(part: int) -> None:
    for seed in range(part, 200, PARTS):
        random = np.random.default_rng(seed)
        problem = model(random, int(random.integers(1, 7)), int(random.integers(1, 4)), tight=bool(seed % 3 == 0))
        answer = solve(problem)
        cost, first = brute_force(problem)
        assert answer.cost == cost, seed
        assert answer.who.tolist() == first.tolist(), seed
        assert proven_by_levels(problem, answer), seed


@pytest.mark.parametrize("part", range(PARTS))
def test_200_larger_problems_by_another_hand(part: int) -> None:
    uncovered = 0
    for seed in range(1000 + part, 1200, PARTS):
        random = np.random.default_rng(seed)
        problem = model(random, int(random.integers(5, 61)), int(random.integers(2, 16)), tight=bool(seed % 2))
        answer = solve(problem)
        assert weighed(problem, answer.cost) == by_another_hand(problem), seed
        assert problem.allows(answer.who)
        assert problem.cost(answer.who) == answer.cost
        uncovered += answer.cost.uncovered > 0
    assert uncovered >= 3  # problems that cannot be solved whole are among them


@pytest.mark.parametrize("people", [24, 30, 36])
def test_the_next_year_of_a_whole_county_by_another_hand(people: int) -> None:
    """150 kindergartens: about the usual five each, fewer, and more than the band takes."""
    problem = grown(np.random.default_rng(people), 150, people)
    answer = solve(problem)
    assert weighed(problem, answer.cost) == by_another_hand(problem)
    assert proven_by_levels(problem, answer)


def test_the_order_of_the_records_does_not_matter() -> None:
    """Kindergartens and supervisors in any order: after sorting back, the same pairs; the costs always."""
    random = np.random.default_rng(5)
    problem = model(random, 40, 9)
    rows, columns = random.permutation(40), random.permutation(9)
    place_of = np.append(np.argsort(columns), NO_ONE_BEFORE)
    shuffled = Model(
        problem.metres[rows][:, columns],
        place_of[problem.before[rows]],
        problem.least[columns],
        problem.most[columns],
        problem.maximum[columns],
    )
    assert solve(shuffled).cost == solve(problem).cost


@pytest.mark.parametrize(("gardens", "people"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_hardly_anything_to_assign(gardens: int, people: int) -> None:
    problem = model(np.random.default_rng(1), gardens, people)
    answer = solve(problem)
    assert answer.cost == brute_force(problem)[0] if gardens else answer.who.size == 0


def test_far_too_many_kindergartens_for_one_who_is_locked_to_them() -> None:
    metres = np.full((90, 6), FORBIDDEN, dtype=np.int32)
    metres[:, 0], metres[:5] = 10, 20
    band = np.full(6, 4), np.full(6, 6), np.full(6, 90)
    answer = solve(Model(metres, np.full(90, NO_ONE_BEFORE), *band))
    assert np.bincount(answer.who, minlength=7).tolist() == [85, 1, 1, 1, 1, 1, 0]


def test_a_worse_answer_is_not_proven() -> None:
    problem = model(np.random.default_rng(8), 12, 4)
    who, prices, weights = place(problem, lambda text, done, total: None)
    prove(problem, who, prices, weights)
    for garden, person in product(range(3), range(problem.nobody + 1)):
        other = who.copy()
        other[garden] = person
        if problem.cost(other) != problem.cost(who):
            with pytest.raises(NotProven):
                prove(problem, other, prices, weights)


@pytest.mark.parametrize(
    "cost", [Cost(), Cost(-1, 2, -13, 40, -99_999), Cost(1, -2, 13, -40, 99_999), Cost(0, 0, 0, -1, 7)]
)
def test_levels_go_into_one_number_and_come_out_again(cost: Cost) -> None:
    problem = model(np.random.default_rng(8), 100, 60)
    problem.metres[0, 0] = 100_000
    weights = exact_weights(problem, 30)
    assert weights.unpacked(weights.packed(cost)) == cost
    assert (weights.packed(cost) < 0) == (cost < Cost())


def test_distances_of_other_planets_are_an_error_and_no_wrong_answer() -> None:
    problem = model(np.random.default_rng(8), 3000, 1500)
    problem.metres[0, 0] = 2_000_000_000
    with pytest.raises(OverflowError):
        exact_weights(problem, 3000)


@pytest.mark.parametrize("when", ["正在估算", "正在分配", "正在核对"])
def test_work_can_be_stopped(when: str) -> None:
    """Where the first of equals is looked for, which may be most of the time, at every kindergarten."""

    class StopError(Exception):
        pass

    told: list[str] = []

    def stop(text: str, done: int, total: int) -> None:
        told.append(text)
        if text == when and (when != "正在核对" or done == 7):
            raise StopError

    same = Model(np.zeros((30, 5), np.int32), np.full(30, NO_ONE_BEFORE), *_band(5, 30))
    with pytest.raises(StopError):
        solve(same, stop)
    assert told[0] == "正在估算"


def _band(people: int, gardens: int) -> tuple[Numbers, Numbers, Numbers]:
    return np.full(people, 4), np.full(people, 6), np.full(people, gardens)
