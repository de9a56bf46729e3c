"""Kindergartens as chips in a list: selected, dragged, given away by keys and menu; and what they may be dropped on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import icon, pixmap
from ui.theme import SPACE, colour

KINDERGARTENS = "application/x-ycpe-kindergartens"
CHIP, HEADING = 26, 24
ICON = 14
CHIP_ROLE = Qt.ItemDataRole.UserRole
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Chip:
    """One kindergarten. ``duty`` is its assignment, "" where it has none; ``trouble`` a word beside it (已停办)."""

    kindergarten: str
    text: str
    hint: str
    duty: str = ""
    locked: bool = False
    trouble: str = ""


def carried(mime: QMimeData) -> list[str]:
    """The kindergartens in the hand."""
    return bytes(mime.data(KINDERGARTENS).data()).decode().split() if mime.hasFormat(KINDERGARTENS) else []


def to_carry(kindergartens: Sequence[str]) -> QMimeData:
    made = QMimeData()
    made.setData(KINDERGARTENS, QByteArray("\n".join(kindergartens).encode()))
    return made


class ChipDelegate(QStyledItemDelegate):
    """A heading of a township, or a chip with its marks at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, CHIP if index.data(CHIP_ROLE) else HEADING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        chip: Chip | None = index.data(CHIP_ROLE)
        painter.save()
        if chip is None:
            painter.setPen(colour("second"))
            painter.drawText(area.adjusted(SPACE[1], 0, 0, 0), LEFT, str(index.data()))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # the same
            near = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]  # the same
            self._paint_chip(
                painter,
                area.adjusted(1, 1, -1, -2),
                chip,
                "primary_pale" if chosen else "hover" if near else "surface",
                chosen,
            )
        painter.restore()

    def _paint_chip(self, painter: QPainter, area: QRect, chip: Chip, ground: str, chosen: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("primary" if chosen else "line"), 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        inner = area.adjusted(SPACE[2], 0, -SPACE[1], 0)
        for shown, name, token in (
            (chip.locked, "lock-outline", "second"),
            (chip.trouble, "alert-outline", "attention"),
        ):
            if shown:
                painter.drawPixmap(inner.right() - ICON, inner.center().y() - ICON // 2 + 1, pixmap(name, token, ICON))
                inner.setRight(inner.right() - ICON - SPACE[1])
        painter.setPen(colour("text"))
        text = f"{chip.text}（{chip.trouble}）" if chip.trouble else chip.text
        painter.drawText(
            inner, LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, inner.width())
        )


class ChipList(QListWidget):
    """Says what is wanted with the selected chips; whoever holds it does it."""

    choose_asked = Signal(list)  # kindergartens: whom shall they have?
    end_asked = Signal(list)  # kindergartens
    lock_asked = Signal(list, bool)  # assignments
    open_asked = Signal(str)  # kindergarten
    began_choosing = Signal()  # something was selected here

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(ChipDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.menu: QMenu | None = None
        self.itemSelectionChanged.connect(self._selection_changed)

    def show_chips(self, chips: Sequence[Chip | str]) -> None:
        """Chips, and headings as plain text; what was selected stays so where it is still there, and so does the one at
        which the keys were."""
        chosen, held = set(self.kindergartens()), self._at_hand()
        self.blockSignals(True)
        self.clear()
        for chip in chips:
            item = QListWidgetItem(chip if isinstance(chip, str) else chip.text)
            if isinstance(chip, str):
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setData(CHIP_ROLE, chip)
                item.setToolTip(chip.hint)
            self.addItem(item)
            if isinstance(chip, Chip) and chip.kindergarten in chosen:
                item.setSelected(True)
            if isinstance(chip, Chip) and chip.kindergarten == held:
                self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.blockSignals(False)

    def _at_hand(self) -> str:
        chip: Chip | None = self.currentItem().data(CHIP_ROLE) if self.currentItem() else None
        return chip.kindergarten if chip else ""

    def chips(self) -> list[Chip]:
        return [chip for at in range(self.count()) if (chip := self.item(at).data(CHIP_ROLE))]

    def chosen(self) -> list[Chip]:
        return [item.data(CHIP_ROLE) for item in self.selectedItems() if item.data(CHIP_ROLE)]

    def kindergartens(self) -> list[str]:
        return [chip.kindergarten for chip in self.chosen()]

    def has(self, kindergarten: str) -> bool:
        return any(chip.kindergarten == kindergarten for chip in self.chips())

    def choose(self, kindergarten: str) -> bool:
        """Select that one alone, and say so to nobody; False where it is not here."""
        self.forget_choice()
        for item in (self.item(at) for at in range(self.count())):
            chip: Chip | None = item.data(CHIP_ROLE)
            if chip is not None and chip.kindergarten == kindergarten:
                self.blockSignals(True)
                self.setCurrentItem(item)
                item.setSelected(True)
                self.blockSignals(False)
                self.scrollToItem(item)
                self.viewport().update()
                return True
        return False

    def forget_choice(self) -> None:
        self.blockSignals(True)
        self.clearSelection()
        self.blockSignals(False)
        self.viewport().update()

    def startDrag(self, supported: Qt.DropAction) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        drag = QDrag(self)
        drag.setMimeData(to_carry([chip.kindergarten for chip in chosen]))
        drag.setPixmap(self._in_hand(chosen))
        drag.setHotSpot(QPoint(-SPACE[2], -SPACE[2]))
        drag.exec(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen, key = self.chosen(), Qt.Key(event.key())
        if chosen and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.choose_asked.emit(self.kindergartens())
        elif chosen and key == Qt.Key.Key_Delete and any(chip.duty for chip in chosen):
            self.end_asked.emit(self.kindergartens())
        elif chosen and key == Qt.Key.Key_L and not event.modifiers() and any(chip.duty for chip in chosen):
            self._toggle_lock()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason} and not self.chosen():
            first = next((at for at in range(self.count()) if self.item(at).data(CHIP_ROLE)), None)
            if first is not None:
                self.setCurrentRow(first)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.chosen():
            self.show_menu(event.globalPos())

    def show_menu(self, place: QPoint) -> None:
        """What can be done with the chips that are selected."""
        chosen = self.chosen()
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        names = self.kindergartens()
        self.menu.addAction(icon("account-tie-outline"), "分配给…\t回车", lambda: self.choose_asked.emit(names))
        if any(chip.duty for chip in chosen):
            word = "解锁" if all(chip.locked for chip in chosen) else "锁定"
            name = "lock-open-variant-outline" if word == "解锁" else "lock-outline"
            self.menu.addAction(icon(name), f"{word}\tL", self._toggle_lock)
            self.menu.addAction(icon("close"), "结束责任\tDelete", lambda: self.end_asked.emit(names))
        if len(chosen) == 1:
            self.menu.addSeparator()
            self.menu.addAction(icon("open-in-new"), "打开园所", lambda: self.open_asked.emit(names[0]))
        self.menu.popup(place)

    def _in_hand(self, chosen: Sequence[Chip]) -> QPixmap:
        shown = QLabel(chosen[0].text if len(chosen) == 1 else f"{chosen[0].text} 等 {len(chosen)} 所")
        shown.setMargin(SPACE[1])
        shown.setFrameShape(QFrame.Shape.Box)
        shown.setAutoFillBackground(True)
        return shown.grab()

    def _toggle_lock(self) -> None:
        chosen = [chip for chip in self.chosen() if chip.duty]
        self.lock_asked.emit([chip.duty for chip in chosen], not all(chip.locked for chip in chosen))

    def _selection_changed(self) -> None:
        if self.selectedItems():
            self.began_choosing.emit()


class DropFrame(QFrame):
    """Takes kindergartens that are dropped on it; ``own`` ones go nowhere."""

    dropped = Signal(list)
    hovered = Signal(QPoint)  # where the hand is, in this frame

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.over = False

    def own(self) -> set[str]:
        return set()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if set(carried(event.mimeData())) - self.own():
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self._light(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(self.over)
        self.hovered.emit(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        kindergartens = [each for each in carried(event.mimeData()) if each not in self.own()]
        if kindergartens:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.dropped.emit(kindergartens)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.over:
            painter = QPainter(self)
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            painter.end()

    def _light(self, over: bool) -> None:
        self.over = over
        self.update()
