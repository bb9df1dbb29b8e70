"""`bot queue`."""

from typing import Annotated

import typer

from bot import clock
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, print_list
from bot.conversations import queue

COLUMNS = ("conversation_id", "shopper_id", "owner", "queued_at", "reason", "last_message")

ConversationId = Annotated[
    str, typer.Argument(metavar="CONVERSATION_ID", help="The conversation, by its id.")
]

app = typer.Typer(
    name="queue", help="Conversations that want a human or have one.", no_args_is_help=True
)


@app.command("list")
def list_waiting(as_json: JsonArray = False) -> None:
    """List the conversations in the queue or with a human, the longest waiting first."""
    with opened_store() as store, store.reading() as session:
        rows = queue.waiting(session)
    print_list(rows, COLUMNS, as_json)


@app.command()
def reply(
    conversation_id: ConversationId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say to the shopper.")],
    name: Annotated[str | None, typer.Option(help="Whose name the shopper sees.")] = None,
) -> None:
    """Answer the shopper as a human; the bot keeps silent until the conversation is released."""
    with opened_store() as store:
        queue.reply(store, conversation_id, text, clock.now(), name)
    print(f"{conversation_id}: sent")


@app.command()
def release(conversation_id: ConversationId) -> None:
    """Give the conversation back to the bot."""
    with opened_store() as store:
        queue.release(store, conversation_id, clock.now())
    print(f"{conversation_id}: with the bot again")
