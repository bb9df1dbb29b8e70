"""Migrations make the tables that the models describe, and keep records from being changed."""

import logging
import sys
from multiprocessing import get_context
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ClauseElement, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from bot.store import Store, open_store
from bot.store.migrate import MIGRATIONS, MigrationError, all_tables, head, migrate

PROCESSES = 3

ORDER = """
INSERT INTO shoppers VALUES ('s', 'n', 'p');
INSERT INTO deals VALUES ('d', 't', 'm');
INSERT INTO orders VALUES ('o', 's', 'd', 'service', true, 1, 1, 1, '2026-01-01', 'none',
    NULL, NULL, NULL, NULL, NULL, false, false, 1);
INSERT INTO decisions VALUES ('x', 'o', 's', 'refund', 'row_8_service', 'approve', 'refund_now',
    '[]', '{}', '{}', 'v', '2026-01-01', 'c', 1);
INSERT INTO cases VALUES ('C1', 'o', 's', 'x', 'refund', 1, 1, 'refunded', 'refund_now', '[]',
    '{}', NULL, false, '2026-01-01', 'c', 1);
INSERT INTO case_steps VALUES (1, 'C1', '2026-01-01', NULL, 'refunded', 'bot', NULL);
INSERT INTO ledger_entries VALUES (1, 's', 'C1', 1, '2026-01-01');
"""
CHANGES = [
    "UPDATE decisions SET outcome = 'refuse'",
    "DELETE FROM decisions",
    "UPDATE case_steps SET actor = 'somebody'",
    "DELETE FROM case_steps WHERE id = 1",
    "UPDATE ledger_entries SET amount_fen = 2",
    "DELETE FROM ledger_entries",
]


def test_migrations_and_models_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []


def test_every_column_and_every_name_is_as_the_models_make_them(store: Store) -> None:
    migrated = _described(store.engine)
    all_tables().drop_all(store.engine)
    all_tables().create_all(store.engine)
    assert migrated == _described(store.engine)


def test_every_table_is_made_by_the_migrations(store: Store) -> None:
    assert set(inspect(store.engine).get_table_names()) == {*all_tables().tables, "alembic_version"}


def test_the_last_numbered_file_is_what_alembic_takes_for_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [head()]


def test_processes_that_start_together_do_it_once(database_url: str) -> None:
    context = get_context("spawn")
    with context.Pool(PROCESSES, context.Barrier(PROCESSES).wait) as pool:
        pool.map(migrate, [database_url] * PROCESSES, chunksize=1)
    assert _versions(database_url) == [head()]


def test_a_database_that_is_current_is_left_alone_without_alembic(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(database_url)
    monkeypatch.setitem(sys.modules, "alembic", None)
    migrate(database_url)
    assert _versions(database_url) == [head()]


def test_a_failed_migration_leaves_nothing_behind(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade_and_fail(config: Config, revision: str) -> None:
        real(config, revision)
        raise RuntimeError("the power went off")

    real = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_and_fail)
    with pytest.raises(RuntimeError):
        migrate(database_url)
    store = open_store(database_url)
    assert inspect(store.engine).get_table_names() == []
    store.close()


def test_a_database_of_a_later_release_is_refused(database_url: str) -> None:
    migrate(database_url)
    store = open_store(database_url)
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(MigrationError, match="9999"):
        migrate(database_url)


def test_migrating_is_quiet(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    migrate(sqlite_url)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("change", CHANGES)
def test_a_record_is_never_changed_or_deleted(store: Store, change: str) -> None:
    _fill(store)
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.execute(text(change))


@pytest.mark.parametrize("table", ["decisions", "case_steps", "ledger_entries"])
def test_records_are_not_truncated_either(postgres_url: str, table: str) -> None:
    migrate(postgres_url)
    store = open_store(postgres_url)
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.execute(text(f"TRUNCATE {table} CASCADE"))
    store.close()


def _fill(store: Store) -> None:
    with store.writing() as session:
        for statement in ORDER.strip().rstrip(";").split(";"):
            session.execute(text(statement.replace(":", r"\:")))


def _versions(url: str) -> list[str]:
    store = open_store(url)
    with store.reading() as session:
        versions = list(session.scalars(text("SELECT version_num FROM alembic_version")))
    store.close()
    return versions


def _described(engine: Engine) -> dict[str, Any]:
    inspector = inspect(engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            ],
            "key": inspector.get_pk_constraint(table),
            "references": _by_name(inspector.get_foreign_keys(table)),
            "unique": _by_name(inspector.get_unique_constraints(table)),
            "indexes": _by_name(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
    }


def _by_name(things: Any) -> dict[str, Any]:
    return {thing["name"]: repr(_plain(thing)) for thing in things}


def _plain(thing: Any) -> Any:
    """Conditions of partial indexes as text: as objects no two are equal."""
    if isinstance(thing, dict):
        return {name: _plain(value) for name, value in thing.items()}
    return str(thing) if isinstance(thing, ClauseElement) else thing
