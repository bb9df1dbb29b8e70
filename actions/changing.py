"""Changing a filed request (改申请): the new one is decided first, and takes the old one's place.

Until the yes to the new verdict the old case stands: a change that is refused costs nothing.
"""

from actions.answers import human
from actions.asked import Asked, ask, question, yes_or_no
from actions.case_words import after, say_existing, status_text
from actions.orders import payload
from actions.owned import own_case, own_order
from actions.request_notes import forget_request
from actions.turn import Turn
from bot.cases.models import Case
from bot.cases.status import WITHDRAWABLE
from bot.policy import Wish


def offer_change(turn: Turn, case: Case, wish: Wish, units: int | None) -> None:
    """Say the case that stands for the order, and ask whether it is to be changed."""
    ask(turn, "change", case_no=case.case_no, wish=wish.value, units=units)


def begin_change(turn: Turn, case_no: str, wish: str, units: int | str | None) -> None:
    """Open a request that takes the case's place once it is agreed to."""
    case = own_case(turn, case_no)
    if case is None or case.status not in WITHDRAWABLE:
        status = status_text(turn, case) if case else ""
        turn.say("case.withdraw_too_late", [human(turn)], case_no=case_no, status=status)
        return
    forget_request(turn)
    turn.note(
        wish=Wish(wish),
        order_no=case.order_no,
        replaces=case_no,
        units=int(units) if units else None,
    )
    turn.say("case.changing", case_no=case_no)
    turn.open_form()


def _put(turn: Turn, asked: Asked) -> None:
    case = own_case(turn, asked["case_no"])
    order = own_order(turn, case.order_no) if case else None
    if case is None or order is None:
        return
    say_existing(turn, order, case)
    given = {name: asked[name] for name in ("case_no", "wish", "units")}
    key = "case.change_units" if asked["units"] else "case.change_instead"
    wish = turn.text_of(f"case.wish_{asked['wish']}")
    title = {"wish": wish, "units": asked["units"]}
    said = turn.said[-1]
    said["text"] += turn.text_of("case.change_sure", wish=wish)
    said["buttons"].insert(0, turn.button(key, payload("cancel", **given), **title))


@question("change", put=_put)
def _take(turn: Turn, asked: Asked) -> bool:
    """A yes opens the new request, a no leaves the old one as it is."""
    answer = yes_or_no(turn, f"change {asked['case_no']}")
    if answer:
        begin_change(turn, asked["case_no"], asked["wish"], asked["units"])
    elif answer is False:
        turn.say("case.withdraw_kept", after(turn), case_no=asked["case_no"])
    return answer is not None
