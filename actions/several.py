"""Several wishes in one message: which they are, beside the one that it is taken for."""

import re
from dataclasses import replace
from typing import Any

from actions.answers import ANSWERS
from actions.hearing import Part
from actions.orders import find_reference, named_together, order_title
from actions.owned import load_orders
from actions.request_notes import COMPLAINS, WISHES, is_question, take_wish
from actions.suspended import suspend
from actions.turn import Turn
from bot.orders.models import Order
from bot.policy import Wish

_ERRAND = re.compile(
    r"[查看问]一?[下看]|帮我[查看问]|告诉我|check|look|tell me|let me know|show me"
)
_ALL = re.compile(
    r"^(这|那|我|上面)*([些几两三四五][个单件笔]?)?我?(全部?|都|统统|所有的?)(都|想|要|给我|帮我|得|打算)*"
    r"[退换办][^，。,.]{0,3}$|^(一起|全部|全都|都)[要退换]?$"
    r"|^(both|all|everything)\b(?!.*\bnot\b)|\b(both|all) of (them|these|those)\b"
)
# What sets a question apart from the wish.
_APART = re.compile(r"另外|顺便|对了|还有|\b(also|by the way|btw)\b")
# Told in passing, and to be noted whatever is wished besides.
_REPORTS = frozenset({"report_refused", "report_sent_back"})
SURE = 0.5  # from which a clause by itself is believed
_GIVEN_BACK = frozenset({"request_refund", "request_return"})
_SERVED = frozenset(
    {
        "ask_shipment",
        "ask_case_status",
        "ask_balance",
        "ask_policy",
        "ask_refund_time",
        "ask_refund_destination",
        "ask_courier_fee",
        "ask_genuine",
        "ask_return_address",
        "ask_invoice",
        "change_delivery",
    }
)


def main_part(turn: Turn) -> Turn:
    """The turn as its main clause says it, where another clause is served by itself."""
    if not (_questions(turn) or other_requests(turn) or further_request(turn)):
        return turn
    part = _own(turn)
    # A ticket keeps the whole of what was said.
    return turn.only(replace(part, text=turn.text) if part.intent == "complain" else part)


def _own(turn: Turn) -> Part:
    """The clause that the message is taken for."""
    return next(part for part in _read(turn) if _is_own(turn, part))


def _is_own(turn: Turn, part: Part) -> bool:
    """A refund and a return are one wish."""
    return part.intent == turn.intent or {part.intent, turn.intent} == _GIVEN_BACK


def answer_others(turn: Turn) -> bool:
    """Answer the questions that the message asks besides; False where there are none."""
    questions = _questions(turn)
    for part in questions:
        ANSWERS[part.intent](turn.only(part))
    return bool(questions)


def _questions(turn: Turn) -> list[Part]:
    return [part for part in _others(turn) if _is_served(turn, part)]


def _is_served(turn: Turn, part: Part) -> bool:
    if part.intent in _REPORTS:
        return turn.intent in WISHES and _names_another(turn, part)
    states = turn.intent in (*WISHES, "complain")
    return part.intent in _SERVED and (not states or _asks(turn.only(part)))


def _names_another(turn: Turn, part: Part) -> bool:
    """ "水壶拒收了，四件套也退": the clause is of another order than the message's own."""
    numbers = named_order(turn.only(part)), named_order(turn.only(_own(turn)))
    return None not in numbers and len(set(numbers)) == len(numbers)


def _asks(turn: Turn) -> bool:
    """A question or an errand; "快递还没到，退了吧" is only the reason."""
    return is_question(turn) or bool(_ERRAND.search(turn.normalised))


def keep_other_requests(turn: Turn) -> None:
    """Keep the requests for other orders until the first is done with."""
    for part, order_no in other_requests(turn):
        _keep(turn, WISHES[part.intent], order_no)


def keep_other_orders(turn: Turn, wish: Wish) -> Order | None:
    """Of several orders named side by side the first; the others wait for the same wish."""
    named = named_together(turn, load_orders(turn))
    for order in named[1:]:
        _keep(turn, wish, order.order_no)
    return named[0] if named else None


