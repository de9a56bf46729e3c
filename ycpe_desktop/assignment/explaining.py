"""Why this supervisor and not another one: exact, for one kindergarten at a time.

What another supervisor would cost is the cost of the best assignment that has this other pair, less that of the answer:
the kindergarten moves there, and the cheapest chain of moves makes good for it. The least of these costs is what
forbidding the pair would cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ycpe_desktop.assignment.distances import UNKNOWN, VILLAGE
from ycpe_desktop.assignment.model import NO_ONE_BEFORE, Cost, Numbers
from ycpe_desktop.assignment.moves import UNPLACED, Moves
from ycpe_desktop.assignment.problem import Garden, Person, Problem
from ycpe_desktop.assignment.rules import Rule
from ycpe_desktop.assignment.solving import Answer
from ycpe_desktop.assignment.weights import LARGEST, NEVER

NAMED_AT_MOST = 3
COUNTED = {UNKNOWN: "按中位数计 {:.1f} 公里", VILLAGE: "按 {:.1f} 公里计"}
"""Where the way is not measured between two points."""


@dataclass(frozen=True)
class Move:
    """A kindergarten that would go from one supervisor to another; None is nobody."""

    garden: Garden
    giver: Person | None
    taker: Person | None


@dataclass(frozen=True)
class Other:
    """Another supervisor (None: nobody) for the kindergarten: how much more the whole would cost at least, and what
    else would move; ``sentence`` says that."""

    person: Person | None
    cost: Cost
    moves: tuple[Move, ...]
    sentence: str


@dataclass(frozen=True)
class Explanation:
    """``second``: the next best supervisor; ``kept``: what keeping the one of the day before would cost, where that is
    possible; ``sentences`` say it all in Chinese."""

    garden: Garden
    person: Person | None
    second: Other | None
    kept: Other | None
    sentences: tuple[str, ...]


def in_words(cost: Cost) -> str:
    """How much worse something is, by the first level at which it is."""
    if cost.uncovered:
        return f"要多 {cost.uncovered} 所园无人负责"
    if cost.outside:
        return f"负责园数超出范围的要多 {cost.outside} 所"
    if cost.squares:
        return f"各人负担更不均衡（园数的平方和多 {cost.squares}）"
    if cost.changed:
        return f"要多变动 {cost.changed} 所园的督学"
    if cost.metres:
        return f"路程共多 {cost.metres / 1000:.1f} 公里"
    return "同样好，按乡镇代码、名称、标识码的先后取前者"


class Explainer:
    """Made once for an answer; each question is answered when it is asked."""

    def __init__(self, problem: Problem, answer: Answer) -> None:
        self.problem, self.answer = problem, answer
        self._ways: dict[int, tuple[Numbers, Numbers]] = {}

    def pair(self, garden: int) -> Explanation:
        """Of the kindergarten with that number in the problem."""
        problem, holder = self.problem, self._holder(garden)
        others = self.others(garden, 1)
        had = int(problem.before[garden])
        moved = had not in {NO_ONE_BEFORE, int(self.answer.who[garden])}
        kept = self.other(garden, had) if moved and self._open(garden, had) else None
        sentences = [self._history(garden, kept), *self._way(garden), *self._second(garden, others)]
        return Explanation(
            problem.gardens[garden], holder, others[0] if others else None, kept, tuple(filter(None, sentences))
        )

    def changed(self) -> list[Explanation]:
        """All kindergartens that had another supervisor on the day before."""
        return [self.pair(garden) for garden in np.flatnonzero(self.problem.model.changed(self.answer.who)).tolist()]

    def others(self, garden: int, most: int) -> list[Other]:
        """The best other supervisors for the kindergarten, the least dear first; nobody is among them."""
        costs = self._costs(garden)
        order = [other for other in np.argsort(costs, kind="stable").tolist() if costs[other] < LARGEST]
        return [self._other(garden, other, int(costs[other])) for other in order[:most]]

    def other(self, garden: int, person: int) -> Other:
        """What it would cost to give the kindergarten to this one, who may have it."""
        return self._other(garden, person, int(self._costs(garden)[person]))

    @cached_property
    def _moves(self) -> Moves:
        model, who = self.problem.model, self.answer.who
        return Moves(model, self.answer.proof.weights, who.copy(), model.loads(who))

    def _costs(self, garden: int) -> Numbers:
        """What each other supervisor, and nobody, would cost the whole more; NEVER where a rule forbids it."""
        holder = int(self.answer.who[garden])
        costs = self._moves.weights.of_pairs(self.problem.model, np.array([garden]))[0]
        ways, _ = self._ways_to(holder)
        more = np.where((costs < LARGEST) & (ways[:-1] < LARGEST), costs - costs[holder] + ways[:-1], NEVER)
        more[holder] = NEVER
        return more

    def _ways_to(self, holder: int) -> tuple[Numbers, Numbers]:
        """For each supervisor, nobody and the pool: the least cost of a chain of moves that ends at ``holder``, and its
        next step."""
        if holder not in self._ways:
            costs = self._moves.costs
            ways, onward = np.full(len(costs), NEVER), np.full(len(costs), UNPLACED)
            ways[holder], lowered = 0, np.array([holder])
            while len(lowered):
                offers = np.where(costs[:, lowered] < LARGEST, costs[:, lowered] + ways[lowered], NEVER)
                best = offers.argmin(axis=1)
                offered = offers[np.arange(len(ways)), best]
                better = np.flatnonzero(offered < ways)
                ways[better], onward[better] = offered[better], lowered[best[better]]
                lowered = better
            self._ways[holder] = ways, onward
        return self._ways[holder]

    def _other(self, garden: int, person: int, cost: int) -> Other:
        chain, (_, onward) = [person], self._ways_to(int(self.answer.who[garden]))
        while (after := int(onward[chain[-1]])) != UNPLACED:
            chain.append(after)
        moves = tuple(
            Move(self.problem.gardens[handed], self._person(giver), self._person(taker))
            for handed, giver, taker in self._moves.hand_on(chain)
        )
        dearer = self._moves.weights.unpacked(cost)
        who = self._person(person)
        return Other(who, dearer, moves, in_words(dearer) + _also(moves))

    def _person(self, number: int) -> Person | None:
        return self.problem.people[number] if number < len(self.problem.people) else None

    def _holder(self, garden: int) -> Person | None:
        return self._person(int(self.answer.who[garden]))

    def _open(self, garden: int, person: int) -> bool:
        return bool(self.problem.model.metres[garden, person] >= 0)

    def _history(self, garden: int, kept: Other | None) -> str:
        had, now = int(self.problem.before[garden]), int(self.answer.who[garden])
        if garden in self.problem.locked:
            return "已锁定，自动分配不变动。" if now < len(self.problem.people) else "锁定的督学不合规定，请先解锁。"
        if had == NO_ONE_BEFORE:
            return "原来没有督学，新分配。" if now < len(self.problem.people) else ""
        name = self.problem.people[had].name
        if had == now:
            return f"原来就由{name}负责，不变动。"
        if kept:
            return f"原由{name}负责{self._relieved(had)}；若仍由{name}负责，{kept.sentence}。"
        return f"原由{name}负责，不能再负责：{self.why_not(garden, had)}。"

    def _relieved(self, person: int) -> str:
        """How many the former supervisor gives up altogether."""
        had, keeps = int((self.problem.before == person).sum()), int((self.answer.who == person).sum())
        return f"，{self.problem.people[person].name}由 {had} 所减为 {keeps} 所" if keeps < had else ""

    def why_not(self, garden: int, person: int) -> str:
        """The rules against a pair, as users read them."""
        return "；".join(rule_in_words(self.problem, rule) for rule in self.problem.rules.against(garden, person))

    def _way(self, garden: int) -> list[str]:
        """Where the supervisor lives, and how that compares with those who might be taken too."""
        problem, who = self.problem, self._holder(garden)
        if who is None:
            return ["没有督学可以安排。"]
        metres = problem.model.metres[garden]
        own = int(metres[int(self.answer.who[garden])])
        able = int((metres >= 0).sum())
        nearer = int(((metres >= 0) & (metres < own)).sum())
        word = problem.distances.word(problem.gardens[garden].home, who.home)
        where = f"{who.name}常驻{who.township_name}{who.village_name}，" if who.township_name else ""
        measured = f"{where}{word}，{COUNTED.get(word, '相距 {:.1f} 公里').format(own / 1000)}"
        rank = "是能负责的督学中最近的" if not nearer else f"能负责的督学中有 {nearer} 位更近"
        return [f"{measured}；{'只有这一位督学能负责' if able == 1 else rank}。"]

    def _second(self, garden: int, others: list[Other]) -> list[str]:
        if not others or garden in self.problem.locked:
            return []
        second, had = others[0].person, int(self.problem.before[garden])
        if second is None:
            return ["没有别的督学可以替换。"]
        if had != NO_ONE_BEFORE and second == self.problem.people[had]:
            return []  # said already
        return [f"其次是{second.name}，若改由{second.name}负责，{others[0].sentence}。"]


def rule_in_words(problem: Problem, rule: Rule) -> str:
    """One hard rule with the names it is about."""
    garden = problem.gardens[rule.garden].name if rule.garden is not None else ""
    person = problem.people[rule.person].name if rule.person is not None else ""
    pair = (rule.garden or 0, rule.person or 0)
    words: Mapping[str, str] = {
        "cover": f"{garden}要有督学负责",
        "recusal": f"{person}对{garden}应当回避（{problem.rules.recusals.get(pair, '')}）",
        "rotation": f"{person}自 {problem.rules.rotations.get(pair)} 起负责{garden}，应当轮岗",
        "lock": f"{garden}锁定由{person}负责",
        "term": f"{person}{problem.rules.terms.get(pair[1], '')}",
        "maximum": f"{person}最多负责 {problem.rules.maximum} 所",
    }
    return words[rule.kind]


def _also(moves: tuple[Move, ...]) -> str:
    if not moves:
        return ""
    told = "、".join(
        f"{move.garden.name}由{move.giver.name if move.giver else '无人负责'}"
        f"改为{move.taker.name if move.taker else '无人负责'}"
        for move in moves[:NAMED_AT_MOST]
    )
    return f"（还要调整：{told}{f'等 {len(moves)} 所' if len(moves) > NAMED_AT_MOST else ''}）"
