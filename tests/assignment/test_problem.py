"""What is read from the store: who is in term, what is forbidden, who had whom, in which order."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from ycpe_desktop.assignment.model import FORBIDDEN, NO_ONE_BEFORE
from ycpe_desktop.assignment.problem import Options, Problem, read_problem
from ycpe_desktop.assignment.proposal import propose
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Recusal, Supervisor
from ycpe_desktop.policy.thresholds import set_target

BEGAN = date(2025, 9, 1)


def read(county: SmallCounty, **options: int) -> Problem:
    return read_problem(county.store, TODAY, Options(**options))


def allowed(problem: Problem) -> set[tuple[str, str]]:
    rows, columns = np.nonzero(problem.model.metres != FORBIDDEN)
    return {
        (problem.gardens[row].name, problem.people[column].name)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def test_kindergartens_in_operation_and_supervisors_in_order(county: SmallCounty) -> None:
    for name, township in (("乙园", "陌南镇"), ("甲园", "陌南镇"), ("丙园", "古魏镇")):
        county.garden(name, township)
    county.garden("停办园", status="paused")
    county.supervisor("李督学", "陌南镇")
    county.supervisor("张督学", "古魏镇")
    problem = read(county)
    assert [garden.name for garden in problem.gardens] == ["丙园", "乙园", "甲园"]
    assert [person.name for person in problem.people] == ["张督学", "李督学"]
    assert problem.least.tolist() == [4, 4]
    assert problem.most.tolist() == [6, 6]


def test_the_office_own_band_and_a_supervisors_own(county: SmallCounty) -> None:
    county.garden("甲园")
    county.supervisor("李督学", load_least=2)
    county.supervisor("王督学")
    set_target(county.store, "load_most", 2026, "7")
    problem = read(county)
    assert problem.least.tolist() == [2, 4]
    assert problem.most.tolist() == [7, 7]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"term_to": date(2026, 8, 31)}, "任期 2026-08-31 已满"),
        ({"term_from": date(2027, 9, 1)}, "任期 2027-09-01 才开始"),
        ({"kind": "part", "term_from": date(2023, 9, 1)}, "兼职任期 3 年，2023-09-01 起的任期已满"),
        ({"kind": "part", "term_from": date(2025, 9, 1), "term_number": 4}, "连续任职不超过 3 个任期，现为第 4 任期"),
        ({"kind": "part", "term_from": date(2025, 9, 1), "term_number": 3}, ""),
        ({"kind": "full", "term_from": date(2010, 9, 1)}, ""),
    ],
)
def test_the_term_must_be_in_force(county: SmallCounty, values: dict[str, Any], told: str) -> None:
    county.garden("甲园")
    county.supervisor("李督学", **values)
    problem = read(county)
    assert told in problem.people[0].trouble
    assert bool(problem.people[0].trouble) == bool(told)
    assert bool(allowed(problem)) == (not told)


def test_a_former_post_counts_for_the_configured_years_and_kin_for_ever(county: SmallCounty) -> None:
    garden = county.garden("甲园")
    for name, reason, left in (
        ("亲督学", "kin", date(2000, 1, 1)),
        ("新督学", "post", date(2024, 1, 1)),
        ("旧督学", "post", date(2023, 11, 23)),
        ("疑督学", "post", None),
    ):
        person = county.supervisor(name)
        with county.store.writing("督学回避") as writer:
            writer.insert(Recusal, {"supervisor": person, "kindergarten": garden, "reason": reason, "left": left})
    assert allowed(read(county)) == {("甲园", "旧督学")}
    set_target(county.store, "post_years", 2026, "2")
    assert allowed(read(county)) == {("甲园", "旧督学"), ("甲园", "新督学")}


def test_locks_hold_the_pair_and_rotation_forbids_it(county: SmallCounty) -> None:
    locked, long, broken = county.garden("锁园"), county.garden("久园"), county.garden("断园")
    one, other = county.supervisor("李督学"), county.supervisor("张督学")
    county.duty(one, locked, BEGAN, locked=True)
    county.duty(one, long, date(2022, 9, 1), until=date(2024, 9, 1))
    county.duty(one, long, date(2024, 9, 1))
    county.duty(other, broken, date(2020, 9, 1), until=date(2024, 3, 1))
    county.duty(other, broken, date(2024, 9, 1))
    everything = {("久园", "张督学"), ("断园", "李督学"), ("断园", "张督学"), ("锁园", "李督学")}
    assert allowed(read(county)) == everything | {("久园", "李督学")}
    assert allowed(read(county, rotation=3)) == everything


def test_before_is_the_day_before(county: SmallCounty) -> None:
    yesterday, today = county.garden("昨园"), county.garden("今园")
    one, other = county.supervisor("李督学"), county.supervisor("张督学")
    county.duty(one, yesterday, BEGAN, until=TODAY)
    county.duty(other, yesterday, TODAY)
    county.duty(one, today, TODAY)
    problem = read(county)
    names = [garden.name for garden in problem.gardens]
    assert problem.people[problem.before[names.index("昨园")]].name == "李督学"
    assert problem.before[names.index("今园")] == NO_ONE_BEFORE


def test_nothing_to_assign_is_refused_in_one_sentence(county: SmallCounty) -> None:
    with pytest.raises(Refusal, match="没有在办的园"):
        read(county)
    county.garden("甲园")
    with pytest.raises(Refusal, match="还没有登记责任督学"):
        read(county)
    county.supervisor("李督学")
    with pytest.raises(Refusal, match="每人上限不能是 0 所"):
        read(county, maximum=0)
    with pytest.raises(Refusal, match="轮岗年限不能是 -1 年"):
        read(county, rotation=-1)


def test_notes_say_what_is_not_known(county: SmallCounty) -> None:
    county.garden("甲园", "陌南镇", longitude="118.5", latitude="32.0")
    county.garden("乙园", "没有这个镇")
    county.supervisor("李督学", "没有这个镇")
    told = read(county).notes()
    assert told[0].startswith("没有经纬度的园按所在乡镇的约略点位计，同乡镇按 ")
    assert "1 位督学的位置未定，距离按本县中位数" in told[1]
    assert told[2] == "甲园等 1 所园的经纬度不在本县，改按所在乡镇计"


def villages_of(county: SmallCounty, township: str) -> list[str]:
    return [code for code, _ in county.store.names.places("village", county.townships[township])]


def test_who_lives_in_the_village_goes_before_who_lives_in_the_township(county: SmallCounty) -> None:
    here, there = villages_of(county, "陌南镇")[:2]
    for name, village in (("甲园", here), ("乙园", there)):
        county.garden(name, village=village)
    county.supervisor("安督学", village=there)
    county.supervisor("李督学", village=here)
    found = propose(county.store, TODAY, Options(maximum=1))
    assert {pair.garden.name: pair.person and pair.person.name for pair in found.pairs} == {
        "甲园": "李督学", "乙园": "安督学",
    }  # fmt: skip
    problem = found.problem
    near, within = problem.distances.village, problem.distances.within
    assert sorted(problem.distances.metres.ravel().tolist()) == [near, near, within, within]
    assert f"同乡镇按 {within / 1000:.1f} 公里计，同村（社区）按 {near / 1000:.1f} 公里计" in problem.notes()[0]
    garden = [each.name for each in problem.gardens].index("甲园")
    village = county.store.names.name("village", here)
    way = found.explainer.pair(garden).sentences[1]
    assert way == (f"李督学常驻陌南镇{village}，同村（社区），按 {near / 1000:.1f} 公里计；是能负责的督学中最近的。")


def test_nothing_is_said_of_villages_where_nobody_is_known_to_live_in_one(county: SmallCounty) -> None:
    county.garden("甲园", village=villages_of(county, "陌南镇")[0])
    county.supervisor("李督学")
    problem = read(county)
    assert "同村" not in problem.notes()[0]
    assert problem.distances.metres.tolist() == [[problem.distances.within]]


def pairs_of(folder: Path, order: Random) -> dict[str, str]:
    """The same office entered in another order, and so with other UUIDs."""
    gardens = [(f"{word}园", township) for word in "甲乙丙丁戊己庚辛壬癸子丑" for township in ("古魏镇", "陌南镇")]
    people = [(f"{word}督学", township) for word in "张王李赵" for township in ("古魏镇", "学张乡")]
    order.shuffle(gardens)
    order.shuffle(people)
    with small_county(folder) as county:
        placed = {name: county.garden(*name) for name in gardens}
        known = {name: county.supervisor(*name) for name in people}
        county.duty(known["张督学", "古魏镇"], placed["甲园", "陌南镇"])
        county.recusal(known["王督学", "古魏镇"], placed["乙园", "古魏镇"])
        found = propose(county.store, TODAY, Options(maximum=3))
        return {
            f"{pair.garden.name} {pair.garden.township_name}": (
                f"{pair.person.name} {pair.person.township_name}" if pair.person else ""
            )
            for pair in found.pairs
        }


def test_other_uuids_and_another_order_give_the_same_answer(tmp_path: Path) -> None:
    """All kindergartens of a township lie at one point: equally good answers abound."""
    first = pairs_of(tmp_path / "0", Random(0))
    assert len(first) == 24
    assert all(pairs_of(tmp_path / str(seed), Random(seed)) == first for seed in range(1, 4))


def test_a_supervisor_who_left_the_term_is_no_refuge(county: SmallCounty) -> None:
    garden = county.garden("甲园")
    person = county.supervisor("李督学", term_to=date(2026, 8, 31))
    county.duty(person, garden, BEGAN)
    found = propose(county.store, TODAY)
    assert [pair.state for pair in found.pairs] == ["uncovered"]
    assert found.causes[0].sentence == "甲园没有一位督学可以负责：李督学任期 2026-08-31 已满"
    assert found.remedies is not None
    assert "续聘 1 位任期已满的督学" in found.remedies.sentence
    with county.store.writing("续聘") as writer:
        writer.update(Supervisor, person, {"term_to": date(2029, 8, 31)})
    assert [pair.state for pair in propose(county.store, TODAY).pairs] == ["same"]


@pytest.mark.parametrize("when", ["正在查找无人可派的原因", "正在计算怎样才够"])
def test_why_somebody_has_nobody_is_found_with_the_rest_and_can_be_stopped(county: SmallCounty, when: str) -> None:
    """In a city's office it takes longer than the answer: not to be left to the window that shows it."""

    class StopError(Exception):
        pass

    def stop(text: str, done: int, total: int) -> None:
        if text == when:
            raise StopError

    for name in ("甲园", "乙园"):
        county.garden(name)
    county.supervisor("李督学")
    with pytest.raises(StopError):
        propose(county.store, TODAY, Options(maximum=1), stop)
