"""The store as the window's frame sees it, and what the search box finds in it."""

from collections.abc import Sequence

from ui.background import Progress
from ui.shell.contracts import SearchHit
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import ledger_named
from ycpe_desktop.store import Store, Undone, history
from ycpe_desktop.store.searching import found

MISSING = "第一次使用"


class Office:
    """``WindowStore`` over the real store; over none while the county is still to be chosen."""

    def __init__(self, core: Store | None) -> None:
        self.core = core
        self.county = MISSING if core is None else core.county.name
        if core is not None and core.setting("demo", False):
            self.county += "（演示数据）"

    def noticed(self) -> Sequence[str]:
        """What is to be told of the opening, each once."""
        told = list(self.core.noticed) if self.core else []
        if self.core:
            self.core.noticed.clear()
        return told

    def years(self) -> Sequence[int]:
        return self.core.years if self.core else ()

    def undo(self, progress: Progress = lambda *_: None) -> str:
        return _told(self._open().undo(progress=progress))

    def redo(self, progress: Progress = lambda *_: None) -> str:
        return _told(self._open().redo(progress))

    def undo_label(self) -> str:
        return self._next(redo=False)[0]

    def redo_label(self) -> str:
        return self._next(redo=True)[0]

    def undo_size(self) -> int:
        return self._next(redo=False)[1]

    def redo_size(self) -> int:
        return self._next(redo=True)[1]

    def close(self) -> None:
        if self.core:
            self.core.close()

    def search(self, text: str) -> Sequence[SearchHit]:
        """Records by name, former name, code, village, person or pinyin initials."""
        if self.core is None or not text.strip():
            return ()
        with self.core.reading() as connection:
            rows = found(connection, text)
        return [_hit(ledger, uuid, said) for ledger, uuid, said in rows]

    def _open(self) -> Store:
        if self.core is None:
            raise Refusal("还没有选择县", "", "请先选择县，再开始使用")
        return self.core

    def _next(self, *, redo: bool) -> tuple[str, int]:
        """Label and number of changes of what Ctrl+Z or Ctrl+Y would do."""
        if self.core is None:
            return "", 0
        with self.core.reading() as connection:
            step = history.next_redo(connection) if redo else history.next_undo(connection)
        return (step.label, step.changes) if step else ("", 0)


def _told(done: Undone) -> str:
    stayed = f"；没有撤销：{'；'.join(done.stayed[:3])}" if done.stayed else ""
    return done.label + stayed


def _hit(ledger: str, uuid: str, said: str) -> SearchHit:
    title, *rest = said.split("\n")
    of = ledger_named(ledger)
    return SearchHit(title, " · ".join([of.TITLE if of else "", *rest]), ledger, {"uuid": uuid})
