"""The rows of a plan as the review lists them: worst first, narrowed to a kind or to one problem."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from ycpe_desktop.exchange.plan import STATES, Plan, PlannedRow, State
from ycpe_desktop.faults import Problem
from ycpe_desktop.ledgers import fact_of, ledger_named

CHANGES_TOLD = 8
VALUE = "“…”"


class StateLook(NamedTuple):
    """Icon, colour token and word."""

    icon: str
    token: str
    word: str


LOOKS: dict[State, StateLook] = {
    "refused": StateLook("alert-circle-outline", "bad", "不能导入"),
    "doubtful": StateLook("help-circle-outline", "attention", "待定"),
    "changed": StateLook("pencil-outline", "primary", "修改"),
    "new": StateLook("plus-circle-outline", "good", "新增"),
    "same": StateLook("check", "second", "相同"),
}


class Segment(NamedTuple):
    """A piece of a line. ``look``: "", "second", "old" (struck out), "new", or a colour token."""

    text: str
    look: str = ""


class Group(NamedTuple):
    """The same problem on many rows is one line."""

    field: str
    message: str
    rows: int

    @property
    def told(self) -> str:
        """Without the value before it, which is another in every row."""
        return self.message.removeprefix(VALUE)


@dataclass(frozen=True)
class Narrowing:
    """What of the plan is listed; everything when all are empty."""

    state: State | None = None
    faulty: bool = False
    group: tuple[str, str] | None = None
    text: str = ""

    def holds(self, row: PlannedRow) -> bool:
        return (
            (self.state is None or row.state == self.state)
            and (not self.faulty or bool(row.faults))
            and (self.group is None or self.group in map(group_of, row.problems))
            and (not self.text or self.text in row.name)
        )


def group_of(problem: Problem) -> tuple[str, str]:
    """(field, message without the value): what makes two problems the same."""
    message = problem.message.replace(f"“{problem.value}”", VALUE) if problem.value else problem.message
    return problem.field, message


def groups(plan: Plan) -> list[Group]:
    """Those that keep a row outside first, then the most frequent."""
    counted: Counter[tuple[str, str]] = Counter()
    worst: dict[tuple[str, str], int] = {}
    for row in plan.rows:
        for key in dict.fromkeys(map(group_of, row.problems)):
            counted[key] += 1
            worst[key] = min(worst.get(key, len(STATES)), STATES.index(row.state))
    order = sorted(counted, key=lambda key: (worst[key] if worst[key] < 2 else 2, -counted[key]))
    return [Group(*key, counted[key]) for key in order]


def narrowed(plan: Plan, wanted: Narrowing) -> list[PlannedRow]:
    found = [row for row in plan.rows if wanted.holds(row)]
    return sorted(found, key=lambda row: (STATES.index(row.state), not any(each.must_fix for each in row.problems)))


def summary(row: PlannedRow) -> list[Segment]:
    """What happens to the row, on one line."""
    if row.state in ("refused", "doubtful"):
        return [Segment(row.problems[0].message, "" if row.state == "doubtful" else "bad")] if row.faults else []
    told = [Segment(f"{len(row.faults)} 处问题　", "attention")] if row.faults else []
    if row.state == "same":
        return [*told, Segment("与台账相同", "second")]
    named = [change for change in row.changes if change.old or change.new != row.name]
    for change in sorted(named, key=lambda each: (not each.old, each.proposed))[:CHANGES_TOLD]:
        told.append(Segment(f"{change.label} ", "second"))
        if change.old:
            told += [Segment(change.old, "old"), Segment(" → ", "second")]
        told.append(Segment(change.new + "　", "new"))
    return told


def dated_changes(plan: Plan) -> Counter[str]:
    """Label of a dated fact → in how many rows it differs from what stands: what 变更 or 更正 is asked about."""
    found: Counter[str] = Counter()
    for row in plan.rows:
        for change in row.changes:
            ledger = ledger_named(change.ledger)
            if change.old and ledger and fact_of(ledger, change.field) and not row.periods:
                found[change.label] += 1
    return found
