"""操作记录: what was done, what it changed in the clerk's words, and taking one step back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.ledger.page import LedgerPage
from ui.pages.history import HistoryPage
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.policy.indicators import NURSERY
from ycpe_desktop.policy.reported import remember


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        uuid = made.garden("甲园", nature="nonprofit", principal="张三")
        with made.store.writing("改园长") as writer:
            writer.update(Kindergarten, uuid, {"principal": "李四"})
        with made.store.writing("认定普惠") as writer:
            writer.change(Kindergarten, uuid, {"nature": "inclusive"}, date(2030, 9, 1))
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "history", county) as made:
        yield made


def lines(page: HistoryPage) -> list[tuple[str, ...]]:
    model = page.details.rows
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def choose(page: HistoryPage, label: str) -> None:
    page.table.selectRow(next(place for place, one in enumerate(page.steps) if one.label == label))


def test_a_step_shows_its_changes_in_the_words_of_the_ledger(desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    choose(page, "改园长")
    assert lines(page) == [("甲园", "园长", "张三", "李四")]
    choose(page, "认定普惠")
    assert ("甲园", "办园性质", "", "普惠性民办") in lines(page)
    assert ("甲园", "办园性质自", "", "2030-09-01") in lines(page)


def test_one_older_step_is_taken_back_alone(desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    choose(page, "改园长")
    page.take_back.click()
    assert page.steps[0].label == "撤销：改园长"
    assert any("已撤销" in told for told in desk.told())
    assert page.chosen is not None
    assert page.chosen.label == "改园长"  # and a second click takes back nothing else
    assert not page.take_back.isEnabled()
    choose(page, "认定普惠")
    assert page.take_back.isEnabled()


def test_steps_are_found_by_their_words(desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    page.find_text("普惠")
    assert [one.label for one in page.steps] == ["认定普惠"]


def test_a_line_leads_to_its_record(desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    choose(page, "改园长")
    page.details.selectRow(0)
    page.open.click()
    opened = cast(LedgerPage, desk.page)
    index = opened.table.grid.currentIndex()
    assert opened.table.model.columns[index.column()].name == "principal"


def test_a_setting_is_told_in_words(desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    desk.county.store.set_setting(NURSERY, False, "托班不计入在园幼儿")
    page.refresh()
    choose(page, "托班不计入在园幼儿")
    assert lines(page) == [("设置", "托班计入在园幼儿", "", "否")]


def test_a_report_is_told_by_its_file(desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    for file in ("甲.xlsx", "乙.xlsx"):
        remember(desk.county.store, 2026, "2026-11-23T08:00:00", file, "140830-2026-1", "1", phones=True)
    page.refresh()
    choose(page, "生成上报文件：乙.xlsx")
    assert lines(page) == [("上报", "2026 学年", "甲.xlsx", "乙.xlsx")]


def test_nothing_done_yet(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with small_county(tmp_path / "空") as county, desked(qtbot, data_folder, "history", county) as made:
        page = cast(HistoryPage, made.page)
        assert page.stack.currentIndex() == 1


def test_what_was_done_can_be_read_in_a_window_at_150_percent(qtbot: QtBot, desk: Desked) -> None:
    page = cast(HistoryPage, desk.page)
    desk.shell.window().resize(911, 480)
    told = "修改“芮城县古魏镇城南金色摇篮民办幼儿园”的园所电话"
    qtbot.waitUntil(lambda: page.table.columnWidth(1) > page.fontMetrics().horizontalAdvance(told))
