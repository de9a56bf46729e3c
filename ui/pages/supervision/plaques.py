"""The tab 公示牌: whose plaque hangs where, and marking many as printed or posted at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDate, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDateEdit,
    QFrame,
    QHeaderView,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.icons import icon
from ui.pages.checklist.bars import short_name
from ui.shell.parts import button, column, label, row
from ui.theme import ROW_HEIGHT, SPACE
from ycpe_desktop.policy.supervision import Plaque

ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("乡镇", "园所", "责任督学", "负责起", "印制日期", "挂出日期", "情况")
WIDTHS = (96, 0, 80, 100, 100, 100, 170)
SPARED = (HEADINGS.index("乡镇"), HEADINGS.index("负责起"))
"""Columns that give way where the page is narrow."""
WIDE_ENOUGH = 820
STATES = {
    "none": ("未印制", "close", "bad"),
    "printed": ("已印未挂", "clock-outline", "attention"),
    "former": ("仍挂前任", "alert-outline", "attention"),
    "posted": ("已挂出", "check-circle", "good"),
}
NOBODY = ("未分配督学", "minus", "second")


def state_of(plaque: Plaque) -> tuple[str, str, str]:
    """Word, icon and colour of what hangs at the gate."""
    if plaque.state == "former":
        word, mark, token = STATES["former"]
        return f"{word}：{plaque.former}" + ("" if plaque.duty else "（现无督学）"), mark, token
    return STATES[plaque.state] if plaque.duty is not None else NOBODY


class PlaqueModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plaques: list[Plaque] = []

    def show_plaques(self, plaques: Sequence[Plaque]) -> None:
        same = [each.garden.uuid for each in plaques] == [each.garden.uuid for each in self.plaques]
        if not same:
            self.beginResetModel()
        self.plaques = list(plaques)
        if not same:
            self.endResetModel()
        elif self.plaques:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.plaques) - 1, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.plaques)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        plaque = self.plaques[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(plaque, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == len(HEADINGS) - 1:
            _, mark, token = state_of(plaque)
            return icon(mark, token)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return plaque.garden.name
        return None

    def _text(self, plaque: Plaque, at: int) -> str:
        duty = plaque.duty
        days = (duty.since, duty.printed, duty.posted) if duty else (None, None, None)
        told = (
            plaque.garden.township_name,
            short_name(plaque.garden.name, ""),
            plaque.supervisor_name,
            *map(_day, days),
        )
        return (*told, state_of(plaque)[0])[at]


class PlaqueView(QWidget):
    """``marked``: assignments, printed or posted, and the day; None takes the mark away."""

    marked = Signal(list, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._plaques: Sequence[Plaque] = ()
        self._found: set[str] | None = None
        self.model, self.table = PlaqueModel(self), QTableView()
        self.group = QButtonGroup(self)
        self.filters = {state: self._filter(state) for state in ("", *STATES)}
        self.filters[""].setChecked(True)
        self.chosen_note = label("", "second")
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("标记的日期")
        self.buttons = [
            button("标记已印制", lambda: self._mark("printed", self.chosen_day()), "printer-outline"),
            button("标记已挂出", lambda: self._mark("posted", self.chosen_day()), "check"),
            button("清除挂出", lambda: self._mark("posted", None), "close"),
            button("清除印制", lambda: self._mark("printed", None), "close"),
        ]
        self._set_up()
        top, strip, frame = QWidget(), QFrame(), QFrame()
        row(*self.filters.values(), None, space=SPACE[1], parent=top)
        strip.setProperty("role", "strip")
        frame.setProperty("role", "card")
        line = row(self.chosen_note, None, label("日期", "second"), self.day, *self.buttons, parent=strip)
        line.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        column(self.table, strip, space=0, margin=1, parent=frame).setStretch(0, 1)
        whole = column(top, frame, parent=self)
        whole.setStretch(1, 1)
        whole.setContentsMargins(0, SPACE[2], 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for at in SPARED:
            self.table.setColumnHidden(at, self.width() < WIDE_ENOUGH)

    def show_plaques(self, plaques: Sequence[Plaque], found: set[str] | None, today: date) -> None:
        """``found`` are the kindergartens of a search, None without one."""
        self._plaques, self._found = plaques, found
        if not self.day.property("chosen"):
            self.day.setDate(QDate(today.year, today.month, today.day))
            self.day.setProperty("chosen", True)
        for state, choice in self.filters.items():
            count = sum(state in ("", each.state) and (state != "none" or each.duty is not None) for each in plaques)
            choice.setText(f"{STATES[state][0] if state else '全部'} {count}")
        self._show()

    def chosen_day(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def chosen(self) -> list[Plaque]:
        return [self.model.plaques[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _show(self) -> None:
        state = next(state for state, choice in self.filters.items() if choice.isChecked())
        self.model.show_plaques([
            each
            for each in self._plaques
            if state in ("", each.state)
            and (state != "none" or each.duty is not None)
            and (self._found is None or each.garden.uuid in self._found)
        ])
        self._tell()

    def _tell(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self.chosen_note.setText(f"选中 {count} 块" if count else "选中几行（Ctrl、Shift、Ctrl+A），一次标记")
        for each in self.buttons:
            each.setEnabled(bool(count))

    def _mark(self, what: str, day: date | None) -> None:
        duties = [each.duty.uuid for each in self.chosen() if each.duty is not None]
        self.marked.emit(duties, what, day)

    def _filter(self, state: str) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        self.group.addButton(made)
        made.clicked.connect(self._show)
        return made

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("公示牌")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, wide in enumerate(WIDTHS):
            if wide:
                table.setColumnWidth(at, wide)
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
