"""Made-up offices with hard rules, without a store; and whether rules can be kept together, by another hand."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations, product

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from ycpe_desktop.assignment.distances import Distances
from ycpe_desktop.assignment.model import NO_ONE_BEFORE
from ycpe_desktop.assignment.problem import Garden, Options, Person, Problem
from ycpe_desktop.assignment.rules import Rule, Rules

DAY = date(2026, 9, 1)


def office(
    random: np.random.Generator,
    gardens: int,
    people: int,
    *,
    maximum: int | None = None,
    recused: float = 0.0,
    locked: float = 0.0,
    out_of_term: float = 0.0,
    rotated: float = 0.0,
) -> Problem:
    """The shares say how many pairs, kindergartens or supervisors a rule meets."""
    pairs = list(product(range(gardens), range(people)))
    trouble = ["任期 2026-08-31 已满" if random.random() < out_of_term else "" for _ in range(people)]
    rules = Rules(
        {pair: "近亲属" for pair in pairs if random.random() < recused},
        {pair: date(2023, 9, 1) for pair in pairs if random.random() < rotated},
        frozenset((n, int(random.integers(people))) for n in range(gardens) if random.random() < locked),
        {n: told for n, told in enumerate(trouble) if told},
        maximum,
    )
    metres = random.integers(0, 30_000, (gardens, people)).astype(np.int32)
    return Problem(
        "芮城县",
        DAY,
        Options(maximum),
        tuple(Garden(f"g{n}", f"园{n}", "", "140830100", "古魏镇") for n in range(gardens)),
        tuple(Person(f"p{n}", f"督学{n}", "", "", told, n % 3 > 0) for n, told in enumerate(trouble)),
        np.where(random.random(gardens) < 0.7, random.integers(0, people, gardens), NO_ONE_BEFORE),
        np.full(people, 4),
        np.full(people, 6),
        rules,
        Distances(metres, 3_000, 1_000, 10_000, frozenset(), frozenset(), (), (), ()),
    )


def can_be_kept(problem: Problem, rules: Iterable[Rule], maximum: int | None = None) -> bool:
    """Whether there is an assignment that keeps these rules and no other ones; by the greatest flow of OR-Tools."""
    kept = set(rules)
    limit = problem.options.maximum if maximum is None else maximum
    wanted = [rule.garden for rule in kept if rule.kind == "cover" and rule.garden is not None]
    people = len(problem.people)
    flow = max_flow.SimpleMaxFlow()
    source, sink = 0, 1 + len(wanted) + people
    for place, garden in enumerate(wanted, 1):
        flow.add_arc_with_capacity(source, place, 1)
        for person in range(people):
            if not kept.intersection(problem.rules.against(garden, person)):
                flow.add_arc_with_capacity(place, 1 + len(wanted) + person, 1)
    for person in range(people):
        limited = limit is not None and Rule("maximum", None, person) in kept
        flow.add_arc_with_capacity(
            1 + len(wanted) + person, sink + 1, limit if limited and limit is not None else 10**6
        )
    assert flow.solve(source, sink + 1) == flow.OPTIMAL
    return bool(flow.optimal_flow() == len(wanted))


def every_rule(problem: Problem) -> list[Rule]:
    limits = [Rule("maximum", None, person) for person in range(len(problem.people))]
    return [
        *(Rule("cover", garden) for garden in range(len(problem.gardens))),
        *problem.rules.pairs(),
        *(limits if problem.options.maximum is not None else []),
    ]


def fewest_by_another_hand(problem: Problem, kept: set[Rule], may_go: list[Rule]) -> int | None:
    """How many of these rules must be lifted at least; None where all are too few. Terms by trying all choices, rules
    about pairs by the min-cost flow of OR-Tools."""
    if not can_be_kept(problem, kept.difference(may_go)):
        return None
    if may_go[0].kind == "term":
        return next(
            count
            for count in range(len(may_go) + 1)
            if any(can_be_kept(problem, kept.difference(choice)) for choice in combinations(may_go, count))
        )
    flow, gardens, people = min_cost_flow.SimpleMinCostFlow(), len(problem.gardens), len(problem.people)
    for garden, person in product(range(gardens), range(people)):
        against = problem.rules.against(garden, person)
        if set(against) <= set(may_go):
            flow.add_arc_with_capacity_and_unit_cost(garden, gardens + person, 1, len(against))
    places = gardens if problem.options.maximum is None else problem.options.maximum
    for person in range(people):
        flow.add_arc_with_capacity_and_unit_cost(gardens + person, gardens + people, places, 0)
    for garden in range(gardens):
        flow.set_node_supply(garden, 1)
    flow.set_node_supply(gardens + people, -gardens)
    assert flow.solve() == flow.OPTIMAL
    return int(flow.optimal_cost())
