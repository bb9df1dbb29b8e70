"""A recalled deal's buyers are told when they write (M-2)."""

from actions.orders import order_text, payload
from actions.owned import recalled_orders
from actions.turn import Turn

_MOST_AT_ONCE = 2


def tell_recalls(turn: Turn) -> None:
    """Tell of the shopper's orders under recall, each once, and offer what row 3 grants."""
    told: list[str] = turn.slots.get("told_recalls") or []
    orders = [order for order in recalled_orders(turn) if order.order_no not in told]
    for order in orders[:_MOST_AT_ONCE]:
        sent = payload("request_refund", order_no=order.order_no)
        turn.say(
            "answers.recalled",
            [turn.button("answers.button_recall_refund", sent)],
            order=order_text(turn, order),
        )
        told = [*told, order.order_no]
    if orders:
        turn.note(told_recalls=told)
