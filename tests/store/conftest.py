"""A store of 芮城县 for each test, on a day of its own: 2026-11-23."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ycpe_desktop.store import Store, add_years, create_store, open_store

TODAY = date(2026, 11, 23)


def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def new_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a new store, made once; to be copied, never opened."""
    folder = tmp_path_factory.mktemp("office") / "台账数据"
    store = create_store(folder, "芮城县", today=today)
    add_years(store, [2024, 2025])
    store.close()
    return folder


@pytest.fixture
def folder(new_office: Path, tmp_path: Path) -> Path:
    """A closed store in a folder with a name that Windows users may give."""
    return Path(shutil.copytree(new_office, tmp_path / "我的 台账#1%"))


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = open_store(folder, today=today)
    yield opened
    opened.close()
