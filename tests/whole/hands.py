"""Hands in the running program: they see its window and touch nothing but its widgets."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from ui.ledger.page import LedgerPage
from ui.shell.contracts import Desk, Page
from ui.shell.shell import Shell
from ui.shell.window import MainWindow

KEY = Qt.Key
CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def main_window() -> MainWindow:
    """The one window of the running program."""
    (found,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    return found


class Hands:
    """On the shell of a filled window."""

    def __init__(self, window: MainWindow) -> None:
        assert window.shell
        self.window, self.shell = window, window.shell

    @property
    def desk(self) -> Desk:
        assert self.shell.desk
        return self.shell.desk

    @property
    def page(self) -> Page:
        assert self.shell.stack.page
        return self.shell.stack.page

    @property
    def ledger(self) -> LedgerPage:
        return cast(LedgerPage, self.page)

    def open(self, key: str) -> None:
        """Click the page's line in the navigation."""
        navigation = self.shell.navigation
        item = navigation.item_of(key)
        navigation.scrollToItem(item)
        self.click(navigation.viewport(), navigation.visualItemRect(item).center())

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """In its middle unless said otherwise."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, place or widget.rect().center())

    def press(self, text: str) -> None:
        """Click the visible button that says so."""
        every: Iterable[QAbstractButton] = self.window.findChildren(QAbstractButton)
        shown = {each.text(): each for each in every if each.isVisible()}
        assert text in shown, f"no button {text} among {list(shown)}"
        assert shown[text].isEnabled(), text
        self.click(shown[text])

    def click_cell(self, view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def keys(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys where the focus is; a text is typed letter by letter, Chinese as an input method gives it."""
        for key in keys:
            if not isinstance(key, str):
                QTest.keyClick(self._focus(), key, modifier)
            elif key.isascii():
                for letter in key:
                    QTest.keyClicks(self._focus(), letter, modifier)
            else:
                given = QInputMethodEvent()
                given.setCommitString(key)
                QApplication.sendEvent(self._focus(), given)

    def paste(self, lines: Iterable[Iterable[str]]) -> None:
        """What Excel puts on the clipboard for these cells, and Ctrl+V."""
        QGuiApplication.clipboard().setText("".join("\t".join(line) + "\r\n" for line in lines))
        self.keys(KEY.Key_V, modifier=CONTROL)

    def go_to_cell(self, row: int, field: str) -> None:
        """Click a cell of the open ledger."""
        table = self.ledger.table
        column = table.model.place_of[field]
        if table.grid.isColumnHidden(column):
            table.show_columns([*table.shown_names(), field])
        table.grid.scrollTo(table.model.index(row, column))
        self.click_cell(table.grid, table.model.index(row, column))
        table.grid.setFocus()

    def _focus(self) -> QWidget:
        """What has the keyboard; without a window manager nobody gives it back when a question has been closed."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            QTest.qWaitForWindowActive(self.window)
        return QApplication.focusWidget() or self.window


__all__ = ["CONTROL", "KEY", "PLAIN", "Hands", "Shell", "main_window"]
