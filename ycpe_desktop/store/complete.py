"""完整备份: one zip with the database and the attachments that it names."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ycpe_desktop import divisions
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store.attachments import file_of, named_in
from ycpe_desktop.store.backup import copied
from ycpe_desktop.store.engine import Broken
from ycpe_desktop.store.folder import FILE, database_in, mendable, put_in_place
from ycpe_desktop.store.identity import identify

CONTENTS = "清单.json"
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{2})/(\1[0-9a-f]{62})")
Told = Callable[[int, int], None]
"""Told (done, all) now and then; may raise to stop."""


def write_complete(folder: Path, target: Path, told: Told = lambda done, every: None) -> Path:
    """Write the whole data folder into one zip. Attachments whose file is missing are named in its 清单."""
    unfinished = target.with_name(f".{uuid4().hex[:12]}.tmp")
    try:
        with mendable(target), copied(database_in(folder), target.parent) as copy:
            digests = sorted(named_in(copy))
            present = [digest for digest in digests if file_of(folder, digest).exists()]
            with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
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
        try:
            with mendable(scratch), ZipFile(file) as archive:
                database.write_bytes(archive.read(FILE))
                yield database, archive
        except BadZipFile:
            raise Broken("这个完整备份已损坏", str(file), "请换一个备份") from None
        except KeyError:
            raise Refusal(
                "这个压缩包不是完整备份", str(file), "请选择本程序导出的完整备份（.zip）或备份（.db）"
            ) from None
    finally:
        for rest in scratch.glob(f"{database.name}*"):
            rest.unlink()


def put_back_attachments(archive: ZipFile, folder: Path) -> int:
    """Copy the attachments of a complete backup that the data folder lacks; those that are not what their name says
    are left out. Gives how many came."""
    came = 0
    for name in archive.namelist():
        told = _ATTACHMENT.fullmatch(name)
        if told is None or file_of(folder, told[2]).exists():
            continue
        target = file_of(folder, told[2])
        content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != told[2]:
            continue
        with mendable(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f".{told[2][:12]}.tmp")
            unfinished.write_bytes(content)
            put_in_place(unfinished, target)
        came += 1
    return came
