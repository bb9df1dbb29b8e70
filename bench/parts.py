"""Where a turn's time goes, with stopwatches in all three processes."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.client import Line, Load, talk_refunds
from bench.context import Bench
from bench.processes import free_port, spawned, wait_for
from bench.product import database_url, environment
from bench.report import Table, progress
from bench.shop import new_customers
from bench.spent import Spent, parts_of
from bot.settings import settings
from bot.store import Store, open_store
from bot.store.migrate import migrate
from bot.training import brain_environment, model_path

WRITTEN_EVERY = 0.3  # bench.timed.stopwatch
CROWDS = (1, 16)


def measure(bench: Bench) -> list[Table]:
    """Means, because only those add up; at 16 most of them are waiting for a turn on the CPU."""
    folder = bench.folder / "parts"
    folder.mkdir()
    migrate(database_url(folder))
    store = open_store(database_url(folder))
    progress("starting the product with stopwatches")
    with _timed_product(folder) as line:
        talk_refunds(line, new_customers(store, 20), 4, 3)
        alone, load = _spent(folder, store, line, 1, 4 if bench.quick else 10)
        crowded, _ = _spent(folder, store, line, 16, 4 if bench.quick else 8)
    store.close()
    return [_table(alone, crowded), _steps(load)]


def _spent(folder: Path, store: Store, line: Line, crowd: int, seconds: int) -> tuple[Spent, Load]:
    progress(f"with stopwatches, {crowd} at once")
    customers = new_customers(store, 16 + 10 * seconds)
    before = _read(folder)
    load = talk_refunds(line, customers, crowd, seconds)
    after = _read(folder)
    seen = sum(ms for *_, ms in load.turns)
    return Spent.between(before, after, len(load.turns), seen), load


@contextmanager
def _timed_product(folder: Path) -> Iterator[Line]:
    """Front, action server and brain as `bot run` starts them, but for the stopwatches."""
    port, actions, brain = free_port(), free_port(), free_port()
    actions_url = f"http://127.0.0.1:{actions}/webhook"
    inner = {
        "TUANBAO_ACTIONS_URL": actions_url,
        "TUANBAO_BRAIN_URLS": f"http://127.0.0.1:{brain}",
    }
    own = environment(folder, port, **inner)
    rasa = brain_environment() | {"TUANBAO_ACTIONS_URL": actions_url}
    commands = {
        "actions": ([sys.executable, "-m", "bench.timed.actions", str(actions)], own),
        "front": ([sys.executable, "-m", "bench.timed.front"], own),
        "brain": ([str(settings().brain_python), *_rasa(brain)], rasa),
    }
    with ExitStack() as stack:
        for name, (command, variables) in commands.items():
            variables = variables | {"BENCH_TIMES": str(folder / f"{name}.json")}
            process = stack.enter_context(spawned(command, variables, folder / f"{name}.log"))
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/readyz", process, folder / "brain.log")
        yield Line("chat", url)


def _rasa(port: int) -> list[str]:
    return [
        *("-m", "bench.timed.brain", "run", "-m", str(model_path())),
        *("-i", "127.0.0.1", "-p", str(port)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]


def _read(folder: Path) -> dict[str, tuple[int, float]]:
    """What the stopwatches of all processes show: name to (calls, seconds)."""
    time.sleep(3 * WRITTEN_EVERY)
    times = {}
    for name in ("front", "actions", "brain"):
        shown = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        times |= {f"{name}.{part}": (count, total) for part, (count, total) in shown.items()}
    return times


def _table(alone: Spent, crowded: Spent) -> Table:
    columns = ("part of a turn (mean)", "1 at once", "share", "16 at once", "share", "calls a turn")
    table = Table("Where a turn's time goes", columns)
    whole = [parts_of(spent) for spent in (alone, crowded)]
    for part, same in zip(*whole, strict=True):
        shares = [f"{p.ms / parts[0].ms:.0%}" for p, parts in zip((part, same), whole, strict=True)]
        calls = f"{alone.calls(part.counted):.2f}" if part.counted else ""
        ms = [f"{p.ms:.2f} ms" for p in (part, same)]
        table.add("  " * part.depth + part.what, ms[0], shares[0], ms[1], shares[1], calls)
    return table


def _steps(load: Load) -> Table:
    """Which turns are the long ones."""
    table = Table("By what is said, one shopper at a time", ("said", "median"))
    for label in dict.fromkeys(label for label, *_ in load.turns):
        taken = sorted(load.of(label))
        table.add(label, f"{taken[len(taken) // 2]:.1f} ms")
    return table
