"""A visitor who has not signed in shows that an order is theirs: its number and the phone's end."""

import re

from actions.answers import human
from actions.asked import Asked, ask, question
from actions.orders import order_text, payload, state_text
from actions.owned import own_order
from actions.turn import Turn
from bot.conversations.inbox import asker_of
from bot.conversations.proving import WITHIN, TooManyTries, reach_order

_TAIL = re.compile(r"(?<![\da-z])\d{4}(?![\da-z])")
_EXAMPLE = "TB123456789012"
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]*[-_]?\d[A-Za-z0-9_-]{3,}")


def needs_proof(turn: Turn) -> bool:
    """Whether the one who asks has not signed in and reaches no order yet."""
    return turn.visitor and turn.only_order is None


def proves(turn: Turn) -> bool:
    """Take an order's number and a phone's end that are said without having been asked for."""
    if not needs_proof(turn) or turn.pressed or _is_asked(turn):
        return False
    numbers, tail = _said(turn)
    return bool(numbers and tail) and _try(turn, numbers, str(tail), None)


def ask_for_proof(turn: Turn, wish: str | None = None) -> None:
    """Ask which order it is; `wish` is taken up once it is reached."""
    numbers, _ = _said(turn)
    ask(turn, "prove", numbers=numbers, wish=wish)


def proves_for(turn: Turn, wish: str) -> bool:
    """Whether the order is reached by what is said along with a wish; if not, why or what to say
    has been said.
    """
    numbers, tail = _said(turn)
    if numbers and tail:
        return _reaches(turn, numbers, tail, wish)
    ask_for_proof(turn, wish)
    return False


def _put(turn: Turn, asked: Asked) -> None:
    if asked.get("numbers"):
        turn.say("visitor.prove_tail", [human(turn)], number=asked["numbers"][0])
    else:
        turn.say("visitor.prove", [human(turn)], number=_EXAMPLE, tail="1234")


def _is_asked(turn: Turn) -> bool:
    return bool((turn.slots.get("asked") or {}).get("what") == "prove")


def _wanted(turn: Turn, asked: Asked) -> bool:
    """Only a wish needs the proof at once, and the answer in between may have asked for it too."""
    return needs_proof(turn) and bool(asked.get("wish")) and not _is_asked(turn)


@question("prove", put=_put, wanted=_wanted)
def _take(turn: Turn, asked: Asked) -> bool:
    """The number, the phone's end, or both."""
    if turn.pressed or not needs_proof(turn):
        return False
    numbers, tail = _said(turn)
    numbers = numbers or asked["numbers"]
    if numbers and tail:
        return _try(turn, numbers, tail, asked.get("wish"))
    if numbers and numbers != asked["numbers"]:
        ask(turn, "prove", numbers=numbers, wish=asked.get("wish"))
        return True
    return False


def _said(turn: Turn) -> tuple[list[str], str | None]:
    """The spellings of the order's number, and the four digits, as far as they are said."""
    raw = [code for code in _CODE.findall(turn.text) if len(code) > 4]
    numbers = list(dict.fromkeys([*raw, *turn.entities.get("order_no", [])]))
    tails = turn.entities.get("tail") or _TAIL.findall(turn.normalised)
    return numbers, tails[0] if tails else None


def _try(turn: Turn, numbers: list[str], tail: str, wish: str | None) -> bool:
    if _reaches(turn, numbers, tail, wish):
        _reached(turn, wish)
    return True


def _reaches(turn: Turn, numbers: list[str], tail: str, wish: str | None) -> bool:
    """Whether they fit; what is to be known if they do not is said."""
    turn.note(asked={"what": "prove", "numbers": [], "wish": wish})
    try:
        with turn.writing() as session:
            found = reach_order(
                session, turn.conversation_id, turn.address, numbers, tail, turn.now
            )
    except TooManyTries:
        minutes = int(WITHIN.total_seconds() // 60)
        turn.say("visitor.too_many", [human(turn)], minutes=minutes)
        return False
    if found is None:
        turn.say("visitor.no_match", [human(turn)])
        return False
    turn.note(asked=None, in_focus=found)
    with turn.store.reading() as session:
        asker = asker_of(session, turn.conversation_id)
    turn.shopper_id, turn.only_order = asker.shopper_id, asker.only_order
    return True


def _reached(turn: Turn, wish: str | None) -> None:
    order = own_order(turn, turn.only_order)
    assert order is not None
    if wish:
        turn.note(wish=wish, order_no=order.order_no)
        turn.open_form()
        return
    refund = turn.button("answers.button_refund", payload("request_refund"))
    shipment = turn.button("answers.button_shipment", payload("ask_shipment"))
    turn.say(
        "visitor.reached",
        [refund, shipment, human(turn)],
        order=order_text(turn, order),
        state=state_text(turn, order),
    )
