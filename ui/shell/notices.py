"""Messages inside the window, above the page: a notice before a dialog."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.shell.contracts import Beside, Tone
from ui.shell.parts import button, label, mark, row
from ui.theme import SPACE

GOOD_GOES_AFTER = 6000  # milliseconds
AT_MOST = 3
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
    """One message with its icon, word, text, a button or two if it has them, and a cross."""

    def __init__(
        self, tone: Tone, text: str, action: str, act: Callable[[], object] | None, beside: Beside | None = None
    ) -> None:
        super().__init__()
        self.tone, self.pages, self.topic = tone, 0, ""
        self.setProperty("notice", tone.value)
        self.text = label(text, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name, word = LOOKS[tone]
        self.word = QLabel(word)
        self.word.setProperty("role", TOKENS[tone] if tone is not Tone.INFO else "")
        line = row(mark(name, TOKENS[tone]), self.word, self.text, parent=self)
        line.setContentsMargins(SPACE[3], SPACE[1], SPACE[1], SPACE[1])
        line.setStretch(2, 1)
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
        self.hide()
        self.setParent(None)
        self.deleteLater()


class NoticeBar(QWidget):
    """The newest notices, newest first; what is told twice stands once, and of a topic only the last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])

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
        self._column.insertWidget(0, told)
        for surplus in self.notices()[AT_MOST:]:
            surplus.leave()

    def drop(self, topic: str) -> None:
        for notice in self.notices():
            if topic and notice.topic == topic:
                notice.leave()

    def page_opened(self) -> None:
        """Good news and hints are still seen on the page that is opened next, and go with the one after it."""
        for notice in self.notices():
            notice.pages += 1
            if notice.tone in PASSING and notice.pages > 1:
                notice.leave()

    def notices(self) -> list[Notice]:
        found = (self._column.itemAt(place).widget() for place in range(self._column.count()))
        return [notice for notice in found if isinstance(notice, Notice)]

    def clear(self) -> None:
        for notice in self.notices():
            notice.leave()
