"""The command palette (Ctrl+K): every page and every command, by a part of its name or its pinyin initials."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ui.shell.hits import Hit, HitList
from ui.shell.parts import column
from ui.theme import SPACE

WIDTH = 460
TOP = 72


class Entry(NamedTuple):
    """``hint`` is the shortcut, or what kind of thing it is."""

    title: str
    initials: str
    hint: str
    icon: str
    act: Callable[[], object]


def matching(entries: Sequence[Entry], text: str) -> list[Entry]:
    """Those whose title or initials contain the text; first what is called just so, then what begins with it; all for
    an empty text."""
    wanted = text.strip().casefold()
    found = [entry for entry in entries if wanted in entry.title.casefold() or wanted in entry.initials]
    return sorted(found, key=lambda entry: _distance(wanted, entry.title.casefold(), entry.initials))


def _distance(wanted: str, *names: str) -> int:
    if wanted in names:
        return 0
    return 1 if any(name.startswith(wanted) for name in names) else 2


class PaletteLine(QLineEdit):
    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self._leave = leave

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()


class Palette(QFrame):
    """Lies over the window; Esc or a click elsewhere closes it and the focus goes back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("palette")
        self.setFixedWidth(WIDTH)
        self.entries: Sequence[Entry] = ()
        self._before: QWidget | None = None
        self.line = PaletteLine(self.hide)
        self.line.setPlaceholderText("要去哪一页，要做什么（汉字或拼音首字母）")
        self.line.setAccessibleName("命令")
        self.hits = HitList(self.line, self.leave)
        column(self.line, self.hits, margin=SPACE[2], space=SPACE[1], parent=self)
        self.line.textChanged.connect(self._look)
        self.hide()

    def begin(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._before = self._window.focusWidget()
        self.line.clear()
        self._look("")
        self.move((self._window.width() - self.width()) // 2, TOP)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        self.hide()
        if self._before:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, text: str) -> None:
        found = [Hit(entry.title, entry.hint, entry.icon, entry.act) for entry in matching(self.entries, text)]
        self.hits.show_hits(found or [Hit("没有这样的页面或命令")])
        self.adjustSize()
