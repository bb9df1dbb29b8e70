"""Parcels: where one is by the order's data, and what to do when it did not come."""

import re
from datetime import datetime

from actions import case_words
from actions.answers import ANSWERS, answers, human
from actions.cards import orders_card
from actions.complaints import complain_of
from actions.orders import (
    find_reference,
    order_buttons,
    order_text,
    order_values,
    payload,
    state_text,
)
from actions.owned import load_orders, open_cases, own_cases
from actions.sending_back import take_waybill
from actions.taking_up import list_orders, take_up_wish
from actions.turn import Button, Turn
from actions.turned_up import take_found
from actions.wording import day_text
from bot.cases.models import Case
from bot.cases.status import EXCHANGES, Status
from bot.orders.models import Order
from bot.policy import Category, Delivery, Kind, local_day

_CARRIER = re.compile(
    r"(什么|哪家|哪个|哪间|啥)[^，。,.]{0,2}(快递|物流|公司)|单号|谁[^，。,.]{0,2}送"
    r"|carrier|courier|waybill|tracking|who.{0,12}deliver"
)

_ADVISED = (Delivery.NOT_SHIPPED, Delivery.IN_TRANSIT, Delivery.SIGNED)

_BRIEFLY = 3  # parcels, each in a line
_SEVERAL = re.compile(r"都|两|几个|所有|另|\b(all|both|they|them|other)\b")
_ON_THE_WAY_BACK = (Status.IN_TRANSIT_BACK, Status.RECEIVED, Status.EXCHANGED)

# What is worth pressing in each state, besides a human.
_NEXT = {
    Delivery.NOT_SHIPPED: ("refund",),
    Delivery.IN_TRANSIT: ("refund",),
    Delivery.SIGNED: ("missing", "return"),
    Delivery.NONE: ("refund",),
}
_SENDS = {
    "refund": ("answers.button_refund", "request_refund"),
    "return": ("answers.button_return", "request_return"),
    "missing": ("answers.button_missing", "report_not_received"),
}


@answers("ask_shipment")
def tell_shipment(turn: Turn) -> None:
    """Where a parcel is, by the order's data."""
    if take_waybill(turn) or take_up_wish(turn):
        return
    order = _meant(turn, "ask_shipment")
    if order and _is_exchanged(turn, order):  # what is waited for is the new one
        ANSWERS["ask_case_status"](turn.about(order.order_no, "ask_case_status"))
    elif order:
        _tell(turn, order)


def _is_exchanged(turn: Turn, order: Order) -> bool:
    """Whether the old one is on its way back, and the new one is to come or has been sent."""
    cases = [case for case in own_cases(turn) if case.order_no == order.order_no]
    return bool(cases) and cases[0].route in EXCHANGES and cases[0].status in _ON_THE_WAY_BACK


@answers("report_not_received")
def take_missing(turn: Turn) -> None:
    """Signed for by the data and not here: a complaint. Not signed for yet: where it is."""
    if take_found(turn):
        return
    order = _meant(turn, "report_not_received", (Delivery.SIGNED,))
    if order is None:
        return
    if order.delivery == Delivery.SIGNED:
        turn.say("shipment.missing", order=order_text(turn, order), signed_on=_signed(turn, order))
        complain_of(turn, Category.WRONG_ITEM, order)
    else:
        _tell(turn, order)


@answers("change_delivery")
def decline_change(turn: Turn) -> None:
    """Address, recipient and time are a colleague's to change, and only before it is shipped."""
    turn.say("shipment.cannot_change", [human(turn)])


