"""Whether a second brain helps on this machine's cores."""

import os
import statistics

from bench.client import Load, talk_refunds
from bench.context import Bench
from bench.product import product
from bench.report import Table, progress
from bench.shop import new_customers

CROWD = 16


def measure(bench: Bench) -> Table:
    """The chat API with one brain and with two, turn about, 16 shoppers at once."""
    one = bench.product
    progress("starting the product with two brains")
    with product(bench.folder / "two", brains=2) as two:
        for each in (one, two):
            talk_refunds(each.line, new_customers(each.store, 16), 4, 2)
        loads: dict[int, list[Load]] = {1: [], 2: []}
        for round_ in range(min(bench.rounds, 2)):
            for brains, each in ((1, one), (2, two)):
                customers = new_customers(each.store, 144)
                load = talk_refunds(each.line, customers, CROWD, 5 if bench.quick else 7)
                loads[brains].append(load)
                progress(f"{brains} brains, round {round_ + 1}: {load.per_second:.1f} turns/s")
    return _table(loads)


def _table(loads: dict[int, list[Load]]) -> Table:
    title = f"Brains, {CROWD} shoppers at once, {os.cpu_count()} cores"
    table = Table(title, ("brains", "turns/s", "p50", "p95"))
    for brains, rounds in loads.items():
        per_second = statistics.median(load.per_second for load in rounds)
        p50 = statistics.median(load.p50 for load in rounds)
        p95 = statistics.median(load.p95 for load in rounds)
        table.add(str(brains), f"{per_second:.1f}", f"{p50:.0f} ms", f"{p95:.0f} ms")
    pairs = zip(loads[2], loads[1], strict=True)
    gain = statistics.median(two.per_second / one.per_second for two, one in pairs)
    table.add("2 / 1", f"{gain:.2f}")
    return table
