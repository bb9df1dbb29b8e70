"""`bot reviews`."""

from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import select

from bot import clock
from bot.cases import steps
from bot.cases.models import Case
from bot.cases.status import Status
from bot.cases.views import case_json
from bot.cli.cases import CaseNo, settle_case
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, print_list
from bot.policy import Route

COLUMNS = ("case_no", "order_no", "kind", "amount_fen", "route", "clauses", "due_on", "opened_at")

app = typer.Typer(name="reviews", help="Cases that wait for a human's yes.", no_args_is_help=True)


class ChosenRoute(StrEnum):
    """What a reviewer can choose between where the policy leaves it open."""

    RETURN_BY_SHOP = Route.RETURN_BY_SHOP
    EXCHANGE_BY_SHOP = Route.EXCHANGE_BY_SHOP


@app.command("list")
def list_reviews(as_json: JsonArray = False) -> None:
    """List the cases under review, the most urgent first."""
    query = (
        select(Case)
        .where(Case.status == Status.REVIEW)
        .order_by(Case.due_on, Case.opened_at, Case.case_no)
    )
    with opened_store() as store, store.reading() as session:
        rows = [case_json(case) for case in session.scalars(query)]
    print_list(rows, COLUMNS, as_json)


@app.command()
def approve(
    case_no: CaseNo,
    route: Annotated[
        ChosenRoute | None,
        typer.Option(help="For a quality problem; a return unless said otherwise."),
    ] = None,
) -> None:
    """Say yes: the case takes its route."""
    chosen = Route(route) if route else None
    with opened_store() as store:
        settle_case(store, steps.approve(store, case_no, clock.now(), chosen), "answered")


@app.command()
def reject(
    case_no: CaseNo,
    reason: Annotated[str | None, typer.Option(help="Kept with the case's steps.")] = None,
) -> None:
    """Say no: the case ends."""
    with opened_store() as store:
        settle_case(store, steps.reject(store, case_no, clock.now(), reason), "answered")
