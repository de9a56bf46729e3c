"""What is due today: found once beside the window, for page and badge alike."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from ui.ledger.desk_store import store_of
from ui.pages.checks.checked import checked_of, newest_action
from ui.pages.latest import Latest
from ui.shell.contracts import Desk
from ycpe_desktop.policy.due import due, pressing
from ycpe_desktop.policy.due_kind import Due
from ycpe_desktop.policy.findings import Finding

State = tuple[date, int]
"""(today, newest action): what the list depends on."""


class Known(QObject):
    """``ready`` tells that ``found`` is what is due in the present state."""

    ready = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._store = desk, store_of(desk)
        self._state: State | None = None
        self._asked: State | None = None
        self._reading = Latest(desk, "查看待办", self._answered)
        self._checked = checked_of(desk)
        self._checked.ready.connect(self.want)
        desk.day_changed.connect(self.want)
        self.found: Sequence[Due] = ()

    @property
    def busy(self) -> bool:
        return self._reading.busy or self._checked.busy

    @property
    def day(self) -> date:
        """The day of ``found``."""
        return self._state[0] if self._state else self._store.today

    def want(self) -> bool:
        """Whether ``found`` is that of the present state; if not, ``ready`` will come."""
        now = (self._store.today, newest_action(self._store))
        if now == self._state:
            return True
        if now != self._asked and self._is_checked():
            self._asked, store, findings = now, self._store, self._findings()
            self._reading.ask(lambda: (now, due(store, now[0], findings=findings)))
        return False

    def badge(self) -> str:
        """How many matters are overdue or due this week; "" for none."""
        return str(pressing(self.found, self.day) or "") if self._state else ""

    def _is_checked(self) -> bool:
        """校验 of the same year goes first, and is not done twice."""
        return not self._is_of_today() or self._checked.want()

    def _findings(self) -> Sequence[Finding] | None:
        return self._checked.findings if self._is_of_today() else None

    def _is_of_today(self) -> bool:
        return self._desk.year == self._store.current_year

    def _answered(self, answer: tuple[State, Sequence[Due]]) -> None:
        self._state, self.found = answer
        self._desk.badge_known.emit("today")
        self.ready.emit()


def known_of(desk: Desk) -> Known:
    """The one of that desk."""
    return desk.findChild(Known) or Known(desk)


def badge(desk: Desk) -> str:
    known = known_of(desk)
    known.want()
    return known.badge()
