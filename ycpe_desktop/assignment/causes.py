"""Why not everybody can be covered: for each shortage a set of rules that cannot be kept together, none too many.

From an uncovered kindergarten one comes, over the supervisors who may have it and the kindergartens that these have, to
a group of kindergartens whose supervisors altogether have one place too few (the theorem of Hall). Take any one of the
rules away, and a place is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ycpe_desktop.assignment.covering import crowd
from ycpe_desktop.assignment.explaining import rule_in_words
from ycpe_desktop.assignment.model import FORBIDDEN, Numbers, Told, silent
from ycpe_desktop.assignment.problem import Problem
from ycpe_desktop.assignment.rules import Kind, Rule

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Cause:
    """``uncovered``: the kindergartens that remain for this reason. ``rules`` cannot all be kept; any of them left out,
    they can."""

    uncovered: tuple[int, ...]
    rules: tuple[Rule, ...]
    sentence: str

    def of(self, kind: Kind) -> list[Rule]:
        return [rule for rule in self.rules if rule.kind == kind]


def causes(problem: Problem, who: Numbers, told: Told = silent) -> tuple[Cause, ...]:
    """One for each group of rules; ``who`` is an assignment that leaves as few uncovered as can be."""
    found: dict[frozenset[Rule], tuple[list[int], list[Rule]]] = {}
    left = np.flatnonzero(who == len(problem.people)).tolist()
    for done, garden in enumerate(left):
        told("正在查找无人可派的原因", done, len(left))
        rules = _irreducible(problem, who, garden)
        same = frozenset(rule for rule in rules if rule.kind != "cover")
        found.setdefault(same, ([], rules))[0].append(garden)
    return tuple(
        Cause(tuple(gardens), tuple(rules), _sentence(problem, rules, gardens)) for gardens, rules in found.values()
    )


def _irreducible(problem: Problem, who: Numbers, garden: int) -> list[Rule]:
    competing, full, _ = crowd(problem.model.metres != FORBIDDEN, who, np.array([garden]))
    gardens, people = competing.tolist(), full.tolist()
    outside = sorted(set(range(len(problem.people))).difference(people))
    return [
        *(Rule("cover", each) for each in gardens),
        *(Rule("maximum", None, person) for person in people),
        *_needed(problem, gardens, outside),
    ]


def _needed(problem: Problem, gardens: list[int], outside: list[int]) -> list[Rule]:
    """Rules by which none of the kindergartens may go to any supervisor outside, none of them too many: each has a pair
    that it alone forbids."""
    against = {(garden, person): set(problem.rules.against(garden, person)) for garden in gardens for person in outside}
    kept = dict.fromkeys(rule for rules in against.values() for rule in sorted(rules, key=_breadth))
    for rule in sorted(kept, key=_breadth):
        rest = kept.keys() - {rule}
        if all(rules & rest for rules in against.values() if rule in rules):
            del kept[rule]
    return sorted(kept, key=lambda rule: (rule.kind, rule.person or 0, rule.garden or 0))


def _breadth(rule: Rule) -> tuple[int, str, int, int]:
    """Those that say little go first: a pair's before those of a whole kindergarten or supervisor."""
    wide = {"recusal": 0, "rotation": 0, "lock": 1, "term": 2}
    return wide[rule.kind], rule.kind, rule.garden or 0, rule.person or 0


def _sentence(problem: Problem, rules: list[Rule], uncovered: list[int]) -> str:
    gardens = sorted({*(rule.garden or 0 for rule in rules if rule.kind == "cover"), *uncovered})
    full = [rule for rule in rules if rule.kind == "maximum"]
    others = [rule for rule in rules if rule.kind not in {"cover", "maximum"}]
    names = _named([problem.gardens[garden].name for garden in gardens], "所园")
    if not problem.people:
        return f"{names}：还没有督学"
    if full:
        places = len(full) * (problem.rules.maximum or 0)
        who = _named([problem.people[rule.person or 0].name for rule in full], "位督学")
        limit = f"每人最多 {problem.rules.maximum} 所，共 {places} 所"
        told = f"{names}只能由{who}负责，{limit}，缺 {len(uncovered)} 所的名额"
    else:
        told = f"{names}没有一位督学可以负责"
    reasons = list(_grouped(problem, others))
    return f"{told}：{'；'.join(reasons)}" if reasons else told


def _grouped(problem: Problem, rules: list[Rule]) -> Iterator[str]:
    for kind in ("term", "lock", "rotation", "recusal"):
        same = [rule_in_words(problem, rule) for rule in rules if rule.kind == kind]
        if same:
            more = f"等 {len(same)} 条" if len(same) > NAMED_AT_MOST else ""
            yield "、".join(same[:NAMED_AT_MOST]) + more


def _named(names: list[str], unit: str) -> str:
    if len(names) <= NAMED_AT_MOST:
        return "、".join(names)
    return f"{'、'.join(names[:NAMED_AT_MOST])}等 {len(names)} {unit}"
