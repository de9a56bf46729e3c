"""The best assignment, in whole numbers from beginning to end.

Each supervisor has a price for a place. Kindergartens choose by distance and price; those for whom no place is left are
placed by the cheapest chains of moves that end where a place is free, and prices rise just so far that everybody stays
content with what they have (the successive shortest paths of Jewell, Iri, and Busacker and Gowen, on supervisors
instead of pairs: see ``chains``). At the end the prices prove that nothing better exists: see ``proof``.
"""

from collections.abc import Callable

import numpy as np

from ycpe_desktop.assignment.chains import place_some
from ycpe_desktop.assignment.estimating import estimate
from ycpe_desktop.assignment.model import Model, Numbers, Told
from ycpe_desktop.assignment.moves import ROWS, UNPLACED, Moves
from ycpe_desktop.assignment.weights import LARGEST, Weights, exact_weights


class TooHeavy(Exception):
    """A load above what the weights are good for."""


def place(
    model: Model, told: Told, weigh: Callable[[Model, int], Weights] = exact_weights
) -> tuple[Numbers, Numbers, Weights]:
    """Who has each kindergarten, the prices that prove it the best, and the weights in which they are told."""
    heaviest = 4 * max(-(-model.gardens // max(model.nobody, 1)), int(model.most.max(initial=0))) + 16
    while True:
        weights = weigh(model, heaviest)
        try:
            return (*_place(model, weights, told), weights)
        except TooHeavy:
            heaviest *= 2


def _place(model: Model, weights: Weights, told: Told) -> tuple[Numbers, Numbers]:
    told("正在估算", 0, 0)
    prices, due = _first_prices(model, weights, told)
    _watch(due, weights)
    who = _first_choice(model, weights, prices, due)
    moves = Moves(model, weights, who, due)
    wanted = int((who == UNPLACED).sum())
    while len(left := np.flatnonzero(who == UNPLACED)):
        told("正在分配", wanted - len(left), wanted)
        prices = place_some(moves, prices, left[:ROWS])
        _watch(due, weights)
    return moves.who, prices[:-1]


def _watch(due: Numbers, weights: Weights) -> None:
    if due[:-1].max(initial=0) >= weights.heaviest:
        raise TooHeavy


def _level(model: Model, weights: Weights) -> tuple[int, Numbers, Numbers]:
    """What the last place costs if everybody may have everything and the cheapest places are filled; and how many
    places of each supervisor cost less, and at most as much."""
    places = weights.of_places(model, np.arange(1, weights.heaviest + 1)[:, None])
    ordered = np.sort(places[places < LARGEST])
    enough = 0 < model.gardens <= len(ordered)
    level = int(ordered[model.gardens - 1]) if enough else weights.uncovered
    return level, (places < level).sum(axis=0), (places <= level).sum(axis=0)


def _first_prices(model: Model, weights: Weights, told: Told) -> tuple[Numbers, Numbers]:
    """The level's price, with the estimated differences; and the places due at these prices, as many as kindergartens.

    Where the price is above the level's, all places of that cost are due, where it is below, none is; in between stands
    the one whose places are due in part. The pool's price is nothing.
    """
    level, below, upto = _level(model, weights)
    little = weights.squares // 2  # less than lies between the costs of two places
    least = upto if int(upto.sum()) <= model.gardens else below
    estimated = np.clip(estimate(model, weights, least, upto, told), -little, little)
    order = np.argsort(-estimated, kind="stable")
    room = (upto - below)[order]
    more = np.clip(model.gardens - int(below.sum()) - np.cumsum(room) + room, 0, room)
    due = np.append(below, 0)
    due[order] += more
    due[-1] = model.gardens - int(due.sum())
    partly = estimated[order[more > 0]]
    base = int(partly[-1]) if len(partly) else int(estimated.min(initial=0))
    return np.concatenate([level + estimated - base, [weights.uncovered, 0]]), due


def _first_choice(model: Model, weights: Weights, prices: Numbers, due: Numbers) -> Numbers:
    """Each kindergarten with its first choice while places are due there, those first who would lose the most."""
    choice, regret = np.empty(model.gardens, dtype=np.int64), np.empty(model.gardens, dtype=np.int64)
    for start in range(0, model.gardens, ROWS):
        rows = np.arange(start, min(start + ROWS, model.gardens))
        costs = weights.of_pairs(model, rows) + prices[:-1]
        choice[rows] = costs.argmin(axis=1)
        two = np.partition(costs, 1, axis=1) if costs.shape[1] > 1 else np.repeat(costs, 2, axis=1)
        regret[rows] = two[:, 1] - two[:, 0]
    order = np.lexsort((-regret, choice))
    chosen = choice[order]
    turn = np.arange(len(order)) - np.searchsorted(chosen, chosen)
    served = order[turn < due[chosen]]
    who = np.full(model.gardens, UNPLACED)
    who[served] = choice[served]
    return who
