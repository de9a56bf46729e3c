"""The plan's five figures as cards: value, target, what is wanting, a line of the years; each leads to its chart."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.icons import pixmap
from ui.pages.indicators.lists import mark_of
from ui.theme import FIGURE_SCALE, SPACE, colour, scaled
from ycpe_desktop.policy.figures import Indicator
from ycpe_desktop.policy.headlines import Headline
from ycpe_desktop.schoolyear import label

ICON_SIZE = 16
CHART_SIZE = QSize(88, 34)
VALUE_SCALE = FIGURE_SCALE * 0.8
DOT = 2.5
"""Pixels: the half of the mark of a year."""
SHORT = {
    "gross_enrolment": "毛入园率",
    "inclusive_coverage": "普惠覆盖",
    "public_share": "公办占比",
    "four_independents": "四个独立",
    "supervisor_posted": "督学挂牌",
}
"""Their names where the cards are folded."""
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class HeadlineCard(QAbstractButton):
    """Click, Enter or the space bar opens the figure. ``fold``: where the page is low, its name and value only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline: Headline | None = None
        self._folded = False  # before anything that may change the font
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("正在计算…")
        self._resize()

    def show_headline(self, shown: Headline | None) -> None:
        """None: what an approved year does not have."""
        self.headline = shown
        self.setEnabled(shown is not None)
        self.update()
        if shown is None:
            self.setToolTip("这个学年审核通过时还没有这项指标")
            return
        one = shown.now
        self.setToolTip(told_whole(shown))
        self.setAccessibleName(f"{one.title} {one.shown or '—'}，{one.verdict_shown}")

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self._resize()

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._resize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(colour("primary" if lit else "line"))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.headline is not None:
            inside = self.rect().adjusted(SPACE[3], SPACE[2], -SPACE[3], -SPACE[2])
            self._paint_folded(painter, inside) if self._folded else self._paint_whole(painter, inside)
        painter.end()

    def _paint_whole(self, painter: QPainter, inside: QRect) -> None:
        assert self.headline
        one, high = self.headline.now, self.fontMetrics().height()
        line = QRect(inside.left(), inside.top(), inside.width(), high)
        _text(painter, line, one.title, "second")
        value = QRect(inside.left(), line.bottom() + 2, inside.width(), CHART_SIZE.height())
        painter.setFont(scaled(self.font(), VALUE_SCALE))
        shown = one.shown or "—"
        wide = painter.fontMetrics().horizontalAdvance(shown)
        _text(painter, value, shown, "text")
        painter.setFont(self.font())
        chart = QRect(inside.right() - CHART_SIZE.width(), value.top(), CHART_SIZE.width(), CHART_SIZE.height())
        if chart.left() > inside.left() + wide + SPACE[2]:
            paint_years(painter, QRectF(chart), self.headline.years)
        line.moveTop(value.bottom() + 2)
        _marked(painter, line, one, f"{one.verdict_shown}{_wanting(one)}")
        line.moveTop(line.bottom() + 2)
        _text(painter, line, target_told(one), "second")

    def _paint_folded(self, painter: QPainter, inside: QRect) -> None:
        assert self.headline
        one, high = self.headline.now, self.fontMetrics().height()
        inside = inside.adjusted(-SPACE[1], -SPACE[1], SPACE[1], 0)
        line = QRect(inside.left(), inside.top(), inside.width(), high)
        _text(painter, line, SHORT.get(one.id, one.title), "second")
        _text(painter, line, one.shown or "—", "text", Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        line.moveTop(line.bottom() + 1)
        whole = f"{one.verdict_shown}{_wanting(one)}"
        fits = painter.fontMetrics().horizontalAdvance(whole) <= line.width() - ICON_SIZE - SPACE[1]
        _marked(painter, line, one, whole if fits else one.verdict_shown)

    def _resize(self) -> None:
        high = self.fontMetrics().height()
        self.setFixedHeight(2 * high + SPACE[2] + 4 if self._folded else 3 * high + CHART_SIZE.height() + SPACE[4] + 8)


def paint_years(painter: QPainter, area: QRectF, years: Sequence[Indicator]) -> None:
    """The values one after the other, a gap where one cannot be judged, the target as a dashed line."""
    values = [one.value for one in years]
    target = next((one.target for one in reversed(years) if one.target is not None), None)
    known = [value for value in (*values, target) if value is not None]
    if len([value for value in values if value is not None]) < 2:
        return
    inside = area.adjusted(DOT + 1, DOT + 1, -DOT - 1, -DOT - 1)
    low, high = min(known), max(known)

    def place(number: int, value: Fraction) -> QPointF:
        part = float((value - low) / (high - low)) if high > low else 0.5
        return QPointF(
            inside.left() + inside.width() * number / (len(values) - 1), inside.bottom() - inside.height() * part
        )

    if target is not None:
        painter.setPen(QPen(colour("faint"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(inside.left(), place(0, target).y()), QPointF(inside.right(), place(0, target).y()))
    painter.setPen(QPen(colour("primary"), 1.5))
    for run in _runs(values):
        painter.drawPolyline(QPolygonF([place(number, value) for number, value in run]))
    number, value = _runs(values)[-1][-1]
    painter.setBrush(colour("primary"))
    painter.drawEllipse(place(number, value), DOT, DOT)


def _runs(values: Sequence[Fraction | None]) -> list[list[tuple[int, Fraction]]]:
    """(number, value) of years that follow each other without a gap."""
    runs: list[list[tuple[int, Fraction]]] = [[]]
    for number, value in enumerate(values):
        if value is not None:
            runs[-1].append((number, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def target_told(one: Indicator) -> str:
    """The figure first: whose target it is may not have room."""
    if one.target is None:
        return "没有规定的目标值"
    return f"目标 {one.target_shown}" + (f"，{one.target_word}" if one.target_word != "目标" else "")


def told_whole(shown: Headline) -> str:
    """All of the card in words, the years with it."""
    one = shown.now
    told = [f"{one.title} {one.shown or '—'}（{one.verdict_shown}）", target_told(one), one.gap_told, one.reason]
    years = [f"{label(each.year)}：{each.shown or '—'}" for each in shown.years]
    return "\n".join([*filter(None, told), *years, "点击看图表和背后的园所"])


def _wanting(one: Indicator) -> str:
    told = one.gap_told if one.verdict == "missed" else one.reason_shown if one.verdict == "cannot_be_judged" else ""
    return f" · {told}" if told else ""


def _marked(painter: QPainter, room: QRect, one: Indicator, text: str) -> None:
    name, token = mark_of(one)
    painter.drawPixmap(room.left(), room.center().y() - ICON_SIZE // 2, pixmap(name, token, ICON_SIZE))
    _text(painter, room.adjusted(ICON_SIZE + SPACE[1], 0, 0, 0), text, token)


def _text(painter: QPainter, room: QRect, text: str, token: str, how: Qt.AlignmentFlag = LEFT) -> None:
    painter.setPen(colour(token))
    painter.drawText(room, how, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
