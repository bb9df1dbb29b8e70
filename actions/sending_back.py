"""The parcel on its way back: where it goes, that it is under way, its waybill."""

import re

from actions import case_words
from actions.answers import answers, human
from actions.asked import Asked, ask, question
from actions.orders import find_reference
from actions.owned import load_orders, open_cases, own_case, own_cases, own_order
from actions.request_notes import WISHES, is_question
from actions.taking_up import list_orders
from actions.turn import Turn
from bot.cases import steps
from bot.cases.models import Case
from bot.cases.status import Status
from bot.settings import settings

_SHORTEST_WAYBILL = 8
_SENT = (Status.AWAITING_RETURN, Status.IN_TRANSIT_BACK)
# A number by itself, or said to be a parcel's.
_OF_AN_ORDER = re.compile("订单|order")
_LATER = re.compile(
    r"晚点|晚上|晚些|(等|待)(会|下|一下|一会)|回头|稍后|过会|明天|改天|不在(手边|身边|手上)|忘(了)?(带|拿)"
    r"|later|tomorrow|not at hand|don't have it|in a (bit|while|minute)|forgot|left it"
)
_A_NUMBER = re.compile(
    r"\d{3}|单号|number|waybill|顺丰|圆通|中通|申通|韵达|极兔|德邦|邮政|京东|^(sf|ems|jd|dhl|ups)$"
)
# A message with one of these wants something else.
_OTHERS = frozenset({"request_human", "cancel", "complain", "report_not_received", *WISHES})


@answers("report_sent_back")
def take_parcel(turn: Turn) -> None:
    """The goods have been sent: keep the waybill, or ask for it."""
    if take_waybill(turn):
        return
    awaited = _awaited(turn)
    if len(awaited) == 1:
        ask(turn, "waybill", case_no=awaited[0].case_no)
    elif awaited:
        ask(turn, "waybill", case_no=None)
    else:
        _say_nothing_awaited(turn)


def takes_waybill(turn: Turn) -> bool:
    """Take a parcel's number wherever it stands, whatever else the message says."""
    return "waybill" in turn.entities and take_waybill(turn)


def take_waybill(turn: Turn) -> bool:
    """Keep a waybill's number with the return that waits for one; False if there is neither."""
    if turn.pressed or _OF_AN_ORDER.search(turn.normalised):
        return False
    waybill = _waybill(turn)
    case = awaited_return(turn, waybill)
    if case and _is_of_the_way_here(turn, case):
        turn.say("case.waybill_of_the_way_here", [human(turn)])
        return True
    if waybill is None or case is None:
        return False
    if case.evidence.get("waybill") != waybill:
        case = steps.sent_back(turn.store, case.case_no, waybill, turn.now, turn.is_open)
    turn.say(
        "case.sent_back",
        [turn.button("answers.button_status", "/ask_case_status"), human(turn)],
        waybill=waybill,
        case_no=case.case_no,
        next=case_words.next_text(turn, case),
    )
    return True


def awaited_return(turn: Turn, waybill: str | None = None) -> Case | None:
    """The return that waits for its parcel, or has been told of this `waybill` before."""
    cases = open_cases(turn)
    told = [c for c in cases if waybill and c.evidence.get("waybill") == waybill]
    return next(iter(told or _of_order(turn, _by_status(cases))), None)


@answers("ask_return_address")
def tell_return_address(turn: Turn) -> None:
    """The address goes with an approved return, so that nothing is sent that cannot be taken."""
    own = settings()
    case = awaited_return(turn)
    if case and own.return_address:
        turn.say(
            "answers.return_address_known",
            [turn.button("answers.button_status", "/ask_case_status")],
            recipient=own.return_recipient,
            phone=own.return_phone,
            address=own.return_address,
            case_no=case.case_no,
        )
    elif case:
        turn.say("answers.return_address_by_human", [human(turn)])
    else:
        apply = turn.button("answers.button_return", "/request_return")
        turn.say("answers.return_address_later", [apply, human(turn)])


def _waybill(turn: Turn) -> str | None:
    """The number that is none of the shopper's orders."""
    if not {"order_no", "waybill"} & turn.entities.keys():
        return None
    number = find_reference(turn, load_orders(turn), choosing=False).unknown
    return number if number and len(number) >= _SHORTEST_WAYBILL else None


def _is_of_the_way_here(turn: Turn, case: Case) -> bool:
    """Whether the number by which the parcel came is told as that of the return."""
    order = own_order(turn, case.order_no)
    came_by = order.tracking_no if order else None
    told = {*turn.entities.get("waybill", []), *turn.entities.get("order_no", [])}
    return came_by in told and case.status == Status.AWAITING_RETURN and not is_question(turn)


def _awaited(turn: Turn) -> list[Case]:
    return _of_order(turn, _by_status(open_cases(turn)))


def _by_status(cases: list[Case]) -> list[Case]:
    """Those that wait for their parcel; without any, those whose waybill may be corrected."""
    return next(
        (found for status in _SENT if (found := [c for c in cases if c.status == status])), []
    )


def _of_order(turn: Turn, cases: list[Case]) -> list[Case]:
    """Of several, those of the order that is named or was just spoken of."""
    if len(cases) < 2:
        return cases
    reference = find_reference(turn, load_orders(turn), choosing=False)
    named = [order.order_no for order in reference.orders]
    numbers = named or [str(turn.slots.get("in_focus"))]
    return [case for case in cases if case.order_no in numbers] or cases


def _put(turn: Turn, asked: Asked) -> None:
    if asked["case_no"]:
        turn.say("case.ask_waybill", case_no=asked["case_no"])
    else:
        turn.say("case.ask_waybill_which")


@question("waybill", put=_put)
def _take(turn: Turn, asked: Asked) -> bool:
    """The number, however it is said; "later" is fine too; another return may have been meant."""
    if turn.pressed:
        return False
    case = own_case(turn, asked["case_no"]) if asked["case_no"] else None
    if case:
        turn.note(in_focus=case.order_no)
    if take_waybill(turn):
        return True
    other = _meant_instead(turn, asked["case_no"])
    if other:
        ask(turn, "waybill", case_no=other)
    elif case and _LATER.search(turn.normalised):
        turn.say("case.waybill_later", [human(turn)], case_no=case.case_no)
    elif _A_NUMBER.search(turn.normalised) and turn.intent not in _OTHERS and not is_question(turn):
        turn.say("case.not_a_waybill", [human(turn)])
        turn.note(asked=asked)
    else:
        return False
    return True


def _meant_instead(turn: Turn, case_no: str | None) -> str | None:
    """The number of another awaited return, whose order is named."""
    reference = find_reference(turn, load_orders(turn), choosing=True)
    numbers = {order.order_no for order in reference.orders}
    awaited = [c for c in _by_status(open_cases(turn)) if c.order_no in numbers]
    return awaited[0].case_no if len(awaited) == 1 and awaited[0].case_no != case_no else None


def _say_nothing_awaited(turn: Turn) -> None:
    """Nobody waits for this parcel: something sent without an approval, or long settled."""
    apply = turn.button("answers.button_return", "/request_return")
    if own_cases(turn, 1):
        status = turn.button("answers.button_status", "/ask_case_status")
        turn.say("case.nothing_awaited", [status, apply, human(turn)])
    elif load_orders(turn):
        turn.say("case.sent_unasked", [apply, human(turn)])
    else:
        list_orders(turn)
