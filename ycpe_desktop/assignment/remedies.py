"""What would let everybody be covered, counted: more supervisors, a higher maximum, or the fewest rules lifted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ycpe_desktop.assignment.covering import cover
from ycpe_desktop.assignment.explaining import rule_in_words
from ycpe_desktop.assignment.lifting import fewest
from ycpe_desktop.assignment.model import FORBIDDEN, Numbers, Told, silent
from ycpe_desktop.assignment.problem import Problem
from ycpe_desktop.assignment.rules import Kind, Rule

NAMED_AT_MOST = 3
LIFTABLE: Mapping[Kind, str] = {
    "term": "续聘 {} 位任期已满的督学",
    "lock": "解除 {} 处锁定",
    "rotation": "暂缓 {} 处轮岗",
    "recusal": "核实并取消 {} 条回避",
}


@dataclass(frozen=True)
class Remedies:
    """Each of them alone is enough. ``supervisors``: so many more, each with ``places``, and so many locks released
    (``locks``). ``maximum``: the least that is enough, None where none is. ``lifted``: the fewest rules of one kind, of
    the kinds that are enough by themselves."""

    supervisors: int
    places: int
    locks: int
    maximum: int | None
    lifted: Mapping[Kind, tuple[Rule, ...]]
    sentence: str = ""


def remedies(problem: Problem, who: Numbers, told: Told = silent) -> Remedies:
    """``who`` leaves as few uncovered as can be."""
    uncovered = int((who == len(problem.people)).sum())
    places = problem.options.maximum or int(np.median(problem.most))
    lifted = {kind: rules for kind in LIFTABLE if (rules := fewest(problem, who, kind, told))}
    found = Remedies(
        -(-uncovered // max(places, 1)), places, _locked_out(problem, who), _least_maximum(problem, who), lifted
    )
    return replace(found, sentence=_sentence(problem, found))


def _locked_out(problem: Problem, who: Numbers) -> int:
    """Locked kindergartens that no supervisor more would help."""
    if not problem.locked:
        return 0
    newcomer = np.ones((len(problem.gardens), 1), dtype=bool)
    newcomer[sorted(problem.locked)] = False
    allowed = np.concatenate([problem.model.metres != FORBIDDEN, newcomer], axis=1)
    nobody = allowed.shape[1]
    begin = np.where(who == len(problem.people), nobody, who)
    found = cover(allowed, np.append(problem.model.maximum, len(problem.gardens)), begin)
    return int((found == nobody).sum())


def _least_maximum(problem: Problem, who: Numbers) -> int | None:
    if problem.options.maximum is None:
        return None

    def enough(maximum: int) -> bool:
        found = cover(problem.model.metres != FORBIDDEN, np.full(len(problem.people), maximum), who)
        return not bool((found == len(problem.people)).any())

    low, high = problem.options.maximum, len(problem.gardens)
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _sentence(problem: Problem, found: Remedies) -> str:
    """缺 2 名督学（按每人 6 所计），或放宽上限到每人 7 所，或…"""
    release = f"，并解除 {found.locks} 处锁定" if found.locks else ""
    told = [f"缺 {found.supervisors} 名督学（按每人 {found.places} 所计{release}）"]
    if found.maximum is not None:
        told.append(f"放宽上限到每人 {found.maximum} 所")
    for kind, words in LIFTABLE.items():
        if rules := found.lifted.get(kind):
            names = "、".join(rule_in_words(problem, rule) for rule in rules[:NAMED_AT_MOST])
            more = "等" if len(rules) > NAMED_AT_MOST else ""
            told.append(f"{words.format(len(rules))}（{names}{more}）")
    return "，或".join(told)
