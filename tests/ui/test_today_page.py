"""今日待办: columns of what is due, links, buttons, the five figures, what was done since the last time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.policy.small_county import SmallCounty, small_county
from tests.ui.filled_pages import Desked, click, desked
from ui.ledger.layouts import settings_of
from ui.ledger.page import LedgerPage
from ui.pages.checks.page import ChecksPage
from ui.pages.history.page import HistoryPage
from ui.pages.indicators.page import IndicatorsPage
from ui.pages.supervision.page import MENDS, MONTH, PLAQUES, SupervisionPage
from ui.pages.today import TodayPage
from ui.pages.today.column import DueColumn
from ui.pages.today.lines import Line
from ui.pages.today.painting import places
from ui.shell import last_time
from ui.shell import shell as frame
from ycpe_desktop.ledgers import Kindergarten, SafetyCheck, Supervisor
from ycpe_desktop.store import Listing, create_store, ids

PAGES = (
    "supervision",
    "indicators",
    "history",
    "checks",
    "safety_check",
    "supervisor",
    "visit",
    "help",
)
LONG = 60_000


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    """Five kindergartens: two licences are over, one ends this week; three have a supervisor."""
    with small_county(tmp_path / "台账") as made:
        days = (date(2026, 11, 3), date(2026, 11, 13), date(2026, 11, 27), None, None)
        names = ("甲园", "乙园", "丙园", "丁园", "戊园")
        keys = [made.garden(name, licence_until=day) for name, day in zip(names, days, strict=True)]
        who = made.supervisor("王督学", kind="full")
        for key in keys[:3]:
            made.duty(who, key)
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "today", county, *PAGES) as made:
        settle(qtbot, made)
        yield made


def settle(qtbot: QtBot, desk: Desked) -> None:
    page = today(desk)
    qtbot.waitUntil(lambda: not page.busy, timeout=LONG)


def today(desk: Desked) -> TodayPage:
    page = desk.page
    assert isinstance(page, TodayPage)
    return page


def lines(column: DueColumn) -> list[tuple[str, str, str]]:
    return [(line.what, line.whom, line.when) for line in column.list.rows.lines]


def line_of(column: DueColumn, what: str) -> Line:
    return next(line for line in column.list.rows.lines if line.what == what)


def press(column: DueColumn, what: str, part: str) -> None:
    """A real click on the what, the act or the more of a line."""
    line = line_of(column, what)
    index = column.list.rows.index(column.list.rows.lines.index(line))
    column.list.scrollTo(index)
    where = places(column.list.visualRect(index), line, column.list.fontMetrics())
    click(column.list, index, place=getattr(where, part).center())


def choose(column: DueColumn, what: str) -> None:
    """Make a line the current one, as the arrow keys do."""
    column.list.setFocus()
    column.list.setCurrentIndex(column.list.rows.index(column.list.rows.lines.index(line_of(column, what))))


def test_columns_list_what_is_due_the_most_urgent_first(desk: Desked) -> None:
    page = today(desk)
    assert ("许可证已过期，应换证", "甲园、乙园", "逾期 20 天") in lines(page.overdue)
    assert ("许可证换证", "丙园", "周五 11-27") in lines(page.week)
    visits = line_of(page.month, "11 月督导")
    assert (visits.count, visits.when) == ("5 所", "11-30")
    assert page.overdue.count.text() == f"{len(lines(page.overdue))} 项"
    assert page.head.note.text() == "11 月 23 日 星期一"


def test_a_line_of_one_goes_to_its_field(desk: Desked) -> None:
    press(today(desk).week, "许可证换证", "what")
    page = desk.page
    assert isinstance(page, LedgerPage)
    grid = page.table.grid
    assert page.table.model.columns[grid.currentIndex().column()].name == "licence_until"
    assert grid.currentIndex().data() == "2026-11-27"


def test_a_line_of_many_is_opened_by_its_count_and_each_part_is_a_link(desk: Desked) -> None:
    page = today(desk)
    press(page.overdue, "许可证已过期，应换证", "more")
    assert [whom for what, whom, _ in lines(page.overdue) if not what] == ["甲园", "乙园"]
    part = next(place for place, line in enumerate(page.overdue.list.rows.lines) if line.whom == "乙园")
    click(page.overdue.list, page.overdue.list.rows.index(part))
    ledger = desk.page
    assert isinstance(ledger, LedgerPage)
    assert ledger.table.grid.currentIndex().data() == "2026-11-13"


def test_keys_open_close_and_go(desk: Desked) -> None:
    page = today(desk)
    choose(page.overdue, "许可证已过期，应换证")
    before = len(page.overdue.list.rows.lines)
    QTest.keyClick(page.overdue.list, Qt.Key.Key_Right)
    assert len(page.overdue.list.rows.lines) == before + 2
    QTest.keyClick(page.overdue.list, Qt.Key.Key_Left)
    assert len(page.overdue.list.rows.lines) == before
    QTest.keyClick(page.overdue.list, Qt.Key.Key_Return)
    assert desk.shell.stack.key == "kindergarten"


def test_the_button_goes_where_the_thing_is_done(desk: Desked) -> None:
    press(today(desk).week, "印制督学公示牌", "act")
    page = desk.page
    assert isinstance(page, SupervisionPage)
    assert page.tabs.currentIndex() == PLAQUES
    desk.shell.open_page("today")
    choose(today(desk).week, "许可证换证")
    QTest.keyClick(today(desk).week.list, Qt.Key.Key_Space)
    ledger = desk.page
    assert isinstance(ledger, LedgerPage)
    assert ledger.acts.pane is not None
    assert (ledger.acts.pane.title.text(), ledger.acts.pane.whom.text()) == ("许可证换证", "丙园")


def test_a_line_of_many_lists_those_that_it_is_about(desk: Desked) -> None:
    press(today(desk).overdue, "许可证已过期，应换证", "what")
    page = desk.page
    assert isinstance(page, LedgerPage)
    assert {page.table.model.look(row, 0).text for row in range(len(page.table.model.ids))} == {"甲园", "乙园"}
    assert page.table.chips.texts() == ["选出的 2 条"]
    assert page.acts.pane is None
    desk.shell.open_page("today")
    press(today(desk).overdue, "许可证已过期，应换证", "act")
    assert page.acts.pane is not None
    assert page.acts.pane.whom.text() == "甲园"
    page.table.chips.findChildren(QPushButton)[0].click()
    assert len(page.table.model.ids) == 5


def test_plaques_of_one_kind_are_chosen_together(desk: Desked) -> None:
    press(today(desk).week, "印制督学公示牌", "act")
    page = desk.page
    assert isinstance(page, SupervisionPage)
    assert [gate.plaque.garden.name for gate in page.plaques.chosen()] == ["丙园", "甲园", "乙园"]
    assert page.plaques.filters["none"].isChecked()


def test_pages_without_a_record_are_reached_by_the_line_itself(desk: Desked) -> None:
    press(today(desk).month, "11 月督导", "what")
    page = desk.page
    assert isinstance(page, SupervisionPage)
    assert page.tabs.currentIndex() == MONTH


def test_a_problem_to_be_mended_leads_to_itself_in_the_tab_of_mends(qtbot: QtBot, desk: Desked) -> None:
    with desk.county.store.reading() as connection:
        (garden, *_) = ids(connection, Listing(Kindergarten, 2026))
    mend = desk.county.mend(garden, date(2026, 11, 2), date(2026, 11, 17))
    today(desk).refresh()
    settle(qtbot, desk)
    press(today(desk).overdue, "催办限期整改", "what")
    page = desk.page
    assert isinstance(page, SupervisionPage)
    assert page.tabs.currentIndex() == MENDS
    assert [one.uuid for one in page.mends.list.chosen()] == [mend]


def test_a_draft_of_a_visit_is_gone_on_with_at_once(qtbot: QtBot, desk: Desked) -> None:
    with desk.county.store.reading() as connection:
        (garden, *_) = ids(connection, Listing(Kindergarten, 2026))
    desk.county.visit(garden, date(2026, 10, 20), state="draft")
    today(desk).refresh()
    settle(qtbot, desk)
    press(today(desk).overdue, "写完督导记录", "what")
    page = desk.page
    assert isinstance(page, SupervisionPage)
    assert page.tabs.currentIndex() == MONTH
    assert page.month.entering
    assert page.month.entry
    assert page.month.entry.kindergarten == garden


def test_a_kindergarten_of_many_is_shown_where_it_is_done(desk: Desked) -> None:
    press(today(desk).week, "安排责任督学", "more")
    column = today(desk).week
    place = next(place for place, line in enumerate(column.list.rows.lines) if line.whom == "丁园")
    click(column.list, column.list.rows.index(place))
    page = desk.page
    assert isinstance(page, SupervisionPage)
    assert page.view.search.text() == "丁园"


def test_what_must_be_mended_leads_to_the_checks(qtbot: QtBot, desk: Desked) -> None:
    with desk.county.store.writing("新增园所") as writer:
        writer.insert(Kindergarten, {"name": "只有名称的园"})
    assert desk.shell.desk
    desk.shell.desk.saved()
    settle(qtbot, desk)
    found = [line for line in today(desk).overdue.list.rows.lines if line.due.source == "fault"]
    assert [line.when for line in found] == ["逾期 64 天"]
    press(today(desk).overdue, found[0].what, "what")
    assert isinstance(desk.page, ChecksPage)


def test_the_ground_stands_in_the_tooltip_and_below(desk: Desked) -> None:
    page = today(desk)
    choose(page.week, "许可证换证")
    assert page.ground.text().startswith("许可证有效期至 2026-11-27　依据：运政办发〔2021〕44号 三（三）1")
    index = page.week.list.currentIndex()
    assert "学前教育法 30" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_list_follows_what_is_saved_and_undone(qtbot: QtBot, desk: Desked) -> None:
    page = today(desk)
    (key,) = [line.due.uuid for line in page.week.list.rows.lines if line.what == "许可证换证"]
    assert desk.shell.desk
    with desk.county.store.writing("换证") as writer:
        writer.update(Kindergarten, key, {"licence_until": date(2029, 11, 27)})
    desk.shell.desk.saved()
    settle(qtbot, desk)
    assert "许可证换证" not in [what for what, _, _ in lines(page.week)]
    desk.shell.undo()
    settle(qtbot, desk)
    assert "许可证换证" in [what for what, _, _ in lines(page.week)]


def test_the_badge_counts_what_is_overdue_and_due_this_week(desk: Desked) -> None:
    page = today(desk)
    heads = [what for column in (page.overdue, page.week) for what, _, _ in lines(column) if what]
    assert desk.shell.navigation.badge("today") == str(len(heads))
    tip = desk.shell.navigation.item_of("today").toolTip(0)
    assert tip == f"已逾期和本周到期的事项数：{len(heads)}"


def test_search_leaves_what_holds_the_word(desk: Desked) -> None:
    page = today(desk)
    page.search.setText("乙园")
    assert "许可证已过期，应换证" in [what for what, _, _ in lines(page.overdue)]
    assert "许可证换证" not in [what for what, _, _ in lines(page.week)]


def test_a_card_tells_its_figure_and_leads_to_it(qtbot: QtBot, desk: Desked) -> None:
    card = today(desk).cards["supervisor_posted"]
    assert card.accessibleName() == "责任督学挂牌覆盖率（已挂牌） 0.00%，未达到"
    assert "还差 5 所园" in card.toolTip()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    page = desk.page
    assert isinstance(page, IndicatorsPage)
    qtbot.waitUntil(lambda: not page.busy, timeout=LONG)
    assert page.chosen is not None
    assert page.chosen.id == "supervisor_posted"


def test_a_past_year_has_its_figures_and_todays_matters(qtbot: QtBot, desk: Desked) -> None:
    assert desk.shell.desk
    before = lines(today(desk).overdue)
    desk.shell.desk.choose_year(2025)
    settle(qtbot, desk)
    page = today(desk)
    assert lines(page.overdue) == before
    assert page.head.note.text().endswith("待办总是今天的，指标是2025—2026 学年的")
    press(page.week, "许可证换证", "what")
    assert desk.shell.desk.year == 2026
    assert "已换到 2026—2027 学年：待办总是今天的。" in desk.told()


def test_a_record_of_an_earlier_year_is_shown_in_its_year(qtbot: QtBot, desk: Desked, county: SmallCounty) -> None:
    key = county.garden("己园")
    with county.store.writing("安全检查") as writer:
        values = {"kindergarten": key, "year": 2025, "checked": date(2026, 6, 1), "subject": "fire", "found": True}
        writer.insert(SafetyCheck, {**values, "hazard": "灭火器过期", "deadline": date(2026, 6, 30)})
    assert desk.shell.desk
    desk.shell.desk.saved()
    settle(qtbot, desk)
    press(today(desk).overdue, "安全隐患整改", "what")
    assert desk.shell.desk.year == 2025
    ledger = desk.page
    assert isinstance(ledger, LedgerPage)
    assert len(ledger.table.model.ids) == 1


def test_what_was_done_since_the_last_start_leads_to_the_history(
    qtbot: QtBot, data_folder: Path, county: SmallCounty
) -> None:
    settings_of(county.store).setValue(last_time.BEFORE, (datetime.now() - timedelta(days=1)).isoformat())
    with desked(qtbot, data_folder, "today", county, *PAGES) as desk:
        page = today(desk)
        settle(qtbot, desk)
        newest = page.since.steps[0]
        assert page.since.about.text().endswith("项操作")
        click(page.since.table, page.since.table.rows.index(0, 1))
        history = desk.page
        assert isinstance(history, HistoryPage)
        assert history.chosen is not None
        assert history.chosen.id == newest.id


def test_what_was_done_several_times_running_stands_once(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> None:
    for name in ("李老师", "张老师", "王老师"):
        with county.store.writing("暂存督导草稿：甲园") as writer:
            writer.insert(Supervisor, {"name": name})
    with desked(qtbot, data_folder, "today", county, *PAGES) as desk:
        page = today(desk)
        settle(qtbot, desk)
        rows = page.since.table.rows
        assert rows.index(0, 1).data() == "暂存督导草稿：甲园（3 次）"
        assert "暂存" not in rows.index(1, 1).data()


def test_after_midnight_the_list_is_that_of_the_new_day(
    qtbot: QtBot, desk: Desked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.county.store, "_today", lambda: date(2026, 11, 24))
    monkeypatch.setattr(frame, "_today", lambda: date(1999, 1, 1))
    desk.shell.day_timer.timeout.emit()
    settle(qtbot, desk)
    page = today(desk)
    assert page.head.note.text() == "11 月 24 日 星期二"
    assert line_of(page.overdue, "许可证已过期，应换证").when == "逾期 21 天"


def test_in_a_narrow_window_the_history_is_behind_a_button(qtbot: QtBot, desk: Desked) -> None:
    page = today(desk)
    assert page.since.isVisible()
    desk.shell.window().resize(911, 480)
    qtbot.waitUntil(lambda: not page.since.isVisible())
    assert not page.ground.isVisible()
    QTest.mouseClick(page.recent, Qt.MouseButton.LeftButton)
    assert desk.shell.stack.key == "history"


def test_f1_explains_the_page(desk: Desked) -> None:
    desk.shell.show_help()
    assert desk.shell.stack.key == "help"


def test_a_new_county_is_told_where_to_begin(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with small_county(tmp_path / "新县") as county, desked(qtbot, data_folder, "today", county, "importing") as desk:
        settle(qtbot, desk)
        page = today(desk)
        assert page.stack.currentWidget() is page.empty
        assert page.empty.isVisible()
        assert desk.shell.navigation.badge("today") == ""


def test_nothing_due_is_said_kindly(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    store = create_store(tmp_path / "新县", "芮城县", today=lambda: date(2026, 9, 1))
    county = SmallCounty(store)
    county.garden("停办园", status="closed")
    with desked(qtbot, data_folder, "today", county) as desk:
        settle(qtbot, desk)
        page = today(desk)
        assert page.overdue.nothing.isVisible()
        assert page.overdue.nothing.text() == "没有逾期的事，很好。"
    store.close()


def test_the_window_begins_where_it_was_left_and_in_the_morning_with_what_is_due(data_folder: Path) -> None:
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert last_time.first_page(settings, monday) == ""
    last_time.note_end(settings, "visit", monday)
    assert last_time.first_page(settings, monday) == "visit"
    assert last_time.first_page(settings, tuesday) == "today"


def test_the_opening_before_this_one_is_known(data_folder: Path) -> None:
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    last_time.note_start(settings, datetime(2026, 11, 23, 8, 1))
    assert last_time.opened_before(settings) == ""
    last_time.note_start(settings, datetime(2026, 11, 24, 8, 2))
    assert last_time.opened_before(settings) == "2026-11-23T08:01:00"
