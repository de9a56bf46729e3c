"""Alembic runs this for every upgrade. The connection comes from ``upgrade``, which owns the transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
