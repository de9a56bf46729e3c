"""Messages inside the window, and the strip of running work."""

import threading

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.background import Progress
from ui.shell.contracts import Tone
from ui.shell.shell import Shell

LONG = "没有写入：“许可证有效期至”2026-13-45 看不懂。日期请写成 2026-09-01 的样子；不知道哪一天的先空着，以后再补。" * 2
SIZES = ((1366, 768), (911, 480))


def place(widget: QWidget) -> QRect:
    """Where it lies in the window."""
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def settle() -> None:
    """A layout within a layout hears of it one turn later."""
    for _ in range(3):
        QApplication.processEvents()


def laid_out(shell: Shell, size: tuple[int, int]) -> None:
    shell.window().resize(*size)
    settle()


def texts(shell: Shell) -> list[str]:
    return [notice.text.text() for notice in shell.notices.notices()]


def test_each_tone_has_a_word_beside_its_colour(shell: Shell) -> None:
    words = {}
    for tone in Tone:
        shell.notices.tell(tone, tone.value)
        words[tone] = shell.notices.notices()[0].word.text()
    assert words == {Tone.GOOD: "完成", Tone.INFO: "提示", Tone.ATTENTION: "注意", Tone.BAD: "没有做成"}


def test_only_good_news_without_an_action_goes_by_itself(shell: Shell) -> None:
    shell.notices.tell(Tone.BAD, "文件正被 Excel 打开。")
    shell.notices.tell(Tone.GOOD, "已导入 155 所。", "撤销本次导入", shell.undo)
    shell.notices.tell(Tone.GOOD, "已备份。")
    assert [notice.timer.isActive() for notice in shell.notices.notices()] == [True, False, False]
    shell.notices.notices()[0].timer.timeout.emit()
    assert texts(shell) == ["已导入 155 所。", "文件正被 Excel 打开。"]


def test_good_news_and_hints_go_with_the_second_page_after_them(shell: Shell) -> None:
    shell.open_page("checks")
    shell.notices.tell(Tone.BAD, "没有写入。")
    shell.notices.tell(Tone.INFO, "本页没有可打印的表。")
    shell.notices.tell(Tone.GOOD, "已导入 155 所。", "撤销本次导入", shell.undo)
    shell.open_page("kindergarten")
    assert len(texts(shell)) == 3
    shell.open_page("funds")
    assert texts(shell) == ["没有写入。"]


def test_of_a_topic_only_the_newest_stands_there_until_it_is_dropped(shell: Shell) -> None:
    shell.notices.tell(Tone.BAD, "没有写入。")
    for name in ("甲园", "乙园"):
        shell.notices.tell(Tone.GOOD, f"已录入{name}", topic="visit")
    assert texts(shell) == ["已录入乙园", "没有写入。"]
    shell.notices.drop("visit")
    assert texts(shell) == ["没有写入。"]


def test_the_action_is_done_once_and_the_notice_goes(shell: Shell) -> None:
    done: list[str] = []
    shell.notices.tell(Tone.GOOD, "已导入 155 所。", "撤销本次导入", lambda: done.append("undone"))
    action = shell.notices.notices()[0].action
    assert action
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert texts(shell) == []


@pytest.mark.parametrize("which", ["action", "cross"])
def test_the_keyboard_goes_back_to_where_it_was(qtbot: QtBot, shell: Shell, which: str) -> None:
    done: list[str] = []
    shell.open_page("checks")
    line = QLineEdit(shell.stack.page)
    line.show()
    line.setFocus()
    shell.notices.tell(Tone.GOOD, "已导入 155 所。", "撤销本次导入", lambda: done.append("undone"))
    pressed: QWidget = getattr(shell.notices.notices()[0], which)
    pressed.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is pressed
    QTest.keyClick(pressed, Qt.Key.Key_Return if which == "action" else Qt.Key.Key_Space)
    assert done == (["undone"] if which == "action" else [])
    assert texts(shell) == []
    assert QApplication.focusWidget() is line


