"""What is typed, pasted, filled, cleared or deleted in the grid becomes one action of the store."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex

from ui.background import Progress
from ui.ledger.columns import counted, record_name
from ui.ledger.dating import ask_since
from ui.ledger.desk_store import left_told
from ui.ledger.grid import Block, LedgerGrid
from ui.ledger.table_model import LedgerModel
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Store
from ycpe_desktop.store.entering import Entry, Place, Typed, prepare, write

DELETE = "删除"
AT_ONCE = 100
"""So many records are gone before one notices."""


class GridDoing:
    """``saved`` is called after every action that was committed."""

    def __init__(
        self, desk: Desk, store: Store, model: LedgerModel, grid: LedgerGrid, saved: Callable[[], object]
    ) -> None:
        self._desk, self._store, self._model, self._grid, self._saved = desk, store, model, grid, saved
        model.edited.connect(self.type_cell)
        grid.block_typed.connect(self.type_block)
        grid.paste_asked.connect(self.paste)
        grid.delete_asked.connect(self.delete_rows)

    def type_cell(self, index: QModelIndex, text: str) -> None:
        row, column = index.row(), self._model.columns[index.column()]
        new = self._model.record(row) is None
        label = f"新增{self._model.ledger.TITLE}" if new else f"修改“{self._name(row)}”的{column.title}"
        self.enter([Typed(self._model.key(row), column.name, text)], label)

    def type_block(self, block: Block, word: str) -> None:
        """Marks of refused text go with 清空, even where there is no value to clear."""
        cells = [Typed(self._model.key(row), self._model.columns[column].name, text) for row, column, text in block]
        if word == "清空":
            self._model.forget_refused([(cell.key, cell.field) for cell in cells])
            cells = [cell for cell in cells if not cell.key.startswith("new:")]
        self.enter(cells, f"{word} {len(cells)} 格")

    def paste(self, texts: Sequence[Sequence[str]]) -> None:
        first, columns, filled = self._grid.block_for(texts)
        surplus = first + len(filled) - self._model.rowCount()
        if surplus >= 0:  # one empty row stays at the end
            self._model.more_rows(surplus + 1)
        cells = [
            Typed(self._model.key(first + down), self._model.columns[column].name, text)
            for down, line in enumerate(filled)
            for column, text in zip(columns, line, strict=False)
        ]
        if len(filled[0]) > len(columns):
            self._desk.notices.tell(
                Tone.ATTENTION, f"粘贴的内容比右边的列多出 {len(filled[0]) - len(columns)} 列，多出的没有写入。"
            )
        if self.enter(cells, f"粘贴 {len(filled)} 行 {len(columns)} 列"):
            self._grid.select_block([first, first + len(filled) - 1], columns)

    def enter(self, cells: Sequence[Typed], label: str) -> bool:
        """Write cells as one action; False where the clerk took it back at the question."""
        model = self._model
        cells = self._with_waiting(cells)
        rows = {row for cell in cells if (row := model.row(cell.key)) is not None}
        entry = prepare(model.ledger, model.listing.year, cells, model.records(rows), self._store.names)
        since = None
        if entry.differing:
            since = ask_since(self._desk.speaker, self._store, entry)
            if since is None:
                return False
        try:
            write(self._store, entry, label, since)
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return False
        self._show(entry, [(cell.key, cell.field) for cell in cells])
        return True

    def delete_rows(self) -> None:
        rows = [row for row in self._grid.whole_rows() or self._grid.chosen_rows() if self._model.is_record(row)]
        if not rows:
            return
        names = "、".join(self._name(row) for row in rows[:5]) + ("……" if len(rows) > 5 else "")
        what = counted(self._model.ledger, len(rows))
        if self._desk.speaker.ask(f"删除选中的 {what}？", [DELETE, "不删"], f"{names}\n删除后可以撤销。") == DELETE:
            self.delete([self._model.key(row) for row in rows], f"删除{self._model.ledger.TITLE} {what}")

    def delete(self, keys: Sequence[str], label: str) -> None:
        """As one action, many of them beside the window; records that others refer to stay, and it is said which."""
        work = partial(_delete, self._store, self._model.ledger, keys, label)
        if len(keys) > AT_ONCE:
            self._desk.background.run(f"正在{label}", work, self._deleted)
            return
        try:
            self._deleted(work(lambda *_: None))
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))

    def _deleted(self, stayed: Sequence[tuple[str, Refusal]]) -> None:
        if stayed:
            told = [f"“{self._name(self._model.row(key) or 0)}”{refusal}" for key, refusal in stayed[:3]]
            more = f"（另有 {len(stayed) - 3} 条同样没有删除）" if len(stayed) > 3 else ""
            self._desk.notices.tell(Tone.ATTENTION, "；".join(told) + more)
        self._model.reload()
        self._saved()

    def _with_waiting(self, cells: Sequence[Typed]) -> list[Typed]:
        """What was typed before into the same new rows is tried again together with the rest."""
        typed = {(cell.key, cell.field) for cell in cells}
        new = {cell.key for cell in cells if cell.key.startswith("new:")}
        waiting = [
            Typed(key, name, kept.text)
            for (key, name), kept in self._model.refused.items()
            if key in new and (key, name) not in typed
        ]
        typed |= {(cell.key, cell.field) for cell in waiting}
        fixed = [
            Typed(key, name, text)
            for key in sorted(new)
            for name, text in self._model.fixed.items()
            if (key, name) not in typed
        ]
        return [*cells, *waiting, *fixed]

    def _show(self, entry: Entry, tried: Sequence[Place]) -> None:
        model = self._model
        where = self._grid.currentIndex().column()
        here = model.key(self._grid.currentIndex().row()) if self._grid.currentIndex().isValid() else ""
        model.keep(entry.refused, tried)
        model.take_in(entry.inserted)
        row = model.row(entry.inserted.get(here, here)) if here else None
        if entry.inserted and row is not None:
            self._grid.go_to(row, where)
        model.touched([key for key in entry.values if key not in entry.new])
        told = [kept for kept in entry.refused.values() if kept.reason]
        if len(told) > 1:
            self._desk.notices.tell(
                Tone.ATTENTION, f"{len(told)} 格没有写入，已用红色标出，原来的值没有变；指向那一格可看原因。"
            )
        elif told:
            self._desk.notices.tell(Tone.ATTENTION, f"没有写入：{told[0].reason}")
        if entry.values:
            if left := left_told(self._store):
                self._desk.notices.tell(Tone.ATTENTION, left)
            self._saved()

    def _name(self, row: int) -> str:
        record = self._model.record(row)
        return "" if record is None else record_name(self._model.ledger, record, self._store.names)


def _delete(
    store: Store, ledger: type[Ledger], keys: Sequence[str], label: str, told: Progress
) -> list[tuple[str, Refusal]]:
    """Those that stayed, and why."""
    stayed: list[tuple[str, Refusal]] = []
    with store.turns.taken(f"正在{label}"), store.writing(label) as writer:
        for done, key in enumerate(keys):
            told("正在删除", done, len(keys))
            try:
                writer.delete(ledger, key)
            except Refusal as refusal:
                stayed.append((key, refusal))
    return stayed
