"""The hard rules, each of which may be a reason why somebody cannot be covered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Kind = Literal["cover", "recusal", "rotation", "lock", "term", "maximum"]
TITLES: Mapping[Kind, str] = {
    "cover": "全覆盖",
    "recusal": "回避",
    "rotation": "轮岗",
    "lock": "锁定",
    "term": "任期",
    "maximum": "上限",
}
CLAUSES: Mapping[Kind, str] = {
    "cover": "教督〔2019〕3号；运政办发〔2021〕44号 三（三）1",
    "recusal": "教育督导条例 10",
    "rotation": "本县设定",
    "lock": "本县设定",
    "term": "教育督导条例 6",
    "maximum": "本县设定",
}


@dataclass(frozen=True)
class Rule:
    """One rule: that a kindergarten must be covered (``garden``), that a pair must not be (recusal, rotation), that one
    must be (lock), or what holds for one supervisor (``person``: term, maximum)."""

    kind: Kind
    garden: int | None = None
    person: int | None = None


@dataclass(frozen=True)
class Rules:
    """Kindergartens and supervisors by their numbers in the problem. The texts say why, as users read it."""

    recusals: Mapping[tuple[int, int], str]
    """(kindergarten, supervisor) → 近亲属…"""
    rotations: Mapping[tuple[int, int], date]
    """(kindergarten, supervisor) → since when."""
    locks: frozenset[tuple[int, int]]
    terms: Mapping[int, str]
    maximum: int | None = None

    def pairs(self) -> Iterator[Rule]:
        """Every rule but covering and the maximum."""
        yield from (Rule("recusal", garden, person) for garden, person in sorted(self.recusals))
        yield from (Rule("rotation", garden, person) for garden, person in sorted(self.rotations))
        yield from (Rule("lock", garden, person) for garden, person in sorted(self.locks))
        yield from (Rule("term", None, person) for person in sorted(self.terms))

    def against(self, garden: int, person: int) -> list[Rule]:
        """The rules that stand against the pair."""
        found = [Rule("lock", *lock) for lock in sorted(self.locks) if lock[0] == garden and lock[1] != person]
        if person in self.terms:
            found.append(Rule("term", None, person))
        if (garden, person) in self.recusals:
            found.append(Rule("recusal", garden, person))
        if (garden, person) in self.rotations:
            found.append(Rule("rotation", garden, person))
        return found

    def open_pairs(self, gardens: int, people: int, lifted: frozenset[Rule] = frozenset()) -> npt.NDArray[np.bool_]:
        """[kindergarten, supervisor]: whether no rule stands against the pair, but for the lifted ones."""
        found = np.ones((gardens, people), dtype=bool)
        for rule in self.pairs():
            if rule in lifted:
                continue
            if rule.kind == "term":
                found[:, rule.person] = False
            elif rule.kind == "lock":
                found[rule.garden, np.arange(people) != rule.person] = False
            else:
                found[rule.garden, rule.person] = False
        return found
