"""A page that waits while work of its own is done beside the window."""

from collections.abc import Callable
from typing import Any

from ui.background import CANCELLED, Cancelled, Progress
from ui.shell.contracts import Page, Tone
from ui.shell.notices import NoticeBar
from ycpe_desktop.faults import Refusal


class WaitingPage(Page):
    """What came of the work is told in ``said``."""

    said: NoticeBar

    def set_busy(self, busy: bool) -> None:
        raise NotImplementedError

    def run(
        self,
        title: str,
        job: Callable[[Progress], Any],
        done: Callable[[Any], object],
        refused: Callable[[Refusal], object] | None = None,
    ) -> None:
        """In the background; everything stays as it is when it fails or is cancelled."""
        self.set_busy(True)

        def on_done(result: Any) -> None:
            self.set_busy(False)
            done(result)

        def on_failed(error: Exception) -> None:
            self.set_busy(False)
            if isinstance(error, Cancelled):
                self.said.tell(Tone.INFO, CANCELLED)
            elif isinstance(error, Refusal):
                (refused or (lambda refusal: self.said.tell(Tone.BAD, str(refusal))))(error)

        self.said.clear()
        self.desk.background.run(title, job, on_done, on_failed)
