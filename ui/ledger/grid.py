"""The Excel-like grid: keys, rectangular selection, copy and paste, fill down. It writes nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemDelegate, QAbstractItemView, QApplication, QWidget

from ui.ledger.clipboard import from_text, to_text
from ui.ledger.frozen_view import FrozenView
from ui.ledger.painting import ARROWS
from ui.ledger.table_model import LedgerModel

Index = QModelIndex | QPersistentModelIndex
Block = list[tuple[int, int, str]]
"""Cells to be written: row, column, text."""
Flag = QItemSelectionModel.SelectionFlag
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class LedgerGrid(FrozenView):
    """Signals say what the clerk wants; the page does it as one action."""

    block_typed = Signal(list, str)  # a Block, and what it was: 粘贴, 填充, 清空
    paste_asked = Signal(list)  # rows of text for the current cell
    delete_asked = Signal()
    details_asked = Signal()
    selection_settled = Signal()

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(model.ledger.TITLE)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setTabKeyNavigation(True)  # else Tab would leave the grid before it comes here
        self.cells.stepped.connect(self._step_from_editor)
        self.verticalHeader().sectionDoubleClicked.connect(lambda row: self.details_asked.emit())
        self._tab_from: int | None = None
        if corner := self.findChild(QAbstractButton):
            corner.setToolTip("全选（Ctrl+A）")

    # -- where one is --

    def shown_columns(self) -> list[int]:
        """The visible columns from left to right."""
        order = (self.head.logicalIndex(place) for place in range(self.head.count()))
        return [column for column in order if not self.isColumnHidden(column)]

    def chosen_rows(self) -> list[int]:
        """Rows with at least one selected cell, from above."""
        return sorted({row for part in self.parts() for row in range(part.top(), part.bottom() + 1)})

    def parts(self) -> list[QItemSelectionRange]:
        """The rectangles that make up the selection."""
        return self.selectionModel().selection().toList()

    def whole_rows(self) -> list[int]:
        """Rows that were selected at their number."""
        return sorted(index.row() for index in self.selectionModel().selectedRows(0))

    def block(self) -> tuple[list[int], list[int]]:
        """Rows and visible columns of the rectangle around the selection."""
        ranges = self.parts()
        if not ranges:
            here = self.currentIndex()
            return ([here.row()], [here.column()]) if here.isValid() else ([], [])
        rows = range(min(part.top() for part in ranges), max(part.bottom() for part in ranges) + 1)
        touched = {column for part in ranges for column in range(part.left(), part.right() + 1)}
        shown = self.shown_columns()
        places = [place for place, column in enumerate(shown) if column in touched]
        return list(rows), shown[min(places) : max(places) + 1] if places else []

    def select_block(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        chosen = QItemSelection()
        for column in columns:
            chosen.select(self._model.index(rows[0], column), self._model.index(rows[-1], column))
        self.selectionModel().select(chosen, Flag.ClearAndSelect)

    def go_to(self, row: int, column: int) -> None:
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def step(self, down: int, right: int) -> None:
        """Enter and Tab: Enter goes back under the cell where the Tabs began, as in Excel."""
        here = self.currentIndex()
        shown = self.shown_columns()
        if not here.isValid() or here.column() not in shown:
            return
        row, place = here.row() + down, shown.index(here.column())
        if right:
            self._tab_from = self._tab_from if self._tab_from is not None else here.column()
            place += right
            if not 0 <= place < len(shown):
                row, place = row + (1 if right > 0 else -1), 0 if right > 0 else len(shown) - 1
        elif self._tab_from is not None:
            place = shown.index(self._tab_from) if self._tab_from in shown else place
            self._tab_from = None
        if 0 <= row < self._model.rowCount():
            self.go_to(row, shown[place])

    def _leave(self) -> None:
        """Tab belongs to the cells: this is the way out of them, to the buttons above."""
        self.setTabKeyNavigation(False)
        self.focusPreviousChild()
        self.setTabKeyNavigation(True)

    def _to_edge(self, down: int, right: int, *, extend: bool) -> None:
        """To the first or last record, or column; ``extend`` selects the way there from the current cell."""
        here, shown = self.currentIndex(), self.shown_columns()
        if not here.isValid() or here.column() not in shown:
            return
        row = {1: max(0, len(self._model.ids) - 1), -1: 0}.get(down, here.row())
        place = {1: len(shown) - 1, -1: 0}.get(right, shown.index(here.column()))
        if not extend:
            self.go_to(row, shown[place])
            return
        rows, columns = self.block()
        if down:
            rows = list(range(min(here.row(), row), max(here.row(), row) + 1))
        if right:
            begin = shown.index(here.column())
            columns = shown[min(begin, place) : max(begin, place) + 1]
        self.select_block(rows, columns)

    def _step_from_editor(self, down: int, right: int) -> None:
        self.setFocus()  # a new row has read the table anew and taken the editor with it, and the focus
        self.step(down, right)

    # -- keys --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_cells()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif control and key == Qt.Key.Key_D:
            self.fill_down()
        elif control and key in {Qt.Key.Key_Z, Qt.Key.Key_Y}:
            event.ignore()
        elif key == Qt.Key.Key_F6:
            self._leave()
        elif control and key in ARROWS:
            self._to_edge(*ARROWS[key], extend=shift)
        elif key in ENTER and not control:
            self.step(-1 if shift else 1, 0)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.step(0, -1 if key == Qt.Key.Key_Backtab or shift else 1)
        elif key in CLEAR:
            self.delete_asked.emit() if self.whole_rows() and key == Qt.Key.Key_Delete else self.clear_cells()
        elif key == Qt.Key.Key_Space and not control:
            self.details_asked.emit()
        else:
            self._other_key(event)

    def _other_key(self, event: QKeyEvent) -> None:
        text = event.text()
        self.cells.typing = bool(text) and text.isprintable()
        if not self.cells.typing:
            self._tab_from = None
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While no editor is open, Qt loses what comes without being composed first (“（”, a spoken word)."""
        lost = event.commitString() if self.state() != QAbstractItemView.State.EditingState else ""
        super().inputMethodEvent(event)
        editor = QApplication.focusWidget()
        if lost and editor is not None and editor is not self:
            again = QInputMethodEvent()
            again.setCommitString(lost)
            QApplication.sendEvent(editor, again)

    def edit(self, index: Index, *how: object) -> bool:  # type: ignore[override]  # two overloads in one
        if how and how[0] != QAbstractItemView.EditTrigger.AnyKeyPressed:
            self.cells.typing = False
        return bool(super().edit(index, *how))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Where to go next is told by the delegate, as Excel does it."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # -- blocks --

    def copy(self) -> None:
        rows, columns = self.block()
        if not columns:
            return
        texts = [[self._copied(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(to_text(texts))

    def _copied(self, row: int, column: int) -> str:
        return self._model.typed(row, column)

    def paste(self) -> None:
        rows = from_text(QGuiApplication.clipboard().text())
        if rows and all(self.block()):
            self.paste_asked.emit(rows)

    def block_for(self, texts: Sequence[Sequence[str]]) -> tuple[int, list[int], list[list[str]]]:
        """Where a paste goes: first row, columns, texts; one value, or a row, fills the selection as in Excel."""
        rows, columns = self.block()
        filled = [list(line) for line in texts]
        if len(filled[0]) == 1 and len(columns) > 1:
            filled = [line * len(columns) for line in filled]
        if len(filled) == 1 and len(rows) > 1:
            filled = filled * len(rows)
        shown = self.shown_columns()
        begin = shown.index(columns[0])
        return rows[0], shown[begin : begin + len(filled[0])], filled

    def fill_down(self) -> None:
        """The first row of the selection into the others; a single row takes the one above it."""
        rows, columns = self.block()
        if len(rows) == 1:
            rows = [rows[0] - 1, *rows]
        if not columns or rows[0] < 0:
            return
        cells = [
            (row, column, self._filled(rows[0], column))
            for row in rows[1:]
            for column in columns
            if not self._model.columns[column].derived
        ]
        self.block_typed.emit(cells, "填充")

    def _filled(self, row: int, column: int) -> str:
        """The value as its kind reads it without doubt: two kindergartens may bear one name."""
        value = self._model.value(row, column)
        return value if isinstance(value, str) else self._model.typed(row, column)

    def clear_cells(self) -> None:
        shown = set(self.shown_columns())
        cells = [
            (row, column, "")
            for part in self.parts()
            for column in range(part.left(), part.right() + 1)
            if column in shown and not self._model.columns[column].derived
            for row in range(part.top(), part.bottom() + 1)
        ]
        if cells:
            self.block_typed.emit(cells, "清空")
