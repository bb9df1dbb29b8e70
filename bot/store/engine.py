"""Engines and the two kinds of transaction: reading and writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

BUSY_SECONDS = 30


class Store:
    """A database. A `writing()` block is one transaction; an exception in it rolls back."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading_engine = engine
        if engine.dialect.name == "postgresql":  # whose usual reads each see another moment
            self._reading_engine = engine.execution_options(isolation_level="REPEATABLE READ")
        self._writing_engine = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A snapshot to read from. Nothing is written."""
        with Session(self._reading_engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed at the end of the block."""
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def alone(session: Session, what: str) -> None:
    """Let no other transaction that names `what` go on before this one has ended.

    SQLite's writers are alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(what))))


def open_store(url: str) -> Store:
    """The store at a SQLAlchemy `url`; an SQLite file's folder is made where it is missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return Store(create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=40))
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, pool_size=10, max_overflow=90
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: upgrading a read lock later can only fail under load."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
