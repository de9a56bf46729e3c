"""What an explanation says another supervisor would cost is what solving anew with the other pair costs."""

from dataclasses import replace

import numpy as np
import pytest

from tests.assignment.offices import office
from ycpe_desktop.assignment.explaining import Explainer, in_words
from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE, Cost, Model
from ycpe_desktop.assignment.problem import Problem
from ycpe_desktop.assignment.rules import Rules
from ycpe_desktop.assignment.solving import solve

PARTS = 4


def some_office(seed: int) -> Problem:
    random = np.random.default_rng(seed)
    gardens, people = int(random.integers(3, 26)), int(random.integers(2, 7))
    maximum = int(random.choice([-(-gardens // people), 9])) if seed % 2 else None
    return office(random, gardens, people, maximum=maximum, recused=0.15, locked=0.05, out_of_term=0.1)


def with_pairs(problem: Problem, garden: int, allowed: np.ndarray) -> Cost:
    """The cost of the best assignment in which this kindergarten has one of these supervisors."""
    model = problem.model
    metres = model.metres.copy()
    metres[garden, ~allowed] = FORBIDDEN
    return solve(Model(metres, model.before, model.least, model.most, model.maximum)).cost


@pytest.mark.parametrize("part", range(PARTS))
def test_the_next_best_costs_what_forbidding_the_pair_costs(part: int) -> None:
    for seed in range(part, 32, PARTS):
        problem = some_office(seed)
        answer = solve(problem.model)
        explainer = Explainer(problem, answer)
        for garden, holder in enumerate(answer.who.tolist()):
            second = explainer.pair(garden).second
            if holder == len(problem.people):
                continue  # nobody cannot be forbidden
            assert second is not None
            forbidden = with_pairs(problem, garden, np.arange(len(problem.people)) != holder)
            assert second.cost == forbidden.less(answer.cost), (seed, garden)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_other_supervisor_costs_what_the_best_assignment_with_the_pair_costs(part: int) -> None:
    for seed in range(100 + part, 112, PARTS):
        problem = some_office(seed)
        answer = solve(problem.model)
        explainer = Explainer(problem, answer)
        for garden, holder in enumerate(answer.who.tolist()):
            for person in np.flatnonzero(problem.model.metres[garden] != FORBIDDEN).tolist():
                if person == holder:
                    continue
                told = explainer.other(garden, person).cost
                best = with_pairs(problem, garden, np.arange(len(problem.people)) == person)
                if best.uncovered == answer.cost.uncovered:  # else this kindergarten itself stays uncovered
                    assert told == best.less(answer.cost), (seed, garden, person)


def test_the_moves_that_are_told_lead_to_the_told_cost() -> None:
    for seed in range(200, 220):
        problem = some_office(seed)
        answer = solve(problem.model)
        number = {person.uuid: n for n, person in enumerate(problem.people)}
        row = {garden.uuid: n for n, garden in enumerate(problem.gardens)}
        for garden in range(len(problem.gardens)):
            for other in Explainer(problem, answer).others(garden, 3):
                who = answer.who.copy()
                who[garden] = number[other.person.uuid] if other.person else len(number)
                for move in other.moves:
                    who[row[move.garden.uuid]] = number[move.taker.uuid] if move.taker else len(number)
                assert problem.model.cost(who).less(answer.cost) == other.cost
                assert problem.model.allows(who)


def plain_office() -> Problem:
    """Two supervisors, two kindergartens each; whom they had before fits, but for 园3 whose supervisor is recused."""
    problem = office(np.random.default_rng(3), 4, 2)
    metres = np.array([[1000, 5000], [1000, 5000], [5000, 1000], [5000, 1000]], dtype=np.int32)
    rules = Rules({(3, 0): "近亲属"}, {}, frozenset({(0, 0)}), {})
    return replace(
        problem,
        rules=rules,
        before=np.array([0, 0, NO_ONE_BEFORE, 0]),
        least=np.zeros(2, np.int64),
        distances=replace(problem.distances, metres=metres),
    )


def test_sentences_say_locked_kept_new_and_why_moved() -> None:
    problem = plain_office()
    explainer = Explainer(problem, solve(problem.model))
    told = [explainer.pair(garden).sentences for garden in range(4)]
    assert told[0][0] == "已锁定，自动分配不变动。"
    assert told[1][0] == "原来就由督学0负责，不变动。"
    assert told[2][0] == "原来没有督学，新分配。"
    assert told[3][0] == "原由督学0负责，不能再负责：督学0对园3应当回避（近亲属）。"
    assert "相距" not in told[1][1]  # the townships are not known
    assert told[1][2] == "其次是督学1，若改由督学1负责，要多变动 1 所园的督学（还要调整：园2由督学1改为督学0）。"
    assert told[3][2] == "没有别的督学可以替换。"
    assert [each.garden.name for each in explainer.changed()] == ["园3"]


def test_who_has_too_many_is_told_as_the_reason_of_a_move() -> None:
    problem = office(np.random.default_rng(3), 4, 2)
    problem = replace(problem, before=np.zeros(4, np.int64), least=np.zeros(2, np.int64))
    told = Explainer(problem, solve(problem.model)).changed()
    assert len(told) == 2
    assert all(each.sentences[0].startswith("原由督学0负责，督学0由 4 所减为 2 所；若仍由督学0负责，") for each in told)


def test_words_name_the_first_level_that_is_worse() -> None:
    assert in_words(Cost(1, -1, 0, 0, -500)) == "要多 1 所园无人负责"
    assert in_words(Cost(0, 1, -4, 0, 0)) == "负责园数超出范围的要多 1 所"
    assert in_words(Cost(0, 0, 2, -3, 0)) == "各人负担更不均衡（园数的平方和多 2）"
    assert in_words(Cost(0, 0, 0, 2, -9)) == "要多变动 2 所园的督学"
    assert in_words(Cost(0, 0, 0, 0, 1234)) == "路程共多 1.2 公里"
    assert in_words(Cost()).startswith("同样好")
