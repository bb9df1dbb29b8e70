"""A question of the bot's own outside the request form: to put it, and to take its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actions.orders import payload
from actions.request_notes import says_no, says_yes
from actions.turn import Button, Turn

Asked = dict[str, Any]
Put = Callable[[Turn, Asked], None]
Take = Callable[[Turn, Asked], bool]


@dataclass(frozen=True)
class _Question:
    """`put` says it; `take` takes the answer and is False where the message is none.

    `wanted` says whether it is to be put again after something else was answered.
    """

    put: Put
    take: Take
    wanted: Take


_QUESTIONS: dict[str, _Question] = {}


def question(
    what: str, put: Put, wanted: Take = lambda _turn, _asked: True
) -> Callable[[Take], Take]:
    """Register a function that takes the answer to the question `what`, which `put` says."""

    def register(take: Take) -> Take:
        _QUESTIONS[what] = _Question(put, take, wanted)
        return take

    return register


def ask(turn: Turn, what: str, **about: Any) -> None:
    """Put the question `what`; the next message may answer it."""
    asked = {"what": what, **about}
    turn.note(asked=asked)
    _QUESTIONS[what].put(turn, asked)


def answered(turn: Turn) -> bool:
    """Whether the message answers what was asked last, and has been dealt with."""
    asked = turn.slots.get("asked")
    if not asked:
        return False
    turn.note(asked=None)
    return _QUESTIONS[asked["what"]].take(turn, asked)


def ask_again(turn: Turn, asked: Asked) -> None:
    """Put a question once more, after something else was answered, if it still matters."""
    asking = _QUESTIONS[asked["what"]]
    if asking.wanted(turn, asked):
        turn.note(asked=asked)
        asking.put(turn, asked)


def yes_or_no(turn: Turn, about: str) -> bool | None:
    """The answer to the question about `about`; None for anything else.

    A pressed button must be the question's own: an old yes to something else is none to this.
    """
    if turn.pressed:
        if turn.value("about") != about:
            return None
        return {"affirm": True, "deny": False}.get(turn.intent)
    if says_yes(turn):
        return True
    return False if says_no(turn) else None


def yes_no_buttons(turn: Turn, about: str, yes: str, no: str) -> list[Button]:
    """The two answers to press, titled by the sentences `yes` and `no`."""
    return [
        turn.button(yes, payload("affirm", about=about)),
        turn.button(no, payload("deny", about=about)),
    ]
