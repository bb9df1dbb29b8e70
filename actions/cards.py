"""What a screen can show beside a reply's text: orders, a verdict, a case. Plain JSON."""

from collections.abc import Sequence
from typing import Any

from actions.orders import PAGE, order_values, payload, state_text
from actions.turn import Turn
from actions.wording import day_text
from bot.cases.models import Case
from bot.orders.models import Order
from bot.policy import Check, Decision, check_text, clause_text, local_day, parameters_on, yuan
from bot.settings import settings

Card = dict[str, Any]


def orders_card(turn: Turn, orders: Sequence[Order], intent: str = "inform") -> Card:
    """One page of orders, each with what choosing it sends; the same page as the buttons."""
    page = int(turn.slots.get("page") or 0)
    shown = orders[page * PAGE : (page + 1) * PAGE]
    return {"type": "orders", "orders": [_order(turn, order, intent) for order in shown]}


def verdict_card(
    turn: Turn,
    order: Order,
    decision: Decision,
    deciding: Sequence[Check],
    beside: str,
    due: str | None = None,
) -> Card:
    """The decision: outcome, clauses with their text, checks, amount and promised day.

    `beside` is what is left to say where the card is shown.
    """
    parameters = parameters_on(local_day(turn.now), settings().operators_parameters)
    today = local_day(turn.now)
    return {
        "type": "verdict",
        "beside": beside,
        "outcome": decision.outcome,
        "route": decision.route,
        "order": _order(turn, order, None),
        "units": decision.units,
        "amount": f"¥{yuan(decision.amount_fen)}" if decision.amount_fen else None,
        "due": due,
        "clauses": [
            {"id": clause, "text": clause_text(clause, turn.language, parameters)}
            for clause in decision.clauses
        ],
        "checks": [
            {
                "clause": check.clause,
                "passed": check.passed,
                "deciding": check in deciding,
                "text": check_text(check, turn.language, today),
            }
            for check in decision.checks
        ],
    }


def case_card(
    case: Case, title: str, status: str, amount: str, steps: list[str], then: str
) -> Card:
    """How a case stands: what has happened, what is next."""
    return {
        "type": "case",
        "beside": "",
        "case_no": case.case_no,
        "title": title,
        "status": case.status,
        "status_text": status,
        "amount": amount,
        "steps": steps,
        "next": then,
    }


def _order(turn: Turn, order: Order, intent: str | None) -> Card:
    shown: Card = {
        **order_values(turn, order),
        "merchant": order.deal.merchant,
        "quantity": order.quantity,
        "state": state_text(turn, order, "label"),
        "paid_on": day_text(local_day(order.paid_at), turn.language),
    }
    if intent:
        shown["payload"] = payload(intent, order_no=order.order_no)
    return shown
