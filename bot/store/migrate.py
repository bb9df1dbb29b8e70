"""Bringing a database to the tables that this release works with."""

import logging
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from bot.store.base import Base
from bot.store.engine import Store, open_store

MIGRATIONS = Path(__file__).parent / "migrations"
# The number of the advisory lock; nothing else takes one of this number.
LOCK = 7281940563


class MigrationError(Exception):
    """The database does not fit this release; the text says why, to an operator."""


def migrate(url: str) -> None:
    """Bring the database at `url` to this release's tables, at once where it has them already.

    Of processes that start together one does it and the others wait. Raises MigrationError for a
    database of a later release.
    """
    store = open_store(url)
    try:
        with store.engine.connect() as connection:
            found = _version(connection)
        if found > head():
            raise MigrationError(f"the database is of a later release ({found}, not {head()})")
        if found < head():
            _upgrade(store)
    finally:
        store.close()


def head() -> str:
    """The last migration's id: the number its file begins with."""
    return max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def all_tables() -> MetaData:
    """The tables of all rooms, only to compare them with a database: an upgrade needs no models."""
    for path in sorted(MIGRATIONS.parents[1].glob("*/models.py")):
        import_module(f"bot.{path.parent.name}.models")
    return Base.metadata


def _version(connection: Connection) -> str:
    """The id of the last migration the database has had, empty for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def _upgrade(store: Store) -> None:
    # Imported here: a command that finds the database as it should be has no need of it.
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with store.writing() as session:  # on SQLite this is a lock already
        if store.engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")
