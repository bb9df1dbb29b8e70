"""How a request stands (退款进度): what has happened, what is next, by when."""

import re

from sqlalchemy import select

from actions import case_words
from actions.answers import ANSWERS, answers, human, menu
from actions.cards import case_card
from actions.complaints import file, tell_complaint
from actions.orders import find_reference, order_title, payload
from actions.owned import LATEST_CASES, load_orders, open_cases, own_case, own_cases, own_order
from actions.proving import ask_for_proof, needs_proof
from actions.sending_back import take_waybill
from actions.taking_up import take_up_wish
from actions.turn import Button, Turn
from actions.wording import day_text
from bot.cases.models import Case, CaseStep
from bot.cases.status import WITHDRAWABLE, Status
from bot.policy import Category, local_day

LATEST_STEPS = 4
# What belongs to a request that has been filed.
_OF_A_CASE = re.compile(
    r"退|换|审|申请|案件|工单|进度|批|到账|refund|return|exchange|review|request|case|approv|claim|money"
)


# What only who has filed something says; telling how it stands is no harm.
_OF_A_REVIEW = re.compile(
    r"审|批(了|没|下|不批)|(多久|几天|什么时候|何时|啥时)[^，。,.]{0,4}(结果|答复|回复|消息)|有结果|\b(review|reviewed|approved?)\b"
)


def tell_of_review(turn: Turn) -> bool:
    """How the request stands, where a sentence not understood speaks of its review."""
    if turn.pressed or not _OF_A_REVIEW.search(turn.normalised) or not own_cases(turn, 1):
        return False
    tell_progress(turn)
    return True


@answers("ask_case_status")
def tell_progress(turn: Turn) -> None:
    """One case with its timeline, or which of several; a waybill's number is taken on the way."""
    if take_waybill(turn):
        return
    cases = _meant(turn)
    if not cases and needs_proof(turn):
        ask_for_proof(turn)
    elif not cases and tell_complaint(turn):
        return
    elif not cases and _asks_after_parcel(turn):
        ANSWERS["ask_shipment"](turn)
    elif not cases:
        turn.say("case.none", menu(turn))
    elif _is_over(cases) and take_up_wish(turn):
        return
    elif len(cases) == 1:
        tell_case(turn, cases[0])
    else:
        _tell_several(turn, cases)


def _is_over(cases: list[Case]) -> bool:
    """Whether a wish can only be a new one, because what was filed has been taken back."""
    return all(case.status == Status.WITHDRAWN for case in cases)


def _asks_after_parcel(turn: Turn) -> bool:
    """ "怎么一点动静没有" of who has filed nothing can only be about a parcel."""
    return not turn.pressed and not _OF_A_CASE.search(turn.normalised) and bool(load_orders(turn))


def tell_case(turn: Turn, case: Case) -> None:
    """The timeline of one case; past its date an apology, a complaint and a human."""
    turn.note(in_focus=case.order_no)
    title = order_title(turn, case.order_no)
    status, then = case_words.status_text(turn, case), case_words.next_text(turn, case)
    amount, steps = case_words.amount_text(turn, case), _steps(turn, case)
    turn.say(
        "case.timeline",
        _buttons(turn, case),
        case_card(case, title, status, amount, steps, then),
        case_no=case.case_no,
        title=title,
        status=status,
        amount=amount,
        steps="".join(f"\n· {step}" for step in steps),
        next=then,
    )
    if case_words.is_overdue(turn, case):
        _apologise(turn, case)


def _meant(turn: Turn) -> list[Case]:
    """The case that is named; else those that are open; else the latest."""
    pressed = turn.value("case_no")
    if pressed:
        case = own_case(turn, pressed)
        return [case] if case else []
    latest, running = own_cases(turn), open_cases(turn)
    codes = {value.upper() for value in turn.entities.get("order_no", [])}
    everything = {case.case_no: case for case in (*running, *latest)}
    if codes & everything.keys():
        return [everything[code] for code in codes if code in everything]
    named = _of_named_orders(turn, list(everything.values()))
    return named or running or latest[:1]


def _of_named_orders(turn: Turn, cases: list[Case]) -> list[Case]:
    if turn.pressed:
        return []
    reference = find_reference(turn, load_orders(turn), choosing=False)
    numbers = {order.order_no for order in reference.orders}
    return [case for case in cases if case.order_no in numbers]


def _tell_several(turn: Turn, cases: list[Case]) -> None:
    lines = []
    buttons = []
    for case in cases[:LATEST_CASES]:
        title = order_title(turn, case.order_no)
        status = case_words.status_text(turn, case)
        lines.append(turn.text_of("case.short", case_no=case.case_no, title=title, status=status))
        sent = payload("ask_case_status", case_no=case.case_no)
        buttons.append(turn.button("case.show", sent, title=title))
    turn.say("case.several", [*buttons, human(turn)], count=len(cases), lines="\n".join(lines))


def _steps(turn: Turn, case: Case) -> list[str]:
    with turn.store.reading() as session:
        steps = session.scalars(
            select(CaseStep).where(CaseStep.case_no == case.case_no).order_by(CaseStep.id)
        ).all()
    latest = [steps[0], *steps[1:][-LATEST_STEPS:]]
    return [_step(turn, step, number == 0) for number, step in enumerate(latest)]


def _step(turn: Turn, step: CaseStep, first: bool) -> str:
    key = "filed" if first else step.to_status
    if step.from_status == Status.REVIEW and step.to_status != Status.REJECTED:
        key = "approved" if step.to_status != Status.WITHDRAWN else step.to_status
    if step.to_status == Status.IN_TRANSIT_BACK and step.note:
        key = "sent_back"
    if (step.note or "").startswith("photo "):
        key = "photo"
    if step.to_status == Status.REJECTED and step.note:
        key = "rejected_because"
    return turn.text_of(
        f"case.step_{key}",
        on=day_text(local_day(step.at), turn.language),
        note=step.note or "",
    )


def _buttons(turn: Turn, case: Case) -> list[Button]:
    buttons = [human(turn)]
    if case.status in (Status.AWAITING_RETURN,):
        buttons.insert(0, turn.button("case.button_address", "/ask_return_address"))
    if case.status in WITHDRAWABLE:
        sent = payload("cancel", case_no=case.case_no)
        buttons.append(turn.button("case.button_withdraw", sent))
    return buttons


def _apologise(turn: Turn, case: Case) -> None:
    """A promised date has passed: said, put down as a complaint, and a human is at hand."""
    turn.said[-1]["buttons"] = []
    turn.say("case.overdue", due=day_text(case.due_on or local_day(turn.now), turn.language))
    file(turn, Category.REFUND_LATE, turn.text, own_order(turn, case.order_no))
