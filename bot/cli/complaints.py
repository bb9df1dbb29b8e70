"""`bot complaints`."""

from typing import Annotated

import typer
from sqlalchemy import select

from bot import clock
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, JsonObject, print_json, print_list, print_object
from bot.complaints import filing
from bot.complaints.filing import ComplaintError
from bot.complaints.models import Complaint
from bot.complaints.views import complaint_json

COLUMNS = ("ticket_no", "severity", "category", "shopper_id", "order_no", "status", "respond_by")

TicketNo = Annotated[str, typer.Argument(metavar="TICKET_NO", help="The number of the ticket.")]

app = typer.Typer(name="complaints", help="Complaints and their tickets.", no_args_is_help=True)


@app.command("list")
def list_complaints(
    as_json: JsonArray = False,
    shopper: Annotated[str | None, typer.Option(help="Only those of this shopper.")] = None,
) -> None:
    """List all complaints, the most urgent of the open ones first."""
    query = select(Complaint).order_by(
        Complaint.closed_at.is_not(None), Complaint.severity, Complaint.opened_at
    )
    if shopper is not None:
        query = query.where(Complaint.shopper_id == shopper)
    with opened_store() as store, store.reading() as session:
        rows = [complaint_json(complaint) for complaint in session.scalars(query)]
    print_list(rows, COLUMNS, as_json)


@app.command()
def show(ticket_no: TicketNo, as_json: JsonObject = False) -> None:
    """Show one complaint in the shopper's words."""
    with opened_store() as store, store.reading() as session:
        complaint = session.get(Complaint, ticket_no)
        if complaint is None:
            raise ComplaintError(f"there is no complaint {ticket_no}")
        row = complaint_json(complaint)
    if as_json:
        print_json(row)
    else:
        print_object(row)


@app.command()
def close(
    ticket_no: TicketNo,
    note: Annotated[str | None, typer.Option(help="What came of it; kept with the ticket.")] = None,
) -> None:
    """Close a complaint that has been answered."""
    with opened_store() as store, store.writing() as session:
        complaint = filing.close(session, ticket_no, clock.now(), note)
        print(f"{ticket_no}: {complaint.status}")
