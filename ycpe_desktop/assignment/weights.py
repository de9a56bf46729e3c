"""The levels of the objective in one whole number, so that comparing two numbers is comparing two costs.

Whether an assignment is best is decided by the ways to improve it, and the simple ones decide: a round of moves that
meets each supervisor at most once, and takes one place and gives up one at most. In such a round each level is bounded,
and a weight above twice what all lower levels can amount to keeps them apart. The weights are therefore small enough
for 64 bits where those of whole assignments would not be.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE, Cost, Model, Numbers

NEVER = 1 << 61
"""Above every cost, and low enough that two may be added."""
LARGEST = 1 << 60
KEPT = 1 << 20
"""So many pairs' costs are kept (8 MiB) and not reckoned again."""


@dataclass(frozen=True)
class Weights:
    """What one unit of each level weighs in metres; good for loads up to ``heaviest`` and ways up to ``farthest``."""

    uncovered: int
    outside: int
    squares: int
    changed: int
    heaviest: int
    farthest: int = 0
    pairs: Numbers | None = field(default=None, repr=False, compare=False)
    """What ``of_pairs`` gives for all kindergartens, where that is little enough to be kept."""

    def packed(self, cost: Cost) -> int:
        upper = cost.uncovered * self.uncovered + cost.outside * self.outside + cost.squares * self.squares
        return upper + cost.changed * self.changed + cost.metres

    def unpacked(self, value: int) -> Cost:
        levels = []
        for weight in (self.uncovered, self.outside, self.squares, self.changed):
            level = (2 * value + weight) // (2 * weight)  # the nearest whole number
            levels.append(level)
            value -= level * weight
        return Cost._make([*levels, value])

    def of_pairs(self, model: Model, rows: Numbers) -> Numbers:
        """What each supervisor, and nobody, costs these kindergartens; NEVER where the pair is forbidden."""
        if self.pairs is not None:
            return self.pairs[rows]
        before = model.before[rows]
        held = np.flatnonzero(before != NO_ONE_BEFORE)
        costs = np.zeros((len(rows), model.nobody + 1), dtype=np.int64)
        costs[:, :-1] = model.metres[rows]
        forbidden = costs == FORBIDDEN
        costs[held] += self.changed
        costs[held, before[held]] -= self.changed
        costs[forbidden] = NEVER
        return costs

    def of_pair(self, model: Model, garden: int, supervisor: int) -> int:
        """The same of one pair."""
        if self.pairs is not None:
            return self.pairs.item(garden, supervisor)
        changed = 0 if model.before.item(garden) in {NO_ONE_BEFORE, supervisor} else self.changed
        if supervisor == model.nobody:
            return changed
        metres = model.metres.item(garden, supervisor)
        return NEVER if metres == FORBIDDEN else metres + changed

    def of_places(self, model: Model, number: Numbers) -> Numbers:
        """What each supervisor's place of that number costs: what having so many costs more than one fewer.

        NEVER above the maximum, and minus that below the first: such a place can neither be taken nor given up.
        """
        outside = (number > model.most).astype(np.int64) - (number <= model.least)
        costs = outside * self.outside + (2 * number - 1) * self.squares
        return np.where(number < 1, -NEVER, np.where(number > model.maximum, NEVER, costs))

    def of_place(self, model: Model, supervisor: int, number: int) -> int:
        """The same of one supervisor, or of nobody."""
        if supervisor == model.nobody:
            return self.uncovered if number > 0 else -NEVER
        if not 1 <= number <= model.maximum[supervisor]:
            return NEVER if number > 0 else -NEVER
        outside = int(number > model.most[supervisor]) - int(number <= model.least[supervisor])
        return outside * self.outside + (2 * number - 1) * self.squares

    def taking(self, model: Model, loads: Numbers) -> Numbers:
        """What one kindergarten more costs each supervisor, and nobody."""
        return np.append(self.of_places(model, loads[:-1] + 1), self.uncovered)

    def giving_up(self, model: Model, loads: Numbers) -> Numbers:
        """What one kindergarten fewer costs each supervisor, and nobody: mostly less than nothing."""
        return np.append(-self.of_places(model, loads[:-1]), -self.uncovered if loads[-1] else NEVER)


def exact_weights(model: Model, heaviest: int) -> Weights:
    """Weights that keep the levels apart in every round of moves. Raises OverflowError for absurd distances."""
    moves = model.nobody + 2
    farthest = max(int(model.metres.max(initial=0)), 1)
    changed = 2 * (moves * farthest) + 1
    squares = changed * (2 * moves + 1)
    outside = squares * (2 * (2 * heaviest + 2) + 1)
    uncovered = outside * (2 * 2 + 1)
    if 3 * uncovered >= LARGEST:
        raise OverflowError(f"{model.nobody} supervisors, {farthest} m, {heaviest} kindergartens: too much for 64 bits")
    weights = Weights(uncovered, outside, squares, changed, heaviest, farthest)
    kept = model.metres.size <= KEPT
    return replace(weights, pairs=weights.of_pairs(model, np.arange(model.gardens))) if kept else weights
