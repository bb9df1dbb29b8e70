"""What a request asks next: which order, which facts, the verdict, the yes.

Which of them is the policy's to say.
"""

from actions import case_words, verdicts
from actions.answers import human
from actions.changing import offer_change
from actions.orders import (
    Reference,
    order_text,
    payload,
    state_text,
)
from actions.owned import load_orders, own_order
from actions.proving import needs_proof, proves_for
from actions.request_notes import (
    HALF,
    answers,
)
from actions.turn import Turn
from actions.wording import day_text
from bot.cases.deciding import Considered, Request, consider, record
from bot.cases.models import Case
from bot.cases.status import WITHDRAWABLE
from bot.orders.models import Order
from bot.policy import Outcome, Wish, local_day, yuan

PATIENCE = 2  # misunderstandings in a row until a human is offered


def advance(turn: Turn, reference: Reference | None = None) -> None:
    """Ask what is needed next, or say the verdict."""
    order = chosen(turn)
    if order is None:
        order = _choose(turn, reference)
    if order is None:
        return
    _say_what_the_data_says(turn, order)
    _settle_half(turn, order)
    with turn.store.reading() as session:
        considered = consider(session, request_of(turn), turn.now)
    if considered.missing:
        _ask_fact(turn, order, considered.missing)
    elif considered.decision and considered.decision.outcome is Outcome.EXISTING:
        _show_existing(turn, order, considered)
    else:
        _decide(turn, order, considered)


def request_of(turn: Turn) -> Request:
    """The request as noted so far."""
    return Request(
        conversation_id=turn.conversation_id,
        message_id=turn.inbound,
        shopper_id=turn.shopper_id,
        order_no=turn.slots["order_no"],
        wish=Wish(turn.slots["wish"]),
        answers=answers(turn),
        units=turn.slots.get("units"),
        replaces=turn.slots.get("replaces"),
    )


def close(turn: Turn) -> None:
    """End the form; what was said stays noted, so that a correction can take it up again."""
    turn.note(requested_slot=None)


def ask(turn: Turn, slot: str) -> None:
    """Let the form wait for `slot`."""
    turn.note(requested_slot=slot)


def chosen(turn: Turn) -> Order | None:
    """The order the request is about, once it is known."""
    return own_order(turn, turn.slots.get("order_no"))


def _choose(turn: Turn, reference: Reference | None) -> Order | None:
    """The only order there is; otherwise the question which."""
    orders = load_orders(turn)
    if not orders:
        orders, reference = _proved(turn), None
    if not orders:
        close(turn)
        return None
    if len(orders) == 1 and not (reference and (reference.unknown or reference.mentioned)):
        turn.note(order_no=orders[0].order_no)
        turn.say("request.only_order")
        return orders[0]
    asked_before = turn.requested == "order_no"
    ask(turn, "order_no")
    if asked_before and reference and _in_vain(turn, reference):
        offer_human_instead(turn)
    elif reference and reference.unknown in turn.entities.get("waybill", []):
        verdicts.ask_which_order(turn, orders, "request.no_such_waybill")
    elif reference and reference.unknown:
        verdicts.ask_which_order(turn, orders, "request.no_such_order", number=reference.unknown)
    elif reference and reference.orders:
        verdicts.ask_which_order(turn, reference.orders, "request.which_of_these")
    elif reference and reference.mentioned:
        verdicts.ask_which_order(turn, orders, "request.no_match")
    else:
        verdicts.ask_which_order(turn, orders, _which_order(turn))
    return None


def _in_vain(turn: Turn, reference: Reference) -> bool:
    """Whether the question which order has now been answered too often with none of them."""
    if not (reference.mentioned or reference.unknown):
        return False
    count = int(turn.slots.get("misunderstood") or 0) + 1
    turn.note(misunderstood=count)
    return count >= PATIENCE


def offer_human_instead(turn: Turn) -> None:
    """The same list a third time helps nobody; it is there for who asks for it."""
    ask(turn, "order_no")
    turn.say(
        "request.offer_human_order",
        [human(turn), turn.button("answers.button_orders", "/ask_orders")],
    )


def _proved(turn: Turn) -> list[Order]:
    """The order that a visitor reaches by what they say; else what to do is said."""
    if not needs_proof(turn):
        turn.say("request.no_orders", [human(turn)])
        return []
    return load_orders(turn) if proves_for(turn, turn.slots["wish"]) else []


def _which_order(turn: Turn) -> str:
    wish = Wish(turn.slots["wish"])
    kind = {Wish.EXCHANGE: "exchange", Wish.QUALITY: "quality"}.get(wish, "refund")
    return f"request.which_order_{kind}"


