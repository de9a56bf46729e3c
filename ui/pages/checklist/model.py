"""The matrix as a flat table: a line for each township, below it its kindergartens unless it is folded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ycpe_desktop.ledgers.four_independents import CONCLUSIONS
from ycpe_desktop.policy.four_independents import ITEMS, STATE_WORDS, Progress, Row, by_township, proposals

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
NAME, CONCLUSION = 0, len(ITEMS) + 1
ITEM_AT = dict(enumerate(ITEMS, start=1))
"""Column → item."""
COLUMN_OF = {item: column for column, item in ITEM_AT.items()}
HEADINGS = ("园所", *ITEMS.values(), "结论")
CONCLUSION_WORDS: Mapping[str, str] = dict(CONCLUSIONS)
ROOT = QModelIndex()


@dataclass(frozen=True)
class Group:
    """The line of a township."""

    code: str
    name: str
    progress: Progress
    folded: bool


@dataclass(frozen=True)
class Narrowing:
    """What the page shows. ``ended`` "" is all conclusions; ``found`` None means no search."""

    township: str | None = None
    ended: str = ""
    found: Collection[str] | None = None

    def lets(self, row: Row) -> bool:
        return (
            self.township in (None, row.township)
            and self.ended in ("", row.conclusion)
            and (self.found is None or row.kindergarten in self.found)
        )


class MatrixModel(QAbstractTableModel):
    """``files``: (record, item) → number of evidence files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.lines: list[Group | Row] = []
        self.files: Mapping[tuple[str, str], int] = {}
        self.narrowing = Narrowing()
        self.folded: set[str] = set()
        self._kept: set[str] = set()

    def show_rows(self, rows: Sequence[Row], files: Mapping[tuple[str, str], int]) -> None:
        """Take what the store has now. A row that stood here stays, though a filter would no longer let it."""
        kept = {line.kindergarten for line in self.lines if isinstance(line, Row)}
        self.rows, self.files, self._kept = rows, files, kept if self.narrowing.ended else set()
        self._lay_out()

    def narrow(self, narrowing: Narrowing) -> None:
        self.narrowing, self._kept = narrowing, set()
        self._lay_out()

    def fold(self, code: str) -> None:
        self.folded ^= {code}
        self._lay_out()

    def fold_all(self, folded: bool) -> None:
        self.folded = {row.township for row in self.rows} if folded else set()
        self._lay_out()

    def line(self, row: int) -> Group | Row | None:
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def place_of(self, kindergarten: str) -> int | None:
        return next(
            (at for at, line in enumerate(self.lines) if isinstance(line, Row) and line.kindergarten == kindergarten),
            None,
        )

    def count_files(self, row: Row, item: str) -> int:
        return self.files.get((row.record, item), 0)

    def _lay_out(self) -> None:
        shown = [row for row in self.rows if self.narrowing.lets(row) or row.kindergarten in self._kept]
        lines: list[Group | Row] = []
        every = {code: told for code, _, told in by_township(self.rows).townships}
        for code, name, _ in by_township(shown).townships:
            lines.append(Group(code, name, every[code], code in self.folded))
            if code not in self.folded:
                lines += [row for row in shown if row.township == code]
        if [_key(line) for line in lines] == [_key(line) for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, CONCLUSION))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index.row())
        if isinstance(line, Row):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags  # the arrows step over it

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return _group_text(line, index.column()) if isinstance(line, Group) else cell_text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Row):
            return cell_tip(line, index.column())
        return None


def cell_text(row: Row, column: int) -> str:
    if column == NAME:
        return row.name
    if column == CONCLUSION:
        return CONCLUSION_WORDS[row.conclusion]
    return STATE_WORDS.get(row.state(ITEM_AT[column]) or "", "")


def cell_tip(row: Row, column: int) -> str:
    """Why a cell stands as it does: date, evidence, reason, what is suggested."""
    if column == NAME:
        return f"{row.name}\n附设幼儿班：计入总数，视为未达标" if row.attached else row.name
    if column == CONCLUSION:
        return "没有“未达到”“办理中”，且独立园舍已达到，即达标"
    item = ITEM_AT[column]
    told = [f"{ITEMS[item]}：{cell_text(row, column) or '未判定'}"]
    if row.attached and not row.judged(item):
        told.append("附设幼儿班，未判定的按未达到计")
    for name, word in (("date", "日期"), ("evidence", "依据"), ("reason", "不适用原因")):
        if value := row.values.get(f"{item}_{name}"):
            told.append(f"{word}：{value}")
    if proposal := proposals(row).get(item):
        told.append(proposal.why)
    return "\n".join(told)


def _group_text(group: Group, column: int) -> str:
    return f"{group.name} {group.progress.met}/{group.progress.total} 达标" if column == NAME else ""


def _key(line: Group | Row) -> tuple[str, str]:
    return (
        ("group", line.code + ("+" if line.folded else "")) if isinstance(line, Group) else ("row", line.kindergarten)
    )
