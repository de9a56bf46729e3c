"""The connection to SQLite: durable, with enforced references, transactions that also cover DDL."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event


def make_engine(file: Path, *, foreign_keys: bool = True) -> Engine:
    """WAL with ``synchronous=FULL``: a power cut loses no saved edit. Transactions are begun by ourselves, since the
    driver would begin them too late; those for writing take the write lock at once."""
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 10})

    def on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA cache_size=-16000")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine
