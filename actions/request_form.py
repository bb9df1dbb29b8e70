"""The request form (退款、退货、换货、质量): what is said to it while it is open.

All of a turn's work is in this one action, so that a turn is one call and either happens or does
not. What is asked next is in `request_steps`.
"""

from dataclasses import replace

from actions import case_words
from actions.action import TurnAction
from actions.answers import ANSWERS as OTHER_ANSWERS
from actions.answers import asks_for_phone, hand_over, human
from actions.asked import answered
from actions.complaints import (
    complain_aside,
    complain_at_once,
    is_meant,
    is_urgent,
    take_story,
    takes_back_complaint,
)
from actions.following import CORRECTS
from actions.hearing import Part, takes_back
from actions.impatience import is_impatient
from actions.orders import (
    Reference,
    find_reference,
    order_text,
    payload,
)
from actions.owned import case_of_decision, latest_complaint, load_orders
from actions.photos import take_lack_of_photo, take_photo
from actions.request_notes import (
    CORRECTION,
    WISHES,
    answers_question,
    forget_request,
    says_no,
    says_yes,
    states_fact,
    take_facts,
    take_order,
    take_wish,
    wish_of,
)
from actions.request_steps import (
    PATIENCE,
    advance,
    ask_again,
    chosen,
    close,
    offer_human_instead,
)
from actions.sending_back import takes_waybill
from actions.several import (
    SURE,
    answer_others,
    complaint_besides,
    further_request,
    keep_other_orders,
    keep_other_requests,
    main_part,
    named_in,
    suspend_further,
    take_all,
)
from actions.soothing import soothe
from actions.suspended import suspend_request
from actions.turn import Turn
from bot.cases.models import Case
from bot.cases.status import WITHDRAWABLE
from bot.policy import Wish

# Within a request these are said to the request, even where it cannot tell what they mean.
_MEANT_FOR_US = frozenset(
    {"affirm", "deny", "inform", "cancel", "change_order", "nlu_fallback", "out_of_scope"}
)
# Characters and Latin letters, beyond which "算了" may be part of a story.
_SHORT, _SHORT_LATIN = 16, 40


class ValidateRequestForm(TurnAction):
    """Called by the form at its opening and at every message while it is active."""

    def name(self) -> str:
        """See domain.yml."""
        return "validate_request_form"

    def answer(self, turn: Turn) -> None:
        """Go one step, and say it."""
        if is_urgent(turn):
            complain_at_once(turn)
            close(turn)
        elif turn.requested:
            go_on(turn)
        elif _puts_right(turn):
            close(turn)
        else:
            open_request(turn)
        soothe(turn)
        turn.marks.discard("opens_form")  # it is open, and would be opened without end


def _puts_right(turn: Turn) -> bool:
    """Whether a question of ours is answered by a correction that sounds like a new wish.

    "No sorry, I mean the return of the other one", when asked whether to withdraw one.
    """
    asked = turn.slots.get("asked")
    if not asked or not CORRECTS.search(turn.normalised):
        return False
    if answered(turn):
        return True
    turn.note(asked=asked)
    return False


def open_request(turn: Turn) -> None:
    """A wish was said, or a fact that changes a request just refused."""
    take_story(turn)
    turn.note(asked=None, speaking_of=None)
    if turn.intent == "cancel" and takes_back(turn.entities) and not turn.pressed:
        _take_back_first(turn)
        return
    _answer_besides(turn)
    complaint = complaint_besides(turn)
    if complaint:  # the ticket keeps the whole of what was said
        complaint = replace(complaint, text=turn.text)
    keep_other_requests(turn)
    besides = further_request(turn)
    whole, turn = turn, turn.only(besides) if besides else main_part(turn)
    if turn.intent in WISHES:
        forget_request(turn)
        turn.note(wish=wish_of(turn), refused_before="refused" in turn.entities or None)
    reference = take_order(named_in(whole, turn), opening=True)
    _take_first(turn, reference)
    if complaint:
        complain_aside(turn.only(complaint), chosen(turn))
    take_facts(turn, opening=True)
    turn.note(misunderstood=0)
    advance(turn, reference)
    if turn.slots.get("requested_slot"):
        turn.only_last_to_press()


