"""`bot recall`."""

from typing import Annotated

import typer

from bot import clock
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, print_list
from bot.complaints import recalls, views

app = typer.Typer(name="recall", help="Deals that are called back.", no_args_is_help=True)


@app.command()
def start(
    deal_id: Annotated[str, typer.Argument(metavar="DEAL_ID", help="The deal, by its id.")],
) -> None:
    """Call a deal back: from now on all its orders can be refunded (M-2)."""
    with opened_store() as store:
        fresh = recalls.start(store, deal_id, clock.now())
    print(f"{deal_id} is {'now' if fresh else 'already'} under recall")


@app.command("list")
def list_recalls(as_json: JsonArray = False) -> None:
    """List the deals under recall, the latest first."""
    with opened_store() as store, store.reading() as session:
        rows = recalls.recalled_deals(session)
    print_list(rows, ("deal_id", "started_at", "title", "merchant"), as_json)


@app.command("alarms")
def list_alarms(as_json: JsonArray = False) -> None:
    """List the deals whose complaints call for a recall to be considered, the latest first."""
    with opened_store() as store, store.reading() as session:
        rows = views.alarms(session)
    print_list(rows, ("deal_id", "raised_at", "ticket_no", "title", "merchant"), as_json)
