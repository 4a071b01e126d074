"""What Alembic runs for each command. The connection is handed over; there is no configuration file."""

from alembic import context

from dashboard.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
