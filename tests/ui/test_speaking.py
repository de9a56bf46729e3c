"""The dialogs themselves, pressed as a user would."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import NotedStore, new_window, services
from ui import theme
from ui.pages.written_files import print_pdf
from ui.speaking import Speaker
from ycpe_desktop.faults import Refusal


@pytest.fixture
def speaker(qtbot: QtBot) -> Speaker:
    parent = QWidget()
    qtbot.addWidget(parent)
    return Speaker(parent)


def when_open(act: Callable[[QWidget], object]) -> None:
    """Do something with the dialog that opens next."""

    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog
        act(dialog)

    QTimer.singleShot(0, do)


def press(dialog: QWidget, word: str) -> None:
    buttons: Iterable[QPushButton] = dialog.findChildren(QPushButton)
    next(button for button in buttons if button.text() == word).click()


def test_the_pressed_word_is_the_answer(speaker: Speaker) -> None:
    when_open(lambda dialog: press(dialog, "更正（一直如此）"))
    assert speaker.ask("值不同", ["变更（自 2026-09-01 起）", "更正（一直如此）"]) == "更正（一直如此）"


def test_enter_takes_the_first_and_escape_none(speaker: Speaker) -> None:
    when_open(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    assert speaker.ask("删除？", ["删除", "保留"]) == "删除"
    when_open(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert speaker.ask("删除？", ["删除", "保留"]) is None


def test_a_refusal_says_where_what_and_what_to_do(speaker: Speaker) -> None:
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.extend([dialog.text(), dialog.informativeText()])
        press(dialog, "知道了")

    when_open(read)
    speaker.tell(Refusal("文件已损坏", "名册.xlsx", "请另存后再试。"))
    assert seen == ["名册.xlsx：文件已损坏", "请另存后再试。"]


def test_a_mistake_can_be_copied_and_the_dialog_stays(speaker: Speaker, tmp_path: Path) -> None:
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.extend([dialog.text(), dialog.informativeText()])
        press(dialog, "复制错误信息")
        assert dialog.isVisible()
        press(dialog, "继续")

    when_open(read)
    speaker.confess("Traceback …", tmp_path / "ycpe.log")
    assert seen[0] == "程序出了错，数据没有丢"
    assert str(tmp_path / "ycpe.log") in seen[1]
    assert QGuiApplication.clipboard().text() == "Traceback …"


def test_a_line_of_text_and_its_cancel(speaker: Speaker) -> None:
    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(" 古魏镇 ")
        dialog.accept()

    when_open(answer)
    assert speaker.ask_text("乡镇？", "旧") == "古魏镇"
    when_open(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert speaker.ask_text("乡镇？") is None


def test_files_are_chosen(qtbot: QtBot, speaker: Speaker, tmp_path: Path) -> None:
    (tmp_path / "名册.xlsx").write_bytes(b"")

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(tmp_path / "名册.xlsx"))
        qtbot.waitUntil(lambda: bool(dialog.selectedFiles()))
        dialog.done(QFileDialog.DialogCode.Accepted)

    when_open(choose)
    assert speaker.choose_open_file("选择表格", "表格 (*.xlsx)", tmp_path) == tmp_path / "名册.xlsx"
    when_open(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert speaker.choose_open_files("选择表格", folder=tmp_path) == []


def test_a_name_is_proposed_for_saving(speaker: Speaker, tmp_path: Path) -> None:
    when_open(lambda dialog: dialog.accept() if isinstance(dialog, QFileDialog) else None)
    assert speaker.choose_save_file("保存为", tmp_path / "上报表.xlsx") == tmp_path / "上报表.xlsx"


def test_it_begins_on_the_desktop_then_where_the_last_file_was(speaker: Speaker, home: Path, tmp_path: Path) -> None:
    desktop, began = home / "Desktop", list[Path]()
    desktop.mkdir()

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        began.append(Path(dialog.directory().absolutePath()))
        dialog.reject()

    when_open(look)
    speaker.choose_save_file("保存为", Path("名单.xlsx"))
    when_open(lambda dialog: dialog.accept() if isinstance(dialog, QFileDialog) else None)
    speaker.choose_save_file("保存为", tmp_path / "上报表.xlsx")
    when_open(look)
    speaker.choose_open_file("选择表格")
    assert began == [desktop, tmp_path]


def test_what_a_page_writes_is_proposed_where_the_last_file_was(
    qtbot: QtBot, data_folder: Path, tmp_path: Path
) -> None:
    window = new_window(data_folder)
    qtbot.addWidget(window)
    assert window.shell
    window.shell.fill(services(NotedStore(), data_folder))
    desk, began = window.shell.desk, list[Path]()
    assert desk
    desk.speaker = Speaker(window)

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        began.append(Path(dialog.directory().absolutePath()))
        dialog.reject()

    when_open(lambda dialog: dialog.accept() if isinstance(dialog, QFileDialog) else None)
    desk.speaker.choose_save_file("保存为", tmp_path / "上报表.xlsx")
    when_open(look)
    print_pdf(desk, "打印", "督导表.pdf", lambda out: None)
    assert began == [tmp_path]


def test_qt_itself_speaks_chinese(qapp: QApplication) -> None:
    theme.translate(qapp)
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
