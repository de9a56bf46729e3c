"""How a line of a column is drawn: what and by when, below it whom, the button to do it, and how many it is made of."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import pixmap
from ui.pages.today.going import act_of
from ui.pages.today.lines import Line
from ui.theme import SPACE, colour

Index = QModelIndex | QPersistentModelIndex
LINE, OPENED, TONE = (Qt.ItemDataRole.UserRole + step for step in range(3))
ICON_SIZE = 16
LEFT = SPACE[2] + ICON_SIZE + SPACE[2]
"""Pixels before the texts."""
SLACK = 4
"""Pixels by which a text may be wider when it is drawn than it was measured."""
LEAST_CHARACTERS = 5
"""Below so many of an average width nothing can be said of a name."""
WITHIN = SPACE[2]
"""Pixels between the word of a button and its edges."""
BEGINNING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Places:
    """Where the parts of a line stand; an empty ``act`` or ``more`` is not there."""

    what: QRect
    when: QRect
    whom: QRect
    act: QRect
    more: QRect


def places(area: QRect, line: Line, metrics: QFontMetrics) -> Places:
    """Of a line drawn in that area. Where what is to be done has not room beside its day, the day stands below it."""
    inside = area.adjusted(LEFT, 0, -SPACE[2], 0)
    day = metrics.horizontalAdvance(line.when) + SLACK
    if not line.what:
        whom, when = _split(inside, day)
        return Places(QRect(), when, whom, QRect(), QRect())
    high = metrics.height()
    first = QRect(inside.left(), inside.top() + SPACE[1] + 2, inside.width(), high)
    rest = QRect(inside.left(), first.bottom() + 3, inside.width(), high + 2)
    act = act_of(line)
    rest, more = _split(rest, metrics.horizontalAdvance(line.count) + ICON_SIZE + SPACE[1] if line.parts else 0)
    rest, button = _split(rest, metrics.horizontalAdvance(act.word) + 2 * WITHIN if act else 0)
    what, when = _split(first, day)
    if metrics.horizontalAdvance(line.what) > what.width() and day <= rest.width():
        what, (rest, when) = first, _split(rest, day)
    return Places(what, when, rest, button, more)


def _split(room: QRect, wide: int) -> tuple[QRect, QRect]:
    """What is left, and so many pixels at the end of it; all is left where none are wanted."""
    end = QRect(room.right() + 1 - wide, room.top(), wide, room.height())
    return (room.adjusted(0, 0, -wide - SPACE[2], 0), end) if wide else (room, end)


class DueDelegate(QStyledItemDelegate):
    """The whole line is a link, coloured as one where the pointer is."""

    pointer = QPoint(-1, -1)
    """Where it stands in the view."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE)
        given: Any = option
        high = given.fontMetrics.height()
        return QSize(0, 2 * high + SPACE[4] if line.what else high + SPACE[2])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option  # PySide6's stubs lack its fields
        area, state = given.rect, given.state
        line: Line = index.data(LINE)
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("primary_pale"))
        elif pointed:
            painter.fillRect(area, colour("hover"))
        self._paint_texts(painter, area, index, linked=pointed)
        painter.setPen(colour("line"))
        if line.what:
            painter.drawLine(area.topLeft(), area.topRight())
        painter.restore()

    def _paint_texts(self, painter: QPainter, area: QRect, index: Index, *, linked: bool) -> None:
        line: Line = index.data(LINE)
        metrics, tone = painter.fontMetrics(), index.data(TONE)
        where = places(area, line, metrics)
        if line.what:
            top = where.what.center().y() - ICON_SIZE // 2
            painter.drawPixmap(area.left() + SPACE[2], top, pixmap(tone[0], tone[1], ICON_SIZE))
            _text(painter, where.what, line.what, "primary" if linked else "text")
            if where.whom.width() >= metrics.averageCharWidth() * LEAST_CHARACTERS:
                _text(painter, where.whom, line.whom, "second")
            self._paint_buttons(painter, where, line, opened=bool(index.data(OPENED)))
        else:
            _text(painter, where.whom, line.whom, "primary" if linked else "text")
        _text(painter, where.when, line.when, tone[1], END)

    def _paint_buttons(self, painter: QPainter, where: Places, line: Line, *, opened: bool) -> None:
        act = act_of(line)
        if act is not None:
            over = where.act.contains(self.pointer)
            painter.setPen(colour("primary" if over else "line"))
            painter.setBrush(colour("primary_pale" if over else "card"))
            painter.drawRoundedRect(where.act.adjusted(0, 0, -1, -1), 4, 4)
            _text(painter, where.act, act.word, "primary", Qt.AlignmentFlag.AlignCenter)
        if line.parts:
            arrow = "chevron-down" if opened else "chevron-right"
            place = QPoint(where.more.right() - ICON_SIZE, where.more.center().y() - ICON_SIZE // 2)
            painter.drawPixmap(place, pixmap(arrow, "primary", ICON_SIZE))
            _text(painter, where.more, line.count, "primary")


def _text(painter: QPainter, room: QRect, text: str, token: str, how: Qt.AlignmentFlag = BEGINNING) -> None:
    """Broken off where there is not room for all."""
    painter.setPen(colour(token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, how, shown)
