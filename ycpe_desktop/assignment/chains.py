"""Kindergartens for whom no place is left are placed by chains of moves: one takes the kindergarten and hands another
one on, and so on to the one who is short of one. Many chains are found together, and those that do not meet are made.
"""

import numpy as np

from ycpe_desktop.assignment.model import Numbers
from ycpe_desktop.assignment.moves import UNPLACED, Moves
from ycpe_desktop.assignment.weights import LARGEST, NEVER

TOGETHER = 16
"""Supervisors whose ways onward are looked at together."""


def place_some(moves: Moves, prices: Numbers, gardens: Numbers) -> Numbers:
    """Place some of these kindergartens, at least one, each at the least cost; gives the new prices."""
    first, came, far = _cheapest_ways(moves, prices, gardens)
    goal, begun, met = 0, set[int](), set[int]()
    for end in sorted([node for node in _short(moves) if far[node] < NEVER], key=far.__getitem__):
        chain = _back(came, end)
        garden = int(gardens[first[chain[0]]])
        if garden not in begun and met.isdisjoint(chain):
            begun.add(garden)
            met.update(chain)
            goal = int(far[end])
            _hand_on(moves, garden, chain)
    moves.renew(met)
    prices = prices + np.maximum(goal - far, 0)
    return np.asarray(np.maximum(prices - prices[-1], -LARGEST))


def _cheapest_ways(moves: Moves, prices: Numbers, gardens: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """For each supervisor, nobody and the pool: the kindergarten that comes if a chain begins there, who comes before
    in the cheapest chain that ends there, and what that chain costs beyond the difference of prices, which is never
    less than nothing. It is NEVER for those who are farther than two of three who are short (Dijkstra's way, for some
    at a time)."""
    begin = moves.weights.of_pairs(moves.model, gardens) + prices[:-1]
    begin -= begin.min(axis=1, keepdims=True)
    first = begin.argmin(axis=0)
    far = np.append(np.minimum(begin[first, np.arange(len(first))], NEVER), NEVER)
    came, ahead, short = np.full(len(far), UNPLACED), np.ones(len(far), dtype=bool), _short(moves)
    enough = 2 * len(short) // 3
    while len(nodes := np.flatnonzero(ahead & (far < (goal := np.partition(far[short], enough)[enough])))):
        if len(nodes) > TOGETHER:
            nodes = nodes[far[nodes].argpartition(TOGETHER)[:TOGETHER]]
        ahead[nodes] = False
        offers = (far - prices)[nodes, None] + moves.costs[nodes]
        offered = offers.min(axis=0) + prices
        better = np.flatnonzero(offered < far)
        far[better], came[better] = offered[better], nodes[offers[:, better].argmin(axis=0)]
        ahead[better] = True
    far[far > goal] = NEVER
    return first, came, far


def _short(moves: Moves) -> list[int]:
    """Supervisors, and nobody, who have fewer kindergartens than places."""
    due = moves.due.tolist()
    return [node for node, group in enumerate(moves.groups) if len(group) < due[node]]


def _back(came: Numbers, end: int) -> list[int]:
    """The chain that ends there, from its beginning."""
    chain = [end]
    while (giver := came.item(chain[-1])) != UNPLACED:
        chain.append(giver)
    return chain[::-1]


def _hand_on(moves: Moves, garden: int, chain: list[int]) -> None:
    handed = moves.hand_on(chain)
    if moves.pool in chain:
        place = chain.index(moves.pool)
        moves.due[chain[place - 1]] += 1
        moves.due[chain[place + 1]] -= 1
    moves.put(garden, chain[0])
    for each, _, taker in handed:
        moves.put(each, taker)
