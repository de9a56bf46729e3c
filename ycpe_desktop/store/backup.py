"""Backups: SQLite's own copy, checked as a whole, renamed into place, and kept by a rule."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from uuid import uuid4

from ycpe_desktop import divisions
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store.engine import Broken, connect_reading, in_sentences
from ycpe_desktop.store.folder import BACKUPS, database_in, mendable, put_database_in_place
from ycpe_desktop.store.identity import identify, require_ours, unsound

if TYPE_CHECKING:
    from ycpe_desktop.store.store import Store

Reason = Literal["每日", "导入前", "恢复前", "升级前", "手动"]
Now = Callable[[], datetime]
FILES = "备份 (*.db *.zip)"
"""What a dialog for a backup to restore offers: those here, and complete ones."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d{6})_(.+)_(每日|导入前|恢复前|升级前|手动)(?:_(\d+))?\.db")
_STAMP = "%Y-%m-%d_%H%M%S"
NEWEST, BY_HAND, DAYS, WEEKS, MONTHS = 10, 10, 14, 8, 12
"""How many are kept: the newest, of these the newest made by hand, and one for each of so many days, weeks, months."""


class Backup(NamedTuple):
    """One file in backups/. ``size`` in bytes; ``county`` is its name; ``good``: whole and one of ours.

    Every backup was checked throughout when it was made; ``good`` tells only what a look at it shows.
    """

    path: Path
    at: datetime
    reason: str
    size: int
    county: str
    good: bool


def back_up(where: "Store | Path", reason: Reason, *, now: Now = datetime.now) -> Path:
    """Copy the database of that store or data folder into backups/ and drop what the rule no longer keeps.

    It may be in use meanwhile. Raises Refusal where the database is broken or the copy cannot be written; then no
    earlier backup is lost.
    """
    folder = where if isinstance(where, Path) else where.folder
    kept = folder / BACKUPS
    county = divisions.county(identify(database_in(folder)).county).name
    with mendable(kept):
        kept.mkdir(exist_ok=True)
        with copied(database_in(folder), kept) as copy:
            target = _free_name(kept, f"{now().strftime(_STAMP)}_{county}_{reason}")
            put_database_in_place(copy, target)
    if reason != "恢复前":  # what is about to be restored may be the oldest of all
        rotate(folder, now().date())
    return target


def daily_backup(store: "Store", *, now: Now = datetime.now) -> Path | None:
    """The backup of the day, at the first start of a day; None when it is there already."""
    today = now().date()
    if any(each.good and each.reason == "每日" and each.at.date() == today for each in list_backups(store.folder)):
        return None
    return back_up(store, "每日", now=now)


def list_backups(folder: Path) -> list[Backup]:
    """The backups of a data folder, newest first."""
    kept = folder / BACKUPS
    found = [backup for file in kept.glob("*.db") if (backup := _read(file))] if kept.is_dir() else []
    return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)


def rotate(folder: Path, today: date) -> list[Path]:
    """Delete the backups that the rule no longer keeps and return them. Broken ones neither count nor go; what another
    program holds open goes another time, for the new backup is there all the same."""
    good = [each for each in list_backups(folder) if each.good]
    wanted, gone = _worth_keeping(good, today), []
    for path in (each.path for each in good if each.path not in wanted):
        with suppress(OSError):
            path.unlink()
            gone.append(path)
    return gone


def _worth_keeping(newest_first: list[Backup], today: date) -> set[Path]:
    """So many days, weeks and months with a backup are kept, and all that lie so little before today: a clock that
    stands in another year, for a start or for a month, throws none away."""
    by_hand = [each for each in newest_first if each.reason == "手动"]
    return {
        *(each.path for each in [*newest_first[:NEWEST], *by_hand[:BY_HAND]]),
        *_newest_of_each(newest_first, DAYS, lambda day: day, lambda day: day > today - timedelta(days=DAYS)),
        *_newest_of_each(
            newest_first,
            WEEKS,
            lambda day: day.isocalendar()[:2],
            lambda day: day > today - timedelta(weeks=WEEKS),
        ),
        *_newest_of_each(
            newest_first, MONTHS, lambda day: (day.year, day.month), lambda day: _months(day, today) < MONTHS
        ),
    }


def _newest_of_each(
    newest_first: Iterable[Backup], most: int, part: Callable[[date], object], recent: Callable[[date], bool]
) -> set[Path]:
    """The newest of each day, week or month: of so many of them, and of the recent ones."""
    found: dict[object, Backup] = {}
    for each in newest_first:
        found.setdefault(part(each.at.date()), each)
    return {each.path for place, each in enumerate(found.values()) if place < most or recent(each.at.date())}


def _months(early: date, late: date) -> int:
    return (late.year - early.year) * 12 + late.month - early.month


@contextmanager
def copied(
    source: Path, folder: Path, connect: Callable[[Path], sqlite3.Connection] = connect_reading
) -> Iterator[Path]:
    """A checked copy of the database in ``folder``, one file without a log; it goes at the end unless moved away.

    SQLite's own backup: a consistent state, whatever others write meanwhile; never a copy of the live files.
    """
    copy = folder / f".{uuid4().hex[:12]}.tmp"
    try:
        with in_sentences(source):
            with closing(connect(source)) as reading, closing(sqlite3.connect(copy)) as writing:
                reading.backup(writing)
                writing.execute("PRAGMA journal_mode=DELETE")
            wrong = unsound(copy)
        if wrong:
            raise Broken(f"数据文件已损坏（{wrong}）", str(source), "请从较早的备份恢复")
        yield copy
    finally:
        for rest in folder.glob(f"{copy.name}*"):
            rest.unlink()


def _free_name(folder: Path, stem: str) -> Path:
    names = [f"{stem}.db", *(f"{stem}_{number}.db" for number in range(2, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def _read(file: Path) -> Backup | None:
    told = _NAME.fullmatch(file.name)
    if told is None:
        return None
    try:
        require_ours(file)
        good = True
    except Refusal:
        good = False
    at = datetime.fromisoformat(told[1])
    return Backup(file, at, told[3], file.stat().st_size, told[2], good)
