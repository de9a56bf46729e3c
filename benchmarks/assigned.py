"""One assignment in a process of its own: ``assigned.py ours|peer MODEL.npz``.

Prints seconds from before the solver is loaded to the answer, seconds of a second solution, the process's peak memory
in MiB, and the cost.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from ycpe_desktop.assignment.model import FORBIDDEN, Model, Numbers
from ycpe_desktop.assignment.weights import exact_weights


def main(who: str, file: Path) -> None:
    with np.load(file) as kept:
        model = Model(*(kept[name] for name in ("metres", "before", "least", "most", "maximum")))
    solve = {"ours": ours, "peer": peer}[who]
    begun = time.perf_counter()
    answer = solve(model)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    solve(model)
    again = time.perf_counter() - begun
    print(json.dumps({"first": first, "again": again, "mib": peak(), "cost": model.cost(answer)}))


def ours(model: Model) -> Numbers:
    from ycpe_desktop.assignment.solving import solve

    return solve(model).who


def peer(model: Model) -> Numbers:
    """OR-Tools' min-cost flow with the same levels in the same weights: supervisors' places are arcs to the sink."""
    from ortools.graph.python import min_cost_flow

    each = -(-model.gardens // model.nobody)
    weights = exact_weights(model, max(each, int(model.most.max())) + 8)
    rows, columns = np.nonzero(model.metres != FORBIDDEN)
    before = model.before[rows]
    costs = model.metres[rows, columns] + weights.changed * ((before >= 0) & (before != columns))
    flow, sink = min_cost_flow.SimpleMinCostFlow(), model.gardens + model.nobody
    flow.add_arcs_with_capacity_and_unit_cost(rows, model.gardens + columns, np.ones(len(rows), dtype=int), costs)
    for number in range(1, weights.heaviest + 1):
        places = weights.of_places(model, np.full(model.nobody, number))
        ends, ones = np.full(model.nobody, sink), np.ones(model.nobody, dtype=int)
        flow.add_arcs_with_capacity_and_unit_cost(model.gardens + np.arange(model.nobody), ends, ones, places)
    flow.set_nodes_supplies(np.arange(model.gardens), np.ones(model.gardens, dtype=int))
    flow.set_node_supply(sink, -model.gardens)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("not solved")
    taken = np.flatnonzero(flow.flows(np.arange(len(rows))))
    who = np.full(model.gardens, model.nobody)
    who[rows[taken]] = columns[taken]
    return who


def peak() -> float:
    """The most memory that the process ever had, in MiB; nothing where the system does not tell."""
    status = Path("/proc/self/status")
    told = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
