"""A small office and a quick way to enter kindergartens through the store."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Store, create_store

TODAY = date(2026, 11, 23)
Enter = Callable[..., str]


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    made = create_store(data_folder, "芮城县", today=lambda: TODAY)
    yield made
    made.close()


@pytest.fixture
def enter(store: Store) -> Enter:
    """Enter one kindergarten with its report: ``enter("甲园", "public", 120, teachers=9, garden={"rural": True})``."""

    def put(
        name: str,
        nature: str | None,
        children: int | None = None,
        *,
        year: int = 2026,
        status: str | None = "open",
        since: date | None = None,
        garden: dict[str, Any] | None = None,
        **report: Any,
    ) -> str:
        begun = since or date(year, 9, 1)
        with store.writing(f"新增{name}") as writer:
            values = {"name": name, "kind": "111", "township": "140830100", **(garden or {})}
            key = writer.insert(Kindergarten, values)
            if nature:
                writer.state(Kindergarten.nature, key, nature, begun)
            if status:
                writer.state(Kindergarten.status, key, status, begun)
            if children is not None or report:
                writer.insert(YearReport, {"kindergarten": key, "year": year, "children_reported": children, **report})
        return key

    return put
