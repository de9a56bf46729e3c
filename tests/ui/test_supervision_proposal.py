"""自动分配 in the window: computed beside it, looked at, explained, accepted as one step, or left."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.pages.supervision import SupervisionPage
from ycpe_desktop.policy import supervision

NAMES = ("甲园", "乙园", "丙园", "丁园", "戊园")


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def gardens(county: SmallCounty) -> dict[str, str]:
    """张督学 has four, 李督学 none, and nobody has 戊园."""
    found = {name: county.garden(name, "陌南镇") for name in NAMES}
    first = county.supervisor("张督学")
    county.supervisor("李督学")
    for name in NAMES[:4]:
        county.duty(first, found[name])
    return found


@pytest.fixture
def page(
    qtbot: QtBot, data_folder: Path, county: SmallCounty, gardens: dict[str, str]
) -> Iterator[tuple[Desked, SupervisionPage]]:
    with desked(qtbot, data_folder, "supervision", county) as made:
        yield made, cast(SupervisionPage, made.page)


def proposed(qtbot: QtBot, desk: Desked, page: SupervisionPage) -> None:
    page.propose_button.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.proposal)


def loads(page: SupervisionPage) -> dict[str, int]:
    return {load.name: load.count for load in supervision.loads(page.store, TODAY)}


def test_it_is_looked_at_before_anything_is_written(qtbot: QtBot, page: tuple[Desked, SupervisionPage]) -> None:
    desk, shown = page
    proposed(qtbot, desk, shown)
    assert loads(shown) == {"张督学": 4, "李督学": 0}
    told = [[shown.proposal.table.rows.index(row, column).data() for column in range(4)] for row in range(2)]
    assert {line[3] for line in told} <= {"张督学", "李督学"}
    assert "戊园" in [line[0] for line in told]
    shown.proposal.table.selectRow(0)
    assert shown.proposal.pairs[0].garden.name in shown.proposal.why.text()
    shown.proposal.leave.click()
    assert shown.stack.currentWidget() is shown.view
    assert loads(shown) == {"张督学": 4, "李督学": 0}


def test_accepting_is_one_step_and_one_undo(qtbot: QtBot, page: tuple[Desked, SupervisionPage]) -> None:
    desk, shown = page
    proposed(qtbot, desk, shown)
    shown.proposal.accept.click()
    assert sorted(loads(shown).values()) == [2, 3]
    assert shown.stack.currentWidget() is shown.view
    shown.store.undo()
    assert loads(shown) == {"张督学": 4, "李督学": 0}


def test_what_cannot_be_covered_says_why_and_what_would_help(
    qtbot: QtBot, page: tuple[Desked, SupervisionPage]
) -> None:
    desk, shown = page
    shown.proposal.maximum.setValue(2)
    proposed(qtbot, desk, shown)
    assert shown.proposal.trouble_card.isVisibleTo(shown)
    assert "上限" in shown.proposal.trouble.text()
    assert shown.proposal.table.rows.index(0, 3).data() == "无人可派"
