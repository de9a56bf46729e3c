"""A line that offers, while one types, what may be meant; the list hangs below it and never takes the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.icons import icon
from ui.ledger.suggestions import Suggest, Suggestion
from ui.theme import ROW_HEIGHT

KEY = Qt.ItemDataRole.UserRole
LINES = 9
LINE = ROW_HEIGHT - 4  # pixels of one line
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: LINES, Qt.Key.Key_PageUp: -LINES}
LEAST_WIDTH = 160


class TypeAhead(QLineEdit):
    """``typed()`` is what the kind shall read: the key of the chosen line, or the text as it stands."""

    chosen = Signal()  # a line was clicked or taken with Enter

    def __init__(self, suggest: Suggest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._key: str | None = None
        drop = QAction(icon("chevron-down", "faint"), "全部可选项", self)
        drop.triggered.connect(lambda: self.show_list(every=True))
        self.addAction(drop, QLineEdit.ActionPosition.TrailingPosition)
        self.list = QListWidget(self)  # moves to the window when first shown
        self.list.setObjectName("hits")
        self.list.setAccessibleName("可选项")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.list.itemClicked.connect(self._take)
        self.textEdited.connect(self._edited)
        self.destroyed.connect(self.list.deleteLater)

    def set_suggest(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def begin(self, text: str, key: str | None = None) -> None:
        """Show a value; ``key`` is what it stands for."""
        self._key = key
        self.setText(text)
        self.setCursorPosition(0)

    def typed(self) -> str:
        if self.list.isVisible() and self.list.currentItem() is not None:
            return str(self.list.currentItem().data(KEY))
        return self.text() if self._key is None else self._key

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key steers the list instead of leaving the editor."""
        return self.list.isVisible() and Qt.Key(event.key()) in {*STEPS, Qt.Key.Key_Escape}

    def show_list(self, every: bool = False) -> None:
        """Offer what fits the text, or everything."""
        found = self._suggest("" if every else self.text())
        self._fill(found, every)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            if self.list.isVisible():
                row = self.list.currentRow() + STEPS[key]
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
            else:
                self.show_list(every=True)
        elif key == Qt.Key.Key_Escape and self.list.isVisible():
            self.list.hide()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.isVisible() and self.list.currentItem():
            self._take(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.isReadOnly():
            self.show_list(every=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        self.list.hide()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.WindowDeactivate}:
            self.list.hide()
        return False

    def _edited(self, text: str) -> None:
        self._key = None
        self.show_list()

    def _settle(self) -> None:
        """Leaving takes the highlighted line, as Enter would."""
        if self.list.isVisible() and self.list.currentItem() is not None:
            self._adopt(self.list.currentItem())
        self.list.hide()

    def _take(self, item: QListWidgetItem) -> None:
        self._adopt(item)
        self.list.hide()
        self.chosen.emit()

    def _adopt(self, item: QListWidgetItem) -> None:
        self.begin(item.data(KEY + 1), item.data(KEY))

    def _fill(self, found: Sequence[Suggestion], every: bool) -> None:
        self.list.clear()
        for each in found:
            item = QListWidgetItem(f"{each.label}　{each.more}" if each.more else each.label)
            item.setSizeHint(QSize(0, LINE))
            item.setData(KEY, each.key)
            item.setData(KEY + 1, each.label)
            self.list.addItem(item)
        if not found:
            self.list.hide()
            return
        now = next((row for row, each in enumerate(found) if each.label == self.text()), -1)
        self.list.setCurrentRow(now if now >= 0 else 0 if found[0].sure and not every else -1)
        self._place(len(found))

    def _place(self, number: int) -> None:
        window = self.window()
        if self.list.parent() is not window:
            self.list.setParent(window)
            window.installEventFilter(self)
        height = min(number, LINES) * LINE + 4
        below = self.mapTo(window, QPoint(0, self.height()))
        top = below.y() if below.y() + height <= window.height() else below.y() - self.height() - height
        self.list.setGeometry(below.x(), max(0, top), max(self.width(), LEAST_WIDTH), height)
        self.list.show()
        self.list.raise_()
