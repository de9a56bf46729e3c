"""方案 of 达标测算: assumptions and what is to be done, told in words, held against today, and kept under a name.

A 方案 is kept as a setting: nothing of it stands in any ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import prod
from typing import Any, cast

from ycpe_desktop.codes import NATURES
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.figures import plain, rounded
from ycpe_desktop.policy.what_if import ACTIONS, MAY, Action, Assumptions, Choice, Garden, Outcome, outcome, scaled
from ycpe_desktop.schoolyear import label
from ycpe_desktop.store import Store

SETTING = "what_if_plans"
"""Setting: name → 方案."""
LONGEST_NAME = 30
YEARS_AHEAD = 5
LEAST_RATE, MOST_RATE = -50, 50
"""Percent by which the children may be assumed to change in one year: what is beyond is a slip of the finger."""
PUBLIC, INCLUSIVE = "公办园在园幼儿占比", "普惠性幼儿园覆盖率"
ONLY_RECKONED = "仅测算，不改动台账"


@dataclass(frozen=True)
class Plan:
    """``rates``: by how many percent the children change, one for each coming year, none for the year itself.

    ``by_hand``: what the clerk has decided for a kindergarten, None to leave it alone; ``moved_by_hand``: the moved
    children of ``choice`` too. ``choice`` is all that is done, whoever decided it.
    """

    year: int
    public: Fraction
    inclusive: Fraction
    rates: tuple[Fraction, ...] = ()
    seats: int = 0
    choice: Choice = field(default_factory=Choice)
    by_hand: Mapping[str, Action | None] = field(default_factory=dict)
    moved_by_hand: bool = False

    @property
    def assumed(self) -> Assumptions:
        """Without what was decided by hand."""
        return Assumptions(self.public, self.inclusive, births(self.rates), self.seats)

    @property
    def fixed(self) -> Assumptions:
        """With it: what 重新求解 keeps."""
        chosen = {uuid: action for uuid, action in self.by_hand.items() if action is not None}
        kept = frozenset(uuid for uuid, action in self.by_hand.items() if action is None)
        moved = (self.choice.from_others, self.choice.from_inclusive) if self.moved_by_hand else None
        return replace(self.assumed, chosen=chosen, kept=kept, moved=moved)

    @property
    def until(self) -> int:
        """The school year that is reckoned."""
        return self.year + len(self.rates)


@dataclass(frozen=True)
class Change:
    """One kindergarten that is touched, with the children that it is assumed to have."""

    garden: Garden
    action: Action
    children: int
    by_hand: bool

    @property
    def told(self) -> str:
        return ACTIONS[self.action]


@dataclass(frozen=True)
class Compared:
    """One line of today against what is reckoned: a rate in percent with its target, or a number."""

    label: str
    before: Fraction | int
    after: Fraction | int
    target: Fraction | None = None

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Today, then, the change, the target."""
        change = self.after - self.before
        if self.target is None:
            return f"{self.before:,}", f"{self.after:,}", f"{change:+,}" if change else "0", ""
        told = f"{'+' if change > 0 else ''}{rounded(Fraction(change))}"
        return _percent(self.before), _percent(self.after), told, f"{plain(self.target)}%"

    @property
    def verdicts(self) -> str:
        """未达到 → 达到; "" for a number that has no target."""
        target = self.target
        if target is None:
            return ""
        return " → ".join("达到" if share >= target else "未达到" for share in (self.before, self.after))


def births(rates: Sequence[Fraction]) -> Fraction:
    """The coming children as a share of today's."""
    return prod((1 + rate / 100 for rate in rates), start=Fraction(1))


def today(every: Sequence[Garden], plan: Plan) -> Outcome:
    return outcome(every, replace(plan.assumed, births=Fraction(1)), Choice())


def reckoned(every: Sequence[Garden], plan: Plan) -> Outcome:
    return outcome(every, plan.assumed, plan.choice)


def changes(every: Sequence[Garden], plan: Plan) -> list[Change]:
    """In the order of the registry, 认定 before 转公办."""
    found = [
        Change(one, plan.choice.actions[one.uuid], scaled(one, plan.assumed), one.uuid in plan.by_hand)
        for one in every
        if one.uuid in plan.choice.actions
    ]
    return sorted(found, key=lambda each: each.action != "recognise")


def compared(every: Sequence[Garden], plan: Plan) -> list[Compared]:
    """Today beside what is reckoned: both rates, what they are made of, what is wanting."""
    before, after = today(every, plan), reckoned(every, plan)
    wanting = list(zip(before.lacking(plan.assumed), after.lacking(plan.assumed), strict=True))
    lines = [
        Compared(PUBLIC, before.public_share, after.public_share, plan.public),
        Compared(INCLUSIVE, before.inclusive_share, after.inclusive_share, plan.inclusive),
        Compared("在园幼儿", before.total, after.total),
        Compared("公办园幼儿", before.public, after.public),
        Compared("普惠性民办园幼儿", before.inclusive - before.public, after.inclusive - after.public),
        Compared("其他民办园幼儿", before.total - before.inclusive, after.total - after.inclusive),
        Compared("公办占比还差幼儿", *wanting[0]),
        Compared("普惠覆盖率还差幼儿", *wanting[1]),
    ]
    return lines + [Compared(title, *pair) for title, pair in _gardens(every, plan).items()]


