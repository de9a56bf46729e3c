"""校验 as the clerk uses it: see, go to the cell, explain, and mended lines that vanish."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import small_county
from tests.ui.filled_pages import Desked, desked
from ui.ledger.page import LedgerPage
from ui.pages.checks import ChecksPage
from ycpe_desktop.ledgers import Kindergarten


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desked]:
    with small_county(tmp_path / "台账") as county:
        county.garden("甲园", code=None)
        county.garden("乙园", sponsor=None)
        with desked(qtbot, data_folder, "checks", county) as made:
            yield made


@pytest.fixture
def page(desk: Desked) -> ChecksPage:
    return cast(ChecksPage, desk.page)


def sentences(page: ChecksPage) -> list[str]:
    return [f"{each.name}{each.sentence}" for group in page.groups for each in group.findings]


def choose(page: ChecksPage, told: str) -> None:
    for place, group in enumerate(page.groups):
        for line, each in enumerate(group.findings):
            if told in f"{each.name}{each.sentence}":
                page.rules.selectRow(place)
                page.findings.selectRow(line)
                return
    raise AssertionError(told)


def test_the_button_goes_to_the_cell(desk: Desked, page: ChecksPage) -> None:
    choose(page, "甲园“标识码”没有填写")
    page.mend.click()
    opened = desk.page
    assert isinstance(opened, LedgerPage)
    index = opened.table.grid.currentIndex()
    assert opened.table.model.ids[index.row()] == page.groups[0].findings[0].uuid or index.isValid()


def test_a_mended_line_vanishes_at_once(desk: Desked, page: ChecksPage) -> None:
    assert any("甲园“标识码”" in told for told in sentences(page))
    store = desk.county.store
    uuid = next(each.uuid for group in page.groups for each in group.findings if "甲园" in each.name)
    with store.writing("改标识码") as writer:
        writer.update(Kindergarten, uuid, {"code": "1114000009"})
    page.desk.saved()
    assert not any("甲园“标识码”" in told for told in sentences(page))
    assert any("乙园" in told for told in sentences(page))


def test_an_explanation_is_kept_for_the_year_and_can_be_undone(desk: Desked, page: ChecksPage) -> None:
    place = next(place for place, group in enumerate(page.groups) if group.tier == "explain")
    page.rules.selectRow(place)
    page.findings.selectRow(0)
    rule = page.groups[place].rule
    page.text.setText("正在补报")
    page.save.click()
    again = next(group for group in page.groups if group.rule == rule)
    assert again.findings[0].explanation == "正在补报"
    desk.county.store.undo()
    page.refresh()
    assert next(group for group in page.groups if group.rule == rule).findings[0].explanation == ""


def test_what_must_be_mended_cannot_be_explained_away(page: ChecksPage) -> None:
    choose(page, "甲园“标识码”没有填写")
    assert page.text.isHidden()
    assert page.save.isHidden()
