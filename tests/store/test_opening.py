"""What is not ours, newer, broken, far away or taken is refused in one sentence and left as it was."""

import errno
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from tests.store.conftest import TODAY, today
from tests.store.office import add_kindergarten, listed, record
from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Kindergarten
from ycpe_desktop.store import Store, create_store, open_store
from ycpe_desktop.store import folder as places
from ycpe_desktop.store.engine import make_engine, refusal_for
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.tables import METADATA

ROOT = Path(__file__).resolve().parents[2]


def contents(folder: Path) -> dict[str, str]:
    """What lies in the folder, byte for byte; the lock may be left behind."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.is_file() and file.name != places.LOCK
    }


def refused(folder: Path, sentence: str, *, looking: bool = True) -> None:
    """Opening it, to write or to look, says that sentence and touches nothing. ``looking``: the latter too."""
    before = contents(folder)
    for writable in (True, False) if looking else (True,):
        with pytest.raises(Refusal, match=sentence):
            open_store(folder, writable=writable)
    assert contents(folder) == before


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database_in(folder))) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_an_empty_folder_has_no_store_yet(tmp_path: Path) -> None:
    refused(tmp_path, "还没有台账")


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04 a zip", b"junk" * 5000])
def test_a_file_that_is_no_database(data_folder: Path, junk: bytes) -> None:
    database_in(data_folder).write_bytes(junk)
    refused(data_folder, "不是台账数据文件，或文件已损坏")


def test_another_programs_database(data_folder: Path) -> None:
    change(data_folder, "CREATE TABLE theirs (x)", "PRAGMA journal_mode=WAL")
    refused(data_folder, "别的程序的数据文件")


def test_a_database_of_ours_without_its_tables(folder: Path) -> None:
    change(folder, "DROP TABLE alembic_version")
    refused(folder, "台账数据不完整")


def test_a_database_of_a_newer_program(folder: Path) -> None:
    change(folder, "UPDATE alembic_version SET version_num='9999'")
    refused(folder, "更新版本的程序.*9999.*请安装新版程序")


def test_a_database_that_was_cut_off(folder: Path) -> None:
    file = database_in(folder)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    refused(folder, "被截断")


def test_a_database_that_is_damaged_inside(folder: Path) -> None:
    file = database_in(folder)
    told = bytearray(file.read_bytes())
    told[100:4096] = b"\xff" * 3996
    file.write_bytes(told)
    refused(folder, "已损坏")


def test_a_second_window_is_refused_and_a_stale_lock_is_not(folder: Path) -> None:
    (folder / places.LOCK).write_text("left behind by a crash", encoding="utf-8")
    first = open_store(folder, today=today)
    with pytest.raises(Refusal, match="已经在另一个窗口中打开"):
        open_store(folder, today=today)
    first.close()
    open_store(folder, today=today).close()


def test_a_store_opened_in_one_thread_may_be_closed_in_another(folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(open_store, folder).result()
        opened.close()
    open_store(folder).close()


def test_a_refused_start_frees_the_lock(folder: Path) -> None:
    with pytest.raises(Refusal, match="已经有台账"):
        create_store(folder, "芮城县")
    open_store(folder).close()


def test_what_a_killed_backup_left_is_swept_away_later(folder: Path) -> None:
    (folder / "backups").mkdir()
    old, new = folder / "backups" / ".0123456789ab.tmp", folder / ".ba9876543210.tmp-journal"
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    open_store(folder, today=today).close()
    assert not old.exists()
    assert new.exists()


def test_what_cannot_be_swept_away_hinders_no_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = folder / ".0123456789ab.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))

    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        store = open_store(folder, today=today)
    store.close()
    assert left.exists()


def test_reading_while_another_process_writes(store: Store) -> None:
    """The headless commands look while the window is open: they see what is committed, and SQLite refuses any write."""
    add_kindergarten(store, "一号幼儿园")
    program = (
        "import sys, pathlib\n"
        "from ycpe_desktop.store import open_store\n"
        "from ycpe_desktop.ledgers import Kindergarten\n"
        "store = open_store(pathlib.Path(sys.argv[1]), writable=False)\n"
        "for line in sys.stdin: print(store.count(Kindergarten), flush=True)\n"
        "store.close()\n"
    )
    command = [sys.executable, "-c", program, str(store.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        counts = []
        for number in range(3):
            with store.writing("导入") as writer:
                writer.insert(Kindergarten, {"name": f"幼儿园{number}"})
                reader.stdin.write("\n")
                reader.stdin.flush()
                counts.append(int(reader.stdout.readline()))
        reader.stdin.close()
    assert counts == [1, 2, 3]
    assert reader.returncode == 0


def test_a_store_opened_to_look_never_writes(folder: Path) -> None:
    store = open_store(folder, writable=False, today=lambda: date(2030, 1, 1))
    before = database_in(folder).read_bytes()
    with pytest.raises(Refusal, match="只能查看"), store.writing("改"):
        pass
    with store.reading() as connection, pytest.raises(Refusal, match="只读"):
        connection.exec_driver_sql("DELETE FROM setting")
    store.close()
    assert database_in(folder).read_bytes() == before


def test_a_full_disk_is_told_and_loses_nothing(folder: Path) -> None:
    store = open_store(folder, today=today)
    add_kindergarten(store, "早先的幼儿园")
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    rows = [{"uuid": f"{number:032x}", "name": f"幼儿园{number}"} for number in range(5000)]
    with pytest.raises(Refusal, match=r"磁盘空间不够.*请清理磁盘"), store.writing("导入") as writer:
        writer.put_all(METADATA.tables["kindergarten"], rows)
    assert listed(store) == ["早先的幼儿园"]
    store.close()


def test_a_full_disk_on_which_not_even_the_index_of_the_log_has_room(folder: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    assert "磁盘空间不够" in str(refusal_for(error, folder))


def test_what_is_no_failure_of_the_disk_is_our_own_mistake(folder: Path) -> None:
    assert refusal_for(sqlite3.OperationalError("no such table: x"), folder) is None
    assert refusal_for(KeyError("x"), folder) is None


def test_the_connection_is_durable_and_enforces_references(folder: Path) -> None:
    engine = make_engine(database_in(folder))
    with engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


MOUNTS = """22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/office rw shared:1 - cifs //server/share rw
31 22 0:41 / /mnt/office/local rw - ext4 /dev/sdb1 rw
32 22 0:42 / /mnt/two\\040words rw - nfs4 server:/x rw
33 22 0:43 / /mnt/pen rw - vfat /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("path", "far"),
    [
        ("/home/user/数据", False),
        ("/mnt/office", True),
        ("/mnt/office/幼教科/台账", True),
        ("/mnt/office/local/台账", False),
        ("/mnt/office2", False),
        ("/mnt/two words/台账", True),
        ("/mnt/pen/台账", False),
    ],
)
def test_a_network_share_under_linux(path: str, far: bool) -> None:
    assert places._on_network_mount(PurePosixPath(path), MOUNTS) is far


