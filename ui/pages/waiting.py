"""A page that waits while work of its own is done beside the window."""

from collections.abc import Callable
from typing import Any

from ui.background import CANCELLED, Cancelled, Progress
from ui.shell.contracts import Page, Tone
from ycpe_desktop.faults import Refusal


class WaitingPage(Page):
    def say(self, tone: Tone, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """What came of the work, until more is begun."""
        self.desk.notices.tell(tone, text, action, act, topic=self.title)

    def unsay(self) -> None:
        self.desk.notices.drop(self.title)

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
                self.say(Tone.INFO, CANCELLED)
            elif isinstance(error, Refusal):
                (refused or (lambda refusal: self.say(Tone.BAD, str(refusal))))(error)

        self.unsay()
        self.desk.background.run(title, job, on_done, on_failed)
