"""Only for the tests: a table that others refer to is built anew, and a column comes to it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("kindergarten", recreate="always") as batch:
        batch.add_column(sa.Column("motto", sa.String(60)))
    op.execute("UPDATE kindergarten SET motto = '一切为了孩子'")
