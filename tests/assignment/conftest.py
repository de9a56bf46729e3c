"""A small county in a store, made as a clerk would."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.policy.small_county import SmallCounty, small_county


@pytest.fixture
def county(tmp_path: Path) -> Iterator[SmallCounty]:
    with small_county(tmp_path / "台账") as made:
        yield made
