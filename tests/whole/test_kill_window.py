"""Killed at any moment, the window has every action that it showed as saved, whole, and opens again."""

from pathlib import Path

import pytest

from tests.store.killing import faults_after, work_until_killed
from ycpe_desktop.store import create_store

PROGRAM = "tests.whole.busy_window"
KILLS = 5
LONGEST = 3  # seconds from the window's first page


@pytest.mark.parametrize("seed", [1000, 2000, 3000, 4000])
def test_all_that_the_window_showed_as_saved_survives_a_kill(data_folder: Path, seed: int) -> None:
    """Five kills on one database each: what the killed one left is what the next window opens with."""
    create_store(data_folder, "芮城县").close()
    told = []
    for kill in range(KILLS):
        told += work_until_killed(data_folder, seed + kill, LONGEST, PROGRAM)
        assert faults_after(data_folder, told) == []
    assert told
