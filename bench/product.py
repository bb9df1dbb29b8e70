"""The product under test, started as `make run` starts it, with a data folder of its own."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Line
from bench.processes import free_port, spawned, wait_for
from bot.store import Store, open_store

# Set before anything reads the settings: the bench signs its shoppers' tokens itself, and one
# shopper of it says more in a minute than people do.
ENVIRONMENT = {
    "TUANBAO_SHOPPER_SECRET": "bench-bench-bench-bench-bench-bench",
    "TUANBAO_MESSAGES_PER_MINUTE": "1000000",
}


@dataclass(frozen=True)
class Product:
    """A running product; `store` looks into its database, `pid` is the root of its processes."""

    data: Path
    line: Line
    store: Store
    pid: int
    ready_after: float


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    """The environment of a product with its data in `data`."""
    own = {"TUANBAO_DATA": str(data), "PORT": str(port), "DATABASE_URL": ""}
    return os.environ | own | more


def database_file(data: Path) -> Path:
    """The SQLite file of a product with its data in `data`."""
    return data / "tuanbao.db"


def database_url(data: Path) -> str:
    """The same as a URL."""
    return f"sqlite:///{database_file(data)}"


@contextmanager
def product(data: Path, brains: int = 1) -> Iterator[Product]:
    """`bot run`, ready to chat."""
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [str(Path(sys.executable).with_name("bot")), "run"]
    log = data / "bot-run.log"
    start = time.monotonic()
    with spawned(command, environment(data, port, TUANBAO_BRAINS=str(brains)), log) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/readyz", process, log)
        ready_after = time.monotonic() - start
        store = open_store(database_url(data))
        yield Product(data, Line("chat", url), store, process.pid, ready_after)
        store.close()