def _meant(
    turn: Turn,
    intent: str,
    likely: tuple[Delivery, ...] = (Delivery.IN_TRANSIT, Delivery.NOT_SHIPPED),
) -> Order | None:
    """The parcel that is named or likely meant; None where it had to be asked for."""
    if "page" in turn.entities:
        turn.note(page=int(turn.entities["page"][0]))
    orders = load_orders(turn)
    goods = [order for order in orders if order.kind == Kind.GOODS]
    reference = find_reference(turn, orders, choosing=False)
    if len(reference.orders) == 1:
        return reference.orders[0]
    if not orders:
        list_orders(turn)
        return None
    if reference.unknown:
        buttons = [*order_buttons(turn, goods, intent), human(turn)]
        turn.say("request.no_such_order", buttons, number=reference.unknown)
        return None
    at_hand = _at_hand(turn, goods)
    if at_hand and not reference.mentioned:
        return at_hand
    possible = reference.orders or goods or orders
    waiting = [order for order in possible if order.delivery in likely]
    if len(waiting) == 1 and "page" not in turn.entities:
        return waiting[0]
    if len(possible) == 1:
        return possible[0]
    choice = waiting or possible
    if not turn.may_ask:
        _tell_briefly(turn, choice)
        return None
    card = orders_card(turn, choice, intent)
    turn.say("shipment.which", order_buttons(turn, choice, intent), card)
    return None


def _tell_briefly(turn: Turn, orders: list[Order]) -> None:
    """A line for each of the newest, where another question follows."""
    lines = (
        turn.text_of(
            "shipment.line",
            title=order_values(turn, order)["title"],
            state=state_text(turn, order, "label"),
            parcel=f" {order.carrier or ''}{order.tracking_no}" if order.tracking_no else "",
        )
        for order in orders[:_BRIEFLY]
    )
    turn.say("shipment.briefly", lines="\n".join(lines))


def _at_hand(turn: Turn, goods: list[Order]) -> Order | None:
    """The parcel that was spoken of just now; a pressed "查快递" starts anew."""
    if turn.pressed or _SEVERAL.search(turn.normalised):
        return None
    if turn.slots.get("speaking_of") not in ("ask_shipment", "report_not_received"):
        return None
    return next((order for order in goods if order.order_no == turn.slots.get("in_focus")), None)


def _tell(turn: Turn, order: Order) -> None:
    """All there is to say of it the first time, then only what is asked."""
    again = turn.slots.get("told_shipment") == order.order_no
    turn.note(in_focus=order.order_no, told_shipment=order.order_no)
    parcel = turn.text_of("case.parcel_unknown")
    if order.tracking_no:
        parcel = turn.text_of(
            "case.parcel", carrier=order.carrier or "", tracking_no=order.tracking_no
        )
    days = (local_day(turn.now) - local_day(order.shipped_at or turn.now)).days
    case = next((case for case in open_cases(turn) if case.order_no == order.order_no), None)
    turn.say(
        _key(turn, order, again),
        [*case_words.after(turn)[:1], human(turn)] if case else _buttons(turn, order),
        order=order_text(turn, order),
        shipped_on=_day(turn, order.shipped_at),
        signed_on=_signed(turn, order),
        parcel=parcel,
        since=turn.text_of("shipment.since", days=days) if days > 0 else "",
    )
    _add_advice(turn, order, case, again)


def _add_advice(turn: Turn, order: Order, case: Case | None, again: bool) -> None:
    """What can be done in that state; of an order with a case, what is to be done next."""
    if case:
        status, then = case_words.status_text(turn, case), case_words.next_text(turn, case)
        about = {"case_no": case.case_no, "status": status, "next": then}
        case_words.add_to_last(turn, "case.yours", **about)
    elif not again and order.delivery in _ADVISED:
        case_words.add_to_last(turn, f"shipment.{order.delivery}_advice")


def _key(turn: Turn, order: Order, again: bool) -> str:
    if again and order.delivery == Delivery.IN_TRANSIT:
        return f"shipment.{'carrier' if _CARRIER.search(turn.text.lower()) else 'no_date'}"
    return f"shipment.{order.delivery}"


def _buttons(turn: Turn, order: Order) -> list[Button]:
    sent = [_SENDS[name] for name in _NEXT[Delivery(order.delivery)]]
    buttons = [
        turn.button(title, payload(intent, order_no=order.order_no)) for title, intent in sent
    ]
    return [*buttons, human(turn)]


def _signed(turn: Turn, order: Order) -> str:
    return _day(turn, order.signed_at)


def _day(turn: Turn, moment: datetime | None) -> str:
    if moment is None:
        return turn.text_of("answers.unknown_day")
    return day_text(local_day(moment), turn.language)
