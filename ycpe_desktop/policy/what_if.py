"""达标测算: the smallest change that reaches the targets of 公办占比 and 普惠覆盖率 at once.

What can be done: 认定 a 非营利性民办 as 普惠性 (never a 营利性), take over a 普惠性 or 非营利性民办 as 公办 (转公办),
and move children into new public seats, of which there are only so many. First as few kindergartens as possible are
touched, then as few children as possible change (those of the touched ones and those that move), then 认定 goes before
转公办, then the order of the registry decides. Fewer births are an assumption: they scale every kindergarten by one
factor, rounded to whole children.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import Literal

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.figures import Lack, rounded
from ycpe_desktop.policy.indicators import facts
from ycpe_desktop.policy.lexicographic import Program, minimised
from ycpe_desktop.policy.thresholds import own_targets, target
from ycpe_desktop.schoolyear import first_day
from ycpe_desktop.store import Store
from ycpe_desktop.store.spoken import by_name
from ycpe_desktop.store.tables import place

Action = Literal["recognise", "take_over"]
ACTIONS: dict[Action, str] = {"recognise": "认定为普惠性民办", "take_over": "转为公办"}
MAY: dict[str, tuple[Action, ...]] = {"nonprofit": ("recognise", "take_over"), "inclusive": ("take_over",)}
"""办园性质 → what can be done with such a kindergarten."""
PUBLIC, INCLUSIVE = "public_share", "inclusive_coverage"


@dataclass(frozen=True)
class Garden:
    """One kindergarten in operation. ``children``: those of the year, before births change; ``township``: its name."""

    uuid: str
    name: str
    nature: str
    children: int
    township: str = ""


@dataclass(frozen=True)
class Assumptions:
    """``births``: the coming children as a share of today's. ``seats``: most children in new public seats.

    ``chosen`` and ``kept``: what the office has decided by hand, to do with a kindergarten or to leave it alone;
    ``moved``: the same of the children in new public seats, from 非普惠 and from 普惠性 ones.
    """

    public: Fraction
    inclusive: Fraction
    births: Fraction = Fraction(1)
    seats: int = 0
    chosen: Mapping[str, Action] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    moved: tuple[int, int] | None = None


@dataclass(frozen=True)
class Choice:
    """What is done with whom, and how many children move into new public seats: from 非普惠 and from 普惠性 ones."""

    actions: Mapping[str, Action] = field(default_factory=dict)
    from_others: int = 0
    from_inclusive: int = 0


@dataclass(frozen=True)
class Outcome:
    """Where a choice leads, in exact numbers of children. ``touched``: kindergartens, ``changed``: children."""

    choice: Choice
    total: int
    public: int
    inclusive: int
    touched: int
    changed: int
    reaches: bool

    @property
    def public_share(self) -> Fraction:
        return Fraction(100 * self.public, self.total) if self.total else Fraction(0)

    @property
    def inclusive_share(self) -> Fraction:
        return Fraction(100 * self.inclusive, self.total) if self.total else Fraction(0)

    def lacking(self, given: Assumptions) -> tuple[int, int]:
        """How many children are wanting in 公办 ones, and in 普惠 ones."""
        public, inclusive = (ceil(share * self.total / 100) for share in (given.public, given.inclusive))
        return max(0, public - self.public), max(0, inclusive - self.inclusive)


def gardens(store: Store, year: int) -> tuple[list[Garden], list[Lack]]:
    """Those in operation on 1 September in the order of the registry, and those that cannot be counted."""
    found: list[Garden] = []
    lacks: list[Lack] = []
    with store.reading() as connection:
        now = facts(store, year, first_day(year), own_targets(store)).row
        row = now.c
        wanted = select(row.uuid, row.name, row.status, row.nature, row.children, place.c.name)
        wanted = wanted.select_from(now.outerjoin(place, place.c.code == row.township))
        for uuid, name, status, nature, children, town in connection.execute(
            wanted.order_by(row.township, by_name(now), row.uuid)
        ):
            if status is None or nature is None:
                lacks.append(Lack(uuid, name, "kindergarten", "nature" if status else "status", "性质或状态未填"))
            elif children is None:
                lacks.append(Lack(uuid, name, "year_report", "children_reported", "在园幼儿数未填"))
            else:
                found.append(Garden(uuid, name, nature, int(children), town or ""))
    return found, lacks


def usual(store: Store, year: int) -> Assumptions:
    """The targets of that year, the office's own before the plan's; births as they are, no new seats."""
    own = own_targets(store)
    public, inclusive = target(PUBLIC, year, own), target(INCLUSIVE, year, own)
    if public is None or inclusive is None:
        raise Refusal("这一学年没有公办占比和普惠覆盖率的目标", "", "请在“备份与设置”的指标目标里填写")
    return Assumptions(public.value, inclusive.value)


def outcome(every: Sequence[Garden], given: Assumptions, choice: Choice) -> Outcome:
    """Where any choice leads, also one made by hand. Raises Refusal for what cannot be done."""
    nature = _natures(every, given, choice)
    size = {one.uuid: scaled(one, given) for one in every}
    children = {name: sum(size[one.uuid] for one in every if nature[one.uuid] == name) for name in set(nature.values())}
    others = children.get("nonprofit", 0) + children.get("forprofit", 0)
    _check_moved(given, choice, others, children.get("inclusive", 0))
    total = sum(size.values())
    moved = choice.from_others + choice.from_inclusive
    public = children.get("public", 0) + moved
    inclusive = children.get("public", 0) + children.get("inclusive", 0) + choice.from_others
    changed = sum(size[uuid] for uuid in choice.actions) + moved
    reaches = public * 100 >= given.public * total and inclusive * 100 >= given.inclusive * total
    return Outcome(choice, total, public, inclusive, len(choice.actions), changed, bool(total) and reaches)


def smallest(every: Sequence[Garden], given: Assumptions) -> Outcome:
    """The smallest change that reaches both targets, proven. Raises Refusal where nothing allowed reaches them."""
    if not sum(scaled(one, given) for one in every):
        raise Refusal("没有可以测算的在园幼儿", "", "请先填写年度数据")
    _natures(every, given, Choice(dict(given.chosen)))
    program, does, moves = _program(every, given)
    of = {one.uuid: scaled(one, given) for one in every}
    number = {one.uuid: place for place, one in enumerate(every, start=1)}
    values = minimised(
        program,
        (
            dict.fromkeys(does.values(), 1),
            {**{variable: of[uuid] for (uuid, _), variable in does.items()}, **dict.fromkeys(moves, 1)},
            {variable: 1 for (_, action), variable in does.items() if action == "take_over"},
            {variable: number[uuid] for (uuid, _), variable in does.items()},
            {moves[1]: 1},
        ),
    )  # fmt: skip - one aim a line
    if values is None:
        raise _unreachable(every, given)
    actions: dict[str, Action] = {uuid: action for (uuid, action), variable in does.items() if values[variable]}
    return outcome(every, given, Choice(actions, values[moves[0]], values[moves[1]]))


def most(every: Sequence[Garden], given: Assumptions) -> Outcome:
    """The farthest that anything allowed leads: all taken over that may be, all seats filled from 非普惠 ones first."""
    actions: dict[str, Action] = dict.fromkeys(
        (one.uuid for one in every if one.nature in MAY and one.uuid not in given.kept), "take_over"
    )
    actions |= given.chosen
    after = _natures(every, given, Choice(actions))
    left = sum(scaled(one, given) for one in every if after[one.uuid] in ("nonprofit", "forprofit"))
    inclusive = sum(scaled(one, given) for one in every if after[one.uuid] == "inclusive")
    others = min(given.seats, left)
    moved = given.moved or (others, min(given.seats - others, inclusive))
    return outcome(every, given, Choice(actions, *moved))


def seats_wanted(every: Sequence[Garden], given: Assumptions) -> int:
    """The fewest new public seats with which the targets can be reached, everything else that may be done being done.

    Always enough: with as many seats as children all children stand in public ones.
    """
    return max(most(every, replace(given, seats=0, moved=None)).lacking(given))


def _program(every: Sequence[Garden], given: Assumptions) -> tuple[Program, dict[tuple[str, Action], int], list[int]]:
    """The variables of what can be done with whom, and of the two kinds of moved children, in their rows."""
    size = {one.uuid: scaled(one, given) for one in every}
    total = sum(size.values())
    of = {name: sum(size[one.uuid] for one in every if one.nature == name) for name in {one.nature for one in every}}
    program = Program()
    does = {
        (one.uuid, action): program.variable(1)
        for one in every
        if one.uuid not in given.kept
        for action in MAY.get(one.nature, ())
    }  # fmt: skip - as it is said
    others, inclusive = program.variable(given.seats), program.variable(given.seats)
    for variable, fixed in zip((others, inclusive), given.moved or (), strict=False):
        program.at_least({variable: 1}, fixed)
        program.at_most({variable: 1}, fixed)
    nature = {one.uuid: one.nature for one in every}
    takes = {variable: size[uuid] for (uuid, action), variable in does.items() if action == "take_over"}
    leaves = {variable: size[uuid] for (uuid, _), variable in does.items() if nature[uuid] == "nonprofit"}
    public, both = of.get("public", 0), of.get("public", 0) + of.get("inclusive", 0)
    program.at_least({**takes, others: 1, inclusive: 1}, ceil(given.public * total / 100) - public)
    program.at_least({**leaves, others: 1}, ceil(given.inclusive * total / 100) - both)
    program.at_most({others: 1, inclusive: 1}, given.seats)
    program.at_most({**leaves, others: 1}, of.get("nonprofit", 0) + of.get("forprofit", 0))
    program.at_most({**_inclusive_left(does, nature, size), inclusive: 1}, of.get("inclusive", 0))
    for one in every:
        mine = {does[key]: 1 for action in MAY.get(one.nature, ()) if (key := (one.uuid, action)) in does}
        if len(mine) > 1:
            program.at_most(mine, 1)
        if (chosen := given.chosen.get(one.uuid)) is not None:
            program.at_least({does[one.uuid, chosen]: 1}, 1)
    return program, does, [others, inclusive]


def _inclusive_left(
    does: Mapping[tuple[str, Action], int], nature: Mapping[str, str], size: Mapping[str, int]
) -> dict[int, int]:
    """What the children of 普惠性民办 ones lose (taken over) or win (recognised, negative) by each action."""
    sign = {("inclusive", "take_over"): 1, ("nonprofit", "recognise"): -1}
    return {
        variable: sign[nature[uuid], action] * size[uuid]
        for (uuid, action), variable in does.items()
        if (nature[uuid], action) in sign
    }


def _natures(every: Sequence[Garden], given: Assumptions, choice: Choice) -> dict[str, str]:
    """办园性质 of each kindergarten after the choice."""
    known = {one.uuid: one for one in every}
    for uuid, action in choice.actions.items():
        one = known.get(uuid)
        if one is None or action not in MAY.get(one.nature, ()):
            name = one.name if one else uuid
            raise Refusal(f"{name}不能{ACTIONS[action]}", "达标测算", "营利性园不能认定，公办园不用改变，请改选别的园")
        if uuid in given.kept:
            raise Refusal(f"{one.name}已选定不变动", "达标测算", "请先取消“固定”")
    becomes: dict[Action, str] = {"recognise": "inclusive", "take_over": "public"}
    return {one.uuid: becomes[choice.actions[one.uuid]] if one.uuid in choice.actions else one.nature for one in every}


def _check_moved(given: Assumptions, choice: Choice, others: int, inclusive: int) -> None:
    if choice.from_others + choice.from_inclusive > given.seats:
        raise Refusal(f"新增公办学位只有 {given.seats:,} 个", "达标测算", "请减少转入的幼儿，或增加学位")
    if choice.from_others > others or choice.from_inclusive > inclusive:
        raise Refusal("转入新学位的幼儿多于原园的在园幼儿", "达标测算", "请减少转入的幼儿")


def scaled(one: Garden, given: Assumptions) -> int:
    """Half up, in whole children."""
    return int((one.children * given.births * 2 + 1) // 2)


def _unreachable(every: Sequence[Garden], given: Assumptions) -> Refusal:
    best = most(every, replace(given, moved=None))
    seats = f"、{given.seats:,} 个新增学位都用上" if given.seats else ""
    told = (
        f"能变动的园都转为公办{seats}，公办占比 {rounded(best.public_share)}%、"
        f"普惠覆盖率 {rounded(best.inclusive_share)}%，还达不到目标"
    )
    wanted = seats_wanted(every, given)
    more = f"新增公办学位至少要 {wanted:,} 个" if wanted > given.seats else "请放开手工定下的转入人数"
    return Refusal(told, "达标测算", f"{more}；也可以放开固定的园，或降低目标")
