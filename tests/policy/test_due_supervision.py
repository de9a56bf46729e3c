"""What is due of 责任督学, visits, 限期整改 and 办园行为督导评估."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from ycpe_desktop.ledgers import ConductEvaluation, Rectification
from ycpe_desktop.policy.due import due
from ycpe_desktop.policy.due_kind import Due

D = date


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


def told(county: SmallCounty, source: str, day: date = TODAY) -> list[Due]:
    return [each for each in due(county.store, day) if each.source == source]


def one(county: SmallCounty, source: str, day: date = TODAY) -> Due:
    (found,) = told(county, source, day)
    return found


def test_who_has_no_supervisor_is_due_every_day(county: SmallCounty) -> None:
    gardens = [county.garden(f"{name}园") for name in "甲乙丙丁"]
    county.duty(county.supervisor("王督学"), gardens[0])
    found = one(county, "uncovered")
    assert (found.by, len(found.members), found.when(TODAY)) == (TODAY, 3, "week")
    assert "等" not in found.whom
    county.garden("关停园", status="closed")
    assert len(one(county, "uncovered").members) == 3


def test_a_term_is_told_when_it_ends_this_month_and_when_it_has_ended(county: SmallCounty) -> None:
    ending = county.supervisor("李督学", kind="part", term_from=D(2023, 12, 1), term_to=D(2026, 11, 30))
    county.duty(ending, county.garden("甲园"))
    for day in (1, 28):
        county.supervisor("没有园的督学", term_to=D(2026, 11, day))
    found = one(county, "term")
    assert (found.whom, found.by, found.field) == ("李督学", D(2026, 11, 30), "term_to")
    assert found.why == "任期至 2026-11-30，将满，还负责 1 所园"
    assert one(county, "term", D(2026, 12, 5)).when(D(2026, 12, 5)) == "overdue"


def test_a_part_time_term_ends_after_three_years_even_if_nobody_wrote_it_down(county: SmallCounty) -> None:
    county.duty(county.supervisor("李督学", kind="part", term_from=D(2023, 11, 1)), county.garden("甲园"))
    assert one(county, "term").by == D(2026, 11, 1)


def test_plaques_are_lacking_printed_or_a_former_supervisors(county: SmallCounty) -> None:
    old, new = county.supervisor("老督学"), county.supervisor("新督学")
    lacking, printed, former, posted = (county.garden(f"{name}园") for name in "甲乙丙丁")
    county.duty(new, lacking)
    county.duty(new, printed, plaque_printed=D(2026, 9, 1))
    county.duty(old, former, D(2024, 9, 1), until=D(2026, 9, 1), plaque_posted=D(2024, 9, 9))
    county.duty(new, former, D(2026, 9, 1))
    county.duty(new, posted, plaque_printed=D(2026, 9, 1), plaque_posted=D(2026, 9, 2))
    found = {each.what: each.members for each in told(county, "plaque")}
    assert found == {
        "换下原督学的公示牌": ((former, "丙园"),),
        "印制督学公示牌": ((lacking, "甲园"),),
        "挂出督学公示牌": ((printed, "乙园"),),
    }


def test_the_rest_of_the_months_round_is_one_line(county: SmallCounty) -> None:
    gardens = [county.garden(f"{name}园") for name in "甲乙丙"]
    county.visit(gardens[0], D(2026, 11, 9))
    found = one(county, "visit")
    assert (found.what, found.by, found.when(TODAY)) == ("11 月督导", D(2026, 11, 30), "month")
    assert found.why == "11 月应督导 3 所，还有 2 所没有督导"
    assert {uuid for uuid, _ in found.members} == set(gardens[1:])


def test_in_a_holiday_month_no_visit_is_due(county: SmallCounty) -> None:
    county.garden("甲园")
    assert told(county, "visit", D(2027, 2, 3)) == []


def test_a_record_of_a_visit_waits_to_be_finished(county: SmallCounty) -> None:
    key = county.visit(county.garden("甲园"), D(2026, 11, 20), state="draft")
    assert (one(county, "visit_draft").uuid, one(county, "visit_draft").when(TODAY)) == (key, "overdue")


def test_a_mending_is_told_by_its_next_step(county: SmallCounty) -> None:
    garden = county.garden("甲园")
    key = county.mend(garden, None, D(2026, 12, 20), number=None)
    steps: list[tuple[str, date, str]] = []

    def note(**values: object) -> None:
        with county.store.writing("办理") as writer:
            writer.update(Rectification, key, values)
        steps.extend((each.what, each.by, each.field) for each in told(county, "rectification"))

    note(problem="灭火器过期")
    note(issued=D(2026, 11, 2), number="芮教督改〔2026〕1号")
    note(due=D(2026, 11, 16))
    note(replied=D(2026, 11, 15))
    note(checked=D(2026, 11, 20), check_result="passed")
    note(outcome="closed", closed=D(2026, 11, 20))
    assert steps == [
        ("下发整改通知书", TODAY, "issued"),
        ("催办限期整改", D(2026, 11, 16), "replied"),
        ("复查限期整改", D(2026, 11, 16), "checked"),
        ("整改销号", D(2026, 11, 16), "outcome"),
    ]  # before its day comes near, a mending that was sent out is not told


def test_who_was_not_evaluated_is_told_in_the_last_year_of_the_cycle(county: SmallCounty) -> None:
    seen, unseen = county.garden("甲园"), county.garden("乙园")
    with county.store.writing("评估") as writer:
        writer.insert(ConductEvaluation, {"kindergarten": seen, "evaluated": D(2024, 5, 1), "conclusion": "good"})
    found = one(county, "conduct")
    assert (found.members, found.by, found.when(TODAY)) == (((unseen, "乙园"),), D(2026, 12, 31), "later")
    assert len(told(county, "conduct", D(2027, 6, 1))) == 0
