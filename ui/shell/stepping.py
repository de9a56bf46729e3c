"""Undo and redo: a small step at once, a large one beside the window, which shows its progress."""

from collections.abc import Callable
from typing import Any

from ui.background import CANCELLED, Cancelled, Progress
from ui.shell.contracts import Desk, Tone
from ycpe_desktop.faults import Refusal

LARGE = 1_000
"""From so many changes on: about a tenth of a second on the PC that it was measured on."""


def take_step(
    desk: Desk, title: str, size: int, step: Callable[[Progress], Any], done: Callable[[Any], object]
) -> None:
    """``size``: how many changes it takes back. ``done`` gets what the step gives; what it refuses is told."""

    def failed(error: Exception) -> None:
        if isinstance(error, Refusal):
            desk.notices.tell(Tone.ATTENTION, str(error))
        elif isinstance(error, Cancelled):
            desk.notices.tell(Tone.INFO, CANCELLED)

    if size >= LARGE:
        desk.background.run(title, step, done, failed)
        return
    try:
        result = step(lambda text, step, steps: None)
    except Refusal as refusal:
        failed(refusal)
    else:
        done(result)
