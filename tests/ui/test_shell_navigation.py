"""Going from page to page, by click and by key."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import page_of
from ui.shell.navigation import Navigation
from ui.shell.shell import Shell


def click(navigation: Navigation, key: str) -> None:
    place = navigation.visualItemRect(navigation.item_of(key)).center()
    QTest.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_first_page_is_open_and_only_it_is_made(shell: Shell) -> None:
    assert shell.stack.key == "today"
    assert shell.navigation.keys() == ["today", "kindergarten", "projects", "funds", "checks", "help"]
    assert page_of(shell, "today").calls == ["refresh", "activated"]


def test_a_click_opens_a_page(qtbot: QtBot, shell: Shell) -> None:
    click(shell.navigation, "kindergarten")
    assert shell.stack.key == "kindergarten"
    click_group(shell.navigation, "funds")
    click(shell.navigation, "funds")
    assert shell.stack.key == "funds"


def test_arrows_move_and_enter_opens(shell: Shell) -> None:
    shell.navigation.setFocus()
    QTest.keyClick(shell.navigation, Qt.Key.Key_Down)
    assert shell.stack.key == "today"
    QTest.keyClick(shell.navigation, Qt.Key.Key_Return)
    assert shell.stack.key == "kindergarten"


def test_control_and_page_keys_step_through_all_pages(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert shell.stack.key == "help"
    QTest.keyClick(shell, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert shell.stack.key == "today"


def click_group(navigation: Navigation, key: str) -> None:
    group = navigation.visualItemRect(navigation.item_of(key).parent())
    QTest.mouseClick(navigation.viewport(), Qt.MouseButton.LeftButton, pos=group.center())


def test_groups_within_a_group_begin_folded_and_what_is_opened_stays_open(shell: Shell) -> None:
    navigation = shell.navigation
    assert navigation.folded() == ["台账/三大工程", "台账/三个保障"]
    click_group(navigation, "projects")
    assert navigation.folded() == ["台账/三个保障"]
    shell.shut_down()
    assert shell.services
    shell.fill(shell.services)
    assert navigation.folded() == ["台账/三个保障"]
    click_group(navigation, "projects")
    click_group(navigation, "funds")
    shell.shut_down()
    shell.fill(shell.services)
    assert navigation.folded() == ["台账/三大工程"]


def test_a_page_in_a_folded_group_is_seen_when_it_is_opened(shell: Shell) -> None:
    shell.open_page("projects")
    assert shell.navigation.currentItem() is shell.navigation.item_of("projects")
    assert "台账/三大工程" not in shell.navigation.folded()


def test_a_page_with_a_draft_is_not_left(qtbot: QtBot, shell: Shell) -> None:
    page_of(shell, "kindergarten").stays = True
    click(shell.navigation, "checks")
    assert shell.stack.key == "kindergarten"
    assert shell.navigation.currentItem() is shell.navigation.item_of("kindergarten")


def test_a_page_is_told_what_to_show(shell: Shell) -> None:
    shell.open_page("kindergarten", uuid="7")
    assert page_of(shell, "kindergarten").calls == ["refresh", "activated", "show {'uuid': '7'}"]


def test_a_page_that_was_sent_to_leads_back_the_way_it_came(shell: Shell) -> None:
    assert shell.desk
    back = shell.top_bar.back
    assert back.isHidden()
    shell.desk.open_page("checks")
    shell.desk.open_page("kindergarten", uuid="7")
    assert back.text() == "回到校验"
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert (shell.stack.key, back.text()) == ("checks", "回到今日待办")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert (shell.stack.key, back.isHidden()) == ("today", True)


def test_choosing_a_page_oneself_ends_the_way_back_and_a_page_that_stays_keeps_it(shell: Shell) -> None:
    assert shell.desk
    shell.desk.open_page("kindergarten")
    page_of(shell, "kindergarten").stays = True
    QTest.mouseClick(shell.top_bar.back, Qt.MouseButton.LeftButton)
    assert (shell.stack.key, shell.top_bar.back.text()) == ("kindergarten", "回到今日待办")
    page_of(shell, "kindergarten").stays = False
    click(shell.navigation, "checks")
    assert shell.top_bar.back.isHidden()


def test_the_help_leads_back(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_F1)
    assert (shell.stack.key, shell.top_bar.back.text()) == ("help", "回到今日待办")


def test_counts_come_by_themselves_and_follow_the_year(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.navigation.badge("checks") == "26")
    assert shell.desk
    shell.desk.choose_year(2024)
    qtbot.waitUntil(lambda: shell.navigation.badge("checks") == "24")
    assert shell.navigation.badge("today") == ""


def test_of_a_page_that_is_not_listed_no_line_is_marked(shell: Shell) -> None:
    assert shell.navigation.selectedItems() == [shell.navigation.item_of("today")]
    shell.navigation.mark_open("rows_of_a_record")
    assert shell.navigation.selectedItems() == []
