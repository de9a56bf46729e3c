"""The kindergartens that 达标测算 may touch, each with its ticks: 认定普惠, 转公办, 固定."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.pages.rows_table import ROOT, Index, fit_columns
from ui.theme import ROW_HEIGHT
from ycpe_desktop.codes import NATURES
from ycpe_desktop.policy.what_if import MAY, Action, Garden, scaled
from ycpe_desktop.policy.what_if_plans import Plan

RECOGNISE, TAKE_OVER, FIXED, NAME, TOWNSHIP, NATURE, CHILDREN = range(7)
HEADINGS = ("认定普惠", "转公办", "固定", "园所", "乡镇", "现在", "幼儿")
TIPS = {
    RECOGNISE: "认定为普惠性民办园；营利性民办园不能认定",
    TAKE_OVER: "转为公办园",
    FIXED: "打勾的，重新求解时这一行保持不变；手工改过的自动打勾",
    CHILDREN: "按假设测算的在园幼儿",
}
WIDTHS = (74, 62, 50, 0, 88, 100, 58)
SPARE = (TOWNSHIP, NATURE)
DOES: dict[int, Action] = {RECOGNISE: "recognise", TAKE_OVER: "take_over"}
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Move(NamedTuple):
    garden: Garden
    children: int
    action: Action | None
    fixed: bool


def moves(every: Sequence[Garden], plan: Plan, wanted: str = "", order: Sequence[str] = ()) -> list[Move]:
    """All that may be touched, those of ``order`` first; ``wanted`` narrows by name or township."""
    place = {uuid: number for number, uuid in enumerate(order)}
    found = [
        Move(one, scaled(one, plan.assumed), plan.choice.actions.get(one.uuid), one.uuid in plan.by_hand)
        for one in every
        if one.nature in MAY and (wanted in one.name or wanted in one.township)
    ]
    return sorted(found, key=lambda move: place.get(move.garden.uuid, len(place)))


class MovesModel(QAbstractTableModel):
    ticked = Signal(str, object)  # a kindergarten, what is done with it or None
    fixed = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moves: list[Move] = []

    def show_moves(self, moves: list[Move]) -> None:
        """Where the kindergartens are the same lines as before, the chosen one stays chosen."""
        same = [each.garden.uuid for each in moves] == [each.garden.uuid for each in self.moves]
        if same:
            self.moves = moves
            if moves:
                self.dataChanged.emit(self.index(0, 0), self.index(len(moves) - 1, CHILDREN))
            return
        self.beginResetModel()
        self.moves = moves
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.moves)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        move, column = self.moves[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and self._ticks(move, column):
            return ON if (move.fixed if column == FIXED else move.action == DOES[column]) else OFF
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(move, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(column) or _text(move, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == CHILDREN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        ticks = self._ticks(self.moves[index.row()], index.column())
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if ticks else Qt.ItemFlag.NoItemFlags)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Only tells of the tick; what then stands here comes with the next lines."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        uuid, on = self.moves[index.row()].garden.uuid, Qt.CheckState(value) == ON
        if index.column() == FIXED:
            self.fixed.emit(uuid, on)
        else:
            self.ticked.emit(uuid, DOES[index.column()] if on else None)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(section, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == CHILDREN else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _ticks(self, move: Move, column: int) -> bool:
        return column == FIXED or (column in DOES and DOES[column] in MAY[move.garden.nature])


class MovesTable(QTableView):
    garden_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.moves = MovesModel(self)
        self.setModel(self.moves)
        self.setAccessibleName("可以变动的园")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self.horizontalHeader(), WIDTHS, SPARE, self.viewport().width())

    def _asked(self, index: QModelIndex) -> None:
        if index.column() > FIXED:
            self.garden_asked.emit(self.moves.moves[index.row()].garden.uuid)


def _text(move: Move, column: int) -> str:
    return {
        NAME: move.garden.name,
        TOWNSHIP: move.garden.township,
        NATURE: dict(NATURES)[move.garden.nature],
        CHILDREN: f"{move.children:,}",
    }.get(column, "")
