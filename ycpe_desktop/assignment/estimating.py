"""Rough prices to begin with: where many kindergartens lie nearest to one supervisor, a place there is dearer.

Only how soon the answer is found depends on them, never the answer: floating point is good enough here.
"""

from math import isqrt

import numpy as np
import numpy.typing as npt

from ycpe_desktop.assignment.model import NO_ONE_BEFORE, Model, Numbers, Told
from ycpe_desktop.assignment.weights import Weights

Floats = npt.NDArray[np.float64]
ROWS = 512
NEAREST = 16
HALVINGS = 6
REPEATS = 4, 32
"""At least and at most for each halving; more could leave the range of floating point where nobody leans to one."""
HASTE = 1.8
"""Each step of a price goes farther than its own demand asks: so prices settle sooner (successive over-relaxation)."""
DEAREST = 4
"""How far prices may go apart, in usual distances: where there are too few places far and wide, more helps nobody."""
LITTLE = 1e-3


def estimate(model: Model, weights: Weights, least: Numbers, most: Numbers, told: Told) -> Numbers:
    """A price for each supervisor, who is to have no fewer kindergartens than ``least`` and no more than ``most``."""
    prices = _for_keeping(model, weights, most)
    if not model.nobody or not model.gardens:
        return prices
    near, costs = _nearest(model, weights, prices)
    settled = np.isinf(costs).sum(axis=0) == len(costs) - 1
    if settled.all():
        return prices
    kept = np.bincount(near[costs.argmin(axis=0), np.arange(model.gardens)][settled], minlength=model.nobody)
    room = np.maximum(least - kept, LITTLE), np.maximum(most - kept, LITTLE)
    rough = _balanced(near[:, ~settled], costs[:, ~settled], *room, told)
    return prices + np.clip(np.rint(rough).astype(np.int64), -weights.farthest, weights.farthest)


def _balanced(near: Numbers, costs: Floats, least: Floats, most: Floats, told: Told) -> Floats:
    """Each kindergarten leans to the near ones, ever more strictly, and prices follow the demand (the matrix scaling of
    Sinkhorn). The more supervisors, the more often, until prices know of each other."""
    softness = 1 + float(costs[np.isfinite(costs)].mean())
    prices, dearest = np.zeros(len(least)), DEAREST * softness
    for step in range(HALVINGS):
        told("正在估算", step, HALVINGS)
        leaning = costs + prices[near]
        leaning = np.exp((leaning.min(axis=0) - leaning) / softness)
        scale = np.ones(len(least))
        for _ in range(min(max(isqrt(len(least)) // 2, REPEATS[0]), REPEATS[1])):
            shares = scale[near] * leaning
            shares /= shares.sum(axis=0)
            wanted = np.bincount(near.ravel(), shares.ravel(), len(least)) + LITTLE
            scale *= (np.minimum(np.maximum(wanted, least), most) / wanted) ** HASTE
        prices = np.clip(prices - softness * np.log(scale), -dearest, dearest)
        softness /= 2
    return prices


def _for_keeping(model: Model, weights: Weights, most: Numbers) -> Numbers:
    """Where as many have been before as may stay, a place is so dear that no other comes; where there were more, it may
    as well be another's."""
    before = np.bincount(model.before[model.before != NO_ONE_BEFORE], minlength=model.nobody)
    return np.where(before > most, weights.changed, np.where(before == most, weights.farthest, 0))


def _nearest(model: Model, weights: Weights, prices: Numbers) -> tuple[Numbers, Floats]:
    """The few supervisors that cost each kindergarten the least, and how much more than the first of them: infinite
    where it is as much as the longest way."""
    few, near, costs = min(NEAREST, model.nobody), [], []
    for start in range(0, model.gardens, ROWS):
        part = weights.of_pairs(model, np.arange(start, min(start + ROWS, model.gardens)))[:, :-1] + prices
        chosen = np.argpartition(part, few - 1, axis=1)[:, :few]
        part = np.take_along_axis(part, chosen, axis=1)
        part -= part.min(axis=1, keepdims=True)
        near.append(chosen.T)
        costs.append(np.where(part < max(weights.farthest, 1), part, np.inf).T)
    return np.concatenate(near, axis=1), np.concatenate(costs, axis=1)
