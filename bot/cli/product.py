"""Running the product: `bot run`, `bot train`, `bot chat`."""

from typing import Annotated

import typer

from bot.cli.errors import Refused
from bot.settings import settings

# What only these commands need is imported in them: the others are called often and are quick.


def run() -> None:
    """Start the whole product and stop it with Ctrl-C."""
    from bot.running import StartFailed, TrainingFailed
    from bot.running import run as run_product

    try:
        run_product()
    except (StartFailed, TrainingFailed) as error:
        raise Refused(str(error)) from error


def train() -> None:
    """Train the brain's model, if what it is made from has changed."""
    from bot.running import TrainingFailed, train_if_needed

    try:
        train_if_needed()
    except TrainingFailed as error:
        raise Refused(str(error)) from error


def chat(
    shopper: Annotated[
        str | None, typer.Option(help="Whose chat; without it you choose a demo shopper.")
    ] = None,
    url: Annotated[
        str, typer.Option(help="Where the product runs; by default on this machine.")
    ] = "",
) -> None:
    """Chat as a shopper in the terminal, against a running product."""
    from bot.terminal import ChatFailed
    from bot.terminal import chat as chat_in_terminal

    try:
        chat_in_terminal(url or f"http://127.0.0.1:{settings().port}", shopper)
    except ChatFailed as error:
        raise Refused(str(error)) from error


def register(app: typer.Typer) -> None:
    """Put the commands at the top level."""
    for command in (run, train, chat):
        app.command(command.__name__)(command)
