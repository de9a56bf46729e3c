"""备份与设置 as the clerk uses it: backups and the way back, choices, targets, a look at the data."""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.policy.small_county import TODAY, SmallCounty, small_county
from tests.ui.filled_pages import Desked, desked
from ui import theme
from ui.beginning import open_office
from ui.pages.settings import SettingsPage
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Offered
from ycpe_desktop.ledgers import AnnualInspection, Kindergarten, field_of
from ycpe_desktop.policy.indicators import NURSERY
from ycpe_desktop.policy.thresholds import own_targets, target
from ycpe_desktop.store import exists, open_store
from ycpe_desktop.store.backup import back_up, list_backups
from ycpe_desktop.store.demonstration import put_aside
from ycpe_desktop.store.words import offered

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        made.garden("甲园")
        yield made


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, county: SmallCounty) -> Iterator[Desked]:
    with desked(qtbot, data_folder, "settings", county) as made:
        yield made


@pytest.fixture
def page(desk: Desked) -> SettingsPage:
    return cast(SettingsPage, desk.page)


def done(qtbot: QtBot, desk: Desked) -> None:
    qtbot.waitUntil(lambda: not desk.shell.background.jobs, timeout=60_000)


def told(page: SettingsPage) -> list[tuple[str, ...]]:
    model = page.backups.table.rows
    columns = range(model.columnCount())
    return [tuple(model.index(row, column).data() for column in columns) for row in range(model.rowCount())]


