"""`bot ledger`."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.cases.ledger import balance_fen, movements
from bot.cli.errors import Refused
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, JsonObject, print_json, print_list
from bot.orders.models import Shopper
from bot.policy import yuan

ALL = 2**31 - 1

ShopperId = Annotated[str, typer.Argument(metavar="SHOPPER_ID", help="Whose account.")]

app = typer.Typer(name="ledger", help="The shoppers' accounts.", no_args_is_help=True)


@app.command()
def balance(shopper_id: ShopperId, as_json: JsonObject = False) -> None:
    """Print the balance of a shopper's account."""
    with opened_store() as store, store.reading() as session:
        _check(session, shopper_id)
        fen = balance_fen(session, shopper_id)
    if as_json:
        print_json({"shopper_id": shopper_id, "balance_fen": fen})
    else:
        print(f"{shopper_id}: ¥{yuan(fen)}")


@app.command("list")
def list_movements(shopper_id: ShopperId, as_json: JsonArray = False) -> None:
    """List the movements of a shopper's account, the newest first."""
    with opened_store() as store, store.reading() as session:
        _check(session, shopper_id)
        rows = [
            {
                "id": entry.id,
                "case_no": entry.case_no,
                "amount_fen": entry.amount_fen,
                "at": entry.at.isoformat(),
            }
            for entry in movements(session, shopper_id, ALL)
        ]
    print_list(rows, ("at", "case_no", "amount_fen"), as_json)


def _check(session: Session, shopper_id: str) -> None:
    if session.get(Shopper, shopper_id) is None:
        raise Refused(f"there is no shopper {shopper_id}; see bot shoppers list")
