"""The chat API against bare Rasa: the same conversation, model and actions, turn about."""

import statistics
from collections.abc import Sequence

from bench.client import Line, Load, talk_refunds
from bench.context import Bench
from bench.processes import cpu_seconds, tree
from bench.report import Table, at_least, at_most, progress
from bench.shop import new_customers

BARE_PER_SECOND = 45
SHARE_PER_SECOND = 0.8
TIMES_P95 = 1.3
CROWDS = (1, 16)

Rival = tuple[str, Line, tuple[int, ...]]


def measure(bench: Bench) -> list[Table]:
    """Refund conversations with 1 and with 16 shoppers at once."""
    rivals = [
        ("chat API", bench.product.line, (bench.product.pid,)),
        ("bare Rasa, SQLite", bench.bare.line, bench.bare.pids),
        ("bare Rasa, in memory", bench.bare_in_memory.line, bench.bare_in_memory.pids),
    ]
    for name, line, _ in rivals:
        progress(f"warming up: {name}")
        talk_refunds(line, new_customers(bench.product.store, 8), 4, 2)
    return [table for crowd in CROWDS for table in _compare(bench, rivals, crowd)]


def _compare(bench: Bench, rivals: Sequence[Rival], crowd: int) -> list[Table]:
    loads: dict[str, list[Load]] = {name: [] for name, *_ in rivals}
    cpu: dict[str, list[dict[str, float]]] = {name: [] for name, *_ in rivals}
    for round_ in range(bench.rounds):
        for name, line, pids in rivals[: 3 if round_ == 0 else 2]:  # the third is for information
            load, used = _load(bench, line, pids, crowd)
            loads[name].append(load)
            cpu[name].append(used)
            progress(
                f"{crowd} at once, round {round_ + 1}, {name}: {load.per_second:.1f} turns/s, "
                f"p50 {load.p50:.0f} ms, p95 {load.p95:.0f} ms"
            )
    return [_table(loads, crowd), _cpu_table(cpu, crowd)]


def _load(
    bench: Bench, line: Line, pids: Sequence[int], crowd: int
) -> tuple[Load, dict[str, float]]:
    """One round, and the CPU ms a turn of each process."""
    seconds = (3 if bench.quick else 5) if crowd == 1 else (5 if bench.quick else 8)
    customers = new_customers(bench.product.store, 16 + 16 * seconds if crowd > 1 else 6 * seconds)
    processes = tree(*pids)
    before = cpu_seconds(processes)
    load = talk_refunds(line, customers, crowd, seconds)
    after = cpu_seconds(processes)
    used = {name: (after[name] - before[name]) * 1000 / len(load.turns) for name in processes}
    return load, used


def _table(loads: dict[str, list[Load]], crowd: int) -> Table:
    columns = ("", "turns/s", "p50", "p95", "errors", "target", "")
    table = Table(f"Chat API and bare Rasa, {crowd} at once (median of the rounds)", columns)
    table.notes.append("One brain each, the same model, actions and database; ratios by round.")
    for name, rounds in loads.items():
        per_second = statistics.median(load.per_second for load in rounds)
        p50 = statistics.median(load.p50 for load in rounds)
        p95 = statistics.median(load.p95 for load in rounds)
        errors = sum(sum(load.errors.values()) for load in rounds)
        values = [f"{per_second:.1f}", f"{p50:.0f} ms", f"{p95:.0f} ms", str(errors)]
        if name == "bare Rasa, SQLite" and crowd > 1:
            values += at_least(per_second, BARE_PER_SECOND, " turns/s")
        table.add(name, *values)
    mine, theirs = loads["chat API"], loads["bare Rasa, SQLite"]
    share = _ratio([m.per_second for m in mine], [t.per_second for t in theirs])
    times = _ratio([m.p95 for m in mine], [t.p95 for t in theirs])
    p50 = _ratio([m.p50 for m in mine], [t.p50 for t in theirs])
    table.add("chat API / bare Rasa, SQLite", f"{share:.2f}", f"{p50:.2f}", f"{times:.2f}")
    if crowd > 1:
        table.add("  turns/s", f"{share:.2f}", "", "", "", *at_least(share, SHARE_PER_SECOND))
        table.add("  p95", "", "", f"{times:.2f}", "", *at_most(times, TIMES_P95))
    return table


def _ratio(mine: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: what slows a whole round down cancels out."""
    return statistics.median(m / t for m, t in zip(mine, theirs, strict=True))


def _cpu_table(cpu: dict[str, list[dict[str, float]]], crowd: int) -> Table:
    names = ("front", "actions", "brain")
    table = Table(f"CPU ms a turn by process, {crowd} at once", ("", *names, "all"))
    table.notes.append("Less disturbed by what else runs on the machine than turns/s are.")
    for rival, rounds in cpu.items():
        used = {n: statistics.median(r[n] for r in rounds) for n in names if n in rounds[0]}
        cells = [f"{used[name]:.1f}" if name in used else "-" for name in names]
        table.add(rival, *cells, f"{sum(used.values()):.1f}")
    return table
