"""限期整改 from the notice to 销号: its state on a day, each step as an action, and who was on time."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Rectification
from ycpe_desktop.policy import mend_acts, mends
from ycpe_desktop.policy.flows import whole_year
from ycpe_desktop.policy.notices import notice
from ycpe_desktop.policy.visit_acts import Entry, Problem, enter
from ycpe_desktop.store import Store, fetch, history

ISSUED, DUE = date(2026, 11, 2), date(2026, 11, 17)


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


@pytest.fixture
def mend(county: SmallCounty) -> str:
    return county.mend(county.garden("甲园"), ISSUED, DUE, supervisor=county.supervisor("张督学"))


def row(county: SmallCounty, uuid: str) -> dict[str, Any]:
    with county.store.reading() as connection:
        return fetch(connection, Rectification, [uuid], 2026)[0]


def label(county: SmallCounty) -> str:
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    return step.label if step else ""


def state(county: SmallCounty, uuid: str, day: date = TODAY) -> str:
    return mends.STATES[mends.state_on(row(county, uuid), day)]


def test_the_state_is_that_of_the_day(county: SmallCounty, mend: str) -> None:
    mend_acts.reply(county.store, [mend], date(2026, 11, 19), "已更换")
    mend_acts.close(county.store, [mend], date(2026, 11, 21), "看过现场")
    days = {day: state(county, mend, date(2026, 11, day)) for day in (16, 17, 18, 19, 20, 21, 22)}
    assert days == {16: "未到期", 17: "未到期", 18: "已逾期", 19: "待复查", 20: "待复查", 21: "已销号", 22: "已销号"}
    found = row(county, mend)
    assert (found["outcome"], found["closed"], found["check_result"], found["check_note"], found["step"]) == (
        "closed", date(2026, 11, 21), "passed", "看过现场", "closed",
    )  # fmt: skip


def test_each_step_has_its_label_and_can_be_taken_back(county: SmallCounty, mend: str) -> None:
    told = mend_acts.reply(county.store, [mend], date(2026, 11, 10), "已更换")
    assert told == label(county) == "整改回复：甲园 芮教督改〔2026〕1号 第 1 项"
    assert row(county, mend)["step"] == "unchecked"
    county.store.undo()
    assert row(county, mend)["step"] == "unanswered"


def test_what_was_not_mended_goes_on_with_a_new_day(county: SmallCounty, mend: str) -> None:
    mend_acts.reply(county.store, [mend], date(2026, 11, 10), "已更换")
    told = mend_acts.send_back(county.store, [mend], date(2026, 11, 12), date(2026, 11, 22), "还有两个没换")
    assert told == "退回重改：甲园 芮教督改〔2026〕1号 第 1 项，改为 2026-11-22 前"
    found = row(county, mend)
    assert (found["outcome"], found["due"], found["first_due"], found["replied"]) == (
        "returned", date(2026, 11, 22), DUE, None,
    )  # fmt: skip
    lines = ["2026-11-10 回复：已更换", "2026-11-12 复查不到位：还有两个没换；原期限 2026-11-17，改为 2026-11-22"]
    assert found["course"].split("\n") == lines
    assert state(county, mend) == "已逾期"
    mend_acts.reply(county.store, [mend], date(2026, 11, 20), "全部换过")
    mend_acts.close(county.store, [mend], TODAY)
    assert (row(county, mend)["first_due"], state(county, mend)) == (DUE, "已销号")


def test_a_passed_recheck_waits_for_its_closing(county: SmallCounty, mend: str) -> None:
    mend_acts.reply(county.store, [mend], date(2026, 11, 10), "已更换")
    mend_acts.recheck(county.store, [mend], date(2026, 11, 12), "好了")
    assert (state(county, mend), row(county, mend)["step"]) == ("待销号", "checked")
    mend_acts.close(county.store, [mend], date(2026, 11, 15))
    assert (row(county, mend)["checked"], row(county, mend)["check_note"]) == (date(2026, 11, 12), "好了")


def test_what_is_said_at_the_closing_of_a_passed_one_is_kept(county: SmallCounty, mend: str) -> None:
    mend_acts.reply(county.store, [mend], date(2026, 11, 10), "已更换")
    mend_acts.recheck(county.store, [mend], date(2026, 11, 18), "换好了")
    with pytest.raises(Refusal, match="销号日期 2026-11-17 早于复查日期 2026-11-18"):
        mend_acts.close(county.store, [mend], date(2026, 11, 17))
    mend_acts.close(county.store, [mend], date(2026, 11, 20), "台账也补齐了")
    found = row(county, mend)
    assert (found["checked"], found["check_note"]) == (date(2026, 11, 18), "换好了；台账也补齐了")


def test_a_ban_that_is_taken_back_leaves_nothing(county: SmallCounty, mend: str) -> None:
    before = row(county, mend)
    mend_acts.ban(county.store, [mend], TODAY, 30)
    mend_acts.reopen(county.store, [mend])
    assert row(county, mend) == before


def test_closed_is_closed_until_that_is_taken_back(county: SmallCounty, mend: str) -> None:
    mend_acts.close(county.store, [mend], date(2026, 11, 12))
    with pytest.raises(Refusal, match="已经销号"):
        mend_acts.reply(county.store, [mend], TODAY, "又改了")
    assert mend_acts.reopen(county.store, [mend]) == "取消销号：甲园 芮教督改〔2026〕1号 第 1 项"
    assert state(county, mend) == "待销号"


def test_a_kindergarten_that_does_not_mend_is_banned_and_its_children_placed(county: SmallCounty, mend: str) -> None:
    assert mend_acts.ban(county.store, [mend], TODAY, 23).endswith("，安置幼儿 23 人")
    assert (state(county, mend), row(county, mend)["children_placed"]) == ("已取缔", 23)


def test_fewer_children_than_none_cannot_be_placed(county: SmallCounty, mend: str) -> None:
    before = row(county, mend)
    with pytest.raises(Refusal, match="安置幼儿不能是 -3 人"):
        mend_acts.ban(county.store, [mend], TODAY, -3)
    assert row(county, mend) == before


def test_problems_of_other_sources_get_a_notice_too(county: SmallCounty) -> None:
    garden, other = county.garden("甲园"), county.garden("乙园")
    county.mend(garden, date(2026, 3, 2), date(2026, 3, 9), number="芮教督改〔2026〕4号")
    blank = {"number": None, "place": None, "source": "inspection"}
    first = county.mend(garden, None, None, **blank)
    second = county.mend(garden, None, date(2026, 12, 1), **blank)
    strange = county.mend(other, None, None, **blank)
    with pytest.raises(Refusal, match="只能发给一所园"):
        mend_acts.issue(county.store, [first, strange], TODAY)
    assert mend_acts.issue(county.store, [first, second], TODAY) == "芮教督改〔2026〕5号"
    assert label(county) == "下发整改通知：芮教督改〔2026〕5号（甲园，2 个问题）"
    days = [(row(county, key)["place"], row(county, key)["due"]) for key in (first, second)]
    assert days == [(1, date(2026, 12, 8)), (2, date(2026, 12, 1))]
    with pytest.raises(Refusal, match="已经有通知书"):
        mend_acts.issue(county.store, [first], TODAY)
    found = mends.of_notice(county.store, "芮教督改〔2026〕5号", TODAY)
    assert [one.uuid for one in found] == [first, second]


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda store, key: mend_acts.reply(store, [key], date(2026, 11, 1), "好"), "回复日期 2026-11-01 早于下发日期"),
        (lambda store, key: mend_acts.reply(store, [key], TODAY, " "), "没有写明整改情况"),
        (lambda store, key: mend_acts.close(store, [key], date(2026, 11, 1)), "复查日期 2026-11-01 早于"),
        (lambda store, key: mend_acts.send_back(store, [key], TODAY, DUE, "没改"), "新的期限 2026-11-17 早于复查日期"),
        (lambda store, key: mend_acts.send_back(store, [key], TODAY, TODAY, ""), "为什么退回"),
        (lambda store, key: mend_acts.close(store, ["0" * 32], TODAY), "已经不在了"),
    ],
    ids=range(6),
)
def test_what_cannot_be_is_refused(county: SmallCounty, mend: str, act: Any, why: str) -> None:
    before = row(county, mend)
    with pytest.raises(Refusal, match=why):
        act(county.store, mend)
    assert row(county, mend) == before


def test_the_most_urgent_come_first_and_say_how_late(county: SmallCounty, mend: str) -> None:
    garden = county.garden("乙园", "学张乡")
    county.mend(garden, ISSUED, date(2026, 11, 30), problem="未到期的")
    answered = county.mend(garden, ISSUED, DUE, problem="待复查的")
    mend_acts.reply(county.store, [answered], TODAY, "好了")
    county.mend(garden, ISSUED, date(2026, 11, 13), problem="逾期最久的")
    closed = county.mend(garden, ISSUED, DUE, problem="销号的", outcome="closed", closed=ISSUED)
    found = mends.mends(county.store, TODAY)
    assert [(one.values["problem"], one.state_shown, one.overdue_days) for one in found] == [
        ("逾期最久的", "已逾期", 10), ("灭火器过期", "已逾期", 6), ("待复查的", "待复查", 0), ("未到期的", "未到期", 0),
    ]  # fmt: skip
    assert (found[1].garden.name, found[1].supervisor_name, found[1].clause_shown) == (
        "甲园", "张督学", "学前教育法 79（三）",
    )  # fmt: skip
    assert [one.uuid for one in mends.mends(county.store, TODAY, ended=True)][-1] == closed
    assert [one.uuid for one in mends.mends(county.store, TODAY, supervisor=found[1].supervisor)] == [mend]
    assert mends.mends(county.store, date(2026, 11, 1)) == []


def test_the_same_item_within_a_year_is_repeated(county: SmallCounty) -> None:
    garden, other = county.garden("甲园"), county.garden("乙园")
    days = [date(2025, 11, 1), date(2025, 11, 2), date(2026, 11, 2)]
    keys = [county.mend(garden, day, day) for day in days]
    county.mend(garden, date(2026, 11, 1), DUE, item="food")
    county.mend(other, date(2026, 11, 1), DUE)
    marked = [one.uuid for one in mends.mends(county.store, TODAY) if one.repeated]
    assert sorted(marked) == sorted(keys[1:])


def test_what_was_mended_on_the_spot_and_comes_up_again_is_repeated(county: SmallCounty) -> None:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    faulty = {"safety_state": "faulty", "conduct_state": "sound", "ethics_state": "sound"}
    fire = Problem("fire", "灭火器过期", "law79_3")
    first = enter(county.store, Entry(garden, date(2026, 10, 9), person, faulty, (replace(fire, mended=True),)))
    exits = Problem("fire", "安全出口堵塞", "law79_3")
    again = enter(
        county.store,
        Entry(garden, date(2026, 11, 5), person, faulty, (fire, exits, Problem("food", "留样不足", "law79_3"))),
    )
    assert first.mends == ()
    told = {one.values["problem"]: one.repeated for one in mends.mends(county.store, TODAY)}
    assert told == {"灭火器过期": True, "安全出口堵塞": True, "留样不足": False}
    assert notice(county.store, again.number).points[0].marks == ("一年内重复出现",)


def test_on_time_is_judged_by_the_first_day_given(county: SmallCounty) -> None:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    end = {"outcome": "closed", "supervisor": person}
    county.mend(garden, ISSUED, DUE, closed=DUE, **end)
    county.mend(garden, ISSUED, DUE, closed=date(2026, 11, 18), **end)
    county.mend(garden, ISSUED, date(2026, 11, 30), first_due=DUE, closed=date(2026, 11, 20), **end)
    county.mend(garden, ISSUED, DUE, supervisor=person)
    county.mend(garden, date(2026, 8, 1), date(2026, 8, 31), supervisor=person)
    county.mend(garden, ISSUED, DUE, source="complaint", outcome="banned", closed=ISSUED)
    found = mends.closures(county.store, whole_year(2026, ()))
    assert [(name, one) for _, name, one in found] == [
        ("张督学", mends.Closed(4, 1)), ("没有责任督学", mends.Closed(1, 1)),
    ]  # fmt: skip