def test_a_backup_is_made_and_listed(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    assert page.backups.stack.currentWidget() is page.backups.empty
    page.backups.new.click()
    done(qtbot, desk)
    assert [(reason, word) for _, reason, _, word in told(page)] == [("手动备份", "完好")]
    assert any("已备份" in each for each in desk.told())


def test_the_command_of_the_menu_makes_one_too(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.show_what(ask="backup")
    done(qtbot, desk)
    assert len(page.backups.backups) == 1


def test_a_broken_backup_is_named_and_not_offered(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.backups.new.click()
    done(qtbot, desk)
    page.backups.backups[0].path.write_bytes(b"no database")
    page.refresh()
    assert told(page)[0][3] == "已损坏"
    assert not page.backups.back.isEnabled()


def test_a_complete_backup_goes_where_the_clerk_wants_it(
    qtbot: QtBot, desk: Desked, page: SettingsPage, tmp_path: Path
) -> None:
    desk.clerk.files = [tmp_path / "全部.zip"]
    page.backups.complete.click()
    done(qtbot, desk)
    assert "ycpe.db" in ZipFile(tmp_path / "全部.zip").namelist()


def test_restoring_says_what_comes_and_brings_it(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.backups.new.click()
    done(qtbot, desk)
    desk.county.garden("乙园")
    page.backups.table.selectRow(0)
    desk.clerk.answers = ["恢复"]
    with qtbot.waitSignal(desk.shell.reopen_asked, timeout=60_000):
        page.backups.back.click()
    assert "最后一步是“新增园所”" in desk.clerk.asked[-1]
    store = open_store(desk.county.store.folder, today=lambda: TODAY)
    try:
        assert store.count(Kindergarten) == 1
    finally:
        store.close()
    assert any("恢复前的数据已备份为" in each for each in desk.told())


def test_without_a_yes_nothing_is_restored(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.backups.new.click()
    done(qtbot, desk)
    desk.county.garden("乙园")
    page.backups.table.selectRow(0)
    desk.clerk.answers = ["不恢复"]
    page.backups.back.click()
    qtbot.waitUntil(lambda: not desk.clerk.answers, timeout=60_000)
    assert desk.county.store.count(Kindergarten) == 2


def test_a_backup_of_the_demonstration_is_called_so(
    qtbot: QtBot, desk: Desked, page: SettingsPage, tmp_path: Path
) -> None:
    with small_county(tmp_path / "演示") as other:
        other.store.set_setting("demo", True, "建立演示数据")
        desk.clerk.files = [back_up(other.store, "手动")]
    desk.clerk.answers = ["不恢复"]
    page.backups.from_file.click()
    qtbot.waitUntil(lambda: not desk.clerk.answers, timeout=60_000)
    assert desk.clerk.asked[-1].startswith("这是演示数据的备份")
    assert desk.county.store.count(Kindergarten) == 1


def test_what_is_no_backup_is_refused_in_words(qtbot: QtBot, desk: Desked, page: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "别的.db").write_bytes(b"x" * 1000)
    desk.clerk.files = [tmp_path / "别的.db"]
    page.backups.from_file.click()
    done(qtbot, desk)
    assert any("不能恢复" in each for each in desk.told())


def test_the_text_grows_at_once_and_stays_so(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="choices")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        page.choices.sizes["大"].click()
        assert application.font().pointSizeF() == theme.POINTS["大"]
        assert theme.text_size(desk.shell.settings) == "大"
    finally:
        theme.apply(application)


def test_the_words_that_a_ledger_offers_can_be_changed(desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="choices")
    line = page.choices.words.lines["inspection_conclusion"]
    assert line.text() == "合格、基本合格、不合格"
    line.setText("优秀，合格、不合格")
    QTest.keyClick(line, Qt.Key.Key_Return)
    kind = field_of(AnnualInspection, "conclusion").kind
    assert isinstance(kind, Offered)
    assert offered(desk.county.store, kind) == ("优秀", "合格", "不合格")
    assert desk.done() == "修改可选项：年检结论"
    line.setText("很" * 21)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert any("超过 20 个字" in each for each in desk.told())
    line.setText("")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "合格、基本合格、不合格"


def test_nursery_children_count_or_not(desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="choices")
    assert page.choices.nursery.isChecked()
    page.choices.nursery.click()
    assert desk.county.store.setting(NURSERY, True) is False
    assert desk.done() == "托班不计入在园幼儿"
    desk.county.store.undo()
    page.refresh()
    assert page.choices.nursery.isChecked()


def test_an_older_year_is_added(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="choices")
    assert page.choices.year.currentText() == "2025—2026 学年"
    with qtbot.waitSignal(desk.shell.reopen_asked):
        page.choices.add_year.click()
    assert desk.county.store.years == [2026, 2025]


def cell(page: SettingsPage, key: str, year: int) -> QModelIndex:
    model = page.targets.model
    row = [each for each, _ in model.titles].index(key)
    return model.index(row, 1 + list(model.years).index(year))


def type_target(page: SettingsPage, key: str, year: int, text: str) -> None:
    """Double click into the cell, type, Enter."""
    table = page.targets.table
    index = cell(page, key, year)
    table.scrollTo(index)
    where = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, PLAIN, where)
    QTest.mouseDClick(table.viewport(), LEFT, PLAIN, where)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_the_county_sets_its_own_target_for_later_years(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="targets")
    assert cell(page, "public_share", 2026).data() == "55"
    type_target(page, "public_share", 2027, "58")
    qtbot.waitUntil(lambda: cell(page, "public_share", 2027).data() == "58")
    found = target("public_share", 2028, own_targets(desk.county.store))
    assert found is not None
    assert (str(found.value), found.word) == ("58", "沿用2027年本县目标")
    assert desk.done() == "修改 2027 学年目标"


def test_a_word_is_no_target(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="targets")
    type_target(page, "public_share", 2027, "很多")
    qtbot.waitUntil(lambda: bool(desk.told()))
    assert own_targets(desk.county.store) == {}


def test_a_look_at_the_data_says_that_all_is_well(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="doctor")
    page.doctor.look.click()
    done(qtbot, desk)
    assert page.doctor.report is not None
    assert page.doctor.report.good
    assert page.doctor.told.text() == "一切正常。"


def test_the_licences_can_be_read(page: SettingsPage) -> None:
    page.show_what(part="about")
    assert page.about.text.toPlainText().startswith("第三方组件")
    assert "PySide6" in page.about.text.toPlainText()
    page.about.choice.setCurrentText("Qt 的许可（LGPL-3.0）")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in page.about.text.toPlainText()
    assert page.about.note.text() == "许可原文为英文，以原文为准"


def test_the_demonstration_ends_and_is_kept_aside(qtbot: QtBot, desk: Desked, page: SettingsPage) -> None:
    desk.county.store.set_setting("demo", True, "建立演示数据")
    folder = desk.county.store.folder
    page.show_what(part="choices")
    desk.clerk.answers = ["继续演示", "结束演示"]
    page.choices.end_demo.click()
    assert exists(folder)
    with qtbot.waitSignal(desk.shell.reopen_asked):
        page.choices.end_demo.click()
    assert open_office(folder, demo_if_new=True).core is None, "the county is to be chosen, and no demonstration again"
    (aside,) = folder.glob("演示数据_*")
    kept = open_store(aside, today=lambda: TODAY)
    try:
        assert kept.count(Kindergarten) == 1
    finally:
        kept.close()
    assert any(aside.name in each for each in desk.told())


@pytest.mark.parametrize("held", ["attachments", "ycpe.db"])
def test_a_demonstration_of_which_another_program_holds_a_file_stands_whole(
    desk: Desked, page: SettingsPage, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    store = desk.county.store
    store.set_setting("demo", True, "建立演示数据")
    back_up(store, "手动")
    (store.folder / "attachments").mkdir(exist_ok=True)
    usual = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name == held and "演示数据_" in str(target):
            raise PermissionError(errno.EACCES, "held")
        return usual(self, target)

    page.show_what(part="choices")
    desk.clerk.answers = ["结束演示"]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        page.choices.end_demo.click()
    assert any("正被另一个程序打开" in each for each in desk.told())
    assert {"attachments", "backups", "ycpe.db"} <= {each.name for each in store.folder.iterdir()}
    assert not [*store.folder.glob("演示数据_*")]
    assert len(list_backups(store.folder)) == 1


def test_a_county_that_was_chosen_by_mistake_is_chosen_anew(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    with small_county(tmp_path / "台账") as county, desked(qtbot, data_folder, "settings", county) as desk:
        page = cast(SettingsPage, desk.page)
        page.show_what(part="choices")
        assert page.choices.anew.isVisible()
        desk.clerk.answers = ["就是芮城县", "重新选择"]
        page.choices.anew.click()
        assert exists(county.store.folder)
        with qtbot.waitSignal(desk.shell.reopen_asked):
            page.choices.anew.click()
        assert open_office(county.store.folder, demo_if_new=True).core is None
        (aside,) = county.store.folder.glob("换下的空台账_*")
        assert exists(aside)
        assert any(aside.name in each for each in desk.told())


def test_a_countys_own_data_are_no_demonstration(desk: Desked, page: SettingsPage) -> None:
    page.show_what(part="choices")
    assert page.choices.end_demo.isHidden()
    assert page.choices.anew.isHidden()
    folder = desk.county.store.folder
    desk.county.store.close()
    with pytest.raises(Refusal, match="不是演示数据"):
        put_aside(folder)
    assert exists(folder)
