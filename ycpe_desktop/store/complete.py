"""完整备份: one zip with the database and the attachments that it names."""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ycpe_desktop import divisions
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store.attachments import file_of, is_kept, named_in
from ycpe_desktop.store.backup import copied
from ycpe_desktop.store.engine import Broken
from ycpe_desktop.store.folder import ATTACHMENTS, FILE, database_in, mendable, put_in_place
from ycpe_desktop.store.identity import identify

CONTENTS = "清单.json"
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_UNREADABLE = (BadZipFile, zlib.error, EOFError, RuntimeError)
"""What zipfile says of a member that is damaged, packed in another way, or encrypted."""
Told = Callable[[int, int], None]
"""Told (done, all) now and then; may raise to stop."""


def write_complete(folder: Path, target: Path, told: Told = lambda done, every: None) -> Path:
    """Write the whole data folder into one zip. Attachments whose file is missing are named in its 清单."""
    unfinished = target.with_name(f".{uuid4().hex[:12]}.tmp")
    try:
        with mendable(target), copied(database_in(folder), target.parent) as copy:
            digests = sorted(named_in(copy))
            present = [digest for digest in digests if file_of(folder, digest).exists()]
            with ZipFile(unfinished, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.writestr(CONTENTS, _contents(copy, digests, present))
                archive.write(copy, FILE)
                for done, digest in enumerate(present):
                    told(done, len(present))
                    archive.write(file_of(folder, digest), f"attachments/{digest[:2]}/{digest}", ZIP_STORED)
            told(len(present), len(present))
            put_in_place(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _contents(copy: Path, digests: list[str], present: list[str]) -> str:
    told = identify(copy)
    return json.dumps(
        {
            "county": divisions.county(told.county).name,
            "schema": told.version,
            "at": datetime.now().isoformat(timespec="seconds"),
            "attachments": present,
            "missing": sorted(set(digests) - set(present)),
        },
        ensure_ascii=False,
        indent=1,
    )


@contextmanager
def unpacked(file: Path, scratch: Path) -> Iterator[tuple[Path, ZipFile | None]]:
    """The database of a backup, and the open zip where it is one. A database is looked at where it lies."""
    with mendable(file), file.open("rb") as opened:
        zipped = opened.read(4) == b"PK\x03\x04"
    if not zipped:
        yield file, None
        return
    database = scratch / f".{uuid4().hex[:12]}.tmp"
    try:
        with mendable(scratch), _opened(file) as archive:
            database.write_bytes(_content(archive, FILE))
            yield database, archive
    finally:
        for rest in scratch.glob(f"{database.name}*"):
            rest.unlink()


def _opened(file: Path) -> ZipFile:
    try:
        return ZipFile(file)
    except BadZipFile:
        raise Broken("这个完整备份已损坏", str(file), "请换一个备份") from None


def _content(archive: ZipFile, name: str) -> bytes:
    """Raises Refusal where there is no such member, Broken where it is damaged or was put under a password."""
    try:
        return archive.read(name)
    except KeyError:
        raise Refusal(
            "这个压缩包不是完整备份", str(archive.filename), "请选择本程序导出的完整备份（.zip）或备份（.db）"
        ) from None
    except _UNREADABLE:
        raise Broken("这个完整备份已损坏，或另加了密码", str(archive.filename), "请换一个备份") from None


def put_back_attachments(archive: ZipFile, folder: Path) -> int:
    """Copy the attachments of a complete backup that the data folder lacks; those that cannot be read or are not what
    their name says are left out. Gives how many came."""
    came = 0
    for member in archive.infolist():
        told = _ATTACHMENT.fullmatch(member.filename)
        if told is None or is_kept(folder, told[2], member.file_size):
            continue
        try:
            content = _content(archive, member.filename)
        except Broken:
            continue
        if hashlib.sha256(content).hexdigest() == told[2]:
            _put_back(folder, told[2], content)
            came += 1
    return came


def _put_back(folder: Path, digest: str, content: bytes) -> None:
    target = file_of(folder, digest)
    unfinished = folder / ATTACHMENTS / f".{digest[:12]}.tmp"
    with mendable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        put_in_place(unfinished, target)
