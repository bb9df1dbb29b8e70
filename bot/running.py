"""`bot run`: set up what is missing, start everything, say when a shopper can chat."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from bot import clock
from bot.cases.demo import fill_demo_shop
from bot.processes import StartFailed, free_ports, running, wait_until_ready
from bot.settings import Settings, settings
from bot.store import open_store
from bot.store.migrate import migrate
from bot.training import TrainingFailed, model_path, train

__all__ = ["StartFailed", "TrainingFailed", "run", "train_if_needed"]

START_SECONDS = 120
console = Console(stderr=True)


class Stopped(Exception):
    """Somebody wants us to stop."""


def run() -> None:
    """Run the product until Ctrl-C. Raises StartFailed or TrainingFailed."""
    own = settings()
    _refuse_taken_port(own)
    prepare(own)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        with running(own, free_ports(own.brains)) as supervisor:
            with _step("starting brain, action server and front"):
                wait_until_ready(own, supervisor, START_SECONDS)
            print(f"ready: http://127.0.0.1:{own.port}", flush=True)  # scripts wait for it
            console.print("open it, or [bold]make chat[/bold]; Ctrl-C stops everything")
            supervisor.wait()
            raise StartFailed(f"supervisor has stopped, see the logs in {own.data / 'run'}")
    except Stopped:
        console.print("stopped")


def prepare(own: Settings) -> None:
    """Bring the database up to date, fill in the demo shop, train the model if it is not there."""
    with _step("preparing the database"):
        migrate(own.database)
    if own.demo:
        with _step("filling in the demo shop"):
            store = open_store(own.database)
            fill_demo_shop(store, clock.now())
            store.close()
    train_if_needed()


def train_if_needed() -> None:
    """Train the model unless there is one for the present sources. Raises TrainingFailed."""
    if not model_path().exists():
        with _step("training the model (only when its sources have changed)"):
            train()


@contextmanager
def _step(what: str) -> Iterator[None]:
    """Show that something is going on, and how long it took."""
    start = time.monotonic()
    with console.status(f"{what} …"):
        yield
    console.print(f"[green]✓[/green] {what} ({time.monotonic() - start:.1f} s)")


def _refuse_taken_port(own: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((own.host, own.port))
        except OSError as error:
            raise StartFailed(
                f"port {own.port} is in use; choose another one: PORT=8001 make run"
            ) from error


def _stop(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise Stopped
