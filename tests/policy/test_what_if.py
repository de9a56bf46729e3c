"""达标测算 against every possible choice of a small county, and what the office may decide by hand."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.conftest import Enter
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.what_if import (
    MAY,
    Action,
    Assumptions,
    Choice,
    Garden,
    Outcome,
    gardens,
    most,
    outcome,
    seats_wanted,
    smallest,
    usual,
)
from ycpe_desktop.store import Store

PLAN = Assumptions(Fraction(55), Fraction(93))
NATURES = ("public", "inclusive", "nonprofit", "forprofit")


def county(*told: tuple[str, int]) -> list[Garden]:
    return [Garden(f"{at}", f"第{at}园", nature, children) for at, (nature, children) in enumerate(told, start=1)]


def every_choice(every: list[Garden], given: Assumptions) -> Iterator[Choice]:
    """All actions, each with the fewest moved children that reach the targets, if any do."""
    options = [(None, *MAY.get(one.nature, ())) if one.uuid not in given.kept else (None,) for one in every]
    for picked in product(*options):
        actions: dict[str, Action] = {
            one.uuid: action for one, action in zip(every, picked, strict=True) if action is not None
        }
        if any(actions.get(uuid) != action for uuid, action in given.chosen.items()):
            continue
        now = outcome(every, given, Choice(actions))
        others = max(0, ceil(given.inclusive * now.total / 100) - now.inclusive)
        rest = max(0, ceil(given.public * now.total / 100) - now.public - others)
        if others + rest <= given.seats:
            yield from (Choice(actions, others + part, rest - part) for part in range(rest + 1))


def by_trial(every: list[Garden], given: Assumptions) -> tuple[int, int] | None:
    """(kindergartens, children) of the best of all choices."""
    best: tuple[int, int] | None = None
    for choice in every_choice(every, given):
        try:
            found = outcome(every, given, choice)
        except Refusal:
            continue
        if found.reaches and (best is None or (found.touched, found.changed) < best):
            best = (found.touched, found.changed)
    return best


def solved(every: list[Garden], given: Assumptions) -> Outcome | None:
    try:
        return smallest(every, given)
    except Refusal:
        return None


counties = st.lists(st.tuples(st.sampled_from(NATURES), st.integers(0, 60)), min_size=1, max_size=7)
percents = st.integers(0, 100).map(Fraction)


@settings(max_examples=40, deadline=None)
@given(counties, percents, percents, st.integers(0, 12), st.sampled_from([Fraction(1), Fraction(4, 5), Fraction(1, 3)]))
def test_it_is_the_best_of_all_choices(
    told: list[tuple[str, int]], public: Fraction, inclusive: Fraction, seats: int, births: Fraction
) -> None:
    every = county(*told)
    assumed = Assumptions(public, inclusive, births, seats)
    found, best = solved(every, assumed), by_trial(every, assumed)
    assert (None if found is None else (found.touched, found.changed)) == best
    assert found is None or found.reaches


@settings(max_examples=3, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=14, max_size=14), st.integers(0, 2))
def test_it_is_the_best_of_all_choices_of_fourteen(sizes: list[int], seats: int) -> None:
    natures = ("public", "public", "public", *("inclusive",) * 8, "nonprofit", "nonprofit", "forprofit")
    every = county(*zip(natures, sizes, strict=True))
    assumed = Assumptions(Fraction(55), Fraction(93), seats=seats)
    found, best = solved(every, assumed), by_trial(every, assumed)
    assert (None if found is None else (found.touched, found.changed)) == best


def test_a_county_that_reaches_both_changes_nothing() -> None:
    found = smallest(county(("public", 60), ("inclusive", 35), ("forprofit", 5)), PLAN)
    assert (found.touched, found.changed, found.choice) == (0, 0, Choice({}, 0, 0))


def test_one_large_kindergarten_rather_than_two_small_ones_and_the_smallest_that_is_enough() -> None:
    every = county(("public", 50), ("inclusive", 5), ("inclusive", 30), ("inclusive", 8), ("inclusive", 7))
    found = smallest(every, PLAN)
    assert found.choice.actions == {"2": "take_over"}
    assert (found.public_share, found.inclusive_share) == (Fraction(55), Fraction(100))


def test_to_recognise_goes_before_taking_over() -> None:
    every = county(("public", 60), ("nonprofit", 20), ("forprofit", 5), ("inclusive", 15))
    assert smallest(every, PLAN).choice.actions == {"2": "recognise"}


def test_a_for_profit_one_is_never_recognised_and_its_children_may_move() -> None:
    every = county(("public", 80), ("forprofit", 20))
    with pytest.raises(Refusal, match="还达不到目标"):
        smallest(every, PLAN)
    found = smallest(every, Assumptions(PLAN.public, PLAN.inclusive, seats=20))
    assert (found.touched, found.choice.from_others) == (0, 13)
    assert found.inclusive_share == Fraction(93)
    with pytest.raises(Refusal, match="不能认定"):
        outcome(every, PLAN, Choice({"2": "recognise"}))


def test_what_the_office_has_decided_stays() -> None:
    every = county(("public", 50), ("inclusive", 5), ("inclusive", 30), ("nonprofit", 15))
    free = smallest(every, PLAN)
    assert set(free.choice.actions) == {"4"}
    given_ = Assumptions(PLAN.public, PLAN.inclusive, kept=frozenset({"4"}))
    with pytest.raises(Refusal, match=r"公办占比 85\.00%、普惠覆盖率 85\.00%"):
        smallest(every, given_)
    chosen = Assumptions(PLAN.public, PLAN.inclusive, chosen={"3": "take_over"})
    assert smallest(every, chosen).choice.actions == {"3": "take_over", "4": "recognise"}
    with pytest.raises(Refusal, match="已选定不变动"):
        smallest(every, Assumptions(PLAN.public, PLAN.inclusive, chosen={"4": "recognise"}, kept=frozenset({"4"})))


def test_more_children_than_there_are_cannot_move() -> None:
    every = county(("public", 50), ("forprofit", 5))
    assumed = Assumptions(PLAN.public, PLAN.inclusive, seats=9)
    with pytest.raises(Refusal, match="多于原园"):
        outcome(every, assumed, Choice({}, 6, 0))
    with pytest.raises(Refusal, match="只有 9 个"):
        outcome(every, assumed, Choice({}, 6, 4))
    assert most(every, assumed).public == 55


def test_fewer_births_scale_every_kindergarten_and_round_half_up() -> None:
    every = county(("public", 25), ("inclusive", 10), ("nonprofit", 5))
    found = outcome(every, Assumptions(PLAN.public, PLAN.inclusive, births=Fraction(1, 2)), Choice())
    assert (found.total, found.public, found.inclusive) == (13 + 5 + 3, 13, 18)


def test_the_county_of_the_store_with_its_targets(store: Store, enter: Enter) -> None:
    enter("公办园", "public", 50)
    key = enter("普惠园", "inclusive", 30)
    enter("民办园", "nonprofit", 20)
    enter("缺数园", "public")
    enter("停办园", "public", 30, status="paused")
    found, lacks = gardens(store, 2026)
    assert [one.name for one in found] == ["公办园", "民办园", "普惠园"]
    assert [(lack.name, lack.field) for lack in lacks] == [("缺数园", "children_reported")]
    assumed = usual(store, 2026)
    assert (assumed.public, assumed.inclusive) == (Fraction(55), Fraction(93))
    best = smallest(found, assumed)
    assert (best.touched, best.changed) == (1, 20)
    assert key not in best.choice.actions
    again = smallest(found, assumed)
    assert again == best


def test_no_children_is_told_in_one_sentence() -> None:
    with pytest.raises(Refusal, match="没有可以测算"):
        smallest(county(("public", 0)), PLAN)


@settings(max_examples=30, deadline=None)
@given(counties, percents, percents, st.sampled_from([Fraction(1), Fraction(4, 5)]))
def test_the_seats_that_are_wanted_are_enough_and_one_less_is_not(
    told: list[tuple[str, int]], public: Fraction, inclusive: Fraction, births: Fraction
) -> None:
    every = county(*told)
    assumed = Assumptions(public, inclusive, births)
    wanted = seats_wanted(every, assumed)
    if sum(children for _, children in told):
        assert solved(every, replace(assumed, seats=wanted)) is not None
    if wanted:
        assert solved(every, replace(assumed, seats=wanted - 1)) is None


def test_what_cannot_be_reached_says_how_many_seats_are_wanting() -> None:
    every = county(("public", 80), ("forprofit", 20))
    with pytest.raises(Refusal, match="新增公办学位至少要 13 个"):
        smallest(every, PLAN)


def test_moved_children_that_were_decided_by_hand_stay() -> None:
    every = county(("public", 50), ("inclusive", 40), ("forprofit", 10))
    given_ = Assumptions(PLAN.public, PLAN.inclusive, seats=20)
    assert smallest(every, given_).choice == Choice({}, 5, 0)
    assert smallest(every, replace(given_, moved=(6, 0))).choice == Choice({}, 6, 0)
