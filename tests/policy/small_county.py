"""A county of a few kindergartens, made through the store as a clerk would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ycpe_desktop.ledgers import Assignment, Kindergarten, Rectification, Recusal, Supervisor, Visit
from ycpe_desktop.store import Store, create_store

TODAY = date(2026, 11, 23)
BEFORE = date(2020, 9, 1)


class SmallCounty:
    """芮城县 on 23 November 2026; ``store`` is its store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.townships = {name: code for code, name in store.names.places("township")}

    def garden(
        self,
        name: str,
        township: str = "陌南镇",
        *,
        nature: str = "public",
        status: str = "open",
        since: date = BEFORE,
        **values: Any,
    ) -> str:
        """A rural public kindergarten in operation, unless said otherwise."""
        given = {"name": name, "kind": "111", "rural": True, "township": self.townships.get(township), **values}
        with self.store.writing("新增园所") as writer:
            uuid = writer.insert(Kindergarten, given)
            writer.state(Kindergarten.nature, uuid, nature, since)
            writer.state(Kindergarten.status, uuid, status, since)
        return uuid

    def supervisor(self, name: str, township: str = "陌南镇", **values: Any) -> str:
        given = {"name": name, "township": self.townships.get(township), "kind": "full", **values}
        with self.store.writing("新增督学") as writer:
            return writer.insert(Supervisor, given)

    def duty(self, supervisor: str, garden: str, since: date = date(2025, 9, 1), **values: Any) -> str:
        with self.store.writing("督学责任") as writer:
            return writer.insert(
                Assignment, {"supervisor": supervisor, "kindergarten": garden, "since": since, **values}
            )

    def recusal(self, supervisor: str, garden: str, reason: str = "kin") -> None:
        with self.store.writing("督学回避") as writer:
            writer.insert(Recusal, {"supervisor": supervisor, "kindergarten": garden, "reason": reason})

    def visit(self, garden: str, day: date, supervisor: str | None = None, **values: Any) -> str:
        """A finished visit at which all was well, unless said otherwise."""
        states = {"safety_state": "sound", "conduct_state": "sound", "ethics_state": "sound", "state": "done"}
        given = {"kindergarten": garden, "visited": day, "supervisor": supervisor, **states, **values}
        with self.store.writing("督导") as writer:
            return writer.insert(Visit, given)

    def mend(self, garden: str, issued: date | None, due: date | None, **values: Any) -> str:
        """A problem with a notice of that day."""
        told = {
            "problem": "灭火器过期",
            "item": "fire",
            "clause": "law79_3",
            "number": "芮教督改〔2026〕1号",
            "place": 1,
        }
        given = {"kindergarten": garden, "issued": issued, "due": due, "source": "visit", **told, **values}
        with self.store.writing("限期整改") as writer:
            return writer.insert(Rectification, given)


@contextmanager
def small_county(folder: Path) -> Iterator[SmallCounty]:
    store = create_store(folder, "芮城县", today=lambda: TODAY)
    yield SmallCounty(store)
    store.close()
