"""What it costs to hand a kindergarten on, from each supervisor to each other one.

Every change of an assignment is made of such moves. Beside supervisors and nobody stands the ``pool`` of places: to
hand on to the pool is to take one place more, to get from the pool is to give one up; no kindergarten moves there.
"""

from collections.abc import Collection
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
        self.renew(range(self.pool + 1))

    def renew(self, nodes: Collection[int]) -> None:
        """See anew what moves from these supervisors cost, and places if the pool is among them."""
        holders = sorted(node for node in nodes if node != self.pool)
        self.costs[holders, : self.pool] = NEVER
        gardens = np.array([garden for holder in holders for garden in self.groups[holder]], dtype=np.int64)
        for part in _whole_groups(gardens, self.who[gardens]):
            held = self.who[part]
            starts = np.append(0, np.flatnonzero(held[1:] != held[:-1]) + 1)
            self.costs[held[starts], : self.pool] = np.minimum.reduceat(self._more(part), starts)
        if self.pool in nodes:
            self.costs[: self.pool, self.pool] = self.weights.taking(self.model, self.due)
            self.costs[self.pool, : self.pool] = self.weights.giving_up(self.model, self.due)

    def _more(self, gardens: Numbers) -> Numbers:
        """What these kindergartens cost more with each supervisor than with their own."""
        costs = self.weights.of_pairs(self.model, gardens)
        own = costs[np.arange(len(gardens)), self.who[gardens]]
        return np.where(costs == NEVER, NEVER, costs - own[:, None])

    def hand_on(self, chain: list[int]) -> list[tuple[int, int, int]]:
        """(kindergarten, giver, taker) of each move of a chain of supervisors, the pool among them."""
        steps = [(giver, taker) for giver, taker in pairwise(chain) if self.pool not in {giver, taker}]
        return [(self._cheapest(giver, taker), giver, taker) for giver, taker in steps]

    def _cheapest(self, giver: int, taker: int) -> int:
        """The kindergarten that is handed on; the first of equals."""
        cost, model = self.weights.of_pair, self.model
        more = [(cost(model, garden, taker) - cost(model, garden, giver), garden) for garden in self.groups[giver]]
        return min(more)[1]

    def put(self, garden: int, taker: int) -> None:
        giver = int(self.who[garden])
        if giver != UNPLACED:
            self.groups[giver].remove(garden)
        self.who[garden] = taker
        self.groups[taker].append(garden)


def _whole_groups(gardens: Numbers, holders: Numbers) -> list[Numbers]:
    """Kindergartens that stand by holder in parts of whole groups and about ROWS rows."""
    if len(gardens) <= ROWS:
        return [gardens] if len(gardens) else []
    ends = np.flatnonzero(holders[1:] != holders[:-1]) + 1
    return np.split(gardens, ends[np.flatnonzero(np.diff(ends // ROWS, prepend=0))])
