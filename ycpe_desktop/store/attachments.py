"""Attachments: copied once into the data folder under their SHA-256, named by rows that are undone like any other."""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from ycpe_desktop.faults import Refusal
from ycpe_desktop.ledgers import Ledger
from ycpe_desktop.store.backup import list_backups
from ycpe_desktop.store.engine import connect_reading, connect_still, in_sentences
from ycpe_desktop.store.folder import ATTACHMENTS, database_in, mendable, put_in_place
from ycpe_desktop.store.store import Store
from ycpe_desktop.store.tables import attachment
from ycpe_desktop.store.writer import new_uuid

OPENED = "opened"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Attachment:
    """``name`` as the clerk's file was called; ``size`` in bytes; ``field`` where it proves one field only."""

    uuid: str
    ledger: str
    owner: str
    field: str | None
    name: str
    digest: str
    size: int
    added: date


def add(store: Store, ledger: type[Ledger], owner: str, field: str | None, path: Path) -> str:
    """Copy the file and note it with the record, as one action; gives the attachment's key."""
    digest, size = keep(store.folder, path)
    with store.writing(f"添加附件：{path.name}") as writer:
        key = new_uuid()
        values = {"ledger": ledger.__tablename__, "owner": owner, "field": field, "name": path.name[-200:]}
        writer.put(attachment, {"uuid": key, **values, "digest": digest, "size": size, "added": store.today})
    return key


def remove(store: Store, uuid: str) -> None:
    """Take the attachment from its record, as one action; the file stays, so that it can be undone."""
    with store.writing("移除附件") as writer:
        writer.remove(attachment, uuid)


def attachments_of(store: Store, owner: str) -> list[Attachment]:
    """The attachments of a record, oldest first."""
    wanted = select(attachment).where(attachment.c.owner == owner).order_by(attachment.c.added, attachment.c.name)
    with store.reading() as connection:
        return [Attachment(**row) for row in connection.execute(wanted).mappings()]


def keep(folder: Path, path: Path) -> tuple[str, int]:
    """(SHA-256, size) of the file, which is now in the data folder too."""
    with _coming(folder) as copy:
        with mendable(path):
            shutil.copyfile(path, copy)
        return _take_in(folder, copy)


def keep_content(folder: Path, content: bytes) -> tuple[str, int]:
    """The same of what lies in no file yet."""
    with _coming(folder) as copy:
        with mendable(copy.parent):
            copy.write_bytes(content)
        return _take_in(folder, copy)


@contextmanager
def _coming(folder: Path) -> Iterator[Path]:
    """Where to write what comes in; nothing is left there afterwards."""
    kept = folder / ATTACHMENTS
    with mendable(kept):
        kept.mkdir(parents=True, exist_ok=True)
    copy = kept / f".{uuid4().hex[:12]}.tmp"
    try:
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _take_in(folder: Path, copy: Path) -> tuple[str, int]:
    with copy.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    size = copy.stat().st_size
    target = file_of(folder, digest)
    if not is_kept(folder, digest, size):
        with mendable(copy.parent):
            target.parent.mkdir(exist_ok=True)
            put_in_place(copy, target)
    return digest, size


def is_kept(folder: Path, digest: str, size: int) -> bool:
    """Whether the file is there whole, as far as its size tells; one that was cut off is written anew."""
    target = file_of(folder, digest)
    return target.exists() and target.stat().st_size == size


def file_of(folder: Path, digest: str) -> Path:
    return folder / ATTACHMENTS / digest[:2] / digest


def to_open(folder: Path, chosen: Attachment) -> Path:
    """A copy under the attachment's own name, for another program to open; the kept file is never handed out."""
    source = file_of(folder, chosen.digest)
    if not source.exists():
        raise Refusal(f"附件“{chosen.name}”的文件不在了", str(source.parent), "请从完整备份恢复，或重新添加这个附件")
    target = folder / ATTACHMENTS / OPENED / chosen.digest[:12] / (Path(chosen.name).name or "附件")
    with mendable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return target


def missing_files(database: Path, folder: Path) -> list[str]:
    """Names of the attachments whose files are not in the data folder, with their kindergarten's name."""
    wanted = (
        "SELECT attachment.name, digest, kindergarten.name FROM attachment"
        " LEFT JOIN kindergarten ON kindergarten.uuid = attachment.owner ORDER BY 3, 1"
    )
    with in_sentences(database), closing(connect_reading(database)) as connection:
        rows = connection.execute(wanted).fetchall()
    return [
        f"{name}（{owner}）" if owner else name for name, digest, owner in rows if not file_of(folder, digest).exists()
    ]


def collect(folder: Path) -> list[Path]:
    """Delete the files that neither the database nor any kept backup names, in their rows or in their histories.

    Deletes nothing while a backup cannot be read.
    """
    databases = [database_in(folder), *(each.path for each in list_backups(folder))]
    named: set[str] = set()
    for database in databases:
        with in_sentences(database):
            named |= named_in(database)
    kept = folder / ATTACHMENTS
    shutil.rmtree(kept / OPENED, ignore_errors=True)
    return _delete([file for file in kept.glob("??/*") if _DIGEST.fullmatch(file.name) and file.name not in named])


def named_in(database: Path) -> set[str]:
    """The hashes of all attachments that a database has or could bring back by undo."""
    with closing(connect_still(database)) as connection:
        return {digest for (digest,) in _named(connection) if digest}


def _named(connection: sqlite3.Connection) -> list[tuple[str | None]]:
    kept = "SELECT json_extract(fields, '$.digest[{}]') FROM change WHERE ledger='attachment'"
    wanted = ["SELECT digest FROM attachment", kept.format(0), kept.format(1)]
    return connection.execute(" UNION ".join(wanted)).fetchall()


def _delete(files: Collection[Path]) -> list[Path]:
    for file in files:
        with mendable(file):
            file.unlink()
    return sorted(files)
