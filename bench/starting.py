"""From `bot run` to the first moment a shopper can chat, where all is set up."""

from bench.context import Bench
from bench.product import product
from bench.report import Table, at_most, progress

LIMIT = 20


def measure(bench: Bench) -> Table:
    """Start the product on an empty folder, whose database it makes first, and once more."""
    table = Table("Start", ("start", "ready after", "target", ""))
    for number in range(1 if bench.quick else 2):
        progress(f"start {number + 1}")
        with product(bench.folder / "starting") as started:
            what = "again" if number else "first, with a new database"
            target = at_most(started.ready_after, LIMIT, " s")
            table.add(what, f"{started.ready_after:.1f} s", *target)
    return table
