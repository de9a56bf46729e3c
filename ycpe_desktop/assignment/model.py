"""The problem in bare numbers: who may have whom, how far it is, and what an answer costs.

Rows are kindergartens, columns supervisors, both in the order by which ties are decided. After the last supervisor
stands ``nobody``, who may have every kindergarten: what nobody has is uncovered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Metres = npt.NDArray[np.int32]
Told = Callable[[str, int, int], object]
"""What is being done, steps done, steps in all (0: unknown). What it raises ends the work."""
FORBIDDEN = -1
NO_ONE_BEFORE = -1


def silent(text: str, done: int, total: int) -> None:
    """Nobody is waiting."""


class Cost(NamedTuple):
    """What an assignment costs, or how much more than another one. Costs compare from the left to the right.

    ``outside``: how far all loads together lie outside their bands; ``squares``: sum of the squared loads (balance);
    ``changed``: kindergartens whose supervisor is not the one of the day before.
    """

    uncovered: int = 0
    outside: int = 0
    squares: int = 0
    changed: int = 0
    metres: int = 0

    def less(self, other: "Cost") -> "Cost":
        return Cost._make(mine - its for mine, its in zip(self, other, strict=True))


@dataclass(frozen=True, eq=False)
class Model:
    """``metres[kindergarten, supervisor]`` is FORBIDDEN where a hard rule stands against the pair.

    ``before``: each kindergarten's supervisor of the day before, or NO_ONE_BEFORE. ``least`` and ``most`` are the soft
    band of each supervisor, ``maximum`` the hard limit (the number of kindergartens where there is none).
    """

    metres: Metres
    before: Numbers
    least: Numbers
    most: Numbers
    maximum: Numbers

    @property
    def gardens(self) -> int:
        return int(self.metres.shape[0])

    @property
    def nobody(self) -> int:
        return int(self.metres.shape[1])

    def loads(self, who: Numbers) -> Numbers:
        """Kindergartens of each supervisor, and of nobody."""
        return np.bincount(who, minlength=self.nobody + 1)

    def changed(self, who: Numbers) -> npt.NDArray[np.bool_]:
        return np.asarray((self.before != NO_ONE_BEFORE) & (self.before != who))

    def cost(self, who: Numbers) -> Cost:
        """Of a whole assignment: ``who[kindergarten]`` is a supervisor or nobody."""
        loads = self.loads(who)[:-1]
        covered = np.flatnonzero(who != self.nobody)
        return Cost(
            uncovered=self.gardens - len(covered),
            outside=int((np.maximum(0, loads - self.most) + np.maximum(0, self.least - loads)).sum()),
            squares=int((loads * loads).sum()),
            changed=int(self.changed(who).sum()),
            metres=int(self.metres[covered, who[covered]].sum(dtype=np.int64)),
        )

    def allows(self, who: Numbers) -> bool:
        """Whether an assignment keeps every hard rule; leaving a kindergarten uncovered breaks none."""
        covered = np.flatnonzero(who != self.nobody)
        pairs = self.metres[covered, who[covered]]
        return bool((pairs != FORBIDDEN).all() and (self.loads(who)[:-1] <= self.maximum).all())
