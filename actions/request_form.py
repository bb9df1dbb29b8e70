"""The request form (退款、退货、换货、质量): which order, which facts, the verdict, the yes.

Which answer is asked next is the policy's to say. All of a turn's work is in this one action, so
that a turn is one call and either happens or does not.
"""

from dataclasses import replace

from actions import case_words, verdicts
from actions.action import TurnAction
from actions.answers import ANSWERS as OTHER_ANSWERS
from actions.answers import asks_for_phone, hand_over, human
from actions.asked import answered
from actions.changing import offer_change
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
    state_text,
)
from actions.owned import case_of_decision, latest_complaint, load_orders, own_order
from actions.photos import take_lack_of_photo, take_photo
from actions.proving import needs_proof, proves_for
from actions.request_notes import (
    CORRECTION,
    HALF,
    WISHES,
    answers,
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
from actions.wording import day_text
from bot.cases.deciding import Considered, Request, consider, record
from bot.cases.models import Case
from bot.cases.status import WITHDRAWABLE
from bot.orders.models import Order
from bot.policy import Outcome, Wish, local_day, yuan

# Within a request these are said to the request, even where it cannot tell what they mean.
_MEANT_FOR_US = frozenset(
    {"affirm", "deny", "inform", "cancel", "change_order", "nlu_fallback", "out_of_scope"}
)
# Characters and Latin letters, beyond which "算了" may be part of a story.
_SHORT, _SHORT_LATIN = 16, 40
PATIENCE = 2  # misunderstandings in a row until a human is offered


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
        complain_aside(turn.only(complaint), _chosen(turn))
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
        complain_aside(turn, _chosen(turn))
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


def advance(turn: Turn, reference: Reference | None = None) -> None:
    """Ask what is needed next, or say the verdict."""
    order = _chosen(turn)
    if order is None:
        order = _choose(turn, reference)
    if order is None:
        return
    _say_what_the_data_says(turn, order)
    _settle_half(turn, order)
    with turn.store.reading() as session:
        considered = consider(session, request_of(turn), turn.now)
    if considered.missing:
        _ask_fact(turn, order, considered.missing)
    elif considered.decision and considered.decision.outcome is Outcome.EXISTING:
        _show_existing(turn, order, considered)
    else:
        _decide(turn, order, considered)


def request_of(turn: Turn) -> Request:
    """The request as noted so far."""
    return Request(
        conversation_id=turn.conversation_id,
        message_id=turn.inbound,
        shopper_id=turn.shopper_id,
        order_no=turn.slots["order_no"],
        wish=Wish(turn.slots["wish"]),
        answers=answers(turn),
        units=turn.slots.get("units"),
        replaces=turn.slots.get("replaces"),
    )


def close(turn: Turn) -> None:
    """End the form; what was said stays noted, so that a correction can take it up again."""
    turn.note(requested_slot=None)


def ask(turn: Turn, slot: str) -> None:
    """Let the form wait for `slot`."""
    turn.note(requested_slot=slot)


def _chosen(turn: Turn) -> Order | None:
    return own_order(turn, turn.slots.get("order_no"))


def _choose(turn: Turn, reference: Reference | None) -> Order | None:
    """The only order there is; otherwise the question which."""
    orders = load_orders(turn)
    if not orders:
        orders, reference = _proved(turn), None
    if not orders:
        close(turn)
        return None
    if len(orders) == 1 and not (reference and (reference.unknown or reference.mentioned)):
        turn.note(order_no=orders[0].order_no)
        turn.say("request.only_order")
        return orders[0]
    asked_before = turn.requested == "order_no"
    ask(turn, "order_no")
    if asked_before and reference and _in_vain(turn, reference):
        _offer_human_instead(turn)
    elif reference and reference.unknown in turn.entities.get("waybill", []):
        verdicts.ask_which_order(turn, orders, "request.no_such_waybill")
    elif reference and reference.unknown:
        verdicts.ask_which_order(turn, orders, "request.no_such_order", number=reference.unknown)
    elif reference and reference.orders:
        verdicts.ask_which_order(turn, reference.orders, "request.which_of_these")
    elif reference and reference.mentioned:
        verdicts.ask_which_order(turn, orders, "request.no_match")
    else:
        verdicts.ask_which_order(turn, orders, _which_order(turn))
    return None


def _in_vain(turn: Turn, reference: Reference) -> bool:
    """Whether the question which order has now been answered too often with none of them."""
    if not (reference.mentioned or reference.unknown):
        return False
    count = int(turn.slots.get("misunderstood") or 0) + 1
    turn.note(misunderstood=count)
    return count >= PATIENCE


def _offer_human_instead(turn: Turn) -> None:
    """The same list a third time helps nobody; it is there for who asks for it."""
    ask(turn, "order_no")
    turn.say(
        "request.offer_human_order",
        [human(turn), turn.button("answers.button_orders", "/ask_orders")],
    )


def _proved(turn: Turn) -> list[Order]:
    """The order that a visitor reaches by what they say; else what to do is said."""
    if not needs_proof(turn):
        turn.say("request.no_orders", [human(turn)])
        return []
    return load_orders(turn) if proves_for(turn, turn.slots["wish"]) else []


def _which_order(turn: Turn) -> str:
    wish = Wish(turn.slots["wish"])
    kind = {Wish.EXCHANGE: "exchange", Wish.QUALITY: "quality"}.get(wish, "refund")
    return f"request.which_order_{kind}"


def _say_what_the_data_says(turn: Turn, order: Order) -> None:
    """A claim that the data contradicts does not win; a human can look into it."""
    claim = turn.value("delivery_claim")
    if claim is None or order.kind != "goods":
        return
    fits = {
        "not_shipped": order.delivery == "not_shipped",
        "not_received": order.delivery != "signed",
        "received": order.delivery == "signed",
    }
    if not fits[claim]:
        turn.say("request.claim_differs", [human(turn)], state=state_text(turn, order))


def _settle_half(turn: Turn, order: Order) -> None:
    """Half of an order is a number of units, where there are units to tell apart."""
    if turn.slots.get("units") != HALF:
        return
    turn.note(units=None)
    if order.delivery != "signed" or order.quantity == 1:
        turn.say("request.only_whole")
    elif order.quantity % 2:
        turn.say("request.half_of_odd", quantity=order.quantity)
    else:
        turn.note(units=order.quantity // 2)


def _ask_fact(turn: Turn, order: Order, fact: str) -> None:
    ask(turn, fact)
    values = ("no", "yes") if fact == "used" else ("yes", "no")
    buttons = [
        turn.button(_title(turn, fact, value), payload("inform", **{fact: value}))
        for value in (() if fact == "description" else values)
    ]
    units = turn.slots.get("units") or order.quantity
    of_some = "_of_some" if fact == "used" and units < order.quantity else ""
    signed_on = day_text(local_day(order.signed_at), turn.language) if order.signed_at else ""
    turn.say(
        f"request.ask_{fact}{of_some}",
        buttons,
        order=order_text(turn, order),
        signed_on=signed_on,
        units=units,
    )


def _title(turn: Turn, fact: str, value: str) -> str:
    """The button's sentence; who exchanges does want it, only in another size or colour."""
    if fact != "quality_problem":
        return f"request.{fact}_{value}"
    other = "_exchange" if value == "no" and turn.slots.get("wish") == Wish.EXCHANGE else ""
    return f"request.quality_{value}{other}"


def _show_existing(turn: Turn, order: Order, considered: Considered) -> None:
    assert considered.situation is not None
    with turn.store.reading() as session:
        case = session.get_one(Case, considered.situation.facts.standing_case)
    close(turn)
    if _changes(turn, case):
        offer_change(turn, case, Wish(turn.slots["wish"]), turn.slots.get("units"))
    else:
        case_words.say_existing(turn, order, case)


def _changes(turn: Turn, case: Case) -> bool:
    """Whether the shopper wants another way than the one that is filed, or another number."""
    wish = Wish(turn.slots["wish"])
    exchange = Wish.EXCHANGE
    if case.status not in WITHDRAWABLE or Wish.QUALITY in (wish, case.kind):
        return False
    other = (wish is exchange) != (case.kind == exchange)
    return other or turn.slots.get("units") not in (None, case.units)


def _decide(turn: Turn, order: Order, considered: Considered) -> None:
    decision = considered.decision
    assert decision is not None
    decision_id = record(turn.store, request_of(turn), considered)
    turn.note(decision_id=decision_id)
    verdicts.say_verdict(turn, order, considered)
    if decision.outcome in (Outcome.APPROVE, Outcome.REVIEW):
        ask(turn, "confirmed")
        return
    if turn.slots.get("replaces"):
        case_words.add_to_last(turn, "case.change_refused", case_no=turn.slots["replaces"])
    close(turn)


def ask_again(turn: Turn) -> None:
    """Put the question that is open once more, after something else was said."""
    requested = turn.requested
    order = _chosen(turn)
    if requested == "order_no" or order is None:
        verdicts.ask_which_order(turn, load_orders(turn), _which_order(turn))
        ask(turn, "order_no")
    elif requested == "confirmed":
        _ask_confirmation_again(turn, order)
    elif requested:
        _ask_fact(turn, order, requested)


def _ask_confirmation_again(turn: Turn, order: Order) -> None:
    with turn.store.reading() as session:
        considered = consider(session, request_of(turn), turn.now)
    decision = considered.decision
    if decision is None or decision.outcome not in (Outcome.APPROVE, Outcome.REVIEW):
        advance(turn)
        return
    buttons = verdicts.confirm_buttons(turn, decision)
    turn.say(
        "request.confirm_again",
        buttons,
        order=order_text(turn, order),
        amount=yuan(decision.amount_fen),
        action=buttons[0]["title"],
    )
    ask(turn, "confirmed")


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
        _offer_human_instead(turn)
        return
    order = _chosen(turn)
    so_far = order_text(turn, order) if order else turn.text_of("request.so_far_nothing")
    turn.say("request.offer_human", so_far=so_far)
    ask_again(turn)
    turn.said[-1]["buttons"].insert(0, human(turn))
