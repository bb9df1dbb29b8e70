"""`bot demo`."""

import typer

from bot import clock
from bot.cases.demo import fill_demo_shop
from bot.cli.opening import opened_store

app = typer.Typer(name="demo", no_args_is_help=True)


@app.callback()
def _demo() -> None:
    """The demo shop."""


@app.command()
def fill() -> None:
    """Fill in the demo shop, with dates around today.

    Orders that have a case stay as they are.
    """
    with opened_store() as store:
        result = fill_demo_shop(store, clock.now())
    print(
        f"demo shop: {result.added} added, {result.changed} changed, {result.unchanged} unchanged"
    )
