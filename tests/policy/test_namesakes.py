"""Two supervisors of one name are told apart wherever one is chosen or spoken of."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.policy.small_county import TODAY, SmallCounty, small_county
from ycpe_desktop.assignment.proposal import propose
from ycpe_desktop.policy import supervision
from ycpe_desktop.policy.namesakes import told_apart
from ycpe_desktop.policy.rosters import rosters
from ycpe_desktop.policy.supervision_acts import assign
from ycpe_desktop.policy.visits import month_plan

BOTH = ["王伟（实验小学）", "王伟（教研室）"]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


def person(name: str, uuid: str, **values: str) -> SimpleNamespace:
    blank: dict[str, str | None] = dict.fromkeys(("employer", "township", "certificate", "phone"))
    return SimpleNamespace(uuid=uuid, name=name, **{**blank, **values})


def test_by_employer_township_certificate_phone_or_number(county: SmallCounty) -> None:
    alone = person("李强", "c")
    same = {"employer": "教研室"}
    assert told_apart(
        county.store, [person("王伟", "a", employer="一小"), person("王伟", "b", employer="二小"), alone]
    ) == {
        "a": "王伟（一小）",
        "b": "王伟（二小）",
        "c": "李强",
    }
    homes = [person("王伟", name, township=county.townships[name], **same) for name in ("古魏镇", "陌南镇")]
    assert told_apart(county.store, homes) == {name: f"王伟（{name}）" for name in ("古魏镇", "陌南镇")}
    certified = [person("王伟", "a", certificate="7", **same), person("王伟", "b", certificate="8", **same)]
    assert told_apart(county.store, certified) == {"a": "王伟（7）", "b": "王伟（8）"}
    phoned = [person("王伟", "a", phone="1", **same), person("王伟", "b", phone="2", certificate="8")]
    assert told_apart(county.store, phoned) == {"a": "王伟（1）", "b": "王伟（2）"}
    assert told_apart(county.store, [person("王伟", "b"), person("王伟", "a")]) == {"a": "王伟（1）", "b": "王伟（2）"}


def test_everywhere_but_in_what_is_published(county: SmallCounty) -> None:
    first, second = (county.supervisor("王伟", employer=each) for each in ("实验小学", "教研室"))
    gardens = [county.garden(f"{n}园") for n in "甲乙"]
    county.duty(first, gardens[0])
    assert assign(county.store, [gardens[0]], second, TODAY) == (
        "督学调整：甲园 由 王伟（实验小学） 改为 王伟（教研室）"
    )
    state = supervision.board(county.store, TODAY)
    assert sorted(load.name for load in state.loads) == BOTH
    assert state.plaques[0].supervisor_name == "王伟（教研室）"
    plan = month_plan(county.store, date(2026, 11, 1))
    assert [each.name for each in plan.rounds] == ["王伟（教研室）", "没有责任督学"]
    found = propose(county.store, TODAY)
    assert {pair.person and pair.person.name for pair in found.pairs} == set(BOTH)
    told = "".join(found.explainer.pair(0).sentences)
    assert all(name in told for name in BOTH)
    assert [row[1] for row in rosters(county.store, TODAY).register.rows] == ["王伟", "王伟"]
