"""`bot decisions`."""

from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import select

from bot.cases.deciding import replay
from bot.cases.models import DecisionRecord
from bot.cases.views import decision_json
from bot.cli.errors import Refused
from bot.cli.opening import opened_store
from bot.cli.printing import JsonArray, print_list, shown
from bot.policy import Decision, explain

COLUMNS = ("id", "decided_at", "order_no", "wish", "outcome", "route", "clauses")

app = typer.Typer(name="decisions", help="What was decided, and why.", no_args_is_help=True)


class Language(StrEnum):
    """The languages a decision is explained in."""

    ZH = "zh"
    EN = "en"


@app.command("list")
def list_decisions(
    as_json: JsonArray = False,
    order: Annotated[str | None, typer.Option(help="Only those on this order.")] = None,
) -> None:
    """List all decisions, the newest first."""
    query = select(DecisionRecord).order_by(DecisionRecord.decided_at.desc(), DecisionRecord.id)
    if order is not None:
        query = query.where(DecisionRecord.order_no == order)
    with opened_store() as store, store.reading() as session:
        rows = [decision_json(row) for row in session.scalars(query)]
    print_list(rows, COLUMNS, as_json)


@app.command("explain")
def explain_decision(
    decision_id: Annotated[str, typer.Argument(metavar="ID", help="The decision's id.")],
    lang: Annotated[Language, typer.Option(help="The language of the checks.")] = Language.EN,
) -> None:
    """Decide again from the record alone and print check by check what it rests on."""
    with opened_store() as store, store.reading() as session:
        row = session.get(DecisionRecord, decision_id)
    if row is None:
        raise Refused(f"there is no decision {decision_id}; see bot decisions list")
    decision = replay(row)
    decided_at = shown("decided_at", row.decided_at.isoformat())
    print(f"{decided_at}, order {row.order_no}, {row.wish}: {_verdict(row)}")
    print(f"by the numbers of {row.parameters_version}, {row.row}")
    print("\n".join(explain(decision, lang.value)))
    if _verdict(decision) != _verdict(row):
        raise Refused(f"today's rules say {_verdict(decision)} on the same record; tell the shop")


def _verdict(decided: Decision | DecisionRecord) -> str:
    route = f" by {decided.route}" if decided.route else ""
    return f"{decided.outcome}{route} ({', '.join(decided.clauses)})"
