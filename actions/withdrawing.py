"""Taking a filed request back while nothing has been done about it (撤销)."""

import re

from actions import case_words
from actions.answers import answers, human, menu
from actions.asked import Asked, ask, question, yes_no_buttons, yes_or_no
from actions.changing import begin_change
from actions.complaints import A_COMPLAINT, take_back_complaint, take_back_latest_complaint
from actions.hearing import takes_back
from actions.orders import find_reference, order_title, payload
from actions.owned import LATEST_CASES, load_orders, open_cases, own_case, own_cases
from actions.taking_up import take_up_wish
from actions.turn import Turn
from bot.cases import steps
from bot.cases.models import Case
from bot.cases.moving import CaseError
from bot.cases.status import OPEN, WITHDRAWABLE, Status

_ORDER = re.compile(
    r"取消[^，。,.]{0,8}(订单|单子)|(订单|单子)[^，。,.]{0,4}取消|cancel (the|my|this) order"
)
_PAID = (Status.REFUNDED, Status.EXCHANGED)


@answers("cancel")
def take_back(turn: Turn) -> None:
    """The filed request that is meant, after a yes; "取消这个订单" is the wish for a refund."""
    if turn.pressed and "wish" in turn.entities:
        begin_change(turn, str(turn.value("case_no")), str(turn.value("wish")), turn.value("units"))
    elif turn.pressed and "case_no" in turn.entities:
        _withdraw(turn, str(turn.value("case_no")))
    elif turn.pressed and "ticket_no" in turn.entities:
        take_back_complaint(turn, str(turn.value("ticket_no")))
    elif A_COMPLAINT.search(turn.normalised) and take_back_latest_complaint(turn):
        return
    else:
        cases = _meant(turn, open_cases(turn) or own_cases(turn, 1))
        if not cases and "withdraw" in turn.entities and take_back_latest_complaint(turn):
            return
        if not (_names_an_order(turn, cases) and take_up_wish(turn)):
            _choose(turn, cases)


def _names_an_order(turn: Turn, cases: list[Case]) -> bool:
    """Whether it is an order that is to be cancelled, or there is nothing else to take back."""
    none = not cases and not takes_back(turn.entities)
    return none or bool(_ORDER.search(turn.normalised))


def _choose(turn: Turn, cases: list[Case]) -> None:
    free = [case for case in cases if case.status in WITHDRAWABLE]
    if len(free) == 1:
        ask(turn, "withdraw", case_no=free[0].case_no)
    elif free:
        buttons = [_button(turn, case) for case in free[:LATEST_CASES]]
        turn.say("case.withdraw_which", [*buttons, human(turn)])
    elif cases and (cases[0].status in OPEN or cases[0].status in _PAID):
        _say_too_late(turn, cases[0])
    else:
        undo = takes_back(turn.entities)
        turn.say("case.nothing_to_withdraw" if undo else "answers.nothing_to_drop", menu(turn))


def _meant(turn: Turn, cases: list[Case]) -> list[Case]:
    """Those of the order that the message names, or else all."""
    return cases if turn.pressed else _named(turn, cases, choosing=False) or cases


def _named(turn: Turn, cases: list[Case], choosing: bool) -> list[Case]:
    reference = find_reference(turn, load_orders(turn), choosing)
    numbers = {order.order_no for order in reference.orders}
    codes = {value.upper() for value in turn.entities.get("order_no", [])}
    return [case for case in cases if case.order_no in numbers or case.case_no in codes]


def _button(turn: Turn, case: Case) -> dict[str, str]:
    title = order_title(turn, case.order_no)
    sent = payload("cancel", case_no=case.case_no)
    return turn.button("case.withdraw_one", sent, case_no=case.case_no, title=title)


def _put(turn: Turn, asked: Asked) -> None:
    case = own_case(turn, asked["case_no"])
    if case is None:
        return
    about = f"withdraw {case.case_no}"
    turn.say(
        "case.withdraw_sure",
        [*yes_no_buttons(turn, about, "case.withdraw_yes", "case.withdraw_no"), human(turn)],
        case_no=case.case_no,
        title=order_title(turn, case.order_no),
        status=case_words.status_text(turn, case),
    )


@question("withdraw", put=_put)
def _take(turn: Turn, asked: Asked) -> bool:
    """A yes withdraws, a no leaves it as it is; another case may have been meant."""
    other = _meant_instead(turn, asked["case_no"])
    if other:
        ask(turn, "withdraw", case_no=other)
        return True
    answer = _says_so(turn) or yes_or_no(turn, f"withdraw {asked['case_no']}")
    if answer:
        _withdraw(turn, asked["case_no"])
    elif answer is False:
        turn.say("case.withdraw_kept", case_words.after(turn), case_no=asked["case_no"])
    return answer is not None


def _meant_instead(turn: Turn, case_no: str) -> str | None:
    """The number of another case that is named and can still be taken back."""
    if turn.pressed:
        return None
    free = [case for case in open_cases(turn) if case.status in WITHDRAWABLE]
    named = _named(turn, free, choosing=True)
    return named[0].case_no if len(named) == 1 and named[0].case_no != case_no else None


def _says_so(turn: Turn) -> bool | None:
    """ "那撤了吧" is a yes to the question whether to withdraw, and no "cancel that"."""
    return True if not turn.pressed and "withdraw" in turn.entities else None


def _withdraw(turn: Turn, case_no: str) -> None:
    """Withdraw the shopper's own case."""
    case = own_case(turn, case_no)
    if case is None:
        turn.say("answers.nothing_to_drop", menu(turn))
        return
    try:
        case = steps.withdraw(turn.store, case_no, turn.now, turn.is_open)
    except CaseError:
        _say_too_late(turn, case)
        return
    turn.note(in_focus=case.order_no)
    turn.say("case.withdrawn", case_words.after(turn), case_no=case_no)


def _say_too_late(turn: Turn, case: Case) -> None:
    turn.say(
        "case.withdraw_paid" if case.status in _PAID else "case.withdraw_too_late",
        [turn.button("answers.button_status", "/ask_case_status"), human(turn)],
        case_no=case.case_no,
        status=case_words.status_text(turn, case),
    )
