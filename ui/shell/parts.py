"""Pieces that every page is put together from, so that all pages look alike."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon, pixmap
from ui.theme import CONTROL_HEIGHT, SPACE

SEARCH_WIDTH = 190
CLEAR = "_q_qlineeditclearaction"
"""The name that Qt gives the cross of a line."""
NAME_ROOM = 60
"""Pixels that a name shrinks to."""
EMPTY_WIDTH = 560  # at most: three buttons beside each other


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """``role`` is one of style.qss: title, figure, second, small, good, attention, bad."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


class NameLabel(QLabel):
    """A name of one line; … stands in the middle of one that is too long, of which the end says which one it is."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        return QSize(NAME_ROOM, super().minimumSizeHint().height())

    def shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown())


def mark(name: str, token: str = "second", size: int = 16) -> QLabel:
    """An icon standing by itself."""
    made = QLabel()
    made.setPixmap(pixmap(name, token, size))
    return made


def button(text: str, act: Callable[[], object], icon_name: str = "", role: str = "") -> QPushButton:
    """``role``: "" plain, "primary" (one a page), or "link"."""
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses it, as Space does
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor if role == "link" else Qt.CursorShape.ArrowCursor)
    if icon_name:
        made.setIcon(icon(icon_name, "on_primary" if role == "primary" else "primary" if role == "link" else "second"))
    made.clicked.connect(lambda: act())
    return made


def search_line(hint: str, width: int = 0) -> QLineEdit:
    """A line that narrows what stands below it; ``width`` in pixels, 0 as wide as there is room."""
    made = QLineEdit(placeholderText=hint)
    made.setAccessibleName(hint)
    show_as_search(made)
    if width:
        made.setFixedWidth(width)
    return made


def show_as_search(line: QLineEdit) -> None:
    """A lens before it, and behind it a cross that empties it, made with the first letter: making it takes time."""
    line.addAction(icon("magnify"), QLineEdit.ActionPosition.LeadingPosition).setToolTip("查找")
    line.textChanged.connect(lambda text: _add_cross(line) if text else None)


def _add_cross(line: QLineEdit) -> None:
    if not line.isClearButtonEnabled():
        line.setClearButtonEnabled(True)
        if clear := line.findChild(QAction, CLEAR):
            clear.setToolTip("清空")


def set_primary(made: QPushButton, primary: bool, icon_name: str) -> None:
    """Another button of the page is the primary one for a while."""
    if (made.property("role") == "primary") == primary:
        return
    made.setProperty("role", "primary" if primary else "")
    made.setIcon(icon(icon_name, "on_primary" if primary else "second"))
    made.style().polish(made)


def card(*contents: QWidget, space: int = SPACE[3]) -> QFrame:
    """A white box with a thin line, its contents one below the other."""
    made = QFrame()
    made.setProperty("role", "card")
    column(*contents, margin=space, parent=made)
    return made


def column(
    *contents: QWidget | None, margin: int = 0, space: int = SPACE[2], parent: QWidget | None = None
) -> QBoxLayout:
    """Widgets below each other; None is a stretch."""
    return _line(QVBoxLayout(), contents, margin, space, parent)


def row(*contents: QWidget | None, margin: int = 0, space: int = SPACE[2], parent: QWidget | None = None) -> QBoxLayout:
    """Widgets beside each other; None is a stretch."""
    return _line(QHBoxLayout(), contents, margin, space, parent)


class PageHead(QWidget):
    """The first line of a page: its title at the left, its buttons at the right, the primary one last.

    Where there is not room for all, buttons with an icon give up their words, which are in their tooltips then.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_icons: list[QPushButton] = []
        self._words: dict[QPushButton, str] = {}
        self.title = label(title, "title")
        self.note = label("", "second")  # beside the title: 182 所
        self._row = row(self.title, self.note, None, parent=self)
        self.setMinimumHeight(CONTROL_HEIGHT)  # the title stands at one height, with buttons or without

    def add(self, text: str, act: Callable[[], object], icon_name: str = "") -> QPushButton:
        made = self._append(button(text, act, icon_name))
        if icon_name:
            self._with_icons.append(made)
        return made

    def add_primary(self, text: str, act: Callable[[], object], icon_name: str = "") -> QPushButton:
        return self._append(button(text, act, icon_name, "primary"))

    def add_widget(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def tell(self, text: str) -> None:
        """What stands beside the title; the buttons make room for it."""
        if self.note.text() != text:
            self.note.setText(text)
            self.fit()

    def fit(self) -> None:
        for made, text in self._words.items():
            made.setText(text)
        self._words.clear()
        for made in reversed(self._with_icons):
            if self._row.sizeHint().width() <= self.width():
                return
            self._words[made] = made.text()
            made.setToolTip(made.toolTip() or made.text())
            made.setAccessibleName(made.accessibleName() or made.text())
            made.setText("")

    def _append(self, made: QPushButton) -> QPushButton:
        self._row.addWidget(made)
        return made


class EmptyState(QWidget):
    """What an empty page says: what belongs here, and the first step as a button."""

    def __init__(self, icon_name: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.text = label(title, "title", wrap=True), label(text, "second", wrap=True)
        self._buttons = row()
        contents = QWidget()
        contents.setMaximumWidth(EMPTY_WIDTH)
        picture = mark(icon_name, "second", 48)
        middle = column(picture, self.title, self.text, space=SPACE[3], parent=contents)
        for told in (picture, self.title, self.text):
            told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addLayout(self._buttons)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        centred = QWidget()
        row(None, contents, None, parent=centred).setStretch(1, EMPTY_WIDTH)
        column(None, centred, None, parent=self).setStretch(2, 2)

    def add(self, text: str, act: Callable[[], object], icon_name: str = "", role: str = "primary") -> QPushButton:
        made = button(text, act, icon_name, role)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made


def _line(
    line: QBoxLayout, contents: tuple[QWidget | None, ...], margin: int, space: int, parent: QWidget | None
) -> QBoxLayout:
    line.setContentsMargins(margin, margin, margin, margin)
    line.setSpacing(space)
    for widget in contents:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    if parent:
        parent.setLayout(line)
    return line
