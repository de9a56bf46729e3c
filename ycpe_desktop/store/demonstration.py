"""Ending the demonstration, or an office of the wrong county that nobody has begun: its data are put aside, and the
folder is free for the county's own."""

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
ASIDE, UNBEGUN = "演示数据", "换下的空台账"


def put_aside(folder: Path, *, now: Callable[[], datetime] = datetime.now) -> Path:
    """Move the database, backups and attachments into a folder beside; the store must be closed.

    The database goes last: until then the office stands. Raises Refusal where there are kindergartens that are not made
    up, or where another program holds some of the files; then all is where it was.
    """
    lock = take_lock(folder)
    try:
        aside = folder / f"{_what_it_is(folder)}_{now():%Y-%m-%d_%H%M%S}"
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
    return any(each for name in (ASIDE, UNBEGUN) for each in folder.glob(f"{name}_*"))


def _what_it_is(folder: Path) -> str:
    live = database_in(folder)
    if exists(folder):
        with in_sentences(live), closing(sqlite3.connect(live)) as connection:  # closed, it is all in the one file
            told = connection.execute("SELECT value FROM setting WHERE uuid = ?", (DEMO,)).fetchone()
            if told == ("true",):
                return ASIDE
            if connection.execute("SELECT count(*) FROM kindergarten").fetchone() == (0,):
                return UNBEGUN
    raise Refusal("这里不是演示数据，不能这样结束", str(folder), "要换一份数据，请用“从备份恢复”")
