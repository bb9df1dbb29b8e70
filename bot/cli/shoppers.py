"""`bot shoppers`."""

from datetime import timedelta
from typing import Annotated

import typer
from sqlalchemy import func, select

from bot import clock
from bot.channels.identity import issue_token
from bot.cli.errors import Refused
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, print_list
from bot.orders.models import Order, Shopper

A_YEAR_OF_HOURS = 366 * 24

app = typer.Typer(name="shoppers", help="Shoppers and their tokens.", no_args_is_help=True)


@app.command()
def token(
    shopper_id: Annotated[
        str, typer.Argument(metavar="SHOPPER_ID", help="Whose token; they need no orders yet.")
    ],
    hours: Annotated[int, typer.Option(min=1, max=A_YEAR_OF_HOURS, help="How long it holds.")] = 24,
) -> None:
    """Print a shopper token, as the shop's site would sign one."""
    try:
        print(issue_token(shopper_id, clock.now(), timedelta(hours=hours)))
    except ValueError as error:
        raise Refused(f"{error}; give the id that the orders file uses") from None


@app.command("list")
def list_shoppers(as_json: JsonArray = False) -> None:
    """List the shoppers and how many orders each has."""
    orders = func.count(Order.order_no)
    query = (
        select(Shopper.shopper_id, Shopper.name, orders)
        .outerjoin(Order, Order.shopper_id == Shopper.shopper_id)
        .group_by(Shopper.shopper_id, Shopper.name)
        .order_by(Shopper.shopper_id)
    )
    with opened_store() as store, store.reading() as session:
        found = session.execute(query).all()
    columns = ("shopper_id", "name", "orders")
    print_list([dict(zip(columns, row, strict=True)) for row in found], columns, as_json)
