"""The child rows of a record (督学回避 of a supervisor) as a small table of the same kind as the big one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.ledger.doing import GridDoing
from ui.ledger.grid import LedgerGrid
from ui.ledger.table_model import LedgerModel
from ui.shell.contracts import Desk
from ui.shell.parts import label
from ycpe_desktop.fields import Rows
from ycpe_desktop.ledgers import ledger_named
from ycpe_desktop.store import Filter, Store

WIDEST = 160
"""Pixels of a column; what is longer is told when the mouse rests on it."""


class FormRows(QWidget):
    saved = Signal()

    def __init__(self, desk: Desk, store: Store, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        child = ledger_named(rows.child)
        assert child is not None  # a contract test holds every rows() against its ledger
        self.rows = rows
        self.model = LedgerModel(store, child, desk.year, self)
        self.grid = LedgerGrid(self.model, self)
        self.doing = GridDoing(desk, store, self.model, self.grid, self.saved.emit)
        self.grid.setColumnHidden(self.model.place_of[rows.by], True)
        for place, column in enumerate(self.model.columns):
            self.grid.head.resizeSection(place, min(column.width, WIDEST))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.addWidget(label(child.HELP, "small", wrap=True))
        lines.addWidget(self.grid)

    def show_record(self, owner: str) -> None:
        self.setEnabled(bool(owner))
        self.model.fixed = {self.rows.by: owner}
        self.model.refused.clear()
        self.model.choose(filters=(Filter(self.rows.by, "among", (owner,)),))
