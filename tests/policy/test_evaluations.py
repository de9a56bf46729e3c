"""办园行为督导评估: who has been evaluated in the cycle of a day, and who is still due."""

from datetime import date

import pytest

from tests.policy.small_county import TODAY, SmallCounty
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ConductEvaluation
from ycpe_desktop.policy.evaluations import Cycle, cycle
from ycpe_desktop.policy.thresholds import set_target
from ycpe_desktop.policy.visit_settings import set_cycles_from
from ycpe_desktop.store import Store


@pytest.fixture
def county(store: Store) -> SmallCounty:
    made = SmallCounty(store)
    for name, days in (("评过的园", ["2018-05-06", "2022-01-01"]), ("上一周期的园", ["2021-12-31"]), ("新园", [])):
        garden = made.garden(name)
        with store.writing("评估") as writer:
            for day in days:
                told = {"kindergarten": garden, "evaluated": date.fromisoformat(day), "conclusion": "good"}
                writer.insert(ConductEvaluation, told)
    made.garden("停办园", status="paused")
    return made


def told(found: Cycle) -> tuple[list[str], list[str]]:
    return [one.garden.name for one in found.due], [one.garden.name for one in found.done]


def test_a_cycle_of_five_years_from_2017(county: SmallCounty) -> None:
    found = cycle(county.store, TODAY)
    assert (found.first, found.last) == (date(2022, 1, 1), date(2026, 12, 31))
    assert told(found) == (["新园", "上一周期的园"], ["评过的园"])
    assert [one.last for one in found.due] == [None, date(2021, 12, 31)]
    assert told(cycle(county.store, date(2021, 12, 31))) == (["新园"], ["评过的园", "上一周期的园"])


def test_the_office_sets_length_and_beginning(county: SmallCounty) -> None:
    set_target(county.store, "evaluation_cycle", 2026, "3")
    set_cycles_from(county.store, 2021)
    found = cycle(county.store, TODAY)
    assert (found.first, found.last) == (date(2024, 1, 1), date(2026, 12, 31))
    assert len(found.due) == 3
    with pytest.raises(Refusal):
        set_cycles_from(county.store, 17)
