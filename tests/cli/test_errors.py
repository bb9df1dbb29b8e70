"""Whatever goes wrong is one line that says what and what to do; every command explains itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from sqlalchemy import text
from typer.main import get_command

from bot.cli import app, opening
from bot.settings import settings
from bot.store import Store
from tests.cli.conftest import Bot


def commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name, noun in get_command(app).commands.items():  # type: ignore[attr-defined]
        found.append((name,))
        found.extend((name, verb) for verb in getattr(noun, "commands", {}))
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_has_help(bot: Bot, command: tuple[str, ...], data: Path) -> None:
    said = bot(*command, "--help")
    usage, explanation, *_ = said.out.split("\n\n")
    assert usage.startswith("Usage: ")
    assert explanation.startswith("  ")
    assert explanation.endswith(".")
    assert not data.exists()


def test_the_commands_of_the_contract_are_there() -> None:
    assert {
        ("orders", "import"),
        ("shoppers", "token"),
        ("cases", "list"),
        ("cases", "show"),
        ("cases", "arrived"),
        ("decisions", "list"),
        ("ledger", "balance"),
        ("recall", "start"),
        ("reviews", "approve"),
        ("reviews", "reject"),
        ("queue", "list"),
        ("queue", "reply"),
        ("queue", "release"),
    } <= set(commands())


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("cases", "nonsense"),
        ("cases", "show"),
        ("cases", "list", "--nonsense"),
        ("cases", "show", "C1", "C2"),
        ("orders", "import"),
        ("queue", "reply", "c1"),
    ],
)
def test_wrong_usage_is_told_apart(bot: Bot, arguments: tuple[str, ...]) -> None:
    said = bot(*arguments, code=2)
    assert said.out == ""
    assert "Usage: " in said.err


def test_a_setting_that_is_wrong(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("TUANBAO_APPROVAL_LIMIT_FEN", "-1")
    settings.cache_clear()
    error = bot.refused("cases", "list")
    assert "setting PORT: " in error
    assert "setting approval_limit_fen: " in error
    assert error.endswith("; correct the environment")


def test_a_folder_that_cannot_be_made(bot: Bot, data: Path) -> None:
    data.write_text("in the way")
    error = bot.refused("cases", "list")
    assert error.startswith(f"{data}: ")
    assert error.endswith("; check the path and its permissions")


def test_a_file_that_is_no_database(bot: Bot, data: Path) -> None:
    data.mkdir()
    (data / "tuanbao.db").write_text("this is no database" * 100)
    assert "file is not a database" in bot.refused("cases", "list")


def test_a_database_server_that_is_not_there(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://me:my-password@127.0.0.1:1/x"
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    error = bot.refused("cases", "list")
    assert "check TUANBAO_DATA or DATABASE_URL" in error
    assert "my-password" not in error


def test_a_database_of_a_later_release(bot: Bot, store: Store) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "later release (9999" in bot.refused("cases", "list")


def test_broken_characters(bot: Bot) -> None:
    assert "broken characters" in bot.refused("cases", "show", "C\udcff")


def test_a_bug_is_one_line_that_says_where(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "migrate", {})
    error = bot.refused("cases", "list")
    assert error.startswith("unexpected TypeError: 'dict' object is not callable (")
    assert "opening.py:" in error
    assert error.endswith("please report it")


def test_leaving_early_is_no_error(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(url: str) -> None:
        raise typer.Exit(3)

    monkeypatch.setattr(opening, "migrate", leave)
    assert bot("cases", "list", code=3).err == ""


def test_the_console_script_on_a_terminal_without_chinese(data: Path) -> None:
    environment = {
        **{"PATH": os.environ["PATH"], "TUANBAO_DATA": str(data)},
        **{"PYTHONIOENCODING": "ascii", "DATABASE_URL": ""},
    }
    script = [sys.executable, "-c", "import bot.cli; bot.cli.main()"]
    for command in (["demo", "fill"], ["shoppers", "list"]):
        done = subprocess.run(
            [*script, *command], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert "\\u6797\\u6653\\u6708" in done.stdout


def test_a_reader_that_goes_away_is_no_error(data: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TUANBAO_DATA": str(data), "DATABASE_URL": ""}
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-c", "import bot.cli; bot.cli.main()", "shoppers", "list"],
            env=environment,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert "Traceback" not in done.stderr
    assert "error" not in done.stderr
