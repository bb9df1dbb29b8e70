"""The operator's command, `bot …`: one file a noun, registered here."""

import io
import sys

import typer

from bot.cli import (
    cases,
    complaints,
    decisions,
    demo,
    ledger,
    orders,
    product,
    queue,
    recall,
    reviews,
    shoppers,
)
from bot.cli.errors import PlainErrors

app = typer.Typer(
    cls=PlainErrors,
    help="Run and look after Tuanbao, the after-sales bot.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
product.register(app)
for noun in (orders, shoppers, cases, reviews, complaints, decisions, ledger, recall, queue, demo):
    app.add_typer(noun.app)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Chinese shows escapes
            stream.reconfigure(errors="backslashreplace")
    app()
