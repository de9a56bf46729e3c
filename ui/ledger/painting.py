"""How cells are drawn and typed into."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.icons import pixmap
from ui.ledger.editors import make_editor, show_in, typed_in
from ui.ledger.looks import MISSING, Look, whole_tip
from ui.ledger.table_model import LedgerModel
from ui.ledger.type_ahead import TypeAhead
from ui.theme import code_font, colour, scaled
from ycpe_desktop.fields import Link

Index = QModelIndex | QPersistentModelIndex
MARGIN = 6
MARK = 14
GHOST = 0.84
MOST_WIDTHS = 20_000  # texts whose width is remembered
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
# tone → (text, ground, mark); ground "" is the card
TONES = {
    "": ("text", "", ""),
    "derived": ("second", "surface", ""),
    "raw": ("attention", "attention_pale", "alert-outline"),
    "bad": ("bad", "bad_pale", "alert-circle-outline"),
    "missing": ("attention", "", ""),
    "waiting": ("primary", "", ""),
}
STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Inks:
    """Colours and fonts looked up once, since every cell asks for them."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.codes = code_font()
        self.codes.setPointSizeF(font.pointSizeF())
        self.small = scaled(font, GHOST)
        self.metrics, self.code_metrics = QFontMetrics(self.font), QFontMetrics(self.codes)
        self._widths: dict[tuple[str, bool], int] = {}
        self.tones = {
            tone: (QColor(colour(text)), QColor(colour(ground)) if ground else None, mark)
            for tone, (text, ground, mark) in TONES.items()
        }
        self.selected = QColor(colour("primary_pale"))
        self.ground, self.second = QColor(colour("card")), QColor(colour("second"))
        self.line, self.edge = QColor(colour("line")), QColor(colour("faint"))
        self.frame = QPen(colour("primary"), 2)

    def width(self, text: str, coded: bool) -> int:
        found = self._widths.get((text, coded))
        if found is None:
            if len(self._widths) > MOST_WIDTHS:
                self._widths.clear()
            found = (self.code_metrics if coded else self.metrics).horizontalAdvance(text)
            self._widths[text, coded] = found
        return found


class CellDelegate(QStyledItemDelegate):
    """Draws a ``Look``; opens the editor of the column's kind and leaves it as Excel does."""

    stepped = Signal(int, int)  # the editor was left with a key: rows down, columns right

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inks: Inks | None = None
        self.typing = False
        """The editor was opened by a typed key: arrows leave it. After F2 they move inside."""

    def inks(self, font: QFont) -> Inks:
        if self._inks is None or self._inks.font.pointSizeF() != font.pointSizeF():
            self._inks = Inks(font)
        return self._inks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, LedgerModel)
        row, column = index.row(), index.column()
        state = option.state  # type: ignore[attr-defined]  # missing in PySide6's stubs
        area: QRect = option.rect  # type: ignore[attr-defined]  # the same
        font: QFont = option.font  # type: ignore[attr-defined]  # the same
        selected = bool(state & QStyle.StateFlag.State_Selected)
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        self.draw(painter, area, model.look(row, column), model, column, self.inks(font), selected, current)

    def draw(
        self,
        painter: QPainter,
        area: QRect,
        look: Look,
        model: LedgerModel,
        column: int,
        inks: Inks,
        selected: bool,
        current: bool,
    ) -> None:
        told = model.columns[column]
        ink, ground, mark = inks.tones[look.tone]
        if selected:
            painter.fillRect(area, inks.selected)
        elif ground is not None:
            painter.fillRect(area, ground)
        left, right, top, high = area.left() + MARGIN, area.right() - MARGIN, area.top(), area.height()
        if mark:
            painter.drawPixmap(left - 2, area.center().y() - MARK // 2 + 1, pixmap(mark, TONES[look.tone][0], MARK))
            left += MARK + 2
        text, ghost, side = look.text, look.ghost, RIGHT if told.numeric else LEFT
        if look.tone == "missing":
            painter.setFont(inks.small)
            painter.setPen(ink)
            painter.drawText(QRect(left, top, right - left, high), side, MISSING)
        elif text:
            wide = inks.width(text, told.coded)
            if wide > right - left:
                metrics = inks.code_metrics if told.coded else inks.metrics
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
            painter.setFont(inks.codes if told.coded else inks.font)
            painter.setPen(ink)
            painter.drawText(QRect(left, top, right - left, high), side, text)
            right -= wide + MARGIN
        if ghost and inks.width(ghost, False) * GHOST <= right - left:
            painter.setFont(inks.small)
            painter.setPen(inks.second)
            painter.drawText(QRect(left, top, right - left, high), LEFT, ghost)
        if current:
            painter.setPen(inks.frame)
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A text that has not its room in the cell is told in full."""
        model = index.model()
        if event.type() == QEvent.Type.ToolTip and isinstance(model, LedgerModel):
            text, coded = model.look(index.row(), index.column()).text, model.columns[index.column()].coded
            area = view.visualRect(index)
            if self.inks(view.font()).width(text, coded) > area.width() - 2 * MARGIN - 1:
                told = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
                QToolTip.showText(event.globalPos(), whole_tip(text, told), view.viewport(), area)
                return True
        return bool(super().helpEvent(event, view, option, index))

    # -- typing --

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, LedgerModel)
        kind = model.columns[index.column()].field.kind
        outer = ""
        if isinstance(kind, Link) and kind.within:
            outer = str(model.value(index.row(), model.place_of[kind.within]) or "")
        editor = make_editor(kind, model.store, outer, parent)
        editor.setAutoFillBackground(True)
        if isinstance(editor, TypeAhead):
            editor.chosen.connect(lambda: self._leave(editor, 1, 0))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("begun"):  # what is being typed is not overwritten when other cells change
            return
        editor.setProperty("begun", True)
        show_in(editor, str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(index, typed_in(editor), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._key(watched, event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and watched.property("left"):
            return False  # a question has come up while its text is being written: once is enough
        return super().eventFilter(watched, event)

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if isinstance(editor, TypeAhead) and editor.takes(event):
            return not editor.event(event) or True
        if key in STEPS:
            down, right = STEPS[key]
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and key != Qt.Key.Key_Backtab
            self._leave(editor, -down if back else down, -right if back else right)
            return True
        if key == Qt.Key.Key_F2:
            self.typing = False
            return True
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if self.typing and plain and key in ARROWS:
            if isinstance(editor, TypeAhead) and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                return False
            self._leave(editor, *ARROWS[key])
            return True
        return False

    def _leave(self, editor: QWidget, down: int, right: int) -> None:
        editor.setProperty("left", True)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.stepped.emit(down, right)
