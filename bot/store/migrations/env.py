"""What alembic runs: migrations on the connection that `bot.store.migrate` gives it.

A new one is begun with `alembic -x url=sqlite:///… revision --autogenerate --rev-id 0002 -m "…"`.
"""

from alembic import context
from sqlalchemy import Connection

from bot.store.engine import open_store
from bot.store.migrate import all_tables


def _run(connection: Connection, autogenerate: bool = False) -> None:
    # SQLite cannot alter most of a table: alembic then copies it.
    context.configure(
        connection=connection,
        target_metadata=all_tables() if autogenerate else None,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with open_store(context.get_x_argument(as_dictionary=True)["url"]).engine.begin() as own:
        _run(own, autogenerate=True)
