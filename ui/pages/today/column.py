"""One column of the page: its name and count, and its matters as lines that are links."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.pages.today.going import act_of
from ui.pages.today.lines import TONES, Line, head_of, parts_of
from ui.pages.today.painting import LINE, OPENED, TONE, DueDelegate, places
from ui.shell.parts import column, label, mark, row
from ui.theme import SPACE
from ycpe_desktop.policy.due import Matter
from ycpe_desktop.policy.due_kind import When

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Key = tuple[str, str, str]


class LinesModel(QAbstractListModel):
    """Matters, with their parts below those that were opened."""

    def __init__(self, when: When, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tone = TONES[when]
        self._heads: list[tuple[Line, Callable[[], list[Line]]]] = []
        self._opened: set[Key] = set()
        self.lines: list[Line] = []

    def show_matters(self, matters: Sequence[Matter], day: date, county: str) -> None:
        self.beginResetModel()
        self._heads = [(head_of(each, day, county), partial(parts_of, each, day, county)) for each in matters]
        self._list()
        self.endResetModel()

    def turn(self, line: Line) -> None:
        """Open a matter, or close it."""
        self.beginResetModel()
        self._opened ^= {line.key}
        self._list()
        self.endResetModel()

    def is_opened(self, line: Line) -> bool:
        return line.key in self._opened

    def place_of(self, key: Key) -> int:
        """The number of that line; -1 where it is gone."""
        return next((place for place, line in enumerate(self.lines) if line.key == key), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tip
        return {LINE: line, OPENED: self.is_opened(line), TONE: self._tone}.get(role)

    def _list(self) -> None:
        self.lines = [
            line for head, parts in self._heads for line in (head, *(parts() if self.is_opened(head) else ()))
        ]


class DueList(QListView):
    """Click or Enter goes to the line's record, the button or the space bar to where it is done; what is for many is
    opened by its count, or by the arrow keys."""

    asked = Signal(object)  # a line
    act_asked = Signal(object)
    chosen = Signal(object)  # the line that is now current, or None

    def __init__(self, when: When, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LinesModel(when, self)
        self.setModel(self.rows)
        self.drawing = DueDelegate(self)
        self.setItemDelegate(self.drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.line()))

    def begin(self) -> None:
        """The keys go on from the current line, or from the first."""
        self.setCurrentIndex(self.rows.index(max(0, self.currentIndex().row())))

    def line(self) -> Line | None:
        place = self.currentIndex().row()
        return self.rows.lines[place] if 0 <= place < len(self.rows.lines) else None

    def show_matters(self, matters: Sequence[Matter], day: date, county: str) -> None:
        """Others than before; the current line and the place stay where they can."""
        key, place = (line.key if (line := self.line()) else None), self.verticalScrollBar().value()
        self.rows.show_matters(matters, day, county)
        self._choose(key)
        self.verticalScrollBar().setValue(place)

    def turn(self, line: Line) -> None:
        place = self.verticalScrollBar().value()
        self.rows.turn(line)
        self._choose(line.key)
        self.verticalScrollBar().setValue(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.drawing.pointer = event.position().toPoint()
        over = self.indexAt(self.drawing.pointer).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.drawing.pointer = QPoint(-1, -1)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._clicked(self.rows.lines[index.row()], index, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.line(), event.key()
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(line)
        elif line is not None and key == Qt.Key.Key_Space and act_of(line) is not None:
            self.act_asked.emit(line)
        elif line is not None and line.parts and self._turns(line, key):
            self.turn(line)
        else:
            super().keyPressEvent(event)

    def _turns(self, line: Line, key: int) -> bool:
        return key == (Qt.Key.Key_Left if self.rows.is_opened(line) else Qt.Key.Key_Right)

    def _clicked(self, line: Line, index: QModelIndex, place: QPoint) -> None:
        where = places(self.visualRect(index), line, self.fontMetrics())
        if where.more.contains(place):
            self.turn(line)
        elif where.act.contains(place):
            self.act_asked.emit(line)
        else:
            self.asked.emit(line)

    def _choose(self, key: Key | None) -> None:
        if key is not None and (place := self.rows.place_of(key)) >= 0:
            self.setCurrentIndex(self.rows.index(place))


class DueColumn(QFrame):
    """A card with a head; where there is nothing it says so."""

    def __init__(self, when: When, title: str, nothing: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title, self.count, self.nothing = label(title), label("", "second"), label(nothing, "second", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self.list = DueList(when)
        self.list.setAccessibleName(title)
        head = QWidget()
        row(mark(*TONES[when]), self.title, self.count, None, parent=head)
        head.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], 0)
        lines = column(head, self.list, self.nothing, margin=1, space=SPACE[1], parent=self)
        lines.setStretch(1, 1)
        lines.setStretch(2, 1)

    def show_matters(self, matters: Sequence[Matter], day: date, county: str) -> None:
        self.count.setText(f"{len(matters)} 项" if matters else "")
        self.list.show_matters(matters, day, county)
        self.list.setVisible(bool(matters))
        self.nothing.setHidden(bool(matters))
