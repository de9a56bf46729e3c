"""Among the best assignments the one that comes first: the first kindergarten has the first supervisor that it has in
any of them, then the second one, and so on. It does not depend on how the best ones were found.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from ycpe_desktop.assignment.model import Model, Numbers, Told
from ycpe_desktop.assignment.proof import Proof


def first_of_equals(model: Model, who: Numbers, proof: Proof, told: Told) -> Numbers:
    equals = _Equals(model, who, proof)
    for done, garden in enumerate(sorted(equals.choices)):
        told("正在核对", done, len(equals.choices))
        equals.fix(garden)
    return equals.who


class _Equals:
    """Supervisors, nobody and the pool of places as bits: ``_onward[a]`` are those to whom a can hand on at no cost one
    of the kindergartens that are not fixed yet."""

    def __init__(self, model: Model, who: Numbers, proof: Proof) -> None:
        self.model, self.proof, self.who = model, proof, who.copy()
        self.pool = model.nobody + 1
        self.loads = model.loads(who).tolist()
        several = np.bincount(proof.gardens, minlength=model.gardens) > 1
        wanted = several[proof.gardens]
        self.choices: dict[int, int] = dict.fromkeys(np.flatnonzero(several).tolist(), 0)
        for garden, supervisor in zip(proof.gardens[wanted].tolist(), proof.supervisors[wanted].tolist(), strict=True):
            self.choices[garden] |= 1 << supervisor
        self._movable: dict[int, set[int]] = {}
        for garden in self.choices:
            self._movable.setdefault(int(who[garden]), set()).add(garden)
        self._onward = [0] * (self.pool + 1)
        loads = model.loads(who)
        takes = proof.weights.taking(model, loads) == proof.prices
        gives = -proof.weights.giving_up(model, loads) == proof.prices
        self._renew(self._movable.keys() | set(np.flatnonzero(takes | gives).tolist()))

    def fix(self, garden: int) -> None:
        """Give the kindergarten the first supervisor that it can have, and never move it again."""
        holder = int(self.who[garden])
        self._movable[holder].discard(garden)
        for wanted in _bits(self.choices[garden] & ((1 << holder) - 1)):
            chain = self._chain(wanted, holder)
            if chain:
                self._hand_on(chain)
                self.who[garden] = wanted
                self._renew(chain)
                return
        self._onward[holder] = self._handed_on(holder) | self._onward[holder] & 1 << self.pool

    def _chain(self, first: int, last: int) -> list[int]:
        """From the one who gets a kindergarten over those who hand one on to the one who lost it; empty if there is no
        way."""
        came, ahead, seen = {first: first}, [first], 1 << first
        for node in ahead:
            for after in _bits(self._onward[node] & ~seen):
                came[after] = node
                if after == last:
                    return _back(came, last)
                ahead.append(after)
            seen |= self._onward[node]
        return []

    def _hand_on(self, chain: list[int]) -> None:
        handed = []
        for giver, taker in pairwise(chain):
            if taker == self.pool:
                self.loads[giver] += 1
            elif giver == self.pool:
                self.loads[taker] -= 1
            else:
                garden = min(each for each in self._movable[giver] if self.choices[each] >> taker & 1)
                handed.append((garden, giver, taker))
        for garden, giver, taker in handed:
            self._movable[giver].discard(garden)
            self._movable.setdefault(taker, set()).add(garden)
            self.who[garden] = taker

    def _renew(self, nodes: Iterable[int]) -> None:
        for node in nodes:
            if node == self.pool:
                continue
            price = int(self.proof.prices[node])
            may_take = self._place(node, self.loads[node] + 1) == price
            may_give = self._place(node, self.loads[node]) == price
            self._onward[node] = self._handed_on(node) | may_take << self.pool
            self._onward[self.pool] &= ~(1 << node)
            self._onward[self.pool] |= may_give << node

    def _handed_on(self, node: int) -> int:
        takers = 0
        for garden in self._movable.get(node, ()):
            takers |= self.choices[garden]
        return takers & ~(1 << node)

    def _place(self, node: int, number: int) -> int:
        return self.proof.weights.of_place(self.model, node, number)


def _bits(mask: int) -> Iterator[int]:
    """The places of the set bits, the least first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _back(came: dict[int, int], last: int) -> list[int]:
    chain = [last]
    while came[chain[-1]] != chain[-1]:
        chain.append(came[chain[-1]])
    return chain[::-1]
