"""Two hundred shoppers typing over sockets: the whole product, and the front alone with an echo."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.client import token
from bench.context import Bench
from bench.processes import free_port, spawned, tree, wait_for
from bench.product import database_url, environment
from bench.report import Table, at_most, percentile, progress
from bench.shop import Customer, new_customers
from bot.settings import ROOT
from bot.store import open_store
from bot.store.migrate import migrate

PAGES = 200
PAUSE = 20.0  # seconds from an answer to the next message: reading, thinking, typing
TEXTS = ["我要退款", "算了", "你好", "我的快递到哪了", "查余额", "退款多久到账", "我的订单", "谢谢"]


@dataclass(frozen=True)
class Typed:
    """What came of it; `cpu` is CPU ms a message by process."""

    ms: list[float]
    per_second: float
    sent: int
    lost: int
    doubled: int
    failed: int
    reconnected: int
    connect_ms: float
    cpu: dict[str, float]


def measure(bench: Bench) -> list[Table]:
    """Each for as long as it takes to see a tail; nothing may be lost or come twice."""
    seconds = 20 if bench.quick else 60
    whole = bench.product
    progress(f"{PAGES} shoppers typing, the whole product")
    customers = new_customers(whole.store, PAGES)
    product = _type(whole.line.url, customers, seconds, (whole.pid,), echo=False)
    with _echoed(bench.folder / "echo") as (url, customers, pids):
        progress(f"{PAGES} shoppers typing, the front alone")
        front = _type(url, customers, seconds, pids, echo=True)
    return [_table(product, front), _cpu_table(product, front)]


def _type(
    url: str, customers: Sequence[Customer], seconds: int, pids: Sequence[int], echo: bool
) -> Typed:
    job = {
        "url": url,
        "tokens": [token(customer.shopper_id) for customer in customers],
        "texts": TEXTS,
        "pause": PAUSE,
        "seconds": seconds,
        "echo": echo,
        "pids": {name: process.pid for name, process in tree(*pids).items()},
    }
    done = _generate(job)
    ms = [ms for _, ms in done["turns"]]
    return Typed(
        ms=ms,
        per_second=len(ms) / max(at for at, _ in done["turns"]),
        sent=done["sent"],
        lost=done["lost"],
        doubled=done["doubled"],
        failed=done["failed"],
        reconnected=done["reconnected"],
        connect_ms=done["connect_ms"],
        cpu={name: seconds * 1000 / len(ms) for name, seconds in done["cpu"].items()},
    )


def _generate(job: dict[str, Any]) -> Any:
    """Let the load generator do the job, in a process of its own."""
    command = [sys.executable, "-m", "bench.pages"]
    done = subprocess.run(
        command, input=json.dumps(job), capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


@contextmanager
def _echoed(folder: Path) -> Iterator[tuple[str, list[Customer], tuple[int]]]:
    """A front on a database of its own whose brain echoes."""
    folder.mkdir(parents=True)
    migrate(database_url(folder))
    store = open_store(database_url(folder))
    customers = new_customers(store, PAGES)
    store.close()
    port, brain = free_port(), free_port()
    inner = {
        "TUANBAO_ACTIONS_URL": f"http://127.0.0.1:{brain}/webhook",
        "TUANBAO_BRAIN_URLS": f"http://127.0.0.1:{brain}",
    }
    echo = [sys.executable, "-m", "bench.echo", str(brain)]
    front = [sys.executable, "-m", "bot.app"]
    url = f"http://127.0.0.1:{port}"
    with (
        spawned(echo, os.environ, folder / "echo.log") as echoing,
        spawned(front, environment(folder, port, **inner), folder / "front.log") as process,
    ):
        wait_for(f"http://127.0.0.1:{brain}/", echoing, folder / "echo.log")
        wait_for(f"{url}/readyz", process, folder / "front.log")
        time.sleep(1)  # so that its start is not counted
        yield url, customers, (process.pid,)


def _table(product: Typed, front: Typed) -> Table:
    columns = (
        "",
        "messages",
        "a second",
        "p50",
        "p95",
        "lost",
        "doubled",
        "failed",
        "cut",
        "connect",
    )
    table = Table(f"Sockets, {PAGES} pages open, {os.cpu_count()} cores", (*columns, "target", ""))
    table.notes.append(
        f"A message a shopper every {PAUSE:.0f} s; ms to its answer. Failed: got an apology and "
        "was sent again; cut: connections lost and opened again."
    )
    for name, typed in (("whole product", product), ("front alone, brain echoes", front)):
        table.add(
            name,
            str(typed.sent),
            f"{typed.per_second:.1f}",
            f"{statistics.median(typed.ms):.0f} ms",
            f"{percentile(typed.ms, 95):.0f} ms",
            str(typed.lost),
            str(typed.doubled),
            str(typed.failed),
            str(typed.reconnected),
            f"{typed.connect_ms:.0f} ms",
            *at_most(typed.lost + typed.doubled, 0),
        )
    return table


def _cpu_table(product: Typed, front: Typed) -> Table:
    names = ("front", "actions", "brain")
    table = Table("CPU ms a message over sockets", ("", *names, "the front's share"))
    for name, typed in (("whole product", product), ("front alone, brain echoes", front)):
        cells = [f"{typed.cpu[n]:.1f}" if n in typed.cpu else "-" for n in names]
        share = typed.cpu["front"] / sum(typed.cpu[n] for n in names if n in typed.cpu)
        table.add(name, *cells, f"{share:.0%}")
    return table
