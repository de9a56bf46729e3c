"""The first start: a county is chosen by key, click or map, and its places are there at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.importing_hands import FilingClerk
from tests.ui.stand_ins import NotedSpeaker, NotedStore, new_window
from ui.beginning import beginning_page, make_office
from ui.office import Office
from ui.pages.first_start import FirstStartPage
from ui.shell.contracts import PageSpec, Services
from ui.shell.shell import Shell
from ycpe_desktop.divisions import counties
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import open_store
from ycpe_desktop.store.attachments import add
from ycpe_desktop.store.backup import back_up


@pytest.fixture
def shell(qtbot: QtBot, data_folder: Path) -> Iterator[Shell]:
    """A window over a folder without a database."""
    window = new_window(data_folder)
    qtbot.addWidget(window)
    assert window.shell
    spec = PageSpec("first_start", "第一次使用", "flag-outline", lambda desk: beginning_page(desk, data_folder))
    window.shell.fill(Services(Office(None), data_folder, (spec,)))
    with qtbot.waitExposed(window):
        window.show()
    yield window.shell
    window.shell.notices.clear()
    window.shell.background.shut_down()


@pytest.fixture
def page(shell: Shell) -> FirstStartPage:
    assert isinstance(shell.stack.page, FirstStartPage)
    return shell.stack.page


def names(page: FirstStartPage) -> list[str]:
    return [page.list.item(place).text() for place in range(page.list.count())]


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_all_counties_are_there_and_nothing_that_cannot_be_chosen(page: FirstStartPage) -> None:
    assert names(page) == [each.name for each in counties()]
    assert all(page.list.item(at).flags() & Qt.ItemFlag.ItemIsEnabled for at in range(page.list.count()))
    assert not page.begin.isEnabled()


def test_a_county_is_chosen_by_keys_alone(qtbot: QtBot, shell: Shell, page: FirstStartPage, data_folder: Path) -> None:
    assert QApplication.focusWidget() is page.search
    QTest.keyClicks(page.search, "rc")
    assert names(page) == ["芮城县"]
    assert "8 个镇、2 个乡，162 个村" in page.brings.text()
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.begin
    with qtbot.waitSignal(shell.reopen_asked, timeout=20_000):
        press(Qt.Key.Key_Return)
    store = open_store(data_folder)
    assert store.county.name == "芮城县"
    assert "古魏镇" in [name for _, name in store.names.places("township")]
    assert store.count(Kindergarten) == 0
    store.close()


def test_arrows_move_in_the_list_while_one_types(page: FirstStartPage) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert page.name.text() == "临猗县"
    press(Qt.Key.Key_Up)
    assert page.name.text() == "盐湖区"


def test_a_click_on_the_map_chooses(page: FirstStartPage) -> None:
    size = page.map.size()
    places = [QPoint(x, y) for x in range(0, size.width(), 12) for y in range(0, size.height(), 12)]
    inside = next(place for place in places if page.map.county_at(place.toPointF()) == "140830")
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, inside)
    assert page.name.text() == "芮城县"
    assert page.begin.isEnabled()


def test_made_up_kindergartens_come_if_wanted(
    qtbot: QtBot, shell: Shell, page: FirstStartPage, data_folder: Path
) -> None:
    page.choose("140830")
    QTest.mouseClick(page.demo, Qt.MouseButton.LeftButton, pos=QPoint(8, page.demo.height() // 2))
    assert page.demo.isChecked()
    with qtbot.waitSignal(shell.reopen_asked, timeout=60_000):
        QTest.mouseClick(page.begin, Qt.MouseButton.LeftButton)
        assert not page.card.isEnabled()  # nothing else can be chosen meanwhile
    store = open_store(data_folder)
    assert store.count(Kindergarten) > 100
    assert store.setting("demo") is True
    store.close()


def test_an_office_comes_back_from_its_backup(
    qtbot: QtBot, shell: Shell, page: FirstStartPage, tmp_path: Path, data_folder: Path
) -> None:
    other = tmp_path / "旧电脑"
    make_office(other, "140830", demo=False, tell=lambda *_: None)
    assert shell.desk
    clerk = FilingClerk()
    clerk.opened = back_up(other, "手动")
    shell.desk.speaker = clerk
    with qtbot.waitSignal(shell.reopen_asked, timeout=20_000):
        page.restore.click()
    store = open_store(data_folder)
    assert store.county.name == "芮城县"
    store.close()


def test_attachments_that_a_daily_backup_does_not_have_are_named(
    qtbot: QtBot, shell: Shell, page: FirstStartPage, tmp_path: Path
) -> None:
    other = tmp_path / "旧电脑"
    make_office(other, "140830", demo=False, tell=lambda *_: None)
    (tmp_path / "许可证.pdf").write_bytes(b"%PDF the paper")
    store = open_store(other)
    with store.writing("新增园所") as writer:
        key = writer.insert(Kindergarten, {"name": "甲园"})
    add(store, Kindergarten, key, "licence", tmp_path / "许可证.pdf")
    assert shell.desk
    clerk = FilingClerk()
    clerk.opened = back_up(store, "手动")
    store.close()
    shell.desk.speaker = clerk
    with qtbot.waitSignal(shell.reopen_asked, timeout=20_000):
        page.restore.click()
    (notice,) = shell.notices.notices()
    assert "有 1 个附件的文件不在了：许可证.pdf（甲园）。附件只在“完整备份”里" in notice.text.text()


def test_what_is_no_backup_is_told_and_nothing_is_made(
    qtbot: QtBot, shell: Shell, page: FirstStartPage, tmp_path: Path
) -> None:
    assert shell.desk
    clerk = FilingClerk()
    clerk.opened = tmp_path / "名单.db"
    clerk.opened.write_text("不是备份", encoding="utf-8")
    shell.desk.speaker = clerk
    with qtbot.waitSignal(shell.background.ended, timeout=20_000):
        page.restore.click()
    assert isinstance(shell.speaker, NotedSpeaker)
    assert ["备份" in notice.text.text() for notice in shell.notices.notices()] == [True]
    assert page.card.isEnabled()
    assert QApplication.focusWidget() is page.search
    other = tmp_path / "旧电脑"
    make_office(other, "140830", demo=False, tell=lambda *_: None)
    clerk.opened = back_up(other, "手动")
    with qtbot.waitSignal(shell.reopen_asked, timeout=20_000):
        page.restore.click()
    assert [notice.text.text() for notice in shell.notices.notices()] == ["已恢复。"]


def test_nothing_is_saved_nor_looked_for_before_there_is_an_office(
    qtbot: QtBot, shell: Shell, page: FirstStartPage, data_folder: Path
) -> None:
    bar = shell.top_bar
    labels = cast(list[QLabel], bar.findChildren(QLabel))
    assert not bar.search.isVisible()
    assert not any(each.isVisible() and "已保存" in each.text() for each in labels)
    shell.fill(Services(NotedStore(), data_folder, shell.services.pages if shell.services else ()))
    assert bar.search.isVisible()
    assert any(each.isVisible() and each.text() == "已保存" for each in labels)
