"""An order as the policy sees it: its data, its cases, a recall."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.models import Case, UnitClaim
from bot.cases.status import EXCHANGES, OPEN, RELEASING, WITHDRAWABLE, Status
from bot.complaints.models import Recall
from bot.orders.book import find_order
from bot.orders.models import Order
from bot.policy import (
    Delivery,
    Kind,
    OrderFacts,
    Parameters,
    Standing,
    WorkingCalendar,
    local_day,
    parameters_on,
)
from bot.settings import settings


@dataclass(frozen=True)
class Situation:
    """A snapshot: the order's facts, the version they were read at, the units already claimed."""

    facts: OrderFacts
    version: int
    claimed: frozenset[int]


def situation_of(
    session: Session, shopper_id: str, order_no: str, replacing: str | None = None
) -> Situation | None:
    """The order's situation; None if it is unknown or not this shopper's.

    The case `replacing` is left out as long as it could be withdrawn: it will be.
    """
    order = find_order(session, shopper_id, order_no)
    if order is None:
        return None
    cases = session.scalars(
        select(Case).where(Case.order_no == order_no).order_by(Case.opened_at)
    ).all()
    taken = session.scalars(select(UnitClaim).where(UnitClaim.order_no == order_no)).all()
    out = {c.case_no for c in cases if c.case_no == replacing and c.status in WITHDRAWABLE}
    cases = [case for case in cases if case.case_no not in out]
    claims = [claim.unit for claim in taken if claim.case_no not in out]
    recalled = session.get(Recall, order.deal_id) is not None
    return Situation(_facts(order, cases, len(claims), recalled), order.version, frozenset(claims))


def parameters_for(order: OrderFacts) -> Parameters:
    """The numbers of the day the order was paid, with the operator's own."""
    return parameters_on(local_day(order.paid_at), settings().operators_parameters)


@cache
def calendar() -> WorkingCalendar:
    """The published working days with the operator's own on top."""
    path = settings().calendar
    return WorkingCalendar(yaml.safe_load(path.read_text(encoding="utf-8")) if path else {})


def _facts(order: Order, cases: Iterable[Case], claimed: int, recalled: bool) -> OrderFacts:
    units_left = max(0, order.quantity - claimed)
    blocking = _blocking(cases, units_left)
    return OrderFacts(
        order_no=order.order_no,
        kind=Kind(order.kind),
        delivery=Delivery(order.delivery),
        seven_day_refund=order.seven_day_refund,
        quantity=order.quantity,
        paid_fen=order.paid_fen,
        paid_at=order.paid_at,
        signed_at=order.signed_at,
        consumed_at=order.consumed_at,
        first_purchase=order.first_purchase,
        rebate_paid=order.rebate_paid,
        recalled=recalled,
        units_left=units_left,
        left_fen=max(0, order.paid_fen - _spoken_for_fen(cases)),
        standing=blocking[0] if blocking else None,
        standing_case=blocking[1].case_no if blocking else None,
    )


def _spoken_for_fen(cases: Iterable[Case]) -> int:
    return sum(
        case.amount_fen
        for case in cases
        if case.status not in RELEASING and case.route not in EXCHANGES
    )


def _blocking(cases: Iterable[Case], units_left: int) -> tuple[Standing, Case] | None:
    """The case that stands in the way of another: open, the last refund, or a human's no."""
    latest = {case.status in OPEN or case.status: case for case in cases}
    if True in latest:
        return Standing.OPEN, latest[True]
    if units_left == 0 and Status.REFUNDED in latest:
        return Standing.SPENT, latest[Status.REFUNDED]
    if Status.REJECTED in latest:
        return Standing.REJECTED, latest[Status.REJECTED]
    return None
