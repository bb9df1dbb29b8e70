"""A parcel that was complained of as missing turns up: good news, and the complaint may go."""

from actions.answers import human
from actions.asked import Asked, ask, question, yes_no_buttons, yes_or_no
from actions.complaints import take_back_complaint
from actions.owned import latest_complaint
from actions.turn import Turn
from bot.policy import Category


def take_found(turn: Turn) -> bool:
    """Ask whether the complaint is to be taken back; False unless a missing parcel was found."""
    if turn.value("delivery_claim") != "received" or turn.pressed:
        return False
    complaint = latest_complaint(turn)
    if complaint is None or complaint.category != Category.WRONG_ITEM:
        return False
    ask(turn, "found", ticket_no=complaint.ticket_no)
    return True


def _put(turn: Turn, asked: Asked) -> None:
    ticket_no = asked["ticket_no"]
    buttons = yes_no_buttons(turn, f"found {ticket_no}", "complaint.take_back", "case.withdraw_no")
    turn.say("shipment.found", [*buttons, human(turn)], ticket_no=ticket_no)


@question("found", put=_put)
def _take(turn: Turn, asked: Asked) -> bool:
    answer = yes_or_no(turn, f"found {asked['ticket_no']}")
    if "withdraw" in turn.entities and not turn.pressed:
        answer = True  # "撤了吧" is said to the question
    if answer:
        take_back_complaint(turn, asked["ticket_no"])
    elif answer is False:
        turn.say("shipment.found_kept", [human(turn)], ticket_no=asked["ticket_no"])
    return answer is not None
