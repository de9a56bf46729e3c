"""The list of rows in the review; holds thousands and draws only what is seen."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from ui.icons import icon
from ui.pages.importing.plain_table import ROOT, Index, PlainTable
from ui.pages.importing.review_rows import LOOKS, Segment, StateLook, summary
from ui.pages.rows_table import PlainDelegate, airy
from ui.theme import SPACE, colour
from ycpe_desktop.exchange.plan import PlannedRow

NUMBER, STATE, NAME, WHAT = range(4)
TITLES = ("行", "情况", "名称", "改动或原因")
WIDTHS = (56, 100, 220, 0)
NARROW = (40, 84, 130, 0)
DECIDED = StateLook("check-circle", "primary", "已定")


class ReviewModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[PlannedRow] = ()
        self.decided: Mapping[tuple[str, int], str] = {}
        self.several = False
        self._told: dict[int, list[Segment]] = {}

    def show_rows(self, rows: Sequence[PlannedRow], decided: Mapping[tuple[str, int], str]) -> None:
        """``decided``: (sheet, row) → how the clerk answered, in words."""
        self.beginResetModel()
        self.rows, self.decided, self._told = rows, decided, {}
        self.several = len({row.sheet for row in rows}) > 1
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def look(self, row: int) -> StateLook:
        planned = self.rows[row]
        return DECIDED if (planned.sheet, planned.index) in self.decided else LOOKS[planned.state]

    def segments(self, row: int) -> list[Segment]:
        """Made when first drawn, then kept."""
        if row not in self._told:
            planned = self.rows[row]
            answer = self.decided.get((planned.sheet, planned.index))
            self._told[row] = [Segment(answer, "primary")] if answer else summary(planned)
        return self._told[row]

    def text(self, row: int, place: int) -> str:
        planned = self.rows[row]
        match place:
            case 0:
                return str(planned.number)
            case 1:
                return self.look(row).word
            case 2:
                return planned.name
        return "".join(each.text for each in self.segments(row)).strip()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, place = index.row(), index.column()
        look = self.look(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, place)
            case Qt.ItemDataRole.ToolTipRole:
                planned = self.rows[row]
                return f"{planned.sheet} 第 {planned.number} 行" if place == NUMBER else self.text(row, place)
            case Qt.ItemDataRole.DecorationRole if place == STATE:
                return icon(look.icon, look.token)
            case Qt.ItemDataRole.ForegroundRole if place == STATE:
                return QBrush(colour(look.token))
            case Qt.ItemDataRole.ForegroundRole if place == NUMBER or look.token == "second":
                return QBrush(colour("second"))
            case Qt.ItemDataRole.TextAlignmentRole if place == NUMBER:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return airy(TITLES[section]) if section == NUMBER else TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == NUMBER else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class SegmentDelegate(PlainDelegate):
    """Old values struck out, new ones beside them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, ReviewModel)
        self.initStyleOption(option, index)
        view: Any = option
        view.text = ""
        style = view.widget.style() if view.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, view, painter, view.widget)
        painter.save()
        draw_segments(painter, view.rect.adjusted(SPACE[2], 0, -SPACE[1], 0), view.font, model.segments(index.row()))
        painter.restore()


def draw_segments(painter: QPainter, place: QRect, font: QFont, segments: Sequence[Segment]) -> None:
    left = place.left()
    struck = QFont(font)
    struck.setStrikeOut(True)
    metrics = QFontMetrics(font)
    for each in segments:
        room = place.right() - left
        if room < metrics.horizontalAdvance("…"):
            return
        text = metrics.elidedText(each.text.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
        painter.setFont(struck if each.look == "old" else font)
        painter.setPen(colour({"": "text", "old": "second", "new": "good"}.get(each.look, each.look)))
        painter.drawText(QRect(left, place.top(), room, place.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
        left += metrics.horizontalAdvance(text)


class ReviewTable(PlainTable):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTHS, NARROW, parent)
        self.lines = ReviewModel(self)
        self.setModel(self.lines)
        self.setAccessibleName("逐行核对")
        self.setItemDelegateForColumn(WHAT, SegmentDelegate(self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.spread()

    @property
    def chosen(self) -> PlannedRow | None:
        row = self.currentIndex().row()
        return self.lines.rows[row] if 0 <= row < len(self.lines.rows) else None

    def show_rows(self, rows: Sequence[PlannedRow], decided: Mapping[tuple[str, int], str]) -> None:
        """The line that was looked at stays the current one where it is still there."""
        kept = self.chosen
        self.lines.show_rows(rows, decided)
        same = next((place for place, row in enumerate(rows) if kept and _place(row) == _place(kept)), 0)
        if rows:
            self.setCurrentIndex(self.lines.index(same, NAME))

    def go_to(self, sheet: str, index: int) -> bool:
        """False where that row is not listed."""
        for place, row in enumerate(self.lines.rows):
            if _place(row) == (sheet, index):
                self.setCurrentIndex(self.lines.index(place, NAME))
                return True
        return False


def _place(row: PlannedRow) -> tuple[str, int]:
    return row.sheet, row.index
