"""Saving, undoing, the school year, the keys that a page answers, and the way out."""

import threading
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import NotedSpeaker, NotedStore, backup_command, new_window, page_of, services
from ui.background import CANCELLED, Progress
from ui.shell.contracts import Tone
from ui.shell.parts import EmptyState
from ui.shell.shell import Shell
from ui.shell.stepping import LARGE
from ui.shell.window import MainWindow
from ui.theme import POINTS
from ycpe_desktop.faults import Refusal

CONTROL = Qt.KeyboardModifier.ControlModifier


def told(shell: Shell) -> list[tuple[Tone, str]]:
    return [(notice.tone, notice.text.text()) for notice in shell.notices.notices()]


def test_tab_goes_through_the_top_bar_from_left_to_right(qtbot: QtBot, window: MainWindow, shell: Shell) -> None:
    window.activateWindow()
    bar = shell.top_bar
    bar.file.setFocus()
    qtbot.waitUntil(bar.file.hasFocus)
    for before, after in pairwise((bar.file, bar.year, bar.search, bar.undo)):
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert after.hasFocus()


def test_county_and_years_stand_at_the_top(window: MainWindow, shell: Shell) -> None:
    assert window.windowTitle() == "今日待办 · 芮城县 · 学前教育台账"
    for wide, told in ((1366, "芮城县 · 学前教育台账"), (911, "芮城县")):
        shell.top_bar.resize(wide, shell.top_bar.height())
        assert shell.top_bar.county.text() == told
    assert [shell.top_bar.year.itemText(place) for place in range(3)] == [
        "2026—2027 学年",
        "2025—2026 学年",
        "2024—2025 学年",
    ]


def test_another_year_reaches_the_open_page_at_once_and_others_when_shown(shell: Shell) -> None:
    other, page = page_of(shell, "checks"), page_of(shell, "kindergarten")
    other.calls.clear()
    page.calls.clear()
    shell.top_bar.year.setCurrentIndex(1)
    shell.top_bar.year.activated.emit(1)
    assert shell.desk
    assert shell.desk.year == 2025
    assert page.calls == ["year 2025"]
    assert other.calls == []
    page_of(shell, "checks")
    assert other.calls == ["year 2025", "activated"]


def test_a_draft_keeps_the_year(shell: Shell) -> None:
    page_of(shell, "kindergarten").stays = True
    shell.top_bar.year.setCurrentIndex(1)
    shell.top_bar.year.activated.emit(1)
    assert shell.top_bar.year.currentData() == 2026


def test_what_one_page_saves_refreshes_the_others_only(shell: Shell) -> None:
    other, page = page_of(shell, "checks"), page_of(shell, "kindergarten")
    other.calls.clear()
    page.calls.clear()
    assert shell.desk
    shell.desk.saved(page)
    assert page.calls == []
    assert shell.top_bar.saved_text().startswith("已保存 ")
    page_of(shell, "checks")
    assert other.calls == ["refresh", "activated"]


def test_undo_and_redo_by_key(shell: Shell, noted_store: NotedStore) -> None:
    label = "修改 古魏镇中心幼儿园 园长"
    assert label in shell.top_bar.undo.toolTip()
    page = page_of(shell, "kindergarten")
    page.calls.clear()
    QTest.keyClick(shell, Qt.Key.Key_Z, CONTROL)
    assert noted_store.undone == [label]
    assert told(shell) == [(Tone.GOOD, f"已撤销：{label}")]
    assert page.calls == ["refresh"]
    assert not shell.top_bar.undo.isEnabled()
    QTest.keyClick(shell, Qt.Key.Key_Y, CONTROL)
    assert noted_store.done == [label]
    QTest.mouseClick(shell.top_bar.undo, Qt.MouseButton.LeftButton)
    assert noted_store.undone == [label]


def test_an_undo_that_is_refused_says_why(shell: Shell, noted_store: NotedStore) -> None:
    noted_store.refusal = Refusal("2025 学年已审核通过", "古魏镇中心幼儿园", "请先取消审核。")
    shell.undo()
    assert told(shell) == [(Tone.ATTENTION, "古魏镇中心幼儿园：2025 学年已审核通过。请先取消审核。")]


