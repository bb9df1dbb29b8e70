"""Looking things up in the order book. Every query carries the shopper whose orders they are."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.orders.models import Order

LIST_LIMIT = 100


def find_order(session: Session, shopper_id: str, order_no: str) -> Order | None:
    """The shopper's own order of that exact number, None for an unknown one or another's."""
    return session.scalars(
        select(Order).where(Order.order_no == order_no, Order.shopper_id == shopper_id)
    ).one_or_none()


def orders_of(session: Session, shopper_id: str) -> list[Order]:
    """The shopper's latest orders, the newest payment first; at most `LIST_LIMIT`."""
    return list(
        session.scalars(
            select(Order)
            .where(Order.shopper_id == shopper_id)
            .order_by(Order.paid_at.desc(), Order.order_no)
            .limit(LIST_LIMIT)
        )
    )
