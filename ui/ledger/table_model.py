"""The table behind the grid: a sorted list of keys and a cache of what the rows in sight say.

It holds at 275,000 rows: only keys are kept, values are read 128 rows at a time when they come into sight.
"""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.ledger.columns import Column, columns_of, counted
from ui.ledger.looks import BLANK, Look, Slice, heading_tip, look_of, tip_of
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store import Listing, Store, fetch, ids
from ycpe_desktop.store.beside import raw_values, year_before
from ycpe_desktop.store.entering import Place, Refused
from ycpe_desktop.store.listing import Record

Index = QModelIndex | QPersistentModelIndex
ROWS = 64
SLICES = 48  # kept at once
NONE = QModelIndex()
USUAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
EDITABLE = USUAL | Qt.ItemFlag.ItemIsEditable
ALIGN_NUMBER = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
ALIGN_TEXT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LedgerModel(QAbstractTableModel):
    """Rows = records, then the new ones that are still being typed; the last row is always empty."""

    edited = Signal(QModelIndex, str)  # a cell was typed into; whoever writes listens

    def __init__(self, store: Store, ledger: type[Ledger], year: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self.ledger = store, ledger
        self.listing = Listing(ledger, year)
        self.columns: tuple[Column, ...] = columns_of(ledger)
        self.place_of = {column.name: place for place, column in enumerate(self.columns)}
        self.ids: list[str] = []
        self.drafts: list[str] = []
        self.refused: dict[Place, Refused] = {}
        self.fixed: dict[str, str] = {}
        """Field → typed text that every new row has from the start: the parent of child rows."""
        self.show_earlier = True
        self._rows: dict[str, int] | None = None
        self._slices: dict[int, Slice] = {}
        self._numbers = count()
        self._add_draft()

    # -- what Qt asks --

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.ids) + len(self.drafts)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index.row(), index.column()).text
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row(), index.column()) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN_NUMBER if self.columns[index.column()].numeric else ALIGN_TEXT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < len(self.ids) else "＊"
            if role == Qt.ItemDataRole.ToolTipRole and section >= len(self.ids):
                return "在这一行填写，就新增一条"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].field.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return heading_tip(self.columns[section], self.earlier_year([section]))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return USUAL if self.columns[index.column()].derived else EDITABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) == self.typed(index.row(), index.column()):
            return False
        self.edited.emit(self.index(index.row(), index.column()), str(value))
        return True

    # -- what stands in a row --

    def key(self, row: int) -> str:
        """The record's uuid, or the key of a new row."""
        return self.ids[row] if row < len(self.ids) else self.drafts[row - len(self.ids)]

    def row(self, key: str) -> int | None:
        if key in self.drafts:
            return len(self.ids) + self.drafts.index(key)
        if self._rows is None:
            self._rows = {each: place for place, each in enumerate(self.ids)}
        return self._rows.get(key)

    def is_record(self, row: int) -> bool:
        return row < len(self.ids)

    def record(self, row: int) -> Record | None:
        """None for a new row, and for a record that has just been deleted elsewhere."""
        if row >= len(self.ids):
            return None
        found = self._slice(row)
        place = row % ROWS
        return found.records[place] if place < len(found.records) else None

    def records(self, rows: Iterable[int]) -> dict[str, Record]:
        found = (self.record(row) for row in rows)
        return {record["uuid"]: record for record in found if record is not None}

    def look(self, row: int, column: int) -> Look:
        if self.refused:
            refused = self.refused.get((self.key(row), self.columns[column].name))
            if refused is not None:
                return Look(refused.text.replace("\n", " "), "bad" if refused.reason else "waiting")
        if row >= len(self.ids):
            return BLANK
        found = self._slice(row)
        known = found.looks.get((row, column))
        if known is None:
            place = row % ROWS
            if place >= len(found.records):
                return BLANK
            known = look_of(self.columns[column], found.records[place], found, self.store.names)
            found.looks[row, column] = known
        return known

    def typed(self, row: int, column: int) -> str:
        """The text that an editor begins with: typed, kept from an import, or the value."""
        place = self.columns[column]
        refused = self.refused.get((self.key(row), place.name))
        if refused is not None:
            return refused.text
        record = self.record(row)
        if record is None:
            return ""
        value = record[place.name]
        if value is None:
            look = self.look(row, column)
            return look.text if look.tone == "raw" else ""
        return place.field.kind.show(value, self.store.names)

    def value(self, row: int, column: int) -> Any:
        record = self.record(row)
        return None if record is None else record[self.columns[column].name]

    # -- changes --

    def reload(self) -> bool:
        """Read the list anew; True where the rows themselves are others than before (the view then loses its place)."""
        with self.store.reading() as connection:
            found = ids(connection, self.listing)
        self._slices.clear()
        if found == self.ids:
            self.repaint_all()
            return False
        self.beginResetModel()
        self.ids, self._rows = found, None
        self.refused = {
            place: kept
            for place, kept in self.refused.items()
            if place[0] in self.drafts or self.row(place[0]) is not None
        }
        self.endResetModel()
        return True

    def choose(self, **what: Any) -> None:
        """Change the listing: year, search, filters, sort, with_raw_values, only."""
        before = self.listing
        self.listing = before._replace(**what)
        if self.listing.year != before.year:
            self.refused.clear()
            self.drafts = []
            self._add_draft()
        if not self.reload():
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def touched(self, keys: Sequence[str]) -> None:
        """These records have other values now; the order of the rows stays as it is."""
        rows = {key: row for key in keys if (row := self.row(key)) is not None and row < len(self.ids)}
        known = {key: row for key, row in rows.items() if row // ROWS in self._slices}
        if known:
            fresh = self._read(list(known), earlier=False)
            for place, row in enumerate(known.values()):
                self._slices[row // ROWS].replace(row, row % ROWS, fresh.records[place], fresh)
        self.repaint_all()

    def repaint_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def take_in(self, inserted: dict[str, str]) -> None:
        """New rows have become records: they stand below the others until the list is read anew."""
        if not inserted:
            return
        self.beginResetModel()
        self._slices.pop(len(self.ids) // ROWS, None)
        self.ids += inserted.values()
        self._rows = None
        self.drafts = [key for key in self.drafts if key not in inserted]
        moved = {place: kept for place, kept in self.refused.items() if place[0] in inserted}
        for (key, name), kept in moved.items():
            del self.refused[key, name]
            self.refused[inserted[key], name] = kept
        self._slices.pop((len(self.ids) - 1) // ROWS, None)
        self.endResetModel()
        self.keep_empty_row()

    def keep(self, refused: dict[Place, Refused], tried: Iterable[Place] = ()) -> None:
        """Mark cells whose typed text could not be written; those of ``tried`` that are not among them are well now."""
        for place in tried:
            self.refused.pop(place, None)
        self.refused.update(refused)
        self.keep_empty_row()
        self.repaint_all()

    def keep_empty_row(self) -> None:
        """There is always one empty row at the end to type into, and no other."""
        used = {key for key, _ in self.refused}
        if not self.drafts or self.drafts[-1] in used:
            self.more_rows(1)

    def more_rows(self, number: int) -> list[str]:
        """Keys of that many more new rows, for a paste that reaches beyond the end."""
        self.beginInsertRows(NONE, self.rowCount(), self.rowCount() + number - 1)
        made = [self._add_draft() for _ in range(number)]
        self.endInsertRows()
        return made

    def forget_refused(self, places: Iterable[Place]) -> None:
        for place in places:
            self.refused.pop(place, None)
        used = {key for key, _ in self.refused}
        spare = [key for key in self.drafts[:-1] if key not in used]
        if spare:
            self.beginResetModel()
            self.drafts = [key for key in self.drafts if key not in spare]
            self.endResetModel()
        self.repaint_all()

    def told_count(self) -> str:
        return counted(self.ledger, len(self.ids))

    def earlier_year(self, columns: Iterable[int]) -> int | None:
        """The school year whose figures stand in grey in some of these columns, by what the rows at the top show."""
        if not (self.show_earlier and self.ids):
            return None
        names = [self.columns[column].name for column in columns if self.columns[column].numeric]
        before = self._slice(0).earlier.values()
        told = any(record.get(name) is not None for record in before for name in names)
        return self.listing.year - 1 if told else None

    def sorted_by(self) -> Sequence[tuple[str, bool]]:
        return self.listing.sort

    # -- inside --

    def _add_draft(self) -> str:
        key = f"new:{next(self._numbers)}"
        self.drafts.append(key)
        return key

    def _slice(self, row: int) -> Slice:
        number = row // ROWS
        found = self._slices.get(number)
        if found is None:
            found = self._read(self.ids[number * ROWS : (number + 1) * ROWS])
            while len(self._slices) >= SLICES:
                del self._slices[next(iter(self._slices))]
            self._slices[number] = found
        return found

    def _read(self, keys: list[str], *, earlier: bool = True) -> Slice:
        year = self.listing.year
        with self.store.reading() as connection:
            records = fetch(connection, self.ledger, keys, year, self.store.names)
            left = raw_values(connection, keys)
            wanted = earlier and self.show_earlier
            before = year_before(connection, self.ledger, records, year) if wanted else {}
        by_key = {record["uuid"]: record for record in records}
        kept = [by_key.get(key) or self._gone(key) for key in keys]
        return Slice(kept, {(raw.owner, raw.field): raw for raw in left if raw.field}, before)

    def _gone(self, key: str) -> Record:
        return {"uuid": key, **{column.name: None for column in self.columns}}

    def _tip(self, row: int, column: int) -> str:
        refused = self.refused.get((self.key(row), self.columns[column].name))
        record = self.record(row)
        if record is None:
            return tip_of(self.columns[column], {}, None, refused, "", self.listing.year)
        look = self.look(row, column)
        return tip_of(self.columns[column], record, self._slice(row), refused, look.ghost, self.listing.year)
