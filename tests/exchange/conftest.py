"""An empty office of 芮城县 for every test of the exchange that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.importing import office
from ycpe_desktop.store import Store


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    opened = office(data_folder / "芮城县")
    yield opened
    opened.close()
