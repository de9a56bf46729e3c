"""The search box of the top bar (Ctrl+F): hits of all ledgers drop down as one types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shell.contracts import OpenPage, SearchHit
from ui.shell.hits import LINES, Hit, HitList
from ui.shell.parts import show_as_search

WAITS = 120  # milliseconds after the last key
WIDEST = 520


class SearchBox(QLineEdit):
    """Asks the ``provider`` when typing rests, and at once on Enter. One line narrows the open page instead."""

    narrowed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setPlaceholderText("名称 / 编码 / 村 / 人 / 拼音首字母")
        self.setAccessibleName("查找")
        self.setToolTip("查找园所、年度数据、督学等各台账的记录（Ctrl+F）")
        show_as_search(self)
        self.setMaximumWidth(WIDEST)
        self._window = window
        self._provider: Callable[[str], Sequence[SearchHit]] = lambda text: ()
        self._open_page: OpenPage | None = None
        self.hits = HitList(self, self.leave, window)
        self.hits.hide()
        self.timer = QTimer(self, singleShot=True, interval=WAITS)
        self.timer.timeout.connect(self.look)
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self.look)

    def serve(self, provider: Callable[[str], Sequence[SearchHit]], open_page: OpenPage) -> None:
        self._provider, self._open_page = provider, open_page

    def begin(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def leave(self) -> None:
        self.timer.stop()
        self.hits.hide()

    def look(self) -> None:
        self.timer.stop()
        text = self.text().strip()
        if not text or not self._open_page:
            self.hits.hide()
            return
        found = [self._line(hit, self._open_page) for hit in self._provider(text)]
        if not found:
            found = [Hit(f"没有找到“{text}”", "可以输入名称、编码、村、人名或拼音首字母")]
        narrow = Hit(f"在本页筛选“{text}”", icon="filter-outline", act=lambda: self.narrowed.emit(text))
        found.insert(LINES - 1, narrow)  # where it is seen; what else was found stands below it
        self.hits.show_hits(found)
        self._place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.leave()

    def _edited(self) -> None:
        self.hits.setCurrentRow(-1)  # so that Enter asks anew instead of opening what an older text found
        self.timer.start()

    def _line(self, hit: SearchHit, open_page: OpenPage) -> Hit:
        return Hit(hit.title, hit.subtitle, act=lambda: open_page(hit.page, **hit.argument))

    def _place(self) -> None:
        corner = self.mapTo(self._window, QPoint(0, self.height() + 2))
        self.hits.setFixedWidth(max(self.width(), WIDEST))
        self.hits.move(min(corner.x(), self._window.width() - self.hits.width()), corner.y())
        self.hits.show()
        self.hits.raise_()
