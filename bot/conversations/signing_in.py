"""A visitor signs in: what was said so far goes along with the shopper."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, Message, Upload
from bot.conversations.ownership import Owner
from bot.orders.book import find_order
from bot.orders.models import VISITOR
from bot.store import Store, new_id


def take_along(store: Store, channel: str, visitor_id: str, shopper_id: str) -> None:
    """Make the visitor's conversation on `channel` the shopper's, or add it to theirs.

    Does nothing for a visitor who has said nothing. Doing it twice is the same as once.
    """
    with store.writing() as session:
        theirs = _conversation(session, channel, visitor_id)
        if theirs is None or not visitor_id.startswith(VISITOR):
            return
        own = _conversation(session, channel, shopper_id)
        if own is None:
            theirs.shopper_id, theirs.order_no = shopper_id, None
            return
        _move(session, theirs, own)
        if _is_own(session, theirs.order_no, shopper_id):  # it is the one being spoken in
            own.brain_state = theirs.brain_state
        theirs.order_no, theirs.brain_state = None, {}
        theirs.turn_token = None  # an answer under way would be said where nobody listens
        if own.owner == Owner.BOT and theirs.owner != Owner.BOT:  # whoever waits goes on waiting
            own.owner, own.queued_at, own.queue_reason, own.agent_name = (
                theirs.owner,
                theirs.queued_at,
                theirs.queue_reason,
                theirs.agent_name,
            )
            theirs.owner, theirs.queued_at, theirs.queue_reason = Owner.BOT, None, None


def _is_own(session: Session, order_no: str | None, shopper_id: str) -> bool:
    return order_no is not None and find_order(session, shopper_id, order_no) is not None


def _move(session: Session, theirs: Conversation, own: Conversation) -> None:
    taken = select(Message.message_id).where(Message.conversation_id == own.id)
    twice = session.scalars(
        select(Message).where(Message.conversation_id == theirs.id, Message.message_id.in_(taken))
    )
    for message in twice:  # the pages' ids are their own affair; the two may be the same
        message.message_id = new_id()
    session.flush()
    for table in (Message, Upload):
        session.execute(
            update(table).where(table.conversation_id == theirs.id).values(conversation_id=own.id)
        )


def _conversation(session: Session, channel: str, shopper_id: str) -> Conversation | None:
    return session.scalars(
        select(Conversation)
        .where(Conversation.channel == channel, Conversation.shopper_id == shopper_id)
        .with_for_update()
    ).one_or_none()
