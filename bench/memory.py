"""What each process holds in memory after it has worked."""

from bench.client import talk_refunds
from bench.context import Bench
from bench.processes import tree
from bench.report import Table, at_most, progress
from bench.shop import new_customers

BRAIN_LIMIT = 0.8


def measure(bench: Bench) -> Table:
    """Resident memory of the product's processes after a while at 16 shoppers at once."""
    product = bench.product
    progress("memory: some load before it is read")
    talk_refunds(product.line, new_customers(product.store, 60), 16, 3)
    table = Table("Memory", ("process", "resident", "target", ""))
    total = 0.0
    for name, process in tree(product.pid).items():
        resident = process.memory_info().rss / 1e9
        total += resident
        target = at_most(resident, BRAIN_LIMIT, " GB") if name == "brain" else ()
        table.add(name, f"{resident:.2f} GB", *target)
    table.add("all", f"{total:.2f} GB")
    return table