def take_all(turn: Turn) -> bool:
    """ "都想退" said to a list: the first of it now, the others wait; False for anything else."""
    offered: list[str] = turn.slots.get("offered") or []
    if turn.requested != "order_no" or turn.pressed or is_question(turn) or len(offered) < 2:
        return False
    named = find_reference(turn, load_orders(turn), choosing=False).mentioned
    if named or not _ALL.search(turn.normalised):
        return False
    take_wish(turn)
    first, *others = offered
    for order_no in reversed(others):  # the latest that was kept is offered first
        suspend(turn, turn.slots["wish"], order_no)
    turn.note(order_no=first, misunderstood=0)
    turn.say("request.one_by_one", title=order_title(turn, first), count=len(others))
    return True


def _keep(turn: Turn, wish: Wish, order_no: str) -> None:
    suspend(turn, wish, order_no)
    turn.say(
        "request.later",
        title=order_title(turn, order_no),
        wish=turn.text_of(f"request.wish_{wish}"),
    )


def other_requests(turn: Turn) -> list[tuple[Part, str]]:
    """Clauses that ask for a request about one other order than the message's main one."""
    asking = [part for part in _read(turn) if part.intent in WISHES and part.confidence >= SURE]
    if len(asking) < 2:
        return []
    named = [(part, number) for part in asking if (number := named_order(turn.only(part)))]
    main = next((no for part, no in named if _is_own(turn, part)), None)
    if main is None:
        return []
    return [(part, order_no) for part, order_no in named if order_no != main]


def _read(turn: Turn) -> list[Part]:
    """The clauses as they are meant beside a request."""
    return [_as_wish(part) if turn.intent in WISHES else part for part in turn.parts]


def _as_wish(part: Part) -> Part:
    """ "四件套有点小也不要了" beside another request is one as well, and no complaint."""
    wishes = {*part.entities.get("wish", [])}
    sounds_otherwise = part.intent in ("complain", "inform") and not COMPLAINS.search(part.text)
    if not sounds_otherwise or len(wishes) != 1:
        return part
    return replace(part, intent=f"request_{wishes.pop()}")


def named_order(turn: Turn) -> str | None:
    """The number of the one order that the message names."""
    orders = find_reference(turn, load_orders(turn), choosing=False).orders
    return orders[0].order_no if len(orders) == 1 else None


def named_in(whole: Turn, part: Turn) -> Turn:
    """Where an order is named: in the clause that asks for something, or else beside it."""
    if part is whole or find_reference(part, load_orders(part), choosing=False).mentioned:
        return part
    return replace(part, text=whole.text, **_without_questions(whole, part))


def stands_apart(whole: Turn, wish: str, question: str) -> bool:
    """Whether what a question names is not the wish's: "面膜到哪了？退了吧" is of one order."""
    said = whole.normalised
    return said.find(question) > said.find(wish) or bool(_APART.search(said))


def _without_questions(whole: Turn, wish: Turn) -> dict[str, Any]:
    """What the message says, but for questions after the wish: what they name is theirs."""
    said, found = whole.normalised, {name: list(v) for name, v in whole.entities.items()}
    for question in whole.parts:
        if question.intent not in _SERVED or not stands_apart(
            whole, wish.normalised, question.text
        ):
            continue
        said = said.replace(question.text, " ")
        for name, values in question.entities.items():
            found[name] = [value for value in found.get(name, []) if value not in values]
    return {"normalised": said, "entities": {name: v for name, v in found.items() if v}}


def further_request(turn: Turn) -> Part | None:
    """A request beside what the message is taken for.

    Beside the withdrawal of one it has to name its order: "退款不弄了，撤掉" asks for none.
    """
    if turn.intent in WISHES:
        return None
    found = (part for part in _others(turn) if part.intent in WISHES)
    if turn.intent == "cancel":
        found = (part for part in found if named_order(turn.only(part)))
    if turn.intent == "ask_policy":
        found = (part for part in found if not is_question(turn.only(part)))
    return next(found, None)


def suspend_further(turn: Turn) -> None:
    """Keep a request in the same message until our question is answered."""
    part = further_request(turn)
    if part:
        suspend(turn, WISHES[part.intent], named_order(turn.only(part)))


def complaint_besides(turn: Turn) -> Part | None:
    """A complaint beside what the message is taken for.

    "迟迟不到货，退款吧" is no complaint but the reason.
    """
    if turn.intent == "complain":
        return None
    besides = (part for part in _others(turn) if part.intent == "complain")
    return next((part for part in besides if COMPLAINS.search(part.text)), None)


def _others(turn: Turn) -> list[Part]:
    """The clauses that surely have another intent; none where no clause has the message's own."""
    if not any(_is_own(turn, part) for part in turn.parts):
        return []
    return [part for part in turn.parts if part.intent != turn.intent and part.confidence >= SURE]
