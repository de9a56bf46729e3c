"""What is built for the check alone: a newer version with a migration, and an empty program to measure against."""

import re
import shutil
from pathlib import Path

from build import setup, stage, version_of
from freezing import ROOT, Freezer, source_tree
from wine import Failed

NEWER, EMPTY = "YCPE-Setup-newer.exe", "empty-setup.exe"
EMPTY_KEY, EMPTY_TITLE = "YCPE-empty", "空程序"
MIGRATION = '''"""Only for the check of an upgrade: a table more."""

import sqlalchemy as sa
from alembic import op

revision = "{newer}"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("upgrade_trial", sa.Column("told", sa.String(20)))
'''


def newer_version(made_by: Freezer, work: Path) -> None:
    """The installer of the next version, which migrates."""
    source = source_tree(work / "newer")
    _add_migration(source / "ycpe_desktop" / "store" / "migrations")
    major, minor, patch = version_of(source).split(".")
    version = f"{major}.{minor}.{int(patch) + 1}"
    _replace(source / "ycpe_desktop" / "__init__.py", r'__version__ = "[\d.]+"', f'__version__ = "{version}"')
    staged = stage(made_by.freeze(source, "build.spec"), work / "stage" / "newer", made_by)
    (work / "trials").mkdir(exist_ok=True)
    setup(staged, work / "trials" / NEWER, version)


def _add_migration(migrations: Path) -> str:
    text = (migrations / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r"^REVISIONS = \(([^)]*)\)", text, re.MULTILINE)
    if not found:
        raise Failed("ycpe_desktop/store/migrations has no REVISIONS")
    known = re.findall(r'"(\d{4})"', found[1])
    newer = f"{int(known[-1]) + 1:04}"
    listed = "".join(f'"{each}", ' for each in [*known, newer])
    _replace(migrations / "__init__.py", r"^REVISIONS = \([^)]*\)", f"REVISIONS = ({listed})")
    written = MIGRATION.format(newer=newer, newest=known[-1])
    (migrations / "versions" / f"{newer}.py").write_text(written, encoding="utf-8")
    return newer


def _replace(file: Path, what: str, by: str) -> None:
    text, times = re.subn(what, by, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    if not times:
        raise Failed(f"{file} has no {what}")
    file.write_text(text, encoding="utf-8")


def empty_program(made_by: Freezer, work: Path) -> None:
    """Its installer, by the same script."""
    source = work / "empty"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(ROOT / "packaging" / "windows" / "empty", source)
    staged = stage(made_by.freeze(source, "empty.spec"), work / "stage" / "empty", made_by)
    names = [f"-DKEY={EMPTY_KEY}", f"-DTITLE={EMPTY_TITLE}", "-DCOMMANDS=none.exe"]
    (work / "trials").mkdir(exist_ok=True)
    setup(staged, work / "trials" / EMPTY, "1.0.0", names)


def built_trials(work: Path) -> tuple[Path, str, Path]:
    """The newer version's installer and its schema, the empty program's installer."""
    migrations = work / "newer" / "ycpe_desktop" / "store" / "migrations"
    found = [work / "trials" / NEWER, work / "trials" / EMPTY]
    if not migrations.exists() or not all(file.exists() for file in found):
        raise Failed("the newer version and the empty program have not been built: leave --again out")
    return found[0], max(path.stem for path in (migrations / "versions").glob("[0-9]*.py")), found[1]
