"""Made-up problems in numbers, and two other hands that solve them."""

from itertools import pairwise

import numpy as np
from ortools.graph.python import min_cost_flow

from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE, Cost, Model, Numbers


def model(random: np.random.Generator, gardens: int, people: int, *, tight: bool = False) -> Model:
    """Anything an office may come to: few distances (many ties) or many, forbidden pairs, locks, odd bands, limits.

    ``tight``: hardly enough places.
    """
    reach = int(random.choice([1, 5, 30_000]))
    metres = random.integers(0, reach + 1, (gardens, people)).astype(np.int32)
    metres[random.random(metres.shape) < random.choice([0, 0.1, 0.5])] = FORBIDDEN
    before = np.where(random.random(gardens) < 0.6, random.integers(0, max(people, 1), gardens), NO_ONE_BEFORE)
    for garden in np.flatnonzero(random.random(gardens) < 0.1) if people else []:
        metres[garden, np.arange(people) != random.integers(people)] = FORBIDDEN
    least = random.integers(0, 5, people)
    most = least + random.integers(0, 4, people) - random.integers(0, 2, people)
    share = -(-gardens // max(people, 1))
    limit = random.integers(max(share - 1, 0), share + 2, people) if tight else np.full(people, gardens)
    return Model(metres, before if people else np.full(gardens, NO_ONE_BEFORE), least, most, limit.astype(np.int64))


def grown(random: np.random.Generator, gardens: int, people: int) -> Model:
    """A county as it has grown: who is near had most of them, six at most each, and the band is four to six."""
    ones, others = random.uniform(0, 30_000, (gardens, 2)), random.uniform(0, 30_000, (people, 2))
    metres = np.rint(np.hypot(*(ones[:, None] - others).T)).T.astype(np.int32)
    metres[random.random(metres.shape) < 0.02] = FORBIDDEN
    before, places = np.full(gardens, NO_ONE_BEFORE), np.full(people, 6)
    for garden in np.flatnonzero(random.random(gardens) < 0.85).tolist():
        wanted = np.where((metres[garden] == FORBIDDEN) | (places == 0), 10**9, metres[garden])
        before[garden] = (wanted + random.integers(0, 8_000, people)).argmin()
        places[before[garden]] -= 1
    return Model(metres, before, np.full(people, 4), np.full(people, 6), np.full(people, gardens))


def brute_force(problem: Model) -> tuple[Cost, Numbers]:
    """All assignments there are: the cheapest, and of equals the first."""
    count = (problem.nobody + 1) ** problem.gardens
    every = np.stack(np.unravel_index(np.arange(count), (problem.nobody + 1,) * problem.gardens), axis=1)
    loads = (every[:, :, None] == np.arange(problem.nobody)).sum(axis=1)
    metres = np.append(problem.metres, np.zeros((problem.gardens, 1), np.int32), axis=1)
    apart = metres[np.arange(problem.gardens), every]
    allowed = (apart != FORBIDDEN).all(axis=1) & (loads <= problem.maximum).all(axis=1)
    outside = np.maximum(0, loads - problem.most) + np.maximum(0, problem.least - loads)
    moved = (problem.before != NO_ONE_BEFORE) & (every != problem.before)
    levels = [(every == problem.nobody).sum(axis=1), outside.sum(axis=1), (loads**2).sum(axis=1)]
    levels += [moved.sum(axis=1), apart.sum(axis=1)]
    costs = np.stack(levels, axis=1)[allowed]
    best = np.lexsort([*every[allowed].T[::-1], *costs.T[::-1]])[0]
    return Cost._make(costs[best].tolist()), every[allowed][best]


def weighed(problem: Model, cost: Cost) -> int:
    """A cost in one number, with weights above all that lower levels can amount to in a whole assignment."""
    value = 0
    for level, weight in zip(cost, _ranges(problem), strict=True):
        value = value * weight + level
    return value


def _ranges(problem: Model) -> list[int]:
    metres = problem.gardens * max(int(problem.metres.max(initial=0)), 1) + 1
    outside = problem.gardens + int(problem.least.sum()) + int(np.abs(problem.most).sum()) + 1
    return [1, outside, problem.gardens**2 + 1, problem.gardens + 1, metres]


def by_another_hand(problem: Model) -> int:
    """The least cost, weighed, by the min-cost flow of OR-Tools."""
    places = [Cost(0, outside, squares, 0, 0) for outside, squares in _place_costs(problem)]
    flow = min_cost_flow.SimpleMinCostFlow()
    sink = problem.gardens + problem.nobody + 1
    for garden in range(problem.gardens):
        flow.set_node_supply(garden, 1)
        had = int(problem.before[garden])
        for person in range(problem.nobody + 1):
            metres = 0 if person == problem.nobody else int(problem.metres[garden, person])
            if metres != FORBIDDEN:
                changed = int(had not in {NO_ONE_BEFORE, person})
                cost = Cost(int(person == problem.nobody), 0, 0, changed, metres)
                flow.add_arc_with_capacity_and_unit_cost(garden, problem.gardens + person, 1, weighed(problem, cost))
    for number, cost in enumerate(places):
        person, place = divmod(number, problem.gardens)
        if place < problem.maximum[person]:
            flow.add_arc_with_capacity_and_unit_cost(problem.gardens + person, sink, 1, weighed(problem, cost))
    flow.add_arc_with_capacity_and_unit_cost(sink - 1, sink, problem.gardens, 0)
    flow.set_node_supply(sink, -problem.gardens)
    assert flow.solve() == flow.OPTIMAL
    alone = sum(max(0, int(low)) + max(0, -int(high)) for low, high in zip(problem.least, problem.most, strict=True))
    return int(flow.optimal_cost()) + weighed(problem, Cost(outside=alone))


def _place_costs(problem: Model) -> list[tuple[int, int]]:
    """(outside, squares) that each further kindergarten adds, supervisor by supervisor."""
    found = []
    for low, high in zip(problem.least.tolist(), problem.most.tolist(), strict=True):
        totals = [(max(0, load - high) + max(0, low - load), load * load) for load in range(problem.gardens + 1)]
        found += [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(totals)]
    return found
