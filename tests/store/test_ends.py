"""Ends that were none: a creation cut off, a program killed, a folder copied while the program ran."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import today
from tests.store.office import add_kindergarten, listed
from tests.store.test_opening import refused
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import create_store, exists, open_store, opening
from ycpe_desktop.store import folder as places
from ycpe_desktop.store.backup import back_up
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.restoring import restore


def test_creating_where_a_creation_was_cut_off(tmp_path: Path) -> None:
    for name in ("ycpe.db.new", "ycpe.db.new-wal", "ycpe.db-wal"):
        (tmp_path / name).write_bytes(b"half")
    store = create_store(tmp_path, "永济市", today=today)
    assert store.county.name == "永济市"
    store.close()
    assert not list(tmp_path.glob("*.new*"))


def test_a_creation_whose_log_could_not_be_carried_over_is_refused_and_leaves_no_half_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: here another connection keeps SQLite from emptying the log."""
    others: list[sqlite3.Connection] = []
    fill = opening._fill

    def fill_and_hold(engine: Any, county: str, day: date) -> None:
        fill(engine, county, day)
        other = sqlite3.connect(engine.url.database)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM place").fetchone()
        others.append(other)

    with monkeypatch.context() as patched:
        patched.setattr(opening, "_fill", fill_and_hold)
        with pytest.raises(Refusal, match="没有全部写进文件"):
            create_store(tmp_path / "台账", "芮城县", today=today)
    others[0].close()
    assert not exists(tmp_path / "台账")
    create_store(tmp_path / "台账", "芮城县", today=today).close()


def test_an_office_that_another_program_has_just_made_is_not_moved_aside(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lock_after_another(there: Path) -> Any:
        shutil.copyfile(database_in(folder), database_in(there))
        return places.take_lock(there)

    monkeypatch.setattr(opening, "take_lock", lock_after_another)
    with pytest.raises(Refusal, match="已经有台账"):
        create_store(tmp_path / "台账", "芮城县", today=today)
    assert database_in(tmp_path / "台账").read_bytes() == database_in(folder).read_bytes()


def test_a_program_that_was_killed_while_it_carried_over_its_log(folder: Path, tmp_path: Path) -> None:
    """The first page already counts the pages that follow; they stand in the log, where SQLite finds them."""
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(database_in(folder), isolation_level=None)) as busy:
        busy.execute("PRAGMA wal_autocheckpoint=0")
        busy.execute("INSERT INTO setting VALUES ('said', ?)", (json.dumps("备注" * 40_000),))
        for each in folder.glob("ycpe.db*"):
            shutil.copy(each, left)
        busy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        carried = database_in(folder).read_bytes()[:4096]
    with database_in(left).open("r+b") as opened:
        opened.write(carried)
        assert opened.seek(0, 2) < int.from_bytes(carried[28:32], "big") * 4096, "nothing is missing behind it"
    with closing(open_store(left, today=today)) as store:
        assert store.setting("said") == "备注" * 40_000


def copied_while_open(folder: Path, there: Path, *names: str) -> Path:
    """The folder, or only these files of it, as a clerk copies it while the program is open; 甲 was just saved."""
    store = open_store(folder, today=today)
    add_kindergarten(store, "甲")
    there.mkdir()
    for file in folder.iterdir():
        if file.is_file() and (not names or file.name in names):
            shutil.copy(file, there)
    store.close()
    return there


def test_a_folder_that_was_copied_while_the_program_ran_has_all_that_was_saved(folder: Path, tmp_path: Path) -> None:
    store = open_store(copied_while_open(folder, tmp_path / "U 盘"), today=today)
    assert (listed(store), store.noticed) == (["甲"], [])
    store.close()


def test_a_copy_that_lacks_the_log_says_so(folder: Path, tmp_path: Path) -> None:
    copy = copied_while_open(folder, tmp_path / "U 盘", "ycpe.db", places.RUNNING)
    store = open_store(copy, today=today)
    assert listed(store) == []
    (told,) = store.noticed
    assert "最近的改动可能不全" in told
    store.close()
    store = open_store(copy, today=today)
    assert store.noticed == []
    store.close()


def test_a_copy_torn_between_two_moments_is_refused(folder: Path, tmp_path: Path) -> None:
    """The database of one moment with pages of another: whole to the eye, and not one that SQLite would notice."""
    copy = copied_while_open(folder, tmp_path / "U 盘")
    store = open_store(folder, today=today)
    for number in range(40):
        add_kindergarten(store, f"后来的幼儿园{number}", address="x" * 200)
    store.close()
    (copy / "ycpe.db-wal").unlink()
    later = database_in(folder).read_bytes()
    with database_in(copy).open("r+b") as torn:
        size = torn.seek(0, 2)
        for page in range(4096, size, 3 * 4096):
            torn.seek(page)
            torn.write(later[page : page + 4096])
    refused(copy, "数据文件已损坏", looking=False)


def test_a_restored_folder_has_come_to_a_good_end(folder: Path, tmp_path: Path) -> None:
    copy = copied_while_open(folder, tmp_path / "U 盘")
    restore(copy, back_up(folder, "手动"))
    assert not places.was_running(copy)
    store = open_store(copy, today=today)
    assert (listed(store), store.noticed) == (["甲"], [])
    store.close()