def _gardens(every: Sequence[Garden], plan: Plan) -> dict[str, tuple[int, int]]:
    """Kindergartens by nature, before and after; a new one is not counted, for it is seats that are reckoned."""
    becomes: dict[Action, str] = {"recognise": "inclusive", "take_over": "public"}
    acts = plan.choice.actions
    after = [becomes[acts[one.uuid]] if one.uuid in acts else one.nature for one in every]
    return {f"{title}园（所）": (sum(one.nature == key for one in every), after.count(key)) for key, title in NATURES}


def _percent(share: Fraction | int) -> str:
    return f"{rounded(Fraction(share))}%"


def told(every: Sequence[Garden], plan: Plan) -> str:
    """认定 1 所、转公办 2 所、新增公办学位 30 个，涉及幼儿 283 名，两项目标都达到."""
    found = reckoned(every, plan)
    acts = list(plan.choice.actions.values())
    moved = plan.choice.from_others + plan.choice.from_inclusive
    done = [f"认定普惠 {count} 所" for count in [acts.count("recognise")] if count]
    done += [f"转公办 {count} 所" for count in [acts.count("take_over")] if count]
    done += [f"新增公办学位 {moved:,} 个"] if moved else []
    did = f"{'、'.join(done)}，涉及幼儿 {found.changed:,} 名" if done else "不作改动"
    return f"{did}：{lacking_told(found, plan)}"


def lacking_told(found: Outcome, plan: Plan) -> str:
    """两项目标都达到, or how many children are wanting for which."""
    names = ("公办占比", "普惠覆盖率")
    wanting = [
        f"{name}还差 {count:,} 名幼儿" for name, count in zip(names, found.lacking(plan.assumed), strict=True) if count
    ]  # fmt: skip - as it is said
    return "，".join(wanting) if wanting else "两项目标都达到" if found.reaches else "没有在园幼儿，无法判断"


def assumed_told(plan: Plan) -> str:
    """The assumptions in one sentence, for print and workbook."""
    if plan.rates:
        each = "、".join(f"{plan.year + ahead} 年 {rate_told(rate)}" for ahead, rate in enumerate(plan.rates, start=1))
        first = f"算到 {label(plan.until)}，在园幼儿比上年：{each}"
    else:
        first = f"按 {label(plan.year)}的在园幼儿"
    seats = f"新增公办学位至多 {plan.seats:,} 个" if plan.seats else "不新增公办学位"
    return f"{first}；目标：公办占比 {plain(plan.public)}%，普惠覆盖率 {plain(plan.inclusive)}%；{seats}"


def rate_told(rate: Fraction) -> str:
    return f"{'+' if rate > 0 else ''}{plain(rate)}%"


def still_possible(every: Sequence[Garden], plan: Plan) -> tuple[Plan, int]:
    """A kept 方案 without what can no longer be done, and how many kindergartens that is: they have been recognised or
    taken over meanwhile, have closed, or lack their figures."""
    may = {one.uuid: MAY.get(one.nature, ()) for one in every}
    acts = {uuid: action for uuid, action in plan.choice.actions.items() if action in may.get(uuid, ())}
    hand = {uuid: act for uuid, act in plan.by_hand.items() if uuid in may and (act is None or act in may[uuid])}
    choice = replace(plan.choice, actions=acts)
    return replace(plan, choice=choice, by_hand=hand), len(plan.choice.actions) - len(acts)


def kept_plans(store: Store) -> dict[str, Plan]:
    """All that were saved, by name."""
    kept: Mapping[str, Any] = store.setting(SETTING, {})
    return {name: _from_json(each) for name, each in sorted(kept.items())}


def keep_plan(store: Store, name: str, plan: Plan) -> str:
    """Save it under that name, as one action; another of the same name is replaced. Gives the name as it is kept."""
    wanted = " ".join(name.split())
    if not 1 <= len(wanted) <= LONGEST_NAME:
        raise Refusal(f"方案名称应是 1 至 {LONGEST_NAME} 个字", "达标测算", "例如 2027 年少生 5%")
    kept = dict(store.setting(SETTING, {}))
    store.set_setting(SETTING, {**kept, wanted: _as_json(plan)}, f"保存达标测算方案：{wanted}")
    return wanted


def drop_plan(store: Store, name: str) -> None:
    kept = dict(store.setting(SETTING, {}))
    if kept.pop(name, None) is not None:
        store.set_setting(SETTING, kept, f"删除达标测算方案：{name}")


def _as_json(plan: Plan) -> dict[str, Any]:
    return {
        "year": plan.year,
        "public": str(plan.public),
        "inclusive": str(plan.inclusive),
        "rates": [str(rate) for rate in plan.rates],
        "seats": plan.seats,
        "actions": dict(plan.choice.actions),
        "moved": [plan.choice.from_others, plan.choice.from_inclusive],
        "by_hand": dict(plan.by_hand),
        "moved_by_hand": plan.moved_by_hand,
    }


def _from_json(kept: Mapping[str, Any]) -> Plan:
    return Plan(
        int(kept["year"]),
        Fraction(kept["public"]),
        Fraction(kept["inclusive"]),
        tuple(Fraction(rate) for rate in kept["rates"]),
        int(kept["seats"]),
        Choice(cast(Mapping[str, Action], kept["actions"]), *kept["moved"]),
        kept["by_hand"],
        bool(kept["moved_by_hand"]),
    )
