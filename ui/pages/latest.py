"""Reading for a page beside the window: of several questions asked in a row only the newest is answered."""

from collections.abc import Callable
from typing import Any

from ui.background import Background, Cancelled, Job, Progress
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.faults import Refusal

Work = Callable[[], Any]
LongWork = Callable[[Progress], Any]


class Latest:
    """One question of a page. ``answered`` gets the result of the newest work asked for, on the window's thread.

    ``told`` hears how far long work is, and ``stopped`` that it was cancelled.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        answered: Callable[[Any], object],
        told: Progress | None = None,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        self._desk, self._title, self._answered = desk, title, answered
        self._told, self._stopped = told, stopped
        self._next: LongWork | None = None
        self._job: Job | None = None
        self.busy = False

    def ask(self, work: Work) -> None:
        """Do ``work`` when what is running has ended; what waited until now is not done at all."""
        self.ask_long(lambda _: work())

    def ask_long(self, work: LongWork) -> None:
        """The same of work that says how far it is."""
        self._next = work
        if not self.busy:
            self._start()

    def cancel(self) -> None:
        """Stop what is running at its next step, and what waits."""
        if self.busy and self._job is not None:
            self._next = None
            self._job.cancel()

    def forget(self) -> None:
        """Answer nothing that was asked so far."""
        if self.busy:
            self._next = _nothing

    def _start(self) -> None:
        work, self._next, self.busy = self._next, None, True
        background: Background = self._desk.background
        self._job = background.run(
            self._title, lambda progress: work and work(progress), self._done, self._failed, self._told, quiet=True
        )

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
        if isinstance(error, Cancelled) and self._next is None:
            self._stopped()
        elif self._next is not None and self._next is not _nothing:
            self._start()


def _nothing(_: Progress) -> None:
    """Stands where the running work is no longer wanted."""
