"""What a check finds, in two tiers, and how many records share the same fault."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Tier = Literal["must", "explain"]
TIERS: dict[Tier, str] = {"must": "必须改", "explain": "可说明"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one record: jumps to ``field`` of the record ``uuid`` of ``ledger`` (its table's name).

    ``numbers`` are those in the sentence. ``explanation`` is the office's own sentence on it, "" where it gave none.
    ``more``: so many further records share the fault and are not told; stands on the last one that is.
    """

    rule: str
    tier: Tier
    ledger: str
    uuid: str
    name: str
    field: str
    sentence: str
    clause: str
    numbers: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    explanation: str = ""
    more: int = 0

    @property
    def tier_shown(self) -> str:
        return TIERS[self.tier]


@dataclass(frozen=True)
class Group:
    """The findings of one rule: one line with a count."""

    rule: str
    title: str
    tier: Tier
    clause: str
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        return counted(self.findings)

    @property
    def explained(self) -> int:
        return sum(1 for each in self.findings if each.explanation)

    @property
    def cut(self) -> str:
        """The sentence for what is not told one by one; "" where all are."""
        told = len(self.findings)
        return f"只列前 {told:,} 条，共 {self.count:,} 条" if self.count > told else ""


def counted(findings: Iterable[Finding]) -> int:
    """Faulty records, those that are not told among them."""
    return sum(1 + each.more for each in findings)


def grouped(findings: Iterable[Finding], titles: Mapping[str, str]) -> list[Group]:
    """By rule, 必须改 first, in the order in which they were found. ``titles``: see ``checks.TITLES``."""
    by_rule: dict[str, list[Finding]] = {}
    for each in findings:
        by_rule.setdefault(each.rule, []).append(each)
    groups = [
        Group(rule, titles.get(rule, rule), found[0].tier, found[0].clause, tuple(found))
        for rule, found in by_rule.items()
    ]
    return sorted(groups, key=lambda group: group.tier == "explain")
