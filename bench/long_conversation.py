"""Whether the thousandth turn of a conversation costs more than the tenth."""

import statistics

from bench.client import talk
from bench.context import Bench
from bench.conversation import ROUND, turns_of_round
from bench.report import Table, at_most, progress
from bench.shop import Customer, new_customers

LIMIT = 1.3
AROUND = len(ROUND) // 2
TENTH = 10


def measure(bench: Bench) -> Table:
    """Lead one conversation to its end; there, take turns with some that have just begun."""
    last = 300 if bench.quick else 1000
    old, *young = new_customers(bench.product.store, 1 + 2 * bench.rounds)
    progress(f"leading a conversation to turn {last}")
    begun = _talk(bench, old, 1, last - AROUND - 1)
    progress("taking turns with conversations that have just begun")
    late = []
    early = []
    for number in range(bench.rounds):
        first = last - AROUND + number * len(ROUND)
        for customer in young[2 * number : 2 * number + 2]:
            early += _talk(bench, customer, 1, TENTH + AROUND)[TENTH - AROUND - 1 :]
        late += _talk(bench, old, first, first + len(ROUND) - 1)
    return _table(last, begun, early, late)


def _talk(bench: Bench, customer: Customer, first: int, last: int) -> list[float]:
    line = bench.product.line
    load = talk(line, [line.conversation(customer, turns_of_round(first, last))])
    if len(load.turns) <= last - first:
        raise RuntimeError(f"the conversation broke off after {len(load.turns)} turns")
    return load.ms


def _table(last: int, begun: list[float], early: list[float], late: list[float]) -> Table:
    table = Table("A long conversation", ("turns", "median", "target", ""))
    for turn in (TENTH, 100, last // 2):
        ms = statistics.median(begun[turn - AROUND - 1 : turn + AROUND])
        table.add(f"on the way: {turn - AROUND} to {turn + AROUND}", f"{ms:.1f} ms")
    few, many = statistics.median(early), statistics.median(late)
    table.add(f"around {TENTH}, next to the following", f"{few:.1f} ms")
    table.add(f"around {last}", f"{many:.1f} ms")
    table.add("ratio", f"{many / few:.2f}", *at_most(many / few, LIMIT))
    return table
