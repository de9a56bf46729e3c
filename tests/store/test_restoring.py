"""Restoring: the chosen state comes back whole, the present one is kept, and what does not fit is refused."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.store.conftest import today
from tests.store.office import add_kindergarten, everything, listed
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store, attachments, create_store, open_store
from ycpe_desktop.store.backup import back_up, list_backups
from ycpe_desktop.store.complete import write_complete
from ycpe_desktop.store.doctor import examine
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.restoring import look_into, restore


@pytest.fixture
def backed_up(store: Store) -> Path:
    """A backup with 甲 only; since then 乙 has come, and the store is closed."""
    add_kindergarten(store, "甲")
    path = back_up(store, "手动")
    add_kindergarten(store, "乙")
    store.close()
    return path


def names(folder: Path) -> list[str]:
    store = open_store(folder, today=today)
    try:
        return listed(store)
    finally:
        store.close()


def refused(folder: Path, file: Path, sentence: str) -> None:
    """Looking into it and restoring it say that sentence; the present state and the file stay."""
    store = open_store(folder, today=today)
    before = everything(store)
    store.close()
    kept, told = len(list_backups(folder)), file.read_bytes()
    for act in (look_into, restore):
        with pytest.raises(Refusal, match=sentence):
            act(folder, file)
    store = open_store(folder, today=today)
    assert everything(store) == before
    store.close()
    assert len(list_backups(folder)) == kept
    assert file.read_bytes() == told


def test_the_state_and_the_history_of_the_backup_come_back(folder: Path, backed_up: Path) -> None:
    glimpse = look_into(folder, backed_up)
    assert (glimpse.county, glimpse.label, glimpse.records["园所名册"]) == ("芮城县", "新增园所", 1)
    restored = restore(folder, backed_up)
    assert names(folder) == ["甲"]
    store = open_store(folder, today=today)
    assert store.undo().label == "新增园所"
    assert listed(store) == []
    store.close()
    assert restored.kept is not None
    assert "恢复前" in restored.kept.name
    restore(folder, restored.kept)
    assert sorted(names(folder)) == ["乙", "甲"]
    assert examine(folder).good


def test_a_restore_needs_the_store_closed(store: Store) -> None:
    path = back_up(store, "手动")
    with pytest.raises(Refusal, match="另一个窗口"):
        restore(store.folder, path)


def test_a_backup_restores_onto_a_new_computer(backed_up: Path, tmp_path: Path) -> None:
    assert restore(tmp_path / "新电脑", backed_up).kept is None
    assert names(tmp_path / "新电脑") == ["甲"]


def test_another_countys_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    other = create_store(tmp_path / "别县", "永济市", today=today)
    path = back_up(other, "手动")
    other.close()
    refused(folder, path, "这是永济市的备份，本台账是芮城县的")


def test_a_demonstration_gives_way_only_when_it_is_ended(store: Store, folder: Path, tmp_path: Path) -> None:
    store.set_setting("demo", True, "建立演示数据")
    store.close()
    other = create_store(tmp_path / "别县", "永济市", today=today)
    path = back_up(other, "手动")
    other.close()
    refused(folder, path, "本台账是芮城县的，不能恢复。请先在“备份与设置”里结束演示")


def test_a_newer_backup_is_refused(folder: Path, backed_up: Path) -> None:
    with closing(sqlite3.connect(backed_up)) as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999'")
        connection.commit()
    refused(folder, backed_up, "更新版本的程序")


@pytest.mark.parametrize("how", ["cut off", "damaged", "not ours", "junk", "junk zip", "other zip", "empty"])
def test_a_broken_backup_is_refused(folder: Path, backed_up: Path, how: str) -> None:
    told = bytearray(backed_up.read_bytes())
    if how == "cut off":
        del told[len(told) // 2 :]
    elif how == "damaged":
        told[8192:65536] = b"\xff" * 57344
    elif how == "not ours":
        told[68:72] = b"\0\0\0\0"
    elif how in ("junk", "junk zip"):
        told = bytearray((b"PK\x03\x04" if how == "junk zip" else b"") + b"junk" * 1000)
    elif how == "empty":
        told = bytearray()
    backed_up.write_bytes(told)
    if how == "other zip":
        with ZipFile(backed_up, "w") as archive:
            archive.writestr("照片.txt", "x")
    refused(folder, backed_up, "已损坏|别的程序|不是完整备份")


def test_the_database_in_use_is_no_backup(folder: Path) -> None:
    with pytest.raises(Refusal, match="正在使用"):
        restore(folder, database_in(folder))


@pytest.mark.parametrize("harm", ["damaged", "gone"])
def test_a_broken_or_lost_database_is_replaced_and_moved_aside(folder: Path, backed_up: Path, harm: str) -> None:
    live = database_in(folder)
    if harm == "damaged":
        live.write_bytes(b"junk" * 5000)
    else:
        live.unlink()
    live.with_name("ycpe.db-wal").write_bytes(b"a log that belongs to no database any more")
    restored = restore(folder, backed_up)
    assert names(folder) == ["甲"]
    if harm == "damaged":
        assert restored.kept is not None
        assert "损坏" in restored.kept.name
        assert restored.kept.read_bytes() == b"junk" * 5000


def test_a_restore_while_others_read_shows_them_the_new_state(folder: Path, backed_up: Path) -> None:
    reader = open_store(folder, writable=False, today=today)
    assert sorted(listed(reader)) == ["乙", "甲"]
    restore(folder, backed_up)
    assert listed(reader) == ["甲"]
    reader.close()


@pytest.fixture
def complete(store: Store, tmp_path: Path) -> Path:
    """完整备份 with one attachment; the store is closed."""
    paper = tmp_path / "许可证.pdf"
    paper.write_bytes(b"%PDF the paper")
    attachments.add(store, Kindergarten, add_kindergarten(store, "甲"), "licence", paper)
    path = write_complete(store.folder, tmp_path / "完整备份.zip")
    store.close()
    return path


def test_a_complete_backup_brings_the_attachments(complete: Path, tmp_path: Path) -> None:
    with ZipFile(complete) as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {"清单.json", "ycpe.db", "attachments"}
    there = tmp_path / "新电脑"
    assert restore(there, complete).missing == ()
    store = open_store(there, today=today)
    with store.reading():
        owner = everything(store)["kindergarten"][0][0]
    (only,) = attachments.attachments_of(store, owner)
    assert attachments.to_open(there, only).read_bytes() == b"%PDF the paper"
    store.close()


def test_missing_attachment_files_are_named(folder: Path, complete: Path, tmp_path: Path) -> None:
    path = back_up(folder, "手动")
    shutil.rmtree(folder / "attachments")
    assert restore(folder, path).missing == ("许可证.pdf（甲）",)
    assert [each.title for each in examine(folder).findings if not each.good] == ["附件"]
    assert restore(folder, complete).missing == ()
    assert examine(folder).good


def test_an_attachment_that_is_not_what_its_name_says_is_left_out(complete: Path, tmp_path: Path) -> None:
    forged = tmp_path / "改过的.zip"
    with ZipFile(complete) as archive, ZipFile(forged, "w") as target:
        for name in archive.namelist():
            told = b"something else" if name.startswith("attachments/") else archive.read(name)
            target.writestr(name, told)
        target.writestr("../../evil", "x")
    assert restore(tmp_path / "新电脑", forged).missing == ("许可证.pdf（甲）",)
    assert not (tmp_path.parent / "evil").exists()


def spoil(file: Path, member: str, start: int, end: int) -> None:
    """Turn these bytes of a member of the zip round."""
    told = bytearray(file.read_bytes())
    with ZipFile(file) as archive:
        info = next(each for each in archive.infolist() if each.filename.startswith(member))
    first = info.header_offset + 30 + len(info.filename)
    told[first + start : first + end] = bytes(each ^ 0xFF for each in told[first + start : first + end])
    file.write_bytes(told)


def test_a_complete_backup_whose_database_is_damaged_is_refused(folder: Path, complete: Path) -> None:
    spoil(complete, "ycpe.db", 200, 400)
    refused(folder, complete, "已损坏")


def test_a_complete_backup_under_a_password_is_refused(folder: Path, complete: Path) -> None:
    told = bytearray(complete.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = told.find(mark)
        while place >= 0:
            told[place + flags] |= 1
            place = told.find(mark, place + 4)
    complete.write_bytes(told)
    refused(folder, complete, "另加了密码")


def test_an_attachment_that_cannot_be_read_costs_nothing_else(complete: Path, tmp_path: Path) -> None:
    spoil(complete, "attachments/", 2, 6)
    assert restore(tmp_path / "新电脑", complete).missing == ("许可证.pdf（甲）",)
    assert names(tmp_path / "新电脑") == ["甲"]


def test_a_disk_without_room_for_the_attachments_leaves_the_present_state(
    folder: Path, complete: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(folder, today=today)
    add_kindergarten(store, "乙")
    store.close()
    shutil.rmtree(folder / "attachments")

    def full(temporary: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr("ycpe_desktop.store.complete.put_in_place", full)
        with pytest.raises(Refusal, match="磁盘空间不够"):
            restore(folder, complete)
    assert sorted(names(folder)) == ["乙", "甲"]


def test_an_attachment_that_was_cut_off_here_comes_back_whole(folder: Path, complete: Path) -> None:
    (kept,) = (file for file in (folder / "attachments").rglob("*") if file.is_file())
    kept.write_bytes(b"%PDF")
    restore(folder, complete)
    assert kept.read_bytes() == b"%PDF the paper"


def test_files_of_a_computer_whose_clock_stood_at_1970_are_packed(folder: Path, complete: Path, tmp_path: Path) -> None:
    for file in (folder / "attachments").rglob("*"):
        os.utime(file, (0, 0))
    again = write_complete(folder, tmp_path / "再一份.zip")
    assert restore(tmp_path / "新电脑", again).missing == ()


def test_a_complete_backup_can_be_stopped_and_leaves_nothing(folder: Path, complete: Path, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, every: int) -> None:
        raise StoppedError

    before = complete.read_bytes()
    with pytest.raises(StoppedError):
        write_complete(folder, complete, stop)
    assert complete.read_bytes() == before
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".tmp")]


RESTORE_FOR_EVER = """
import itertools, pathlib, sys
from ycpe_desktop.store.restoring import restore
print("ready", flush=True)
for file in itertools.cycle(sys.argv[2:]):
    restore(pathlib.Path(sys.argv[1]), pathlib.Path(file))
"""


@pytest.mark.parametrize("moment", [0.05, 0.2, 0.35])
def test_a_restore_that_is_killed_leaves_one_state_or_the_other(folder: Path, backed_up: Path, moment: float) -> None:
    """甲 alone, or 甲 and 乙; never anything between, and nothing that cannot be opened."""
    other = back_up(folder, "手动")
    command = [sys.executable, "-c", RESTORE_FOR_EVER, str(folder), str(backed_up), str(other)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as busy:
        assert busy.stdout is not None
        assert busy.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            busy.wait(timeout=moment)
        busy.kill()
    assert sorted(names(folder)) in (["甲"], ["乙", "甲"])
    assert examine(folder).good
