"""What an action may ask about the turn it works on."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation
from bot.conversations.ownership import Owner
from bot.orders.models import VISITOR, Order


@dataclass(frozen=True)
class Asker:
    """Who speaks in a conversation: whose orders they may reach, and who answers them.

    A visitor, who has not signed in, reaches `only_order` and nothing else of its shopper's; as
    long as that is None, nothing at all.
    """

    shopper_id: str
    owner: Owner
    visitor: bool = False
    only_order: str | None = None


def asker_of(session: Session, conversation_id: str) -> Asker:
    """Who speaks in a conversation. Raises LookupError for an unknown one."""
    row = session.execute(
        select(
            Conversation.shopper_id,
            Conversation.owner,
            Conversation.order_no,
            Order.shopper_id.label("order_of"),
        )
        .outerjoin(Order, Order.order_no == Conversation.order_no)
        .where(Conversation.id == conversation_id)
    ).one_or_none()
    if row is None:
        raise LookupError("no such conversation")
    visitor = row.shopper_id.startswith(VISITOR)
    whose = row.order_of if visitor and row.order_of else row.shopper_id
    return Asker(whose, Owner(row.owner), visitor, row.order_no if visitor else None)


def turn_is_open(session: Session, conversation_id: str, token: str) -> bool:
    """Whether the front still waits for the turn `token`; the row stays locked until the commit."""
    current = session.scalar(
        select(Conversation.turn_token).where(Conversation.id == conversation_id).with_for_update()
    )
    return current is not None and current == token
