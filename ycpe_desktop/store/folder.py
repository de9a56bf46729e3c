"""The office's data folder: where its files lie, on what disk it may be, and who holds it."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath

from ycpe_desktop.faults import Refusal

FILE = "ycpe.db"
LOCK = "ycpe.lock"
RUNNING = "ycpe.running"
"""Lies beside the database while a program may write it; left behind by an end that was none."""
BACKUPS = "backups"
ATTACHMENTS = "attachments"

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs"})
_IN_PROGRESS = 3600.0  # seconds that a backup may take
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # as Windows and Linux say it
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def database_in(folder: Path) -> Path:
    return folder / FILE


def exists(folder: Path) -> bool:
    return database_in(folder).exists()


@contextmanager
def mendable(where: Path) -> Iterator[None]:
    """Turn a full disk, a missing permission or a missing folder into a Refusal."""
    try:
        yield
    except OSError as error:
        told = {
            errno.ENOSPC: ("磁盘空间不够", "请清理磁盘后再试"),
            errno.EDQUOT: ("磁盘空间不够", "请清理磁盘后再试"),
            errno.EROFS: ("这个位置是只读的，写不进去", "请换一个文件夹"),
            errno.EACCES: ("没有读写权限，或文件正被另一个程序打开", "请检查权限、关闭那个程序，或换一个文件夹"),
            errno.EPERM: ("没有读写权限，或文件正被另一个程序打开", "请检查权限、关闭那个程序，或换一个文件夹"),
            errno.ENOENT: ("找不到这个文件或文件夹", "请检查路径"),
            errno.ENOTDIR: ("找不到这个文件或文件夹", "请检查路径"),
            errno.EISDIR: ("这是一个文件夹，不是文件", "请另选文件"),
            errno.EEXIST: ("已经有同名的文件", "请换一个名称"),
            errno.EIO: ("读写磁盘时出错", "请检查磁盘"),
            errno.ENAMETOOLONG: ("文件名太长", "请换一个较短的名称"),
        }.get(error.errno or 0)
        if told is None:
            raise
        raise Refusal(told[0], str(where), told[1]) from error


def require_local(folder: Path) -> None:
    """Refuse a folder on a network share: SQLite's locks do not hold there."""
    if on_network(folder):
        raise Refusal(
            "台账不能放在网络共享文件夹里，数据会损坏",
            str(folder),
            "请改放本机硬盘；要给别人，请用完整备份或标准工作簿",
        )


def on_network(folder: Path) -> bool:
    """Whether the folder, or the nearest parent that exists, lies on another computer."""
    if sys.platform == "win32":
        return _on_network_drive(str(folder.absolute()))
    mounts = _MOUNTS.read_text(encoding="utf-8") if _MOUNTS.exists() else ""
    return _on_network_mount(PurePosixPath(folder.resolve()), mounts)


def _on_network_drive(path: str) -> bool:
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    plain = plain.removeprefix("\\\\?\\")
    return plain.startswith("\\\\") or _drive_type(f"{plain[:2]}\\") == _REMOTE_DRIVE


def _drive_type(root: str) -> int:
    """What kind of drive ``Z:\\`` is, as Windows says."""
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _on_network_mount(folder: PurePosixPath, mounts: str) -> bool:
    """``mounts`` is the text of /proc/self/mountinfo; the longest mount point above the folder decides."""
    kind, longest = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        if not after or len(before.split(" ")) < 5:
            continue
        point = PurePosixPath(before.split(" ")[4].replace("\\040", " "))
        if (folder == point or point in folder.parents) and len(point.parts) >= longest:
            kind, longest = after.split(" ")[0], len(point.parts)
    return kind in _NETWORK


class Lock:
    """Held until it is released or the process ends, however it ends: a stale file never blocks."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)  # and with it goes the lock
            self._handle = None


def take_lock(folder: Path) -> Lock:
    """The operating system's lock on the folder."""
    with mendable(folder):
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock_file(handle)
    except OSError as error:
        os.close(handle)
        if error.errno in _HELD:
            raise Refusal("这个台账已经在另一个窗口中打开", str(folder), "请使用已打开的窗口，或先关闭它") from None
        raise Refusal("这个位置不能加锁，不能放台账", str(folder), "请改放本机硬盘") from None
    return Lock(handle)


def _lock_file(handle: int) -> None:
    """Raises OSError at once where another has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(folder: Path, now: datetime) -> None:
    """Delete what a killed backup or restore left half written, once it is surely nobody's work in progress."""
    for place in (folder, folder / BACKUPS, folder / ATTACHMENTS):
        for file in place.glob(".*.tmp*"):
            with suppress(OSError):  # what another program holds goes another time
                if file.stat().st_mtime < now.timestamp() - _IN_PROGRESS:
                    file.unlink()


def mark_running(folder: Path) -> None:
    with mendable(folder):
        (folder / RUNNING).touch()


def was_running(folder: Path) -> bool:
    """Whether the program that last wrote here did not close, or the folder was copied while it ran."""
    return (folder / RUNNING).exists()


def unmark_running(folder: Path) -> None:
    with suppress(OSError):  # the next start then looks at the database once more
        (folder / RUNNING).unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Have the file on the disk before it is renamed into its place."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename a finished file over the target, durably: whatever fails, the old one stands or the new one."""
    flush(temporary)
    temporary.replace(target)
    if sys.platform != "win32":  # Windows cannot open a folder to flush it, and need not
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_database_in_place(temporary: Path, target: Path) -> None:
    """The same for a database that is closed. Raises Refusal where SQLite could not carry all of its log over into the
    file, for want of room on the disk: renamed alone, the file would lack that."""
    log = temporary.with_name(f"{temporary.name}-wal")
    if log.exists() and log.stat().st_size:
        raise Refusal("数据没有全部写进文件，这一步没有做成", str(target), "请清理磁盘后再试")
    put_in_place(temporary, target)


def move_aside(database: Path, at: datetime) -> Path | None:
    """Rename a broken database, its log first: a log left behind would be read into the next one of that name.

    None where there was no database, but at most a log without one.
    """
    aside = database.with_name(f"{database.stem}_损坏_{at:%Y-%m-%d_%H%M%S}{database.suffix}")
    with mendable(database):
        for tail in ("-wal", "-shm", ""):
            part = database.with_name(f"{database.name}{tail}")
            if part.exists():
                part.replace(aside.with_name(f"{aside.name}{tail}"))
    return aside if aside.exists() else None
