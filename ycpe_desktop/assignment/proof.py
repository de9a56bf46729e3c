"""Why an assignment is the best there is, checked in whole numbers and without regard to how it was found.

Each supervisor has a price for a place. (1) A place taken costs at most the price, and the next one at least. (2) Each
kindergarten has a supervisor with whom distance (with change) and price together are the least. Add this up over all
kindergartens and places of any other assignment: it costs no less. What the prices leave equal, and only that, may be
in another best assignment.
"""

from dataclasses import dataclass

import numpy as np

from ycpe_desktop.assignment.model import Model, Numbers
from ycpe_desktop.assignment.moves import ROWS
from ycpe_desktop.assignment.weights import LARGEST, Weights


class NotProven(Exception):
    """The program's own mistake: an answer that is not the best."""


@dataclass(frozen=True, eq=False)
class Proof:
    """``gardens`` and ``supervisors`` (nobody among them): the pairs that are in some best assignment, or may be."""

    prices: Numbers
    weights: Weights
    gardens: Numbers
    supervisors: Numbers


def prove(model: Model, who: Numbers, prices: Numbers, weights: Weights) -> Proof:
    """Raises NotProven where the prices do not prove it."""
    if not model.allows(who):
        raise NotProven("a hard rule is broken")
    loads = model.loads(who)
    if (weights.taking(model, loads) < prices).any() or (-weights.giving_up(model, loads) > prices).any():
        raise NotProven("a place is worth more or less than its price")
    gardens, supervisors = [], []
    for start in range(0, model.gardens, ROWS):
        rows = np.arange(start, min(start + ROWS, model.gardens))
        costs = weights.of_pairs(model, rows) + prices
        own = costs[np.arange(len(rows)), who[rows], None]
        if (costs < own).any():
            raise NotProven("a kindergarten would be better off elsewhere")
        row, supervisor = np.nonzero((costs == own) & (costs < LARGEST))
        gardens.append(rows[row])
        supervisors.append(supervisor)
    nothing = np.zeros(0, dtype=np.int64)
    return Proof(prices, weights, np.concatenate([nothing, *gardens]), np.concatenate([nothing, *supervisors]))
