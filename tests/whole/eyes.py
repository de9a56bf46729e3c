"""The program as ``main.py`` starts it, with eyes: a test asks on stdin and is answered on stdout when it is so.

``python -m tests.whole.eyes [arguments of main.py]``. A question is one line, a word and what it is about; the answer
is one line of JSON. The eyes touch nothing: places are told in pixels of the screen, for real hands to click.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QListWidget, QTabBar, QWidget

from ui import application
from ui.shell.shell import Shell
from ui.shell.window import MainWindow

LOOK = 15  # milliseconds between two looks
Kind = TypeVar("Kind", bound=QWidget)
Answer = Any
"""None: not yet."""


class Eyes(QObject):
    asked = Signal(str)  # from the thread that reads stdin

    def __init__(self) -> None:
        super().__init__()
        self._question = ""
        self._before: Answer = None
        self._looks: dict[str, Callable[[str], Answer]] = {
            "page": self.page, "button": self.button, "line": self.line, "cell": self.cell, "judging": self.judging,
            "chip": self.chip, "dialog": self.dialog, "focus": self.focus, "done": self.done, "grab": self.grab,
            "text": self.text, "named": self.named, "tab": self.tab, "chart": self.chart,
        }  # fmt: skip
        self._looking = QTimer(self, interval=LOOK)
        self._looking.timeout.connect(self._look)
        self.asked.connect(self._asked, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    # -- what can be asked --

    def page(self, key: str) -> Answer:
        """That page is shown and nothing is being worked on."""
        shell = _shell()
        return True if shell and shell.stack.key == key and not shell.background.jobs else None

    def button(self, text: str) -> Answer:
        for each in _inside(QAbstractButton):
            if each.text() == text and each.isVisible() and each.isEnabled():
                return _place(each)
        return None

    def named(self, name: str) -> Answer:
        """A widget that a screen reader calls so."""
        for each in _inside(QWidget):
            if each.accessibleName() == name and each.isVisible():
                return _place(each)
        return None

    def tab(self, text: str) -> Answer:
        for each in _inside(QTabBar):
            for at in range(each.count() if each.isVisible() else 0):
                if each.tabText(at) == text:
                    return _place(each, each.tabRect(at).center())
        return None

    def line(self, key: str) -> Answer:
        """Of the navigation."""
        shell = _shell()
        assert shell
        item = shell.navigation.item_of(key)
        shell.navigation.scrollToItem(item)
        return _place(shell.navigation.viewport(), shell.navigation.visualItemRect(item).center())

    def cell(self, what: str) -> Answer:
        """``row field``: a cell of the ledger that is shown, the row by the text of its first column or its number."""
        row, field = what.rsplit(" ", 1)
        from ui.ledger.grid import LedgerGrid

        grid = next((each for each in _inside(LedgerGrid) if each.isVisible()), None)
        if grid is None:
            return None
        model: Any = grid.model()
        rows = [at for at in range(model.rowCount()) if row in (str(at), model.look(at, 0).text)]
        return _place_in(grid, rows[0], model.place_of[field]) if rows else None

    def judging(self, name: str) -> Answer:
        """The cell 独立园舍 of that kindergarten."""
        from ui.pages.checklist import ChecklistPage
        from ui.pages.checklist.model import COLUMN_OF

        shell = _shell()
        page = shell.stack.page if shell else None
        if not isinstance(page, ChecklistPage):
            return None
        row = next((row for row in page.rows if row.name == name), None)
        place = page.matrix.table.place_of(row.kindergarten) if row else None
        return None if place is None else _place_in(page.matrix, place, COLUMN_OF["premises"])

    def chart(self, about: str) -> Answer:
        """The title of the indicator that is judged, drawn and explained."""
        from ui.pages.indicators import IndicatorsPage

        shell = _shell()
        page = shell.stack.page if shell else None
        return page.chosen.title if isinstance(page, IndicatorsPage) and page.chosen and not page.busy else None

    def chip(self, name: str) -> Answer:
        """A kindergarten without a supervisor."""
        for each in _inside(QListWidget):
            for at in range(each.count() if each.isVisible() else 0):
                if each.item(at).toolTip().startswith(f"{name}\n"):
                    each.scrollToItem(each.item(at))
                    return _place(each.viewport(), each.visualItemRect(each.item(at)).center())
        return None

    def dialog(self, title: str) -> Answer:
        """A dialog with that title has the keyboard."""
        box = QApplication.activeWindow()
        return True if box and box.isModal() and title in box.windowTitle() and QApplication.focusWidget() else None

    def focus(self, name: str) -> Answer:
        """A widget of that class, or with that accessible name, has the keyboard."""
        found = QApplication.focusWidget()
        return True if found and name in (type(found).__name__, found.accessibleName()) else None

    def done(self, label: str) -> Answer:
        """The newest action bears that in its label, and the window shows ✓ 已保存."""
        shell = _shell()
        services = shell.services if shell else None
        if not shell or not services or not shell.top_bar.saved_text().startswith("已保存 "):
            return None
        newest = services.store.undo_label()
        return newest if label in newest else None

    def text(self, part: str) -> Answer:
        """A label or a button says so."""
        for each in _inside(QWidget):
            said = getattr(each, "text", None)
            if callable(said) and each.isVisible() and part in str(said()):
                return str(said())
        return None

    def grab(self, file: str) -> Answer:
        """A picture of the screen."""
        return QApplication.primaryScreen().grabWindow(0).save(file)

    # -- inside --

    def _listen(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line.rstrip("\n"))

    def _asked(self, question: str) -> None:
        self._question, self._before = question, None
        self._looking.start()
        self._look()

    def _look(self) -> None:
        word, _, about = self._question.partition(" ")
        answer, before = self._looks[word](about), self._before
        self._before = answer
        moves = isinstance(answer, list) and answer != before  # a place is told when it has come to rest
        if answer is not None and not moves:
            self._looking.stop()
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


def _window() -> QWidget:
    """The window that is worked in: a dialog over the main one."""
    return QApplication.activeModalWidget() or next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)
    )


def _inside(kind: type[Kind]) -> Iterable[Kind]:
    found: Iterable[Kind] = _window().findChildren(kind)
    return found


def _shell() -> Shell | None:
    return next((each.shell for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)


def _place(widget: QWidget, at: QPoint | None = None) -> list[int]:
    """A place in the widget, its middle unless said otherwise."""
    found = widget.mapToGlobal(at or widget.rect().center())
    scale = widget.devicePixelRatioF()
    return [round(found.x() * scale), round(found.y() * scale)]


def _place_in(view: QAbstractItemView, row: int, column: int) -> list[int]:
    index = view.model().index(row, column)
    view.scrollTo(index)
    return _place(view.viewport(), view.visualRect(index).center())


def open_eyes() -> None:
    """As soon as there is an application."""
    make = application.make_application

    def make_with_eyes(settings: QSettings) -> QApplication:
        made = make(settings)
        Eyes().setParent(made)
        return made

    application.make_application = make_with_eyes


if __name__ == "__main__":
    from main import main

    open_eyes()
    sys.exit(main(sys.argv[1:]))
