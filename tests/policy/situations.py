"""Situations in a few words.

Unless a situation says otherwise it is one unit of a supported product for ¥100, paid on Monday
2026-11-02 and asked about on Thursday 2026-11-05; signed goods came on Friday 2026-11-06. November
2026 has no holiday: P-1 runs until the 9th, P-4 until the 11th, R-1 until the 13th.
"""

from datetime import datetime
from typing import Any

import pytest

from bot.policy import (
    Delivery,
    Facts,
    Kind,
    OrderFacts,
    Parameters,
    Standing,
    Wish,
    decide,
    due_on,
)

PARAMETERS = Parameters(
    version="2024-01-01",
    refund_window_days=7,
    refund_working_days=3,
    contact_window_working_days=7,
    return_window_days=7,
    approval_limit_fen=200000,
    review_working_days=2,
)

INTACT = {"quality_problem": False, "used": False, "complete": True}
INCOMPLETE = {"quality_problem": False, "used": False, "complete": False}
USED = {"quality_problem": False, "used": True}
BROKEN = {"quality_problem": True, "normal_use": True, "description": "开不了机"}
ABUSED = {"quality_problem": True, "normal_use": False}


def at(when: str) -> datetime:
    """Shanghai time; noon where `when` is only a day."""
    day, _, clock = when.partition(" ")
    return datetime.fromisoformat(f"{day}T{clock or '12:00'}+08:00")


def order(kind: Kind, delivery: Delivery, **changes: Any) -> OrderFacts:
    """One unit for ¥100 paid on 2026-11-02, but for `changes`."""
    paid_fen, quantity = changes.get("paid_fen", 10000), changes.get("quantity", 1)
    usual = {
        "order_no": "T1",
        "seven_day_refund": True,
        "quantity": quantity,
        "paid_fen": paid_fen,
        "paid_at": at("2026-11-02 10:00"),
        "units_left": quantity,
        "left_fen": paid_fen,
    }
    return OrderFacts(kind=kind, delivery=delivery, **{**usual, **changes})


def service(**changes: Any) -> OrderFacts:
    return order(Kind.SERVICE, Delivery.NONE, **changes)


def ticket(**changes: Any) -> OrderFacts:
    return order(Kind.TICKET, Delivery.NONE, **changes)


def voucher(**changes: Any) -> OrderFacts:
    return order(Kind.VOUCHER, Delivery.NONE, **changes)


def unshipped(**changes: Any) -> OrderFacts:
    return order(Kind.GOODS, Delivery.NOT_SHIPPED, **changes)


def in_transit(**changes: Any) -> OrderFacts:
    return order(Kind.GOODS, Delivery.IN_TRANSIT, **changes)


def signed(**changes: Any) -> OrderFacts:
    return order(Kind.GOODS, Delivery.SIGNED, **{"signed_at": at("2026-11-06 15:00"), **changes})


def wants(wish: Wish, order: OrderFacts | None, on: str = "2026-11-05", **answers: Any) -> Facts:
    return Facts(wish=wish, asked_at=at(on), order=order, **answers)


def refund(order: OrderFacts | None, on: str = "2026-11-05", **answers: Any) -> Facts:
    return wants(Wish.REFUND, order, on, **answers)


def give_back(order: OrderFacts | None, on: str = "2026-11-08", **answers: Any) -> Facts:
    return wants(Wish.RETURN, order, on, **answers)


def exchange(order: OrderFacts | None, on: str = "2026-11-08", **answers: Any) -> Facts:
    return wants(Wish.EXCHANGE, order, on, **answers)


def quality(order: OrderFacts | None, on: str = "2026-11-08", **answers: Any) -> Facts:
    return wants(Wish.QUALITY, order, on, **answers)


def standing(order_of: Any, standing: Standing, **changes: Any) -> OrderFacts:
    return order_of(standing=standing, standing_case="C1", **changes)


def case(
    sentence: str,
    facts: Facts,
    row: str,
    outcome: str,
    clauses: str = "",
    *,
    route: str | None = None,
    amount: int = 0,
    due: str | None = None,
) -> Any:
    """One line of a table test, named by its sentence."""
    return pytest.param(facts, (row, outcome, clauses, route, amount, due), id=sentence)


def decided(facts: Facts) -> tuple[str, str, str, str | None, int, str | None]:
    """What `case` expects, as the policy decides it."""
    decision = decide(facts, PARAMETERS)
    promised = due_on(decision.verdict, facts, PARAMETERS)
    return (
        decision.row,
        str(decision.outcome),
        " ".join(decision.clauses),
        decision.route and str(decision.route),
        decision.amount_fen,
        promised and promised.date.isoformat(),
    )
