"""Complaints (投诉): which order it is about, what happened, then a ticket; danger goes to a human.

A complaint is filed without a further yes, because saying it is the wish; it can be taken back.
"""

import re

from actions.answers import answers, human, put_in_line
from actions.asked import Asked, ask, question
from actions.cards import orders_card
from actions.case_words import overdue_case
from actions.orders import find_reference, order_buttons, order_title, payload
from actions.owned import latest_complaint, load_orders, own_order, owns
from actions.request_notes import COMPLAINS, CORRECTION, forget_request, is_question
from actions.turn import Button, Turn
from actions.wording import day_text
from bot.cases.situation import calendar
from bot.complaints import filing
from bot.complaints.filing import ComplaintError, Filed, Grievance, file_complaint
from bot.complaints.models import Complaint
from bot.conversations.ownership import URGENT
from bot.orders.models import Order
from bot.policy import (
    AT_ONCE,
    Category,
    Danger,
    Delivery,
    Wish,
    complaint_parameters_on,
    local_day,
)
from bot.settings import settings

_SHORT = 12  # characters, within which "跟订单没关系" is all that is said
# Not about any order unless the shopper says so.
_ABOUT_THE_SHOP = frozenset({Category.SUPPORT})
# A complaint of lateness, or of no matter what, may be of a refund past its date.
_LATE = frozenset({Category.LATE_DELIVERY, Category.SUPPORT, Category.OTHER})
_MONEY = re.compile(r"退|钱|审|refund|money|review")
# What a wish to complain says without saying of what.
_BARE = re.compile(
    r"投诉|举报|反映|反馈|维权|你们|他们|商家|店家|一下|问题|这家店?"
    r"|[我要想个件事情有下了啊吧呢请家，。,.！! 的]"
    r"|\b(i|want|wanna|to|would|like|file|make|a|complain|complaint|about|this|it|please)\b|'d|'"
)
# What is complained of where the message is taken for a question.
_BY_QUESTION = {
    "ask_case_status": Category.REFUND_LATE,
    "ask_refund_time": Category.REFUND_LATE,
    "ask_shipment": Category.LATE_DELIVERY,
}
A_COMPLAINT = re.compile(r"投诉|工单|complain|ticket")
_NO_ORDER = re.compile(
    r"没有?(订单|单号)|(跟|和|与)?订单(没|无)关|都不是|不是订单|no order|none|not about"
)


@answers("complain")
def complain(turn: Turn) -> None:
    """Find out which order it is about, then file it.

    Goods that are no good are taken back first of all (R-2), unless a complaint is asked for.
    """
    category = category_of(turn)
    if category is Category.QUALITY and not is_meant(turn) and _may_be_goods(turn):
        forget_request(turn)
        turn.note(wish=Wish.QUALITY, quality_problem=True)
        turn.open_form()
    else:
        _begin(turn, category)


def is_meant(turn: Turn) -> bool:
    """Whether a complaint is meant, and not only a fault reported or a mood aired."""
    vague = category_of(turn) in (Category.QUALITY, Category.OTHER)
    return turn.pressed or not vague or bool(COMPLAINS.search(turn.normalised))


def _may_be_goods(turn: Turn) -> bool:
    order = _order_meant(turn)
    return order is None or order.delivery == Delivery.SIGNED


def category_of(turn: Turn) -> Category:
    """What the message complains of, as far as it says so: the clause itself, or all of it."""
    for said in (turn, turn.entire):
        category = Category(said.value("category") or Category.OTHER)
        if category is not Category.OTHER:
            return category
    if turn.entire.value("quality_problem") == "yes":
        return Category.QUALITY
    return _BY_QUESTION.get(turn.entire.intent, Category.OTHER)


def dangers_of(turn: Turn) -> frozenset[Danger]:
    """What the message names that cannot wait."""
    return frozenset(Danger(danger) for danger in turn.entities.get("danger", []))


def is_urgent(turn: Turn) -> bool:
    """Whether the message names a danger."""
    return bool(dangers_of(turn)) and not turn.pressed


def complain_at_once(turn: Turn) -> None:
    """Danger: no questions, a ticket and a human (M-1)."""
    file(turn, category_of(turn), turn.text, _order_meant(turn), dangers_of(turn))


def complain_aside(turn: Turn, order: Order | None) -> None:
    """In the middle of something else: filed with the order at hand, nothing is asked."""
    order = order or _order_meant(turn)
    file(turn, category_of(turn), turn.entire.text, order, dangers_of(turn))


