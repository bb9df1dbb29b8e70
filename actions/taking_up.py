"""Taking up an order or a wish that a sentence names, whatever else was made of it."""

import re

from actions.answers import human
from actions.cards import orders_card
from actions.orders import (
    find_reference,
    order_buttons,
    order_text,
    payload,
    state_text,
)
from actions.owned import load_orders
from actions.proving import ask_for_proof, needs_proof
from actions.request_notes import forget_request, is_question
from actions.turn import Turn
from bot.orders.models import Order
from bot.policy import Wish

_LIKEWISE = re.compile(
    r"也|一样|同样|还有|接着|然后|再|\b(too|also|as well|same|likewise|now|next|then)\b"
)


def list_orders(turn: Turn) -> None:
    """The orders, to press; whoever is asked for one sees them with the question."""
    if turn.requested == "order_no":
        return
    orders = load_orders(turn)
    if orders:
        turn.say("answers.orders", order_buttons(turn, orders), orders_card(turn, orders))
    elif needs_proof(turn):
        ask_for_proof(turn)
    else:
        turn.say("answers.no_orders", [human(turn)])


def take_up_reference(turn: Turn) -> bool:
    """Take up a wish or an order that the message names; False if it names none.

    Too little was understood of the sentence as a whole, but "四件套 退款" names both.
    """
    wish = turn.value("wish") or _fault(turn) or _likewise(turn)
    if wish:
        forget_request(turn)
        turn.note(wish=wish)
        turn.open_form()
        return True
    return take_up_order(turn)


def take_up_order(turn: Turn) -> bool:
    """Show the order that the message names; False if it names none."""
    reference = find_reference(turn, load_orders(turn), choosing=False)
    if len(reference.orders) == 1:
        show_order(turn, reference.orders[0])
    elif reference.unknown:
        turn.say("request.no_such_order", [human(turn)], number=reference.unknown)
        list_orders(turn)
    else:
        return False
    return True


def _fault(turn: Turn) -> Wish | None:
    """A fault that is told, however little else was understood."""
    return Wish.QUALITY if turn.value("quality_problem") == "yes" and not turn.pressed else None


def _likewise(turn: Turn) -> Wish | None:
    """ "足疗也是" after a request: the same for another order that it names."""
    before = turn.slots.get("wish_before")
    if not before or turn.pressed or not _LIKEWISE.search(turn.normalised):
        return None
    orders = find_reference(turn, load_orders(turn), choosing=False).orders
    return Wish(before) if len(orders) == 1 else None


def take_up_wish(turn: Turn) -> bool:
    """Take up a wish that stands in a sentence taken for something else ("要退款，还没发货呢").

    Not within a request: there it is said of that one.
    """
    if turn.requested:
        return False
    return "wish" in turn.entities and not is_question(turn) and take_up_reference(turn)


def show_order(turn: Turn, order: Order) -> None:
    """One order with what can be done about it; what is said next is about this one."""
    number = order.order_no
    turn.note(in_focus=number)
    buttons = [
        turn.button("answers.button_refund", payload("request_refund", order_no=number)),
        turn.button("answers.button_quality", payload("report_quality", order_no=number)),
    ]
    if order.kind == "goods":
        buttons.insert(
            1, turn.button("answers.button_shipment", payload("ask_shipment", order_no=number))
        )
    turn.say(
        "answers.order_card",
        [*buttons, human(turn)],
        order=order_text(turn, order),
        state=state_text(turn, order),
    )
