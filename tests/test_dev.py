"""The script of a newcomer: installs once, says in one sentence what it cannot do, runs every check."""

import os
import subprocess
from pathlib import Path

import pytest

import dev


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; every command succeeds."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", run)
    monkeypatch.setattr(subprocess, "check_call", run)
    return ran


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock file beside a ``.venv`` that exists and has no stamp, as one made by hand."""
    monkeypatch.setattr(dev, "VENV_PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "stamp")
    dev.VENV_PYTHON.parent.mkdir()
    dev.VENV_PYTHON.touch()
    written = tmp_path / "requirements.txt"
    written.write_text("one==1\n", encoding="utf-8")
    return written


def test_packages_are_installed_once_and_again_when_the_lock_changes(lock: Path, commands: list[list[str]]) -> None:
    dev.install_locked([lock])
    dev.install_locked([lock])
    assert len(commands) == 1
    assert "--require-hashes" in commands[0]
    lock.write_text("one==2\n", encoding="utf-8")
    dev.install_locked([lock])
    assert len(commands) == 2


def test_the_packages_of_the_program_are_there_once_those_of_the_tests_are(
    lock: Path, commands: list[list[str]]
) -> None:
    more = lock.with_name("requirements-dev.txt")
    more.write_text("two==1\n", encoding="utf-8")
    dev.install_locked([lock, more])
    dev.install_locked([lock])
    assert len(commands) == 1


def test_who_is_not_root_reads_the_command_to_run(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match=r"as root, run: apt-get install .* libegl1 xvfb"):
        dev.install_system_packages(["libegl1", "xvfb"])
    assert not commands


def test_every_check_runs_and_the_first_failure_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    codes = {"ruff": 0, "mypy": 2, "pytest": 1}

    def run_tool(*words: str) -> int:
        ran.append(words[0])
        return codes[words[0]]

    monkeypatch.setattr(dev, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(dev, "run_tool", run_tool)
    assert dev.test([]) == 2
    assert ran == ["ruff", "ruff", "mypy", "pytest"]


@pytest.mark.parametrize(("arguments", "added"), [([], True), (["tests/ui", "-x"], True), (["-n0"], False)])
def test_tests_run_in_parallel_unless_told_otherwise(arguments: list[str], added: bool) -> None:
    assert bool(dev.in_parallel(arguments)) == added
