"""Kill a busy office, or a busy window, at a random moment and look at what it left."""

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import open_store
from ycpe_desktop.store.doctor import examine
from ycpe_desktop.store.history import next_undo
from ycpe_desktop.store.tables import action, change

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Told:
    """A saved action as the office told it: its number, its label, the count of its changes."""

    id: int
    label: str
    changes: int


def work_until_killed(
    folder: Path, seed: int, longest: float = 0.7, program: str = "tests.store.busy_office"
) -> list[Told]:
    """Let the program work for a random part of ``longest`` seconds, ``kill -9`` it, and give what it told."""
    moment = random.Random(seed).uniform(0, longest)
    command = [sys.executable, "-m", program, str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as office:
        assert office.stdout is not None
        if office.stdout.readline() != "ready\n":
            raise AssertionError(f"{program} did not open")
        try:
            office.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            office.kill()
        else:
            raise AssertionError(f"{program} stopped by itself")
        lines = office.stdout.read().splitlines(keepends=True)
    return [Told(**json.loads(line)) for line in lines if line.endswith("\n")]


def faults_after(folder: Path, told: list[Told]) -> list[str]:
    """What is not as it was told, not whole, or not in agreement; and whether undo still works. Empty: all is well."""
    store = open_store(folder)
    try:
        with store.reading() as connection:
            kept = {row["id"]: row for row in connection.execute(select(action)).mappings()}
            counts = dict(
                connection.execute(select(change.c.action, func.count()).group_by(change.c.action)).tuples().all()
            )
        wrong = [
            f"action {each.id} is not as it was told"
            for each in told
            if each.id not in kept or (kept[each.id]["label"], kept[each.id]["changes"]) != (each.label, each.changes)
        ]
        wrong += [f"action {key} is not whole" for key, row in kept.items() if counts.get(key, 0) != row["changes"]]
        try:
            with store.reading() as connection:
                newest = next_undo(connection)
            if newest is not None and store.undo().stayed:
                wrong.append(f"{newest.label} could not be undone whole")
        except Refusal as refusal:
            wrong.append(f"undo: {refusal}")
        wrong += [finding.told for finding in examine(folder).findings if not finding.good]
    finally:
        store.close()
    return wrong