def _answer_besides(turn: Turn) -> None:
    """Questions in the same message: nothing is asked back, and their order is not the wish's."""
    focus = turn.slots.get("in_focus")
    turn.ask_later()
    if answer_others(turn):
        turn.note(in_focus=focus)


def _take_back_first(turn: Turn) -> None:
    """ "把退货申请撤了" was taken for a wish: it is about the one that is filed."""
    OTHER_ANSWERS["cancel"](main_part(turn))
    if turn.opens_form:
        turn.marks.discard("opens_form")
        advance(turn)
        return
    suspend_further(turn)
    close(turn)


def _take_first(turn: Turn, reference: Reference | None) -> None:
    """Of several orders named side by side one comes after the other."""
    if reference and reference.orders:
        first = keep_other_orders(turn, Wish(turn.slots["wish"]))
        turn.note(order_no=first.order_no if first else None)


def go_on(turn: Turn) -> None:
    """A message while a request is under way."""
    if asks_for_phone(turn):
        _answer_aside(turn)
    elif turn.intent == "request_human":
        hand_over(turn)
        close(turn)
    elif takes_back_complaint(turn):
        ask_again(turn)
    elif is_impatient(turn):
        turn.say("request.hurry")
        ask_again(turn)
        turn.said[-1]["card"] = None  # it is on the screen already
    elif _is_stale(turn):
        turn.say("request.stale_button")
        ask_again(turn)
    elif _drops(turn):
        _drop(turn)
    else:
        _listen(turn)


def _answer_aside(turn: Turn) -> None:
    """A question in between is answered, then ours is put again; only its buttons are offered."""
    if turn.intent == "complain" and is_meant(turn):
        complain_aside(turn, chosen(turn))
    elif turn.intent == "complain":
        OTHER_ANSWERS["vent"](turn)
    else:
        OTHER_ANSWERS[turn.intent](turn)
    turn.note(asked=None)
    if turn.opens_form:  # a wish was taken up: the form is open already and goes on with it
        advance(turn)
        return
    offers_human = any(b["payload"] == "/request_human" for r in turn.said for b in r["buttons"])
    for reply in turn.said:
        reply["buttons"] = []
    ask_again(turn)
    if offers_human:
        turn.said[-1]["buttons"].append(human(turn))


def _is_stale(turn: Turn) -> bool:
    said = turn.value("decision")
    return said is not None and said != turn.slots.get("decision_id")


def _drops(turn: Turn) -> bool:
    if turn.pressed:
        return turn.intent == "cancel"
    if _turns_to(turn):
        return False
    if "withdraw" in turn.entities and len(turn.text) <= _SHORT:
        return True
    if "stop" in turn.entities:
        short = _SHORT_LATIN if turn.text.isascii() else _SHORT
        return turn.requested != "description" or len(turn.text) <= short
    return turn.requested == "confirmed" and says_no(turn) and not _corrects(turn)


def _turns_to(turn: Turn) -> Part | None:
    """The clause that asks for another wish instead ("不换了，直接退货吧")."""
    exchange = turn.slots.get("wish") == Wish.EXCHANGE
    return next(
        (
            part
            for part in turn.parts
            if part.intent in WISHES
            and part.confidence >= SURE
            and (WISHES[part.intent] is Wish.EXCHANGE) != exchange
            and WISHES[part.intent] is not Wish.QUALITY
        ),
        None,
    )


def _corrects(turn: Turn) -> bool:
    """ "不对，没拆" takes an answer back rather than the request."""
    return any(
        name in turn.entities for name in ("used", "opened", "complete", "order_no", "units")
    )