def complain_of(turn: Turn, category: Category, order: Order) -> None:
    """A complaint that follows from what was said of `order`."""
    file(turn, category, turn.entire.text, order, dangers_of(turn))


def file(
    turn: Turn,
    category: Category,
    text: str,
    order: Order | None,
    dangers: frozenset[Danger] = frozenset(),
) -> None:
    """Write the ticket, and say its number and the day of the first response."""
    late = overdue_case(turn)
    if late and category in _LATE and _MONEY.search(text.lower()):
        category, order = Category.REFUND_LATE, own_order(turn, late.order_no)
    overdue = category is Category.REFUND_LATE and late is not None
    grievance = Grievance(
        shopper_id=turn.shopper_id,
        conversation_id=turn.conversation_id,
        message_id=turn.inbound,
        category=category,
        text=text,
        dangers=dangers,
        order=order,
        overdue=overdue,
        follows=not turn.pressed and not COMPLAINS.search(text.lower()),
    )
    own = settings().operators_complaint_parameters
    parameters = complaint_parameters_on(local_day(turn.now), own)
    with turn.writing() as session:
        filed = file_complaint(session, grievance, turn.now, parameters, calendar())
        complaint = filed.complaint
        urgent = complaint.severity == AT_ONCE
        ahead = put_in_line(session, turn, URGENT) if urgent else 0
    turn.note(asked=None)
    if urgent:
        _say_urgent(turn, complaint, ahead)
    else:
        _say_filed(turn, filed, order)


def take_back_complaint(turn: Turn, ticket_no: str) -> None:
    """Withdraw the shopper's own complaint, by the button under it."""
    try:
        with turn.writing() as session:
            complaint = session.get(Complaint, ticket_no)
            if not owns(turn, complaint):
                raise ComplaintError
            filing.withdraw(session, ticket_no, turn.now)
    except ComplaintError:
        turn.say("complaint.not_open", [human(turn)], ticket_no=ticket_no)
        return
    turn.say("complaint.withdrawn", [human(turn)], ticket_no=ticket_no)


def takes_back_complaint(turn: Turn) -> bool:
    """Withdraw the complaint where the message says that it is one: "撤回投诉", or its button."""
    pressed = turn.value("ticket_no") if turn.pressed and turn.intent == "cancel" else None
    if pressed:
        take_back_complaint(turn, pressed)
        return True
    says = "withdraw" in turn.entities and A_COMPLAINT.search(turn.normalised)
    return bool(says) and not turn.pressed and take_back_latest_complaint(turn)


def take_back_latest_complaint(turn: Turn) -> bool:
    """Withdraw the shopper's latest open complaint; False where there is none."""
    complaint = latest_complaint(turn)
    if complaint:
        take_back_complaint(turn, complaint.ticket_no)
    return complaint is not None


def tell_complaint(turn: Turn) -> bool:
    """The shopper's open complaint, and by when it is answered; False where there is none."""
    complaint = latest_complaint(turn)
    if complaint:
        due = day_text(complaint.respond_by, turn.language)
        turn.say("complaint.standing", [human(turn)], ticket_no=complaint.ticket_no, due=due)
    return complaint is not None


def _begin(turn: Turn, category: Category, text: str | None = None) -> None:
    said = turn.entire.text if text is None else text
    if turn.pressed and text is None:
        said = ""
    order = _named_order(turn) if category in _ABOUT_THE_SHOP else _order_meant(turn)
    asked = {"category": category, "text": said}
    if order is None and category not in _ABOUT_THE_SHOP and load_orders(turn):
        ask(turn, "complaint_order", **asked)
    else:
        _with_order(turn, asked, order)


def _with_order(turn: Turn, asked: Asked, order: Order | None) -> None:
    """The order is settled; what is left to know is what happened."""
    said = asked["text"]
    if not said or (asked["category"] == Category.OTHER and not _BARE.sub("", said.lower())):
        order_no = order.order_no if order else None
        ask(turn, "complaint_text", category=asked["category"], order_no=order_no)
    else:
        file(turn, Category(asked["category"]), said, order)


def _named_order(turn: Turn) -> Order | None:
    """The order that the clause names, or all of the message."""
    for said in (turn, turn.entire):
        orders = find_reference(said, load_orders(turn), choosing=False).orders
        if len(orders) == 1:
            return orders[0]
    return None


