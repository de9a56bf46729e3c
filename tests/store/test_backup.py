"""Backups are whole, named for people, and kept by a rule that never drops the newest good one."""

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.office import add_kindergarten
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store
from ycpe_desktop.store.backup import (
    Backup,
    _worth_keeping,
    back_up,
    daily_backup,
    list_backups,
    rotate,
)
from ycpe_desktop.store.folder import database_in


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


MORNING = datetime(2026, 11, 23, 8, 0, 1)


def names_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM kindergarten ORDER BY name")]


def test_a_backup_of_an_open_store_has_all_that_was_saved_and_is_one_file(store: Store) -> None:
    add_kindergarten(store, "甲")
    with store.writing("未完") as writer:
        writer.insert(Kindergarten, {"name": "乙"})
        path = back_up(store, "导入前", now=at(MORNING))
    assert path.name == "2026-11-23_080001_芮城县_导入前.db"
    assert names_in(path) == ["甲"]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_two_backups_in_one_second_do_not_overwrite_each_other(store: Store) -> None:
    first, second = (back_up(store.folder, "手动", now=at(MORNING)) for _ in range(2))
    assert first != second
    assert [each.path for each in list_backups(store.folder)] == [second, first]


def test_the_list_tells_what_a_clerk_must_know(store: Store) -> None:
    path = back_up(store, "手动", now=at(MORNING))
    (path.parent / "笔记.txt").write_text("x", encoding="utf-8")
    (path.parent / "2026-11-23_090000_芮城县_每日.db").write_bytes(path.read_bytes()[:5000])
    broken, good = list_backups(store.folder)
    assert not broken.good
    assert good == Backup(path, MORNING, "手动", path.stat().st_size, "芮城县", good=True)
    assert not list_backups(store.folder / "nowhere")


def test_the_daily_backup_is_made_once_a_day(store: Store) -> None:
    assert daily_backup(store, now=at(MORNING))
    assert daily_backup(store, now=at(MORNING + timedelta(hours=8))) is None
    assert daily_backup(store, now=at(MORNING + timedelta(days=1)))
    assert len(list_backups(store.folder)) == 2


def test_a_broken_database_is_not_backed_up_and_costs_no_earlier_backup(store: Store) -> None:
    path = back_up(store, "手动", now=at(MORNING))
    store.close()
    file = database_in(store.folder)
    told = bytearray(file.read_bytes())
    told[8192:40960] = b"\xff" * 32768
    file.write_bytes(told)
    with pytest.raises(Refusal, match="已损坏"):
        back_up(store.folder, "每日", now=at(MORNING + timedelta(days=1)))
    assert [each.path for each in list_backups(store.folder)] == [path]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def many(store: Store, moments: list[datetime]) -> None:
    """Backups of these moments, as copies of one."""
    first = back_up(store, "手动", now=at(datetime(2020, 1, 1)))
    for moment in moments:
        (first.parent / f"{moment:%Y-%m-%d_%H%M%S}_芮城县_每日.db").write_bytes(first.read_bytes())
    first.unlink()


def test_two_years_of_daily_backups_leave_days_weeks_and_months(store: Store) -> None:
    many(store, [MORNING - timedelta(days=days) for days in range(730)])
    rotate(store.folder, MORNING.date())
    kept = [each.at.date() for each in list_backups(store.folder)]
    assert kept[:14] == [date(2026, 11, 23) - timedelta(days=days) for days in range(14)]
    assert len(kept) < 14 + 8 + 12
    assert kept[-1] == date(2025, 12, 31)
    assert {(day.year, day.month) for day in kept} == {(2025, 12), *((2026, month) for month in range(1, 12))}
    assert not rotate(store.folder, MORNING.date())


def test_an_old_backup_that_another_program_holds_hinders_no_new_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(store, [MORNING - timedelta(days=days) for days in range(1, 60)])
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".db":
            raise PermissionError(errno.EACCES, "in use")
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        path = back_up(store, "每日", now=at(MORNING))
    assert path.exists()
    assert len(list_backups(store.folder)) == 60
    assert rotate(store.folder, MORNING.date())


def test_after_a_long_pause_the_old_ones_are_still_there(store: Store) -> None:
    moments = [datetime(2020, 5, day) for day in range(1, 17)]
    many(store, moments)
    rotate(store.folder, MORNING.date())
    assert [each.at for each in list_backups(store.folder)] == sorted(moments[2:], reverse=True)


@pytest.mark.parametrize("wrong", [datetime(2099, 1, 1), datetime(2015, 1, 1)])
def test_a_clock_that_stands_wrong_throws_no_good_backup_away(store: Store, wrong: datetime) -> None:
    many(store, [MORNING - timedelta(days=days) for days in range(730)])
    rotate(store.folder, MORNING.date())
    before = [each.at for each in list_backups(store.folder)]
    made = [back_up(store, "每日", now=at(wrong + timedelta(days=days))) for days in range(3)]
    kept = list_backups(store.folder)
    assert {each.path for each in kept} >= set(made)
    assert [each.at for each in kept if each.at.year not in (2015, 2099)][:11] == before[:11]
    assert len(kept) >= len(before) - 3


def test_a_broken_backup_neither_counts_nor_goes(store: Store) -> None:
    many(store, [MORNING])
    broken = store.folder / "backups" / "2026-11-24_000000_芮城县_每日.db"
    broken.write_bytes(b"SQLite format 3\x00 cut off")
    assert not rotate(store.folder, date(2036, 1, 1))
    assert broken.exists()


def test_what_is_kept_before_a_restore_rotates_nothing_out(store: Store) -> None:
    many(store, [MORNING - timedelta(days=1000 + days) for days in range(14)])
    oldest = list_backups(store.folder)[-1]
    back_up(store, "恢复前", now=at(MORNING))
    assert oldest in list_backups(store.folder)
    back_up(store, "手动", now=at(MORNING))
    assert oldest not in list_backups(store.folder)


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 31)), max_size=60), st.dates(date(2020, 1, 1)))
def test_the_newest_is_always_kept(moments: list[datetime], day: date) -> None:
    every = [Backup(Path(str(n)), moment, "每日", 1, "芮城县", True) for n, moment in enumerate(sorted(moments)[::-1])]
    kept = _worth_keeping(every, day)
    assert {each.path for each in every[:10]} <= kept <= {each.path for each in every}
