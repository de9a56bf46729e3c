"""Write a proposal as one action, which one undo takes back."""

import numpy as np

from ycpe_desktop.assignment.problem import REASON, Problem, read_problem
from ycpe_desktop.assignment.proposal import Pair, Proposal
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.supervision import holds
from ycpe_desktop.policy.supervision_acts import begin, end_held, rows_of
from ycpe_desktop.store import Store


def accept(store: Store, proposal: Proposal) -> str:
    """Have the proposal count from its day on; gives the action's label, "" where it is so already.

    What is locked stays as it is. Raises Refusal where the office is no longer as it was when the proposal was made.
    """
    problem = proposal.problem
    if not same(problem, read_problem(store, problem.day, problem.options)):
        raise Refusal("园所、督学或督学责任在计算之后有改动", "自动分配", "请重新计算后再采用")
    every = rows_of(store, [garden.uuid for garden in problem.gardens])
    writes = []
    for pair in proposal.pairs:
        now = {row.supervisor for row in every[pair.garden.uuid] if holds(row, problem.day)}
        if not pair.locked and now != ({pair.person.uuid} if pair.person else set()):
            writes.append(pair)
    if not writes:
        return ""
    label = _label(proposal, writes)
    with store.writing(label) as writer:
        for pair in writes:
            until = end_held(writer, every[pair.garden.uuid], problem.day, store.today)
            if pair.person is not None:
                begin(writer, every[pair.garden.uuid], pair.person.uuid, pair.garden.uuid, problem.day, until, REASON)
    return label


def same(one: Problem, other: Problem) -> bool:
    """Whether nothing has changed that the answer depends on."""
    parts = (one.gardens, one.people, one.rules, one.by_hand) == (
        other.gardens, other.people, other.rules, other.by_hand,
    )  # fmt: skip
    return parts and all(
        np.array_equal(mine, its)
        for mine, its in (
            (one.before, other.before),
            (one.least, other.least),
            (one.most, other.most),
            (one.distances.metres, other.distances.metres),
        )
    )


def _label(proposal: Proposal, writes: list[Pair]) -> str:
    words = {"changed": "换督学", "new": "新分配", "same": "仍由原督学负责", "uncovered": "暂无督学"}
    counts = {state: sum(pair.state == state for pair in writes) for state in words}
    told = "，".join(f"{count} 所{words[state]}" for state, count in counts.items() if count)
    return f"自动分配督学：{told}（{proposal.problem.day} 起）"
