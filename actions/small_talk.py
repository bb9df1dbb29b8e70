"""Greetings, thanks, anger, and what is not understood. Nobody is left without a next step."""

import re

from actions.answers import answers, human, menu
from actions.progress import tell_of_review
from actions.questions import tell
from actions.request_steps import PATIENCE
from actions.sending_back import take_waybill
from actions.taking_up import take_up_reference, take_up_wish
from actions.turn import Button, Turn

_MOST_GUESSES = 3
_GUESSED = {
    "request_refund": "answers.button_refund",
    "request_return": "answers.button_return",
    "request_exchange": "answers.button_exchange",
    "report_quality": "answers.button_quality",
    "ask_shipment": "answers.button_shipment",
    "ask_case_status": "answers.button_status",
    "ask_balance": "answers.button_balance",
    "ask_orders": "answers.button_orders",
    "report_not_received": "answers.button_missing",
    "complain": "answers.button_complain",
}
# Asked of the rules, though it looks like a call for help.
_HOW_RETURNS_WORK = re.compile(
    r"\bhow (do|does|would) (a |the )?(return|exchange)s?\b.{0,20}\bworks?\b"
)
_SHORT = 8  # characters; "拉拉裤" alone is no question about something else


@answers("greet", "help", "chitchat", "out_of_scope")
def say_what_can_be_done(turn: Turn) -> None:
    """A short word and the menu."""
    if turn.intent == "help" and _HOW_RETURNS_WORK.search(turn.normalised):
        tell(turn, "return_exchange")
        return
    is_short = turn.intent == "out_of_scope" and len(turn.normalised) <= _SHORT
    if is_short and take_up_reference(turn):
        return
    turn.say(f"answers.{turn.intent}", menu(turn))


@answers("thanks", "goodbye")
def say_goodbye(turn: Turn) -> None:
    """A short word."""
    turn.say(f"answers.{turn.intent}")


@answers("vent")
def calm(turn: Turn) -> None:
    """Anger gets an apology, a way on and a human; a wish that only sounds like it is taken up."""
    if "anger" not in turn.entities and take_up_wish(turn):
        return
    turn.say(
        "answers.vent",
        [
            turn.button("answers.button_refund", "/request_refund"),
            turn.button("answers.button_shipment", "/ask_shipment"),
            human(turn),
        ],
    )


@answers("nlu_fallback")
def say_not_understood(turn: Turn) -> None:
    """The first time the likeliest guesses, then a human. A number or a wish in it is taken up."""
    if take_waybill(turn) or tell_of_review(turn) or take_up_reference(turn):
        return
    count = int(turn.slots.get("misunderstood") or 0) + 1
    turn.note(misunderstood=count)
    if count >= PATIENCE:
        turn.say("answers.misunderstood_again", [human(turn), *menu(turn)[:-1]])
        return
    guesses = _guesses(turn)
    if guesses:
        turn.say("answers.guess", [*guesses, human(turn)])
    else:
        turn.say("answers.misunderstood", menu(turn))


def _guesses(turn: Turn) -> list[Button]:
    """The likeliest of the wishes that a button can stand for."""
    return [
        turn.button(_GUESSED[guess], f"/{guess}") for guess in turn.guesses if guess in _GUESSED
    ][:_MOST_GUESSES]
