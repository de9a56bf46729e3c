"""责任督学 on a day: coverage, loads, plaques, and moving as one dated action."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from ycpe_desktop.assignment.problem import read_problem
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Assignment, Recusal
from ycpe_desktop.policy import supervision, supervision_acts
from ycpe_desktop.policy.supervision_acts import Plaque, assign, end, mark_plaques
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.store import Listing, fetch, history, ids

BEGAN = date(2025, 9, 1)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


def who_has(county: SmallCounty, day: date = TODAY) -> dict[str, str]:
    loads = supervision.loads(county.store, day)
    return {duty.garden.name: load.name for load in loads for duty in load.duties}


def label(county: SmallCounty) -> str:
    with county.store.reading() as connection:
        step = history.next_undo(connection)
    return step.label if step else ""


def periods(county: SmallCounty) -> list[tuple[date, date | None]]:
    with county.store.reading() as connection:
        found = fetch(connection, Assignment, ids(connection, Listing(Assignment, 2026)), 2026)
    return sorted(((row["since"], row["until"]) for row in found), key=lambda pair: pair[0])


def test_every_kindergarten_in_operation_is_to_be_covered(county: SmallCounty) -> None:
    public, private = county.garden("公办园"), county.garden("民办园", nature="forprofit")
    county.garden("附设班", kind="119")
    county.garden("停办园", status="paused")
    person = county.supervisor("张督学")
    county.duty(person, public, plaque_printed=BEGAN, plaque_posted=BEGAN)
    county.duty(person, private)
    assert supervision.coverage(county.store, TODAY) == supervision.Coverage(3, 2, 1)
    assert supervision.coverage(county.store, TODAY).assigned_share == Fraction(2, 3)
    assert [garden.name for garden in supervision.board(county.store, TODAY).uncovered] == ["附设班"]


def test_coverage_by_township(county: SmallCounty) -> None:
    county.duty(county.supervisor("张督学"), county.garden("甲园", "学张乡"))
    county.garden("乙园", "陌南镇")
    found = supervision.coverage_by_township(county.store, TODAY)
    assert [(name, part.assigned, part.total) for _, name, part in found] == [("陌南镇", 0, 1), ("学张乡", 1, 1)]


def test_load_against_the_band_or_the_supervisors_own(county: SmallCounty) -> None:
    many, few = county.supervisor("多督学"), county.supervisor("少督学", load_least=1)
    for number in range(7):
        county.duty(many, county.garden(f"{number}园"))
    county.duty(few, county.garden("少园"))
    county.duty(many, county.garden("停办园", status="paused"))
    words = {load.name: (load.count, load.word) for load in supervision.loads(county.store, TODAY)}
    assert words == {"多督学": (7, "偏多"), "少督学": (1, "正常")}
    found = supervision.board(county.store, TODAY)
    assert (found.mean, found.above) == (Fraction(4), 1)


def test_an_assignment_holds_until_the_day_before_its_end(county: SmallCounty) -> None:
    county.duty(county.supervisor("张督学"), county.garden("甲园"), until=TODAY)
    assert who_has(county) == {}
    assert who_has(county, date(2026, 11, 22)) == {"甲园": "张督学"}


def test_moving_ends_one_and_begins_the_other_the_same_day(county: SmallCounty) -> None:
    garden, old, new = county.garden("甲园"), county.supervisor("张督学"), county.supervisor("李督学")
    county.duty(old, garden, BEGAN)
    told = supervision_acts.assign(county.store, [garden], new, TODAY)
    assert told == label(county) == "督学调整：甲园 由 张督学 改为 李督学"
    assert periods(county) == [(BEGAN, TODAY), (TODAY, None)]
    assert who_has(county) == {"甲园": "李督学"}
    assert who_has(county, date(2026, 11, 22)) == {"甲园": "张督学"}
    county.store.undo()
    assert periods(county) == [(BEGAN, None)]


def test_what_began_today_is_replaced_and_leaves_no_empty_period(county: SmallCounty) -> None:
    garden, old, new = county.garden("甲园"), county.supervisor("张督学"), county.supervisor("李督学")
    supervision_acts.assign(county.store, [garden], old, TODAY)
    assert label(county) == "督学分配：甲园 由 张督学 负责"
    supervision_acts.assign(county.store, [garden], new, TODAY)
    assert periods(county) == [(TODAY, None)]


def test_a_move_dated_back_does_not_run_into_what_came_later(county: SmallCounty) -> None:
    garden, old, new = county.garden("甲园"), county.supervisor("张督学"), county.supervisor("李督学")
    county.duty(old, garden, date(2024, 9, 1), until=BEGAN)
    county.duty(old, garden, date(2026, 3, 1))
    supervision_acts.assign(county.store, [garden], new, date(2025, 3, 1))
    assert periods(county) == [
        (date(2024, 9, 1), date(2025, 3, 1)),
        (date(2025, 3, 1), BEGAN),
        (date(2026, 3, 1), None),
    ]


def test_giving_what_is_already_there_is_no_action(county: SmallCounty) -> None:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    county.duty(person, garden)
    assert supervision_acts.assign(county.store, [garden], person, TODAY) == ""
    assert label(county) == "督学责任"


def test_recusal_refuses_with_names_and_changes_nothing(county: SmallCounty) -> None:
    free, kin, person = county.garden("甲园"), county.garden("乙园"), county.supervisor("张督学")
    county.recusal(person, kin)
    with pytest.raises(Refusal, match="张督学应当回避：乙园（近亲属）"):
        supervision_acts.assign(county.store, [free, kin], person, TODAY)
    assert who_has(county) == {}


def test_a_former_post_is_forgiven_after_the_years_of_the_policy_number(county: SmallCounty) -> None:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    with county.store.writing("督学回避") as writer:
        values = {"supervisor": person, "kindergarten": garden, "reason": "post", "left": date(2024, 7, 1)}
        writer.insert(Recusal, values)
    with pytest.raises(Refusal, match="张督学应当回避：甲园（曾任职）"):
        supervision_acts.assign(county.store, [garden], person, TODAY)
    assert supervision.board(county.store, date(2027, 6, 30)).recusals
    assert not supervision.board(county.store, date(2027, 7, 1)).recusals
    set_target(county.store, supervision.POST_YEARS, 2026, "2")
    assert supervision_acts.assign(county.store, [garden], person, TODAY) == "督学分配：甲园 由 张督学 负责"


def test_the_office_own_band_goes_before_the_shipped_one(county: SmallCounty) -> None:
    county.supervisor("张督学")
    county.supervisor("李督学", load_most=3)
    set_target(county.store, "load_most", 2026, "7")
    set_target(county.store, "load_least", 2026, "2")
    bands = {load.name: (load.least, load.most) for load in supervision.loads(county.store, TODAY)}
    assert bands == {"张督学": (2, 7), "李督学": (2, 3)}


def test_ending_leaves_the_kindergarten_uncovered(county: SmallCounty) -> None:
    garden, person = county.garden("甲园"), county.supervisor("张督学")
    county.duty(person, garden, BEGAN)
    assert supervision_acts.end(county.store, [garden], TODAY) == "结束督学责任：甲园（张督学）"
    assert periods(county) == [(BEGAN, TODAY)]
    assert supervision_acts.end(county.store, [garden], TODAY) == ""


def test_locking(county: SmallCounty) -> None:
    duty = county.duty(county.supervisor("张督学"), county.garden("甲园"))
    assert supervision_acts.lock(county.store, [duty], True) == "锁定督学责任：甲园（张督学）"
    assert supervision.loads(county.store, TODAY)[0].duties[0].locked


def test_the_term_is_watched(county: SmallCounty) -> None:
    county.supervisor("去年的", term_to=date(2025, 8, 31))
    over = county.supervisor("到期的", term_from=date(2023, 9, 1), term_to=date(2026, 8, 31))
    county.supervisor("未到的", term_from=date(2027, 9, 1))
    county.duty(over, county.garden("甲园"))
    found = {load.name: load.term_trouble(TODAY) for load in supervision.loads(county.store, TODAY)}
    assert found == {"到期的": "任期 2026-08-31 已满", "未到的": "任期 2027-09-01 才开始"}
    county.supervisor("太久的", kind="part", term_from=date(2023, 9, 1), term_to=date(2028, 8, 31))
    county.supervisor("太多的", kind="part", term_from=date(2025, 9, 1), term_number=4)
    county.supervisor("专职的", kind="full", term_from=date(2010, 9, 1), term_number=4)
    found = {load.name: load.term_trouble(TODAY) for load in supervision.loads(county.store, TODAY)}
    assert found["太久的"] == "兼职任期 3 年，2023-09-01 起的任期已满"
    assert found["太多的"] == "兼职连续任职不超过 3 个任期，现为第 4 任期"
    assert found["专职的"] == ""


def test_plaques(county: SmallCounty) -> None:
    old, new = county.supervisor("张督学"), county.supervisor("李督学")
    changed, without = county.garden("换人园"), county.garden("无人园")
    county.duty(old, changed, BEGAN, until=date(2026, 9, 1), plaque_posted=BEGAN)
    fresh = county.duty(new, changed, date(2026, 9, 1))
    county.duty(old, without, BEGAN, until=date(2026, 9, 1), plaque_posted=BEGAN)
    county.duty(new, county.garden("已印园"), plaque_printed=BEGAN)
    found = {plaque.garden.name: (plaque.state, plaque.former) for plaque in _plaques(county)}
    assert found == {"换人园": ("former", "张督学"), "无人园": ("former", "张督学"), "已印园": ("printed", "")}
    assert supervision_acts.mark_plaques(county.store, [fresh], "posted", TODAY) == "公示牌挂出：换人园（李督学）"
    assert {plaque.garden.name: plaque.state for plaque in _plaques(county)}["换人园"] == "posted"
    with pytest.raises(Refusal, match="早于负责起"):
        supervision_acts.mark_plaques(county.store, [fresh], "posted", date(2026, 8, 1))


def _plaques(county: SmallCounty) -> tuple[supervision.Plaque, ...]:
    return supervision.board(county.store, TODAY).plaques


def test_who_gets_it_back_on_the_same_day_goes_on_with_the_plaque(county: SmallCounty) -> None:
    first, second, garden = county.supervisor("张督学"), county.supervisor("李督学"), county.garden("甲园")
    county.duty(first, garden, plaque_printed=date(2025, 9, 1), plaque_posted=date(2025, 9, 5))
    assign(county.store, [garden], second, TODAY)
    assert supervision.board(county.store, TODAY).plaques[0].state == "former"
    assign(county.store, [garden], first, TODAY)
    [plaque] = supervision.board(county.store, TODAY).plaques
    assert plaque.state == "posted"
    assert plaque.duty
    assert plaque.duty.since == date(2025, 9, 1)
    end(county.store, [garden], TODAY)
    assign(county.store, [garden], first, TODAY)
    assert supervision.board(county.store, TODAY).plaques[0].duty == plaque.duty


@pytest.mark.parametrize("what", ["printed", "posted"])
def test_a_plaque_is_not_marked_ahead(county: SmallCounty, what: Plaque) -> None:
    county.duty(county.supervisor("张督学"), county.garden("甲园"))
    [shown] = supervision.board(county.store, TODAY).plaques
    assert shown.duty
    with pytest.raises(Refusal, match=r"日期 2026-11-24 还没到"):
        mark_plaques(county.store, [shown.duty.uuid], what, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("kind", "begun", "ends", "told"),
    [
        ("part", date(2024, 1, 1), date(2026, 12, 31), "任期 2026-12-31 将满"),
        ("part", date(2024, 1, 1), None, "任期 2027-01-01 将满"),
        ("part", date(2024, 9, 1), date(2027, 8, 31), ""),
        ("part", date(2023, 1, 1), date(2025, 12, 31), ""),
        ("full", date(2024, 1, 1), None, ""),
    ],
)
def test_a_term_that_will_soon_be_over_is_told(
    county: SmallCounty, kind: str, begun: date, ends: date | None, told: str
) -> None:
    person, garden = county.supervisor("张督学", kind=kind, term_from=begun, term_to=ends), county.garden("甲园")
    county.duty(person, garden)
    [load] = supervision.loads(county.store, TODAY)
    assert load.term_ending(TODAY) == told
    notes = read_problem(county.store, TODAY).notes()
    assert (f"张督学{told}，请先续聘，或到期前另派" in notes) == bool(told)
