"""How the matrix is drawn: chips with an icon and a word, the paper clip in them, the line of a township."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import pixmap
from ui.pages.checklist.bars import THICK, paint_bar, short_name
from ui.pages.checklist.model import CONCLUSION, ITEM_AT, LINE, NAME, Group, MatrixModel, cell_text
from ui.theme import ROW_HEIGHT, SPACE, colour
from ycpe_desktop.policy.four_independents import STATE_WORDS, Row, proposals

ICON = 16
CLIP_ROOM = 30
BAR_WIDTH = 120
Index = QModelIndex | QPersistentModelIndex
ELIDED = Qt.TextElideMode.ElideRight
VERTICAL = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Face(NamedTuple):
    """How a state looks: icon, colour of icon and word, ground."""

    icon: str
    token: str
    ground: str


FACES = {
    "met": Face("check", "good", "good_pale"),
    "pending": Face("dots-horizontal", "attention", "attention_pale"),
    "missing": Face("close", "bad", "bad_pale"),
    "exempt": Face("minus", "second", "hover"),
}
ENDS = {
    "met": Face("check-circle", "good", ""),
    "not_met": Face("alert-circle-outline", "bad", ""),
    "open": Face("clock-outline", "second", ""),
}


def chip_of(cell: QRect) -> QRect:
    return cell.adjusted(SPACE[1], 3, -SPACE[1], -3)


def clip_of(cell: QRect) -> QRect:
    """Where the paper clip of a cell is, and takes a click."""
    chip = chip_of(cell)
    return QRect(chip.right() - CLIP_ROOM + 1, chip.top(), CLIP_ROOM, chip.height())


class MatrixDelegate(QStyledItemDelegate):
    """``under_pointer`` is the (row, column) of the cell that the pointer is over."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.under_pointer = (-1, -1)
        self.current = (-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        area: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide6's stubs
        painter.save()
        if isinstance(line, Group):
            self._paint_group(painter, area, line)
        elif isinstance(line, Row):
            if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]  # the same
                painter.fillRect(area, colour("primary_pale"))
            self._paint_cell(painter, area, line, index)
            if (index.row(), index.column()) == self.current:
                painter.setPen(QPen(colour("primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_group(self, painter: QPainter, area: QRect, group: Group) -> None:
        painter.fillRect(area, colour("surface"))
        chevron = "chevron-right" if group.folded else "chevron-down"
        painter.drawPixmap(area.left() + SPACE[1], _middle(area), pixmap(chevron, "second", ICON))
        text = area.adjusted(SPACE[1] + ICON + SPACE[1], 0, 0, 0)
        painter.setPen(colour("text"))
        painter.drawText(text, VERTICAL, group.name)
        after = text.left() + max(120, painter.fontMetrics().horizontalAdvance(group.name) + SPACE[3])
        done, total = group.progress.met, group.progress.total
        paint_bar(painter, QRect(after, area.center().y() - THICK // 2, BAR_WIDTH, THICK), done, total)
        painter.setPen(colour("second"))
        painter.drawText(
            text.adjusted(after - text.left() + BAR_WIDTH + SPACE[2], 0, 0, 0), VERTICAL, f"{done}/{total} 达标"
        )

    def _paint_cell(self, painter: QPainter, area: QRect, row: Row, index: Index) -> None:
        if index.column() == NAME:
            self._paint_name(painter, area, row)
        elif index.column() == CONCLUSION:
            face = ENDS[row.conclusion]
            _icon_and_word(painter, area.adjusted(SPACE[2], 0, 0, 0), face, cell_text(row, CONCLUSION))
        else:
            self._paint_item(painter, area, row, ITEM_AT[index.column()], (index.row(), index.column()))

    def _paint_name(self, painter: QPainter, area: QRect, row: Row) -> None:
        text = area.adjusted(SPACE[5], 0, -SPACE[2], 0)
        tag = "附设" if row.attached else ""
        room = text.width() - (painter.fontMetrics().horizontalAdvance(tag) + SPACE[2] if tag else 0)
        name = _fitting(painter.fontMetrics(), row, room)
        painter.setPen(colour("text"))
        painter.drawText(text, VERTICAL, name)
        if tag:
            painter.setPen(colour("second"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, tag)

    def _paint_item(self, painter: QPainter, area: QRect, row: Row, item: str, at: tuple[int, int]) -> None:
        chip, state = chip_of(area), row.state(item)
        inner = chip.adjusted(SPACE[1] + 2, 0, -SPACE[1], 0)
        if state is None:
            _ground(painter, chip, None)
            if proposal := proposals(row).get(item):
                shown = Face("lightbulb-on-outline", "second", "")
                _icon_and_word(painter, inner, shown, f"可判{STATE_WORDS[proposal.state]}")
        else:
            face = FACES[state]
            _ground(painter, chip, colour(face.ground) if row.judged(item) else None)
            _icon_and_word(painter, inner, face, STATE_WORDS[state])
        self._paint_clip(painter, area, row, item, at)

    def _paint_clip(self, painter: QPainter, area: QRect, row: Row, item: str, at: tuple[int, int]) -> None:
        count = self._model.count_files(row, item)
        written = bool(row.values.get(f"{item}_evidence"))
        near = at in (self.under_pointer, self.current)
        if not (count or written or near):
            return
        place = clip_of(area)
        if not count and not written and row.state(item) is None and proposals(row).get(item):
            return  # the suggestion needs the room; its evidence is the credit code
        token = "primary" if count else "second" if written else "faint"
        left = place.right() - ICON - 1 if count <= 1 else place.left() + 2
        painter.drawPixmap(left, _middle(place), pixmap("paperclip", token, ICON - 2))
        if count > 1:
            painter.setPen(colour(token))
            painter.drawText(
                place.adjusted(0, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count)
            )


def _fitting(metrics: QFontMetrics, row: Row, room: int) -> str:
    """The name without its county; where it has no room, without the township too, which its group says already."""
    named = [short_name(row.name, ""), short_name(row.name, row.township_name)]
    fits = next((name for name in named if metrics.horizontalAdvance(name) <= room), named[-1])
    return metrics.elidedText(fits, Qt.TextElideMode.ElideMiddle, room)


def _ground(painter: QPainter, chip: QRect, fill: QColor | None) -> None:
    """A filled chip for what was judged, a thin empty one for what waits."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if fill else QPen(colour("faint"), 1, Qt.PenStyle.DotLine))
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _icon_and_word(painter: QPainter, area: QRect, face: Face, word: str) -> None:
    """The word alone where there is no room for both."""
    room = area.adjusted(ICON + SPACE[1], 0, 0, 0)
    if painter.fontMetrics().horizontalAdvance(word) > room.width():
        room = area
    else:
        painter.drawPixmap(area.left(), _middle(area), pixmap(face.icon, face.token, ICON))
    painter.setPen(colour(face.token))
    painter.drawText(room, VERTICAL, painter.fontMetrics().elidedText(word, ELIDED, room.width()))


def _middle(area: QRect) -> int:
    return area.top() + (area.height() - ICON) // 2 + 1