def _listen(turn: Turn) -> None:
    if take_photo(turn) or take_lack_of_photo(turn) or takes_waybill(turn):
        ask_again(turn)
        return
    if _adds_to_complaint(turn):
        take_facts(turn, opening=False)
        _answer_aside(turn)
        return
    if turn.pressed and "page" in turn.entities:
        turn.note(page=int(turn.entities["page"][0]))
        ask_again(turn)
        return
    if _asks_for_another(turn):
        suspend_request(turn)
        turn.say("request.suspended")
        forget_request(turn)
        turn.note(wish=wish_of(turn))
    if take_all(turn):
        advance(turn)
        return
    before = turn.slots.get("order_no")
    instead = _turns_to(turn)
    new_wish = not answers_question(turn) and take_wish(turn.only(instead) if instead else turn)
    reference = take_order(turn, opening=False)
    _take_first(turn, reference)
    new_order = turn.slots.get("order_no") != before
    new_facts = take_facts(turn, opening=False)
    if new_wish or new_order or new_facts or reference:
        if not reference:
            turn.note(misunderstood=0)
        advance(turn, reference)
    elif turn.requested == "confirmed" and says_yes(turn):
        turn.note(confirmed=True, misunderstood=0)
        close(turn)
    elif states_fact(turn) or turn.intent in WISHES:
        turn.note(misunderstood=0)
        ask_again(turn)
    elif turn.intent in OTHER_ANSWERS and turn.intent not in _MEANT_FOR_US:
        turn.note(misunderstood=0)
        _answer_aside(turn)
    else:
        _misunderstood(turn)


def _adds_to_complaint(turn: Turn) -> bool:
    """More of what has just been complained of, and no answer: "漏发了一件" may be one."""
    more = turn.intent == "complain" and is_meant(turn) and latest_complaint(turn)
    answers_us = turn.requested in ("complete", "description") or answers_question(turn)
    return bool(more) and not answers_us


def _asks_for_another(turn: Turn) -> bool:
    """A wish for another order, besides the one under way; a correction only changes the order."""
    current = turn.slots.get("order_no")
    if turn.pressed or current is None or turn.intent not in WISHES or CORRECTION.search(turn.text):
        return False
    orders = find_reference(turn, load_orders(turn), choosing=False).orders
    return len(orders) == 1 and orders[0].order_no != current


def _drop(turn: Turn) -> None:
    """ "算了". A case that a lost turn has filed all the same is not passed over in silence."""
    case = _filed_meanwhile(turn)
    if case:
        taken_back = turn.button("case.button_withdraw", payload("cancel", case_no=case.case_no))
        status = case_words.status_text(turn, case)
        turn.say(
            "request.dropped_but_filed",
            [taken_back, human(turn)] if case.status in WITHDRAWABLE else [human(turn)],
            case_no=case.case_no,
            status=status,
        )
    else:
        turn.say(
            "request.dropped",
            [
                turn.button("answers.button_refund", "/request_refund"),
                human(turn),
            ],
        )
    forget_request(turn)
    close(turn)


def _filed_meanwhile(turn: Turn) -> Case | None:
    decision_id = turn.slots.get("decision_id")
    return case_of_decision(turn, decision_id) if decision_id else None


def _misunderstood(turn: Turn) -> None:
    count = int(turn.slots.get("misunderstood") or 0) + 1
    turn.note(misunderstood=count)
    if count < PATIENCE:
        turn.say("request.not_understood")
        ask_again(turn)
        return
    if turn.requested == "order_no":
        offer_human_instead(turn)
        return
    order = chosen(turn)
    so_far = order_text(turn, order) if order else turn.text_of("request.so_far_nothing")
    turn.say("request.offer_human", so_far=so_far)
    ask_again(turn)
    turn.said[-1]["buttons"].insert(0, human(turn))
