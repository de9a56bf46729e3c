"""校验 as the clerk uses it: see, go to the cell, explain, and mended lines that vanish."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ycpe_desktop.policy.rule
from tests.policy.small_county import small_county
from tests.ui.filled_pages import Desked, click, desked
from ui.background import Progress
from ui.ledger.page import LedgerPage
from ui.pages.checks import ChecksPage, checked
from ui.pages.checks.page import EXPLANATION, GO
from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.clauses import brief
from ycpe_desktop.policy.findings import Finding
from ycpe_desktop.policy.judged import Judged
from ycpe_desktop.store import Store

PLAIN, ENTER = Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Return


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desked]:
    """甲园 lacks its code; none has figures of the year, which may be explained."""
    with small_county(tmp_path / "台账") as county:
        county.garden("甲园", code=None)
        for place, name in enumerate(("乙园", "丙园"), 1):
            county.garden(name, code=f"111400000{place}")
        with desked(qtbot, data_folder, "checks", county, "year_report") as made:
            page = cast(ChecksPage, made.page)
            qtbot.waitUntil(lambda: not page.busy)
            yield made


@pytest.fixture
def page(desk: Desked) -> ChecksPage:
    return cast(ChecksPage, desk.page)


def sentences(page: ChecksPage) -> list[str]:
    return [f"{each.name}{each.sentence}" for group in page.groups for each in group.findings]


def choose(page: ChecksPage, told: str) -> Finding:
    for group in page.groups:
        for line, each in enumerate(group.findings):
            if told in f"{each.name}{each.sentence}":
                page.rules.choose(group.rule)
                page.findings.selectRow(line)
                return each
    raise AssertionError(told)


def cell(page: ChecksPage, column: int) -> QModelIndex:
    return page.findings.rows.index(page.findings.chosen()[0], column)


def explanations(page: ChecksPage) -> dict[str, str]:
    group = page.group
    return {each.name: each.explanation for each in group.findings} if group else {}


def test_the_tiers_stand_apart_and_are_counted(page: ChecksPage) -> None:
    heads = [page.rules.topLevelItem(place) for place in range(page.rules.topLevelItemCount())]
    assert [head.text(0)[:3] for head in heads if head] == ["必须改", "可说明"]
    assert "截至 2026-09-01 · 必须改" in page.head.note.text()
    assert page.group is not None
    assert page.group.tier == "must"


def test_each_line_says_on_what_it_rests(page: ChecksPage) -> None:
    for told in ("甲园“标识码”没有填写", "甲园“城乡分类”没有填写"):
        finding = choose(page, told)
        assert page.clause.text() == f"依据：{finding.clause}"
        assert page.clause.toolTip() == brief(finding.clause)


def test_the_link_in_the_line_goes_to_the_cell(desk: Desked, page: ChecksPage) -> None:
    finding = choose(page, "甲园“标识码”没有填写")
    click(page.findings, cell(page, GO))
    opened = cast(LedgerPage, desk.page)
    index = opened.table.grid.currentIndex()
    assert opened.ledger is Kindergarten
    assert opened.table.model.key(index.row()) == finding.uuid
    assert opened.table.model.columns[index.column()].name == "code"


def test_the_button_goes_to_the_cell_too(desk: Desked, page: ChecksPage) -> None:
    choose(page, "甲园“标识码”没有填写")
    page.mend.click()
    assert isinstance(desk.page, LedgerPage)


def test_what_many_lack_is_filled_in_together(desk: Desked, page: ChecksPage) -> None:
    choose(page, "甲园“标识码”没有填写")
    assert not page.mend_all.isVisible()
    choose(page, "乙园“城乡分类”没有填写")
    assert page.mend_all.text() == "一起改这 3 条"
    assert "同样问题" in page.mend_all.toolTip()  # nothing need be lacking
    desk.county.garden("丁园", code="1114000003", urban_rural="220")
    QTest.mouseClick(page.mend_all, Qt.MouseButton.LeftButton)
    opened = cast(LedgerPage, desk.page)
    assert opened.table.model.columns[opened.table.grid.currentIndex().column()].name == "urban_rural"
    assert {opened.table.model.look(row, 0).text for row in range(len(opened.table.model.ids))} == {
        "甲园",
        "乙园",
        "丙园",
    }


def test_a_mended_line_vanishes_at_once(qtbot: QtBot, desk: Desked, page: ChecksPage) -> None:
    finding = choose(page, "甲园“标识码”没有填写")
    with desk.county.store.writing("改标识码") as writer:
        writer.update(Kindergarten, finding.uuid, {"code": "1114000009"})
    page.desk.saved()
    qtbot.waitUntil(lambda: not page.busy)
    assert not any("甲园“标识码”" in told for told in sentences(page))
    assert any("乙园" in told for told in sentences(page))


def test_an_explanation_is_typed_in_the_line(qtbot: QtBot, desk: Desked, page: ChecksPage) -> None:
    choose(page, "乙园在办，但没有本学年的年度数据")
    where = page.findings.visualRect(cell(page, EXPLANATION)).center()
    QTest.mouseClick(page.findings.viewport(), Qt.MouseButton.LeftButton, PLAIN, where)
    QTest.mouseDClick(page.findings.viewport(), Qt.MouseButton.LeftButton, PLAIN, where)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.insert("正在补报")
    QTest.keyClick(editor, ENTER)
    qtbot.waitUntil(lambda: explanations(page) == {"甲园": "", "乙园": "正在补报", "丙园": ""})
    desk.county.store.undo()
    page.desk.saved()
    qtbot.waitUntil(lambda: not page.busy)
    assert set(explanations(page).values()) == {""}


def test_one_sentence_explains_all_that_are_chosen(qtbot: QtBot, page: ChecksPage) -> None:
    choose(page, "乙园在办，但没有本学年的年度数据")
    page.findings.selectAll()
    assert page.save.text() == "给选中的 3 条保存说明"
    page.text.setText("新园，9 月后才有数据")
    page.save.click()
    qtbot.waitUntil(lambda: not page.busy)
    assert set(explanations(page).values()) == {"新园，9 月后才有数据"}
    assert "已说明 3" in page.head.note.text()


def test_what_must_be_mended_cannot_be_explained_away(page: ChecksPage) -> None:
    choose(page, "甲园“标识码”没有填写")
    assert page.text.isHidden()
    assert page.save.isHidden()
    assert page.findings.isColumnHidden(EXPLANATION)


def test_only_one_ledger_or_what_is_searched(page: ChecksPage) -> None:
    page.show_what(ledger=YearReport.__tablename__)
    assert all(each.ledger == "year_report" for group in page.groups for each in group.findings)
    assert page.only.isVisible()
    page.only.click()
    assert page.only.isHidden()
    page.find_text("丙园")
    assert sentences(page)
    assert all("丙园" in told for told in sentences(page))


def test_the_badge_comes_when_it_is_known(qtbot: QtBot, desk: Desked, page: ChecksPage) -> None:
    shown = {spec.key: spec for spec in desk.shell.services.pages} if desk.shell.services else {}
    badge = shown["checks"].badge
    assert badge is not None
    must = sum(each.tier == "must" for group in page.groups for each in group.findings)
    assert badge(page.desk) == f"{must}/{len(sentences(page))}"


def test_nothing_found_leads_on(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with (
        small_county(tmp_path / "空") as county,
        desked(qtbot, data_folder, "checks", county, "reporting") as made,
    ):
        page = cast(ChecksPage, made.page)
        qtbot.waitUntil(lambda: not page.busy)
        assert page.stack.currentWidget() is page.fine
        assert badge_text(page) == ""


def badge_text(page: ChecksPage) -> str:
    return page.checked.badge()


def test_a_long_first_checking_says_where_it_is_and_can_be_stopped(
    qtbot: QtBot, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slow(store: Store, year: int, progress: Progress, judged: Judged) -> list[Finding]:
        progress("正在校验：园所名册", 4, 200)
        go.wait(20)
        return check(store, year, progress, judged)

    def press(page: QWidget, text: str) -> None:
        buttons = cast(list[QPushButton], page.findChildren(QPushButton))
        QTest.mouseClick(next(each for each in buttons if each.text() == text), Qt.MouseButton.LeftButton)

    monkeypatch.setattr(checked, "check", slow)
    with small_county(tmp_path / "台账") as county:
        county.garden("甲园", code=None)
        with desked(qtbot, data_folder, "checks", county) as made:
            page = cast(ChecksPage, made.page)
            qtbot.waitUntil(lambda: page.waiting.text.text() == "正在校验：园所名册（5/200）")
            press(page.waiting, "停止校验")
            go.set()
            qtbot.waitUntil(lambda: page.stack.currentWidget() is page.halted)
            press(page.halted, "重新校验")
            qtbot.waitUntil(lambda: page.stack.currentWidget() is page.body)
            assert "甲园“标识码”没有填写" in sentences(page)


def test_a_rule_that_finds_very_many_says_how_many_are_listed(
    qtbot: QtBot, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ycpe_desktop.policy.rule, "MOST_TOLD", 2)
    with small_county(tmp_path / "台账") as county:
        values = {"year": 2026, "classes_reported": 3, "teachers": 3, "carers": 0}
        for garden in [county.garden(name) for name in ("甲园", "乙园", "丙园", "丁园")]:
            with county.store.writing("年度数据") as writer:
                writer.insert(YearReport, {"kindergarten": garden, **values})
        with desked(qtbot, data_folder, "checks", county, "year_report") as desk:
            page = cast(ChecksPage, desk.page)
            qtbot.waitUntil(lambda: not page.busy)
            page.rules.choose("staff_gap")
            assert page.findings.rows.rowCount() == 2
            assert page.rule.text() == "没有配齐两教一保（4 条）"
            assert page.cut.isVisible()
            assert page.cut.text() == "只列前 2 条，共 4 条，改正后再列其余的。"
            must, may = (sum(each.count for each in page.groups if each.tier == tier) for tier in ("must", "explain"))
            assert f"必须改 {must} 条 · 可说明 {may} 条" in page.head.note.text()
            assert checked.badge(page.desk) == f"{must}/{must + may}"
            last = page.findings.rows.index(1, 0).data()
            page.search.setText(last)
            page.rules.choose("staff_gap")
            assert page.rule.text() == "没有配齐两教一保（1 条）"
            assert page.cut.text().startswith("只列前 2 条，共 4 条")
            page.search.clear()
            page.rules.choose("required")
            assert page.cut.isHidden()