def test_a_large_undo_runs_beside_the_window(qtbot: QtBot, shell: Shell, noted_store: NotedStore) -> None:
    noted_store.size, page = LARGE, page_of(shell, "kindergarten")
    page.calls.clear()
    QTest.keyClick(shell, Qt.Key.Key_Z, CONTROL)
    assert [job.title for job in shell.background.jobs] == ["正在撤销"]
    assert page.calls == []
    qtbot.waitUntil(lambda: bool(told(shell)))
    assert told(shell) == [(Tone.GOOD, "已撤销：修改 古魏镇中心幼儿园 园长")]
    assert page.calls == ["refresh"]
    noted_store.refusal = Refusal("没有可以撤销的操作")
    QTest.keyClick(shell, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: (Tone.ATTENTION, "没有可以撤销的操作") in told(shell))


def test_a_large_undo_can_be_cancelled(qtbot: QtBot, shell: Shell, noted_store: NotedStore) -> None:
    noted_store.size, noted_store.held = LARGE, threading.Event()
    shell.undo()
    shell.background.jobs[0].cancel()
    noted_store.held.set()
    qtbot.waitUntil(lambda: bool(told(shell)))
    assert told(shell) == [(Tone.INFO, CANCELLED)]
    assert noted_store.undone == []


def test_keys_reach_the_open_page(shell: Shell) -> None:
    page = page_of(shell, "kindergarten")
    page.calls.clear()
    QTest.keyClick(shell, Qt.Key.Key_N, CONTROL)
    QTest.keyClick(shell, Qt.Key.Key_P, CONTROL)
    assert page.calls == ["new", "print"]
    QTest.keyClick(shell, Qt.Key.Key_F1)
    assert page_of(shell, "help").calls[-1] == "show {'topic': '园所名册'}"


def test_file_menu_holds_what_exists(shell: Shell, noted_store: NotedStore, data_folder: Path) -> None:
    done: list[int] = []
    shell.fill(services(noted_store, data_folder, commands=[backup_command(done)]))
    menu = shell.top_bar.menu
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles == ["打开数据所在文件夹", "备份…", "帮助", "关于", "退出"]
    next(action for action in menu.actions() if action.text() == "备份…").trigger()
    assert done == [2026]


def test_size_of_type_is_chosen_and_kept(shell: Shell) -> None:
    next(act for act in shell.acts if act.title == "字号：大").run()
    assert shell.font().pointSizeF() == POINTS["大"]
    assert shell.settings.value("look/size") == "大"
    next(act for act in shell.acts if act.title == "字号：中").run()


def test_a_store_that_cannot_be_opened_is_explained_in_place_of_the_pages(qtbot: QtBot, data_folder: Path) -> None:
    window = new_window(data_folder)
    qtbot.addWidget(window)
    assert window.shell
    window.shell.refuse(Refusal("数据库是更新的版本建立的", "D:/台账", "请安装新版程序。"))
    shown = window.shell.stack.currentWidget()
    assert isinstance(shown, EmptyState)
    assert shown.title.text() == "数据库是更新的版本建立的"
    assert shown.text.text() == "D:/台账\n请安装新版程序。"


def test_a_store_that_cannot_be_opened_again_leaves_no_page_of_the_old_one(shell: Shell) -> None:
    shell.refuse(Refusal("数据库已损坏"))
    assert shell.stack.page is None
    assert shell.navigation.keys() == []
    shell.undo()
    shell.show_palette()
    assert shell.notices.notices() == []


def test_closing_waits_for_running_work(window: MainWindow, shell: Shell) -> None:
    go = threading.Event()

    def work(progress: Progress) -> None:
        go.wait()
        progress("", 0, 0)

    job = shell.background.run("正在导入", work)
    speaker = shell.speaker
    assert isinstance(speaker, NotedSpeaker)
    speaker.answers = ["继续等待", "取消并退出"]
    assert not window.close()
    go.set()
    assert window.close()
    assert speaker.asked == ["正在导入还没有做完，现在退出吗？"] * 2
    assert job.isFinished()


def test_a_draft_keeps_the_window_open(window: MainWindow, shell: Shell) -> None:
    page = page_of(shell, "kindergarten")
    page.stays = True
    assert not window.close()
    page.stays = False
    assert window.close()


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, window: MainWindow, data_folder: Path) -> None:
    window.showNormal()
    window.resize(880, 500)
    window.close()
    again = new_window(data_folder)
    qtbot.addWidget(again)
    again.show_as_before()
    assert again.size() == QSize(880, 500)


def test_a_small_screen_at_150_percent_is_enough(window: MainWindow, shell: Shell) -> None:
    window.showNormal()
    window.resize(911, 480)
    assert window.size() == QSize(911, 480)
    for part in (shell.top_bar.year, shell.top_bar.search, shell.top_bar.redo, shell.stack):
        assert window.rect().contains(part.rect().translated(part.mapTo(window, part.rect().topLeft())))
