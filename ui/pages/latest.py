"""Reading for a page beside the window: of several questions asked in a row only the newest is answered."""

from collections.abc import Callable
from typing import Any

from ui.background import Background, Cancelled
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.faults import Refusal

Work = Callable[[], Any]


class Latest:
    """One question of a page. ``answered`` gets the result of the newest work asked for, on the window's thread."""

    def __init__(self, desk: Desk, title: str, answered: Callable[[Any], object]) -> None:
        self._desk, self._title, self._answered = desk, title, answered
        self._next: Work | None = None
        self.busy = False

    def ask(self, work: Work) -> None:
        """Do ``work`` when what is running has ended; what waited until now is not done at all."""
        self._next = work
        if not self.busy:
            self._start()

    def forget(self) -> None:
        """Answer nothing that was asked so far."""
        if self.busy:
            self._next = _nothing

    def _start(self) -> None:
        work, self._next, self.busy = self._next, None, True
        background: Background = self._desk.background
        background.run(self._title, lambda progress: work and work(), self._done, self._failed, quiet=True)

    def _done(self, result: Any) -> None:
        self.busy = False
        if self._next is _nothing:
            self._next = None
        elif self._next is not None:
            self._start()
        else:
            self._answered(result)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if isinstance(error, Refusal):  # a mistake of the program is told by the window itself
            self._desk.notices.tell(Tone.BAD, str(error))
        if not isinstance(error, Cancelled) and self._next is not None and self._next is not _nothing:
            self._start()


def _nothing() -> None:
    """Stands where the running work is no longer wanted."""
