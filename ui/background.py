"""Long work beside the window: progress, cancel, and nothing left behind at the end."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal, Slot

from ycpe_desktop.faults import Refusal

Progress = Callable[[str, int, int], object]  # what is being done, steps done, steps in all (0 = unknown)
CANCELLED = "已取消，一切保持原样。"


class Cancelled(Exception):
    """The user pressed 取消; raised inside the work by its next progress call, so that its transaction rolls back."""


class Job(QThread):
    """One piece of work on its own thread. The core knows nothing of it but the ``Progress`` it calls."""

    progressed = Signal(object)  # this job: its text, done, total are new; ``seen`` lets the next report through

    def __init__(self, title: str, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.text, self.done, self.total = title, "", 0, 0
        self.result: Any = None
        self.error: Exception | None = None
        self._work = work
        self._told = False

    def cancel(self) -> None:
        self.requestInterruption()

    def run(self) -> None:
        try:
            self.result = self._work(self.progress)
        except Exception as error:  # noqa: BLE001 (the edge of the thread: carried to the window, never swallowed)
            self.error = error

    def progress(self, text: str, done: int, total: int) -> None:
        """Called by the work, often; ``total`` 0 = unknown. Unread reports are replaced, so none pile up."""
        if self.isInterruptionRequested():
            raise Cancelled
        self.text, self.done, self.total = text, done, total
        if not self._told:
            self._told = True
            self.progressed.emit(self)

    def seen(self) -> None:
        self._told = False


class Listeners(NamedTuple):
    on_done: Callable[[Any], object] | None
    on_failed: Callable[[Exception], object] | None
    on_progress: Progress | None


class Background(QObject):
    """Starts jobs and brings their ends back to the window's thread."""

    started = Signal(Job)
    progressed = Signal(Job)
    ended = Signal(Job)
    cancelled = Signal(Job)  # nobody else was told of this end: the window does
    refused = Signal(object)  # a Refusal without an ``on_failed`` of its own
    broke = Signal(object)  # an exception that is our mistake

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._quiet: list[Job] = []
        self._listeners: dict[Job, Listeners] = {}

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
        on_progress: Progress | None = None,
        *,
        quiet: bool = False,
    ) -> Job:
        """Do ``work(progress)`` on a thread of its own; all callbacks come on the window's thread.

        ``title`` says what is being done (正在导入 名册.xlsx). ``on_failed`` receives a Refusal, Cancelled, or our own
        mistake; the last is told to the user in any case, the first two only where there is no ``on_failed``.
        ``quiet``: reading for a page, which the window neither shows nor waits for.
        """
        job = Job(title, work, self)
        (self._quiet if quiet else self.jobs).append(job)
        self._listeners[job] = Listeners(on_done, on_failed, on_progress)
        job.progressed.connect(self._progressed)  # a bound slot: a lambda would run on the worker's thread
        job.finished.connect(self._finished)
        job.start()
        if not quiet:
            self.started.emit(job)
        return job

    def shut_down(self) -> None:
        """Cancel and join everything; no callback comes after it."""
        every = [*self.jobs, *self._quiet]
        for job in every:
            job.cancel()
        for job in every:
            job.wait()
            job.deleteLater()
        self.jobs.clear()
        self._quiet.clear()
        self._listeners.clear()

    @Slot(object)
    def _progressed(self, job: Job) -> None:
        job.seen()
        listeners = self._listeners.get(job)
        if listeners:
            if job in self.jobs:
                self.progressed.emit(job)
            if listeners.on_progress:
                listeners.on_progress(job.text, job.done, job.total)

    @Slot()
    def _finished(self) -> None:
        for job in [job for job in (*self.jobs, *self._quiet) if job.isFinished()]:
            job.wait()
            listeners = self._listeners.pop(job)
            job.deleteLater()
            if job in self._quiet:
                self._quiet.remove(job)
            else:
                self.jobs.remove(job)
                self.ended.emit(job)
            self._tell_end(job, listeners)

    def _tell_end(self, job: Job, listeners: Listeners) -> None:
        error = job.error
        if error is None:
            if listeners.on_done:
                listeners.on_done(job.result)
            return
        if listeners.on_failed:
            listeners.on_failed(error)
        elif isinstance(error, Cancelled):
            self.cancelled.emit(job)
        elif isinstance(error, Refusal):
            self.refused.emit(error)
        if not isinstance(error, Cancelled | Refusal):
            self.broke.emit(error)
