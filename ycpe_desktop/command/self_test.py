"""--self-test: the year's work once through, in a folder of its own that goes afterwards; one line a step.

Run by whoever has built or installed the program: a part that was left out of it shows here and not in an office.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ycpe_desktop import __version__
from ycpe_desktop.command import in_utf8
from ycpe_desktop.crash import ERROR, INFORMATION, details, tell
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import Store, open_store


class Amiss(Exception):
    """A step ended, and what it left is not what it should be."""


@dataclass(frozen=True)
class Trial:
    """Where the steps work. ``given``: the list to import, or None for one of the demo's."""

    folder: Path
    given: Path | None

    @property
    def data(self) -> Path:
        return self.folder / "台账数据"

    @contextmanager
    def store(self) -> Iterator[Store]:
        opened = open_store(self.data)
        try:
            yield opened
        finally:
            opened.close()

    def out(self, name: str) -> Path:
        """A file that a step writes."""
        return self.folder / name


Step = tuple[str, Callable[[Trial], str]]
"""What it does, and the doing of it, which gives one line to tell and raises Amiss, Refusal or anything else."""


def run_self_test(given: Path | None, steps: Sequence[Step]) -> int:
    """0 when every step went well, else 1; the first that does not is the last."""
    in_utf8()
    lines = [f"运城学前教育台账 {__version__} 自检"]
    say(lines[0])
    good = True
    # Windows keeps a file for a moment after it was closed; what is left there is the system's to clear away.
    with tempfile.TemporaryDirectory(prefix="ycpe-", ignore_cleanup_errors=True) as scratch:
        trial = Trial(Path(scratch), given)
        for title, step in steps:
            begun = time.perf_counter()
            good, told = _done(step, trial)
            lines.append(f"{'正常' if good else '失败'}\t{title}\t{told}\t{time.perf_counter() - begun:.2f} 秒")
            say(lines[-1])
            if not good:
                break
    lines.append("自检通过" if good else "自检没有通过")
    say(lines[-1])
    if sys.stdout is None:  # the window's executable, started without a console
        tell("\n".join(lines), INFORMATION if good else ERROR)
    return 0 if good else 1


def say(line: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _done(step: Callable[[Trial], str], trial: Trial) -> tuple[bool, str]:
    try:
        return True, step(trial)
    except (Amiss, Refusal) as reason:
        return False, str(reason)
    except Exception as error:  # noqa: BLE001 - whatever a broken build raises is what the self-test is for
        return False, details(type(error), error.__traceback__)
