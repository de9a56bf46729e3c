"""Messages inside the window, in a line of their own below the page, which never moves: a notice before a dialog."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QLabel, QToolButton, QWidget
from shiboken6 import isValid

from ui.icons import icon
from ui.shell.contracts import Beside, Tone
from ui.shell.parts import button, label, mark, row
from ui.theme import SPACE

NOTICE_HEIGHT = 32  # pixels, of the line that is kept free below the page
UNBOUNDED = 16_777_215  # Qt's own, for a height that is not limited
GOOD_GOES_AFTER = 6000  # milliseconds
AT_MOST = 3
NO_FOCUS = Qt.FocusPolicy.NoFocus
PASSING = (Tone.GOOD, Tone.INFO)
"""What has no more to say when the clerk works elsewhere."""

LOOKS = {
    Tone.GOOD: ("check-circle", "完成"),
    Tone.INFO: ("information-outline", "提示"),
    Tone.ATTENTION: ("alert-outline", "注意"),
    Tone.BAD: ("alert-circle-outline", "没有做成"),
}
TOKENS = {Tone.GOOD: "good", Tone.INFO: "primary", Tone.ATTENTION: "attention", Tone.BAD: "bad"}


class Notice(QFrame):
    """One message with its icon, word, text, a button or two if it has them, and a cross.

    It stands in one line; ``more`` unfolds what has no room there.
    """

    leaving = Signal()  # it is still there
    left = Signal()
    unfolding = Signal()

    def __init__(
        self, tone: Tone, text: str, action: str, act: Callable[[], object] | None, beside: Beside | None = None
    ) -> None:
        super().__init__()
        self.tone, self.pages, self.topic = tone, 0, ""
        self.setProperty("notice", tone.value)
        self.text = label(text, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._whole = False
        self._behind: int | None = None
        self.setMinimumHeight(NOTICE_HEIGHT)
        name, word = LOOKS[tone]
        self.word = QLabel(word)
        self.word.setProperty("role", TOKENS[tone] if tone is not Tone.INFO else "")
        line = row(mark(name, TOKENS[tone]), self.word, self.text, parent=self)
        line.setContentsMargins(SPACE[3], 0, SPACE[1], 0)
        line.setStretch(2, 1)
        self.more = button("", self.unfolding.emit, role="link")
        self.more.hide()
        line.addWidget(self.more)
        self.action = button(action, act, role="link") if action and act else None
        self.beside = button(*beside, role="link") if beside else None
        for each in (self.action, self.beside):
            if each:
                each.clicked.connect(self.leave)
                line.addWidget(each)
        self.cross = QToolButton()
        self.cross.setIcon(icon("close"))
        self.cross.setToolTip("关闭")
        self.cross.setAccessibleName("关闭")
        self.cross.clicked.connect(self.leave)
        line.addWidget(self.cross)
        self.timer = QTimer(self, singleShot=True, interval=GOOD_GOES_AFTER)
        self.timer.timeout.connect(self.leave)
        if tone is Tone.GOOD and not self.action:
            self.timer.start()

    def leave(self) -> None:
        self.timer.stop()
        self.leaving.emit()
        self.hide()
        self.setParent(None)
        self.deleteLater()
        self.left.emit()

    def fold(self, whole: bool, behind: int | None) -> None:
        """``whole``: all of its text, in as many lines as it takes; ``behind``: so many others are seen when it is
        unfolded, None for one of these."""
        self._whole, self._behind = whole, behind
        self.text.setMaximumHeight(UNBOUNDED if whole else self.text.fontMetrics().lineSpacing())
        self.text.setAlignment(Qt.AlignmentFlag.AlignVCenter if whole else Qt.AlignmentFlag.AlignTop)
        air = SPACE[1] if whole else 0
        self.text.setContentsMargins(0, air, 0, air)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say on ``more`` what is not seen."""
        cut = self.text.fontMetrics().horizontalAdvance(self.text.text()) > self.text.width()
        unseen = [*(["…全文"] if cut else []), *([f"还有 {self._behind} 条"] if self._behind else [])]
        self.more.setText("收起" if self._whole else "，".join(unseen))
        self.more.setVisible(bool(unseen) and self._behind is not None)


class NoticeBar(QWidget):
    """The newest notices; what is told twice stands once, and of a topic only the last.

    One line with the newest; unfolded by the clerk, all of them lie over the lower edge of the page, the newest still
    at the foot.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = False
        self._focus_before: list[QWidget] = []
        """Where the keyboard was before it came into a notice, and what that lies in."""
        self._column = QBoxLayout(QBoxLayout.Direction.BottomToTop, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self.setAutoFillBackground(True)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def tell(
        self,
        tone: Tone,
        text: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        beside: Beside | None = None,
        *,
        topic: str = "",
    ) -> None:
        for old in self.notices():
            if old.text.text() == text:
                old.leave()
        self.drop(topic)
        told = Notice(tone, text, action, act, beside)
        told.topic = topic
        told.leaving.connect(self._give_focus_back)
        told.left.connect(self._arrange)
        told.unfolding.connect(lambda: self._unfold(not self._whole))
        self._column.insertWidget(0, told)
        for surplus in self.notices()[AT_MOST:]:
            surplus.leave()
        self._unfold(False)

    def drop(self, topic: str) -> None:
        for notice in self.notices():
            if topic and notice.topic == topic:
                notice.leave()

    def page_opened(self) -> None:
        """Good news and hints are still seen on the page that is opened next, and go with the one after it."""
        self._unfold(False)
        for notice in self.notices():
            notice.pages += 1
            if notice.tone in PASSING and notice.pages > 1:
                notice.leave()

    def notices(self) -> list[Notice]:
        """The newest first."""
        found = (self._column.itemAt(place).widget() for place in range(self._column.count()))
        return [notice for notice in found if isinstance(notice, Notice)]

    def clear(self) -> None:
        for notice in self.notices():
            notice.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._whole:
            self._unfold(False)
        else:
            super().keyPressEvent(event)

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """A dialog that came up meanwhile is no place to go back to."""
        if not now or not before or not self.isAncestorOf(now) or self.isAncestorOf(before):
            return
        if before.window() is self.window():
            self._focus_before = [before]
            while (around := self._focus_before[-1].parentWidget()) is not None:
                self._focus_before.append(around)

    def _give_focus_back(self) -> None:
        """The keyboard goes on where it was, and not to what Qt holds for the next thing: the top bar."""
        notice, now = self.sender(), QApplication.focusWidget()
        if not isinstance(notice, Notice) or not now or not notice.isAncestorOf(now):
            return
        for each in self._focus_before:
            if isValid(each) and each.isVisible() and each.isEnabled() and each.focusPolicy() != NO_FOCUS:
                each.setFocus()
                return

    def _unfold(self, whole: bool) -> None:
        self._whole = whole
        self._arrange()

    def _arrange(self) -> None:
        told = self.notices()
        for newest in told[:1]:
            newest.fold(self._whole, len(told) - 1)
            newest.show()
        for other in told[1:]:
            other.fold(True, None)
            other.setVisible(self._whole)
        self.setVisible(bool(told))
        self.updateGeometry()
