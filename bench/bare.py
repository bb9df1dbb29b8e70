"""Bare Rasa: its own REST channel with the product's model and actions, and no front.

What it lacks: nobody is asked who they are, no message is stored, a turn that fails or comes twice
is not noticed. It reads the same database, so a row in `conversations` says whose a sender is.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Line
from bench.processes import free_port, spawned, wait_for
from bench.product import environment
from bot.settings import settings
from bot.training import brain_environment, model_path

_ACTIONS = """\
action_endpoint:
  url: {actions}
  enable_selective_domain: true
"""
_SQL = """\
tracker_store:
  type: SQL
  dialect: sqlite
  db: {folder}/tracker.db
"""


@dataclass(frozen=True)
class Bare:
    """A running bare Rasa and its action server."""

    line: Line
    pids: tuple[int, int]


@contextmanager
def bare(folder: Path, data: Path, in_memory: bool = False) -> Iterator[Bare]:
    """Bare Rasa on the database of the product whose data is in `data`.

    It keeps its trackers in an SQLite file, as an assistant must that outlives a restart, or
    `in_memory`, which is Rasa's default.
    """
    folder.mkdir(parents=True, exist_ok=True)
    actions = free_port()
    command = [sys.executable, "-m", "actions", str(actions)]
    log = folder / "actions.log"
    with spawned(command, environment(data, 0), log) as action_server:
        wait_for(f"http://127.0.0.1:{actions}/health", action_server, log)
        with _rasa(folder, f"http://127.0.0.1:{actions}/webhook", in_memory) as (line, pid):
            yield Bare(line, (pid, action_server.pid))


@contextmanager
def _rasa(folder: Path, actions_url: str, in_memory: bool) -> Iterator[tuple[Line, int]]:
    endpoints = folder / "endpoints.yml"
    tracker_store = "" if in_memory else _SQL.format(folder=folder)
    endpoints.write_text(_ACTIONS.format(actions=actions_url) + tracker_store, encoding="utf-8")
    credentials = folder / "credentials.yml"
    credentials.write_text("rest:\n", encoding="utf-8")
    port = free_port()
    command = [
        *(str(settings().brain_python), "-m", "rasa", "run", "-m", str(model_path())),
        *("-i", "127.0.0.1", "-p", str(port)),
        *("--endpoints", str(endpoints), "--credentials", str(credentials)),
    ]
    log = folder / "rasa.log"
    with spawned(command, brain_environment(), log) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/webhooks/rest/", process, log)
        yield Line("rest", url), process.pid
