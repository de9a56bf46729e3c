"""Where not everybody can be covered: named causes are minimal, remedies are enough and not more than enough."""

from dataclasses import replace

import numpy as np
import pytest

from tests.assignment.offices import can_be_kept, every_rule, fewest_by_another_hand, office
from ycpe_desktop.assignment.causes import causes
from ycpe_desktop.assignment.problem import Problem
from ycpe_desktop.assignment.remedies import LIFTABLE, remedies
from ycpe_desktop.assignment.rules import Kind, Rule, Rules
from ycpe_desktop.assignment.solving import solve

PARTS = 5


def difficult(seed: int) -> Problem:
    random = np.random.default_rng(seed)
    gardens, people = int(random.integers(4, 41)), int(random.integers(2, 11))
    maximum = max(-(-gardens // people) - int(random.integers(0, 2)), 1) if random.random() < 0.7 else None
    return office(
        random,
        gardens,
        people,
        maximum=maximum,
        recused=float(random.choice([0.0, 0.2, 0.6])),
        locked=float(random.choice([0.0, 0.2])),
        out_of_term=float(random.choice([0.0, 0.3, 0.8])),
        rotated=float(random.choice([0.0, 0.2])),
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_a_named_cause_cannot_be_kept_and_without_any_of_its_rules_it_can(part: int) -> None:
    found = 0
    for seed in range(part, 100, PARTS):
        problem = difficult(seed)
        answer = solve(problem.model)
        named = causes(problem, answer.who)
        assert bool(named) == (answer.cost.uncovered > 0) == (not can_be_kept(problem, every_rule(problem))), seed
        assert sorted(garden for cause in named for garden in cause.uncovered) == [
            garden for garden, holder in enumerate(answer.who.tolist()) if holder == len(problem.people)
        ]
        for cause in named:
            found += 1
            assert not can_be_kept(problem, cause.rules), seed
            for rule in cause.rules:
                assert can_be_kept(problem, [each for each in cause.rules if each != rule]), (seed, rule)
    assert found >= 5


@pytest.mark.parametrize("part", range(PARTS))
def test_remedies_are_enough_and_none_smaller_is(part: int) -> None:
    lifted = 0
    for seed in range(part, 60, PARTS):
        problem = difficult(seed)
        answer = solve(problem.model)
        if not answer.cost.uncovered:
            continue
        found = remedies(problem, answer.who)
        every = every_rule(problem)
        if found.maximum is not None:
            assert can_be_kept(problem, every, found.maximum), seed
            assert not can_be_kept(problem, every, found.maximum - 1), seed
        elif problem.options.maximum is not None:
            assert not can_be_kept(problem, every, 10**6), seed
        for kind in LIFTABLE:
            lifted += fewest_is_right(problem, every, kind, found.lifted.get(kind, ()))
    assert lifted


def fewest_is_right(problem: Problem, every: list[Rule], kind: Kind, lifted: tuple[Rule, ...]) -> bool:
    may_go = [rule for rule in every if rule.kind == kind]
    if kind == "term":
        may_go = [rule for rule in may_go if problem.people[rule.person or 0].renewable]
    least = fewest_by_another_hand(problem, set(every), may_go)
    if not lifted:
        assert least is None
        return False
    assert can_be_kept(problem, set(every).difference(lifted))
    assert len(lifted) == least
    return True


def test_too_few_places_are_said_with_what_would_mend_it() -> None:
    problem = office(np.random.default_rng(1), 41, 8, maximum=5)
    answer = solve(problem.model)
    (cause,) = causes(problem, answer.who)
    assert answer.cost.uncovered == 1
    assert len(cause.rules) == 41 + 8
    assert (
        "等 41 所园只能由督学0、督学1、督学2等 8 位督学负责，每人最多 5 所，共 40 所，缺 1 所的名额" in cause.sentence
    )
    assert remedies(problem, answer.who).sentence == "缺 1 名督学（按每人 5 所计），或放宽上限到每人 6 所"


def test_a_recusal_and_a_term_that_leave_nobody() -> None:
    rules = Rules({(0, 0): "近亲属"}, {}, frozenset(), {1: "任期 2026-08-31 已满"})
    problem = replace(office(np.random.default_rng(1), 3, 2), rules=rules)
    answer = solve(problem.model)
    (cause,) = causes(problem, answer.who)
    assert cause.sentence == "园0没有一位督学可以负责：督学1任期 2026-08-31 已满；督学0对园0应当回避（近亲属）"
    told = remedies(problem, answer.who).sentence
    assert told == (
        "缺 1 名督学（按每人 6 所计），或续聘 1 位任期已满的督学（督学1任期 2026-08-31 已满）"
        "，或核实并取消 1 条回避（督学0对园0应当回避（近亲属））"
    )


def test_the_solver_of_integer_programs_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What stands on stdout is the answer of a command."""
    rules = Rules({}, {}, frozenset(), {0: "任期已满", 1: "任期已满"})
    problem = replace(office(np.random.default_rng(1), 4, 2, maximum=3), rules=rules)
    problem = replace(problem, people=tuple(replace(person, renewable=True) for person in problem.people))
    found = remedies(problem, solve(problem.model).who)
    assert len(found.lifted["term"]) == 2
    assert capfd.readouterr() == ("", "")


def test_a_lock_that_cannot_be_kept_is_named() -> None:
    rules = Rules({(1, 0): "曾任职"}, {}, frozenset({(1, 0)}), {})
    problem = replace(office(np.random.default_rng(1), 2, 2), rules=rules)
    answer = solve(problem.model)
    (cause,) = causes(problem, answer.who)
    assert {rule.kind for rule in cause.rules} == {"cover", "lock", "recusal"}
    found = remedies(problem, answer.who)
    assert found.locks == 1
    assert {kind: len(rules) for kind, rules in found.lifted.items()} == {"lock": 1, "recusal": 1}
