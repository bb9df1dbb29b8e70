"""What is said while no request is under way: an order, a yes, a correction."""

import re

from actions import case_words
from actions.answers import answers, human, menu
from actions.owned import case_of_decision
from actions.photos import take_photo
from actions.request_notes import forget_facts
from actions.sending_back import take_waybill
from actions.taking_up import list_orders, take_up_reference, take_up_wish
from actions.turn import Turn
from bot.cases.models import Case

# A yes that something be done, and no mere "好的".
_AGREES = re.compile(
    r"确认|确定|同意|提交|办|申请|[退换]|\b(confirm|submit|proceed|ahead|do (it|so)|agreed?)\b"
)


@answers("inform")
def take_up(turn: Turn) -> None:
    """A fact takes up the request it belongs to; an order is shown with what can be done."""
    if "page" in turn.entities:
        turn.note(page=int(turn.entities["page"][0]))
        list_orders(turn)
        return
    if take_photo(turn):
        return
    if not (take_waybill(turn) or take_up_reference(turn)):
        turn.say("answers.misunderstood", menu(turn))


@answers("affirm")
def accept(turn: Turn) -> None:
    """A yes to nothing; that of an old button is answered with how its case stands."""
    case = _case_of_button(turn)
    if case is None and take_up_wish(turn):
        return
    if case is None:
        agrees = turn.pressed or _AGREES.search(turn.normalised)
        turn.say(f"answers.nothing_{'to_confirm' if agrees else 'pending'}", menu(turn))
        return
    turn.say(
        "request.already_filed",
        [turn.button("answers.button_status", "/ask_case_status"), human(turn)],
        case_no=case.case_no,
        status=case_words.status_text(turn, case),
    )


def _case_of_button(turn: Turn) -> Case | None:
    decision_id = turn.value("decision")
    if decision_id is None:
        return None
    return case_of_decision(turn, decision_id)


@answers("deny")
def decline(turn: Turn) -> None:
    """A no to nothing."""
    turn.say("answers.nothing_pending", menu(turn))


@answers("change_order")
def take_another(turn: Turn) -> None:
    """The request just settled, for another order; a named one is shown."""
    if turn.slots.get("wish"):
        turn.note(order_no=None)
        forget_facts(turn)
        turn.open_form()
    elif not take_up_reference(turn):
        list_orders(turn)
