"""Calling the headless commands as a user does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from main import main

Run = Callable[..., Any]


@pytest.fixture
def run(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("list", "园所名册")`` gives the JSON answer; ``code=`` is the exit code that must come."""

    def call(*arguments: str, code: int = 0) -> Any:
        got = main([*arguments, "--data-dir", str(data_folder), "--json"])
        told = capsys.readouterr()
        assert got == code, told.err
        return json.loads(told.out) if code != 2 else told.err.strip()

    return call


@pytest.fixture
def office(run: Run) -> Run:
    run("init", "--county", "芮城县")
    return run
