"""Draft a revision from what the models have become: ``python -m ycpe_desktop.store.migrations.draft 0002 "…"``.

A developer's tool. The draft is to be read, mended and, from then on, left alone. ``0001`` drafts the whole schema.
Indexes over expressions are passed over, with a warning: they are to be added by hand.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic import autogenerate
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from ycpe_desktop.fields.kinds import Scaled
from ycpe_desktop.store.migrations import REVISIONS, folder, upgrade
from ycpe_desktop.store.tables import whole_schema

PAGE = '''"""{title}"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {body}
'''


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A revision knows no type of ours: money and measures are integers in the database."""
    return "sa.Integer()" if kind == "type" and isinstance(item, Scaled) else False


def same_table(item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    return not (kind == "table" and name in ("alembic_version", "sqlite_sequence"))


def body_of(file: Path) -> str:
    """The operations that turn the database into today's schema."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            options = {"render_item": render_item, "include_object": same_table, "render_as_batch": file.stat().st_size}
            context = MigrationContext.configure(connection, opts={"target_metadata": whole_schema(), **options})
            operations = autogenerate.produce_migrations(context, whole_schema()).upgrade_ops
            assert operations is not None
            told = autogenerate.render_python_code(
                operations, render_as_batch=bool(options["render_as_batch"]), render_item=render_item
            )
            return "\n".join(line for line in told.splitlines() if not line.strip().startswith("#")).strip()
    finally:
        engine.dispose()


def draft(number: str, title: str) -> Path:
    before = max((each for each in REVISIONS if each < number), default=None)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "before.db"
        file.touch()
        if before:
            upgrade(file, before)
        told = body_of(file)
    page = folder() / "versions" / f"{number}.py"
    quoted = f'"{before}"' if before else None
    page.write_text(PAGE.format(number=number, title=title, before=quoted, body=told), encoding="utf-8")
    return page


if __name__ == "__main__":
    sys.stdout.write(f"{draft(sys.argv[1], sys.argv[2])}\n")
