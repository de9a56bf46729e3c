"""公示牌 gate by gate: what is wrong, what is to be printed, whose name stands at the foot."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.store.pictures import picture
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Supervisor
from ycpe_desktop.policy import plaques, supervision
from ycpe_desktop.policy.plaques import OFFICE, OFFICE_PHONE, Gate, office, set_office
from ycpe_desktop.store.photos import set_photo

BEGAN = date(2025, 9, 1)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


def gates(county: SmallCounty) -> dict[str, Gate]:
    found = plaques.gates(county.store, supervision.board(county.store, TODAY))
    return {gate.plaque.garden.name: gate for gate in found}


def test_what_a_plaque_lacks_is_what_its_supervisors_record_lacks(county: SmallCounty, tmp_path: Path) -> None:
    whole = county.supervisor("张督学", phone="0359-3022018")
    set_photo(county.store, Supervisor, whole, picture(tmp_path / "张.jpg"))
    bare = county.supervisor("李督学")
    county.duty(whole, county.garden("甲园"))
    county.duty(bare, county.garden("乙园"))
    county.garden("丙园")
    found = gates(county)
    assert {name: gate.lacks for name, gate in found.items()} == {"甲园": (), "乙园": ("photo", "phone"), "丙园": ()}
    assert plaques.lacking(list(found.values()), "photo") == ["李督学"]


def test_a_gate_is_to_be_looked_at_until_the_right_plaque_hangs_there_whole(
    county: SmallCounty, tmp_path: Path
) -> None:
    old, new, bare = (county.supervisor(name, phone="13800000000") for name in ("老督学", "新督学", "李督学"))
    for one in (old, new):
        set_photo(county.store, Supervisor, one, picture(tmp_path / "照.jpg"))
    county.duty(new, county.garden("挂好园"), plaque_printed=BEGAN, plaque_posted=BEGAN)
    county.duty(new, county.garden("没印园"))
    county.duty(new, county.garden("没挂园"), plaque_printed=BEGAN)
    county.duty(bare, county.garden("没照园"), plaque_printed=BEGAN, plaque_posted=BEGAN)
    changed, left = county.garden("换人园"), county.garden("没人园")
    for garden in (changed, left):
        county.duty(old, garden, BEGAN, until=date(2026, 9, 1), plaque_printed=BEGAN, plaque_posted=BEGAN)
    county.duty(new, changed, date(2026, 9, 1))
    county.garden("从来没人园")
    found = gates(county)
    assert {name for name, gate in found.items() if gate.wrong} == {"没印园", "没挂园", "没照园", "换人园", "没人园"}
    assert {name for name, gate in found.items() if gate.to_print} == {"没印园", "换人园"}


def test_the_foot_of_a_plaque_is_a_setting_and_may_lack_the_telephone(county: SmallCounty) -> None:
    store = county.store
    assert office(store) == ("芮城县教育局", "")
    assert set_office(store, OFFICE_PHONE, "0359-302 1110") == "修改公示牌监督电话"
    assert set_office(store, OFFICE, "芮城县人民政府教育督导室") == "修改公示牌落款单位"
    assert office(store) == ("芮城县人民政府教育督导室", "0359-3021110")
    assert set_office(store, OFFICE, "芮城县人民政府教育督导室") == ""
    with pytest.raises(Refusal, match=r"监督电话.*电话只能是"):
        set_office(store, OFFICE_PHONE, "请打电话")
    store.undo()
    assert office(store)[0] == "芮城县教育局"
    set_office(store, OFFICE_PHONE, " ")
    assert office(store) == ("芮城县教育局", "")
