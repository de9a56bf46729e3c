"""Old databases come up to today's schema whole, or stay as they were."""

import ast
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import today
from tests.store.old.make import fill
from ycpe_desktop.faults import Refusal
from ycpe_desktop.store import create_store, migrations, open_store
from ycpe_desktop.store.backup import list_backups
from ycpe_desktop.store.doctor import examine
from ycpe_desktop.store.folder import database_in
from ycpe_desktop.store.identity import identify

HERE = Path(__file__).resolve().parent
OLD = sorted((HERE / "old").glob("*.db"))


def schema_of(file: Path) -> dict[str, Any]:
    """Tables with their columns, types, keys, references and indexes, however they were made."""
    with closing(sqlite3.connect(file)) as connection:

        def asked(question: str) -> list[Any]:
            return connection.execute(question).fetchall()

        def indexes(table: str) -> list[Any]:
            found = asked(f"PRAGMA index_list({table})")
            named = [("" if name.startswith("sqlite_") else name, *rest, name) for _, name, *rest in found]
            return sorted((*told, str(asked(f"PRAGMA index_info({name})"))) for *told, name in named)

        return {
            table: {
                "columns": sorted(row[1:] for row in asked(f"PRAGMA table_info({table})")),
                "references": sorted(row[2:] for row in asked(f"PRAGMA foreign_key_list({table})")),
                "indexes": indexes(table),
                "counts up": "AUTOINCREMENT" in sql,
            }
            for table, sql in asked("SELECT name, sql FROM sqlite_master WHERE type='table'")
        }


def test_the_revisions_make_the_same_schema_as_the_models(tmp_path: Path, folder: Path) -> None:
    built = tmp_path / "built.db"
    migrations.upgrade(built)
    assert schema_of(built) == schema_of(database_in(folder))


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    files = sorted(file.stem for file in (migrations.folder() / "versions").glob("*.py"))
    assert tuple(files) == migrations.REVISIONS


def test_a_revision_is_frozen_history() -> None:
    """It imports no model of today, and everything that it imports is told to the build."""
    hidden = migrations.hidden_imports()
    for file, _ in migrations.shipped_files():
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module in hidden
                assert not str(node.module).startswith("ycpe_desktop")
    assert {"alembic", "sqlalchemy"} <= set(hidden)


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.stem)
def test_a_database_of_every_released_version_opens(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(old, database_in(folder))
    store = open_store(folder, today=today)
    try:
        assert store.county.name == "芮城县"
        assert store.redo().label == "园长"
    finally:
        store.close()
    report = examine(folder)
    assert [each.title for each in report.findings if not each.good] == ["附件"]  # the file was never there
    assert report.counts["园所名册"] == report.counts["督学责任"] == 1


def test_a_database_of_every_released_version_is_kept() -> None:
    assert [old.stem for old in OLD] == ["0.1.0"]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A data folder with child rows, as the program knows a newer schema."""
    folder = tmp_path / "older"
    store = create_store(folder, "芮城县", today=today)
    fill(store)
    store.close()
    return folder


@pytest.fixture
def newer_program(older: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of before, and today a program that knows one revision more."""
    monkeypatch.setattr(migrations, "REVISIONS", ("0001", "0002"))
    monkeypatch.setattr(migrations, "VERSIONS", ("versions", str(HERE / "revisions")))
    return older


@pytest.mark.parametrize("writable", [True, False])
def test_an_older_database_is_backed_up_and_upgraded_with_its_child_rows(newer_program: Path, writable: bool) -> None:
    store = open_store(newer_program, writable=writable, today=today)
    store.close()
    assert identify(database_in(newer_program)).version == "0002"
    with closing(sqlite3.connect(database_in(newer_program))) as connection:
        assert connection.execute("SELECT motto FROM kindergarten").fetchall() == [("一切为了孩子",)]
        assert connection.execute("SELECT count(*) FROM kindergarten_nature").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM year_report").fetchone() == (1,)
    assert [(each.reason, identify(each.path).version) for each in list_backups(newer_program)] == [("升级前", "0001")]
    assert examine(newer_program).counts["班级"] == 1


def test_a_revision_that_breaks_references_changes_nothing(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_of(database_in(older))
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "REVISIONS", ("0001", "0002"))
        newer.setattr(migrations, "VERSIONS", ("versions", str(HERE / "revisions_that_fail")))
        with pytest.raises(Refusal, match="退回原样"):
            open_store(older, today=today)
    assert schema_of(database_in(older)) == before
    store = open_store(older, today=today)  # and the lock is free again
    assert store.redo().label == "园长"
    store.close()


def test_a_start_without_anything_to_upgrade_does_not_load_alembic(folder: Path) -> None:
    program = (
        "import sys, pathlib; from ycpe_desktop.store import open_store;"
        " open_store(pathlib.Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    root = HERE.parents[1]
    assert subprocess.run([sys.executable, "-c", program, str(folder)], cwd=root, check=False).returncode == 0
