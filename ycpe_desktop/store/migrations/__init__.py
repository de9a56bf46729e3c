"""The versions of the schema, and how an older database comes up to today's.

A revision in ``versions/`` is frozen history: it imports no model of today. New databases are made from the models and
stamped; a test holds the two against each other. ``draft`` drafts a revision.
"""

import ast
from collections.abc import Sequence
from pathlib import Path

from ycpe_desktop.paths import program_folder

REVISIONS = ("0001",)
"""All schema versions, oldest first; each has its file."""

HERE = "ycpe_desktop/store/migrations"
VERSIONS = ("versions",)
"""Folders with revisions, under this one."""


def folder() -> Path:
    """Where env.py and the revisions lie; they ship as data, since Alembic reads them as files."""
    return program_folder() / HERE


def shipped_files() -> list[tuple[str, str]]:
    """(file, folder in the program) of everything that Alembic must find in a frozen program, for build.spec."""
    found = [folder() / "env.py", *folder().glob("versions/*.py")]
    return [(str(file), str(Path(HERE, file.relative_to(folder()).parent))) for file in sorted(found)]


def hidden_imports() -> list[str]:
    """What the revisions and env.py import: a frozen program cannot see it by itself; for build.spec."""
    found = {"alembic.ddl.sqlite", "sqlalchemy.dialects.sqlite", "logging.config"}
    for file, _ in shipped_files():
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return sorted(found)


def upgrade(file: Path, to: str = "head", versions: Sequence[Path] = ()) -> None:
    """Bring the database up to that revision in one transaction: it is done whole, or nothing has changed.

    Raises Refusal when references would be left broken. The caller has made a backup and holds the folder's lock.
    """
    from alembic import command  # loaded only when there is something to upgrade
    from alembic.config import Config

    from ycpe_desktop.faults import Refusal
    from ycpe_desktop.store.engine import make_engine

    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    places = versions or [folder() / name for name in VERSIONS]
    config.set_main_option("version_locations", "\n".join(str(place) for place in places).replace("%", "%%"))
    engine = make_engine(file, foreign_keys=False)  # a rebuilt table would take its child rows with it
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            wrong = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if wrong:
                raise Refusal(f"升级后有 {len(wrong)} 处引用对不上，已退回原样", str(file), "请把备份交给维护人员")
    finally:
        engine.dispose()
