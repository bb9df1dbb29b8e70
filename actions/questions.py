"""What shoppers ask about the promise: answered from the policy's clauses and today's numbers."""

import re
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from actions.answers import answers, human
from actions.owned import open_cases
from actions.progress import tell_case
from actions.request_notes import forget_request
from actions.sending_back import awaited_return
from actions.taking_up import take_up_wish
from actions.turn import Button, Turn
from bot.policy import (
    Route,
    Wish,
    clause_ids,
    clause_text,
    complaint_parameters_on,
    local_day,
    parameters_on,
)
from bot.settings import settings

DEFAULT = "refund_window"

# About an order of the shopper's own, not about the rules.
_OWN_ORDER = re.compile(
    r"(这|那)(一)?(单|个|件|笔|双)[^，。,.]{0,4}(能|可以|可不可以|能不能)(退|给退)"
)
_COMPLAINABLE = frozenset(
    {"complaint_time", "disputes", "monitoring", "contract", "pictures", "page", "vouchers"}
)
_ABOUT_THE_WAIT = frozenset({"manual_review", "late"})
# Asked of the rules, whatever is under way.
_GENERALLY = re.compile(
    r"一般|通常|正常|平时|规定|如果|要是|usually|normally|generally|in general|\bif\b"
)
_SHOP_PAYS = (Route.RETURN_BY_SHOP, Route.EXCHANGE_BY_SHOP)


@cache
def faq() -> dict[str, dict[str, Any]]:
    """Every topic: its clauses and, by language, the sentence that meets the question."""
    text = files("actions").joinpath("faq.yml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded


@answers("ask_policy")
def tell_policy(turn: Turn) -> None:
    """The topic of the question; "这单能退吗" is no question of the rules but a wish."""
    if not turn.pressed and _OWN_ORDER.search(turn.normalised):
        forget_request(turn)
        turn.note(wish=Wish.REFUND)
        turn.open_form()
        return
    topic = turn.value("topic") or DEFAULT
    if not take_up_wish(turn) and not (_is_of_the_case(turn, topic) and tell_running_case(turn)):
        tell(turn, topic)


def _is_of_the_case(turn: Turn, topic: str) -> bool:
    """ "怎么审这么久" of who waits for a review asks after that, not after the rules."""
    return topic in _ABOUT_THE_WAIT and not turn.pressed and not _GENERALLY.search(turn.normalised)


@answers("ask_refund_time")
def tell_refund_time(turn: Turn) -> None:
    """How long a refund takes (P-2), and how the shopper's own stands."""
    if _GENERALLY.search(turn.normalised) or not tell_running_case(turn):
        tell(turn, "refund_time")


def tell_running_case(turn: Turn) -> bool:
    """Tell the one case that is under way; False where there is none, or several."""
    running = open_cases(turn)
    if len(running) == 1:
        tell_case(turn, running[0])
    return len(running) == 1


@answers("ask_refund_destination")
def tell_refund_destination(turn: Turn) -> None:
    """Where the money goes (P-2) and what it buys (B-1)."""
    tell(turn, "refund_destination")


@answers("ask_courier_fee")
def tell_courier_fee(turn: Turn) -> None:
    """Who pays the courier: of the shopper's own return, or in general."""
    case = awaited_return(turn)
    if case is None:
        tell(turn, "courier_fee")
        return
    payer = "shop" if case.route in _SHOP_PAYS else "shopper"
    courier = turn.text_of(f"case.courier_by_{payer}")
    address = turn.button("case.button_address", "/ask_return_address")
    turn.say("case.your_courier", [address, human(turn)], case_no=case.case_no, courier=courier)


@answers("ask_genuine")
def tell_genuine(turn: Turn) -> None:
    """How the shop makes sure of what it sells."""
    tell(turn, "genuine")


@answers("ask_invoice")
def decline_invoice(turn: Turn) -> None:
    """What only a colleague can do."""
    turn.say("answers.invoice", [human(turn)])


def tell(turn: Turn, topic: str) -> None:
    """The topic's sentence and its clauses; an unknown topic is the default one."""
    entry = faq().get(topic) or faq()[DEFAULT]
    today, own = local_day(turn.now), settings()
    parameters = parameters_on(today, own.operators_parameters)
    complaints = complaint_parameters_on(today, own.operators_complaint_parameters)
    clauses = [
        f"{clause_text(clause, turn.language, parameters)}（{clause}）"
        if turn.language == "zh"
        else f"{clause_text(clause, turn.language, parameters)} ({clause})"
        for clause in entry["clauses"]
    ]
    lead = entry[turn.language].format(
        **parameters.to_json(), **asdict(complaints), quality_steps=_quality_steps()
    )
    said = [*clauses, lead] if entry.get("clauses_first") else [lead, *clauses]
    text = "\n".join(filter(None, said))
    turn.said.append({"text": text, "buttons": _buttons(turn, topic)})


def _quality_steps() -> int:
    """How many steps the quality process has: G-1 and so on."""
    return sum(clause.startswith("G-") for clause in clause_ids())


def _buttons(turn: Turn, topic: str) -> list[Button]:
    refund = turn.button("answers.button_refund", "/request_refund")
    if topic in _COMPLAINABLE:
        return [turn.button("answers.button_complain", "/complain"), refund, human(turn)]
    return [refund, human(turn)]
