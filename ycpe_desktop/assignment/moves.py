"""What it costs to hand a kindergarten on, from each supervisor to each other one.

Every change of an assignment is made of such moves. Beside supervisors and nobody stands the ``pool`` of places: to
hand on to the pool is to take one place more, to get from the pool is to give one up; no kindergarten moves there.
"""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from ycpe_desktop.assignment.model import Model, Numbers
from ycpe_desktop.assignment.weights import NEVER, Weights

ROWS = 512
"""Kindergartens looked at together: the costs of all pairs in 64 bits are never in memory at once."""
UNPLACED = -1


class Moves:
    """``costs[a, b]``: the least that it costs to give b one of a's kindergartens.

    ``due`` are the places that each has taken; the kindergartens in hand are at most as many while some are unplaced.
    """

    def __init__(self, model: Model, weights: Weights, who: Numbers, due: Numbers) -> None:
        self.model, self.weights, self.who, self.due = model, weights, who, due
        self.pool = model.nobody + 1
        self.costs = np.full((self.pool + 1, self.pool + 1), NEVER, dtype=np.int64)
        self.groups: list[list[int]] = [[] for _ in range(self.pool)]
        placed = np.flatnonzero(who != UNPLACED)
        for garden, holder in zip(placed.tolist(), who[placed].tolist(), strict=True):
            self.groups[holder].append(garden)
        self.renew(range(self.pool))

    def renew(self, supervisors: Iterable[int]) -> None:
        """See anew what moves from these supervisors cost, and places at all."""
        holders = sorted(set(supervisors))
        self.costs[holders] = NEVER
        gardens = np.array([garden for holder in holders for garden in self.groups[holder]], dtype=np.int64)
        for part in np.split(gardens, _whole_groups(self.who[gardens])):
            held = self.who[part]
            starts = np.flatnonzero(np.diff(held, prepend=UNPLACED))
            if len(part):
                self.costs[held[starts], : self.pool] = np.minimum.reduceat(self._more(part), starts)
        self.costs[: self.pool, self.pool] = self.weights.taking(self.model, self.due)
        self.costs[self.pool, : self.pool] = self.weights.giving_up(self.model, self.due)

    def _more(self, gardens: Numbers) -> Numbers:
        """What these kindergartens cost more with each supervisor than with their own."""
        costs = self.weights.of_pairs(self.model, gardens)
        own = costs[np.arange(len(gardens)), self.who[gardens]]
        return np.where(costs == NEVER, NEVER, costs - own[:, None])

    def cheapest(self, giver: int, taker: int) -> int:
        """The kindergarten that is handed on; the first of equals."""
        gardens = np.array(sorted(self.groups[giver]))
        return int(gardens[self._more(gardens)[:, taker].argmin()])

    def hand_on(self, chain: list[int]) -> list[tuple[int, int, int]]:
        """(kindergarten, giver, taker) of each move of a chain of supervisors, the pool among them."""
        steps = [(a, b) for a, b in pairwise(chain) if self.pool not in {a, b}]
        return [(self.cheapest(giver, taker), giver, taker) for giver, taker in steps]

    def put(self, garden: int, taker: int) -> None:
        giver = int(self.who[garden])
        if giver != UNPLACED:
            self.groups[giver].remove(garden)
        self.who[garden] = taker
        self.groups[taker].append(garden)


def _whole_groups(holders: Numbers) -> Numbers:
    """Where to cut rows that stand by holder, so that each part has whole groups and about ROWS rows."""
    ends = np.flatnonzero(np.diff(holders)) + 1
    return ends[np.flatnonzero(np.diff(ends // ROWS, prepend=0))]
