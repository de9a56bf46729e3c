"""The search box and the command palette."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import NotedStore, backup_command, find, page_of, services
from ui.shell.contracts import SearchHit
from ui.shell.palette import Entry, matching
from ui.shell.shell import Shell

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_hits_drop_down_when_typing_rests(qtbot: QtBot, shell: Shell) -> None:
    search = shell.top_bar.search
    QTest.keyClick(shell, Qt.Key.Key_F, CONTROL)
    assert search.hasFocus()
    QTest.keyClicks(search, "gw")
    assert search.hits.isHidden()
    qtbot.waitUntil(search.hits.isVisible)
    assert search.hits.titles() == ["gw中心幼儿园", "gw第二幼儿园", "在本页筛选“gw”"]


def test_one_question_for_a_word_typed_at_once(
    qtbot: QtBot, shell: Shell, noted_store: NotedStore, data_folder: Path
) -> None:
    asked: list[str] = []

    def provider(text: str) -> Sequence[SearchHit]:
        asked.append(text)
        return find(text)

    shell.fill(services(noted_store, data_folder, search=provider))
    search = shell.top_bar.search
    QTest.keyClicks(search, "gwz")
    qtbot.waitUntil(search.hits.isVisible)
    assert asked == ["gwz"]


def test_down_and_enter_open_the_second_hit(shell: Shell) -> None:
    search = shell.top_bar.search
    QTest.keyClicks(search, "gw")
    QTest.keyClick(search, Qt.Key.Key_Return)  # does not wait for the timer
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert shell.stack.key == "kindergarten"
    assert page_of(shell, "kindergarten").calls[-1] == "show {'uuid': '2'}"
    assert search.hits.isHidden()


def test_a_click_opens_a_hit(shell: Shell) -> None:
    search = shell.top_bar.search
    search.setText("gw")
    search.look()
    place = search.hits.visualItemRect(search.hits.item(0)).center()
    QTest.mouseClick(search.hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page_of(shell, "kindergarten").calls[-1] == "show {'uuid': '1'}"


def test_escape_closes_the_hits_and_keeps_the_text(shell: Shell) -> None:
    search = shell.top_bar.search
    search.setText("gw")
    search.look()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.hits.isHidden()
    assert search.text() == "gw"


def test_nothing_found_says_what_can_be_typed(shell: Shell) -> None:
    search = shell.top_bar.search
    search.setText("无")
    search.look()
    assert search.hits.titles() == ["没有找到“无”", "在本页筛选“无”"]


def test_the_last_line_narrows_the_page_or_says_that_it_cannot(shell: Shell) -> None:
    page = page_of(shell, "kindergarten")
    shell.top_bar.search.narrowed.emit("古魏")
    assert page.calls[-1] == "find 古魏"
    assert shell.notices.notices() == []
    page_of(shell, "checks")
    shell.top_bar.search.narrowed.emit("古魏")
    assert "不能筛选" in shell.notices.notices()[0].text.text()


def test_palette_lists_pages_then_commands(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_K, CONTROL)
    assert shell.palette_box.isVisible()
    titles = shell.palette_box.hits.titles()
    assert titles[:2] == ["今日待办", "园所名册"]
    assert {"撤销", "打印本页", "退出"} <= set(titles)


def test_palette_finds_by_characters_and_initials(shell: Shell) -> None:
    shell.show_palette()
    line = shell.palette_box.line
    QTest.keyClicks(line, "jf")
    assert shell.palette_box.hits.titles() == ["经费拨付"]
    line.setText("名册")
    assert shell.palette_box.hits.titles() == ["园所名册"]
    line.setText("没有的")
    assert shell.palette_box.hits.titles() == ["没有这样的页面或命令"]
    line.setText("ysmc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert shell.stack.key == "kindergarten"
    assert shell.palette_box.isHidden()


def test_palette_runs_a_command_of_the_pages(shell: Shell, noted_store: NotedStore, data_folder: Path) -> None:
    done: list[int] = []
    shell.fill(services(noted_store, data_folder, commands=[backup_command(done)]))
    shell.show_palette()
    QTest.keyClicks(shell.palette_box.line, "bf")
    QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Return)
    assert done == [2026]


def test_escape_closes_the_palette_and_gives_the_focus_back(shell: Shell) -> None:
    shell.navigation.setFocus()
    shell.show_palette()
    QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Escape)
    assert shell.palette_box.isHidden()
    assert shell.navigation.hasFocus()


def test_what_is_called_just_so_stands_before_what_begins_so() -> None:
    names = {"教研片区": "jypq", "园本教研": "ybjy", "校验": "jy"}
    entries = [Entry(title, initials, "", "", lambda: None) for title, initials in names.items()]
    assert [each.title for each in matching(entries, "jy")] == ["校验", "教研片区", "园本教研"]
    assert matching(entries, "")[0].title == "教研片区"
