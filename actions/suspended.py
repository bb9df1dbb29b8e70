"""Wishes that have to wait for another: kept, and offered again when the other is done with."""

from typing import Any

from actions.asked import Asked, ask, question, yes_no_buttons, yes_or_no
from actions.orders import order_title
from actions.request_notes import WISHES, answers, forget_request
from actions.turn import Turn
from bot.policy import Wish

Suspended = dict[str, Any]
_MOST = 4  # a page of orders but the one at hand


def suspend_request(turn: Turn) -> None:
    """Put the request that is under way aside, with all that was said for it."""
    suspend(
        turn,
        wish=turn.slots["wish"],
        order_no=turn.slots["order_no"],
        facts={**answers(turn), "units": turn.slots.get("units")},
    )


def suspend(
    turn: Turn, wish: str, order_no: str | None, facts: dict[str, Any] | None = None
) -> None:
    """Keep a wish for later, about an order or about one yet to be said; the same once."""
    kept: list[Suspended] = turn.slots.get("suspended") or []
    kept = [other for other in kept if other["order_no"] != order_no]
    kept.append({"wish": wish, "order_no": order_no, "facts": facts or {}})
    turn.note(suspended=kept[-_MOST:])


def offer_suspended(turn: Turn) -> bool:
    """Offer the latest wish that waits; False where none does."""
    kept: list[Suspended] = turn.slots.get("suspended") or []
    at_hand = turn.slots.get("order_no")
    kept = [other for other in kept if at_hand is None or other["order_no"] != at_hand]
    if not kept:
        return False
    latest = kept[-1]
    turn.note(suspended=kept[:-1])
    ask(turn, "resume", **latest)
    return True


def _put(turn: Turn, asked: Asked) -> None:
    order_no = asked["order_no"]
    turn.say(
        "request.resume" if order_no else "request.resume_wish",
        yes_no_buttons(turn, f"resume {order_no}", "request.resume_yes", "request.resume_no"),
        title=order_title(turn, order_no) if order_no else "",
        wish=turn.text_of(f"request.wish_{asked['wish']}"),
    )


@question("resume", put=_put)
def _take(turn: Turn, asked: Asked) -> bool:
    """A yes goes on where the wish was left."""
    answer = yes_or_no(turn, f"resume {asked['order_no']}")
    if answer is None and not turn.pressed:
        answer = _says_so_otherwise(turn, asked)
    if answer:
        forget_request(turn)
        turn.note(wish=asked["wish"], order_no=asked["order_no"], **asked["facts"])
        turn.open_form()
    elif answer is False:
        turn.say("answers.nothing_pending", [turn.button("answers.button_human", "/request_human")])
    return answer is not None


def _says_so_otherwise(turn: Turn, asked: Asked) -> bool | None:
    """ "继续吧", "那就退吧" without an order of another name; "不退了"."""
    if turn.intent == "cancel" or "stop" in turn.entities:
        return False
    if "接着" in turn.normalised or "继续" in turn.normalised or "go on" in turn.normalised:
        return True
    wish = WISHES.get(turn.intent)
    same = wish is not None and wish in (Wish(asked["wish"]), Wish.REFUND, Wish.RETURN)
    return True if same and "order_no" not in turn.entities else None
