"""The matrix itself: cells turn with a click or 1/2/3/4, arrows move, rows are selected as in a file list."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.pages.checklist.model import CONCLUSION, ITEM_AT, NAME, Group, MatrixModel
from ui.pages.checklist.painting import MatrixDelegate, clip_of
from ui.pages.checklist.reason import ReasonLine
from ui.theme import ROW_HEIGHT
from ycpe_desktop.policy.four_independents import Row

CYCLE: dict[str | None, str] = {
    None: "met",
    "met": "pending",
    "pending": "missing",
    "missing": "exempt",
    "exempt": "met",
}
"""What a click makes of a cell; 不适用 asks for its reason first, Delete clears."""
KEYS = {Qt.Key.Key_1: "met", Qt.Key.Key_2: "pending", Qt.Key.Key_3: "missing", Qt.Key.Key_4: "exempt"}
ITEM_WIDTHS = (94, 124)
NAME_LEAST = 200


class Matrix(QTableView):
    """Says what is wanted; the page does it."""

    judged = Signal(list, str, object)  # rows, item, state or None
    clip_clicked = Signal(object, str)  # row, item
    detail_asked = Signal()
    selected = Signal()  # which rows, or the current cell

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("四个独立")
        self.table = MatrixModel(self)
        self.look = MatrixDelegate(self.table, self)
        self.setModel(self.table)
        self.setItemDelegate(self.look)
        self.reason = ReasonLine(self)
        self._pressed = QModelIndex()
        self._set_up()
        self.table.modelReset.connect(self._span_groups)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(lambda: self.selected.emit())

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    # -- what is chosen --

    def chosen_rows(self) -> list[Row]:
        """The selected kindergartens from top to bottom."""
        lines = (self.table.line(index.row()) for index in self.selectionModel().selectedRows())
        places = {line.kindergarten: line for line in lines if isinstance(line, Row)}
        return [line for line in self.table.lines if isinstance(line, Row) and line.kindergarten in places]

    def current_row(self) -> Row | None:
        line = self.table.line(self.currentIndex().row())
        return line if isinstance(line, Row) else None

    def current_item(self) -> str | None:
        return ITEM_AT.get(self.currentIndex().column())

    def select(self, kindergartens: Sequence[str], column: int = NAME) -> None:
        """Select these where they are shown; the first becomes the current one."""
        places = [place for uuid in kindergartens if (place := self.table.place_of(uuid)) is not None]
        self.clearSelection()
        if not places:
            return
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.setCurrentIndex(self.table.index(places[0], column))
        for place in places:
            self.selectionModel().select(self.table.index(place, NAME), flags)

    # -- keys and clicks --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in KEYS:
            self.judge(KEYS[key])
        elif plain and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.judge(None)
        elif plain and key == Qt.Key.Key_Space:
            self.detail_asked.emit()
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._turn(self.currentIndex())
        elif plain and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step_sideways(1 if key == Qt.Key.Key_Right else -1)
        elif plain and key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus}:
            self.table.fold_all(key == Qt.Key.Key_Minus)
        else:
            super().keyPressEvent(event)

    def judge(self, state: str | None, item: str | None = None) -> None:
        """The chosen kindergartens, in the current column's item or ``item``; 不适用 asks for the reason in place."""
        rows, item = self.chosen_rows(), item or self.current_item()
        if not rows or item is None:
            return
        if state == "exempt":
            self.reason.begin(rows, item)
        else:
            self.judged.emit(rows, item, state)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.table.line(index.row())
        self._pressed = QModelIndex()
        if isinstance(line, Group):
            self.table.fold(line.code)
            return
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._pressed = index
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index, pressed = self.indexAt(place), self._pressed
        self._pressed = QModelIndex()
        if not index.isValid() or index != pressed or len(self.chosen_rows()) != 1:
            return
        row, item = self.current_row(), ITEM_AT.get(index.column())
        if row is None or item is None:
            return
        if clip_of(self.visualRect(index)).contains(place) and self._has_clip(row, item):
            self.clip_clicked.emit(row, item)
        else:
            self._turn(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two quick clicks turn a cell twice

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._point_at((index.row(), index.column()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at((-1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = ITEM_WIDTHS
        wide = max(least, min(most, (self.viewport().width() - NAME_LEAST) // (len(ITEM_AT) + 1)))
        for column in (*ITEM_AT, CONCLUSION):
            self.setColumnWidth(column, wide if column != CONCLUSION else least)

    def _turn(self, index: QModelIndex) -> None:
        row, item = self.table.line(index.row()), ITEM_AT.get(index.column())
        if not isinstance(row, Row) or item is None:
            return
        state = CYCLE[row.judged(item)]
        if state == "exempt":
            self.reason.begin([row], item)
        else:
            self.judged.emit([row], item, state)

    def _has_clip(self, row: Row, item: str) -> bool:
        return row.state(item) is not None or self.table.count_files(row, item) > 0

    def _step_sideways(self, step: int) -> None:
        """Another column of the same row; the selection stays."""
        index = self.currentIndex()
        column = min(max(index.column() + step, NAME), CONCLUSION)
        if index.isValid():
            wanted = self.table.index(index.row(), column)
            self.selectionModel().setCurrentIndex(wanted, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _point_at(self, cell: tuple[int, int]) -> None:
        if cell != self.look.under_pointer:
            before, self.look.under_pointer = self.look.under_pointer, cell
            for row, column in (before, cell):
                if row >= 0:
                    self.update(self.table.index(row, column))

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self.look.current = (current.row(), current.column())
        self.update(before)
        self.update(current)
        self.selected.emit()

    def _span_groups(self) -> None:
        self.clearSpans()
        self.look.current = self.look.under_pointer = (-1, -1)
        for place, line in enumerate(self.table.lines):
            if isinstance(line, Group):
                self.setSpan(place, NAME, 1, CONCLUSION + 1)
