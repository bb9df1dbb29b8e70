"""`make bench`: all measurements, or those named, and their tables at the end of each."""

import argparse
import os
import platform
from collections.abc import Callable, Sequence
from datetime import datetime

import psutil

from bench import brains, chat, long_conversation, memory, orders, parts, sockets, starting
from bench import training as whole_training
from bench.context import Bench, opened
from bench.product import ENVIRONMENT
from bench.report import Table, progress
from bot.training import model_path, train

# In this order, so that those that need the product with one brain share it.
MEASUREMENTS: dict[str, Callable[[Bench], Table | Sequence[Table]]] = {
    "training": whole_training.measure,
    "start": starting.measure,
    "chat": chat.measure,
    "brains": brains.measure,
    "long": long_conversation.measure,
    "memory": memory.measure,
    "sockets": sockets.measure,
    "orders": orders.measure,
    "parts": parts.measure,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="less of everything: under five minutes"
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        action="append",
        choices=MEASUREMENTS,
        help=", ".join(MEASUREMENTS),
    )
    options = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    if not model_path().exists():
        progress("training the model, which is not there yet")
        train()
    print(_machine(), end="\n\n", flush=True)
    missed = 0
    with opened(options.quick) as bench:
        for name in options.only or MEASUREMENTS:
            measured = MEASUREMENTS[name](bench)
            for table in [measured] if isinstance(measured, Table) else measured:
                print(table, end="\n\n", flush=True)
                missed += sum(row[-1] == "not reached" for row in table.rows)
    print(f"targets not reached: {missed}")
    progress("done")


def _machine() -> str:
    load = os.getloadavg()[0]
    memory_gb = psutil.virtual_memory().total / 1e9
    return (
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, {memory_gb:.0f} GB, load before the start {load:.1f}"
    )


if __name__ == "__main__":
    main()
