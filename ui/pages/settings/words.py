"""设置: the lists of words that ledgers offer and the office may change, one line each."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shell.contracts import Desk, Tone
from ui.shell.parts import column, label
from ui.theme import SPACE
from ycpe_desktop.faults import Refusal
from ycpe_desktop.fields import Field, Offered
from ycpe_desktop.ledgers import LEDGERS, fields_of
from ycpe_desktop.store import Store
from ycpe_desktop.store.words import offered, set_offered

MARK = "、"


def word_lists() -> dict[str, tuple[str, Field, Offered]]:
    """List → (ledger's title, the field that offers it, its kind)."""
    found: dict[str, tuple[str, Field, Offered]] = {}
    for ledger in LEDGERS:
        for each in fields_of(ledger):
            if isinstance(each.kind, Offered):
                found.setdefault(each.kind.name, (ledger.TITLE, each, each.kind))
    return found


class WordLists(QWidget):
    """A line is kept when it is left or Enter is pressed; an emptied one becomes the default again."""

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__()
        self._desk, self._store, self._lists = desk, store, word_lists()
        self.lines: dict[str, QLineEdit] = {}
        rows: list[QWidget] = []
        for name, (title, each, _) in self._lists.items():
            line = self.lines[name] = QLineEdit()
            line.setAccessibleName(f"{title}：{each.label}")
            line.editingFinished.connect(partial(self.keep, name))
            rows += [label(f"{title}：{each.label}", "second"), line]
        column(*rows, space=SPACE[1], parent=self, margin=0)

    def refresh(self) -> None:
        for name, (_, _, kind) in self._lists.items():
            self.lines[name].setText(MARK.join(offered(self._store, kind)))

    def keep(self, name: str) -> None:
        _, each, kind = self._lists[name]
        typed = self.lines[name].text()
        if typed == MARK.join(offered(self._store, kind)):
            return
        try:
            set_offered(self._store, kind, each.label, typed.replace("，", MARK).replace(",", MARK).split(MARK))
        except Refusal as refusal:
            self._desk.notices.tell(Tone.BAD, str(refusal))
            return
        self.refresh()
        self._desk.notices.tell(Tone.GOOD, f"“{each.label}”的可选项已改为：{self.lines[name].text()}。")
        self._desk.saved()
