"""The connection to SQLite: durable, with enforced references, transactions that also cover DDL."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from ycpe_desktop.faults import Refusal

_SENTENCES = {
    "SQLITE_FULL": ("磁盘空间不够，这一步没有保存，原有数据没有变", "请清理磁盘后再试"),
    "SQLITE_READONLY": ("数据文件是只读的，写不进去", "请检查文件夹的写入权限"),
    "SQLITE_CANTOPEN": ("打不开数据文件", "请检查文件夹是否存在、是否有写入权限"),
    "SQLITE_PERM": ("没有权限读写数据文件", "请检查文件夹的写入权限"),
    "SQLITE_IOERR_SHM": ("磁盘空间不够，打不开数据文件，原有数据没有变", "请清理磁盘后再试"),
    "SQLITE_IOERR": ("读写磁盘时出错，这一步没有保存", "请检查磁盘，并尽快把备份复制到别处"),
    "SQLITE_CORRUPT": ("数据文件已损坏", "请从备份恢复"),
    "SQLITE_NOTADB": ("这不是台账数据文件，或文件已损坏", "请从备份恢复"),
    "SQLITE_CONSTRAINT_UNIQUE": ("同样的记录已经有一条了，这一步没有保存", "请查看已有的那一条"),
    "SQLITE_CONSTRAINT_FOREIGNKEY": ("用到的记录已经不在了，这一步没有保存", "请刷新后再试"),
    "SQLITE_BUSY": ("数据文件正被另一个程序占用", "请稍等再试"),
}
"""How SQLite's error begins → what happened and what to do, the longer first; all else is our own mistake."""


_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


class Broken(Refusal):
    """The database is damaged, as far as it can be read at all."""


def make_engine(file: Path, *, foreign_keys: bool = True) -> Engine:
    """WAL with ``synchronous=FULL``: a power cut loses no saved edit. Transactions are begun by ourselves, since the
    driver would begin them too late; those for writing take the write lock at once."""
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": 10})
    _listen(
        engine,
        file,
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        "journal_mode=WAL",
        "synchronous=FULL",
    )
    return engine


def make_reading_engine(file: Path) -> Engine:
    """For looking only, while another process may be writing: SQLite itself refuses every write."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect_reading(file),
        poolclass=QueuePool,  # the pool of a file; without a file in the address SQLAlchemy takes that of a memory
    )
    _listen(engine, file, "query_only=ON")
    return engine


def connect_reading(file: Path) -> sqlite3.Connection:
    """A plain connection that only reads a database which another process may be writing."""
    address = f"{file.resolve().as_uri()}?mode=ro"
    if not os.access(file.parent, os.W_OK) and not log_of(file).exists():
        address += "&immutable=1"  # SQLite could not make the index of its log there
    return sqlite3.connect(address, uri=True, timeout=10, check_same_thread=False)


def connect_still(file: Path) -> sqlite3.Connection:
    """A plain connection for one look at a file that may be anybody's: nothing is put beside it."""
    if log_of(file).exists():
        return connect_reading(file)
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def refusal_for(error: BaseException | None, file: Path) -> Refusal | None:
    """The sentence for what SQLite says; None where it is no failure that a user can mend."""
    if not isinstance(error, sqlite3.Error):
        return None
    name = "SQLITE_CORRUPT" if "malformed" in str(error) else getattr(error, "sqlite_errorname", "")
    basic = next((basic for basic in _SENTENCES if name.startswith(basic)), "")
    if not basic:
        return None
    what, remedy = _SENTENCES[basic]
    return (Broken if basic in _BROKEN else Refusal)(what, "" if "CONSTRAINT" in basic else str(file), remedy)


@contextmanager
def in_sentences(file: Path) -> Iterator[None]:
    """Turn what plain sqlite3 says of the file into a Refusal."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = refusal_for(error, file)
        if refusal is None:
            raise
        raise refusal from error


def _listen(engine: Engine, file: Path, *pragmas: str) -> None:
    def on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in (*pragmas, "cache_size=-64000", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def on_error(context: Any) -> None:
        refusal = refusal_for(context.original_exception, file)
        if refusal is not None:
            raise refusal from context.original_exception

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    event.listen(engine, "handle_error", on_error)
