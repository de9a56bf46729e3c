"""The table of 公示牌: a row a gate, what hangs there, and what the plaque would lack."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.icons import icon
from ui.pages.checklist.bars import short_name
from ycpe_desktop.policy.plaques import LACKS, Gate

ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("乡镇", "园所", "责任督学", "负责起", "印制日期", "挂出日期", "情况", "还缺")
STATE, LACKING = HEADINGS.index("情况"), HEADINGS.index("还缺")
STATES = {
    "none": ("未印制", "close", "bad"),
    "printed": ("已印未挂", "clock-outline", "attention"),
    "former": ("仍挂前任", "alert-outline", "attention"),
    "posted": ("已挂出", "check-circle", "good"),
}
NOBODY = ("未分配督学", "minus", "second")


def _in_state(state: str) -> Callable[[Gate], bool]:
    return lambda gate: gate.plaque.state == state and (state != "none" or gate.plaque.duty is not None)


def _lacks(what: str) -> Callable[[Gate], bool]:
    return lambda gate: what in gate.lacks


FILTERS: Mapping[str, tuple[str, Callable[[Gate], bool]]] = {
    "": ("全部", lambda gate: True),
    "wrong": ("要处理", lambda gate: gate.wrong),
    **{state: (STATES[state][0], _in_state(state)) for state in ("none", "printed", "former")},
    **{what: (f"缺{word}", _lacks(what)) for what, word in LACKS.items()},
    "posted": (STATES["posted"][0], _in_state("posted")),
}
"""What the list can be narrowed to."""


def state_of(gate: Gate) -> tuple[str, str, str]:
    """Word, icon and colour of what hangs at the gate."""
    plaque = gate.plaque
    if plaque.state == "former":
        word, mark, token = STATES["former"]
        return f"{word}：{plaque.former}" + ("" if plaque.duty else "（现无督学）"), mark, token
    return STATES[plaque.state] if plaque.duty is not None else NOBODY


class PlaqueModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gates: list[Gate] = []

    def show_gates(self, gates: Sequence[Gate]) -> None:
        """What is selected stays so where the rows are the same."""
        same = [each.plaque.garden.uuid for each in gates] == [each.plaque.garden.uuid for each in self.gates]
        if not same:
            self.beginResetModel()
        self.gates = list(gates)
        if not same:
            self.endResetModel()
        elif self.gates:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.gates) - 1, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.gates)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        gate, at = self.gates[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(gate, at)
        if role == Qt.ItemDataRole.DecorationRole:
            if at == STATE:
                return icon(*state_of(gate)[1:])
            return icon("alert-outline", "attention") if at == LACKING and gate.lacks else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                gate.plaque.garden.name if at == 1 else "按回车打开督学，补上" if at == LACKING and gate.lacks else None
            )
        return None

    def _text(self, gate: Gate, at: int) -> str:
        plaque, duty = gate.plaque, gate.plaque.duty
        days = (duty.since, duty.printed, duty.posted) if duty else (None, None, None)
        told = (
            plaque.garden.township_name,
            short_name(plaque.garden.name, ""),
            plaque.supervisor_name,
            *map(_day, days),
            state_of(gate)[0],
            "、".join(LACKS[what] for what in gate.lacks),
        )
        return told[at]


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
