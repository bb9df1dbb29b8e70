"""The operator's command, working on a data folder of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cases.situation import calendar
from bot.cli import app
from bot.settings import settings
from bot.store import Store, open_store
from bot.store.migrate import migrate


@dataclass
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


class Bot:
    """`bot(…)` runs a command; it must end well unless `code` says otherwise."""

    def __call__(self, *arguments: str, code: int = 0) -> Said:
        result = CliRunner().invoke(app, arguments)
        said = Said(result.exit_code, result.stdout, result.stderr)
        assert said.code == code, said
        return said

    def json(self, *arguments: str) -> Any:
        """What it printed as JSON, with nothing said besides."""
        said = self(*arguments, "--json")
        assert said.err == ""
        return json.loads(said.out)

    def refused(self, *arguments: str) -> str:
        """The one line of its error, without `error: `."""
        said = self(*arguments, code=1)
        assert said.out == ""
        assert said.err.startswith("error: ")
        assert said.err.count("\n") == 1
        return said.err.removeprefix("error: ").strip()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder; the settings are read anew for it."""
    folder = tmp_path / "data"
    for name in ("DATABASE_URL", "TUANBAO_DATABASE_URL", "TUANBAO_SHOPPER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TUANBAO_DATA", str(folder))
    _forget_settings()
    yield folder
    monkeypatch.undo()
    _forget_settings()


def _forget_settings() -> None:
    settings.cache_clear()
    calendar.cache_clear()


@pytest.fixture
def bot() -> Bot:
    """The command."""
    return Bot()


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """The store that the command works on."""
    migrate(settings().database)
    opened = open_store(settings().database)
    yield opened
    opened.close()
