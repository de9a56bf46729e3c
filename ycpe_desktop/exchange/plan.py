"""The plan of an import: what every row of the file would do. The review shows it as it stands, ``apply`` does it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ycpe_desktop.exchange.proposal import Proposal
from ycpe_desktop.exchange.sheets import address
from ycpe_desktop.faults import Problem
from ycpe_desktop.ledgers import Ledger

State = Literal["new", "changed", "same", "refused", "doubtful"]
STATES: tuple[State, ...] = ("refused", "doubtful", "changed", "new", "same")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value as shown before and after. ``proposed``: worked out by the program, not a cell of the file."""

    ledger: str
    field: str
    label: str
    old: str
    new: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Similar:
    """A record that a doubtful row may be; ``score`` 0–100."""

    uuid: str
    name: str
    place: str
    score: float


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem and the sheet's column (zero-based) that it is about; None where the whole row is meant."""

    column: int | None
    problem: Problem


@dataclass(slots=True)
class LeftOver:
    """导入原值: a cell that no field takes (``field`` None), or that its field could not read."""

    ledger: str
    owner: str
    field: str | None
    title: str
    value: str
    reason: str
    source: str
    uuid: str = ""
    """Of the row that it replaces, or is to have."""
    before: dict[str, Any] | None = None


@dataclass(slots=True)
class Part:
    """What the row does to one record. ``values`` holds only what differs; ``facts`` count from the plan's day."""

    ledger: type[Ledger]
    uuid: str
    before: dict[str, Any] | None
    """The record as it stands; None for a new one."""
    values: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)
    """Fields that have a value now, so that their 导入原值 is done with."""


@dataclass(slots=True)
class Period:
    """A row of a dated fact's own sheet; ``values`` holds only what differs."""

    fact: str
    ledger: type[Ledger]
    uuid: str
    owner: str
    before: dict[str, Any] | None
    values: dict[str, Any]


@dataclass(slots=True)
class Explained:
    """The office's sentence on a finding, as ``explanation`` keeps it."""

    uuid: str
    before: dict[str, Any] | None
    values: dict[str, Any]


@dataclass(slots=True)
class PlannedRow:
    """One row of the file; ``index`` is the sheet's row, zero-based."""

    sheet: str
    index: int
    ledger: type[Ledger]
    name: str = ""
    state: State = "same"
    uuid: str = ""
    parts: list[Part] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)
    explained: Explained | None = None
    similar: list[Similar] = field(default_factory=list)
    digest: str = ""
    """Under which a decision about the row is remembered."""
    decision: str = ""

    @property
    def number(self) -> int:
        """The row as Excel counts it."""
        return self.index + 1

    @property
    def problems(self) -> list[Problem]:
        return [fault.problem for fault in self.faults]

    def fault(
        self,
        column: int | None,
        message: str,
        remedy: str = "",
        *,
        label: str = "",
        value: str = "",
        must_fix: bool = True,
    ) -> None:
        cell = address(self.index, column if column is not None else 0)
        self.faults.append(Fault(column, Problem(message, remedy, self.sheet, cell, label, value, must_fix)))

    def refuse(self, column: int | None, message: str, remedy: str = "", *, label: str = "", value: str = "") -> None:
        """The row stays outside; what it would have done is forgotten."""
        self.state = "refused"
        self.parts, self.periods, self.changes, self.left_over = [], [], [], []
        self.fault(column, message, remedy, label=label, value=value)


@dataclass
class Plan:
    """``stamp`` is the newest action when it was made: ``apply`` refuses once another has followed."""

    proposal: Proposal
    rows: list[PlannedRow]
    ignored: list[tuple[str, int, str]]
    """(sheet, row number as Excel counts, reason) of everything that is no record: 合计, notes, repeated headers."""
    unread: list[tuple[str, str]]
    """(sheet, reason) of the sheets that are not read."""
    years: list[int]
    """School years that the import touches."""
    stamp: int = 0

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def counts(self) -> dict[State, int]:
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}

    @property
    def changes_anything(self) -> bool:
        return any(row.state in ("new", "changed") for row in self.rows)

    def rows_of(self, states: Sequence[State]) -> list[PlannedRow]:
        return [row for row in self.rows if row.state in states]

    def summary(self) -> dict[str, Any]:
        """As ``import --json`` prints it; a doubtful row that nobody decided counts as refused."""
        counts = self.counts
        told = [
            {
                key: value
                for key, value in each._asdict().items()
                if key in ("sheet", "cell", "field", "value", "message", "remedy")
            }
            for each in self.problems
        ]
        return {
            "rows": len(self.rows),
            "new": counts["new"],
            "changed": counts["changed"],
            "same": counts["same"],
            "refused": counts["refused"] + counts["doubtful"],
            "doubtful": counts["doubtful"],
            "year": self.proposal.year,
            "problems": told,
            "ignored": [{"sheet": sheet, "row": row, "reason": why} for sheet, row, why in self.ignored],
            "unread": [{"sheet": sheet, "reason": why} for sheet, why in self.unread],
        }
