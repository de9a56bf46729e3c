"""自动分配 in the window: computed beside it, looked at, explained, accepted as one step, or left."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui.pages.supervision import SupervisionPage
from ycpe_desktop.policy import supervision
from ycpe_desktop.policy.supervision_acts import assign

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


def test_the_levels_are_shown_in_their_order_with_what_distances_rest_on(
    qtbot: QtBot, page: tuple[Desked, SupervisionPage]
) -> None:
    desk, shown = page
    proposed(qtbot, desk, shown)
    labels = cast(list[QLabel], shown.proposal.findChildren(QLabel))
    assert [each.text() for each in labels if each.text() and each.text()[0] in "①②③④⑤"] == [
        "① 已覆盖",
        "② 超出范围",
        "③ 相差",
        "④ 换督学",
        "⑤ 路程合计",
    ]
    assert any(each.text().startswith("先比 ①") for each in labels)
    texts = [each.text() for each in labels]
    assert texts[texts.index("全镇一人管") :].count("0/1 个乡镇") == 2, "townships, not kindergartens"
    assert "2—3 所" in texts
    assert "陌南镇没有点位，可以在“分配”的地图上设定" in shown.proposal.notes.text()


def test_where_nothing_is_to_be_changed_it_says_so(qtbot: QtBot, page: tuple[Desked, SupervisionPage]) -> None:
    desk, shown = page
    proposed(qtbot, desk, shown)
    shown.proposal.accept.click()
    shown.day_edit.setDate(shown.day_edit.date().addDays(1))
    proposed(qtbot, desk, shown)
    assert "现在的分配已经是最好的" in shown.proposal.why.text()
    before = desk.done()
    shown.proposal.accept.click()
    assert any("没有改动" in told for told in desk.told())
    assert desk.done() == before


def test_who_has_nobody_has_no_way(qtbot: QtBot, page: tuple[Desked, SupervisionPage]) -> None:
    desk, shown = page
    shown.proposal.maximum.setValue(1)
    proposed(qtbot, desk, shown)
    rows = shown.proposal.table.rows
    ways = {rows.index(row, 3).data(): rows.index(row, 4).data() for row in range(rows.rowCount())}
    assert ways["无人可派"] == "—"
    assert ways["李督学"].endswith("公里")


def test_what_was_dragged_and_not_locked_is_not_taken_back_silently(
    qtbot: QtBot, page: tuple[Desked, SupervisionPage], gardens: dict[str, str]
) -> None:
    desk, shown = page
    people = {load.name: load.uuid for load in supervision.loads(shown.store, TODAY)}
    shown.acts.assign([gardens["甲园"], gardens["乙园"], gardens["丙园"]], people["李督学"])
    proposed(qtbot, desk, shown)
    assert shown.proposal.unheeded.isVisible()
    assert "要保留，请先锁定再重新计算" in shown.proposal.unheeded.text()
    shown.proposal.leave.click()
    duties = [
        duty.uuid for load in supervision.loads(shown.store, TODAY) if load.name == "李督学" for duty in load.duties
    ]
    shown.acts.lock(duties, True)
    proposed(qtbot, desk, shown)
    assert not shown.proposal.unheeded.isVisible()
    shown.proposal.accept.click()
    assert loads(shown) == {"张督学": 2, "李督学": 3}


def test_a_drag_after_the_computation_asks_for_a_new_one(
    qtbot: QtBot, page: tuple[Desked, SupervisionPage], gardens: dict[str, str]
) -> None:
    desk, shown = page
    proposed(qtbot, desk, shown)
    people = {load.name: load.uuid for load in supervision.loads(shown.store, TODAY)}
    assign(shown.store, [gardens["甲园"]], people["李督学"], TODAY)
    shown.proposal.accept.click()
    assert any("请重新计算后再采用" in told for told in desk.told())


def test_of_many_causes_a_few_are_told_and_what_helps_comes_first(
    qtbot: QtBot, county: SmallCounty, page: tuple[Desked, SupervisionPage], gardens: dict[str, str]
) -> None:
    desk, shown = page
    for load in supervision.loads(shown.store, TODAY):
        for garden in gardens.values():
            county.recusal(load.uuid, garden)
    proposed(qtbot, desk, shown)
    lines = shown.proposal.trouble.text().splitlines()
    assert lines[0].startswith("怎样才够：缺 1 名督学")
    assert len(lines) == 5
    assert lines[4] == "还有 2 种情况：选一所无人可派的园，看它的原因"
    shown.proposal.table.selectRow(4)
    assert f"{shown.proposal.pairs[4].garden.name}没有一位督学可以负责" in shown.proposal.why.text()


def test_what_was_computed_for_other_conditions_is_not_accepted(
    qtbot: QtBot, county: SmallCounty, page: tuple[Desked, SupervisionPage]
) -> None:
    """The conditions are typed beside the answer: it must be seen that it is not theirs, and Enter makes it so."""
    desk, shown = page
    view = shown.proposal
    proposed(qtbot, desk, shown)
    assert view.accept.isEnabled()
    assert view.stale.isHidden()
    view.rotation.setFocus()
    view.rotation.selectAll()
    QTest.keyClicks(view.rotation, "1")
    assert view.stale.isVisible()
    assert "重新计算" in view.stale.text()
    assert not view.accept.isEnabled()
    QTest.keyClick(view.rotation, Qt.Key.Key_Return)
    qtbot.waitUntil(view.accept.isEnabled)
    assert view.stale.isHidden()
    changed = [pair for pair in view.pairs if pair.state == "changed"]
    assert len(changed) == 4
    view.table.selectRow(view.pairs.index(changed[0]))
    assert "轮岗" in view.why.text()
    assert "2025-09-01" in view.why.text()


def test_what_was_computed_for_another_day_is_not_shown(qtbot: QtBot, page: tuple[Desked, SupervisionPage]) -> None:
    desk, shown = page
    shown.propose_button.click()
    shown.day_edit.setDate(shown.day_edit.date().addDays(1))
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=20_000)
    assert shown.stack.currentWidget() is shown.view
    assert shown.propose_button.isEnabled()
    assert any("日期换了" in told for told in desk.told())
