"""The line over a cell that asks why an item is 不适用."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit

from ui.pages.checklist.model import COLUMN_OF
from ui.theme import colour
from ycpe_desktop.ledgers import FourIndependents, field_of
from ycpe_desktop.policy.four_independents import ITEMS, Row, proposals

if TYPE_CHECKING:
    from ui.pages.checklist.matrix import Matrix

LEAST, WIDTH = 200, 320


class ReasonLine(QLineEdit):
    """Enter judges 不适用 with what was written, Esc or leaving it leaves all as it was.

    It begins with the reason that this item had most often, all of it selected.
    """

    def __init__(self, matrix: "Matrix") -> None:
        super().__init__(matrix.viewport())
        self._matrix = matrix
        self._rows: Sequence[Row] = ()
        self.item = ""
        self.setPlaceholderText("为什么不适用？回车确定，Esc 取消")
        self.setAccessibleName("不适用原因")
        self.hide()

    def begin(self, rows: Sequence[Row], item: str) -> None:
        self._rows, self.item = rows, item
        self.setMaxLength(field_of(FourIndependents, f"{item}_reason").kind.limit)  # type: ignore[attr-defined]  # its kind is Text
        self.setText(self._usual())
        self.setToolTip(f"{ITEMS[item]}的不适用原因")
        place = self._matrix.table.place_of(rows[0].kindergarten) or 0
        cell = self._matrix.visualRect(self._matrix.table.index(place, COLUMN_OF[item]))
        left = min(cell.left(), self._matrix.viewport().width() - LEAST)
        wide = min(WIDTH, self._matrix.viewport().width() - left)
        self.setGeometry(left, max(0, cell.top()), wide, cell.height())
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.text().strip():
                self._end()
                self._matrix.judged.emit(list(self._rows), self.item, "exempt")
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own context menu
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(colour("primary"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _end(self) -> None:
        self.hide()
        self._matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _usual(self) -> str:
        own = self._rows[0].values.get(f"{self.item}_reason")
        if own:
            return str(own)
        proposed = proposals(self._rows[0]).get(self.item)
        if proposed and proposed.reason:
            return proposed.reason
        known = Counter(row.values.get(f"{self.item}_reason") for row in self._matrix.table.rows)
        known.pop(None, None)
        return str(known.most_common(1)[0][0]) if known else ""
