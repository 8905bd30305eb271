"""What Alembic runs around each migration: the open connection and the store come in from `migrate.py`."""

from alembic import context

from server.storage.migrate import Store

config = context.config
store: Store = config.attributes["store"]

context.configure(
    connection=config.attributes["connection"],
    target_metadata=store.metadata,
    version_table=config.attributes["version_table"],
    include_name=lambda name, type_, parents: type_ != "table" or name in store.metadata.tables,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
