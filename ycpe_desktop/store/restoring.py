"""Restoring a backup: looked into first, the present state kept, then exchanged in one transaction."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ycpe_desktop import divisions
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import LEDGERS
from ycpe_desktop.store.attachments import missing_files
from ycpe_desktop.store.backup import back_up, copied
from ycpe_desktop.store.complete import put_back_attachments, unpacked
from ycpe_desktop.store.engine import Broken, connect_still, in_sentences
from ycpe_desktop.store.folder import (
    database_in,
    exists,
    mendable,
    move_aside,
    put_database_in_place,
    require_local,
    take_lock,
    unmark_running,
)
from ycpe_desktop.store.identity import Identity, identify, unsound
from ycpe_desktop.store.migrations import upgrade

Now = Callable[[], datetime]


@dataclass(frozen=True)
class Glimpse:
    """What a backup holds: its county, its newest action (empty when there is none), records by ledger's title, and
    whether they are made up."""

    county: str
    at: str
    label: str
    records: dict[str, int]
    demo: bool


@dataclass(frozen=True)
class Restored:
    """``kept``: where the state before lies (None where there was none); ``missing``: attachments without a file."""

    kept: Path | None
    missing: tuple[str, ...]

    @property
    def told(self) -> str:
        """In sentences."""
        said = "已恢复。"
        if self.kept:
            said += f"恢复前的数据已备份为 {self.kept.name}。"
        if self.missing:
            named = "、".join(self.missing[:5]) + ("等" if len(self.missing) > 5 else "")
            said += f"有 {len(self.missing)} 个附件的文件不在了：{named}。附件只在“完整备份”里，再从它恢复一次就回来"
        return said


def look_into(folder: Path, file: Path) -> Glimpse:
    """What restoring would bring. Raises Refusal where the backup is broken, newer or another county's."""
    with unpacked(file, _scratch(folder)) as (database, _), in_sentences(file):
        told = _acceptable(folder, database, file)
        with closing(connect_still(database)) as connection:
            newest = connection.execute("SELECT at, label FROM action ORDER BY id DESC LIMIT 1").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            records = {
                ledger.TITLE: int(connection.execute(f"SELECT count(*) FROM {ledger.__tablename__}").fetchone()[0])
                for ledger in LEDGERS
                if ledger.__tablename__ in tables
            }
    at, label = newest or ("", "")
    return Glimpse(divisions.county(told.county).name, at, label, records, told.demo)


def restore(folder: Path, file: Path, *, now: Now = datetime.now) -> Restored:
    """Put the state of a backup (.db or .zip) in the place of the present one; the store must be closed.

    The present state is backed up first (恢复前); a broken database is moved aside. Afterwards the history is the
    backup's. Raises Refusal where the backup is broken, newer or another county's; nothing has changed then.
    """
    require_local(folder)
    with mendable(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = take_lock(folder)
    try:
        with unpacked(file, folder) as (database, archive):
            told = _acceptable(folder, database, file)
            with mendable(folder), copied(database, folder, connect_still) as copy:
                if told.is_older:
                    upgrade(copy)
                if archive is not None:  # first: nothing has changed yet when the disk has no room for them
                    put_back_attachments(archive, folder)
                kept = _exchange(folder, copy, now)
                unmark_running(folder)  # what is here now was looked at throughout
        return Restored(kept, tuple(missing_files(database_in(folder), folder)))
    finally:
        lock.release()


def _scratch(folder: Path) -> Path:
    return folder if folder.is_dir() else folder.parent


def _acceptable(folder: Path, database: Path, file: Path) -> Identity:
    live = database_in(folder)
    if exists(folder) and file.resolve() == live.resolve():
        raise Refusal("这就是正在使用的台账", str(file), "请选择一个备份")
    try:
        told = identify(database)
        with in_sentences(database):
            wrong = unsound(database)
    except Broken:
        raise Broken("这个备份已损坏或不是台账备份，不能恢复", str(file), "请换一个备份") from None
    if wrong:
        raise Broken(f"这个备份已损坏，不能恢复（{wrong}）", str(file), "请换一个备份")
    present = _present(live)
    if present is not None and present.county != told.county:
        theirs, ours = divisions.county(told.county).name, divisions.county(present.county).name
        remedy = "请先在“备份与设置”里结束演示，再从它恢复" if present.demo else "请选择本县的备份"
        raise Refusal(f"这是{theirs}的备份，本台账是{ours}的，不能恢复", str(file), remedy)
    return told


def _present(live: Path) -> Identity | None:
    """Whose the database in use is; None where there is none or it is broken."""
    try:
        return identify(live) if live.exists() else None
    except Broken:
        return None


def _exchange(folder: Path, copy: Path, now: Now) -> Path | None:
    live = database_in(folder)
    try:
        kept = back_up(folder, "恢复前", now=now) if live.exists() else None
    except Broken:
        kept = None
    if kept is None:
        aside = move_aside(live, now())
        put_database_in_place(copy, live)
        return aside
    with in_sentences(live), closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(live)) as target:
        target.execute("PRAGMA synchronous=FULL")
        source.backup(target)  # one transaction of SQLite's: killed half way, the old state stands
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return kept
