"""限期整改 as a clerk works on them: the year's list, the course, what is possible, notices for several."""

from datetime import date

import pytest

from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import VisitFinding
from ycpe_desktop.policy import mend_acts
from ycpe_desktop.policy.mend_steps import closed_on_time, course, days_left, of_year, possible, possible_for_all
from ycpe_desktop.policy.mends import Closed, mend_of
from ycpe_desktop.store import Store, history

ISSUED, DUE = date(2026, 11, 2), date(2026, 11, 17)


@pytest.fixture
def county(store: Store) -> SmallCounty:
    return SmallCounty(store)


@pytest.fixture
def mend(county: SmallCounty) -> str:
    return county.mend(county.garden("甲园"), ISSUED, DUE, supervisor=county.supervisor("张督学"))


def test_the_list_of_a_year_has_what_was_open_in_it(county: SmallCounty) -> None:
    garden = county.garden("甲园")
    long_open = county.mend(garden, date(2025, 3, 1), date(2025, 3, 15), problem="拖了一年半")
    county.mend(garden, date(2026, 5, 1), date(2026, 5, 15), outcome="closed", closed=date(2026, 8, 31))
    ended = county.mend(garden, date(2026, 8, 20), date(2026, 9, 3), outcome="closed", closed=date(2026, 9, 1))
    new = county.mend(garden, ISSUED, date(2026, 12, 1))
    assert [one.uuid for one in of_year(county.store, TODAY)] == [long_open, new, ended]
    assert [one.uuid for one in of_year(county.store, date(2026, 10, 1))] == [long_open, ended]


def test_days_that_are_left(county: SmallCounty, mend: str) -> None:
    one = mend_of(county.store, mend, TODAY)
    assert [days_left(one, date(2026, 11, day)) for day in (14, 17, 23)] == [3, 0, -6]
    mend_acts.close(county.store, [mend], TODAY)
    assert days_left(mend_of(county.store, mend, TODAY), TODAY) is None


def test_what_comes_next_depends_on_how_it_stands(county: SmallCounty, mend: str) -> None:
    found = [possible(mend_of(county.store, mend, TODAY))]
    for act in (mend_acts.reply, mend_acts.recheck, mend_acts.close):
        act(county.store, [mend], TODAY, "改好了")
        found.append(possible(mend_of(county.store, mend, TODAY)))
    blank = county.mend(county.garden("乙园"), None, None, number=None, place=None, source="complaint")
    found.append(possible(mend_of(county.store, blank, TODAY)))
    assert found == [
        ("reply", "close", "send_back", "ban"),
        ("close", "recheck", "send_back", "reply", "ban"),
        ("close", "send_back", "ban"),
        ("reopen",),
        ("issue", "close", "ban"),
    ]


def test_several_allow_what_each_allows(county: SmallCounty, mend: str) -> None:
    other = county.mend(county.garden("乙园"), ISSUED, DUE)
    mend_acts.reply(county.store, [other], TODAY, "改好了")
    both = [mend_of(county.store, key, TODAY) for key in (mend, other)]
    assert possible_for_all(both) == ("reply", "close", "send_back", "ban")
    mend_acts.close(county.store, [other], TODAY)
    assert possible_for_all([both[0], mend_of(county.store, other, TODAY)]) == ()
    assert possible_for_all([]) == ()


def test_the_course_from_the_visit_to_the_end(county: SmallCounty, mend: str) -> None:
    visit = county.visit(mend_of(county.store, mend, TODAY).garden.uuid, date(2026, 10, 30))
    with county.store.writing("发现问题") as writer:
        writer.insert(VisitFinding, {"visit": visit, "item": "fire", "problem": "灭火器过期", "rectification": mend})
    told = [
        (step.word, step.reached, step.day, step.told)
        for step in course(county.store, mend_of(county.store, mend, TODAY))
    ]
    assert told == [
        ("发现", True, date(2026, 10, 30), "经常性督导"),
        ("通知", True, ISSUED, "芮教督改〔2026〕1号，要求 2026-11-17 前改正"),
        ("回复", False, None, ""),
        ("复查", False, None, ""),
        ("销号", False, None, ""),
    ]
    mend_acts.reply(county.store, [mend], date(2026, 11, 10), "已更换")
    mend_acts.send_back(county.store, [mend], date(2026, 11, 12), date(2026, 11, 22), "还有两个没换")
    mend_acts.reply(county.store, [mend], date(2026, 11, 20), "全部换过")
    mend_acts.close(county.store, [mend], TODAY, "看过现场")
    steps = course(county.store, mend_of(county.store, mend, TODAY))
    assert [step.word for step in steps] == ["发现", "通知", "退回", "回复", "复查", "销号"]
    assert steps[1].told.endswith("要求 2026-11-17 前改正")
    assert steps[2].told.startswith("2026-11-10 回复：已更换\n2026-11-12 复查不到位")
    assert [step.told for step in steps[3:]] == ["全部换过", "整改到位，看过现场", "超过期限"]


def test_a_problem_of_another_source_was_found_there(county: SmallCounty) -> None:
    blank = county.mend(county.garden("甲园"), None, None, number=None, source="complaint")
    first, notice, *_ = course(county.store, mend_of(county.store, blank, TODAY))
    assert (first.reached, first.day, first.told, notice.reached) == (True, None, "投诉", False)


def test_a_banned_kindergarten_ends_so(county: SmallCounty, mend: str) -> None:
    mend_acts.ban(county.store, [mend], TODAY, 23)
    assert course(county.store, mend_of(county.store, mend, TODAY))[-1].told == "安置幼儿 23 人"


def test_on_time_of_the_year_so_far(county: SmallCounty) -> None:
    garden = county.garden("甲园")
    for closed in (DUE, date(2026, 11, 20)):
        county.mend(garden, ISSUED, DUE, outcome="closed", closed=closed)
    county.mend(garden, ISSUED, date(2026, 12, 1))
    county.mend(garden, date(2026, 5, 1), date(2026, 5, 15))
    assert closed_on_time(county.store, TODAY) == Closed(2, 1)
    assert closed_on_time(county.store, date(2026, 8, 31)) == Closed(1, 0)


def test_notices_for_several_kindergartens_are_one_action(county: SmallCounty) -> None:
    blank = {"number": None, "place": None, "source": "inspection"}
    gardens = [county.garden("甲园"), county.garden("乙园")]
    keys = [county.mend(garden, None, None, **blank) for garden in (*gardens, gardens[0])]
    assert mend_acts.issue_each(county.store, keys, TODAY) == ["芮教督改〔2026〕1号", "芮教督改〔2026〕2号"]
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    assert step is not None
    assert step.label == "下发整改通知：芮教督改〔2026〕1号—芮教督改〔2026〕2号（2 所园，3 个问题）"
    told = [mend_of(county.store, key, TODAY).values for key in keys]
    assert [(each["number"][-2:], each["place"]) for each in told] == [("1号", 1), ("2号", 1), ("1号", 2)]
    county.store.undo()
    assert mend_of(county.store, keys[0], TODAY).values["number"] is None


def test_nothing_is_done_on_a_day_to_come(county: SmallCounty, mend: str) -> None:
    later = date(2026, 11, 24)
    blank = county.mend(county.garden("乙园"), None, None, number=None, source="complaint")
    with pytest.raises(Refusal, match="日期 2026-11-24 还没到"):
        mend_acts.reply(county.store, [mend], later, "改好了")
    with pytest.raises(Refusal, match="还没到"):
        mend_acts.issue_each(county.store, [blank], later)
