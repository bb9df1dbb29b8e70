"""Refusing the delivery (拒收): that it was done, or could not be."""

from dataclasses import replace

from actions import case_words
from actions.answers import answers, human
from actions.following import CORRECTS
from actions.orders import find_reference, order_text, order_title, payload
from actions.owned import LATEST_CASES, load_orders, open_cases
from actions.request_notes import forget_request
from actions.turn import Turn
from bot.cases import steps
from bot.cases.models import Case
from bot.cases.status import Status
from bot.orders.models import Order
from bot.policy import Delivery, Wish, yuan


@answers("report_refused")
def take_refusal(turn: Turn) -> None:
    """The parcel goes back: the case moves on; without one there is a refund to apply for."""
    waiting = _waiting(turn)
    if len(waiting) == 1:
        _refused(turn, waiting[0])
    elif waiting:
        _ask_which(turn, waiting)
    else:
        _without_a_case(turn)


@answers("refusal_blocked")
def help_to_refuse(turn: Turn) -> None:
    """What to do when the courier will not take it back; once it is signed for, a return."""
    waiting = _waiting(turn)
    signed = _signed_meanwhile(turn, waiting)
    if signed:
        case, order = signed
        sent = payload("cancel", case_no=case.case_no, wish=Wish.RETURN.value)
        button = turn.button("case.button_return_instead", sent)
        turn.say("case.refusal_signed", [button, human(turn)], order=order_text(turn, order))
    else:
        turn.say("case.refusal_blocked", [human(turn)])


def correct_refusal(turn: Turn) -> bool:
    """A refusal that was told by mistake: noted is noted, a human can undo it."""
    if turn.pressed or turn.slots.get("speaking_of") != "report_refused":
        return False
    case = next((c for c in open_cases(turn) if c.order_no == turn.slots.get("in_focus")), None)
    if (
        case is None
        or case.status != Status.IN_TRANSIT_BACK
        or not CORRECTS.search(turn.normalised)
    ):
        return False
    turn.say("case.refused_too_soon", [human(turn)], case_no=case.case_no)
    return True


def note_refusal(turn: Turn, case: Case) -> None:
    """A case just filed for a parcel that had been refused before."""
    if case.status == Status.AWAITING_REFUSAL:
        _refused(turn, case)
    else:
        case_words.say_filed(turn, case)


def _waiting(turn: Turn) -> list[Case]:
    """The cases that wait for a refusal, or just the one whose order is named or pressed.

    A day in the message is the day of the refusal, not of the order.
    """
    pressed = turn.value("case_no")
    cases = [
        case
        for case in open_cases(turn)
        if case.status == Status.AWAITING_REFUSAL and pressed in (None, case.case_no)
    ]
    if len(cases) < 2 or turn.pressed:
        return cases
    undated = {name: found for name, found in turn.entities.items() if name != "date"}
    reference = find_reference(replace(turn, entities=undated), load_orders(turn), choosing=False)
    numbers = {order.order_no for order in reference.orders}
    return [case for case in cases if case.order_no in numbers] or cases


def _refused(turn: Turn, case: Case) -> None:
    case = steps.refused(turn.store, case.case_no, turn.now, turn.is_open)
    turn.note(in_focus=case.order_no)
    turn.say(
        "case.refused",
        case_words.after(turn),
        case_no=case.case_no,
        title=order_title(turn, case.order_no),
        days=case_words.parameters_of(turn, case).refund_working_days,
        amount=yuan(case.amount_fen),
    )


def _ask_which(turn: Turn, cases: list[Case]) -> None:
    buttons = []
    for case in cases[:LATEST_CASES]:
        title = order_title(turn, case.order_no)
        sent = payload("report_refused", case_no=case.case_no)
        buttons.append(turn.button("case.show", sent, title=title))
    turn.say("case.refused_which", [*buttons, human(turn)])


def _without_a_case(turn: Turn) -> None:
    running = open_cases(turn)
    under_way = next((case for case in running if case.status == Status.IN_TRANSIT_BACK), None)
    if under_way:
        turn.say(
            "case.refused_before",
            case_words.after(turn),
            case_no=under_way.case_no,
            next=case_words.next_text(turn, under_way),
        )
        return
    taken = {case.order_no for case in running}
    orders = [order for order in load_orders(turn) if order.order_no not in taken]
    if any(order.delivery == Delivery.IN_TRANSIT for order in orders):
        forget_request(turn)
        turn.say("case.refused_unasked")
        turn.note(wish=Wish.REFUND, refused_before=True)
        turn.open_form()
    else:
        turn.say("case.refused_nothing", [*case_words.after(turn), human(turn)])


def _signed_meanwhile(turn: Turn, waiting: list[Case]) -> tuple[Case, Order] | None:
    """A case that waits for a refusal although the data says that the parcel is signed for."""
    orders = {order.order_no: order for order in load_orders(turn)}
    for case in waiting:
        order = orders.get(case.order_no)
        if order and order.delivery == Delivery.SIGNED:
            return case, order
    return None