def _say_what_the_data_says(turn: Turn, order: Order) -> None:
    """A claim that the data contradicts does not win; a human can look into it."""
    claim = turn.value("delivery_claim")
    if claim is None or order.kind != "goods":
        return
    fits = {
        "not_shipped": order.delivery == "not_shipped",
        "not_received": order.delivery != "signed",
        "received": order.delivery == "signed",
    }
    if not fits[claim]:
        turn.say("request.claim_differs", [human(turn)], state=state_text(turn, order))


def _settle_half(turn: Turn, order: Order) -> None:
    """Half of an order is a number of units, where there are units to tell apart."""
    if turn.slots.get("units") != HALF:
        return
    turn.note(units=None)
    if order.delivery != "signed" or order.quantity == 1:
        turn.say("request.only_whole")
    elif order.quantity % 2:
        turn.say("request.half_of_odd", quantity=order.quantity)
    else:
        turn.note(units=order.quantity // 2)


def _ask_fact(turn: Turn, order: Order, fact: str) -> None:
    ask(turn, fact)
    values = ("no", "yes") if fact == "used" else ("yes", "no")
    buttons = [
        turn.button(_title(turn, fact, value), payload("inform", **{fact: value}))
        for value in (() if fact == "description" else values)
    ]
    units = turn.slots.get("units") or order.quantity
    of_some = "_of_some" if fact == "used" and units < order.quantity else ""
    signed_on = day_text(local_day(order.signed_at), turn.language) if order.signed_at else ""
    turn.say(
        f"request.ask_{fact}{of_some}",
        buttons,
        order=order_text(turn, order),
        signed_on=signed_on,
        units=units,
    )


def _title(turn: Turn, fact: str, value: str) -> str:
    """The button's sentence; who exchanges does want it, only in another size or colour."""
    if fact != "quality_problem":
        return f"request.{fact}_{value}"
    other = "_exchange" if value == "no" and turn.slots.get("wish") == Wish.EXCHANGE else ""
    return f"request.quality_{value}{other}"


def _show_existing(turn: Turn, order: Order, considered: Considered) -> None:
    assert considered.situation is not None
    with turn.store.reading() as session:
        case = session.get_one(Case, considered.situation.facts.standing_case)
    close(turn)
    if _changes(turn, case):
        offer_change(turn, case, Wish(turn.slots["wish"]), turn.slots.get("units"))
    else:
        case_words.say_existing(turn, order, case)


def _changes(turn: Turn, case: Case) -> bool:
    """Whether the shopper wants another way than the one that is filed, or another number."""
    wish = Wish(turn.slots["wish"])
    exchange = Wish.EXCHANGE
    if case.status not in WITHDRAWABLE or Wish.QUALITY in (wish, case.kind):
        return False
    other = (wish is exchange) != (case.kind == exchange)
    return other or turn.slots.get("units") not in (None, case.units)


def _decide(turn: Turn, order: Order, considered: Considered) -> None:
    decision = considered.decision
    assert decision is not None
    decision_id = record(turn.store, request_of(turn), considered)
    turn.note(decision_id=decision_id)
    verdicts.say_verdict(turn, order, considered)
    if decision.outcome in (Outcome.APPROVE, Outcome.REVIEW):
        ask(turn, "confirmed")
        return
    if turn.slots.get("replaces"):
        case_words.add_to_last(turn, "case.change_refused", case_no=turn.slots["replaces"])
    close(turn)


def ask_again(turn: Turn) -> None:
    """Put the question that is open once more, after something else was said."""
    requested = turn.requested
    order = chosen(turn)
    if requested == "order_no" or order is None:
        verdicts.ask_which_order(turn, load_orders(turn), _which_order(turn))
        ask(turn, "order_no")
    elif requested == "confirmed":
        _ask_confirmation_again(turn, order)
    elif requested:
        _ask_fact(turn, order, requested)


def _ask_confirmation_again(turn: Turn, order: Order) -> None:
    with turn.store.reading() as session:
        considered = consider(session, request_of(turn), turn.now)
    decision = considered.decision
    if decision is None or decision.outcome not in (Outcome.APPROVE, Outcome.REVIEW):
        advance(turn)
        return
    buttons = verdicts.confirm_buttons(turn, decision)
    turn.say(
        "request.confirm_again",
        buttons,
        order=order_text(turn, order),
        amount=yuan(decision.amount_fen),
        action=buttons[0]["title"],
    )
    ask(turn, "confirmed")
