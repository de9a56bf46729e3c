"""The fewest rules of one kind without which everybody could be covered.

For rules about pairs this is an assignment that counts rules instead of metres. A supervisor's term is different: once
it is renewed, many kindergartens can come. There an integer program learns: it is told a shortage, renews the fewest
terms that could end all it was told of, and is shown what shortage remains, until none remains.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ycpe_desktop.assignment.covering import Pairs, cover, crowd
from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE, Metres, Model, Numbers, Told
from ycpe_desktop.assignment.placing import place
from ycpe_desktop.assignment.problem import Problem
from ycpe_desktop.assignment.rules import Kind, Rule
from ycpe_desktop.assignment.weights import Weights

DOING = "正在计算怎样才够"
Shortage = tuple[Mapping[Rule, int], int]
"""To how many kindergartens each rule, once lifted, gives a place at most; and how many have none."""


def fewest(problem: Problem, who: Numbers, kind: Kind, told: Told) -> tuple[Rule, ...]:
    """Empty where even all rules of the kind are too few. ``who`` leaves as few uncovered as can be."""
    told(DOING, 0, 0)
    rules = [rule for rule in problem.rules.pairs() if rule.kind == kind]
    if kind == "term":
        return _fewest_terms(problem, who, [rule for rule in rules if problem.people[rule.person or 0].renewable])
    return _fewest_of_pairs(problem, rules, told)


def _fewest_of_pairs(problem: Problem, rules: Sequence[Rule], told: Told) -> tuple[Rule, ...]:
    if not rules:
        return ()
    counts = _counted(problem, rules)
    gardens, people = counts.shape
    free = np.full(people, gardens)
    model = Model(counts, np.full(gardens, NO_ONE_BEFORE), np.zeros_like(free), free, problem.model.maximum)
    heavy = gardens * max(int(counts.max(initial=0)), 1) + 1
    who, _, _ = place(
        model,
        lambda _, done, total: told(DOING, done, total),
        lambda model, heaviest: Weights(heavy, 0, 0, 0, gardens + 1),
    )
    if (who == people).any():
        return ()
    chosen = {rule for garden, person in enumerate(who.tolist()) for rule in problem.rules.against(garden, person)}
    return tuple(rule for rule in rules if rule in chosen)


def _counted(problem: Problem, rules: Sequence[Rule]) -> Metres:
    """How many of the rules stand against each pair; FORBIDDEN where others do, too."""
    gardens, people = len(problem.gardens), len(problem.people)
    counts = np.zeros((gardens, people), dtype=np.int32)
    for rule in rules:
        if rule.kind == "lock":
            counts[rule.garden, np.arange(people) != rule.person] += 1
        else:
            counts[rule.garden, rule.person] += 1
    return np.where(problem.rules.open_pairs(gardens, people, frozenset(rules)), counts, np.int32(FORBIDDEN))


def _fewest_terms(problem: Problem, who: Numbers, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    gardens, people = len(problem.gardens), len(problem.people)
    utmost = problem.rules.open_pairs(gardens, people, frozenset(rules))
    if not rules or (cover(utmost, problem.model.maximum, who) == people).any():
        return ()
    shortages: list[Shortage] = []
    lifted: frozenset[Rule] = frozenset()
    while True:
        allowed = problem.rules.open_pairs(gardens, people, lifted)
        found = cover(allowed, problem.model.maximum, who)
        left = np.flatnonzero(found == people)
        if not len(left):
            return tuple(rule for rule in rules if rule in lifted)
        for some in (left, *(left[n : n + 1] for n in range(len(left)))):
            shortages.append(_shortage(problem, allowed, utmost, found, some, rules))
        lifted = _fewest_for(rules, shortages)


def _shortage(
    problem: Problem, allowed: Pairs, utmost: Pairs, who: Numbers, left: Numbers, rules: Sequence[Rule]
) -> Shortage:
    gardens, full, _ = crowd(allowed, who, left)
    helps = {}
    for rule in rules:
        if rule.person not in full and rule.person is not None:
            able = int(utmost[gardens, rule.person].sum())
            helps[rule] = min(able, int(problem.model.maximum[rule.person]), len(left))
    return {rule: much for rule, much in helps.items() if much}, len(left)


def _fewest_for(rules: Sequence[Rule], shortages: Sequence[Shortage]) -> frozenset[Rule]:
    """The fewest rules that could end every shortage."""
    import highspy  # loaded when it is first needed
    from highspy._core import _Highs  # the class over it prints who it is, whatever it is told

    solver: Any = _Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    place_of = {rule: number for number, rule in enumerate(rules)}
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(rules), len(shortages)
    program.col_cost_ = program.col_upper_ = np.ones(len(rules))
    program.col_lower_ = np.zeros(len(rules))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(rules)
    program.row_lower_ = np.array([short for _, short in shortages], dtype=float)
    program.row_upper_ = np.full(len(shortages), highspy.kHighsInf)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(helps) for helps, _ in shortages)])
    matrix.index_ = np.array([place_of[rule] for helps, _ in shortages for rule in helps])
    matrix.value_ = np.array([float(much) for helps, _ in shortages for much in helps.values()])
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"the integer program was not solved: {solver.getModelStatus()}")
    values = solver.getSolution().col_value
    return frozenset(rule for rule, value in zip(rules, values, strict=True) if value > 0.5)
