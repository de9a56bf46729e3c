"""本月督导 as the clerk uses it: who is to be visited, narrowing, months, correcting, removing, printing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.printing.pdf_text import Pdf
from tests.ui.filled_pages import Desked
from tests.ui.visit_hands import at_month, begin, click, listed, round_of_three, rows
from ui.ledger.page import LedgerPage
from ui.pages.settings import SettingsPage
from ui.pages.supervision import SupervisionPage
from ui.pages.supervision.month import MonthView
from ui.pages.supervision.page import MENDS, MONTH, PLAQUES
from ycpe_desktop.ledgers import Visit
from ycpe_desktop.policy import visit_acts, visit_settings

CTRL, KEY = Qt.KeyboardModifier.ControlModifier, Qt.Key


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made


@pytest.fixture
def keys(county: SmallCounty) -> dict[str, str]:
    return round_of_three(county)


@pytest.fixture
def shown(
    qtbot: QtBot, data_folder: Path, county: SmallCounty, keys: dict[str, str]
) -> Iterator[tuple[Desked, MonthView]]:
    with at_month(qtbot, data_folder, county) as made:
        yield made


@pytest.fixture
def desk(shown: tuple[Desked, MonthView]) -> Desked:
    return shown[0]


@pytest.fixture
def view(shown: tuple[Desked, MonthView]) -> MonthView:
    return shown[1]


@pytest.fixture(autouse=True)
def no_pop_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *place: None)  # without a screen a menu cannot take the keyboard


def choose(view: MonthView, word: str) -> None:
    """An entry of the menu that was opened last, by its beginning."""
    assert view.menu is not None
    next(action for action in view.menu.actions() if action.text().startswith(word)).trigger()


def done(qtbot: QtBot, desk: Desked) -> None:
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)


def test_the_most_neglected_come_first_in_each_round(view: MonthView) -> None:
    assert view.part.list.texts() == [
        ["乙园", "陌南镇", "2026-09-09", "75 天", "", "未督导"],
        ["甲园", "陌南镇", "2026-10-12", "42 天", "1 个", "未督导"],
        ["丙园", "陌南镇", "2026-10-20", "", "", "已督导 11-05"],
        ["丁园", "学张乡", "没有督导过", "", "", "未督导"],
    ]
    heads = [view.part.list.topLevelItem(place) for place in range(2)]
    assert [head.text(0) for head in heads if head] == [
        "张督学　应督导 3 所 · 已督导 1 · 33.33%",
        "没有责任督学　应督导 1 所 · 已督导 0 · 0.00%",
    ]
    assert view.part.totals.text() == "应督导 4 所 · 已督导 1 · 25.00%"


def test_the_first_visit_ever_does_not_say_that_there_was_none(
    desk: Desked, view: MonthView, keys: dict[str, str]
) -> None:
    desk.county.visit(keys["丁园"], date(2026, 11, 20))
    desk.page.refresh()
    assert view.part.list.texts()[-1] == ["丁园", "学张乡", "本月首次", "", "", "已督导 11-20"]


def test_the_list_has_the_keys_when_its_tab_is_clicked(desk: Desked, view: MonthView) -> None:
    page = cast(SupervisionPage, desk.page)
    for tab, list_ in ((MENDS, page.mends.list.table), (MONTH, view.part.list), (PLAQUES, page.plaques.table)):
        QTest.mouseClick(page.tabs.tabBar(), Qt.MouseButton.LeftButton, pos=page.tabs.tabBar().tabRect(tab).center())
        assert list_.hasFocus()


def test_what_is_open_there_is_told_of_the_chosen_one(view: MonthView, keys: dict[str, str]) -> None:
    view.part.choose(keys["甲园"])
    assert "未办结：灭火器过期（已逾期）" in view.part.note.text()


def test_narrowing_by_supervisor_township_search_and_what_is_to_do(view: MonthView) -> None:
    click(view.part.filters["left"])
    assert listed(view) == ["乙园", "甲园", "丁园"]
    assert view.part.filters["left"].text() == "没完成 3"
    view.part.people.setCurrentText("张督学")
    assert listed(view) == ["乙园", "甲园"]
    assert view.part.totals.text() == "应督导 3 所 · 已督导 1 · 33.33%"
    view.part.people.setCurrentIndex(0)
    view.part.townships.setCurrentText("学张乡")
    assert listed(view) == ["丁园"]
    view.part.townships.setCurrentIndex(0)
    click(view.part.filters["open"])
    assert listed(view) == ["甲园"]
    click(view.part.filters[""])
    QTest.keyClicks(view.part.search, "by")
    assert listed(view) == ["丙园"]
    view.find_text("张督学")
    assert listed(view) == ["乙园", "甲园", "丙园"]
    view.find_text("没有这个")
    assert listed(view) == []
    assert view.part.nothing.isVisible()


def test_another_month_and_the_holidays(desk: Desked, view: MonthView) -> None:
    assert view.part.months.currentText() == "2026 年 11 月"
    QTest.keyClick(view.part.months, KEY.Key_Up)
    assert view.part.months.currentText() == "2026 年 10 月"
    assert view.part.totals.text() == "应督导 4 所 · 已督导 2 · 50.00%"
    view.part.months.setCurrentText("2027 年 2 月 假期")
    assert view.part.empty.title.text() == "2027 年 2 月是假期月份，没有应督导的园"
    assert not view.enter_button.isEnabled()
    assert not view.print_button.isEnabled()
    click(view.holiday_button)
    settings = desk.page
    assert isinstance(settings, SettingsPage)
    visit_settings.set_holiday_months(desk.county.store, [7, 8])
    desk.shell.open_page("supervision")
    view.refresh()
    assert view.part.months.currentText() == "2027 年 2 月"
    assert listed(view) == ["乙园", "甲园", "丙园", "丁园"]
    assert not view.enter_button.isEnabled()  # it has not come yet


def test_nobody_to_visit(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with small_county(tmp_path / "空") as county, at_month(qtbot, data_folder, county) as (_, view):
        assert view.part.empty.title.text() == "2026 年 11 月没有在办的园所"
        assert not view.holiday_button.isVisible()


def test_a_visit_is_opened_again_with_enter_and_corrected(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    entry = begin(view, "丙园")
    assert entry.title.text() == "更正督导：丙园"
    assert entry.finish_button.text() == "保存更正"
    entry.when.fields.boxes["theme"].type("冬季取暖")
    assert rows(desk.county, Visit)[-1]["theme"] is None  # a correction is not saved before it is finished
    click(entry.finish_button)
    visit = rows(desk.county, Visit)[-1]
    assert (visit["theme"], visit["state"], visit["kindergarten"]) == ("冬季取暖", "done", keys["丙园"])
    assert desk.done() == "更正督导：丙园 2026-11-05"
    assert view.stack.currentWidget() is view.part_pane


def test_leaving_a_correction_asks(desk: Desked, view: MonthView) -> None:
    entry = begin(view, "丙园")
    entry.when.fields.boxes["theme"].type("冬季取暖")
    desk.clerk.answers = ["回去接着填"]
    desk.shell.open_page("kindergarten")
    assert entry.isVisible()
    desk.clerk.answers = ["放弃改动"]
    click(entry.leave_button)
    assert not entry.isVisible()
    assert rows(desk.county, Visit)[-1]["theme"] is None
    entry = begin(view, "丙园")
    click(entry.leave_button)  # nothing was changed: nothing is asked
    assert not entry.isVisible()
    assert desk.clerk.asked == ["“丙园”的改动还没有保存。"] * 2


def test_a_visit_is_removed_and_comes_back(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    view.part.choose(keys["丙园"])
    click(view.remove_button)
    assert desk.done() == "删除督导：丙园 2026-11-05"
    assert view.part.totals.text() == "应督导 4 所 · 已督导 0 · 0.00%"
    desk.shell.undo()
    assert view.part.totals.text() == "应督导 4 所 · 已督导 1 · 25.00%"


def test_of_two_visits_in_a_month_it_is_asked_which(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    desk.county.visit(keys["丙园"], date(2026, 11, 16), keys["张督学"])
    view.refresh()
    view.part.choose(keys["丙园"])
    click(view.remove_button)
    choose(view, "丙园 2026-11-16")
    assert desk.done() == "删除督导：丙园 2026-11-16"


def test_what_has_a_notice_is_not_removed(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    entry = visit_acts.Entry(
        keys["乙园"],
        date(2026, 11, 20),
        keys["张督学"],
        {"safety_state": "faulty", "conduct_state": "sound", "ethics_state": "sound"},
        [visit_acts.Problem("fire", "灭火器过期", "law79_3")],
    )
    visit_acts.enter(desk.county.store, entry)
    view.refresh()
    view.part.choose(keys["乙园"])
    click(view.remove_button)
    assert desk.told() == ["乙园 2026-11-20：已经下发整改通知，不能删除。请先在“限期整改”里处理它"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [("甲园的督导表", ["甲园"]), ("张督学本月", ["乙园", "甲园", "丙园"]), ("全部", ["乙园", "甲园", "丙园", "丁园"])],
)
def test_forms_are_printed_with_what_is_open(
    qtbot: QtBot, desk: Desked, view: MonthView, keys: dict[str, str], tmp_path: Path, word: str, forms: list[str]
) -> None:
    desk.clerk.files = [tmp_path / "表.pdf"]
    view.part.choose(keys["甲园"])
    view.part.list.setFocus()
    desk.shell.print_page()
    choose(view, word)
    done(qtbot, desk)
    pages = [text for text in Pdf(tmp_path / "表.pdf").texts() if "督导工作记录表" in text]
    assert [name for text in pages for name in forms if name in text] == forms
    assert any("灭火器过期" in text for text in pages)
    assert desk.told() == [f"已生成：{tmp_path / '表.pdf'}"]


def test_a_cancelled_print_leaves_nothing(qtbot: QtBot, desk: Desked, view: MonthView, tmp_path: Path) -> None:
    desk.clerk.files = [tmp_path / "表.pdf"]
    view.show_print_menu()
    with qtbot.waitSignal(desk.shell.background.cancelled, timeout=60_000):
        choose(view, "全部")
        desk.shell.background.jobs[0].cancel()
    assert not (tmp_path / "表.pdf").exists()


def test_a_visit_is_printed_as_it_was_recorded(
    qtbot: QtBot, desk: Desked, view: MonthView, keys: dict[str, str], tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "记录.pdf"]
    view.part.choose(keys["丙园"])
    click(view.record_button)
    done(qtbot, desk)
    assert "2026 年 11 月 5 日" in "".join(Pdf(tmp_path / "记录.pdf").texts())


def test_who_is_due_for_an_evaluation_leads_to_entering_it(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    assert view.part.evaluated.text() == "办园行为督导评估 2022—2026 年周期：4 所未评估"
    click(view.part.evaluations)
    assert view.part.filters["unevaluated"].isChecked()
    view.part.choose(keys["甲园"])
    click(view.evaluate_button)
    page = desk.page
    assert isinstance(page, LedgerPage)
    assert page.form.fields.changes() == {"kindergarten": keys["甲园"]}
    page.form.fields.boxes["evaluated"].type("2026-11-20")
    click(page.form.save_button)
    desk.shell.open_page("supervision")
    assert view.part.evaluated.text() == "办园行为督导评估 2022—2026 年周期：3 所未评估"


def test_it_opens_at_a_kindergarten_and_ctrl_n_enters(desk: Desked, view: MonthView, keys: dict[str, str]) -> None:
    click(view.part.filters["unchecked"])
    desk.shell.open_page("kindergarten")
    desk.shell.open_page("supervision", tab="month", kindergarten=keys["甲园"])
    assert view.isVisible()
    desk.shell.new_record()
    assert view.entry is not None
    assert view.entry.title.text() == "登记督导：甲园"
