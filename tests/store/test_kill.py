"""Killed at any moment of editing and importing, the store has every action that it told as saved, whole."""

from pathlib import Path

import pytest

from tests.store.killing import faults_after, work_until_killed

KILLS = 5


@pytest.mark.parametrize("seed", [100, 200, 300, 400])
def test_every_saved_action_survives_a_kill(folder: Path, seed: int) -> None:
    """Five kills on one database each: what the killed one left is what the next begins with."""
    told = []
    for kill in range(KILLS):
        told += work_until_killed(folder, seed + kill)
        assert faults_after(folder, told) == []
    assert told
