"""A small office and a quick way to enter kindergartens through the store."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ycpe_desktop.ledgers import Kindergarten, YearReport
from ycpe_desktop.store import Store, create_store, open_store

TODAY = date(2026, 11, 23)
Enter = Callable[..., str]


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a new office; making it for every test would take most of their time."""
    folder = tmp_path_factory.mktemp("office") / "台账数据"
    create_store(folder, "芮城县", today=lambda: TODAY).close()
    return folder


@pytest.fixture
def store(empty_office: Path, tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "台账数据"
    shutil.copytree(empty_office, folder)
    made = open_store(folder, today=lambda: TODAY)
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
