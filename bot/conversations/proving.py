"""A visitor reaches one order by its number and the last digits of its phone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, OrderTry
from bot.orders.models import Order, Shopper
from bot.store import alone

TRIES = 5
WITHIN = timedelta(minutes=15)
TAIL = 4  # digits


class TooManyTries(Exception):
    """This conversation or this address has tried too often lately."""


def reach_order(
    session: Session,
    conversation_id: str,
    address: str,
    numbers: Sequence[str],
    tail: str,
    now: datetime,
) -> str | None:
    """Let the conversation reach an order: the one of `numbers` whose phone ends in `tail`.

    Returns its number, or None, which never says what of the two was wrong. Raises TooManyTries,
    whatever was said, after `TRIES` failures of the conversation or the address `WITHIN` the last
    minutes.
    """
    for who in sorted(filter(None, (address, conversation_id))):  # tries at once count together
        alone(session, f"tries {who}")
    if _failures(session, conversation_id, address, now) >= TRIES:
        raise TooManyTries
    phones = session.execute(
        select(Order.order_no, Shopper.phone)
        .join(Shopper, Order.shopper_id == Shopper.shopper_id)
        .where(Order.order_no.in_(numbers))
    )
    order_no = next((number for number, phone in phones if _ends(phone, tail)), None)
    if order_no is None:
        session.add(OrderTry(conversation_id=conversation_id, address=address, at=now))
        return None
    session.execute(
        update(Conversation).where(Conversation.id == conversation_id).values(order_no=order_no)
    )
    return order_no


def _ends(phone: str, tail: str) -> bool:
    digits = "".join(filter(str.isdigit, phone))
    return len(tail) == TAIL <= len(digits) and digits.endswith(tail)


def _failures(session: Session, conversation_id: str, address: str, now: datetime) -> int:
    ours = OrderTry.conversation_id == conversation_id
    if address:  # unknown where another front has to finish what one that died has begun
        ours = or_(ours, OrderTry.address == address)
    query = select(func.count()).select_from(OrderTry).where(ours, OrderTry.at > now - WITHIN)
    return session.scalar(query) or 0
