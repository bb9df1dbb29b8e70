"""Saying what the policy decides, on what, and what is open next."""

from typing import Any

from actions.cards import orders_card, verdict_card
from actions.orders import order_buttons, order_text, payload, state_text
from actions.turn import Button, Turn
from actions.wording import day_text
from bot.cases.deciding import Considered
from bot.cases.situation import calendar
from bot.orders.models import Order
from bot.policy import (
    Check,
    Decision,
    Option,
    Outcome,
    Route,
    Wish,
    check_text,
    due_on,
    local_day,
    yuan,
)

# Which checks a cited clause rests on, where they are not its own.
_RESTS_ON = {
    "P-2": ("P-1",),
    "P-3a": ("P-1",),
    "P-3b": ("P-1",),
    "P-3c": ("P-1",),
    "X-C": ("P-1",),
    "X-D": ("X-B",),
}


def reasons(turn: Turn, decision: Decision) -> str:
    """The deciding checks, as one clause after the other."""
    joint = "；" if turn.language == "zh" else "; "
    today = local_day(turn.now)
    return joint.join(check_text(check, turn.language, today) for check in deciding(decision))


def deciding(decision: Decision) -> list[Check]:
    """The checks the cited clauses rest on."""
    cited = {clause for c in decision.clauses for clause in (c, *_RESTS_ON.get(c, ()))}
    if decision.outcome is Outcome.REFUSE:
        cited |= {"X-B"} if "R-1" in cited else set()  # R-1 is about unused goods
        return [check for check in decision.checks if check.clause in cited and not check.passed]
    return [check for check in decision.checks if check.clause in cited and _matters(check)]


def _matters(check: Check) -> bool:
    """P-5 and OP-1 are only worth a word where they call for a review."""
    return not (check.clause in ("P-5", "OP-1") and check.passed)


def clauses_text(turn: Turn, decision: Decision) -> str:
    """The cited clauses' ids."""
    return ("、" if turn.language == "zh" else ", ").join(decision.clauses)


def say_verdict(turn: Turn, order: Order, considered: Considered) -> None:
    """Say the decision; an approval or a review ends with the question for a yes."""
    decision = considered.decision
    assert decision is not None
    if decision.outcome is Outcome.NO_DECISION:
        _say_no_decision(turn, order, decision)
    elif decision.outcome is Outcome.REFUSE:
        _say_refusal(turn, order, considered)
    else:
        offer = _units(turn, order, considered) + _offer(turn, considered)
        due = _due(turn, considered)
        turn.said.append(
            {
                "text": _because(turn, order, decision) + offer,
                "buttons": confirm_buttons(turn, decision),
                "card": verdict_card(turn, order, decision, deciding(decision), offer, due),
            }
        )


def _because(turn: Turn, order: Order, decision: Decision) -> str:
    recalled = any(check.clause == "M-2" for check in decision.checks)
    state = turn.text_of("verdict.state_recalled") if recalled else state_text(turn, order)
    text = turn.text_of(
        "verdict.because",
        order=order_text(turn, order),
        state=state,
        reasons=reasons(turn, decision),
        clauses=clauses_text(turn, decision),
    )
    return text if turn.language == "zh" else f"{text} "


def _units(turn: Turn, order: Order, considered: Considered) -> str:
    """How many units it is for, where there are several."""
    decision = considered.decision
    assert decision is not None
    if order.quantity == 1:
        return ""
    if decision.units == order.quantity and considered.facts.units not in (None, order.quantity):
        return turn.text_of("verdict.whole_only")
    key = "units_exchange" if considered.facts.wish is Wish.EXCHANGE else "units"
    if decision.route is None:
        key = "units_either"
    return turn.text_of(f"verdict.{key}", units=decision.units, quantity=order.quantity)


def _offer(turn: Turn, considered: Considered) -> str:
    decision = considered.decision
    assert decision is not None
    values = {
        "amount": yuan(decision.amount_fen),
        "days": considered.parameters.refund_working_days,
    }
    if decision.outcome is Outcome.APPROVE:
        return turn.text_of(f"verdict.approve_{decision.route}", **values)
    then = turn.text_of(f"verdict.then_{decision.route or 'reviewer'}", **values)
    text = turn.text_of("verdict.review", due=_due(turn, considered), then=then)
    if decision.route is not None or turn.slots.get("photos"):
        return text
    gap = "" if turn.language == "zh" else " "
    return text + gap + turn.text_of("verdict.photo_later")


def _due(turn: Turn, considered: Considered) -> str | None:
    """The day promised at a yes, in words; None where none is."""
    assert considered.decision is not None
    due = due_on(considered.decision.verdict, considered.facts, considered.parameters, calendar())
    return day_text(due.date, turn.language) if due else None


def confirm_buttons(turn: Turn, decision: Decision) -> list[Button]:
    """Yes, no, another order. The yes names its verdict, so that an old button cannot say it."""
    key = "confirm_request"
    if decision.outcome is Outcome.REVIEW:
        key = "confirm_review"
    elif decision.route is Route.REFUND_NOW:
        key = "confirm_refund"
    return [
        turn.button(f"verdict.{key}", payload("affirm", decision=turn.slots["decision_id"])),
        turn.button("verdict.not_now", "/cancel"),
        turn.button("verdict.other_order", "/change_order"),
    ]


def _say_refusal(turn: Turn, order: Order, considered: Considered) -> None:
    decision = considered.decision
    assert decision is not None
    wish = "exchange" if considered.facts.wish is Wish.EXCHANGE else "refund"
    beside = turn.text_of(f"verdict.refuse_{wish}_briefly")
    turn.say(
        f"verdict.refuse_{wish}",
        card=verdict_card(turn, order, decision, deciding(decision), beside),
        order=order_text(turn, order),
        reasons=reasons(turn, decision),
        clauses=clauses_text(turn, decision),
    )
    if Option.RETURN_ON_RECEIPT in decision.still_open:
        days = considered.parameters.return_window_days
        turn.say("verdict.also_return_on_receipt", return_days=days)
    turn.say("verdict.still_open", open_buttons(turn, order, decision))


def _say_no_decision(turn: Turn, order: Order, decision: Decision) -> None:
    wish = turn.slots.get("wish")
    key = "no_exchange_yet" if wish == Wish.EXCHANGE else "quality_is_complaint"
    turn.say(
        f"verdict.{key}",
        open_buttons(turn, order, decision),
        order=order_text(turn, order),
        state=state_text(turn, order),
    )


_OPEN_INTENTS = {
    Option.REFUND: "request_refund",
    Option.EXCHANGE: "request_exchange",
    Option.QUALITY: "report_quality",
    Option.COMPLAINT: "complain",
}


def open_buttons(turn: Turn, order: Order, decision: Decision) -> list[Button]:
    """What is still open, to press."""
    buttons = [
        turn.button(f"verdict.open_{option}", payload(intent, order_no=order.order_no))
        for option, intent in _OPEN_INTENTS.items()
        if option in decision.still_open
    ]
    return [*buttons, turn.button("verdict.open_human", "/request_human")]


def ask_which_order(turn: Turn, orders: list[Order], key: str, **values: Any) -> None:
    """Ask for the order, with the candidates to press."""
    buttons = order_buttons(turn, orders)
    if key in ("request.no_such_order", "request.no_match"):
        buttons.append(turn.button("answers.button_human", "/request_human"))
    turn.say(key, buttons, orders_card(turn, orders), **values)