def _order_meant(turn: Turn) -> Order | None:
    """The order that is named, or spoken of just now, or the only one."""
    named = _named_order(turn)
    if named:
        return named
    orders = load_orders(turn)
    at_hand = turn.slots.get("order_no") or turn.slots.get("in_focus")
    known = next((order for order in orders if order.order_no == at_hand), None)
    return known or (orders[0] if len(orders) == 1 else None)


def _put_order(turn: Turn, _asked: Asked) -> None:
    orders = load_orders(turn)
    buttons = order_buttons(turn, orders)
    buttons.append(turn.button("complaint.no_order", payload("inform", about="no_order")))
    turn.say("complaint.which_order", buttons, orders_card(turn, orders))


@question("complaint_order", put=_put_order)
def _take_order(turn: Turn, asked: Asked) -> bool:
    """An order, "none of them", or never mind."""
    if turn.pressed and "page" in turn.entities:
        turn.note(page=int(turn.entities["page"][0]), asked=asked)
        _put_order(turn, asked)
        return True
    if turn.value("about") == "no_order" or _NO_ORDER.search(turn.normalised):
        _with_order(turn, asked, None)
        return True
    if "stop" in turn.entities or turn.intent == "cancel":
        turn.say("complaint.dropped", [human(turn)])
        return True
    if turn.pressed and turn.intent != "inform":
        return False
    reference = find_reference(turn, load_orders(turn), choosing=True)
    if len(reference.orders) != 1:
        return False
    _with_order(turn, asked, reference.orders[0])
    return True


def _put_text(turn: Turn, _asked: Asked) -> None:
    turn.say("complaint.what_happened")


@question("complaint_text", put=_put_text)
def _take_text(turn: Turn, asked: Asked) -> bool:
    """What happened, in the shopper's words; not another question, nor only another order."""
    asks = turn.intent.startswith("ask_") and is_question(turn)
    if turn.pressed or turn.intent in ("request_human", "cancel") or asks:
        return False
    order = _named_order(turn)
    if order and CORRECTION.search(turn.normalised) and len(turn.normalised) <= _SHORT:
        ask(turn, "complaint_text", category=asked["category"], order_no=order.order_no)
        return True
    if _NO_ORDER.search(turn.normalised) and len(turn.normalised) <= _SHORT:
        ask(turn, "complaint_text", category=asked["category"], order_no=None)
        return True
    category = category_of(turn) if turn.intent == "complain" else Category(asked["category"])
    if category is Category.OTHER and turn.intent == "report_quality":
        category = Category.QUALITY
    file(turn, category, turn.text, own_order(turn, asked["order_no"]))
    return True


def take_story(turn: Turn) -> None:
    """A fault that is told where a complaint's story was asked for is that story as well."""
    asked = turn.slots.get("asked") or {}
    told = turn.intent == "report_quality" and not turn.pressed
    if told and asked.get("what") == "complaint_text":
        _take_text(turn, asked)


def _say_urgent(turn: Turn, complaint: Complaint, ahead: int) -> None:
    kinds = set(complaint.dangers)
    advice = next(
        (kind for kind in ("distress", "food_safety", "injury", "fire") if kind in kinds), "law"
    )
    text = turn.text_of(f"complaint.urgent_{advice}")
    place = (
        turn.text_of("complaint.ahead", ahead=ahead) if ahead else turn.text_of("complaint.next")
    )
    turn.say("complaint.urgent", advice=text, ticket_no=complaint.ticket_no, place=place)


def _say_filed(turn: Turn, filed: Filed, order: Order | None) -> None:
    complaint = filed.complaint
    about = order_title(turn, order.order_no) if order else turn.text_of("complaint.about_nothing")
    key = "filed" if filed.fresh else "added" if filed.added else "filed_before"
    turn.say(
        f"complaint.{key}",
        _after(turn, complaint, order),
        ticket_no=complaint.ticket_no,
        category=turn.text_of(f"complaint.category_{complaint.category}"),
        about=about,
        due=day_text(complaint.respond_by, turn.language),
        added=turn.text_of(f"complaint.category_{filed.added}") if filed.added else "",
    )
    if order:
        turn.note(in_focus=order.order_no)


def _after(turn: Turn, complaint: Complaint, order: Order | None) -> list[Button]:
    """S-1: a dispute about a purchase follows the return and exchange rules."""
    buttons = [human(turn)]
    if order:
        sent = payload("request_refund", order_no=order.order_no)
        buttons.insert(0, turn.button("answers.button_refund", sent))
    taken_back = payload("cancel", ticket_no=complaint.ticket_no)
    return [*buttons, turn.button("complaint.take_back", taken_back)]
