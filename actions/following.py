"""What goes on with the topic just spoken of: "四件套那个", "不对，我说的是四件套", "另一单"."""

import re

from actions.answers import ANSWERS
from actions.orders import find_reference
from actions.owned import has_case, latest_complaint, load_orders
from actions.request_notes import WISHES, is_question
from actions.turn import Turn

# Topics about one order or case, by the intent that answers them.
_TOPICS = {
    "ask_shipment": "ask_shipment",
    "report_not_received": "report_not_received",
    "ask_case_status": "ask_case_status",
    "ask_refund_time": "ask_case_status",
    "cancel": "cancel",
    "report_refused": "report_refused",
    "report_sent_back": "report_sent_back",
}
# Of an order for which nothing is filed there is nothing to say on these.
_OF_WHAT_IS_FILED = ("ask_case_status", "cancel")
# These leave the topic as it is; all others end it.
_SMALL = frozenset({"greet", "thanks", "help", "chitchat", "vent", "inform", "affirm", "deny"}) | {
    "change_order",
    "out_of_scope",
    "nlu_fallback",
}
_UNCLEAR = ("inform", "nlu_fallback")
CORRECTS = re.compile(
    r"不对|不是(这|那|它|的|，|,|$)|不不|(打|说|搞|弄|写|看|问|讲)错|我(想)?(说|问|指|要|撤)的是|应该是|而是"
    r"|\bsorry\b|i mean|i meant|not that|wrong one|no[,. ]"
)
_OTHER = re.compile(r"另(外)?(一|那)?[个单件笔]|the other|other one")


def remember_topic(turn: Turn) -> None:
    """Note what was just spoken of."""
    if turn.intent in _TOPICS:
        turn.note(speaking_of=_TOPICS[turn.intent])
    elif turn.intent not in _SMALL:
        turn.note(speaking_of=None)


def follow(turn: Turn) -> bool:
    """Answer the topic just spoken of for the order that the message names; False if none is."""
    topic = turn.slots.get("speaking_of")
    if topic is None or turn.pressed or not _is_bare(turn):
        return False
    order_no = _named(turn) or _asked_on(turn, topic)
    corrects = CORRECTS.search(turn.normalised)
    if order_no is None or (corrects and order_no == turn.slots.get("in_focus")):
        return False
    if topic in _OF_WHAT_IS_FILED and not corrects and not _has_filed(turn, order_no):
        return False
    turn.note(misunderstood=0)
    ANSWERS[topic](turn.about(order_no, topic))
    return True


def _asked_on(turn: Turn, topic: str) -> str | None:
    """The order just spoken of, where a question after a parcel is too short to tell of what."""
    asks = topic == "ask_shipment" and is_question(turn) and turn.intent in _UNCLEAR
    return turn.slots.get("in_focus") if asks else None


def _has_filed(turn: Turn, order_no: str) -> bool:
    return has_case(turn, order_no) or latest_complaint(turn) is not None


def _is_bare(turn: Turn) -> bool:
    """Whether the message only names an order, asks on, or puts right which one was meant."""
    if CORRECTS.search(turn.normalised) or _OTHER.search(turn.normalised):
        return turn.intent not in WISHES
    told = turn.intent in _UNCLEAR if is_question(turn) else turn.intent in _SMALL
    return told and "wish" not in turn.entities


def _named(turn: Turn) -> str | None:
    orders = find_reference(turn, load_orders(turn), choosing=True).orders
    if len(orders) == 1:
        return orders[0].order_no
    offered = turn.slots.get("offered") or []
    others = [number for number in offered if number != turn.slots.get("in_focus")]
    return others[0] if len(others) == 1 and _OTHER.search(turn.normalised) else None
