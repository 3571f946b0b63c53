"""Alembic's entry: always in process, on the connection that the storage hands over."""

from alembic import context

from desk_app.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the storage holds one transaction around all of it
)
context.run_migrations()
