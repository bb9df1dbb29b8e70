"""How a case stands, what happens next, and the steps to take."""

from actions.orders import order_text, payload
from actions.owned import account, open_cases, own_order
from actions.turn import Button, Turn
from actions.wording import day_text
from bot.cases.models import Case
from bot.cases.situation import parameters_for, situation_of
from bot.cases.status import EXCHANGES, OPEN, Status
from bot.orders.models import Order
from bot.policy import Parameters, Route, local_day, yuan
from bot.settings import settings


def overdue_case(turn: Turn) -> Case | None:
    """The shopper's case whose promised date has passed without what was promised."""
    return next((case for case in open_cases(turn) if is_overdue(turn, case)), None)


def status_text(turn: Turn, case: Case) -> str:
    """The status in words."""
    return turn.text_of(f"case.status_{case.status}")


def parameters_of(turn: Turn, case: Case) -> Parameters:
    """The numbers that hold for the case's order."""
    with turn.store.reading() as session:
        situation = situation_of(session, case.shopper_id, case.order_no)
    assert situation is not None
    return parameters_for(situation.facts)


def next_text(turn: Turn, case: Case) -> str:
    """What comes next, by when; a date that has passed is not promised again."""
    return turn.text_of(
        f"case.next_{_next(turn, case)}",
        due=_due_text(turn, case),
        days=parameters_of(turn, case).refund_working_days,
    )


# Whose next step is another where the goods are exchanged.
_OF_EXCHANGES = (Status.AWAITING_RETURN, Status.IN_TRANSIT_BACK, Status.RECEIVED)


def is_overdue(turn: Turn, case: Case) -> bool:
    """Whether the case is open and its promised date has passed."""
    return case.status in OPEN and case.due_on is not None and case.due_on < local_day(turn.now)


def _next(turn: Turn, case: Case) -> str:
    if is_overdue(turn, case):
        return "overdue"
    if case.route in EXCHANGES and case.status in _OF_EXCHANGES:
        return f"{case.status}_exchange"
    return case.status


def _due_text(turn: Turn, case: Case) -> str:
    if case.due_on is None:
        return ""
    provisional = turn.text_of("case.provisional") if case.due_provisional else ""
    return day_text(case.due_on, turn.language) + provisional


def say_existing(turn: Turn, order: Order, case: Case) -> None:
    """The case that stands for the order already."""
    buttons = [
        turn.button("answers.button_status", payload("ask_case_status", case_no=case.case_no)),
        turn.button("answers.button_human", "/request_human"),
    ]
    turn.note(in_focus=case.order_no)
    turn.say(
        "case.existing",
        buttons,
        order=order_text(turn, order),
        case_no=case.case_no,
        status=status_text(turn, case),
        amount=amount_text(turn, case),
        next=next_text(turn, case),
    )


def amount_text(turn: Turn, case: Case) -> str:
    """The money, or how many are exchanged."""
    if case.route in EXCHANGES:
        return turn.text_of("case.exchange_units", units=case.units)
    return f"¥{yuan(case.amount_fen)}"


def say_filed(turn: Turn, case: Case) -> None:
    """What has been done and what happens next."""
    if case.status == Status.REFUNDED:
        _say_refunded(turn, case)
    elif case.status == Status.REVIEW:
        _say_under_review(turn, case)
    elif case.status == Status.AWAITING_REFUSAL:
        turn.say("case.awaiting_refusal", case_no=case.case_no)
        _say_refusal_steps(turn, case)
    elif case.status == Status.AWAITING_RETURN:
        turn.say("case.awaiting_return", case_no=case.case_no)
        _say_return_steps(turn, case)


def after(turn: Turn) -> list[Button]:
    """What can be pressed once a step is done."""
    return [
        turn.button("answers.button_status", "/ask_case_status"),
        turn.button("answers.button_refund", "/request_refund"),
    ]


def add_to_last(turn: Turn, key: str, **values: str) -> None:
    """Add a sentence to what was said last, whose buttons stay the last."""
    gap = "" if turn.language == "zh" else " "
    turn.said[-1]["text"] += gap + turn.text_of(key, **values)


def _say_refunded(turn: Turn, case: Case) -> None:
    own = account(turn, 0)
    turn.say(
        "case.refunded" if own else "case.refunded_visitor",
        [turn.button("answers.button_balance", "/ask_balance"), *after(turn)[1:]],
        case_no=case.case_no,
        amount=yuan(case.amount_fen),
        due=_due_text(turn, case),
        balance=yuan(own[0]) if own else "",
    )


def _say_under_review(turn: Turn, case: Case) -> None:
    photo = bool(case.evidence.get("photo_outstanding"))
    turn.say(
        "case.review",
        () if photo else after(turn),
        case_no=case.case_no,
        amount=yuan(case.amount_fen),
        due=_due_text(turn, case),
    )
    if photo:
        turn.say("case.photo_outstanding", after(turn))


def _say_refusal_steps(turn: Turn, case: Case) -> None:
    order = own_order(turn, case.order_no)
    parcel = turn.text_of("case.parcel_unknown")
    if order and order.tracking_no:
        parcel = turn.text_of(
            "case.parcel", carrier=order.carrier or "", tracking_no=order.tracking_no
        )
    turn.say(
        "case.refusal_steps",
        after(turn),
        parcel=parcel,
        days=parameters_of(turn, case).refund_working_days,
        amount=yuan(case.amount_fen),
    )


def _say_return_steps(turn: Turn, case: Case) -> None:
    shop_pays = case.route in (Route.RETURN_BY_SHOP, Route.EXCHANGE_BY_SHOP)
    courier = turn.text_of(f"case.courier_by_{'shop' if shop_pays else 'shopper'}")
    outcome = turn.text_of(
        "case.outcome_exchange" if case.route in EXCHANGES else "case.outcome_refund",
        days=parameters_of(turn, case).refund_working_days,
        amount=yuan(case.amount_fen),
    )
    own = settings()
    if own.return_address:
        turn.say(
            "case.return_steps",
            after(turn),
            recipient=own.return_recipient,
            phone=own.return_phone,
            address=own.return_address,
            courier=courier,
            outcome=outcome,
        )
    else:
        human = turn.button("answers.button_human", "/request_human")
        turn.say("case.return_steps_no_address", [human], courier=courier, outcome=outcome)
