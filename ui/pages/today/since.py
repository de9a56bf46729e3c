"""What was done since the window was opened the time before."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.pages.rows_table import RowsTable
from ui.shell.parts import button, column, label
from ui.theme import SPACE
from ycpe_desktop.store import Store, history

STEPS_READ = 300
WIDTHS = (88, 0)
UNDONE = ("undo-variant", "second")


def done_since(store: Store, at: str) -> Sequence[history.Step]:
    """The actions from that time on, the newest first; all where none is named."""
    with store.reading() as connection:
        return [one for one in history.steps(connection, STEPS_READ) if one.at >= at]


class SincePart(QFrame):
    """``step_asked`` carries the number of an action, 0 for all of them."""

    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.steps: Sequence[history.Step] = ()
        self.title, self.about = label("自上次打开以来"), label("", "second", wrap=True)
        self.table = RowsTable(("时间", "做了什么"), WIDTHS, links=(1,))
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName("自上次打开以来的操作")
        self.every = button("全部操作记录", lambda: self.step_asked.emit(0), "history", "link")
        head = QWidget()
        head.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], 0)
        column(self.title, self.about, space=SPACE[1], parent=head)
        column(head, self.table, self.every, margin=1, space=SPACE[1], parent=self).setStretch(1, 1)
        self.table.link_asked.connect(self._ask)
        self.table.activated.connect(lambda index: self._ask(index.row()))

    def show_steps(self, steps: Sequence[history.Step], at: str, now: datetime) -> None:
        """The same thing done several times running (drafts that were kept) stands once, with its newest."""
        again = [list(same) for _, same in groupby(steps, key=_what)]
        self.steps = [same[0] for same in again]
        self.about.setText(told(steps, at))
        rows = [(_when(same[0].at, now), _what(same[0]) + _times(len(same))) for same in again]
        self.table.show_rows(rows, [UNDONE if one.undone else None for one in self.steps])
        self.table.setVisible(bool(steps))

    def _ask(self, place: int) -> None:
        if place < len(self.steps):
            self.step_asked.emit(self.steps[place].id)


def told(steps: Sequence[history.Step], at: str) -> str:
    when = f"上次打开 {at[5:16].replace('T', ' ')}" if at else "第一次打开"
    count = f"{len(steps)} 项以上" if len(steps) == STEPS_READ else f"{len(steps)} 项操作"
    return f"{when} · {count if steps else '没有新操作'}"


def _when(at: str, now: datetime) -> str:
    """09:14 of today, else 11-23 09:14."""
    day, time = at[:10], at[11:16]
    return time if day == now.date().isoformat() else f"{day[5:]} {time}"


def _times(count: int) -> str:
    return f"（{count} 次）" if count > 1 else ""


def _what(one: history.Step) -> str:
    source = f"（{one.source}）" if one.source and one.source not in one.label else ""
    return f"{one.label}{source}{'，已撤销' if one.undone else ''}"
