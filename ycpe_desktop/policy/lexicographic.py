"""Small integer programs solved exactly, one aim after the other: each aim keeps what those before it have reached.

All coefficients are integers, and so is every solution: what the solver gives is rounded and held against the rows once
more in whole numbers, so that no tolerance decides. The optimum is proven (gap 0), and the same problem always has the
same solution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

Terms = Mapping[int, int]
"""Variable → its coefficient."""
TIGHT = 1e-9


@dataclass
class Program:
    """Whole-number variables from 0 to ``most``; rows say what the sum of their terms is at least."""

    most: list[int] = field(default_factory=list)
    rows: list[tuple[Terms, int]] = field(default_factory=list)

    def variable(self, most: int) -> int:
        self.most.append(most)
        return len(self.most) - 1

    def at_least(self, terms: Terms, least: int) -> None:
        self.rows.append((terms, least))

    def at_most(self, terms: Terms, most: int) -> None:
        self.rows.append(({one: -value for one, value in terms.items()}, -most))

    def holds(self, values: Sequence[int]) -> bool:
        inside = all(0 <= value <= most for value, most in zip(values, self.most, strict=True))
        return inside and all(worth(terms, values) >= least for terms, least in self.rows)


def worth(terms: Terms, values: Sequence[int]) -> int:
    return sum(value * values[one] for one, value in terms.items())


def minimised(program: Program, aims: Sequence[Terms]) -> list[int] | None:
    """The values that make the first aim smallest, then the second among those, …; None where nothing fits the rows."""
    highspy: Any = import_module("highspy")  # loads numpy: only where something is to be solved; its types are partial
    solver = highspy._Highs()  # the class around it greets on the console when it is made
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.0),
        ("mip_feasibility_tolerance", TIGHT),
        ("primal_feasibility_tolerance", TIGHT),
    ):
        solver.setOptionValue(name, value)
    for most in program.most:
        solver.addCol(0, 0, most, 0, [], [])
    for one in range(len(program.most)):
        solver.changeColIntegrality(one, highspy.HighsVarType.kInteger)
    for terms, least in program.rows:
        solver.addRow(least, highspy.kHighsInf, len(terms), list(terms), list(terms.values()))
    values: list[int] | None = None
    for aim in aims:
        for one in range(len(program.most)):
            solver.changeColCost(one, aim.get(one, 0))
        solver.run()
        if solver.getModelStatus() in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,  # every variable is bounded
        ):
            return None
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
        values = [round(value) for value in solver.getSolution().col_value]
        assert program.holds(values), "a solution that breaks a row of whole numbers"
        solver.addRow(-highspy.kHighsInf, worth(aim, values), len(aim), list(aim), list(aim.values()))
    return values
