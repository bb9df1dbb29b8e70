"""Which function answers which intent, in the request form as well as outside it.

A topic's file registers its functions here; a new topic is a file, an intent in domain.yml and a
rule in data/stories.
"""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from actions.turn import Button, Turn
from bot.conversations.models import Conversation
from bot.conversations.ownership import hand_over as put_in_queue
from bot.conversations.ownership import position

_PHONE = re.compile(
    r"(电话|热线|400)[^，。,.]{0,3}(号码?|多少|几号|是啥|是什么|有[吗没么]|发我|给我)|(有没有|有|给我)[^，。,.]{0,6}"
    r"(客服|售后|400|总部)(的)?(电话|热线)|(phone|telephone|hotline|helpline)( number|\?|$)"
)

Answer = Callable[[Turn], None]
ANSWERS: dict[str, Answer] = {}


def answers(*intents: str) -> Callable[[Answer], Answer]:
    """Register a function as the answer to `intents`."""

    def register(function: Answer) -> Answer:
        ANSWERS.update(dict.fromkeys(intents, function))
        return function

    return register


def menu(turn: Turn) -> list[Button]:
    """What can be done, to press."""
    return [
        turn.button("answers.button_refund", "/request_refund"),
        turn.button("answers.button_exchange", "/request_exchange"),
        turn.button("answers.button_shipment", "/ask_shipment"),
        turn.button("answers.button_status", "/ask_case_status"),
        turn.button("answers.button_human", "/request_human"),
    ]


def human(turn: Turn) -> Button:
    """The button for a person."""
    return turn.button("answers.button_human", "/request_human")


@answers("request_human")
def hand_over(turn: Turn) -> None:
    """Put the conversation in the human queue; from then on the bot is silent."""
    if asks_for_phone(turn):
        turn.say("answers.no_phone", [human(turn)])
        return
    with turn.writing() as session:
        ahead = put_in_line(session, turn, "asked_for_human")
    if ahead:
        turn.say("answers.queued", ahead=ahead)
    else:
        turn.say("answers.queued_next")


def asks_for_phone(turn: Turn) -> bool:
    """Whether it is a number to ring that is asked for, rather than somebody to talk to here."""
    asks = turn.intent == "request_human" and not turn.pressed
    return asks and bool(_PHONE.search(turn.normalised))


def put_in_line(session: Session, turn: Turn, reason: str) -> int:
    """Put the conversation in the human queue; how many are ahead of it."""
    put_in_queue(session, turn.conversation_id, reason, turn.now)
    turn.leave_the_bot()
    conversation = session.get_one(Conversation, turn.conversation_id)
    return position(session, conversation) - 1
