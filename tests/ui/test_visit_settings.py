"""The settings of visits on the page 备份与设置: each is one action, and what is refused says why."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from tests.ui.visit_hands import click, write
from ui.pages.settings import SettingsPage
from ui.pages.settings.visits import VisitChoices
from ycpe_desktop.policy.thresholds import number, own_targets
from ycpe_desktop.policy.visit_settings import cycles_from, holiday_months, notice_office, notice_pattern


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "settings", county) as made:
        made.shell.open_page("settings", part="visits")
        yield made


@pytest.fixture
def choices(desk: Desked) -> VisitChoices:
    return cast(SettingsPage, desk.page).choices.visits


def test_holiday_months_are_ticked(desk: Desked, choices: VisitChoices) -> None:
    assert [month for month, choice in choices.months.items() if choice.isChecked()] == [2, 7, 8]
    click(choices.months[1])
    assert holiday_months(desk.county.store) == (1, 2, 7, 8)
    assert desk.done() == "修改假期月份：1、2、7、8"
    desk.shell.undo()
    assert not choices.months[1].isChecked()


def test_not_every_month_is_a_holiday(desk: Desked, choices: VisitChoices) -> None:
    for month in (1, 3, 4, 5, 6, 9, 10, 11, 12):
        click(choices.months[month])
    assert desk.told()[0] == "假期月份：不能每个月都是假期。请至少留一个月督导"
    assert not choices.months[12].isChecked()
    assert len(holiday_months(desk.county.store)) == 11


def test_the_number_of_a_notice_needs_its_two_places(desk: Desked, choices: VisitChoices) -> None:
    assert "芮教督改〔2026〕1号" in choices.example.text()
    write(choices.pattern, "芮督字{年}")
    choices.office.setFocus()
    assert "应各有一个 {年} 和 {号}" in desk.told()[0]
    assert choices.pattern.text() == "芮督字{年}"
    write(choices.pattern, "芮督字〔{年}〕第 {号} 号")
    choices.office.setFocus()
    assert notice_pattern(desk.county.store) == "芮督字〔{年}〕第 {号} 号"
    assert desk.done() == "修改整改通知书编号样式：芮督字〔{年}〕第 {号} 号"
    assert "芮督字〔2026〕第 1 号" in choices.example.text()


def test_the_office_and_the_cycle(desk: Desked, choices: VisitChoices) -> None:
    write(choices.office, "芮城县人民政府教育督导室")
    choices.pattern.setFocus()
    assert notice_office(desk.county.store) == "芮城县人民政府教育督导室"
    choices.length.setCurrentText("3 年")
    assert number("evaluation_cycle", 2026, own_targets(desk.county.store)) == 3
    choices.first.setValue(2018)
    assert cycles_from(desk.county.store) == 2018
    assert desk.done() == "修改办园行为督导评估周期的起始年份：2018"
    assert "现在的周期是 2024—2026 年" in choices.cycle.text()
