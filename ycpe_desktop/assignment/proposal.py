"""自动分配, whole: read the office, solve, and show before and after. Nothing is written; see ``accepting``."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ycpe_desktop.assignment.causes import Cause, causes
from ycpe_desktop.assignment.explaining import Explainer
from ycpe_desktop.assignment.figures import Figures, before, figures
from ycpe_desktop.assignment.model import NO_ONE_BEFORE, Told, silent
from ycpe_desktop.assignment.problem import NAMED_AT_MOST, PLAIN, Garden, Options, Person, Problem, read_problem
from ycpe_desktop.assignment.remedies import Remedies, remedies
from ycpe_desktop.assignment.solving import Answer, solve
from ycpe_desktop.store import Store

State = Literal["same", "changed", "new", "uncovered"]


@dataclass(frozen=True)
class Pair:
    """One kindergarten and its supervisor; ``person`` is None where nobody can be found. ``number`` is the
    kindergarten's in the problem: what ``Proposal.explainer`` asks for."""

    number: int
    garden: Garden
    person: Person | None
    before: Person | None
    metres: int
    locked: bool

    @property
    def state(self) -> State:
        if self.person is None:
            return "uncovered"
        if self.before is None:
            return "new"
        return "same" if self.before.uuid == self.person.uuid else "changed"


@dataclass(frozen=True, eq=False)
class Proposal:
    """``before``: the figures of the day before, ``after``: those of the proposal. ``causes``: why not everybody can be
    covered, and ``remedies``: what would help; empty and None where everybody is."""

    problem: Problem
    answer: Answer
    causes: tuple[Cause, ...] = ()
    remedies: Remedies | None = None

    @cached_property
    def before(self) -> Figures:
        return figures(self.problem, before(self.problem))

    @cached_property
    def after(self) -> Figures:
        return figures(self.problem, self.answer.who)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """By township, name and 标识码."""
        problem = self.problem
        found = []
        for number, (garden, holder) in enumerate(zip(problem.gardens, self.answer.who.tolist(), strict=True)):
            had = int(problem.before[number])
            person = problem.people[holder] if holder < len(problem.people) else None
            metres = int(problem.distances.metres[number, holder]) if person else 0
            former = None if had == NO_ONE_BEFORE else problem.people[had]
            found.append(Pair(number, garden, person, former, metres, number in problem.locked))
        return tuple(found)

    @cached_property
    def unheeded(self) -> str:
        """What was given to somebody by hand from the day on, without a lock, and goes to another; "" for none."""
        problem = self.problem
        lost = [(n, who) for n, who in sorted(problem.by_hand.items()) if self.answer.who[n] != who]
        if not lost:
            return ""
        names = "、".join(f"{problem.gardens[n].name}（{problem.people[who].name}）" for n, who in lost[:NAMED_AT_MOST])
        more = "等" if len(lost) > NAMED_AT_MOST else ""
        told = f"自 {problem.day} 起手工调整的 {len(lost)} 所没有锁定，方案另有安排：{names}{more}"
        return f"{told}。要保留，请先锁定再重新计算"

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.problem, self.answer)


def propose(store: Store, day: date, options: Options = PLAIN, told: Told = silent) -> Proposal:
    """The best assignment from ``day`` on. Raises Refusal where there is nothing to assign; what ``told`` raises ends
    the work."""
    told("正在读取园所和督学", 0, 0)
    problem = read_problem(store, day, options)
    answer = solve(problem.model, told)
    short = causes(problem, answer.who, told)
    return Proposal(problem, answer, short, remedies(problem, answer.who, told) if short else None)
