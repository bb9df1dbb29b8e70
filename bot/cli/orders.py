"""`bot orders`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli.errors import Refused
from bot.cli.opening import opened_store
from bot.orders.importing import BadOrders, import_orders

PRINTED_ERRORS = 200

app = typer.Typer(name="orders", no_args_is_help=True)


@app.callback()
def _orders() -> None:
    """The order book."""


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV with a header, or JSON Lines; UTF-8.")
    ],
) -> None:
    """Add and update orders from a file.

    An order is known by its order_no. A file with a mistake is refused whole.
    """
    with opened_store() as store:
        try:
            result = import_orders(store, file, clock.now())
        except BadOrders as bad:
            raise Refused(_reported(bad, file)) from None
    print(f"{file}: {result.added} added, {result.changed} changed, {result.unchanged} unchanged")


def _reported(bad: BadOrders, file: Path) -> str:
    """Print what is wrong line by line, and return what to say at the end."""
    for error in bad.errors[:PRINTED_ERRORS]:
        print(f"{file}: {error}", file=sys.stderr)
    more = len(bad.errors) - PRINTED_ERRORS
    if more > 0:
        print(f"{file}: … and {more} more", file=sys.stderr)
    return f"nothing was imported, {file} has {len(bad.errors)} mistakes; correct them, try again"
