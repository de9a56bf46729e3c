"""What happens to a kindergarten changes the registry with it, in one undo step; and what is wrong is refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.policy.conftest import Enter
from tests.store.office import everything
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import (
    AnnualInspection,
    CategoryEvaluation,
    ClassRoom,
    CompoundSite,
    FundPayment,
    InclusiveRecognition,
    Kindergarten,
    Ledger,
    LicenceEvent,
    PublicBuild,
    RuralUpgrade,
    UnlicensedSite,
    YearReport,
)
from ycpe_desktop.policy import compounds, funds, inspections, licences, projects, recognition, unlicensed
from ycpe_desktop.policy.acting import held
from ycpe_desktop.store import Listing, Store, fetch, ids

D = date


def put(store: Store, ledger: type[Ledger], **values: Any) -> str:
    with store.writing("登记") as writer:
        return writer.insert(ledger, values)


def rows(store: Store, ledger: type[Ledger]) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return fetch(connection, ledger, ids(connection, Listing(ledger, 2026)), 2026)


def only(store: Store, ledger: type[Ledger]) -> dict[str, Any]:
    (row,) = rows(store, ledger)
    return row


def named(store: Store, name: str) -> dict[str, Any]:
    return next(row for row in rows(store, Kindergarten) if row["name"] == name)


def nature(store: Store, key: str, day: date) -> str | None:
    return held(store, Kindergarten.nature, key, day)


def status(store: Store, key: str, day: date) -> str | None:
    return held(store, Kindergarten.status, key, day)


def one_step(store: Store, act: Callable[[], str]) -> str:
    """Do it, and see that one undo brings back everything as it was and one redo does it again."""
    before = everything(store)
    label = act()
    after = everything(store)
    assert store.undo().label == label
    assert everything(store) == before
    store.redo()
    assert everything(store) == after
    return label


# -- 普惠性民办园认定 --


@pytest.fixture
def private(store: Store, enter: Enter) -> str:
    return enter("民办甲园", "nonprofit", 60, since=D(2018, 9, 1))


def test_a_recognition_makes_it_inclusive_from_its_day(store: Store, private: str) -> None:
    label = one_step(
        store, lambda: recognition.recognise(store, private, D(2024, 3, 1), D(2026, 10, 31), "芮教〔2024〕3号")
    )
    assert label == "认定普惠性民办园：民办甲园（2024-03-01 起）"
    assert [nature(store, private, day) for day in (D(2024, 2, 29), D(2024, 3, 1))] == ["nonprofit", "inclusive"]


def test_it_is_renewed_or_goes_back_when_it_runs_out(store: Store, private: str) -> None:
    recognition.recognise(store, private, D(2024, 3, 1), D(2026, 10, 31), "3号", price_cap=Decimal(380))
    first = only(store, InclusiveRecognition)["uuid"]
    one_step(store, lambda: recognition.renew(store, first, D(2027, 10, 31), "9号"))
    second = next(row for row in rows(store, InclusiveRecognition) if row["uuid"] != first)
    assert (second["since"], second["price_cap"], second["document"]) == (D(2026, 11, 1), Decimal(380), "9号")
    with pytest.raises(Refusal, match="已经续认"):
        recognition.end(store, first)
    one_step(store, lambda: recognition.end(store, second["uuid"]))
    assert [nature(store, private, day) for day in (D(2027, 10, 31), D(2027, 11, 1))] == ["inclusive", "nonprofit"]


def test_one_that_leaves_early_goes_back_from_that_day(store: Store, private: str) -> None:
    recognition.recognise(store, private, D(2024, 3, 1), D(2027, 2, 28), "3号")
    key = only(store, InclusiveRecognition)["uuid"]
    one_step(store, lambda: recognition.end(store, key, D(2026, 7, 1), "自愿退出"))
    assert only(store, InclusiveRecognition)["ended"] == D(2026, 7, 1)
    assert [nature(store, private, day) for day in (D(2026, 6, 30), D(2026, 7, 1))] == ["inclusive", "nonprofit"]


@pytest.mark.parametrize(("kind", "why"), [("forprofit", "非营利性"), ("public", "不需要认定")])
def test_only_non_profit_private_ones_are_recognised(store: Store, enter: Enter, kind: str, why: str) -> None:
    key = enter("某园", kind, 60, since=D(2018, 9, 1))
    with pytest.raises(Refusal, match=why):
        recognition.recognise(store, key, D(2026, 3, 1), D(2029, 2, 28), "3号")


def test_it_is_not_recognised_twice_at_a_time(store: Store, private: str) -> None:
    recognition.recognise(store, private, D(2024, 3, 1), D(2027, 2, 28), "3号")
    with pytest.raises(Refusal, match="还有效"):
        recognition.recognise(store, private, D(2026, 3, 1), D(2029, 2, 28), "4号")


# -- 小区配套园 --


def test_a_compound_goes_through_its_steps_to_a_kindergarten(store: Store) -> None:
    site = put(store, CompoundSite, name="阳光小区", township="140830100")
    seen = [only(store, CompoundSite)["state"]]
    for step, day in (("planned", D(2022, 3, 1)), ("built", D(2023, 3, 1))):
        one_step(store, partial(compounds.take_step, store, site, step, day))
        seen.append(only(store, CompoundSite)["state"])
    with pytest.raises(Refusal, match="竣工日期"):
        compounds.hand_over(store, site, D(2025, 3, 1), "县教育局")
    with store.writing("竣工") as writer:
        writer.update(CompoundSite, site, {"completed": D(2024, 6, 1)})
    seen.append(only(store, CompoundSite)["state"])
    compounds.take_step(store, site, "accepted", D(2024, 7, 1))
    seen.append(only(store, CompoundSite)["state"])
    with pytest.raises(Refusal, match="早于竣工日期"):
        compounds.hand_over(store, site, D(2024, 5, 1), "县教育局")
    one_step(store, lambda: compounds.hand_over(store, site, D(2024, 8, 1), "县教育局", "移交书1号"))
    seen.append(only(store, CompoundSite)["state"])
    one_step(store, lambda: compounds.open_site(store, site, D(2024, 9, 1), "inclusive", name="阳光小区幼儿园"))
    made = named(store, "阳光小区幼儿园")
    assert (made["compound"], made["nature"], made["status"], made["sponsor"]) == (True, "inclusive", "open", "999")
    seen.append(only(store, CompoundSite)["state"])
    assert seen == ["unplanned", "planned", "building", "built", "accepted", "handed_over", "opened"]


def test_a_kindergarten_of_the_registry_can_become_that_of_the_compound(store: Store, private: str) -> None:
    site = put(store, CompoundSite, name="阳光小区", completed=D(2020, 1, 1), handed_over=D(2025, 6, 1))
    one_step(store, lambda: compounds.open_site(store, site, D(2025, 9, 1), "public", garden=private))
    assert [nature(store, private, day) for day in (D(2025, 8, 31), D(2025, 9, 1))] == ["nonprofit", "public"]
    assert named(store, "民办甲园")["compound"] is True


def test_a_compound_never_becomes_for_profit_and_is_not_closed_early(store: Store) -> None:
    site = put(store, CompoundSite, name="阳光小区", problem="handing", handed_over=None)
    with pytest.raises(Refusal, match="不得办成营利性"):
        compounds.open_site(store, site, D(2025, 9, 1), "forprofit", name="阳光园")
    with pytest.raises(Refusal, match="还没有移交"):
        compounds.close_problem(store, site, D(2025, 9, 1))
    with store.writing("移交") as writer:
        writer.update(CompoundSite, site, {"handed_over": D(2025, 5, 1)})
    assert (
        one_step(store, lambda: compounds.close_problem(store, site, D(2025, 9, 1)))
        == "小区配套园销号：阳光小区（2025-09-01）"
    )


# -- 年检 and 类别评估 --


def test_many_are_inspected_at_once_and_again_changes_their_rows(store: Store, enter: Enter) -> None:
    keys = [enter(name, "public", 30) for name in ("甲园", "乙园")]
    label = one_step(store, lambda: inspections.inspect(store, keys, 2026, D(2026, 12, 20), "合格"))
    assert label == "2026 年度年检：2 所 合格"
    inspections.inspect(store, keys[:1], 2026, D(2026, 12, 22), "不合格")
    assert sorted(row["conclusion"] for row in rows(store, AnnualInspection)) == ["不合格", "合格"]
    with pytest.raises(Refusal, match="还不到 2027 年度"):
        inspections.inspect(store, keys, 2027, D(2026, 12, 20), "合格")


def test_an_evaluation_says_when_the_next_is_due(store: Store, enter: Enter) -> None:
    key = enter("甲园", "public", 30, fee_care=Decimal(320))
    one_step(store, lambda: inspections.evaluate(store, key, D(2024, 2, 29), "一类", fee_allowed=Decimal(300)))
    row = only(store, CategoryEvaluation)
    assert (row["next_due"], row["fee_charged"]) == (D(2026, 2, 28), Decimal(320))


# -- 公办园建设 and 农村园改造提升 --


def test_a_project_ends_with_a_public_kindergarten(store: Store) -> None:
    build = put(store, PublicBuild, name="城北幼儿园新建", way="new", township="140830100")
    projects.plan_milestones(store, build, {"begun": D(2025, 3, 1), "opened": D(2026, 9, 1)})
    one_step(store, lambda: projects.reach(store, build, "begun", D(2025, 4, 1), "芮发改〔2025〕1号"))
    assert only(store, PublicBuild)["progress"] == "begun"
    one_step(store, lambda: projects.open_build(store, build, D(2026, 9, 1), "城北幼儿园"))
    row, made = only(store, PublicBuild), named(store, "城北幼儿园")
    assert (row["progress"], row["kindergarten"]) == ("opened", made["uuid"])
    assert (made["nature"], made["status"], made["opened"]) == ("public", "open", "2026-09")


def test_days_late() -> None:
    assert projects.days_late(D(2026, 5, 1), None, D(2026, 5, 11)) == 10
    assert projects.days_late(D(2026, 5, 1), D(2026, 5, 4), D(2026, 9, 1)) == 3
    assert projects.days_late(D(2026, 5, 1), None, D(2026, 4, 1)) == projects.days_late(None, None, D(2026, 4, 1)) == 0


@pytest.fixture
def merging(store: Store, enter: Enter) -> tuple[str, str, str]:
    """(upgrade, village kindergarten, the one that takes its children)."""
    small = enter("村园", "public", children_reported=None, children_mixed=18, classes_mixed=1, since=D(2018, 9, 1))
    large = enter(
        "中心园", "public", children_reported=None, children_mixed=25, children_senior=30, since=D(2018, 9, 1)
    )
    return put(store, RuralUpgrade, kindergarten=small, way="merge", target=large), small, large


def test_a_merger_closes_one_and_moves_its_children(store: Store, merging: tuple[str, str, str]) -> None:
    upgrade, small, large = merging
    assert (
        one_step(store, lambda: projects.carry_out(store, upgrade, D(2026, 7, 10)))
        == "农村园并入优质园：村园（2026-07-10）"
    )
    assert [status(store, small, day) for day in (D(2026, 7, 9), D(2026, 7, 10))] == ["open", "merged"]
    report = only(store, YearReport)
    assert (report["kindergarten"], report["children_mixed"], report["children"], report["classes_mixed"]) == (
        large,
        43,
        73,
        1,
    )
    row = only(store, RuralUpgrade)
    assert (row["children"], row["children_placed"], row["finished"]) == (18, 18, D(2026, 7, 10))


def test_after_the_first_of_september_the_years_figures_stay(store: Store, merging: tuple[str, str, str]) -> None:
    projects.carry_out(store, merging[0], D(2026, 10, 10))
    assert sorted(row["children"] for row in rows(store, YearReport)) == [18, 55]


def test_listed_classes_move_as_classes(store: Store, merging: tuple[str, str, str]) -> None:
    upgrade, small, large = merging
    with store.writing("班级") as writer:
        for key, name, count in ((small, "混合班", 18), (large, "大一班", 33)):
            writer.insert(
                ClassRoom, {"kindergarten": key, "year": 2026, "name": name, "band": "mixed", "children": count}
            )
    one_step(store, lambda: projects.carry_out(store, upgrade, D(2026, 7, 10)))
    assert {row["kindergarten"] for row in rows(store, ClassRoom)} == {large}
    assert only(store, YearReport)["children"] == 51


def test_one_that_closes_must_say_where_its_children_go(store: Store, enter: Enter) -> None:
    key = put(store, RuralUpgrade, kindergarten=enter("村园", "public", 9), way="close")
    with pytest.raises(Refusal, match="接收幼儿的园"):
        projects.carry_out(store, key, D(2026, 7, 10))


# -- 经费 --


def test_what_is_due_is_drawn_up_and_paid(store: Store, enter: Enter) -> None:
    enter("甲园", "public", 100, year=2025)
    enter("民办园", "inclusive", 50, year=2025)
    enter("没有人数的园", "public", year=2025)
    one_step(store, lambda: funds.draw_up(store, 2026, "public_fund", D(2026, 12, 31)))
    row = only(store, FundPayment)
    assert (row["children"], row["per_child"], row["due"], row["full"], row["timely"]) == (100, 600, 60_000, None, None)
    one_step(store, lambda: funds.pay(store, [row["uuid"]], D(2027, 1, 4)))
    row = only(store, FundPayment)
    assert (row["paid"], row["full"], row["timely"]) == (60_000, True, False)
    with pytest.raises(Refusal, match="没有要补的"):
        funds.draw_up(store, 2026, "public_fund", D(2026, 12, 31))


# -- 准入与许可 --


def test_licence_events_change_the_registry(store: Store, private: str) -> None:
    one_step(store, lambda: licences.grant(store, private, "renewed", D(2026, 5, 1), "教民2号", D(2031, 4, 30)))
    one_step(store, lambda: licences.change(store, private, D(2026, 6, 1), "name", "民办乙园"))
    row = named(store, "民办乙园")
    assert (row["licence"], row["licence_until"], row["former_name"]) == ("教民2号", D(2031, 4, 30), "民办甲园")
    one_step(store, lambda: licences.end(store, private, "revoked", D(2026, 7, 1), "情节严重"))
    assert status(store, private, D(2026, 7, 1)) == "banned"
    assert [one["kind"] for one in sorted(rows(store, LicenceEvent), key=lambda one: one["day"])] == [
        "renewed", "changed", "revoked",
    ]  # fmt: skip
    with pytest.raises(Refusal, match="已经不在办"):
        licences.end(store, private, "revoked", D(2026, 8, 1))


# -- 无证园 --


def test_an_unlicensed_site_is_banned_looked_at_and_comes_back(store: Store, private: str) -> None:
    site = put(store, UnlicensedSite, name="黑园", found=D(2026, 3, 1), children=9, holder="李四")
    with pytest.raises(Refusal, match="还没有处置"):
        unlicensed.recheck(store, site, D(2026, 4, 1), "closed")
    seen = [only(store, UnlicensedSite)["state"]]
    for act in (
        lambda: unlicensed.ban(store, site, D(2026, 3, 10)),
        lambda: unlicensed.recheck(store, site, D(2026, 4, 10), "closed"),
        lambda: unlicensed.recheck(store, site, D(2026, 5, 10), "back"),
        lambda: unlicensed.ban(store, site, D(2026, 5, 11)),
    ):
        one_step(store, act)
        seen.append(only(store, UnlicensedSite)["state"])
    assert seen == ["found", "disposed", "settled", "back", "disposed"]
    one_step(store, lambda: unlicensed.place(store, site, private, 9, D(2026, 3, 12)))
    row = only(store, UnlicensedSite)
    assert (row["children_placed"], row["checked"], row["barred_until"]) == (9, D(2026, 5, 10), D(2031, 5, 11))


def test_one_that_comes_up_to_the_standard_is_admitted(store: Store) -> None:
    site = put(store, UnlicensedSite, name="童乐幼儿园", found=D(2026, 3, 1), children=9, holder="李四")
    one_step(store, lambda: unlicensed.mend(store, site, D(2026, 3, 10), D(2026, 6, 10)))
    assert only(store, UnlicensedSite)["state"] == "mending"
    one_step(store, lambda: unlicensed.admit(store, site, D(2026, 6, 20), "nonprofit", "教民9号", D(2031, 6, 19)))
    made = named(store, "童乐幼儿园")
    assert (made["licence"], made["nature"], made["sponsor_name"]) == ("教民9号", "nonprofit", "李四")
    assert (only(store, UnlicensedSite)["state"], only(store, LicenceEvent)["kind"]) == ("settled", "approved")
    with pytest.raises(Refusal, match="早于发现日期"):
        unlicensed.ban(store, site, D(2026, 2, 1))