def test_a_page_that_the_notice_opens_keeps_the_keyboard(qtbot: QtBot, shell: Shell) -> None:
    line, other = QLineEdit(shell.stack.page), QLineEdit(shell.stack.page)
    for each in (line, other):
        each.show()
    line.setFocus()
    shell.notices.tell(Tone.GOOD, "已导入 155 所。", "看一看", other.setFocus)
    action = shell.notices.notices()[0].action
    assert action
    action.setFocus()
    QTest.keyClick(action, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is other


def test_where_the_keyboard_was_is_gone_so_what_it_lay_in_takes_it(qtbot: QtBot, shell: Shell) -> None:
    outer = QWidget(shell.stack.page)
    outer.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    line = QLineEdit(outer)
    outer.show()
    line.setFocus()
    shell.notices.tell(Tone.BAD, "没有写入。")
    cross = shell.notices.notices()[0].cross
    cross.setFocus(Qt.FocusReason.TabFocusReason)
    line.setParent(None)
    line.deleteLater()
    QApplication.sendPostedEvents(line, QEvent.Type.DeferredDelete)
    QTest.keyClick(cross, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is outer


def test_the_cross_closes(shell: Shell) -> None:
    shell.notices.tell(Tone.BAD, "没有写入。")
    QTest.mouseClick(shell.notices.notices()[0].cross, Qt.MouseButton.LeftButton)
    assert texts(shell) == []


def test_the_same_is_not_told_twice_and_three_are_enough(shell: Shell) -> None:
    for text in ("一", "二", "三", "四", "三"):
        shell.notices.tell(Tone.INFO, text)
    assert texts(shell) == ["三", "四", "二"]


@pytest.mark.parametrize("size", SIZES)
def test_a_notice_neither_moves_nor_covers_the_page(shell: Shell, size: tuple[int, int]) -> None:
    laid_out(shell, size)
    before = place(shell.stack)
    for text in ("已办理。", LONG, "本页没有可打印的表。"):
        shell.notices.tell(Tone.INFO, text, "撤销", shell.undo)
        settle()
        assert place(shell.stack) == before
        assert place(shell.notices).top() > before.bottom()
        assert shell.rect().contains(place(shell.notices))
    assert [notice.isVisible() for notice in shell.notices.notices()] == [True, False, False]
    shell.notices.clear()
    settle()
    assert place(shell.stack) == before
    assert shell.notices.isHidden()


@pytest.mark.parametrize("size", SIZES)
def test_a_long_sentence_is_unfolded_by_the_clerk(shell: Shell, size: tuple[int, int]) -> None:
    laid_out(shell, size)
    shell.notices.tell(Tone.BAD, LONG)
    settle()
    (notice,) = shell.notices.notices()
    before, foot = place(shell.stack), place(shell.notices).bottom()
    assert notice.more.text() == "…全文"
    QTest.mouseClick(notice.more, Qt.MouseButton.LeftButton)
    settle()
    assert notice.text.height() >= notice.text.heightForWidth(notice.text.width())
    assert (place(shell.stack), place(shell.notices).bottom()) == (before, foot)
    QTest.mouseClick(notice.more, Qt.MouseButton.LeftButton)
    settle()
    assert place(shell.notices).top() > before.bottom()


def test_a_short_one_needs_no_unfolding(shell: Shell) -> None:
    shell.notices.tell(Tone.GOOD, "已备份。")
    settle()
    assert shell.notices.notices()[0].more.isHidden()


def test_the_newest_is_seen_and_says_how_many_wait_behind_it(shell: Shell) -> None:
    laid_out(shell, SIZES[0])
    for text in ("没有写入。", LONG, "已备份。"):
        shell.notices.tell(Tone.BAD, text)
    settle()
    newest, long, oldest = shell.notices.notices()
    assert newest.more.text() == "还有 2 条"
    newest.more.setFocus()
    QTest.keyClick(newest.more, Qt.Key.Key_Return)
    settle()
    assert place(oldest).bottom() < place(long).top() < place(newest).top()
    assert long.more.isHidden()
    QTest.keyClick(newest.more, Qt.Key.Key_Escape)
    assert not oldest.isVisible()
    QTest.mouseClick(newest.cross, Qt.MouseButton.LeftButton)
    assert long.isVisible()
    settle()
    assert long.more.text() == "…全文，还有 1 条"


def test_the_keys_stay_where_they_are(shell: Shell) -> None:
    line = QLineEdit(shell.stack.page)
    line.show()
    line.setFocus()
    shell.notices.tell(Tone.GOOD, "已导入 155 所。", "撤销本次导入", shell.undo)
    shell.notices.tell(Tone.BAD, LONG)
    settle()
    assert shell.focusWidget() is line
    shell.notices.clear()
    assert shell.focusWidget() is line


def test_long_work_is_shown_and_cancelled_in_the_window(qtbot: QtBot, shell: Shell) -> None:
    go = threading.Event()

    def work(progress: Progress) -> None:
        progress("第 40 行", 40, 155)
        go.wait()
        progress("第 41 行", 41, 155)

    with qtbot.waitSignal(shell.background.progressed):
        shell.background.run("正在导入 名册.xlsx", work)
    strip = shell.progress
    assert strip.isHidden()  # short work would have ended without it
    strip.timer.timeout.emit()
    assert strip.isVisible()
    assert strip.text.text() == "正在导入 名册.xlsx　第 40 行　40 / 155"
    assert (strip.bar.value(), strip.bar.maximum()) == (40, 155)
    with qtbot.waitSignal(shell.background.ended):
        QTest.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)
        assert strip.cancel.text() == "正在取消…"
        go.set()
    assert strip.isHidden()
    assert texts(shell) == ["已取消，一切保持原样。"]
