"""The figures of an assignment, the same for the one in force and the one proposed."""

from dataclasses import dataclass

import numpy as np

from ycpe_desktop.assignment.model import NO_ONE_BEFORE, Cost, Numbers
from ycpe_desktop.assignment.problem import Problem


@dataclass(frozen=True)
class Figures:
    """``least`` and ``most``: the loads of supervisors in their term; ``outside``: how many of them lie outside their
    band. ``whole``: townships with kindergartens all of which one supervisor has, of ``townships``."""

    cost: Cost
    gardens: int
    people: int
    least: int
    most: int
    outside: int
    whole: int
    townships: int

    @property
    def covered(self) -> int:
        return self.gardens - self.cost.uncovered

    @property
    def spread(self) -> int:
        return self.most - self.least

    @property
    def kilometres(self) -> str:
        return f"{self.cost.metres / 1000:,.1f}"


def before(problem: Problem) -> Numbers:
    """Who has whom on the day before, in the manner of an answer."""
    return np.where(problem.before == NO_ONE_BEFORE, len(problem.people), problem.before)


def figures(problem: Problem, who: Numbers) -> Figures:
    model = problem.model
    held = np.flatnonzero(who != model.nobody)
    metres = int(problem.distances.metres[held, who[held]].sum(dtype=np.int64))
    in_term = np.array([not person.trouble for person in problem.people], dtype=bool)
    loads = model.loads(who)[:-1][in_term]
    outside = (loads > problem.most[in_term]) | (loads < problem.least[in_term])
    whole, townships = _wholeness(problem, who)
    return Figures(
        model.cost(who)._replace(metres=metres),
        len(problem.gardens),
        len(loads),
        int(loads.min()) if len(loads) else 0,
        int(loads.max()) if len(loads) else 0,
        int(outside.sum()),
        whole,
        townships,
    )


def _wholeness(problem: Problem, who: Numbers) -> tuple[int, int]:
    holders: dict[str, set[int]] = {}
    for garden, holder in zip(problem.gardens, who.tolist(), strict=True):
        if garden.township:
            holders.setdefault(garden.township, set()).add(holder)
    nobody = len(problem.people)
    return sum(len(each) == 1 and nobody not in each for each in holders.values()), len(holders)
