"""Ending the demonstration: its data are put aside, and the folder is free for the county's own."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from ycpe_desktop.faults import Refusal
from ycpe_desktop.store.engine import in_sentences
from ycpe_desktop.store.folder import ATTACHMENTS, BACKUPS, database_in, exists, mendable, take_lock

DEMO = "demo"
"""The setting that marks made-up data."""
ASIDE = "演示数据"


def put_aside(folder: Path, *, now: Callable[[], datetime] = datetime.now) -> Path:
    """Move the demonstration's database, backups and attachments into a folder beside; the store must be closed.

    The database goes last: until then the demonstration stands. Raises Refusal where the data are not made up, or where
    another program holds some of them; then all is where it was.
    """
    lock = take_lock(folder)
    try:
        _require_demonstration(folder)
        aside = folder / f"{ASIDE}_{now():%Y-%m-%d_%H%M%S}"
        with mendable(folder):
            aside.mkdir()
            _move([folder / BACKUPS, folder / ATTACHMENTS, database_in(folder)], aside)
        return aside
    finally:
        lock.release()


def _move(parts: list[Path], aside: Path) -> None:
    """All of them that are there, or none."""
    moved: list[Path] = []
    try:
        for part in filter(Path.exists, parts):
            part.replace(aside / part.name)
            moved.append(part)
    except OSError:
        for part in moved:
            (aside / part.name).replace(part)
        aside.rmdir()
        raise


def was_ended(folder: Path) -> bool:
    return any(folder.glob(f"{ASIDE}_*"))


def _require_demonstration(folder: Path) -> None:
    live, told = database_in(folder), None
    if exists(folder):
        with in_sentences(live), closing(sqlite3.connect(live)) as connection:  # closed, it is all in the one file
            told = connection.execute("SELECT value FROM setting WHERE uuid = ?", (DEMO,)).fetchone()
    if told is None or told[0] != "true":
        raise Refusal("这里不是演示数据，不能这样结束", str(folder), "要换一份数据，请用“从备份恢复”")
