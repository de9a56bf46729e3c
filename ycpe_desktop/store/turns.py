"""Whose turn it is to write: one thread at a time, and nobody waits for long work."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from ycpe_desktop.faults import Refusal

SHORT = 0.02
"""Seconds between two looks at who is writing; one edit is done in less."""


class Turns:
    """Belongs to a store. A thread that has the turn may take it again, inside."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._work = ""

    @contextmanager
    def taken(self, work: str = "") -> Iterator[None]:
        """Have the turn: short writes wait for each other, long ``work`` (正在导入 名册.xlsx) turns all others away.

        Raises Refusal, at once, while another thread is at long work.
        """
        while not self._lock.acquire(timeout=SHORT):
            if self._work:
                raise Refusal(f"{self._work}，请稍候再改")
        before = self._work
        self._work = work or before
        try:
            yield
        finally:
            self._work = before
            self._lock.release()
