"""方案 of 达标测算: births year by year, today beside what is reckoned, kept under a name and opened later."""

from datetime import date
from fractions import Fraction

import pytest

from tests.policy.conftest import Enter
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.what_if import Choice, Garden, gardens
from ycpe_desktop.policy.what_if_plans import (
    Plan,
    assumed_told,
    births,
    changes,
    compared,
    drop_plan,
    keep_plan,
    kept_plans,
    still_possible,
    told,
)
from ycpe_desktop.store import Store

EVERY = [
    Garden("1", "公办园", "public", 50),
    Garden("2", "普惠园", "inclusive", 30),
    Garden("3", "民办园", "nonprofit", 20),
]
PLAN = Plan(2026, Fraction(55), Fraction(93))


def test_each_year_changes_what_the_year_before_left() -> None:
    assert births(()) == 1
    assert births((Fraction(-5), Fraction(-4))) == Fraction(95, 100) * Fraction(96, 100)
    plan = Plan(2026, Fraction(55), Fraction(93), (Fraction(-5), Fraction(4)))
    assert plan.until == 2028
    assert "算到 2028—2029 学年，在园幼儿比上年：2027 年 -5%、2028 年 +4%" in assumed_told(plan)


def test_today_stands_beside_what_is_reckoned() -> None:
    plan = Plan(2026, Fraction(55), Fraction(93), (Fraction(-50),), choice=Choice({"3": "take_over"}))
    lines = {each.label: (each.shown, each.verdicts) for each in compared(EVERY, plan)}
    assert lines["公办园在园幼儿占比"] == (("50.00%", "70.00%", "+20.00", "55%"), "未达到 → 达到")
    assert lines["普惠性幼儿园覆盖率"] == (("80.00%", "100.00%", "+20.00", "93%"), "未达到 → 达到")
    assert lines["在园幼儿"] == (("100", "50", "-50", ""), "")
    assert lines["公办占比还差幼儿"][0] == ("5", "0", "-5", "")
    assert lines["非营利性民办园（所）"][0] == ("1", "0", "-1", "")
    assert told(EVERY, plan) == "转公办 1 所，涉及幼儿 10 名：两项目标都达到"


def test_what_is_still_wanting_is_said_in_children() -> None:
    assert told(EVERY, PLAN) == "不作改动：公办占比还差 5 名幼儿，普惠覆盖率还差 13 名幼儿"
    plan = Plan(2026, Fraction(55), Fraction(93), seats=9, choice=Choice({"3": "recognise"}, 0, 4))
    assert told(EVERY, plan).endswith("新增公办学位 4 个，涉及幼儿 24 名：公办占比还差 1 名幼儿")


def test_what_the_clerk_fixed_goes_into_the_next_solving() -> None:
    plan = Plan(
        2026,
        Fraction(55),
        Fraction(93),
        seats=9,
        choice=Choice({"3": "recognise"}, 2, 1),
        by_hand={"3": "recognise", "2": None},
        moved_by_hand=True,
    )  # fmt: skip - short
    assert dict(plan.fixed.chosen) == {"3": "recognise"}
    assert plan.fixed.kept == {"2"}
    assert plan.fixed.moved == (2, 1)
    assert plan.assumed.chosen == {}
    assert [(each.garden.name, each.by_hand) for each in changes(EVERY, plan)] == [("民办园", True)]


def test_a_plan_is_kept_under_a_name_and_its_keeping_is_undone(store: Store) -> None:
    plan = Plan(
        2026, Fraction("99.8"), Fraction(93), (Fraction("-2.5"),), 30, Choice({"3": "recognise"}, 1, 2), {"2": None}
    )
    assert keep_plan(store, " 少生  一些 ", plan) == "少生 一些"
    assert kept_plans(store) == {"少生 一些": plan}
    store.undo()
    assert kept_plans(store) == {}
    store.redo()
    drop_plan(store, "少生 一些")
    assert kept_plans(store) == {}
    with pytest.raises(Refusal, match="1 至 30 个字"):
        keep_plan(store, "  ", plan)


def test_what_has_happened_meanwhile_leaves_a_kept_plan(store: Store, enter: Enter) -> None:
    enter("公办园", "public", 50)
    done, open_ = enter("已认定", "nonprofit", 10), enter("民办园", "nonprofit", 20)
    plan = Plan(
        2026, Fraction(55), Fraction(93), choice=Choice({done: "recognise", open_: "take_over"}), by_hand={done: None}
    )
    assert still_possible(gardens(store, 2026)[0], plan) == (plan, 0)
    with store.writing("认定") as writer:
        writer.change(Kindergarten, done, {"nature": "inclusive"}, date(2026, 9, 1), correct=True)
    left, gone = still_possible(gardens(store, 2026)[0], plan)
    assert (dict(left.choice.actions), gone) == ({open_: "take_over"}, 1)
