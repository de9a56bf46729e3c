"""What was found when the desk's year was last checked: read once beside the window, for page and badge alike."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from sqlalchemy import func, select

from ui.ledger.desk_store import store_of
from ui.pages.latest import Latest
from ui.shell.contracts import Desk
from ycpe_desktop.policy.checks import check
from ycpe_desktop.policy.findings import Finding, counted
from ycpe_desktop.policy.judged import Judged
from ycpe_desktop.store import Store
from ycpe_desktop.store.tables import action

State = tuple[int, int]
"""(school year, newest action): what the findings depend on."""


class Checked(QObject):
    """``ready`` tells that ``findings`` are those of the present state, ``told`` how far the checking is."""

    ready = Signal()
    told = Signal(str, int, int)
    stopped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._store = desk, store_of(desk)
        self._known: State | None = None
        self._asked: State | None = None
        self._reading = Latest(desk, "校验", self._found, self.told.emit, self._cancelled)
        self._judged = Judged()
        self.findings: Sequence[Finding] = ()

    @property
    def busy(self) -> bool:
        return self._reading.busy

    def want(self) -> bool:
        """Whether the findings are those of the present state; if not, ``ready`` will come."""
        now = (self._desk.year, newest_action(self._store))
        if now == self._known:
            return True
        if now != self._asked:
            self._asked = now
            store = self._store
            self._reading.ask_long(lambda progress: (now, check(store, now[0], progress, self._judged)))
        return False

    def cancel(self) -> None:
        """Stop at the next rule; the next who wants the findings has it begin anew."""
        self._reading.cancel()

    def badge(self) -> str:
        """必须改 / all of the year that was checked last; "" when nothing was found."""
        if self._known is None or self._known[0] != self._desk.year or not self.findings:
            return ""
        return f"{counted(one for one in self.findings if one.tier == 'must')}/{counted(self.findings)}"

    def _cancelled(self) -> None:
        self._asked = None
        self.stopped.emit()

    def _found(self, answer: tuple[State, Sequence[Finding]]) -> None:
        self._known, self.findings = answer
        self._desk.badge_known.emit("checks")
        self.ready.emit()


def checked_of(desk: Desk) -> Checked:
    """The one of that desk."""
    return desk.findChild(Checked) or Checked(desk)


def badge(desk: Desk) -> str:
    checked = checked_of(desk)
    checked.want()
    return checked.badge()


def newest_action(store: Store) -> int:
    """Its number; 0 before the first."""
    with store.reading() as connection:
        return int(connection.scalar(select(func.max(action.c.id))) or 0)
