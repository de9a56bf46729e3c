"""Pull-downs of our workbooks: what may be chosen in a cell, and the hidden sheet that long lists lie on."""

from typing import Any, Literal

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ycpe_desktop.exchange.safely import put
from ycpe_desktop.exchange.standard_layout import OPTIONS_TITLE, Column
from ycpe_desktop.fields import Choice, Kind, Link, Offered, YesNo
from ycpe_desktop.name_order import order_key
from ycpe_desktop.store import Store
from ycpe_desktop.store.names import LEVELS, composed, naming_rows
from ycpe_desktop.store.tables import LEDGER_TABLES
from ycpe_desktop.store.words import offered

LONGEST_LIST = 255
"""Characters of a list in a pull-down itself; longer ones lie on the hidden sheet of options."""
MOST_NAMES = 2_000
"""Of so many records of another ledger nobody chooses one from a list."""


class Options:
    """The lists behind the pull-downs; long ones are columns of the hidden sheet 选项. ``records``: the names of
    other ledgers' records are offered too."""

    def __init__(self, store: Store, *, records: bool = False) -> None:
        self._store, self._records = store, records
        self.columns: list[list[str]] = []
        self._known: dict[tuple[str, ...], str] = {}

    def formula(self, kind: Kind[Any]) -> str:
        """What a list validation refers to; "" for a kind that is not chosen from a list."""
        labels = self._labels(kind)
        if not labels:
            return ""
        joined = ",".join(labels)
        if len(joined) <= LONGEST_LIST and not any("," in label or '"' in label for label in labels):
            return f'"{joined}"'
        return self._column(labels)

    def narrowed(self, kind: Link, cell: str) -> str:
        """The villages of the township that stands in that cell: "$T4"; "" for what lies within nothing."""
        if kind.target != "village":
            return ""
        names = self._store.names
        pairs = [
            (name, village) for code, name in names.places("township") for _, village in names.places("village", code)
        ]
        if not pairs:
            return ""
        townships, villages = (self._column(list(each)) for each in zip(*pairs, strict=True))
        first = villages.split(":")[0]
        return f"OFFSET({first},MATCH({cell},{townships},0)-1,0,MAX(1,COUNTIF({townships},{cell})),1)"

    def write(self, sheet: Any) -> None:
        """The hidden sheet, once all pull-downs are known."""
        sheet.sheet_state = "hidden"
        for place in range(max(map(len, self.columns), default=0)):
            sheet.append([_text(sheet, each[place]) if place < len(each) else None for each in self.columns])

    def _column(self, labels: list[str]) -> str:
        key = tuple(labels)
        if key not in self._known:
            self.columns.append(labels)
            letter = get_column_letter(len(self.columns))
            self._known[key] = f"{OPTIONS_TITLE}!${letter}$1:${letter}${len(labels)}"
        return self._known[key]

    def _labels(self, kind: Kind[Any]) -> list[str]:
        if isinstance(kind, YesNo):
            return ["是", "否"]
        if isinstance(kind, Choice):
            return [label for _, label in kind.options]
        if isinstance(kind, Offered):
            return list(offered(self._store, kind))
        if isinstance(kind, Link) and kind.target not in LEVELS:
            return self._names_of(kind.target) if self._records else []
        if isinstance(kind, Link) and kind.target != "village":
            return [name for _, name in self._store.names.places(kind.target)]
        return []

    def _names_of(self, target: str) -> list[str]:
        ledger = LEDGER_TABLES[target]
        with self._store.reading() as connection:
            rows = naming_rows(connection, ledger)
        names = {composed(ledger, row, self._store.names) for row in rows} if len(rows) <= MOST_NAMES else ()
        return sorted(names, key=lambda name: (order_key(name), name))


def _text(sheet: Any, text: str) -> Any:
    """A word that is no formula, whatever it begins with."""
    if not text.startswith("="):
        return text  # as it is: there are thousands
    cell: Any = WriteOnlyCell(sheet)
    put(cell, text)
    return cell


def pull_down(column: Column, formula: str) -> DataValidation:
    """A place, a name or a word that is missing in the list may still be written: the import says what it makes of
    it."""
    severity: Literal["stop", "warning"] = "warning" if isinstance(column.kind, Link | Offered) else "stop"
    chosen = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle=severity, showErrorMessage=True)
    chosen.error, chosen.errorTitle = "请从下拉列表里选择", column.heading[:32]
    if column.told is not None and column.told.help:
        chosen.prompt, chosen.promptTitle = column.told.help[:255], column.heading[:32]
        chosen.showInputMessage = True
    return chosen