@pytest.mark.parametrize(
    ("path", "far"),
    [
        (r"\\server\share\台账", True),
        ("//server/share", True),
        (r"\\?\UNC\server\share", True),
        (r"Z:\台账", True),
        (r"\\?\Z:\台账", True),
        (r"C:\Users\李\AppData\Local\YCPE", False),
    ],
)
def test_a_network_share_under_windows(path: str, far: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_drive_type", lambda root: 4 if root == "Z:\\" else 3)
    assert places._on_network_drive(path) is far


def test_a_store_on_a_network_share_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "on_network", lambda _: True)
    refused(folder, "网络共享文件夹")
    with pytest.raises(Refusal, match="网络共享文件夹"):
        create_store(folder / "新", "芮城县")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal, match=r"找不到|同名"):
        create_store(tmp_path / "文件" / "台账", "芮城县")


def test_a_county_that_is_not_in_yuncheng(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        create_store(tmp_path / "x", "浦东新区")
    assert not (tmp_path / "x").exists()


def test_a_new_school_year_begins_by_itself(folder: Path) -> None:
    store = open_store(folder, today=today)
    uuid = add_kindergarten(store)
    store.close()
    store = open_store(folder, today=lambda: date(2027, 9, 2))
    assert store.years == [2027, 2026, 2025, 2024]
    assert store.current_year == 2027
    assert record(store, uuid, 2027)["nature"] == "public"
    store.close()


@pytest.mark.parametrize("later", [date(2026, 11, 24), date(2026, 12, 1), date(2027, 8, 31)])
def test_what_begins_today_shows_today(folder: Path, later: date) -> None:
    """A change entered beforehand shows from its own day on; a clock set back hides it again."""
    store = open_store(folder, today=today)
    uuid = add_kindergarten(store)
    with store.writing("变更") as writer:
        writer.state(Kindergarten.status, uuid, "paused", later)
    assert record(store, uuid)["status"] == "open"
    store.close()
    for day, status in ((later, "paused"), (TODAY, "open"), (later, "paused")):
        store = open_store(folder, today=lambda day=day: day)  # type: ignore[misc]  # binds the day of this round
        assert record(store, uuid)["status"] == status
        assert record(store, uuid, 2024)["status"] == "open"
        store.close()


def test_a_past_year_shows_its_last_day_and_a_coming_one_its_first(folder: Path) -> None:
    from ycpe_desktop.store import add_years

    store = open_store(folder, today=today)
    uuid = add_kindergarten(store)
    with store.writing("变更") as writer:
        writer.state(Kindergarten.nature, uuid, "inclusive", date(2025, 8, 31))
        writer.state(Kindergarten.nature, uuid, "nonprofit", date(2027, 9, 1))
        writer.state(Kindergarten.nature, uuid, "forprofit", date(2027, 9, 2))
    add_years(store, [2019, 2023, 2027])
    shown = {year: record(store, uuid, year)["nature"] for year in store.years}
    assert [shown[year] for year in (2019, 2023)] == [None, "public"]
    assert {shown[year] for year in (2024, 2025, 2026)} == {"inclusive"}
    assert shown[2027] == "nonprofit"
    store.close()
