"""指标目标: what each figure is compared with, by school year; the office may set its own."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.shell.contracts import Desk, Tone
from ui.shell.parts import column, label
from ui.theme import ROW_HEIGHT, SPACE, colour
from ycpe_desktop.faults import Refusal
from ycpe_desktop.policy.figures import plain
from ycpe_desktop.policy.indicators import indicators
from ycpe_desktop.policy.thresholds import own_targets, set_target, target, thresholds
from ycpe_desktop.schoolyear import label as year_label
from ycpe_desktop.store import Store

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
COMING = 4
"""So many school years after the present one can be given targets."""
TITLES = {
    "public_fund": "公办园生均公用经费",
    "inclusive_fund": "普惠性民办园生均补助",
    "supervisor_coverage": "责任督学挂牌覆盖率",
    "outdoor_area": "室外游戏场地生均面积",
    "activity_area": "幼儿活动用房生均面积",
    "building_area": "园舍生均建筑面积",
    "load_ideal": "每位督学负责园数",
    "load_least": "每位督学负责园数（不少于）",
    "load_most": "每位督学负责园数（不多于）",
    "cap_junior": "小班班额上限",
    "cap_middle": "中班班额上限",
    "cap_senior": "大班班额上限",
    "cap_mixed": "混合班班额上限",
    "size_most": "园所规模上限",
}
"""Figures of the thresholds that are not what an indicator of that name is compared with."""


class TargetsModel(QAbstractTableModel):
    """Own figures stand in black and can be typed; what holds without them stands in grey."""

    typed = Signal(str, int, str)  # key, school year, text

    def __init__(self, titles: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        super().__init__()
        self.titles, self.years = titles, years
        self._own: Any = {}

    def take(self, own: Any) -> None:
        self._own = own
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.titles) - 1, len(self.years)))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.years)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen | Qt.ItemFlag.ItemIsEditable if index.column() else chosen

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section else LEFT
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return year_label(self.years[section - 1]) if section else "指标"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        key, title = self.titles[index.row()]
        if not index.column():
            return title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        year = self.years[index.column() - 1]
        own = self._own.get(key, {}).get(str(year))
        found = target(key, year, self._own)
        if role == Qt.ItemDataRole.EditRole:
            return own or ""
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(found.value) if found else ""
        if role == Qt.ItemDataRole.ForegroundRole and own is None:
            return QBrush(colour("second"))
        if role == Qt.ItemDataRole.ToolTipRole and found:
            return "\n".join(filter(None, [found.word, found.clause and f"依据：{found.clause}", found.note]))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.typed.emit(self.titles[index.row()][0], self.years[index.column() - 1], str(value))
        return True


class TargetsPart(QWidget):
    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        year = store.current_year
        self.model = TargetsModel(_titles(store, year), range(year - 1, year + COMING + 1))
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        told = label(
            "灰色是文件规定的、或沿用的目标；双击可以填本县从这一学年起的目标，清空就恢复原来的。"
            "55%、93% 是计划对 2025 年年底的要求，以后的年份由本县自己定。",
            "second",
            wrap=True,
        )
        column(told, self.table, parent=self).setContentsMargins(0, SPACE[2], 0, 0)
        self.model.typed.connect(self.set_target)

    def refresh(self) -> None:
        self.model.take(own_targets(self._store))

    def set_target(self, key: str, year: int, text: str) -> None:
        try:
            set_target(self._store, key, year, text)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.ATTENTION, str(refusal))
            return
        self._desk.saved()
        self.refresh()


def _titles(store: Store, year: int) -> list[tuple[str, str]]:
    """(key, title with its unit), each figure once, indicators by their own title."""
    known = {one.id: one.title for one in indicators(store, year, named=False)}
    units = {each.key: each.unit for each in thresholds()}
    return [(key, f"{TITLES.get(key) or known.get(key, key)}（{unit}）") for key, unit in units.items()]
