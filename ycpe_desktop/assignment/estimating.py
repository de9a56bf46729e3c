"""Rough prices to begin with: where many kindergartens lie nearest to one supervisor, a place there is dearer.

Only how soon the answer is found depends on them, never the answer: floating point is good enough here.
"""

import numpy as np
import numpy.typing as npt

from ycpe_desktop.assignment.model import FORBIDDEN, Model, Numbers, Told

ROWS = 512
NEAREST = 24
HALVINGS, REPEATS = 9, 8
FAR, LITTLE = 10_000_000, 1e-9


def estimate(model: Model, told: Told) -> Numbers:
    """A price in metres for each supervisor: each kindergarten leans to the near ones, ever more strictly, and prices
    follow the demand (the matrix scaling of Sinkhorn)."""
    few = min(NEAREST, model.nobody)
    if not few or not model.gardens:
        return np.zeros(model.nobody, dtype=np.int64)
    near, metres = _nearest(model, few)
    share = model.gardens / model.nobody
    able = metres[metres < FAR]
    prices, softness = np.zeros(model.nobody), 1 + (1.5 * float(able.mean()) if len(able) else 0)
    for turn in range(HALVINGS * REPEATS):
        told("正在估算", turn, HALVINGS * REPEATS)
        leaning = metres + prices[near]
        leaning = np.exp((leaning.min(axis=1, keepdims=True) - leaning) / softness)
        leaning /= leaning.sum(axis=1, keepdims=True)
        wanted = np.bincount(near.ravel(), weights=leaning.ravel(), minlength=model.nobody)
        served = np.clip(wanted, np.floor(share), np.ceil(share))
        prices += softness * np.log(np.maximum(wanted, LITTLE) / np.maximum(served, LITTLE))
        if (turn + 1) % REPEATS == 0:
            softness /= 2
    return np.rint(prices).astype(np.int64)


def _nearest(model: Model, few: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The few nearest supervisors of each kindergarten, and how far they are."""
    near, metres = [], []
    for start in range(0, model.gardens, ROWS):
        part = model.metres[start : start + ROWS]
        part = np.where(part == FORBIDDEN, np.int32(FAR), part)
        chosen = np.argpartition(part, few - 1, axis=1)[:, :few].astype(np.int32)
        near.append(chosen)
        metres.append(np.take_along_axis(part, chosen, axis=1))
    return np.concatenate(near), np.concatenate(metres)
