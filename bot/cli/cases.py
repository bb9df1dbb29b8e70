"""`bot cases`."""

from typing import Annotated

import typer
from sqlalchemy import select

from bot import clock
from bot.cases import steps
from bot.cases.models import Case, CaseStep
from bot.cases.moving import CaseError
from bot.cases.views import case_json, step_json
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, JsonObject, print_json, print_list, print_object
from bot.conversations.telling import tell_of_case
from bot.store import Store

COLUMNS = ("case_no", "order_no", "shopper_id", "kind", "units", "amount_fen", "status", "due_on")
STEP_COLUMNS = ("at", "from", "to", "actor", "note")

CaseNo = Annotated[str, typer.Argument(metavar="CASE_NO", help="The number of the case.")]

app = typer.Typer(name="cases", help="Cases and their steps.", no_args_is_help=True)


@app.command("list")
def list_cases(
    as_json: JsonArray = False,
    shopper: Annotated[str | None, typer.Option(help="Only those of this shopper.")] = None,
) -> None:
    """List all cases, the newest first."""
    query = select(Case).order_by(Case.opened_at.desc(), Case.case_no)
    if shopper is not None:
        query = query.where(Case.shopper_id == shopper)
    with opened_store() as store, store.reading() as session:
        rows = [case_json(case) for case in session.scalars(query)]
    print_list(rows, COLUMNS, as_json)


@app.command()
def show(case_no: CaseNo, as_json: JsonObject = False) -> None:
    """Show one case and the steps it has taken."""
    taken = select(CaseStep).where(CaseStep.case_no == case_no).order_by(CaseStep.id)
    with opened_store() as store, store.reading() as session:
        case = session.get(Case, case_no)
        if case is None:
            raise CaseError(f"there is no case {case_no}")
        row, history = case_json(case), [step_json(step) for step in session.scalars(taken)]
    if as_json:
        print_json({**row, "steps": history})
        return
    print_object(row)
    print()
    print_list(history, STEP_COLUMNS, as_json=False)


@app.command()
def arrived(case_no: CaseNo) -> None:
    """The goods are back at the warehouse: pays the refund, or lets the new item be sent."""
    with opened_store() as store:
        settle_case(store, steps.arrived(store, case_no, clock.now()), "arrived")


@app.command()
def exchanged(case_no: CaseNo) -> None:
    """The new item of an exchange is on its way."""
    with opened_store() as store:
        settle_case(store, steps.exchanged(store, case_no, clock.now()), "exchanged")


def settle_case(store: Store, case: Case, event: str) -> None:
    """Tell the shopper what befell the case, and say in a line where it stands now."""
    tell_of_case(store, case.conversation_id, event, case.case_no, clock.now())
    due = f", due on {case.due_on}" if case.due_on else ""
    print(f"{case.case_no}: {case.status}{due}")
