"""What belongs to the one who asks. Every look-up for a conversation goes through here.

A visitor sees the one order they have reached and what hangs on it, and never the account.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, select

from actions.turn import Turn
from bot.cases.ledger import balance_fen, movements
from bot.cases.models import Case, LedgerEntry
from bot.cases.status import OPEN, RELEASING
from bot.complaints import filing
from bot.complaints.models import Complaint, Recall
from bot.orders.book import find_order, orders_of
from bot.orders.models import Order

LATEST_CASES = 3


def load_orders(turn: Turn) -> list[Order]:
    """The shopper's orders, the newest first."""
    with turn.store.reading() as session:
        if turn.visitor:
            return [order] if (order := own_order(turn, turn.only_order)) else []
        return orders_of(session, turn.shopper_id)


def own_order(turn: Turn, order_no: str | None) -> Order | None:
    """The shopper's own order of that number."""
    if order_no is None or not turn.may_see(order_no):
        return None
    with turn.store.reading() as session:
        return find_order(session, turn.shopper_id, order_no)


def recalled_orders(turn: Turn) -> list[Order]:
    """The shopper's orders of recalled deals for which there is no case yet."""
    taken = _cases(turn, Case.status.not_in(RELEASING)).with_only_columns(Case.order_no)
    query = (
        select(Order)
        .join(Recall, Recall.deal_id == Order.deal_id)
        .where(Order.shopper_id == turn.shopper_id, Order.order_no.not_in(taken.order_by(None)))
        .order_by(Order.paid_at.desc())
    )
    with turn.store.reading() as session:
        return [order for order in session.scalars(query) if turn.may_see(order.order_no)]


def own_cases(turn: Turn, limit: int = LATEST_CASES) -> list[Case]:
    """The shopper's latest cases."""
    return _listed(turn, _cases(turn).limit(limit))


def open_cases(turn: Turn) -> list[Case]:
    """The shopper's cases that have not ended, the latest first."""
    return _listed(turn, _cases(turn, Case.status.in_(OPEN)))


def own_case(turn: Turn, case_no: str) -> Case | None:
    """The shopper's own case of that number."""
    return next(iter(_listed(turn, _cases(turn, Case.case_no == case_no))), None)


def has_case(turn: Turn, order_no: str) -> bool:
    """Whether anything was ever filed for the shopper's own order."""
    return bool(_listed(turn, _cases(turn, Case.order_no == order_no).limit(1)))


def case_of_decision(turn: Turn, decision_id: str) -> Case | None:
    """The shopper's own case that a yes to this decision has opened."""
    return next(iter(_listed(turn, _cases(turn, Case.decision_id == decision_id))), None)


def owns(turn: Turn, complaint: Complaint | None) -> bool:
    """Whether a complaint is the shopper's own, and a visitor's own words."""
    if complaint is None or complaint.shopper_id != turn.shopper_id:
        return False
    return not turn.visitor or complaint.conversation_id == turn.conversation_id


def latest_complaint(turn: Turn) -> Complaint | None:
    """The shopper's latest complaint that is still open."""
    query = (
        select(Complaint)
        .where(Complaint.shopper_id == turn.shopper_id, Complaint.status == filing.OPEN)
        .order_by(Complaint.opened_at.desc())
    )
    with turn.store.reading() as session:
        return next((c for c in session.scalars(query) if owns(turn, c)), None)


def account(turn: Turn, latest: int) -> tuple[int, list[LedgerEntry]] | None:
    """The balance in fen and the latest movements; None for who has not signed in."""
    if turn.visitor:
        return None
    with turn.store.reading() as session:
        return balance_fen(session, turn.shopper_id), movements(session, turn.shopper_id, latest)


def _cases(turn: Turn, *conditions: ColumnElement[bool]) -> Select[Case]:
    own = [Case.shopper_id == turn.shopper_id, *conditions]
    if turn.visitor:
        own.append(Case.order_no == turn.only_order)
    return select(Case).where(*own).order_by(Case.opened_at.desc())


def _listed(turn: Turn, query: Select[Case]) -> list[Case]:
    with turn.store.reading() as session:
        found: Iterable[Case] = session.scalars(query)
        return list(found)
